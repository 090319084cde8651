#!/usr/bin/env bash
# The command line itself: help, usage errors, output, colours, JSON.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

escape=$'\033'
commands="init report assess deadline validate list show next set edit log action close reopen explain"

t "--version names the program and a version, in one line"
run --version
exits 0
same "$(grep -cE '^pvtool [0-9]+\.[0-9]+\.[0-9]+$' <<<"$out")" 1
same "$err" ""

t "--help lists every command, and none that is not there"
run --help
exits 0
for command in $commands; do
  same "$(grep -cE "^ +$command( |\$)" <<<"$out")" 1
done

t "--help of every command in three languages: told, and no text is missing"
for language in en nb nn; do
  run --lang "$language" --help
  exits 0
  same "$(grep -cE '\[[a-z]+\.[a-zA-Z_.|-]+\]' <<<"$out")" 0
  for command in $commands; do
    run --lang "$language" "$command" --help
    exits 0
    true_that test "$(wc -c <<<"$out")" -gt 200
    same "$(grep -E '\[[a-z]+\.[a-zA-Z_.|-]+\]' <<<"$out")" ""
    same "$err" ""
  done
done
run --lang en assess --help
english=$out
run --lang nb assess --help
true_that test "$out" != "$english"

t "every option of a command stands in its help with a text of its own"
for words in "report --from --set --form" "assess --dry-run --accept --override --reason --decided-by --dpo-advice --dpo-not-followed" \
  "deadline --check --explain" "list --status --kind" "action --due --owner --as" \
  "close --outcome --reason --decided-by --evaluation --lessons" "next --card" "log --done --at --by" "reopen --reason" "init --name --language"; do
  # shellcheck disable=SC2086
  set -- $words
  run "$1" --help
  for option in "${@:2}"; do
    true_that grep -qE "^ +$option +[^ ]+.* " <<<"$out"
  done
done

t "a wrong command line: exit 2, on standard error, with where help is"
for words in "" "nonsense" "list --nonsense" "show" "set" "list extra words" "--lang xx list" "--color sometimes list" \
  "list --status half" "assess" "close" "reopen 2026-0001" "action 2026-0001" "action remove 2026-0001 1" \
  "--register" "report --from" "reopen 2026-0001"; do
  # shellcheck disable=SC2086
  run $words
  exits 2
  same "$out" ""
  says "pvtool --help"
done

t "a wrong command line is told in the register's language, with the word that was meant"
mkdir "$work/own" && cd "$work/own" || exit 1
spoken=$PVTOOL_LANG
unset PVTOOL_LANG
for language in nb nn; do
  run init "$language" --name Fjell --language "$language"
  word=mente
  [ "$language" = nb ] || word=meinte
  while IFS='|' read -r line hint; do
    # shellcheck disable=SC2086 # words of a command line
    run --register "$language" $line
    exits 2
    says "$hint"
    says_not ' is required'
    says_not ' is not one of'
    says_not 'expected'
  done <<TABLE
audit|'audit' mangl
audit|log, diff, anchor
audit lgo|$word du 'log'?
audit register --status lukket|open, closed
asses 2026-0001|$word du 'assess'?
2026-0001 assess|: pvtool --register $language assess 2026-0001
case.yaml assess|: pvtool --register $language assess case.yaml
audit 2026-0001 log|: pvtool --register $language audit log 2026-0001
deadline --within|--within mangl
show|'show' mangl
show --jsno x|$word du '--json'?
list extra|'extra' betyr ingenting for 'list'
TABLE
done
export PVTOOL_LANG=$spoken
run --lang en --register nb audit lgo
says "did you mean 'log'?"
run --register nb --lang xx list
exits 2
says "nb, nn, en"
cd "$work" || exit 1

t "there are no abbreviations"
run list --stat open
exits 2
run lis
exits 2

t "a time for --now that is none, or none in the zone: exit 2"
new_register
report_good
for now in yesterday 2026-13-01 2026-03-29T02:30 2025-10-26T02:30 2026-10-05T15:00:00+09:00; do
  run --now "$now" list
  exits 2
done

t "settings stand before or behind the command"
run --json list
before=$out
run list --json
same "$out" "$before"

t "words of commands and options may be values"
run log 2026-0001 list
exits 0
run log 2026-0001 -- --json
exits 0
run --json show 2026-0001
same "$(value result.case.log.0.text) $(value result.case.log.1.text)" "list --json"

