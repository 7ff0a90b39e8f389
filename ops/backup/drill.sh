#!/usr/bin/env bash
# The whole round of a backup, on scratch folders: a server of its own with an archive, decisions
# before and after a base backup, a moment T, decisions after T, the loss of the server, the restore
# to T. It shows that what was decided before T is all there, that what came later is not, that
# doctor finds nothing, and that the ledger goes on. Ends with 0 only when everything is as it must be.
#
#   ops/backup/drill.sh
#
# It needs bash, curl, jq and a PostgreSQL that is installed with its tools (15 or newer; PG_BIN says
# where). LEDGER is how the ledger is called. Everything listens on sockets in the scratch folder or
# on loopback, and is stopped and removed at the end; as root, PostgreSQL runs as user postgres.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
ledger=${LEDGER:-dotnet run -v quiet --project $here/../../src/PortfolioLedger --}
if [ -z "${PG_BIN:-}" ]; then
  for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2> /dev/null | sort -rV) \
    "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    if [ -x "$folder/pg_basebackup" ] && [ -x "$folder/initdb" ]; then PG_BIN=$folder; break; fi
  done
fi
[ -n "${PG_BIN:-}" ] || { echo "drill.sh: install PostgreSQL (apt-get install postgresql)." >&2; exit 2; }
export PG_BIN
for tool in curl jq; do
  command -v "$tool" > /dev/null || { echo "drill.sh: install $tool." >&2; exit 2; }
done

scratch=$(mktemp -d /tmp/ledger-drill.XXXXXX)
# Where the server's user can read them, wherever the product lies.
scripts=$scratch/scripts
mkdir "$scripts"
cp "$here"/*.sh "$scripts"
chmod 755 "$scripts" "$scripts"/*
server=$scratch/primary
app=
began=$SECONDS

step() { printf '\n== %s (%s s)\n' "$1" $((SECONDS - began)); }
fail() {
  printf 'NOT AS EXPECTED: %s\n' "$1" >&2
  tail -n 20 "$scratch"/*.log >&2 2> /dev/null || true
  exit 1
}
# PostgreSQL does not run as root.
server_user() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}
finish() {
  code=$?
  stop_ledger || true
  for data in "$scratch/primary" "$scratch/restored"; do
    [ ! -f "$data/postmaster.pid" ] ||
      server_user "$PG_BIN/pg_ctl" stop -s -w -t 60 -m immediate -D "$data" || true
  done
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
# until_so <seconds> <what> <command…>: asks again until it is so.
until_so() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ $SECONDS -lt "$deadline" ] || fail "$what"
    read -r -t 0.1 <> <(:) || true
  done
}

# ---- the server ----------------------------------------------------------------------------------

export PGHOST=$scratch PGPORT=5432 PGUSER=postgres PGDATABASE=ledger
PGPASSWORD=$(od -An -N 24 -tx1 /dev/urandom | tr -d ' \n')
LEDGER_APP_PASSWORD=$(od -An -N 24 -tx1 /dev/urandom | tr -d ' \n')
LEDGER_MIGRATOR_PASSWORD=$(od -An -N 24 -tx1 /dev/urandom | tr -d ' \n')
export PGPASSWORD LEDGER_APP_PASSWORD LEDGER_MIGRATOR_PASSWORD
unset PGSERVICE PGOPTIONS PGDATA
# The key of the audit log and the last checkpoints: outside the database, and not restored with it.
export AuditLog__Directory=$scratch/log

sql() { "$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
start_server() {
  server_user "$PG_BIN/pg_ctl" start -s -w -t 120 -D "$server" -l "$scratch/server.log" \
    -o "-k '$scratch' -p 5432 -c listen_addresses=''" || fail "the server in $server does not start"
}

# ---- the ledger ----------------------------------------------------------------------------------

start_ledger() {
  # What the one before said is gone before anybody looks for an address in it.
  : > "$scratch/app.log"
  ConnectionStrings__Ledger="Host=$scratch;Database=ledger;Username=ledger_app;Password=$LEDGER_APP_PASSWORD" \
  ConnectionStrings__LedgerMigrator="Host=$scratch;Database=ledger;Username=ledger_migrator;Password=$LEDGER_MIGRATOR_PASSWORD" \
  ASPNETCORE_ENVIRONMENT=Development Ledger__Demo=false ASPNETCORE_URLS=http://127.0.0.1:0 \
    $ledger run > "$scratch/app.log" 2>&1 &
  app=$!
  until_so 120 "the ledger does not start" ledger_listens
}
ledger_listens() {
  kill -0 "$app" 2> /dev/null || fail "the ledger ended"
  address=$(sed -n 's/^Portfolio Ledger *\(http[^, ]*\).*/\1/p' "$scratch/app.log")
  [ -n "$address" ]
}
stop_ledger() {
  [ -n "$app" ] || return 0
  kill "$app" 2> /dev/null || true
  wait "$app" 2> /dev/null || true
  app=
}
verb() {
  ConnectionStrings__Ledger="Host=$scratch;Database=ledger;Username=ledger_app;Password=$LEDGER_APP_PASSWORD" \
    $ledger "$@"
}
doctor() { verb doctor --json; }
# expect <exit code> <what> <command…>: what it says is kept in the file "said".
expect() {
  local wanted=$1 what=$2 code=0
  shift 2
  "$@" > "$scratch/said" 2>&1 || code=$?
  [ $code -eq "$wanted" ] || fail "$what: exit code $code instead of $wanted: $(cat "$scratch/said")"
}
# Records a department, and adds its key to a list.
decide() { # list key
  curl -s -o "$scratch/answer" --fail-with-body \
    "$address/api/v1/portfolios/drill/departments?proof=wait" \
    -H 'Authorization: Persona alice;approver' -H 'Content-Type: application/json' \
    -d "{\"key\":\"$2\",\"name\":\"Department $2\"}" || fail "$2 was answered $(cat "$scratch/answer")"
  echo "$2" >> "$scratch/$1"
}
ask() { # path accept
  curl -s --fail-with-body "$address/api/v1/portfolios/drill/$1" \
    -H 'Authorization: Persona vera;viewer' -H "Accept: ${2:-application/json}"
}
departments() { ask departments | jq -r '.items[].key' | sort; }
checkpoint_at() { ask "log/checkpoint?size=$1" text/plain; }
digest_at() { ask "departments?asOfPosition=$1" | jq -re .digest; }

