#!/usr/bin/env bash
# `pvtool audit`: what an inspector types, and what plain git says to it.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# in_anchor KEY: what the anchor in $out says.
in_anchor() { sed -n "s/^$1: //p" <<<"$out"; }

t "without a register, with a word too many and with an option of another part"
run audit anchor
exits 3
new_register
report_good
fails 2 word-too-many audit anchor again
run audit nonsense
exits 2

t "an anchor says what plain git and sha256sum say"
run audit anchor
exits 0
same "$(grep -c . <<<"$out")" 6
same "$(in_anchor pvtool-anchor)" 1
same "$(in_anchor head)" "$(git rev-parse HEAD)"
same "$(in_anchor commits)" "$(git rev-list --first-parent --count HEAD)"
same "$(in_anchor cases)" "$(git ls-tree -r HEAD -- cases | sha256sum | cut -d' ' -f1)"
same "$(in_anchor time)" 2026-10-05T15:00:00+02:00
first=$out

t "the same anchor as a file and as JSON"
run audit anchor --output "$work/anchor.txt"
exits 0
same "$(cat "$work/anchor.txt")" "$first"
run audit anchor --json
exits 0
same "$(value result.head)" "$(git rev-parse HEAD)"
same "$(value result.text)" "$first"

t "the anchor changes with the register, and file names that git quotes are counted as git does"
mkdir -p cases/2026/extra
printf 'x\n' >"$(printf 'cases/2026/extra/bl\303\245b\303\246r "a\\b"\t.txt')"
ln -s 2026-0001.yaml cases/2026/link.yaml
chmod +x cases/2026/2026-0001.yaml
git add -A && git commit -qm 'by plain git'
run audit anchor
exits 0
same "$(in_anchor commits)" "$(git rev-list --first-parent --count HEAD)"
same "$(in_anchor cases)" "$(git ls-tree -r HEAD -- cases | sha256sum | cut -d' ' -f1)"
true_that [ "$(in_anchor cases)" != "$(out=$first in_anchor cases)" ]

t "a branch that was merged counts as one commit of the main line"
git switch -qc other HEAD~1
git commit -q --allow-empty -m one && git commit -q --allow-empty -m two
git switch -q main
git merge -q --no-ff -m merged other
run audit anchor
same "$(in_anchor commits)" "$(git rev-list --first-parent --count HEAD)"
true_that [ "$(in_anchor commits)" -lt "$(git rev-list --count HEAD)" ]

t "an inspector reads the changes of a case, one by one: what, when, by whom, from what to what and why"
cd "$work" || exit 1
new_register
report_good
GIT_COMMITTER_DATE='2026-10-05T16:00:00+02:00'
run set 2026-0001 title='Another title' times.aware=2026-10-05T14:40 times.aware_reason='The call was longer'
exits 0
run audit log 2026-0001
exits 0
same "$(sed -n 1p <<<"$out")" '2026-10-05 16:00 +02:00  2026-0001: set: title, times.aware, times.aware_reason'
says 'by Test Officer <officer@example.invalid>, commit '"$(git rev-parse --short=12 HEAD)"
says 'Title (title)'
says 'Another title  (was: Vedtak sendt til feil mottaker)'
says '2026-10-05T14:40:00+02:00  (was: 2026-10-05T14:37:00+02:00)'
says 'reason: The call was longer'
says '2026-10-05 15:00 +02:00  2026-0001: report'
run audit log 2026-0001 --json
same "$(value result.log.0.changes.0.path)" title
same "$(value result.log.0.changes.0.before)" 'Vedtak sendt til feil mottaker'
same "$(value result.log.0.changes.1.reason)" 'The call was longer'
same "$(value result.log.0.command)" set
same "$(value result.log.1.what)" registered

