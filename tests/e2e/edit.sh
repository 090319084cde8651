#!/usr/bin/env bash
# Edits: by hand, with `pvtool edit`, and with `pvtool set`.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

state() { git rev-parse HEAD; git status --porcelain; git diff HEAD; }
# fails CODE NAME ARGS...: the command is refused with this exit code and this error, and nothing
# was committed or changed, neither in the files nor in the index.
fails() {
  local before
  before=$(state)
  run --json "${@:3}"
  exits "$1"
  same "$(value error.name)" "$2"
  same "$(state)" "$before"
}
fact() {
  run --json show 2026-0001
  value "result.case.$1"
}
file=cases/2026/2026-0001.yaml

new_register
report_good

t "set changes one line, and one commit says the path and not the value"
before=$(cat "$file")
run set 2026-0001 "title=A secret word"
exits 0
same "$(git log -1 --format=%s)" "2026-0001: set: title"
same "$(diff <(echo "$before") "$file" | grep '^[<>]')" $'< title: Vedtak sendt til feil mottaker\n> title: A secret word'
same "$(git log --format=%B | grep -ci secret)" 0
same "$(git status --porcelain)" ""

t "an edit by hand is committed first, on its own, with paths and no values"
head=$(git rev-parse HEAD)
sed -i 's/^title: .*/title: Another secret/; s/deletion: asked/deletion: confirmed   # rang tilbake/' "$file"
by_hand=$(cat "$file")
run set 2026-0001 owner=Leiar
exits 0
same "$(git log --format=%s "$head"..HEAD)" \
  $'2026-0001: set: owner\n2026-0001: edit: title, incident.confidentiality.recipients.deletion'
same "$(git show HEAD~1:"$file")" "$by_hand"
same "$(git log -1 --skip=1 --format='%(trailers:key=Command,valueonly)' | head -n 1)" edit
same "$(git log --format=%B | grep -ciE 'secret|confirmed|rang')" 0
true_that grep -q "rang tilbake" "$file"
says "by hand"

t "an edit of nothing but comments is one too"
sed -i '1a # a new comment' "$file"
run log 2026-0001 "seen"
exits 0
same "$(git log -1 --skip=1 --format=%s)" "2026-0001: edit: comments"
true_that grep -qx "# a new comment" "$file"

t "what else is in the working tree stays as it is: staged, changed, untracked, deleted"
report_good
git rm -q --cached .gitignore
echo "# house" >>pvtool.yaml
echo mine >staged.txt
git add staged.txt
echo more >>staged.txt
echo loose >loose.txt
sed -i 's/^title: .*/title: Not yet/' cases/2026/2026-0002.yaml
before=$(git status --porcelain; git diff --cached; git diff)
run set 2026-0001 owner=Other
exits 0
same "$(git status --porcelain; git diff --cached; git diff)" "$before"
same "$(git show --format= --name-only HEAD)" "$file"
git reset -q --hard
rm -f loose.txt staged.txt

t "the case itself staged by hand: nothing of it is lost"
sed -i 's/^title: .*/title: Staged/' "$file"
git add "$file"
sed -i 's/^owner: .*/owner: Unstaged/' "$file"
run log 2026-0001 "seen again"
exits 0
same "$(git log -1 --skip=1 --format=%s)" "2026-0001: edit: title, owner"
same "$(fact title) $(fact owner)" "Staged Unstaged"
same "$(git status --porcelain)" ""

t "a changed log entry is refused with the way out, and nothing is changed"
sed -i 's/text: seen again/text: never seen/' "$file"
fails 6 hand-edit-refused log 2026-0001 "more"
says entry-changed
fails 6 hand-edit-refused set 2026-0001 owner=X
fails 6 hand-edit-refused assess 2026-0001
run log 2026-0001 "more"
exits 6
says "git checkout"
says "corrects"
run validate
exits 1
says entry-changed
true_that grep -q "never seen" "$file"

t "the way out works: the entry put back, corrected by a later one"
git checkout -q -- "$file"
run set 2026-0001 "log[+]={at: 2026-10-05T14:59, text: seen twice, corrects: 1}"
exits 0
run validate 2026-0001
exits 0
same "$(fact log.2.corrects)" 1

t "a log entry taken out is refused as well"
sed -i '/text: seen again/d' "$file"
fails 6 hand-edit-refused log 2026-0001 "more"
git checkout -q -- "$file"

t "set cannot change what only grows"
fails 6 change-refused set 2026-0001 "log[0].text=other"
says entry-changed
fails 6 change-refused set 2026-0001 log=

