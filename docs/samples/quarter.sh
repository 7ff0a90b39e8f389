#!/usr/bin/env bash
# A quarter of a project management office, from its lists to the report for the board: the second
# quarter of 2026 of Harbour City, a city that does not exist. It needs bash, curl and jq, a ledger
# that runs in Development, and is started in the folder of the product:
#
#   bash docs/samples/quarter.sh
#
# LEDGER_ADDRESS is where the ledger listens, LEDGER how its verbs are called, PORTFOLIO the key of
# the portfolio it opens. It stops at the first answer that is not the expected one.
set -euo pipefail

address=${LEDGER_ADDRESS:-http://127.0.0.1:5080}
verb=${LEDGER:-dotnet run --no-build --project src/PortfolioLedger --}
harbour=${PORTFOLIO:-harbour-quarter}
lists=$(dirname "$0")
ledger=$address/api/v1/portfolios

step() { printf '\n== %s\n' "$1"; }

fail() { printf 'NOT AS EXPECTED: %s\n' "$1" >&2; exit 1; }

# Sends a command as somebody, and prints the position; whatever is refused ends the script.
post() {
  local answer
  answer=$(curl -s --fail-with-body "$ledger/$harbour/$1" -d "$2" \
    -H "Authorization: Persona ${3:-alice;approver}" -H 'Content-Type: application/json') \
    || fail "$1 was answered $answer"
  jq -r '"  recorded at position \(.position // .asOf.position)"' <<< "$answer"
}

# Sends a command that must be refused with this code, and prints the reason.
refused() {
  local answer
  answer=$(curl -s "$ledger/$harbour/$2" -d "$3" \
    -H "Authorization: Persona ${4:-alice;approver}" -H 'Content-Type: application/json')
  [ "$(jq -r .code <<< "$answer")" = "$1" ] || fail "$2 was answered $answer instead of $1"
  jq -r '"  refused: \(.detail)"' <<< "$answer"
}

# Asks a view.
get() {
  curl -s --fail-with-body "$ledger/$harbour/$1" -H 'Authorization: Persona vera;viewer' \
    || fail "$1 cannot be asked"
}

# Fails unless what is said is so.
so() { jq -e "$2" <<< "$1" > /dev/null || fail "$2 does not hold for $1"; }

grounds() { printf '"grounds":{"rationale":"%s","effectiveOn":"%s"}' "$1" "$2"; }

# Imports a sample list as of a day, and prints the first line of the report.
import() {
  local report
  report=$($verb import current-lists "$lists/$1.csv" --portfolio "$harbour" \
    --effective-on "$2" "${@:3}" 2> /dev/null) || fail "$1.csv was answered $report"
  printf '  %s: %s\n' "$1" "${report%%$'\n'*}"
}

step 'The lists of the office, as they are on 1 April'
import departments 2026-04-01 --name 'Harbour City (invented)' --currency EUR
for list in customer-segments value-streams objectives initiatives outcomes feedback allocations; do
  import "$list" 2026-04-01
done
so "$(get 'initiatives?limit=500')" '.items | length == 30'

step 'The board compares its objectives in pairs: AHP'
refused ahp-inconsistent objective-weights '{"method":"ahp",
  "objectives":["resilience","homes","access","trust"],
  "matrix":[[1,9,1,1],[0.1111,1,9,1],[1,0.1111,1,1],[1,1,1,1]],
  '"$(grounds 'First round of comparisons' 2026-04-01)"'}'
post objective-weights '{"method":"ahp","objectives":["resilience","homes","access","trust"],
  "matrix":[[1,2,3,4],[0.5,1,2,3],[0.3333,0.5,1,2],[0.25,0.3333,0.5,1]],
  '"$(grounds 'Compared in pairs by the board on 1 April' 2026-04-01)"'}'
so "$(get objectives)" '[.items[].weight] | add | . > 0.999999 and . < 1.000001'

step 'A scoring model: weighted shortest job first; the scores of all thirty'
post scoring-models '{"key":"wsjf","formula":"wsjf","effectiveOn":"2026-04-01","criteria":[
  {"id":"business-value","min":1,"max":10},{"id":"time-criticality","min":1,"max":10},
  {"id":"risk-reduction","min":1,"max":10},{"id":"job-size","min":1,"max":20,"direction":"lower"}]}'