t "one fact, a group of facts, every entry of a list; a fact that there is not"
run audit log 2026-0001 times.aware
exits 0
same "$(grep -c 'times.aware)' <<<"$out")" 2
says_not '(title)'
run audit log 2026-0001 subjects.count --json
same "$(value result.log.0.changes.0.path)" 'subjects[0].count.exact'
run audit log 2026-0001 archive.case_no
exits 0
says 'nothing was changed here so far'
fails 2 no-such-fact audit log 2026-0001 times.awear
fails 2 bad-path audit log 2026-0001 'times..aware'
fails 3 no-such-case audit log 2026-0009
fails 2 word-too-many audit log 2026-0001 title more
fails 2 option-not-here audit log --format xlsx

t "edits by hand: not committed, committed by plain git, a comment only, unreadable, removed and back"
sed -i 's/^title: .*/title: By hand/' cases/2026/2026-0001.yaml
run audit log 2026-0001 title
same "$(sed -n 1p <<<"$out")" 'cases/2026/2026-0001.yaml: changed by hand, not yet committed'
git commit -qam 'mended the title'
run audit log 2026-0001 title
says 'mended the title'
says 'hand edit by plain git'
says 'By hand  (was: Another title)'
echo '# a comment' >>cases/2026/2026-0001.yaml
git commit -qam 'a comment'
run audit log 2026-0001
says 'no fact changed'
cp cases/2026/2026-0001.yaml "$work/kept"
printf 'title: [\n' >cases/2026/2026-0001.yaml
git commit -qam 'broken'
git rm -q cases/2026/2026-0001.yaml
git commit -qm 'gone'
run audit log 2026-0001
exits 0
says 'the file is gone'
says 'this version of the file cannot be read'
run audit log
says 'the file is gone'
mkdir -p cases/2026
cp "$work/kept" cases/2026/2026-0001.yaml
git add -A
git commit -qm 'back'

t "a branch that was merged is told by its own commits, and a merge that mixed both by what neither had"
git switch -qc aside HEAD~3
sed -i 's/^title: .*/title: Aside/' cases/2026/2026-0001.yaml
git commit -qam 'aside'
git switch -q main
sed -i 's/^  cause: .*/  cause: external_malicious/' cases/2026/2026-0001.yaml
git commit -qam 'main'
git merge -q --no-ff -m 'both' aside >/dev/null 2>&1
sed -i '/^<<<<<<<\|^=======\|^>>>>>>>/d' cases/2026/2026-0001.yaml
run audit log 2026-0001 title --json
same "$(value result.log.0.changes.0.after)" Aside
git commit -qam both
run audit log 2026-0001
says "two lines were merged"

t "the whole register, and as Markdown"
cd "$work" || exit 1
new_register
report_good
report_good
run audit log --json
same "$(value result.log.0.file)" cases/2026/2026-0002.yaml
same "$(value result.log.1.file)" cases/2026/2026-0001.yaml
run set 2026-0001 'title=a | b *c* <i> \| d'
run audit log 2026-0001 title --format md
exits 0
says '# Change log: 2026-0001'
if command -v pandoc >/dev/null; then
  says "$(pandoc -f gfm -t plain --columns=400 <<<"$out" | grep -o 'Vedtak sendt til feil mottaker' | head -1)"
  same "$(pandoc -f gfm -t json <<<"$out" | python3 -c '
import json, sys
def text(node):
    if isinstance(node, dict):
        return node["c"] if node.get("t") == "Str" else " " if node.get("t") == "Space" else text(node.get("c"))
    return "".join(text(part) for part in node) if isinstance(node, list) else ""
print("a | b *c* <i> \\| d" in text(json.load(sys.stdin)["blocks"]))')" True
else
  echo 'SKIPPED pandoc is not installed'
fi
run audit log 2026-0001 --format md --output "$work/log.md"
exits 0
true_that grep -q '^| ' "$work/log.md"
fails 6 output-exists audit log --format md --output "$work/log.md"
fails 6 output-in-register audit log --format md --output log.md

