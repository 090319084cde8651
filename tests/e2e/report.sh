#!/usr/bin/env bash
# What `pvtool report` registers, from whatever it gets.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# untouched ARGS: nothing was committed since $head, and nothing lies about.
untouched() {
  same "$(git rev-parse HEAD)" "$head"
  same "$(git status --porcelain)" ""
}
letter="$source_dir/tests/data/breach/valid/letter.yaml"

new_register

t "--from FILE: one commit that adds one file, id and path on the terminal"
run report --from "$letter"
exits 0
says "2026-0001"
says "cases/2026/2026-0001.yaml"
same "$(git log -1 --format=%s)" "2026-0001: report"
same "$(git show --format= --name-status HEAD)" $'A\tcases/2026/2026-0001.yaml'
same "$(git log -1 --format='%(trailers:key=Case,valueonly)' | head -n 1)" 2026-0001
same "$(git log -1 --format='%(trailers:key=Command,valueonly)' | head -n 1)" report
same "$(git status --porcelain)" ""

t "the text of the source follows the head byte for byte, comments included"
same "$(git show HEAD:cases/2026/2026-0001.yaml | tail -n +8)" "$(cat "$letter")"
same "$(git show HEAD:cases/2026/2026-0001.yaml | sed -n '2,4p;6,7p')" \
  $'kind: breach\nformat: 1\nid: 2026-0001\nstatus: open\nreceived: 2026-10-05T15:00:00+02:00'
true_that grep -qxE 'uid: "?[0-9A-HJKMNP-TV-Z]{16}"?' cases/2026/2026-0001.yaml

t "what was registered is valid, and the next step is said"
run validate
exits 0
run report --from "$letter"
says "pvtool assess 2026-0002"

t "blank lines, own order, quotes and comments stay, also at the end"
printf '%s\n' '# first' '' 'subjects:' '  # who' '  - group: minors' '    count: {approximate: 20}' '' 'title: "Quoted: title"   # beside' \
  '' "data: {types: ['basic']}" '' '# last' >"$work/odd.yaml"
run report --from "$work/odd.yaml"
exits 0
same "$(tail -n +8 cases/2026/2026-0003.yaml)" "$(cat "$work/odd.yaml")"
same "$(git show HEAD:cases/2026/2026-0003.yaml)" "$(cat cases/2026/2026-0003.yaml)"

t "--from -: the same from standard input"
out=$("$PVTOOL" report --from - <"$letter" 2>&1)
code=$?
exits 0
says "2026-0004"
same "$(tail -n +8 cases/2026/2026-0004.yaml)" "$(cat "$letter")"

t "--set only: a case from nothing but the command line"
run report --set "title=Nøkkel mistet" --set times.aware=2026-10-05T08:00 --set incident.types=availability
exits 0
says "2026-0005"
run --json show 2026-0005
same "$(value result.case.title)" "Nøkkel mistet"
same "$(value result.case.times.aware)" "2026-10-05T08:00:00+02:00"
same "$(value result.case.incident.types)" '["availability"]'
same "$(value result.case.received)" "2026-10-05T15:00:00+02:00"

t "--set beside --from: takes the place of what stands in the file, the rest stays"
run report --from "$letter" --set "title=Another title" --set "subjects[0].unit=Skolen"
exits 0
same "$(diff <(cat "$letter") <(tail -n +8 cases/2026/2026-0006.yaml) | grep -c '^[<>]')" 4
true_that grep -qx "title: Another title" cases/2026/2026-0006.yaml
true_that grep -q "unit: Skolen, count: {exact: 1}" cases/2026/2026-0006.yaml