post scoring-models/wsjf/release "{$(grounds 'The model of the office since 2025' 2026-04-01)}"
post scoring-models/wsjf/adoption "{$(grounds 'Adopted by the board' 2026-04-01)}"
import scores 2026-04-01

step 'The budget of the year, and the first ranking for the board'
post budget '{"period":"2026","capex":18000000,"opex":5000000,
  '"$(grounds 'Budget of the city council for 2026' 2026-04-01)"'}'
post rankings '{"key":"april-board","grounds":{"rationale":"Shown to the board on 1 April"}}'
april=$(get rankings/april-board | jq .asOfPosition)
ranking=$(get 'ranking?limit=500')
so "$ranking" '.items | length == 30'
so "$ranking" '.items[] | select(.initiative == "lead-pipes") | .rank == 2'
jq -r '.items[:3][] | "  \(.rank). \(.name), \(.score)"' <<< "$ranking"

step 'The board decides by vote: the paper archive is not worth it'
post decisions '{"key":"d-1","question":"Stop scanning the paper archive?",
  "options":["stop","go on"],"quorum":3,"initiatives":["old-archive"],"effectiveOn":"2026-04-20",
  "risks":["What is scanned stays unsorted"]}'
post decisions/d-1/votes '{"option":"stop","effectiveOn":"2026-04-20"}' 'member-1;approver'
post decisions/d-1/votes '{"option":"stop","effectiveOn":"2026-04-20"}' 'member-2;approver'
post decisions/d-1/votes '{"option":"go on","reason":"Half of it is done",
  "effectiveOn":"2026-04-20"}' 'member-3;approver'
refused against-the-votes decisions/d-1/outcome '{"option":"go on",
  '"$(grounds 'Half of it is done' 2026-04-20)"'}' 'chair;approver'
post decisions/d-1/outcome '{"option":"stop",
  '"$(grounds 'Nobody asked for what was scanned' 2026-04-20)"'}' 'chair;approver'
post initiatives/old-archive/kill '{"reasonCode":"no-longer-needed","grounds":{
  "rationale":"Nobody asked for what was scanned","decision":"d-1","effectiveOn":"2026-04-21"}}'

step 'Customers are answered'
post feedback/fb-01/answer '{"text":"The northern main is being renewed; your street follows in May",
  "effectiveOn":"2026-04-22"}' 'maria;contributor'
post feedback/fb-03/answer '{"text":"From June on you are told a day when you apply",
  "effectiveOn":"2026-04-22"}' 'maria;contributor'

step 'Outcomes are measured, and one figure is corrected'
import measurements 2026-04-30
post outcomes/permit-days/measurement-corrections '{"value":41,"on":"2026-03-31",
  "reason":"Permits for shop signs were counted too","effectiveOn":"2026-05-04"}'
so "$(get outcomes/permit-days)" '.latest.value == 41'

step 'An approval, with its money: requested is not approved'
refused no-financial-case initiatives/leak-detection/approval \
  "{$(grounds 'Saves more water than it costs' 2026-05-06)}"
import financial-cases 2026-05-04
post initiatives/leak-detection/approval '{"grounds":{"effectiveOn":"2026-05-06",
  "rationale":"Saves more water than it costs","evidence":[{"kind":"feedback","ref":"fb-01"}]}}'
post initiatives/leak-detection/budget '{"period":"2026","amount":{"amount":450000,"currency":"EUR"},
  '"$(grounds 'Without the spare microphones' 2026-05-06)"'}'
so "$(get 'ranking?limit=500')" \
  '.items[] | select(.initiative == "leak-detection") | .budget == 450000 and .requestedBudget == 480000'

step 'A correction: the budget of the crossings was a typing error'
post initiatives/crossings/budget '{"period":"2026","amount":{"amount":308000,"currency":"EUR"},
  '"$(grounds 'The council approved 308,000, not 380,000' 2026-04-01)"'}'
get 'timeline?subject=initiative/crossings&type=budget-approved' | jq -r '"  \(.items[0].sentence)"'

step 'What was proposed is revised'
post initiatives/permits/revision '{"sponsor":"director-housing",
  '"$(grounds 'Housing has taken over building permits' 2026-05-11)"'}'