# ---- the round -----------------------------------------------------------------------------------

step "A server with an archive, and the ledger's roles"
chmod 755 "$scratch"
mkdir "$scratch/archive" "$scratch/base"
[ "$(id -u)" -ne 0 ] || chown -R postgres: "$scratch"
printf '%s' "$PGPASSWORD" > "$scratch/secret"
chmod 644 "$scratch/secret"
server_user "$PG_BIN/initdb" -D "$server" -U postgres --auth=scram-sha-256 \
  --pwfile="$scratch/secret" --no-locale --encoding=UTF8 > "$scratch/initdb.log"
rm "$scratch/secret"
server_user tee -a "$server/postgresql.conf" > /dev/null <<CONF
archive_mode = on
archive_command = 'bash "$scripts/archive-wal.sh" "%p" "%f" "$scratch/archive"'
shared_buffers = 16MB
CONF
start_server
sql -d postgres -c "create database ledger template template0 encoding 'UTF8' locale 'C'"
sql -f "$here/../postgresql/roles.sql"

step "Decisions, a base backup, more decisions"
start_ledger
curl -s -o "$scratch/answer" --fail-with-body "$address/api/v1/portfolios" \
  -H 'Authorization: Persona alice;approver' -H 'Content-Type: application/json' \
  -d '{"key":"drill","name":"Drill","currency":"EUR"}' || fail "$(cat "$scratch/answer")"
for i in 1 2 3 4 5; do decide before "a$i"; done
server_user env PGHOST="$PGHOST" PGPASSWORD="$PGPASSWORD" bash "$scripts/base-backup.sh" "$scratch/base/first"
for i in 1 2 3 4 5; do decide before "b$i"; done

step "The moment T, and decisions after it"
moment=$(sql -c "select clock_timestamp()")
last=$(sql -c "select version from ledger.mt_streams where id = 'drill'")
digest=$(digest_at "$last") || fail "there is no digest at $last"
checkpoint_at "$last" > "$scratch/checkpoint-before" || fail "nothing is signed at $last"
ask 'events?limit=1000' application/x-ndjson > "$scratch/events-before"
sql -c "select e::text from ledger.mt_events e order by seq_id" > "$scratch/rows-before"
for i in 1 2 3; do decide after "c$i"; done
sql -c "select pg_switch_wal()" > "$scratch/switched"
switched=$(sql -c "select pg_walfile_name('$(cat "$scratch/switched")')")
until_so 60 "the log is not archived" \
  eval "[ -f '$scratch/archive/$switched' ]"

