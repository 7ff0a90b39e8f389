#!/usr/bin/env bash
# A standby of the server "postgres": copies it once, then follows it. When it follows, the primary
# is told to wait for it with every commit; a standby that is gone for long holds up recording until
# it is back, or until the primary is told otherwise:
#
#   alter system reset synchronous_standby_names; select pg_reload_conf();
set -euo pipefail

primary="host=postgres user=ledger dbname=ledger"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  chown -R postgres: /var/lib/postgresql
  gosu postgres pg_basebackup -d "$primary" -D "$PGDATA" -R -X stream -c fast -C -S standby
  # As the primary is started with it; a promoted standby waits for nobody.
  gosu postgres tee -a "$PGDATA/postgresql.auto.conf" > /dev/null <<< "cluster_name = 'standby'"
fi

follow() {
  until [ "$(psql -XAt "$primary" -c \
    "select count(*) from pg_stat_replication where application_name = 'standby' and state = 'streaming'" \
    2> /dev/null)" = 1 ]; do
    sleep 1
  done
  psql -XAt "$primary" -c "alter system set synchronous_standby_names = 'standby'" \
    -c "select pg_reload_conf()"
}
if [ -f "$PGDATA/standby.signal" ]; then follow & fi
exec gosu postgres postgres -c max_connections=200 -c shared_buffers=256MB \
  -c synchronous_commit=remote_apply
