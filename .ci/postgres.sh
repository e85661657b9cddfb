#!/usr/bin/env bash
# A PostgreSQL of our own for tests: own data directory, an unprivileged user, a closed socket, no network.
#   .ci/postgres.sh start | stop | url | owner-url
# Roles: roeland_owner (migrates), roeland_writer (may write, nobody logs in as it), roeland_app (reads; becomes the writer
# only by SET LOCAL ROLE inside an action). ROELAND_PG is the directory; ROELAND_PG_DURABLE=1 keeps fsync on.
set -euo pipefail

dir=${ROELAND_PG:-/tmp/roeland-pg-$(id -u)-$(cksum <<<"$PWD" | cut -d" " -f1)} # one per checkout
data=$dir/data
socket=$dir/run

bin() {
    local found
    found=$(command -v "$1" 2>/dev/null || true)
    if [ -z "$found" ] || [ "$1" != psql ]; then
        found=$(ls -d /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -n 1 || true)
    fi
    [ -n "$found" ] || { echo "Missing: PostgreSQL ($1). Install it with:   sudo apt install postgresql" >&2; exit 1; }
    echo "$found"
}

as_server() { # initdb refuses root
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

running() { [ -S "$socket/.s.PGSQL.5432" ] && as_server "$(bin pg_ctl)" -D "$data" status >/dev/null 2>&1; }

start() {
    if running; then return; fi
    mkdir -p "$dir" "$socket"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir" "$socket"; fi
    chmod 700 "$dir" "$socket"
    if [ ! -f "$data/PG_VERSION" ]; then
        as_server "$(bin initdb)" -D "$data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    fi
    local speed="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    if [ "${ROELAND_PG_DURABLE:-}" = 1 ]; then speed=""; fi
    as_server "$(bin pg_ctl)" -D "$data" -l "$dir/server.log" -w -t 60 \
        -o "-k $socket -c listen_addresses='' -c max_connections=60 $speed" start >/dev/null
    "$(bin psql)" -h "$socket" -U postgres -d postgres -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roeland_owner') THEN CREATE ROLE roeland_owner LOGIN CREATEDB; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roeland_writer') THEN CREATE ROLE roeland_writer NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roeland_app') THEN
    CREATE ROLE roeland_app LOGIN NOINHERIT; GRANT roeland_writer TO roeland_app;
  END IF;
END $$;
GRANT roeland_writer, roeland_app TO roeland_owner;  -- the tests log in as owner and step down to the application's role
SELECT 'CREATE DATABASE roeland OWNER roeland_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'roeland') \gexec
SQL
}

stop() { if running; then as_server "$(bin pg_ctl)" -D "$data" -m fast -w stop >/dev/null; fi; }

case ${1:-} in
start) start ;;
stop) stop ;;
url) echo "postgresql://roeland_app@/roeland?host=$socket" ;;
owner-url) echo "postgresql://roeland_owner@/roeland?host=$socket" ;;
*) sed -n '2,5p' "$0" >&2; exit 2 ;;
esac