step "An archive that is never overwritten"
sample=$scratch/archive/$switched
bash "$scripts/archive-wal.sh" "$sample" "$switched" "$scratch/archive" ||
  fail "the same segment was refused"
if bash "$scripts/archive-wal.sh" "$scratch/rows-before" "$switched" "$scratch/archive" 2> /dev/null; then
  fail "another segment took the place of $switched"
fi
[ "$(stat -c %s "$sample")" -gt "$(stat -c %s "$scratch/rows-before")" ] || fail "$switched was overwritten"

step "The server is lost"
stop_ledger
server_user "$PG_BIN/pg_ctl" stop -s -w -t 60 -m immediate -D "$server"
rm -rf "$server"

step "The restore to T"
if server_user bash "$scripts/restore.sh" "$scratch/base/first" "$scratch/archive" '2020-01-01 00:00:00+00' \
  "$scratch/restored" 2> /dev/null; then
  fail "a moment before the backup was taken"
fi
server_user bash "$scripts/restore.sh" "$scratch/base/first" "$scratch/archive" "$moment" "$scratch/restored"
server=$scratch/restored
start_server
until_so 60 "the server has not taken over" eval '[ "$(sql -c "select pg_is_in_recovery()")" = f ]'

# ---- the restore is noticed ------------------------------------------------------------------------

step "The restore is noticed: nothing is recorded until somebody says that it was meant"
start_ledger
lost=$((last + 1))
ask log > "$scratch/answer" || fail "the log does not answer: $(cat "$scratch/answer")"
[ "$(jq -r .readOnly.lostFrom "$scratch/answer")" = "$lost" ] ||
  fail "what is lost is not named: $(cat "$scratch/answer")"
status=$(curl -s -o "$scratch/answer" -w '%{http_code}' "$address/api/v1/portfolios/drill/departments" \
  -H 'Authorization: Persona alice;approver' -H 'Content-Type: application/json' -d '{"key":"e1","name":"E"}')
[ "$status $(jq -r .code "$scratch/answer")" = "409 audit-log-diverged" ] ||
  fail "a decision was answered $status: $(cat "$scratch/answer")"
expect 3 "verify" verb verify
grep -q "position $lost" "$scratch/said" || fail "verify does not name position $lost: $(cat "$scratch/said")"
expect 3 "doctor" doctor
checkpoint_at "$last" | cmp "$scratch/checkpoint-before" - || fail "the checkpoint at $last differs"
expect 0 "the acknowledgement" verb log acknowledge-restore --portfolio drill \
  --reason "The drill restored the database to the moment T"

step "What was decided before T is there, what came after is not"
[ "$(sql -c "select version from ledger.mt_streams where id = 'drill'")" = "$lost" ] ||
  fail "the journal does not end at $lost, the acknowledgement"
sql -c "select e::text from ledger.mt_events e where version <= $last order by seq_id" > "$scratch/rows-after"
cmp "$scratch/rows-before" "$scratch/rows-after" || fail "rows of the journal differ"
ask "events?limit=$last" application/x-ndjson > "$scratch/events-after"
cmp "$scratch/events-before" "$scratch/events-after" || fail "events differ"
[ "$(departments)" = "$(sort "$scratch/before")" ] || fail "the departments are $(departments | xargs)"
for key in $(cat "$scratch/after"); do
  ! departments | grep -qx "$key" || fail "$key was decided after T"
done
[ "$(digest_at "$last")" = "$digest" ] || fail "the digest differs"
doctor > "$scratch/doctor" || fail "doctor: $(cat "$scratch/doctor")"
jq -e '.status == "ok"' "$scratch/doctor" > /dev/null || fail "doctor: $(cat "$scratch/doctor")"

step "Writing goes on, in the next epoch"
decide later d1
[ "$(ask log | jq -r '"\(.epoch) \(.readOnly)"')" = "2 null" ] || fail "epoch 2 does not begin: $(ask log)"
expect 0 "verify" verb verify
[ "$(sql -c "select version from ledger.mt_streams where id = 'drill'")" -gt "$last" ] ||
  fail "nothing was recorded"
departments | grep -qx d1 || fail "d1 is missing"
[ "$(digest_at "$last")" = "$digest" ] || fail "the digest of the past differs"
doctor > "$scratch/doctor" || fail "doctor: $(cat "$scratch/doctor")"
stop_ledger

printf '\nThe drill went as it must: %s decisions up to %s are there, %s later ones are not (%s s).\n' \
  "$(wc -l < "$scratch/before")" "$moment" "$(wc -l < "$scratch/after")" $((SECONDS - began))