t "the id, the uid and the kind never change"
uid=$(fact uid)
fails 6 change-refused set 2026-0001 id=2026-0009
fails 6 change-refused set 2026-0001 uid=WDRXH4NKS72VNBFE
sed -i "s/^uid: .*/uid: WDRXH4NKS72VNBFE/" "$file"
fails 6 hand-edit-refused log 2026-0001 "more"
says identity-changed
git checkout -q -- "$file"
same "$(fact uid)" "$uid"

t "broken YAML by hand: refused, the file is kept, reading says where"
printf 'title: [\n' >>"$file"
broken=$(cat "$file")
fails 6 hand-edit-refused log 2026-0001 "more"
run set 2026-0001 owner=X
exits 1
says "$file:"
run show 2026-0001
exits 1
run validate
exits 1
says "$file:"
run list
exits 1
says "2026-0002"
same "$(cat "$file")" "$broken"
git checkout -q -- "$file"

t "a fact that cannot be, by hand: refused with its place"
sed -i 's/^  aware: .*/  aware: 2026-10-05T13:00:00+02:00/' "$file"
fails 6 hand-edit-refused log 2026-0001 "more"
says time-order
git checkout -q -- "$file"

t "a case deleted by hand: nothing is written, and it comes back with git"
rm "$file"
run set 2026-0001 owner=X
exits 3
run validate
git checkout -q -- "$file"

t "a case written by hand into the folder is committed by the next command, as an edit"
sed 's/^id: .*/id: 2026-0003/; s/^uid: .*/uid: WDRXH4NKS72VNBFE/' cases/2026/2026-0002.yaml >cases/2026/2026-0003.yaml
run log 2026-0003 "found"
exits 0
same "$(git log -1 --skip=1 --format=%s)" "2026-0003: edit: new"

# pvtool edit

cat >"$work/editor" <<'END'
#!/bin/sh
sed -i "$SCRIPT" "$1"
exit "${EDITOR_EXIT:-0}"
END
chmod +x "$work/editor"
export EDITOR="$work/editor" SCRIPT

t "edit: what the editor did is one commit"
SCRIPT='s/^title: .*/title: From the editor/'
run edit 2026-0001
exits 0
same "$(git log -1 --format=%s)" "2026-0001: edit: title"
same "$(git status --porcelain)" ""

t "edit: nothing done, nothing committed"
head=$(git rev-parse HEAD)
SCRIPT='' run edit 2026-0001
exits 0
says "nothing was changed"
same "$(git rev-parse HEAD)" "$head"

t "edit: a fault is refused, and what was typed stays in the file"
SCRIPT='s/^title: .*/title: 5/'
run edit 2026-0001
exits 6
says "$file:"
same "$(git rev-parse HEAD)" "$head"
true_that grep -qx "title: 5" "$file"
SCRIPT='s/^title: .*/title: Mended/'
run edit 2026-0001
exits 0
same "$(git log -1 --format=%s)" "2026-0001: edit: title"

t "edit: an editor that fails: exit 7, nothing committed, the file is kept"
head=$(git rev-parse HEAD)
SCRIPT='s/^title: .*/title: Half/' EDITOR_EXIT=3 run edit 2026-0001
exits 7
same "$(git rev-parse HEAD)" "$head"
true_that grep -qx "title: Half" "$file"
git checkout -q -- "$file"

t "edit: without an editor and without a terminal: exit 2"
unset EDITOR
fails 2 no-editor edit 2026-0001
fails 3 no-such-case edit 2026-0099

# pvtool set

t "set: several facts, one commit; nested paths that are not there yet"
head=$(git rev-parse HEAD)
run set 2026-0001 measures.description="Asked to delete" incident.discovery.by=data_subject data.secrecy.bound=true
exits 0
same "$(git rev-list --count "$head"..HEAD)" 1
same "$(git log -1 --format=%s)" "2026-0001: set: measures.description, incident.discovery.by, data.secrecy.bound"
same "$(fact measures.description)" "Asked to delete"
same "$(fact incident.discovery)" '{"by": "data_subject"}'
same "$(fact data.secrecy.bound)" true

t "set: lists whole, one word, one entry, and one more"
run set 2026-0001 "data.types=[basic, contact]"
same "$(fact data.types)" '["basic", "contact"]'
run set 2026-0001 data.types=health
same "$(fact data.types)" '["health"]'
run set 2026-0001 "data.types[+]=economic"
same "$(fact data.types)" '["health", "economic"]'
run set 2026-0001 "data.types[0]=contact"
same "$(fact data.types)" '["contact", "economic"]'
run set 2026-0001 "subjects[+]={group: employees, count: {approximate: 12}}"
exits 0
same "$(fact subjects.1)" '{"group": "employees", "count": {"approximate": 12}}'
run set 2026-0001 "subjects[1].unit=IKT"
same "$(fact subjects.1.unit)" IKT

