#!/usr/bin/env bash
# Makes the data directory of a PostgreSQL server as it was at a moment, from a base backup and the
# archive of the write-ahead log; what was committed later is left out:
#
#   restore.sh /backup/base/2026-11-29 /backup/wal '2026-11-29 14:05:00+00' /var/lib/postgresql/restored
#
# Instead of a time a position of the log may be given, lsn:0/5000110. The server is started as any
# other afterwards: it replays the archive, takes over at that moment and goes on on a timeline of its
# own. When it does not reach the moment it ends with a FATAL line in its log and changes nothing.
# The backup and the archive are only read. PG_BIN says where PostgreSQL's tools are.
set -euo pipefail

[ $# -eq 4 ] || {
  echo "restore.sh: give backup, archive, time (with its zone) and the new data directory." >&2
  exit 2
}
backup=$1 archive=$2 target=$3 data=$4
tool() { if [ -n "${PG_BIN:-}" ]; then printf '%s/%s' "$PG_BIN" "$1"; else printf '%s' "$1"; fi; }
refuse() { echo "restore.sh: $1" >&2; exit 1; }

[ -f "$backup/backup_label" ] || refuse "$backup is no base backup: it has no backup_label."
[ -d "$archive" ] || refuse "there is no folder $archive."
[ ! -e "$data" ] || refuse "$data is there already; it is not overwritten."
"$(tool pg_verifybackup)" --quiet "$backup" || refuse "$backup is damaged."
archive=$(cd "$archive" && pwd)
case $archive in *[\'\"%]*) refuse "the name of the folder $archive has a quote or a percent sign." ;; esac

if [ "${target#lsn:}" != "$target" ]; then
  [[ ${target#lsn:} =~ ^[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}$ ]] ||
    refuse "'$target' is no position of the log, like lsn:0/5000110."
  setting="recovery_target_lsn = '${target#lsn:}'"
else
  begun=$(sed -n 's/^START TIME: //p' "$backup/backup_label")
  moment=$(date -u -d "$target" '+%s') || refuse "'$target' is no time."
  [ "$moment" -gt "$(date -u -d "$begun" '+%s')" ] ||
    refuse "$backup was begun at $begun, after $target: take an earlier backup."
  setting="recovery_target_time = '$target'"
fi

umask 077
draft=$data.partial
rm -rf "$draft"
cp -a "$backup" "$draft"
chmod 700 "$draft"
# A server that was restored before still has the settings of that time; two targets are refused.
sed -i '/^recovery_target/d; /^restore_command/d' "$draft/postgresql.auto.conf"
cat >> "$draft/postgresql.auto.conf" <<CONF
# Of the restore; without recovery.signal they are not looked at.
restore_command = 'cp "$archive/%f" "%p"'
$setting
recovery_target_inclusive = on
recovery_target_action = 'promote'
CONF
touch "$draft/recovery.signal"
sync --file-system "$draft"
mv -T "$draft" "$data"
echo "restore.sh: $data is ready; start its server to replay the log up to $target."
