# Sourced by ./test: a PostgreSQL of our own in a temporary folder, reached by a socket there only.

start_postgres() {
  local bin
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || { echo "PostgreSQL's programs were not found." >&2; exit 2; }
  PG_DIR=$(mktemp -d)
  local as=()
  if [ "$(id -u)" -eq 0 ]; then
    # PostgreSQL refuses to run as root.
    chown postgres "$PG_DIR"
    as=(runuser -u postgres --)
  fi
  local port=$((20000 + RANDOM % 20000))
  "${as[@]}" "$bin/initdb" -D "$PG_DIR/data" -U isnad --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
  "${as[@]}" "$bin/pg_ctl" -D "$PG_DIR/data" -w -l "$PG_DIR/log" \
    -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$PG_DIR -c fsync=off" start >/dev/null
  PG_STOP=("${as[@]}" "$bin/pg_ctl" -D "$PG_DIR/data" -m immediate stop)
  trap 'stop_postgres' EXIT
  export ISNAD_TEST_POSTGRES="postgres://isnad@127.0.0.1:$port/postgres"
}

stop_postgres() {
  "${PG_STOP[@]}" >/dev/null 2>&1 || true
  rm -rf -- "$PG_DIR"
}
