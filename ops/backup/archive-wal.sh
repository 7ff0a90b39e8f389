#!/usr/bin/env bash
# Keeps a finished segment of the write-ahead log, for PostgreSQL's archive_command:
#
#   archive_command = '/opt/ledger/archive-wal.sh "%p" "%f" /backup/wal'
#
# Ends with 0 only when the segment is on disk. What is there already is never overwritten: the same
# bytes are accepted again (the server asks twice after a crash), others are refused.
set -euo pipefail

[ $# -eq 3 ] || { echo "archive-wal.sh: give path, name and folder of the archive." >&2; exit 2; }
segment=$1 name=$2 archive=$3
kept=$archive/$name

[ -d "$archive" ] || { echo "archive-wal.sh: there is no folder $archive." >&2; exit 1; }
if [ -e "$kept" ]; then
  if cmp -s "$segment" "$kept"; then sync "$kept" "$archive"; exit 0; fi
  echo "archive-wal.sh: $kept is there with other content; it is not overwritten." >&2
  exit 1
fi
draft=$archive/.$name.$$
trap 'rm -f "$draft"' EXIT
cp "$segment" "$draft"
sync "$draft"
# Unlike mv, ln fails when another process was faster.
ln "$draft" "$kept"
sync "$archive"