t "set: nothing behind the = takes the fact out"
run set 2026-0001 measures.description=
exits 0
same "$(fact measures.description)" null
run set 2026-0001 "subjects[1]="
exits 0
same "$(fact subjects | grep -o group | grep -c .)" 1

t "set: a text is a text, whatever it looks like"
for text in no "null" 012 "a: b" "# c" "'d'" "[e" "- f" "øæå €" "g=h" "100 %"; do
  run set 2026-0001 "title=$text"
  exits 0
  same "$(fact title)" "$text"
done
run validate 2026-0001
exits 0

t "set: not yet known, and impossible to find out"
run set 2026-0001 "incident.root_cause={unknown: being examined, ask: it_support, by: 2026-10-09}"
exits 0
same "$(fact incident.root_cause)" '{"unknown": "being examined", "ask": "it_support", "by": "2026-10-09"}'
run set 2026-0001 "incident.root_cause={undeterminable: no log}"
same "$(fact incident.root_cause)" '{"undeterminable": "no log"}'
run set 2026-0001 "incident.cause={unknown: why, by: 2026-10-01}"
exits 0
run validate 2026-0001
exits 1
says "2026-10-01"
run set 2026-0001 incident.cause=internal_non_malicious
run validate 2026-0001
exits 0

t "set: local times get the offset of the register's zone"
run set 2026-0001 times.occurred.from=2026-01-05T09:00
exits 0
same "$(fact times.occurred.from)" 2026-01-05T09:00:00+01:00
run set 2026-0001 times.occurred.from=2026-07-05T09:00:30
same "$(fact times.occurred.from)" 2026-07-05T09:00:30+02:00
run set 2026-0001 times.occurred.from=2026-03-29T00:59:00Z
same "$(fact times.occurred.from)" 2026-03-29T00:59:00Z

t "set: the hour that is skipped, the hour that comes twice, and a wrong offset"
fails 2 time-skipped set 2026-0001 times.occurred.from=2026-03-29T02:30
fails 2 time-ambiguous set 2026-0001 times.occurred.from=2025-10-26T02:30
run set 2026-0001 times.occurred.from=2025-10-26T02:30:00+01:00
exits 0
run set 2026-0001 times.occurred.from=2025-10-26T02:30:00+02:00
exits 0
same "$(fact times.occurred.from)" 2025-10-26T02:30:00+02:00
fails 6 change-refused set 2026-0001 times.occurred.from=2026-01-05T09:00:00+02:00
says wrong-offset
fails 6 change-refused set 2026-0001 times.occurred.from=yesterday
fails 6 change-refused set 2026-0001 times.occurred.from=2026-02-30T09:00

t "set: what does not exist or does not fit is refused"
fails 2 no-such-fact set 2026-0001 times.awear=2026-10-05T14:37
fails 2 bad-path set 2026-0001 "subjects[*].unit=X"
fails 2 set-without-equals set 2026-0001 title
fails 2 bad-value set 2026-0001 "data.types=[basic"
fails 6 change-refused set 2026-0001 data.types=nonsense
fails 6 change-refused set 2026-0001 "subjects[0].count.exact=many"
run set 2026-0001
exits 2

t "set: several facts are set together or not at all"
fails 6 change-refused set 2026-0001 owner=New data.types=nonsense

t "set: what is there already makes no commit"
head=$(git rev-parse HEAD)
run set 2026-0001 "data.types=[contact, economic]"
exits 0
same "$(git rev-parse HEAD)" "$head"

t "comments, blank lines, quotes and order of all other lines survive"
sed -i 's/^owner: .*/\n# who answers for it\nowner: "Unstaged"   # a role/' "$file"
run log 2026-0001 "tidied"
before=$(cat "$file")
run set 2026-0001 owner=Head times.contained=2026-10-05T14:50
exits 0
same "$(diff <(echo "$before") "$file" | grep '^[<>]')" \
  $'> '"$(grep 'contained:' "$file")"$'\n< owner: "Unstaged"   # a role\n> '"$(grep '^owner:' "$file")"
true_that grep -qE '^owner: "?Head"?   # a role$' "$file"

t "a closed case edited by hand is refused; reopening is the way"
run set 2026-0002 scope.personal_data=false
run close 2026-0002 --outcome no_personal_data --reason "only test data" --decided-by leader
exits 0
closed=cases/2026/2026-0002.yaml
sed -i 's/^title: .*/title: Quietly/' "$closed"
fails 6 hand-edit-refused log 2026-0002 "more"
says closed-case-edited
run validate 2026-0002
exits 1
says closed-case-edited
git checkout -q -- "$closed"
fails 6 case-closed set 2026-0002 title=Quietly
fails 6 case-closed log 2026-0002 "more"
fails 6 case-closed assess 2026-0002
finish
