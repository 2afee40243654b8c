#!/bin/sh
# Install what the tests drive for real: a browser and PostgreSQL. Nothing is skipped in silence.
set -eu

installed() { command -v "$1" >/dev/null 2>&1; }
has_postgres() { installed initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_fonts() { fc-list :lang=zh 2>/dev/null | grep -q .; }

missing=""
has_postgres || missing="$missing postgresql"
if installed apt-get; then
  installed chromium || missing="$missing chromium"
  has_fonts || missing="$missing fonts-noto-cjk"
fi

if [ -n "$missing" ]; then
  if ! installed apt-get || [ "$(id -u)" -ne 0 ]; then
    echo "make test needs$missing: install them, or run as root on Debian." >&2
    exit 1
  fi
  echo "installing$missing"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

installed chromium || playwright install chromium
