#!/usr/bin/env bash
# Every clock: what an officer, a build server and a calendar see of it.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# clock RULE KEY [CASE]: what the JSON in $out says of the clock of a rule.
clock() {
  python3 -c '
import json, sys
rule, key, case = (sys.argv[1:] + [""])[:3]
found = [c for c in json.load(sys.stdin)["result"]["clocks"]
         if c["rule"].split("@")[0] == rule and (not case or c["id"] == case)]
value = found[0].get(key) if found else "no such clock"
print(value if isinstance(value, str) else json.dumps(value))' "$@" <<<"$out"
}
letter="$source_dir/tests/data/breach/valid/letter.yaml"

new_register
report_good # known at 14:37 on 5 October

t "red for the case that became known three days ago at 14:37, with case, rule, line and how late"
at 2026-10-08T14:37:00+02:00
run deadline --check
exits 0
at 2026-10-08T14:38:00+02:00
run deadline --check
exits 1
says 2026-0001
says "OVERDUE by 1 min"
says "2026-10-08 14:37 +02:00"
line=$(grep -n '^  aware:' cases/2026/2026-0001.yaml | cut -d: -f1)
says "cases/2026/2026-0001.yaml:$line:10: error: deadline-overdue: 2026-0001: 'breach.authority_72_hours@1' was due 2026-10-08 14:37 +02:00: OVERDUE by 1 min (GDPR art. 33(1))"
run --json deadline --check
exits 1
same "$(value findings.0.name)" deadline-overdue
same "$(clock breach.authority_72_hours path)" cases/2026/2026-0001.yaml
same "$(clock breach.authority_72_hours state)" overdue
line=$(grep -n '^  aware:' cases/2026/2026-0001.yaml | cut -d: -f1)
same "$(clock breach.authority_72_hours line)" "$line"

t "without --check the exit code says nothing"
run deadline
exits 0
says OVERDUE

t "the proof can be followed by hand"
run deadline 2026-0001 --explain
exits 0
says "breach.authority_72_hours@1: GDPR art. 33(1)"
says "times.aware = 2026-10-05 14:37 +02:00 (cases/2026/2026-0001.yaml:$line)"
says "$(git log -1 --format=%h --abbrev=10 -- cases/2026/2026-0001.yaml)"
says "Test Officer <officer@example.invalid>"
says "2026-10-05 12:37 UTC + 72 hours = 2026-10-08 12:37 UTC = 2026-10-08 14:37"
says "2026-10-08 15:00 +02:00, if the hour that had begun does not count"
says "OVERDUE by 1 min"
for language in nb nn; do
  run --lang "$language" deadline 2026-0001 --explain
  exits 0
  says_not "["
  says "1 min OVER FRISTEN"
done

t "a known moment changes only with a reason, and every earlier value is told"
at 2026-10-05T16:00:00+02:00
fails 6 change-refused set 2026-0001 times.aware=2026-10-05T14:50
says changed-without-reason
run set 2026-0001 times.aware=2026-10-05T14:50 "times.aware_reason=The log shows that nobody had read the message"
exits 0
run deadline 2026-0001 --explain
says "2026-10-05T14:50:00+02:00, in commit"
says "2026-10-05T14:37:00+02:00, in commit"
says "The log shows that nobody had read the message"

t "while awareness is unknown the worst case counts, with a day to look again"
run report --from "$letter" --set "times.aware={unknown: the manager is asked, by: 2026-10-07}" --set times.aware_reason=
exits 0
run --json deadline 2026-0002 --check
exits 0
same "$(clock breach.authority_72_hours provisional)" true
same "$(clock breach.authority_72_hours from_fact)" times.discovered
same "$(clock breach.authority_72_hours state)" running
at 2026-10-07T23:59:59+02:00
run deadline 2026-0002 --check
exits 0
at 2026-10-08T00:00:00+02:00
run deadline 2026-0002 --check
exits 4
says look-again
run report --from "$letter" --set "times.aware={unknown: the manager is asked}" --set times.aware_reason=
run deadline 2026-0003 --check
exits 4
says "by:"

t "neither awareness nor discovery nor a day to look again: cannot decide, and what to do"
at 2026-10-05T16:00:00+02:00
run report --set "title=Lost telephone"
run deadline 2026-0004 --check
exits 4
says "CANNOT DECIDE"
says "pvtool set"

t "a time that the clock does not show, or a calendar that is not there, is never fine"
sed 's/2026-10-05T14:37:00+02:00/2026-10-05T14:37:00+05:00/' "$letter" >odd.yaml
fails 1 case-not-registered report --from odd.yaml
says wrong-offset
rm odd.yaml
sed -i 's/^calendar: .*/calendar: zz/' pvtool.yaml
run deadline --check
exits 4
says no-such-calendar
says zz
git checkout -q -- pvtool.yaml

