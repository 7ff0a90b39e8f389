#!/usr/bin/env bash
# A standby of the server "postgres": copies it once, then follows it. When it follows, the primary
# is told to wait for it with every commit; a standby that is gone for long holds up recording until
# it is back, or until the primary is told otherwise:
#
#   alter system reset synchronous_standby_names; select pg_reload_conf();
set -euo pipefail

primary="host=postgres user=ledger dbname=ledger"
sql() { psql -XAtq -v ON_ERROR_STOP=1 "$primary" "$@"; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # Copied beside it, so that a copy that broke off is never started.
  part=$PGDATA.part
  rm -rf "$part"
  mkdir -p "$part"
  chmod 700 "$part"
  chown -R postgres: /var/lib/postgresql
  # Of a standby that was here before.
  sql -c "select pg_drop_replication_slot(slot_name) from pg_replication_slots
    where slot_name = 'standby' and not active" > /dev/null
  gosu postgres pg_basebackup -d "$primary" -D "$part" -R -X stream -c fast -C -S standby
  # It is found by this name; promoted, it waits for nobody.
  gosu postgres tee -a "$part/postgresql.auto.conf" > /dev/null <<'CONF'
cluster_name = 'standby'
synchronous_standby_names = ''
CONF
  rm -rf "$PGDATA"
  mv "$part" "$PGDATA"
fi

follow() {
  until [ "$(sql -c "select count(*) from pg_stat_replication
    where application_name = 'standby' and state = 'streaming'" 2> /dev/null)" = 1 ]; do
    sleep 1
  done
  sql -c "alter system set synchronous_standby_names = 'standby'" -c "select pg_reload_conf()" ||
    true
  exit 0
}
if [ -f "$PGDATA/standby.signal" ]; then follow & fi
exec gosu postgres postgres -c max_connections=200 -c shared_buffers=256MB \
  -c synchronous_commit=remote_apply
