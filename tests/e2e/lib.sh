# shellcheck shell=bash
# Helpers of the end-to-end scripts. Every script sources this first, gets an empty folder, a fixed
# clock, author, zone, locale and HOME, and says what it tests: t "a sentence"; then checks.
# PVTOOL is the program under test.
set -uo pipefail

: "${PVTOOL:?PVTOOL must name the program under test}"
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
suite=$(basename "$0" .sh)
work=$(mktemp -d "${TMPDIR:-/tmp}/pvtool-e2e-XXXXXX")
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" LC_ALL=C.UTF-8 TZ=UTC GIT_CONFIG_NOSYSTEM=1 PVTOOL_LANG=en NO_COLOR=1
export GIT_AUTHOR_DATE='2026-10-05T15:00:00+02:00' GIT_COMMITTER_DATE='2026-10-05T15:00:00+02:00'
export PVTOOL_NOW='2026-10-05T15:00:00+02:00'
unset PVTOOL_REGISTER EDITOR VISUAL
unset CI GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL
mkdir -p "$HOME"
printf '[user]\n\tname = Test Officer\n\temail = officer@example.invalid\n[init]\n\tdefaultBranch = main\n' >"$HOME/.gitconfig"
cd "$work" || exit 1

passed=0
failed=0
current='(no test named)'

t() { current=$1; }
ok() { passed=$((passed + 1)); }
bad() {
  failed=$((failed + 1))
  printf 'FAILED %s: %s (line %s)\n' "$suite" "$current" "${BASH_LINENO[1]}" >&2
  printf '%s\n' "$@" | sed 's/^/    /' >&2
}

# run ARGS...: run pvtool; its output, errors and exit code are in $out, $err and $code.
run() {
  out=$("$PVTOOL" "$@" 2>"$work/.err" </dev/null)
  code=$?
  err=$(cat "$work/.err")
}
exits() { if [ "$code" -eq "$1" ]; then ok; else bad "exit code $code, expected $1" "$out" "$err"; fi; }
says() { if grep -qF -- "$1" <<<"$out$err"; then ok; else bad "does not say: $1" "$out" "$err"; fi; }
says_not() { if grep -qF -- "$1" <<<"$out$err"; then bad "says: $1" "$out" "$err"; else ok; fi; }
same() { if [ "$1" = "$2" ]; then ok; else bad "got:      $1" "expected: $2"; fi; }
true_that() { if "$@"; then ok; else bad "not true: $*"; fi; }

# value PATH: what stands at a dotted path of the JSON in $out.
value() {
  python3 -c '
import json, sys
found = json.load(sys.stdin)
for key in sys.argv[1].split("."):
    found = found[int(key)] if isinstance(found, list) else found.get(key)
print(found if isinstance(found, str) else json.dumps(found, ensure_ascii=False))' "$1" <<<"$out"
}

# fails CODE NAME ARGS...: the command is refused with this exit code and this error.
fails() {
  run --json "${@:3}"
  exits "$1"
  same "$(value error.name)" "$2"
}
# at TIME: the moment that is judged from now on.
at() { export PVTOOL_NOW="$1"; }

# A register in ./reg with one good case, 2026-0001, as committed.
new_register() {
  rm -rf "$work/reg"
  "$PVTOOL" init "$work/reg" --language en >/dev/null || exit 1
  cd "$work/reg" || exit 1
}
report_good() { "$PVTOOL" report --from "$source_dir/tests/data/breach/valid/letter.yaml" >/dev/null || exit 1; }

# letters_of KIND: a register with the letter cases of a kind, as committed.
letters_of() {
  local data=$source_dir/tests/data/letters
  at 2026-10-20T09:00:00+02:00
  rm -rf "$work/letters"
  mkdir -p "$work/letters/cases/2026"
  cd "$work/letters" || exit 1
  cp "$data/pvtool.yaml" .
  cp "$data/$1"/*.yaml cases/2026/
  printf '/outbox/\n' >.gitignore
  git init -q . && git add -A && git commit -qm 'register' || exit 1
}
# golden NAME LANG ARGS...: the Markdown of a document is what it was; UPDATE=1 writes it anew.
golden() {
  local file=$source_dir/tests/data/letters/expected/$1.$2.md
  run --lang "$2" letter "${@:3}" --format md
  if [ "${UPDATE:-}" = 1 ]; then printf '%s\n' "$out" >"$file"; fi
  if diff -u "$file" - <<<"$out" >"$work/diff"; then ok; else bad "$(cat "$work/diff")"; fi
  says_not '{{'
}

finish() {
  printf '%s: %d passed, %d failed\n' "$suite" "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