t "id, uid, status and history of the source are not taken over"
"$PVTOOL" assess 2026-0001 --accept --reason "as proposed" --decided-by leader >/dev/null
cp cases/2026/2026-0001.yaml "$work/old.yaml"
run report --from "$work/old.yaml"
exits 0
says "2026-0007"
run --json show 2026-0007
same "$(value result.case.id)" 2026-0007
same "$(value result.case.assessments)" null
same "$(value result.case.decisions)" null
same "$(value result.case.status)" open
true_that test "$(value result.case.uid)" != "$(sed -n 's/^uid: *"\{0,1\}\([0-9A-Z]*\).*/\1/p' "$work/old.yaml")"
same "$(value result.case.title)" "Vedtak sendt til feil mottaker"
same "$(grep -c '^id:' cases/2026/2026-0007.yaml)" 1

t "a closed case as the source opens anew"
sed 's/^status: open/status: closed/' "$work/old.yaml" >"$work/closed.yaml"
printf 'closing: {outcome: handled, reason: done, decided_by: leader, at: 2026-10-05T14:55:00+02:00}\n' >>"$work/closed.yaml"
run report --from "$work/closed.yaml"
exits 0
run --json show 2026-0008
same "$(value result.case.status)" open
same "$(value result.case.closing)" null

t "received in the source is kept, and its year is the year of the id, in the register's zone"
run report --set title=Older --set received=2025-12-31T23:30:00+01:00
exits 0
says "2025-0001"
true_that test -f cases/2025/2025-0001.yaml
run report --set title=Newer --set received=2025-12-31T23:30:00Z
exits 0
says "2026-0009"
run validate
exits 0

t "ids follow each other without gaps, also after a refused report"
head=$(git rev-parse HEAD)
run report --set title=
exits 1
untouched
run report --set title=Next
exits 0
says "2026-0010"
same "$(cd cases/2026 && printf '%s ' *)" "$(printf '2026-%04d.yaml ' $(seq 10))"

t "an id whose file was deleted by hand is not given again"
rm cases/2026/2026-0010.yaml
run report --set title=After
exits 0
says "2026-0011"
git checkout -q -- cases/2026/2026-0010.yaml
head=$(git rev-parse HEAD)

t "nothing that can be registered: refused, nothing written"
: >"$work/empty.yaml"
run report --from "$work/empty.yaml"
exits 1
says "missing-key"
untouched
run report --from "$work"
exits 3
run report --from "$work/not-there.yaml"
exits 3
fails 3 no-such-file report --from "$work/not-there.yaml"
fails 3 not-a-file report --from "$work"
fails 2 nothing-to-report report
untouched

t "broken YAML: every fault with its place, nothing written"
printf 'title: a\ntitle: b\n' >"$work/twice.yaml"
run report --from "$work/twice.yaml"
exits 1
says "twice.yaml:2:1"
printf 'title: [a\n' >"$work/broken.yaml"
run report --from "$work/broken.yaml"
exits 1
says "broken.yaml:"
printf 'title: a\n\xff\xfe\n' >"$work/bytes.yaml"
run report --from "$work/bytes.yaml"
exits 1
head -c 1100000 /dev/zero | tr '\0' '#' >"$work/big.yaml"
run report --from "$work/big.yaml"
exits 1
untouched

t "facts that cannot be: refused with file and line of the source, all of them in one run"
printf 'title: a\ntimes:\n  aware: 2026-10-05T10:00:00+02:00\n  discovered: 2026-10-05T11:00:00+02:00\ndata: {types: [nonsense]}\n' >"$work/wrong.yaml"
run report --from "$work/wrong.yaml"
exits 1
says "wrong.yaml:5:"
untouched
sed -i '5d' "$work/wrong.yaml"
run report --from "$work/wrong.yaml"
exits 1
says "wrong.yaml:3:"
says "time-order"
untouched

t "an unknown kind: refused, on the command line and in the file"
fails 2 unknown-kind report nonsense --set title=a
printf 'kind: nonsense\ntitle: a\n' >"$work/kind.yaml"
fails 2 unknown-kind report --from "$work/kind.yaml"
untouched

