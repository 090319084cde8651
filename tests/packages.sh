# shellcheck shell=bash
# Debian packages by purpose, and how to get the missing ones. Sourced, never run.

# shellcheck disable=SC2034
build_packages=(g++ cmake ninja-build pkg-config libcli11-dev libyaml-cpp-dev libyaml-dev libfmt-dev
  libhowardhinnant-date-dev libgit2-dev libvalijson-dev nlohmann-json3-dev libsodium-dev libical-dev libxlsxwriter-dev
  libkainjow-mustache-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libjemalloc-dev tzdata)
# shellcheck disable=SC2034
test_packages=(doctest-dev git python3 python3-yaml shellcheck clang-format mandoc man-db bsdutils util-linux dpkg-dev file
  python3-icalendar python3-jsonschema libxml2-utils openssh-client gnupg)
# For tests/run.sh --full: what makes paper of letters, and what looks at it.
# shellcheck disable=SC2034
full_packages=(weasyprint pandoc poppler-utils libreoffice-writer-nogui libreoffice-calc-nogui chromium fonts-liberation)

# need PACKAGE...: install what is missing, as root or through sudo; nothing when all is there.
need() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  echo "installing: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "these packages are missing and neither root nor sudo is at hand: ${missing[*]}" >&2
      return 1
    }
    as_root=(sudo)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
