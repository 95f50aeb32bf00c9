# Sourced by ./demo and ./test: says what is missing and installs it.

need_rust() {
  if ! command -v cargo >/dev/null 2>&1; then
    [ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"
  fi
  if ! command -v cargo >/dev/null 2>&1; then
    echo "No Rust toolchain was found. Install Rust 1.95 or later (https://rustup.rs), then run this again." >&2
    exit 2
  fi
}

# need_packages NAME...: Debian packages, installed where missing.
need_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing: ${missing[*]}. This is no Debian; install them (or their like) by hand, then run this again." >&2
    exit 2
  fi
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "Missing: ${missing[*]}. Ask somebody with the rights to run: apt-get install ${missing[*]}" >&2
      exit 2
    fi
    as=(sudo)
  fi
  echo "Installing with apt: ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { "${as[@]}" apt-get update -qq && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "apt could not install: ${missing[*]}. See above; then run this again." >&2
    exit 2
  fi
  rm -f "$log"
}

need_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && return 0
  need_packages nodejs npm
}