t "JSON: one document with the same head everywhere, also when refused"
for words in list validate next deadline "show 2026-0001" "assess 2026-0001 --dry-run" explain "explain time-order" "report --form" \
  "show 2026-0099" "reopen 2026-0001 --reason x" "set 2026-0001 nonsense=1"; do
  # shellcheck disable=SC2086
  run --json $words
  same "$(value json_version)" 1
  same "$(value command)" "${words%% *}"
  same "$(value exit)" "$code"
  same "$err" ""
  true_that python3 -c 'import json, sys; assert list(json.load(sys.stdin))[:5] == ["json_version", "command", "register", "now", "exit"]' <<<"$out"
done

t "JSON: two runs are the same byte for byte, also from another folder and zone"
for words in list validate next "deadline --explain" "show 2026-0001" "assess 2026-0001 --dry-run" explain; do
  # shellcheck disable=SC2086
  run --json $words
  before=$out
  # shellcheck disable=SC2086
  run --json $words
  same "$out" "$before"
  # shellcheck disable=SC2086
  out=$(cd / && TZ=Asia/Tokyo LC_ALL=C "$PVTOOL" --register "$work/reg" --json $words </dev/null 2>/dev/null)
  same "$out" "$before"
done

t "results on standard output, all else on standard error"
run show 2026-0099
exits 3
same "$out" ""
run list
same "$err" ""

t "a finding looks as a compiler's: place, severity, name, line, caret"
sed -i 's/^  aware: .*/  aware: 2026-10-05T13:37:00+02:00/' cases/2026/2026-0001.yaml
run validate
exits 1
place=$(grep -n '^  aware:' cases/2026/2026-0001.yaml | cut -d: -f1)
seen=$(grep -A 2 ' time-order: ' <<<"$out")
same "$(head -n 2 <<<"$seen" | sed 's/time-order: .*/time-order:/')" \
  "cases/2026/2026-0001.yaml:$place:10: error: time-order:"$'\n'"  $place |   aware: 2026-10-05T13:37:00+02:00"
same "$(sed -n 3p <<<"$seen" | tr -d '0-9')" "     |          ^"
git checkout -q -- cases

t "no colour into a file or a pipe, colour when it is asked for, and never a colour alone"
plain=$("$PVTOOL" list)
same "$(grep -c "$escape" <<<"$plain")" 0
coloured=$("$PVTOOL" --color always show 2026-0001)
true_that grep -q "$escape" <<<"$coloured"
never=$("$PVTOOL" --color never show 2026-0001)
# shellcheck disable=SC2001
same "$(sed "s/$escape\[[0-9;]*m//g" <<<"$coloured")" "$never"
run --color always --json list
same "$(grep -c "$escape" <<<"$out")" 0

t "on a terminal: colour, unless NO_COLOR, --color never or a terminal without"
# terminal WORDS...: what pvtool prints on a pseudo terminal.
terminal() {
  local words
  words=$(printf '%q ' "$PVTOOL" "$@")
  script -qec "$words" /dev/null </dev/null 2>&1
}
shown=$(unset NO_COLOR && TERM=xterm terminal show 2026-0001)
true_that grep -q "$escape\[" <<<"$shown"
shown=$(NO_COLOR=1 TERM=xterm terminal show 2026-0001)
same "$(grep -c "$escape" <<<"$shown")" 0
shown=$(unset NO_COLOR && TERM=xterm terminal --color never show 2026-0001)
same "$(grep -c "$escape" <<<"$shown")" 0
shown=$(unset NO_COLOR && TERM=dumb terminal show 2026-0001)
same "$(grep -c "$escape" <<<"$shown")" 0

t "control characters in a case never reach the terminal raw"
cp cases/2026/2026-0001.yaml "$work/kept"
sed -i 's/^title: .*/title: "\\e[31mred\\x07 \\u202Ekcab \\u009b2J"/' cases/2026/2026-0001.yaml
sed -i 's/^  description: .*/  description: "\\e]0;own\\a \\r overwritten"/' cases/2026/2026-0001.yaml
for words in list "show 2026-0001" "next 2026-0001" "deadline 2026-0001 --explain" "assess 2026-0001 --dry-run" \
  "set 2026-0001 owner=X"; do
  # shellcheck disable=SC2086
  run $words
  exits 0
  same "$(LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' <<<"$out$err")" 0
  # shellcheck disable=SC2086
  run --json $words
  same "$(LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]' <<<"$out")" 0
done
run list
says "red"
same "$(LC_ALL=C grep -c "$escape" <<<"$(git log -3)")" 0

t "nor in an argument, in a key or in a message about a fault"
run show $'2026\e[31m'
true_that test "$code" -ne 0
same "$(LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]' <<<"$out$err")" 0
run "--${escape}[31m" list
exits 2
same "$(LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]' <<<"$out$err")" 0
printf '"x\\e[31m": 1\n"\\e[32mbad": 2\n' >>cases/2026/2026-0001.yaml
run validate
exits 1
same "$(LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]' <<<"$out$err")" 0
git checkout -q -- cases
run set 2026-0001 "title=Plain" incident.description=Plain

t "a closed pipe is no crash"
for words in "assess 2026-0001 --dry-run" "explain" "--json explain"; do
  # shellcheck disable=SC2086
  "$PVTOOL" $words 2>"$work/pipe-errors" | head -n 1 >/dev/null
  code=${PIPESTATUS[0]}
  case $code in 0 | 7 | 141) ok ;; *) bad "exit code $code" ;; esac
  same "$(grep -ci 'bug' "$work/pipe-errors")" 0