t "the list: most urgent first, and only what is asked for"
new_register
at 2026-10-05T15:00:00+02:00
report_good
run report --from "$letter" --set times.aware=2026-10-05T14:20 --set "owner=Head of the home service"
at 2026-10-06T15:00:00+02:00
run --json deadline
same "$(value result.clocks.0.id)" 2026-0002
run --json deadline --within 47h
same "$(clock breach.authority_72_hours id 2026-0002)" "no such clock"
run --json deadline --within 48h
same "$(clock breach.authority_72_hours id)" 2026-0002
run deadline --check --within 47h
exits 0
run deadline --check --within 2d
exits 1
run --json deadline --owner "Head of the home service"
same "$(python3 -c 'import json,sys; print(sorted({c["id"] for c in json.load(sys.stdin)["result"]["clocks"]}))' <<<"$out")" "['2026-0002']"
fails 2 unknown-kind deadline --kind no_such_kind
fails 2 no-such-owner deadline --check --owner nobody
run deadline --owner leader
exits 0
for span in 24 h 3x -1h 24hh 999999h; do fails 2 bad-span deadline --within="$span"; done
fails 2 explain-is-text deadline --explain --format ics

t "several registers in one list; other commands take one"
cp -r "$work/reg" "$work/other"
run deadline --register "$work/reg" --register "$work/other"
exits 0
says "$work/reg 2026-0001"
says "$work/other 2026-0001"
run --json deadline --register "$work/reg" --register "$work/reg/cases"
number=$(grep -c '"id"' <<<"$out")
run --json deadline --register "$work/reg"
same "$(grep -c '"id"' <<<"$out")" "$number"
fails 2 one-register --register "$work/reg" --register "$work/other" list
fails 3 not-a-repository deadline --register "$work/reg" --register "$HOME"

t "on a build server ids and rule names only, unless details are asked for"
export CI=true
for format in text json junit sarif github gitlab ics; do
  run deadline --check --within 9w --format "$format"
  exits 1
  says 2026-0001
  says_not "Head of the home service"
  says_not "$(sed -n 's/^title: //p' cases/2026/2026-0001.yaml)"
done
printf 'title: [\n' >>cases/2026/2026-0001.yaml
for format in text json junit sarif github gitlab; do
  run deadline --check --format "$format"
  exits 4
  says_not "title: ["
done
git checkout -q -- cases
run deadline --details
says "Head of the home service"
unset CI

t "every format is read by a real reader"
at 2026-10-08T14:37:30+02:00
run report --from "$letter" --set "title=100%: a, b"
run action add 2026-0003 $'Two people: check "each" envelope, 100%' --due 2026-10-12
printf 'title: [\n' >>cases/2026/2026-0001.yaml
readers="$source_dir/tests/readers"
for format in ics junit sarif gitlab github; do
  run deadline --all --within 9w --format "$format"
  exits 0
  "$PVTOOL" deadline --all --within 9w --format "$format" >"$work/out.$format" 2>/dev/null
  read=$("$readers/$format.py" "$work/out.$format" 2>&1)
  same "$?" 0
  true_that test -n "$read"
done
true_that grep -q '2026-0001' "$work/out.junit"
git checkout -q -- cases

t "two runs give the same bytes"
for format in text json ics junit sarif github gitlab; do
  "$PVTOOL" deadline --all --format "$format" >"$work/one" 2>/dev/null
  "$PVTOOL" deadline --all --format "$format" >"$work/two" 2>/dev/null
  true_that cmp -s "$work/one" "$work/two"
done

t "a workflow for a build server, in a new register and in an old one"
run init "$work/lab" --ci gitlab
exits 0
true_that test -f "$work/lab/.gitlab-ci.yml"
same "$(git -C "$work/lab" status --porcelain)" ""
run init "$work/reg" --ci github
exits 0
same "$(git -C "$work/reg" log -1 --format=%s)" "init: workflow for github"
true_that python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$work/reg/.github/workflows/deadlines.yml"
true_that python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$work/lab/.gitlab-ci.yml"
fails 6 file-exists init "$work/reg" --ci github
# What the workflows run is what this program understands.
# shellcheck disable=SC2016
grep -ohE 'pvtool deadline [^>|]*' "$work/lab/.gitlab-ci.yml" "$work/reg/.github/workflows/deadlines.yml" | sed 's/"\$PVTOOL_SOON"/24h/' |
  while read -r _ words; do
    # shellcheck disable=SC2086
    "$PVTOOL" $words >/dev/null 2>&1
    [ $? -le 1 ] || echo "$words"
  done >"$work/wrong"