t "a wrong --set: exit 2, nothing written"
fails 2 no-such-fact report --set tittle=a
fails 2 bad-path report --set "subjects[*].unit=a"
fails 2 bad-path report --set "=a"
fails 2 set-without-equals report --set title
fails 2 bad-value report --set title=a --set "data.types=[basic"
untouched

t "keys of one's own begin with x_ and pass"
run report --set title=Own --set x_case_handler=B2
exits 0
run validate
exits 0
run --json show 2026-0012
same "$(value result.case.x_case_handler)" B2

t "a file with CRLF keeps it in every line"
run --now 2026-10-20T12:00:00+02:00 report --set received=2026-10-05T14:00:00+02:00 --from "$source_dir/tests/data/breach/valid/crlf.yaml"
exits 0
same "$(grep -c $'\r$' cases/2026/2026-0013.yaml)" "$(grep -c '' cases/2026/2026-0013.yaml)"
run validate 2026-0013
exits 0

t "--form prints a form that needs no register, in three languages"
for language in en nb nn; do
  (cd / && "$PVTOOL" --lang "$language" report --form) >"$work/form.$language.yaml"
  same "$?" 0
  true_that grep -qx "title:" "$work/form.$language.yaml"
  true_that grep -qxE ' *#   internal_non_malicious: .+' "$work/form.$language.yaml"
done
true_that test "$(cat "$work/form.en.yaml")" != "$(cat "$work/form.nb.yaml")"
same "$(sed 's/#.*//' "$work/form.en.yaml")" "$(sed 's/#.*//' "$work/form.nn.yaml")"
fails 2 unknown-kind report nonsense --form

t "a blank form is not a case"
head=$(git rev-parse HEAD)
run report --from "$work/form.en.yaml"
exits 1
says "title"
untouched

t "a filled-in form is registered; what was left empty is gone, the questions stay"
fill() { sed -i -E "s|^( *(- )?)$1:\$|\\1$1: $2|" "$work/filled.yaml"; }
cp "$work/form.en.yaml" "$work/filled.yaml"
fill title "Lost key"
fill role employee
fill discovered 2026-10-05T10:00:00+02:00
fill aware 2026-10-05T11:00:00+02:00
fill types "[confidentiality]"
fill cause internal_non_malicious
fill disclosure "{unknown: not examined, by: 2026-10-09}"
fill who known
fill group minors
fill exact 25
# 'types' and 'exact' stand in several places: what does not fit there is emptied again.
sed -i -E 's|^  types: \[confidentiality\]$|  types: [confidentiality]|; s|^( +)role: employee$|\1role:|' "$work/filled.yaml"
python3 - "$work/filled.yaml" <<'END'
import re, sys
lines = open(sys.argv[1]).read().split("\n")
top = ""
for number, line in enumerate(lines):
    key = re.match(r"([a-z_]+):", line)
    top = key.group(1) if key else top
    if top == "data":
        lines[number] = line.replace("types: [confidentiality]", "types: [contact]")
    if top == "reporter" and re.match(r" +role:$", line):
        lines[number] += " employee"
open(sys.argv[1], "w").write("\n".join(lines))
END
run report --from "$work/filled.yaml"
exits 0
run --json show 2026-0014
same "$(value result.case.title)" "Lost key"
same "$(value result.case.reporter)" '{"role": "employee"}'
same "$(value result.case.data.types)" '["contact"]'
same "$(value result.case.incident.confidentiality.disclosure)" '{"unknown": "not examined", "by": "2026-10-09"}'
same "$(value result.case.subjects.0.count.exact)" 25
same "$(value result.case.scope)" null
same "$(value result.case.archive)" null
true_that grep -q "When did someone first notice it" cases/2026/2026-0014.yaml
run validate
exits 0
run assess 2026-0014 --dry-run
exits 0