done

t "a full disk is told: exit 7"
for words in list "show 2026-0001" "--json list" "--help" "--version" "report --form"; do
  # shellcheck disable=SC2086
  "$PVTOOL" $words >/dev/full 2>"$work/.err"
  code=$?
  out='' err=$(cat "$work/.err")
  exits 7
done
"$PVTOOL" list >&- 2>/dev/null
code=$?
exits 7

t "what was done before the output failed is done, and stays"
head=$(git rev-parse HEAD)
"$PVTOOL" log 2026-0001 "seen" >/dev/full 2>/dev/null
code=$?
exits 7
same "$(git rev-list --count "$head"..HEAD)" 1
same "$(git status --porcelain)" ""

t "--now moves what is judged, and the commit says so without moving itself"
run --now 2026-10-09T12:00 deadline 2026-0001 --check
exits 1
run --now 2026-10-05T15:00 deadline 2026-0001 --check
exits 0
GIT_AUTHOR_DATE='' GIT_COMMITTER_DATE='' run --now 2026-10-07T09:00 log 2026-0001 "later"
exits 0
same "$(git log -1 --format='%(trailers:key=Now,valueonly)' | head -n 1)" 2026-10-07T09:00:00+02:00
same "$(git log -1 --format=%cd --date=format:%Y-%m-%d)" "$(date +%Y-%m-%d)"
same "$(git log -1 --format=%ad --date=format:%Y-%m-%d)" "$(date +%Y-%m-%d)"
run --json --now 2026-10-07T09:00 list
same "$(value now)" 2026-10-07T09:00:00+02:00

t "without --now no commit says Now"
run --json --now 2026-10-05T15:00 show 2026-0001
(
  unset PVTOOL_NOW
  "$PVTOOL" report --set "title=By the clock" >/dev/null
)
same "$(git log -1 --format=%s | cut -c1-5)" "$(date +%Y)-"
true_that test "$(git log -1 --format=%s | cut -d: -f2)" = " report"
same "$(git log -1 --format='%(trailers:key=Now,valueonly)')" ""
git reset -q --hard HEAD~1

t "the zone is the register's, whatever the machine says"
for zone in UTC America/New_York Asia/Tokyo; do
  TZ=$zone run --json deadline 2026-0001
  same "$(value result.clocks.0.due)" 2026-10-08T14:37:00+02:00
done

t "without HOME, without a locale, in a bare environment"
out=$(env -i GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.invalid GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.invalid \
  PVTOOL_NOW="$PVTOOL_NOW" "$PVTOOL" log 2026-0001 "bare" 2>&1 </dev/null)
code=$?
err=""
exits 0
out=$(env -i "$PVTOOL" list 2>&1 </dev/null)
code=$?
exits 0
says "2026-0001"

t "explain: findings and rules, with or without a register; what is unknown is said"
cd / || exit 1
run explain
exits 0
says "time-order"
says "breach.authority"
run explain time-order
exits 0
run explain breach.authority@1
exits 0
says "GDPR art. 33(1)"
run explain nonsense
exits 3
cd "$work/reg" || exit 1

t "every finding that explain lists is explained, in three languages"
run --json explain
for language in en nb nn; do
  missing=""
  for name in $(value result.findings | tr -d '[]",'); do
    "$PVTOOL" --lang "$language" explain "$name" >/dev/null 2>&1 || missing="$missing $name"
  done
  same "$missing" ""
done
finish