same "$(cat "$work/wrong")" ""

t "what is remembered is what reading everything says, whatever happens to files and note"
new_register
note=.git/pvtool/note-deadlines
at 2026-10-08T14:37:30+02:00
for number in 1 2 3; do run report --from "$letter" --set "title=Letter $number"; done
# The answer with what is remembered, and without, for the clock and for another moment.
agrees() {
  "$PVTOOL" --json deadline --check >"$work/with" 2>&1
  local code=$?
  cp "$note" "$work/note" 2>/dev/null
  rm -f "$note"
  "$PVTOOL" --json deadline --check >"$work/without" 2>&1
  same "$code" "$?"
  true_that cmp -s "$work/with" "$work/without"
  [ ! -f "$work/note" ] || cp "$work/note" "$note"
}
case1=cases/2026/2026-0001.yaml
sleep 3.2 # a file as young as that may change without a trace
agrees
true_that test -s "$note"
touch -d '2020-01-01' "$case1"
agrees
cp -p "$case1" "$work/first"
# As long as before, with the old time: only the file system's own time tells it.
sed -i 's/^  aware: 2026-10-05T14:37/  aware: 2026-10-05T14:38/' "$case1"
touch -r "$work/first" "$case1"
same "$(stat -c '%s %Y' "$case1")" "$(stat -c '%s %Y' "$work/first")"
agrees
same "$(cmp -s "$case1" "$work/first"; echo $?)" 1
git commit -q -am "by hand"
agrees
git reset -q --soft HEAD~1
agrees
git reset -q --hard HEAD
agrees
for moment in 2026-10-05T10:00:00+02:00 2026-10-08T14:37:00+02:00 2026-12-24T18:00:00+01:00; do
  at "$moment"
  agrees
done
sed -i 's/^calendar: .*/calendar: zz/' pvtool.yaml
agrees
git checkout -q -- pvtool.yaml
rm "$case1"
agrees
git checkout -q -- cases
mv cases "$work/elsewhere"
ln -s "$work/elsewhere" cases
agrees
grep -q path-outside "$work/with"
same "$?" 0
rm cases
mv "$work/elsewhere" cases
sleep 3.2
agrees

t "a note that is damaged, of another register, or may not be written"
"$PVTOOL" deadline >/dev/null 2>&1
size=$(stat -c %s "$note")
for cut in 0 1 19 30 $((size / 2)) $((size - 1)); do
  truncate -s "$cut" "$note"
  agrees
  rm -f "$note"
  "$PVTOOL" deadline >/dev/null 2>&1
done
cp -a "$PWD" "$work/copy"
(cd "$work/copy" && sed -i 's/^  aware: .*/  aware: 2026-10-06T10:00:00+02:00/' "$case1" && git commit -q -am "another" && "$PVTOOL" deadline >/dev/null 2>&1)
cp "$work/copy/$note" "$note"
agrees
cp -a "$PWD/." "$work/second" && cd "$work/second" && agrees && cd "$work/reg" || exit
rm -f "$note"
chmod -R a-w .git
agrees
chmod -R u+w .git
for _ in 1 2 3 4 5; do
  rm -f "$note"
  "$PVTOOL" --json deadline --check >"$work/one" 2>&1 &
  "$PVTOOL" --json deadline --check >"$work/two" 2>&1
  wait $!
  true_that cmp -s "$work/one" "$work/two"
done
agrees

t "a case that says it came in the future is not fine, and is hidden only from an earlier moment"
new_register
at 2026-10-05T15:00:00+02:00
report_good
sed -i 's/^received: .*/received: 2999-10-05T14:50:00+02:00/' cases/2026/2026-0001.yaml
run deadline --check
exits 4
says time-in-future
git checkout -q -- cases
at 2026-10-01T00:00:00+02:00
run --json deadline --check
exits 0
same "$(value result.clocks)" "[]"

t "the law before the house, and what has no number among what presses"
at 2026-10-05T15:00:00+02:00
run action add 2026-0001 "Order a cake" --due 2026-10-05
run report --from "$letter" --set scope.role=processor
at 2026-10-08T14:10:00+02:00
run --json deadline
order=$(python3 -c 'import json,sys; print([c["rule"].split("@")[0] for c in json.load(sys.stdin)["result"]["clocks"]])' <<<"$out")
same "$order" "['breach.authority_72_hours', 'breach.controller', 'case.action_due']"
run deadline --within 1h
says "Tell the controller"
run deadline --within 1h --format github
says "::warning"

