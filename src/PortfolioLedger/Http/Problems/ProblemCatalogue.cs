using System.Collections.Immutable;

namespace PortfolioLedger.Http.Problems;

/// <summary>A kind of problem.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Explanation">What it means and what to do.</param>
public sealed record ProblemKind(string Code, int Status, string Title, string Explanation);

/// <summary>
/// Every problem the API can answer with; <c>/problems/&lt;code&gt;</c> shows them.
/// </summary>
public static class ProblemCatalogue
{
    /// <summary>All kinds, by area.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        // Requests that are not understood.
        new(
            "malformed-form",
            400,
            "Malformed form",
            "A form of an import has one part 'file' and perhaps one part 'mapping'; the detail "
                + "says what was wrong."
        ),
        new(
            "malformed-request",
            400,
            "Malformed HTTP request",
            "The body is not framed as the headers say. The detail says what was wrong."
        ),
        new(
            "malformed-content-encoding",
            400,
            "Malformed content encoding",
            "The body is damaged, cut off, or not in the coding that Content-Encoding names."
        ),
        new(
            "malformed-json",
            400,
            "Malformed JSON",
            "The body could not be read as a JSON object. The detail says where reading stopped."
        ),
        new(
            "invalid-fields",
            400,
            "Invalid fields",
            "Each entry of errors names a field by JSON pointer, says what was wrong and what "
                + "would be right. Nothing was recorded."
        ),
        new(
            "invalid-parameter",
            400,
            "Invalid query parameter",
            "The detail names the parameter and the values it takes."
        ),
        new(
            "unknown-parameter",
            400,
            "Unknown query parameter",
            "The detail lists the parameters this address takes."
        ),
        new(
            "as-of-in-future",
            400,
            "asOf lies in the future",
            "asOf must not lie in the future. For decisions that take effect later ask with "
                + "effectiveOn."
        ),
        new(
            "as-of-ambiguous",
            400,
            "asOf and asOfPosition are mutually exclusive",
            "asOf and asOfPosition name two different books; give one of them."
        ),
        new(
            "position-out-of-range",
            400,
            "Position out of range",
            "Positions run from 1 to the last one of the portfolio's journal."
        ),
        new(
            "opening-not-removable",
            400,
            "The opening event cannot be left out",
            "A counterfactual can leave out every event but the first, which opened the portfolio."
        ),
        new(
            "reversal-not-removable",
            400,
            "The reversal of an import cannot be left out",
            "A reversal takes back a whole import at once. Ask for the ranking as of the position "
                + "before it."
        ),
        new(
            "from-after-to",
            400,
            "Range ends before it begins",
            "from must not lie after to. Both are positions, dates, instants or review cycles."
        ),
        new(
            "bad-cursor",
            400,
            "Invalid cursor",
            "A cursor comes from nextCursor of the same question; start again without it."
        ),
        new("unknown-format", 400, "Unknown format", "format takes the names the detail lists."),
        new(
            "unauthenticated",
            401,
            "Authentication required",
            "The request names nobody. The detail says how to."
        ),
        new(
            "role-required",
            403,
            "Role not sufficient",
            "The detail names the role that is needed."
        ),
        new(
            "csrf-token-required",
            403,
            "CSRF token required",
            "Who is signed in by a cookie sends the header X-CSRF-Token with what changes "
                + "something; GET /api/v1/me answers it as csrfToken. Requests with a token in "
                + "the header Authorization need none."
        ),
        new(
            "sign-in-needs-address",
            400,
            "Sign-in needs an https address",
            "Cookies are for https, or for this machine alone. Set Access__Address to the address "
                + "at which browsers reach the ledger."
        ),
        new(
            "provider-unavailable",
            503,
            "Sign-in provider unavailable",
            "Who calls cannot be verified while the sign-in provider does not answer. Nothing was "
                + "recorded; try again after the seconds of Retry-After."
        ),
        new(
            "token-unknown",
            401,
            "Unknown API token",
            "The API token is none that this ledger gave. An administrator gives another one."
        ),
        new(
            "token-expired",
            401,
            "API token expired",
            "The time of the API token is over; the detail says since when. An administrator "
                + "gives another one."
        ),
        new(
            "token-revoked",
            401,
            "API token revoked",
            "The API token was ended; the detail says when. An administrator gives another one."
        ),
        new(
            "person-required",
            403,
            "Not for API tokens",
            "API tokens make no API tokens. An administrator does, signed in, or whoever runs the "
                + "command line."
        ),
        new("unknown-address", 404, "Not found", "See /docs for the addresses of the API."),
        new(
            "unknown-portfolio",
            404,
            "Unknown portfolio",
            "GET /api/v1/portfolios lists those that exist."
        ),
        new(
            "unknown-token",
            404,
            "Unknown API token",
            "GET /api/v1/tokens lists those that exist, by name."
        ),
        new(
            "unknown-finding",
            404,
            "Unknown finding",
            "GET audit/findings lists the findings, by the number of their record."
        ),
        new(
            "method-not-allowed",
            405,
            "Method not allowed",
            "Views are read with GET or HEAD, commands are sent with POST. The header Allow lists "
                + "the methods of the address."
        ),
        new(
            "not-acceptable",
            406,
            "Format not available",
            "Views come as JSON, CSV, NDJSON and XLSX."
        ),
        new(
            "request-timeout",
            408,
            "Request timed out",
            "The body came too slowly or stopped. Nothing was recorded; send it again."
        ),
        new(
            "already-exists",
            409,
            "Key already in use",
            "Keys are unique for each kind of thing within a portfolio. Choose another, or change "
                + "what exists."
        ),
        new(
            "finding-resolved",
            409,
            "Finding resolved already",
            "A finding is settled once. What is found later is another finding."
        ),
        new(
            "changed-meanwhile",
            412,
            "Changed in the meantime",
            "The position in If-Match is not that of the last event about this thing. Look at it "
                + "again and decide anew."
        ),
        new(
            "position-not-reached",
            412,
            "Position not reached yet",
            "This node, or the copy of the database it reads, does not know the position in "
                + "If-Position-At-Least yet, although it waited for it. Ask again in a second; a "
                + "position that no receipt gave is never reached."
        ),
        new(
            "body-too-large",
            413,
            "Request body too large",
            "A command has at most 1 MB; send several. A file to import has at most 64 MB; divide "
                + "it. Of a compressed body the unpacked bytes count."
        ),
        new(
            "address-too-long",
            414,
            "Address too long",
            "An address has at most 8 KB. Ask with fewer parameters or shorter lists."
        ),
        new(
            "unsupported-content-encoding",
            415,
            "Unsupported content encoding",
            "Bodies come as they are, or with a Content-Encoding of gzip, br or deflate: one of "
                + "them, once."
        ),
        new(
            "unsupported-media-type",
            415,
            "Unsupported media type",
            "Bodies are application/json in UTF-8; imports take CSV, XLSX or a form with the file."
        ),
        new(
            "headers-too-large",
            431,
            "Request headers too large",
            "A request has at most 100 headers of 32 KB together."
        ),
        new(
            "too-many-requests",
            429,
            "Too many requests",
            "Each caller may send so many reads and writes a minute, and each address so many "
                + "credentials that are not taken. Go on after the seconds of Retry-After."
        ),
        new(
            "audit-unavailable",
            503,
            "Access log unavailable",
            "What leaves the ledger is logged before, and the log cannot be written now. Try "
                + "again after the seconds of Retry-After; views as JSON are answered meanwhile."
        ),
        new(
            "review-goes-back",
            422,
            "Review goes back",
            "You reviewed further before: each review of an auditor lies behind the one before."
        ),
        new(
            "solver-busy",
            503,
            "Solver busy",
            "Searches for the best set of initiatives take turns on a node, and few may wait. Try "
                + "again after the seconds of Retry-After."
        ),
        new(
            "overloaded",
            503,
            "Overloaded",
            "Too many submissions or imports are waiting. Try again after the seconds of "
                + "Retry-After."
        ),
        new(
            "shutting-down",
            503,
            "Shutting down",
            "Nothing was recorded. Try again after the seconds of Retry-After: the ledger is back "
                + "by then, or another node answers."
        ),
        new(
            "too-many-listeners",
            503,
            "Too many listeners",
            "This node serves no more live feeds. Read events?after= from time to time, or try "
                + "again after the seconds of Retry-After."
        ),
        new(
            "database-unavailable",
            503,
            "Database unavailable",
            "Nothing was recorded. Try again after the seconds of Retry-After; with an "
                + "Idempotency-Key that is always safe."
        ),
        new(
            "portfolio-elsewhere",
            503,
            "Portfolio in another database",
            "Another node has opened or moved the portfolio a moment ago, and nothing was recorded "
                + "here. Try again after the seconds of Retry-After: this node knows by then."
        ),
        new(
            "outcome-unknown",
            503,
            "Outcome of the commit unknown",
            "The database stopped answering during the commit. Ask again with the same "
                + "Idempotency-Key: it is recorded once."
        ),
        new(
            "import-running",
            503,
            "Import in progress",
            "While an import runs nobody else writes to the portfolio. Try again when it has ended."
        ),
        new(
            "import-stopped",
            503,
            "Import interrupted",
            "Send the import again: what was recorded by then is recognised and not recorded twice."
        ),
        new(
            "unreadable-journal",
            503,
            "Journal needs a newer release",
            "The portfolio stands still on this node until a newer release runs; nothing is "
                + "skipped."
        ),
        new(
            "fault",
            500,
            "Internal error",
            "Nothing was recorded. The trace id finds it in the log."
        ),
        // Requests that the ledger refuses.
        new(
            "infeasible",
            422,
            "No feasible solution",
            "The detail and errors name rules that cannot be kept together; each is needed for the "
                + "conflict. Relax one of them."
        ),
        new(
            "unknown-period",
            422,
            "No budget for that period",
            "A limit on the budget of a period needs budgets of exactly that period. The detail "
                + "lists the periods there are."
        ),
        new(
            "no-solution-in-time",
            422,
            "No solution within the time limit",
            "Give the search more time with timeLimitSeconds, or fewer rules."
        ),
        new(
            "import-refused",
            422,
            "Import refused",
            "The detail says why: the header does not fit, a day or currency must be stated, or "
                + "every row was refused; then report says why each was. Nothing was recorded."
        ),
        new(
            "invalid-mapping",
            422,
            "Invalid mapping",
            "Each entry of errors says what is wrong with the mapping and what would be right."
        ),
        new(
            "unknown-import",
            404,
            "Unknown import",
            "GET imports lists the last ones of the portfolio."
        ),
        new(
            "unknown-mapping",
            404,
            "Unknown mapping",
            "GET imports/mappings lists the presets and those that were stored."
        ),
        new(
            "idempotency-key-reused",
            422,
            "Idempotency key reused with another body",
            "An Idempotency-Key stands for one request for ever. Use a new key for another one."
        ),
        new(
            "rationale-too-short",
            422,
            "Rationale too short",
            "Every decision carries a rationale of at least 10 characters. It stays for ever and "
                + "cannot be erased: name no persons."
        ),
        new(
            "unknown-evidence",
            422,
            "Unknown evidence",
            "Evidence must be recorded before the decision that cites it. Documents outside the "
                + "ledger are cited with kind document."
        ),
        new(
            "unknown-decision",
            422,
            "Unknown governance decision",
            "grounds.decision names a decision of this portfolio."
        ),
        new(
            "already-voted",
            422,
            "Vote already cast",
            "Everybody votes once on a decision; a vote stays."
        ),
        new(
            "future-vote",
            422,
            "Vote lies in the future",
            "Nobody can have voted on a day to come."
        ),
        new(
            "conflict-of-interest",
            422,
            "Conflict of interest",
            "Who sponsors an initiative that a decision is about cannot vote on it, nor break a "
                + "tie."
        ),
        new(
            "unknown-option",
            422,
            "Unknown option",
            "The detail lists the options the board was offered."
        ),
        new(
            "no-quorum",
            422,
            "Quorum not reached",
            "Those count who voted or, if more, as many as quorum says took part."
        ),
        new(
            "against-the-votes",
            422,
            "Outcome against the votes",
            "Decide for the option that won, or set the votes aside with grounds.override and an "
                + "overrideReason."
        ),
        new(
            "no-majority",
            422,
            "No option has a majority",
            "An option wins when more than half of those who took part voted for it; let others "
                + "vote, or override the votes with an overrideReason."
        ),
        new(
            "tied-votes",
            422,
            "Votes are tied",
            "The chair's castingVote decides for one of the tied options."
        ),
        new(
            "casting-vote-without-tie",
            422,
            "Casting vote without a tie",
            "The chair has a castingVote only when the options with the most votes are tied."
        ),
        new(
            "option-not-tied",
            422,
            "Casting vote for another option",
            "The castingVote is for one of the tied options; the detail names them."
        ),
        new(
            "override-without-reason",
            422,
            "Override without a reason",
            "Who sets the votes aside says why in overrideReason, in at least ten characters; the "
                + "rationale says only why the option was chosen."
        ),
        new(
            "nothing-to-override",
            422,
            "Nothing to override",
            "The votes carry the outcome, or none were cast; leave overrideReason out."
        ),
        new(
            "decision-taken",
            422,
            "Decision already taken",
            "Nothing can be voted on or decided again; table another decision that supersedes it."
        ),
        new(
            "decision-not-taken",
            422,
            "Decision not taken yet",
            "Conditions, reviews and successors belong to decisions that are taken."
        ),
        new(
            "decision-superseded",
            422,
            "Decision superseded",
            "The detail names the decision that took its place."
        ),
        new(
            "evidence-after-decision",
            422,
            "Evidence is later than the decision",
            "What a decision rests on must have been there on the day it was tabled or taken."
        ),
        new(
            "unknown-condition",
            422,
            "Unknown condition",
            "The detail says which conditions there are, counted from 1."
        ),
        new("condition-met", 422, "Condition already met", "The detail says since when."),
        new(
            "role-below-money-band",
            422,
            "Amount exceeds delegated authority",
            "Above the amount delegated to your role name a taken decision of the board about it "
                + "in grounds.decision."
        ),
        new("unknown-stakeholder", 422, "Unknown stakeholder", "Register the stakeholder first."),
        new(
            "future-communication",
            422,
            "Communication lies in the future",
            "Record what stakeholders were told when it has happened."
        ),
        new(
            "unknown-position",
            422,
            "Unknown position",
            "The detail names the last position of the journal."
        ),
        new(
            "before-creation",
            422,
            "Effective before creation",
            "Nothing can take effect before the day a thing it names came into being."
        ),
        new(
            "out-of-order",
            422,
            "Out of chronological order",
            "Imported history must not be older than what the ledger knows already, nor lie in the "
                + "future."
        ),
        new(
            "currency-mismatch",
            422,
            "Currency does not match",
            "A portfolio is kept in one currency."
        ),
        new(
            "budget-below-committed",
            422,
            "Budget below commitments",
            "The budget of a period must cover what is approved for initiatives in it. The board "
                + "can accept the gap with grounds.override."
        ),
        new("unknown-review-cycle", 422, "Unknown review cycle", "GET review-cycles lists them."),
        new(
            "audit-log-diverged",
            409,
            "Audit log diverged",
            "The journal does not hold what was signed of it: a backup was restored, or something "
                + "was changed behind the ledger's back. The portfolio is read-only until an "
                + "administrator has looked into it (GET log) and acknowledged it (POST "
                + "log/restoration)."
        ),
        new(
            "audit-log-intact",
            409,
            "Audit log intact",
            "Only what GET log shows as readOnly can be acknowledged."
        ),
        new(
            "checkpoint-of-another-log",
            422,
            "Checkpoint of another log",
            "A checkpoint begins with <ledger>/<portfolio>/<epoch> of this portfolio."
        ),
        new(
            "log-key-unchanged",
            409,
            "Key of the audit log unchanged",
            "A rotation makes another key the one that signs."
        ),
        new(
            "not-signed-yet",
            503,
            "Not signed yet",
            "A checkpoint follows within a second of a commit. Try again; if it stays so, the "
                + "ledger cannot sign: /health/ready says why."
        ),
        new(
            "not-cosigned-yet",
            503,
            "Not cosigned yet",
            "Witnesses are asked after each checkpoint. Try again; if it stays so, GET log and "
                + "/health/ready say what is wrong with them. Without cosigned the newest "
                + "checkpoint is given."
        ),
        new(
            "unknown-time-stamp",
            404,
            "Unknown time stamp",
            "Not every checkpoint is stamped: GET log says of which size the newest stamp is, and "
                + "whether an authority is asked at all."
        ),
        new(
            "unknown-event",
            404,
            "Unknown event",
            "Positions go from 1 to the position of the portfolio, without gaps."
        ),
        new(
            "unknown-tile",
            404,
            "Unknown tile",
            "Addresses of tiles are those of C2SP tlog-tiles, as far as the newest checkpoint "
                + "goes: tile/<level>/<number>[.p/<width>], tile/entries/<number>[.p/<width>]."
        ),
        new(
            "unknown-checkpoint",
            404,
            "Unknown checkpoint",
            "Not every size was signed; GET log/checkpoint is the newest."
        ),
        new(
            "portfolio-archived",
            409,
            "Portfolio archived",
            "An archived portfolio is read-only: everything can be read, exported and tried, and "
                + "nothing is recorded. Reopen it (POST reopening, role approver) or go on in "
                + "another."
        ),
        new(
            "portfolio-not-archived",
            409,
            "Portfolio not archived",
            "Only an archived portfolio can be opened again; this one is open."
        ),
        new(
            "import-already-reversed",
            409,
            "Import already reversed",
            "An import is reversed once. If it is needed after all, import the file again."
        ),
        new(
            "import-rested-on",
            409,
            "Later decisions rest on the import",
            "An import is reversed whole or not at all, and not when something recorded later "
                + "could not have happened without it. The detail names what. Reverse later "
                + "imports first, or correct single decisions."
        ),
        new(
            "cycle-not-open",
            422,
            "Review cycle closed",
            "A closed review cycle stays closed; open the next one."
        ),
        new("unknown-department", 422, "Unknown department", "Register the department first."),
        new(
            "department-retired",
            422,
            "Department retired",
            "It was merged or retired; the detail names its successor if there is one."
        ),
        new(
            "segment-retired",
            422,
            "Customer segment retired",
            "It was merged or retired; the detail names its successor if there is one."
        ),
        new(
            "unknown-successor",
            422,
            "Unknown successor",
            "Name another department or segment that is in being."
        ),
        new(
            "owns-active-initiatives",
            422,
            "Department leads active initiatives",
            "A department that leads initiatives which are not over is merged, or they are ended "
                + "first."
        ),
        new(
            "unknown-segment",
            422,
            "Unknown customer segment",
            "Register the customer segment first."
        ),
        new("unknown-objective", 422, "Unknown objective", "Propose the objective first."),
        new(
            "objective-retired",
            422,
            "Objective retired",
            "Nothing new can be tied to a retired objective; the detail names its successor if "
                + "there is one."
        ),
        new(
            "objective-not-active",
            422,
            "Objective carries no weight",
            "Only approved objectives of level strategic carry a weight."
        ),
        new(
            "weights-not-one",
            422,
            "Weights do not add up to 1",
            "Weights are a whole set, one for each active strategic objective (or criterion), and "
                + "add up to 1."
        ),
        new(
            "ahp-inconsistent",
            422,
            "Pairwise comparisons are inconsistent",
            "Pairwise comparisons with a consistency ratio above 0.10 are compared again. The "
                + "board can let them stand with grounds.override; the rationale says why."
        ),
        new(
            "cycle-in-parents",
            422,
            "Circular parents",
            "Nothing can be its own ancestor: no objective, no program."
        ),
        new(
            "nothing-changed",
            422,
            "Nothing changed",
            "What you give is in force already. Give another value, or an earlier effectiveOn "
                + "where it held before."
        ),
        new(
            "program-with-parts",
            422,
            "Program with parts",
            "Only programs have parts: give the initiatives and value streams the detail names "
                + "another program before this one becomes something else."
        ),
        new(
            "direction-in-use",
            422,
            "Direction in use",
            "Once a target is set, the direction of an outcome stays: what was measured would "
                + "mean the opposite. Define another outcome and retire this one."
        ),
        new(
            "unit-in-use",
            422,
            "Unit in use",
            "The unit of an outcome stays: all its values are in it. Define another outcome in "
                + "the other unit and retire this one."
        ),
        new(
            "level-of-program",
            422,
            "Level does not fit the program",
            "A value stream of a program is managed at the level program. Clear the program, or "
                + "give the level program."
        ),
        new(
            "option-voted-for",
            422,
            "Option somebody voted for",
            "Votes are not taken back: an option that somebody voted for stays among the options."
        ),
        new(
            "stale-value",
            422,
            "Old value does not match",
            "The value you give as old is not the value of today. Look at it again."
        ),
        new(
            "unknown-value-stream",
            422,
            "Unknown value stream",
            "Identify the value stream first."
        ),
        new(
            "value-stream-retired",
            422,
            "Value stream retired",
            "Nothing new can be tied to a value stream that was given up."
        ),
        new(
            "not-a-program",
            422,
            "Not a program",
            "Only programs have parts: name an initiative of kind program."
        ),
        new(
            "money-missing",
            422,
            "Money missing",
            "The resources of a value stream are money and people."
        ),
        new(
            "fte-missing",
            422,
            "FTE missing",
            "The resources of a value stream are money and people."
        ),
        new("unknown-initiative", 422, "Unknown initiative", "Propose the initiative first."),
        new(
            "illegal-transition",
            422,
            "Stage transition not allowed",
            "The detail says where it stands and from where the step is possible."
        ),
        new(
            "no-sponsor",
            422,
            "No sponsor",
            "An initiative needs a sponsor before it goes to the board."
        ),
        new(
            "no-strategic-link",
            422,
            "No strategic link",
            "Claim a contribution to an objective, or let the board exempt it."
        ),
        new(
            "no-financial-case",
            422,
            "No financial case",
            "Submit a financial case, or let the board exempt it."
        ),
        new(
            "proposer-cannot-approve",
            422,
            "Proposer cannot approve",
            "Who proposed an initiative cannot approve it."
        ),
        new(
            "unknown-contribution",
            422,
            "Unknown contribution",
            "Claim the contribution before revising or withdrawing it."
        ),
        new(
            "no-approved-budget",
            422,
            "No approved budget",
            "Approve a budget before changing it or recording spend. A change needs one that is in "
                + "force on the day the change takes effect."
        ),
        new(
            "negative-budget",
            422,
            "Negative budget",
            "No budget falls below zero, on any day. What was decided for later days counts too: "
                + "the detail names the day and the amount."
        ),
        new(
            "delta-mismatch",
            422,
            "Change does not match the difference",
            "The old figure plus the change must be the new one."
        ),
        new(
            "over-tolerance",
            422,
            "Spend exceeds tolerance",
            "Change the budget first, or give grounds with override."
        ),
        new(
            "not-active",
            422,
            "Initiative not active",
            "Nothing more can be recorded about an initiative that is rejected, killed, merged or "
                + "closed."
        ),
        new(
            "cash-flows-out-of-order",
            422,
            "Cash flows out of order",
            "Give cash flows in the order of their days."
        ),
        new(
            "priority-mismatch",
            422,
            "Priority class does not match",
            "from must be the priority class of today."
        ),
        new(
            "future-delivery",
            422,
            "Delivery lies in the future",
            "An output cannot have been delivered on a day to come."
        ),
        new(
            "shares-above-one",
            422,
            "Shares exceed the whole",
            "The outputs of an initiative are at most the whole of it together. The detail says "
                + "what is left."
        ),
        new(
            "over-capacity",
            422,
            "Capacity exceeded",
            "Where a capacity is stated for a period, department and role, no day of it is "
                + "over-allocated. The detail says what is left."
        ),
        new(
            "not-allocated",
            422,
            "Not enough staff allocated",
            "No more people can be released than are allocated on each of the days."
        ),
        new(
            "unknown-dependency",
            422,
            "Unknown dependency",
            "Declare the dependency before removing it."
        ),
        new(
            "dependency-cycle",
            422,
            "Circular dependencies",
            "What an initiative needs cannot need that initiative, not even through others."
        ),
        new("unknown-scale", 422, "Unknown scale", "The detail lists the scales there are."),
        new("day-passed", 422, "Day has passed", "A day to come is asked for: today or later."),
        new(
            "period-to-come",
            422,
            "Period has not begun",
            "What has happened is recorded in a period that has begun."
        ),
        new(
            "unknown-scenario",
            404,
            "Unknown scenario",
            "GET scenarios lists those that were forked."
        ),
        new(
            "not-evaluated",
            422,
            "Scenario not evaluated",
            "Evaluate it as it is now, then adopt what you saw."
        ),
        new(
            "base-moved",
            422,
            "Base of the scenario has changed",
            "Evaluate the scenario on a newer position and look at it again."
        ),
        new(
            "constraint-violated",
            422,
            "Budget exceeded",
            "More would be approved than the portfolio has. Take something out, or raise the "
                + "budget first."
        ),
        new(
            "scenario-ended",
            422,
            "Scenario closed",
            "It is adopted or discarded. Fork another one."
        ),
        new(
            "scenario-empty",
            422,
            "Scenario empty",
            "A scenario is adopted by carrying out its commands, and it has none. Add what is to "
                + "be tried, evaluate it, then adopt it."
        ),
        new("scenario-full", 422, "Scenario full", "A scenario has at most 1,000 commands."),
        new(
            "personal-text-in-scenario",
            422,
            "Personal text in a scenario",
            "What customers said and names of persons can be erased; scenarios keep what they are "
                + "told."
        ),
        new(
            "no-personal-text",
            422,
            "No personal text there",
            "The event at that position recorded no words of the thing. A dry run without "
                + "positions lists the events that did."
        ),
        new(
            "nothing-to-erase",
            422,
            "Nothing to erase",
            "No words of it were ever kept, or they were erased before; the detail says when."
        ),
        new(
            "reason-repeats-words",
            422,
            "The reason repeats the words",
            "Reasons stay in the journal for ever and cannot be erased. Say why without repeating "
                + "what is to be erased, and name no person."
        ),
        new(
            "not-hypothetical",
            422,
            "Not possible in a scenario",
            "Rankings are published of what is. Everything else can be tried without recording it."
        ),
        new(
            "unknown-scoring-model",
            422,
            "Unknown scoring model",
            "Draft the scoring model first."
        ),
        new(
            "unknown-criterion",
            422,
            "Unknown criterion",
            "The model has no criterion of this id."
        ),
        new(
            "criterion-computed",
            422,
            "Criterion is computed",
            "Only criteria with the source scored take scores."
        ),
        new(
            "model-superseded",
            422,
            "Scoring model superseded",
            "Score a criterion of the model in force."
        ),
        new("score-out-of-scale", 422, "Score out of scale", "The score lies outside the scale."),
        new(
            "size-not-positive",
            422,
            "Size must be positive",
            "WSJF divides by the job size, RICE by the effort: they are scored greater than 0."
        ),
        new("version-immutable", 422, "Released version is immutable", "Draft the next version."),
        new("unknown-version", 422, "Unknown version", "The detail names the next version."),
        new(
            "model-not-released",
            422,
            "Scoring model not released",
            "Release the scoring model first, then adopt it."
        ),
        new(
            "digest-mismatch",
            422,
            "Digest does not match",
            "The digest is not that of the ranking of this moment. Look at the ranking again."
        ),
        new("unknown-ranking", 404, "Unknown ranking", "GET rankings lists the published ones."),
        new("unknown-output", 422, "Unknown output", "Plan or deliver the output first."),
        new(
            "unknown-survey",
            422,
            "Unknown survey",
            "Record the round of the survey first; GET surveys lists them."
        ),
        new(
            "unknown-communication",
            422,
            "Unknown communication",
            "Record what was told first; GET communications lists it."
        ),
        new("unknown-outcome", 422, "Unknown outcome", "Define the outcome first."),
        new(
            "unit-mismatch",
            422,
            "Unit does not match",
            "Values are given in the unit of the outcome."
        ),
        new(
            "target-wrong-side",
            422,
            "Target on the wrong side of the baseline",
            "The target must lie on the better side of the baseline and fit the direction."
        ),
        new(
            "goalposts-moved-after-due",
            422,
            "Target moved after it was due",
            "A target that is due is moved only with grounds.override and a reason."
        ),
        new(
            "duplicate-measurement",
            422,
            "Duplicate measurement",
            "There is one measurement a day; correct it instead."
        ),
        new("unknown-measurement", 422, "Unknown measurement", "Nothing was measured on that day."),
        new(
            "future-measurement",
            422,
            "Measurement lies in the future",
            "Nothing can have been measured on a day to come."
        ),
        new(
            "outcome-retired",
            422,
            "Outcome retired",
            "Nothing new is measured, promised or tied to an outcome that is not pursued any more."
        ),
        new("no-target", 422, "No target", "Set a target before changing it."),
        new("unknown-link", 422, "Unknown link", "Only a link that was made can be removed."),
        new(
            "already-merged",
            422,
            "Already merged",
            "Feedback that says the same counts once. Record it on the one that goes on; the "
                + "detail names it."
        ),
        new(
            "counts-do-not-add-up",
            422,
            "Counts do not add up",
            "The counts of a survey add up to n, if n is given, and to no more than were invited."
        ),
        new(
            "not-a-product",
            422,
            "Not a product",
            "A survey about a product names an initiative of kind product."
        ),
        new(
            "unknown-report",
            422,
            "Unknown report",
            "Define the report first; GET reports lists them."
        ),
        new(
            "report-retired",
            422,
            "Report retired",
            "A retired report is not made and does not change any more. Define another under a new "
                + "key."
        ),
        new(
            "report-on-dashboard",
            422,
            "Report is on a dashboard",
            "A report that a dashboard shows is not retired; the detail names the dashboard."
        ),
        new(
            "no-fiscal-year",
            422,
            "Fiscal year not set",
            "The portfolio was opened without fiscalYearStart; use end-of-last-year or another "
                + "rule."
        ),
        new(
            "no-review-cycle",
            422,
            "No closed review cycle",
            "The rule last-review-cycle needs a closed review cycle."
        ),
        new(
            "not-scheduled",
            422,
            "Report not scheduled",
            "Only a report that is scheduled can be taken off its schedule."
        ),
        new(
            "unknown-run",
            404,
            "Unknown run",
            "GET reports/{report}/runs lists how often the report was made."
        ),
        new(
            "unknown-dashboard",
            422,
            "Unknown dashboard",
            "Define the dashboard first; GET dashboards lists them."
        ),
        new(
            "dashboard-retired",
            422,
            "Dashboard retired",
            "A retired dashboard does not change any more. Define another under a new key."
        ),
        new(
            "unknown-subscription",
            422,
            "Unknown subscription",
            "Subscribe first; GET subscriptions lists them."
        ),
        new(
            "subscription-ended",
            422,
            "Subscription ended",
            "Nothing more is sent. Subscribe again under a new key."
        ),
        new(
            "future-feedback",
            422,
            "Feedback lies in the future",
            "Record what customers say when they have said it."
        ),
        new("unknown-feedback", 422, "Unknown feedback", "Receive the feedback first."),
    ];

    private static readonly Dictionary<string, ProblemKind> ByCode = All.ToDictionary(k => k.Code);

    /// <summary>The kind with this code; a code that is not here is a mistake of ours.</summary>
    public static ProblemKind Find(string code) =>
        ByCode.TryGetValue(code, out var kind)
            ? kind
            : throw new InvalidOperationException($"the problem '{code}' is not in the catalogue");
}
