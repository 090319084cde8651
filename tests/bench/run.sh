#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Measure the program beside git and a PyYAML script, and hold the ratios against their bounds.
#   tests/bench/run.sh [--cases N] [--only assess|deadline|log|audit]
# N is the size of the large register (100000 unless said; the bounds are meant for that). PVTOOL
# names the program, else a release build is measured. Exit status: 0 all bounds held, 1 some not,
# 2 wrong command line. A figure from a machine that does something else meanwhile says nothing.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/packages.sh
. "$root/tests/packages.sh"

usage() {
  echo 'usage: tests/bench/run.sh [--cases N] [--only assess|deadline|log|audit]' >&2
  exit 2
}

cases=100000
only=()
while [ $# -gt 0 ]; do
  case "$1 ${2:-}" in
  '--cases '[1-9]*) cases=$2 ;;
  '--only assess' | '--only deadline' | '--only log' | '--only audit') only=("$2") ;;
  *) usage ;;
  esac
  shift 2
done
[[ $cases =~ ^[0-9]+$ && $cases -ge 100 ]] || { echo 'at least 100 cases' >&2 && exit 2; }

PVTOOL=$(realpath -m "${PVTOOL:-$root/build/release/bin/pvtool}")
[ -x "$PVTOOL" ] || {
  echo "there is no program at $PVTOOL: name one with PVTOOL, or build it with examples/quickstart.sh" >&2
  exit 2
}
need git python3 python3-yaml

work=$(mktemp -d "${TMPDIR:-/tmp}/pvtool-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
# A home of its own; git must not pack the register in the midst of a turn.
export HOME="$work/home" PVTOOL LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 PVTOOL_LANG=en NO_COLOR=1
unset PVTOOL_REGISTER PVTOOL_NOW XDG_CACHE_HOME XDG_CONFIG_HOME
mkdir "$HOME"
printf '[user]\n\tname = Bench\n\temail = bench@example.invalid\n[gc]\n\tauto = 0\n' >"$HOME/.gitconfig"
PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/bench/measure.py" "$work" "$cases" "${only[@]}"
