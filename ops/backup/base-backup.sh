#!/usr/bin/env bash
# A whole copy of a running PostgreSQL server, from which any later moment can be restored together
# with its archive (archive-wal.sh):
#
#   PGHOST=db PGUSER=postgres base-backup.sh /backup/base/2026-11-29
#
# The server is named as for psql (PGHOST, PGPORT, PGUSER, PGPASSWORD or ~/.pgpass); the account needs
# the right to replicate. Needs the tools of the server's major version; PG_BIN says where they are.
set -euo pipefail

[ $# -eq 1 ] || { echo "base-backup.sh: give the folder of the backup." >&2; exit 2; }
backup=$1
tool() { if [ -n "${PG_BIN:-}" ]; then printf '%s/%s' "$PG_BIN" "$1"; else printf '%s' "$1"; fi; }

[ ! -e "$backup" ] || { echo "base-backup.sh: $backup is there already." >&2; exit 1; }
# Under another name until it is whole and checked: what has the name can be relied on.
draft=$backup.partial
rm -rf "$draft"
"$(tool pg_basebackup)" --pgdata="$draft" --format=plain --wal-method=stream --checkpoint=fast \
  --manifest-checksums=SHA256 --label="$(basename "$backup")" --no-password
"$(tool pg_verifybackup)" --quiet "$draft"
sync --file-system "$draft"
mv -T "$draft" "$backup"
sync "$(dirname "$backup")"
echo "base-backup.sh: $backup is whole."