step 'The list of April again, now that people have decided since: it overturns nothing'
old=$($verb import current-lists "$lists/initiatives.csv" --portfolio "$harbour" \
  --effective-on 2026-04-01 --json 2> /dev/null)
so "$old" '.conflicts | length == 1 and .[0].column == "Budget 2026"'
jq -r '"  \(.headline)", "  since: \(.conflicts[0].since.sentence)"' <<< "$old"

step 'A wrong file is imported, and taken back whole'
wrong=$(mktemp)
printf 'Initiative,Initiative name,Stage\nold-depot,The depot of last year,proposed\n' > "$wrong"
mistake=$($verb import current-lists "$wrong" --portfolio "$harbour" --json 2> /dev/null | jq -r .import)
rm "$wrong"
so "$(get 'initiatives?limit=500')" '.items | length == 31'
$verb import reverse "$mistake" --portfolio "$harbour" --reason 'That was the list of last year' \
  2> /dev/null
so "$(get 'initiatives?limit=500')" '.items | length == 30'

step 'A team is told, and says that it has understood'
post stakeholders '{"key":"crew-water","group":"team","department":"water"}' 'maria;contributor'
post communications '{"key":"letter-1","audience":["crew-water"],"channel":"meeting",
  "subjects":["initiative/east-pumps"],"summary":"The pumps come in autumn"}' 'maria;contributor'
post acknowledgements '{"objectives":["resilience","homes","access","trust"],
  "stakeholder":"crew-water"}' 'maria;contributor'

step 'A decision that changes the order: the court gave two more years for lead pipes'
post initiatives/lead-pipes/scores '{"model":"wsjf","criterion":"time-criticality","value":3,
  '"$(grounds 'The court gave two more years' 2026-05-18)"'}'

step 'A tie, and the casting vote of the chair: night buses wait'
post decisions '{"key":"d-2","question":"Run night buses this year?","options":["run","defer"],
  "quorum":2,"initiatives":["night-buses"],"effectiveOn":"2026-06-01"}'
post decisions/d-2/votes '{"option":"run","effectiveOn":"2026-06-01"}' 'member-1;approver'
post decisions/d-2/votes '{"option":"defer","effectiveOn":"2026-06-01"}' 'chair;approver'
post decisions/d-2/outcome '{"option":"defer","castingVote":{"option":"defer","by":"chair"},
  '"$(grounds 'No drivers before spring' 2026-06-01)"'}' 'chair;approver'
post initiatives/night-buses/deferral '{"revisitOn":"2027-03-01","grounds":{
  "rationale":"No drivers before spring","decision":"d-2","effectiveOn":"2026-06-01"}}'
so "$(get 'ranking?limit=500')" \
  '.items[] | select(.initiative == "night-buses") | .stage == "deferred" and (.funded | not)'

step 'The ranking of July beside that of April, and why lead pipes fell'
post rankings '{"key":"july-board","grounds":{"rationale":"Shown to the board on 1 July"}}'
july=$(get rankings/july-board | jq .asOfPosition)
$verb compare --portfolio "$harbour" --from "$april" --to "$july" --view ranking
$verb explain --portfolio "$harbour" --initiative lead-pipes --from "$april" --to "$july"

step 'What if the budget were 20 million, and which set would be the best'
$verb what-if --portfolio "$harbour" --budget 20000000
$verb optimise --portfolio "$harbour" --objective score --budget 20000000

step 'A report for every Monday'
post reports '{"key":"funded","name":"What the budget covers","view":"ranking",
  "filters":{"funded":["true"]},"columns":["rank","name","score","budget"],"asOf":"now"}' \
  'maria;contributor'
post reports/funded/schedule '{"cadence":"weekly","day":"monday","at":"06:00","format":"xlsx"}' \
  'maria;contributor'
$verb report run funded --portfolio "$harbour" --format csv

step 'What the office has to show'
scorecard=$(get scorecard)
so "$scorecard" '.items[] | select(.metric == "teams-informed") | .numerator == 1'
so "$scorecard" '.items[] | select(.metric == "decisions-citing-feedback") | .numerator == 1'
jq -r '.items[] | "  \(.metric): \(.numerator // "-") of \(.denominator // "-")"
  + (if .missing then ", missing: \(.missing | length)" else "" end)' <<< "$scorecard"

printf '\nThe quarter is recorded in %s.\n' "$ledger/$harbour"