t "the case as the register knew it at a time"
cd "$work" || exit 1
new_register
report_good
GIT_COMMITTER_DATE='2026-10-06T10:00:00+02:00'
run set 2026-0001 title='The day after'
run show 2026-0001 --as-of 2026-10-05T18:00
exits 0
says 'As the register knew it at 2026-10-05 18:00 +02:00'
says 'Vedtak sendt til feil mottaker'
says_not 'The day after'
run show 2026-0001 --as-of 2026-10-06T10:00 --json
same "$(value result.case.title)" 'The day after'
same "$(value result.commit)" "$(git rev-parse HEAD)"
run show 2026-0001 --as-of 2026-10-06 # a day holds all of itself
exits 0
says 'As the register knew it at 2026-10-06 23:59 +02:00'
says 'The day after'
run show 2026-0001 --as-of 2026-10-05
exits 0
says_not 'The day after'
fails 3 nothing-known-then show 2026-0001 --as-of 2026-10-01
report_good
fails 3 no-such-case-then show 2026-0002 --as-of 2026-10-05T18:00
git rm -q cases/2026/2026-0001.yaml
GIT_COMMITTER_DATE='2026-10-07T10:00:00+02:00' git commit -qm gone
run show 2026-0001 --as-of 2026-10-05T18:00
exits 0
fails 3 no-such-case-then show 2026-0001 --as-of 2026-10-08
fails 2 moment-to-come show 2026-0001 --as-of 2099-01-01
fails 2 moment-to-come audit diff 2026-0001 2026-10-05 2099-01-01

t "what differs between two times or two commits"
git revert --no-edit HEAD >/dev/null
first=$(git rev-list --reverse HEAD -- cases/2026/2026-0001.yaml | head -1)
run audit diff 2026-0001 "${first:0:8}" 2026-10-06T12:00
exits 0
says 'The day after  (was: Vedtak sendt til feil mottaker)'
run audit diff 2026-0001 2026-10-05 2026-10-06
exits 0
says 'The day after  (was: Vedtak sendt til feil mottaker)'
run audit diff 2026-0001 HEAD~2 HEAD
exits 0
git tag kept HEAD~2
run audit diff 2026-0001 kept HEAD
exits 0
fails 2 time-not-understood audit diff 2026-0001 HEAD~9999 now
run audit diff 2026-0001 "$first" "$first" --json
same "$(value result.changes)" '[]'
fails 3 no-such-commit audit diff 2026-0001 0123456789 now
fails 2 time-not-understood audit diff 2026-0001 yesterday now
fails 2 word-missing audit diff 2026-0001
run audit diff 2026-0001
says "CASE A B"
run audit foo
says "log, diff"

t "an anchor as a tag, signed where git signs, and found again with plain git"
run audit anchor --tag anchor-1
exits 0
says 'not signed'
same "$(git cat-file tag anchor-1 | sed -n 's/^head: //p')" "$(git rev-parse HEAD)"
same "$(git rev-parse 'anchor-1^{commit}')" "$(git rev-parse HEAD)"
fails 7 tag-failed audit anchor --tag anchor-1
fails 7 tag-failed audit anchor --tag 'no such..name'
if command -v ssh-keygen >/dev/null; then
  ssh-keygen -q -t ed25519 -N '' -C officer -f "$HOME/key"
  git config gpg.format ssh
  git config user.signingkey "$HOME/key"
  git config tag.gpgsign true
  printf 'officer@example.invalid %s\n' "$(cat "$HOME/key.pub")" >"$work/allowed"
  git config gpg.ssh.allowedSignersFile "$work/allowed"
  run audit anchor --tag anchor-2
  exits 0
  says 'signed tag'
  true_that git verify-tag anchor-2 2>/dev/null
  git config user.signingkey "$HOME/no-such-key"
  fails 7 tag-failed audit anchor --tag anchor-3
  same "$(git tag -l anchor-3)" ''
else
  echo 'SKIPPED ssh-keygen is not installed'
fi

