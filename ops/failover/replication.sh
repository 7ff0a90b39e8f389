#!/usr/bin/env bash
# Run once by the image of PostgreSQL when its volume is new: the standby may connect.
set -euo pipefail
echo 'host replication all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