# The form in an editor, on a pseudo terminal. type_in EDITOR ARGS...: out and code as of run.
type_in() {
  local words
  words=$(printf '%q ' "$PVTOOL" "${@:2}")
  out=$(TERM=dumb EDITOR="$1" script -qec "$words" /dev/null </dev/null 2>&1)
  code=$?
  err=""
}
# editor NAME: a program that does what stands in standard input, in sh; "$file" is its last word.
# shellcheck disable=SC2016
editor() { (printf '#!/bin/sh\nfor file; do :; done\necho "$file" >"$SEEN"\n' && cat) >"$work/$1-editor"; }
editor fake <<'END'
sed -i 's/^title:$/title: Typed in the editor/' "$file"
END
editor failing <<<"exit 3"
editor idle <<<"true"
editor wrong <<'END'
sed -i 's/^title:$/title: [typed/' "$file"
END
editor with-words <<'END'
[ "$1" = --wait ] && sed -i 's/^title:$/title: Typed elsewhere/' "$file"
END
chmod +x "$work"/*-editor
export SEEN="$work/seen" TMPDIR="$work/tmp"
mkdir "$TMPDIR"

t "the form in the editor: registered, and the temporary file is gone"
type_in "$work/fake-editor" report
exits 0
says "2026-0015"
same "$(git log -1 --format=%s)" "2026-0015: report"
run --json show 2026-0015
same "$(value result.case.title)" "Typed in the editor"
true_that test ! -e "$(cat "$SEEN")"

t "an editor with words of its own, and VISUAL before EDITOR"
VISUAL="$work/with-words-editor --wait" type_in "$work/failing-editor" report
exits 0
says "2026-0016"
run --json show 2026-0016
same "$(value result.case.title)" "Typed elsewhere"
head=$(git rev-parse HEAD)

t "an untouched form: refused, nothing registered, no file left"
type_in "$work/idle-editor" report
exits 6
untouched
true_that test ! -e "$(cat "$SEEN")"

t "an editor that fails: exit 7, nothing registered, and the file is named and kept"
type_in "$work/failing-editor" report
exits 7
untouched
true_that test -f "$(cat "$SEEN")"
says "$(cat "$SEEN")"

t "an editor that is not there: exit 7"
type_in "$work/no-such-editor" report
exits 7
untouched

t "what was typed with a fault is kept and named"
type_in "$work/wrong-editor" report
exits 1
untouched
says "$(cat "$SEEN")"
true_that grep -q "title: \[typed" "$(cat "$SEEN")"

t "--no-input never opens an editor"
rm -f "$SEEN"
type_in "$work/fake-editor" --no-input report
exits 2
true_that test ! -e "$SEEN"
untouched

t "two processes at once, and six: all get ids of their own, without gaps"
new_register
for number in 1 2 3 4 5 6; do
  "$PVTOOL" report --set "title=Number $number" >"$work/out.$number" 2>&1 &
done
failures=0
for job in $(jobs -p); do
  wait "$job" || failures=$((failures + 1))
done
same "$failures" 0
same "$(cat cases/2026/*.yaml | sed -n 's/^id: *//p' | sort | tr '\n' ' ')" \
  "2026-0001 2026-0002 2026-0003 2026-0004 2026-0005 2026-0006 "
same "$(cat cases/2026/*.yaml | grep '^title:' | sort)" "$(printf 'title: Number %d\n' 1 2 3 4 5 6)"
same "$(git log --format=%s | grep -c ': report$')" 6
same "$(git status --porcelain)" ""
same "$(git rev-list --count --min-parents=2 HEAD)" 0
for number in 1 2 3 4 5 6; do
  id=$(grep -oE '2026-[0-9]{4}' "$work/out.$number" | head -n 1)
  same "$(grep '^title:' "cases/2026/$id.yaml")" "title: Number $number"
done
run validate
exits 0

t "history is not taken over, and is not lost in silence either"
run --json report --set title=x --set "notifications[+]={recipient: authority, at: 2026-10-05T14:50}"
exits 2
same "$(value error.name)" history-comes-later

finish