t "what the manual says of an anchor holds without pvtool"
"$PVTOOL" audit anchor --output "$work/kept.txt" >/dev/null
HEAD=$(sed -n 's/^head: //p' "$work/kept.txt")
commands=$(sed -n '/^It can be checked without/,/^\.Ed/p' "$source_dir/man/pvtool-audit.1" |
  sed -n '/^\.Bd/,/^\.Ed/p' | grep -v '^\.' | sed "s/\\\\-/-/g; s/HEAD/$HEAD/")
same "$(grep -c . <<<"$commands")" 3
said=$(bash -c "$commands")
same "$(sed -n 1p <<<"$said")" 'still in the history'
same "$(sed -n 2p <<<"$said")" "$(sed -n 's/^commits: //p' "$work/kept.txt")"
same "$(sed -n 3p <<<"$said" | cut -d' ' -f1)" "$(sed -n 's/^cases: //p' "$work/kept.txt")"
git reset -q --hard HEAD~1
said=$(bash -c "$commands" 2>&1)
says_not 'still in the history'
same "$(grep -c 'still in the history' <<<"$said")" 0

t "what another case says of a case stands in its log: links that came, changed and went"
rm -rf "$work/reg"
new_register
report_good
report_good
report_good
run set 2026-0002 'links=[{to: 2026-0001, as: duplicate_of}]'
run set 2026-0002 'links=[{to: 2026-0001, as: same_incident}, {to: 2026-0003, as: caused_by}]'
run set 2026-0001 title=Letter
run set 2026-0002 'links=[]'
run --json audit log 2026-0001 links
same "$(python3 -c '
import json, sys
for step in json.load(sys.stdin)["result"]["log"]:
    print(step["subject"], *(f"{one['"'path'"']}={one['"'before'"']}>{one['"'after'"']}" for one in step["changes"]))' <<<"$out")" \
  "2026-0002: set: links links[0].to=2026-0001>None links[0].as=same_incident>None
2026-0002: set: links links[0].as=duplicate_of>same_incident
2026-0002: set: links links[0].to=None>2026-0001 links[0].as=None>duplicate_of"
run --json audit log 2026-0001
same "$(python3 -c 'import json, sys; print([step["subject"] for step in json.load(sys.stdin)["result"]["log"]])' <<<"$out")" \
  "['2026-0002: set: links', '2026-0001: set: title', '2026-0002: set: links', '2026-0002: set: links', '2026-0001: report']"
run audit log 2026-0003
says "2026-0002: set: links"
says_not "duplicate"

t "every format goes where it is asked to go, and JSON is the same in a file as on the screen"
rm -rf "$work/reg"
new_register
report_good
for part in log register stats control; do
  for format in text json md html csv xlsx; do
    case $part:$format in
    log:html | log:csv | log:xlsx | stats:csv | stats:xlsx | control:md | control:html | control:csv | control:xlsx)
      fails 2 option-not-here audit "$part" --format "$format" --output "$work/made.$part.$format"
      true_that test ! -e "$work/made.$part.$format"
      ;;
    *)
      run audit "$part" --format "$format" --output "$work/made.$part.$format"
      says "made.$part.$format"
      true_that test -s "$work/made.$part.$format"
      fails 6 output-exists audit "$part" --format "$format" --output "$work/made.$part.$format"
      ;;
    esac
  done
  run --json audit "$part"
  same "$(cat "$work/made.$part.json")" "$out"
  run audit "$part" --format json
  same "$(cat "$work/made.$part.json")" "$out"
  run --json audit "$part" --format json --output "$work/again.$part.json"
  same "$(value result.file)" "$work/again.$part.json"
  true_that cmp "$work/made.$part.json" "$work/again.$part.json"
done
fails 6 output-in-register audit stats --format json --output here.json
true_that test ! -e here.json

t "the history calls a role what the organisation calls it; JSON keeps the word of the file"
run init "$work/roles" --profile kommune --name Fjell --language nb
run --register "$work/roles" report request --set title=x --set right=access --set owner=unit_leader
run --register "$work/roles" --lang nb audit log
says Enhetsleder
says_not unit_leader
run --register "$work/roles" --json audit log
says unit_leader

finish