t "a proof on a build server has times and no other value; own keys and odd names stay at home"
run report --from "$letter" --set "times.aware={unknown: Kari has not answered, ask: IT, by: 2026-10-12}" --set times.aware_reason= \
  --set "x_kari={unknown: nobody knows, by: 2026-10-12}"
mkdir -p cases/2026
echo "stray: file" >"cases/2026/Kari Nordmann.yaml"
for format in text json junit sarif github gitlab ics; do
  explain=()
  [ "$format" = text ] || [ "$format" = json ] && explain=(--explain)
  CI=true run deadline --within 9w --format "$format" "${explain[@]}"
  says 2026-0003
  says_not "Kari"
  says_not "kari"
done
rm "cases/2026/Kari Nordmann.yaml"

t "a clone without the older history says so, and shows the rest of the proof"
git clone -q --depth 1 "file://$PWD" "$work/shallow"
run --register "$work/shallow" deadline 2026-0001 --explain
exits 0
says "breach.authority_72_hours@1"

t "the proof of many clocks takes seconds, not minutes"
cp cases/2026/2026-0001.yaml "$work/many.yaml"
python3 - "$work/many.yaml" <<'PYTHON'
import sys
text = open(sys.argv[1]).read().split('actions:')[0]
text += 'actions:\n' + ''.join(f'  - {{text: "number {n}", due: 2026-10-12}}\n' for n in range(1000))
open(sys.argv[1], 'w').write(text)
PYTHON
cp "$work/many.yaml" cases/2026/2026-0001.yaml
SECONDS=0
run deadline 2026-0001 --explain
exits 0
same "$(grep -c "case.action_due@1" <<<"$out")" 1000
true_that test "$SECONDS" -lt 30
git checkout -q -- cases

t "at high risk: now, and the number is only the outer limit"
new_register
at 2026-10-05T15:00:00+02:00
report_good
at 2026-10-05T16:00:00+02:00
run assess 2026-0001
at 2026-10-06T15:00:00+02:00
run deadline
says "NOW"
run deadline --check
exits 0
run deadline --check --within 1h
exits 1

t "what has not begun at the moment judged has not lasted any time"
at 2026-10-05T15:30:00+02:00
run deadline
says "without undue delay  "
says_not "so far"

t "a limit on a day off is not moved, and the proof says which day it is"
at 2026-10-05T15:00:00+02:00
run report --from "$letter" --set times.occurred.from=2025-12-22T10:00 --set times.discovered=2025-12-23T10:00 \
  --set times.aware=2025-12-23T12:00
run deadline 2026-0002 --explain
says "2025-12-26 12:00 +01:00"
says "Friday 2025-12-26 ("

t "a time that the zone's clock never shows, by hand in the file, is never fine"
sed -i 's/^  discovered: .*/  discovered: 2026-03-29T02:30:00+01:00/' cases/2026/2026-0001.yaml
run deadline --check
exits 4
says wrong-offset
git checkout -q -- cases

t "a calendar that ends before the year that is needed: cannot decide, and what to do"
mkdir -p schemas/calendars
sed 's/^id: .*/id: xx/; s/to: 2100/to: 2025/' "$source_dir/schemas/calendars/no.yaml" >schemas/calendars/xx.yaml
sed -i 's/^calendar: .*/calendar: xx/; s/^policies:/policies:\n  targets: {close: {working_days: 5}}/' pvtool.yaml
run deadline 2026-0001 --check
exits 4
says calendar-not-covered
says "1995 to 2025"
says "name a calendar that covers it"
sed -i 's/to: 2025/to: 2100/' schemas/calendars/xx.yaml
run deadline 2026-0001 --check
exits 0
git checkout -q -- pvtool.yaml

t "a long walk shows on a terminal how far it has come, and leaves nothing behind"
if command -v script >/dev/null; then
  python3 - cases/2026 <<'PYTHON'
import sys
text = open(sys.argv[1] + '/2026-0001.yaml').read()
for n in range(3, 6003):
    one = text.replace('id: 2026-0001', f'id: 2026-{n:04}')
    one = '\n'.join(f'uid: 01JC8ZK5Q3W{n:05}' if line.startswith('uid:') else line for line in one.split('\n'))
    open(f'{sys.argv[1]}/2026-{n:04}.yaml', 'w').write(one)
PYTHON
  git add cases && git commit -qm "many cases"
  script -qec "'$PVTOOL' deadline --check --within 1h" /dev/null </dev/null >"$work/screen" 2>&1
  true_that grep -qE ' [0-9]+ of 6002 cases' "$work/screen"
  true_that grep -qF "$(printf '\r\033[K')" "$work/screen"
else
  echo "SKIPPED deadline: how far a long walk has come: the program 'script' is missing"
fi

finish
