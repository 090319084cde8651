#!/usr/bin/env bash
# What `pvtool init` makes, and what it leaves alone.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

t "a folder that is not there yet becomes a register of one commit"
run init new
exits 0
says "$work/new"
same "$(git -C new rev-list --count HEAD)" 1
same "$(git -C new log -1 --format=%s)" "init: an empty register"
same "$(git -C new log -1 --format='%an <%ae>')" "Test Officer <officer@example.invalid>"
same "$(git -C new ls-tree -r --name-only HEAD)" $'.gitattributes\n.gitignore\npvtool.yaml'
same "$(git -C new symbolic-ref HEAD)" refs/heads/main
same "$(git -C new status --porcelain)" ""
same "$(git -C new log -1 --format='%(trailers:key=Command,valueonly)' | head -n 1)" init

t "an empty register is valid, and says that nobody has a role and that it has no cases"
run --register new validate
exits 0
same "$(grep -c ': note: nobody-named: ' <<<"$out$err")" 1
says_not "error:"
says_not "warning:"
run --register new list
exits 0
says "no cases"
run --register new deadline --check
exits 0

t "schemas for editors stand there and are not committed"
true_that test -f new/.pvtool/schemas/breach/case.schema.json
true_that test -f new/.pvtool/schemas/pvtool.schema.json
true_that git -C new check-ignore -q .pvtool/schemas/common.schema.json
true_that git -C new check-ignore -q outbox/2026-0001/letter.pdf

t "without a folder the register is made here, and an empty folder is used as it is"
mkdir here
cd here || exit 1
run init
exits 0
true_that test -f pvtool.yaml
cd "$work" || exit 1
mkdir empty
run init empty
exits 0
same "$(git -C empty rev-list --count HEAD)" 1

t "the same from --register and PVTOOL_REGISTER"
run --register by-option init
exits 0
true_that test -f by-option/pvtool.yaml
PVTOOL_REGISTER="$work/by-name" run init
exits 0
true_that test -f by-name/pvtool.yaml

t "twice is refused and changes nothing"
before=$(git -C new rev-parse HEAD; cat new/pvtool.yaml)
fails 6 register-exists init new
same "$(git -C new rev-parse HEAD; cat new/pvtool.yaml)" "$before"
cd new || exit 1
fails 6 register-exists init
cd "$work" || exit 1

t "a register whose pvtool.yaml was deleted by hand is a register still"
cp -r new deleted
rm deleted/pvtool.yaml
fails 6 already-a-register init deleted
same "$(git -C deleted rev-list --count HEAD)" 1

t "a folder with a file of its own keeps it, uncommitted"
mkdir with-file
echo mine >with-file/notes.txt
run init with-file
exits 0
same "$(cat with-file/notes.txt)" mine
same "$(git -C with-file status --porcelain)" "?? notes.txt"

t "an existing repository: files, staged changes and history are untouched"
git init -q repo
echo first >repo/readme.md
echo one >repo/tracked.txt
git -C repo add .
git -C repo commit -qm "our own"
echo two >>repo/tracked.txt
echo new >repo/staged.txt
git -C repo add staged.txt
echo loose >repo/loose.txt
before=$(git -C repo status --porcelain)
run init repo
exits 0
same "$(git -C repo status --porcelain)" "$before"
same "$(git -C repo log --format=%s)" $'init: an empty register\nour own'
same "$(git -C repo show --format= --name-only HEAD)" $'.gitattributes\n.gitignore\npvtool.yaml'
same "$(cat repo/tracked.txt)" $'one\ntwo'

t "an existing repository: its own .gitignore and .gitattributes stay, and ours follow"
git init -q rules
printf '*.bak\n/outbox/' >rules/.gitignore
printf '*.png binary\n' >rules/.gitattributes
git -C rules add .gitignore
git -C rules commit -qm "our rules"
run init rules
exits 0
same "$(cat rules/.gitignore)" $'*.bak\n/outbox/\n/.pvtool/*\n!/.pvtool/allowed_signers\n!/.pvtool/acknowledged.yaml'
same "$(head -n 1 rules/.gitattributes)" "*.png binary"
true_that git -C rules check-ignore -q old.bak
true_that git -C rules check-ignore -q outbox/letter.pdf
same "$(git -C rules check-attr text cases/2026/2026-0001.yaml)" "cases/2026/2026-0001.yaml: text: unset"
same "$(git -C rules check-attr diff logo.png)" "logo.png: diff: unset"
same "$(git -C rules status --porcelain)" ""

t "inside another repository a folder gets a register of its own"
git init -q outer
run init outer/register
exits 0
same "$(git -C outer/register log --format=%s)" "init: an empty register"
true_that test -z "$(git -C outer log --format=%s 2>/dev/null)"

t "inside another register no second one is made"
run init repo/register
exits 6
true_that test ! -e repo/register

t "without a name in git: refused, nothing made, and it is said what to type"
mv "$HOME/.gitconfig" "$HOME/kept"
run init nobody
exits 6
says "git config --global user.name"
says "git config --global user.email"
true_that test ! -e nobody
fails 6 no-identity init nobody
same "$(value error.name)" no-identity

t "with a name and no e-mail address: refused as well"
printf '[user]\n\tname = Only Name\n' >"$HOME/.gitconfig"
fails 6 no-identity init nobody
true_that test ! -e nobody

t "in an empty folder without a name in git, no half repository is left"
mkdir bare-start
fails 6 no-identity init bare-start
same "$(ls -A bare-start)" ""

t "a name from the environment is enough"
rm "$HOME/.gitconfig"
GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.invalid GIT_COMMITTER_NAME=C \
  GIT_COMMITTER_EMAIL=c@example.invalid run init from-environment
exits 0
same "$(git -C from-environment log -1 --format='%an %cn')" "A C"
mv "$HOME/kept" "$HOME/.gitconfig"

t "the language: --language first, then --lang; another one is a wrong command line"
for language in nb nn en; do
  run init "in-$language" --language "$language"
  exits 0
  true_that grep -qx "language: $language" "in-$language/pvtool.yaml"
  run --register "in-$language" validate
  exits 0
done
run --lang nn init by-lang
exits 0
true_that grep -qx "language: nn" by-lang/pvtool.yaml
run init in-danish --language da
exits 2
true_that test ! -e in-danish

t "a register speaks its own language"
unset PVTOOL_LANG
for language in nb en; do
  "$PVTOOL" --register "in-$language" report --set title=Prove >/dev/null
done
run --register in-nb list
says "Åpen"
run --register in-en list
says "Open"
export PVTOOL_LANG=en

t "a folder with spaces, quotes and Norwegian letters"
run init "bøker og 'ærlig' åpenhet" --name 'Ås "kommune": avd. #1'
exits 0
cd "bøker og 'ærlig' åpenhet" || exit 1
run validate
exits 0
run --json validate
same "$(value register)" "$work/bøker og 'ærlig' åpenhet"
true_that grep -qF 'Ås "kommune": avd. #1' pvtool.yaml
report_good
same "$(git log -1 --format=%s)" "2026-0001: report"
cd "$work" || exit 1

t "where no folder can be made: exit 7, and nothing is left"
echo "a file" >in-the-way
run init in-the-way
exits 7
same "$(cat in-the-way)" "a file"
run init in-the-way/below
exits 7

t "a bare repository is refused by name"
git init -q --bare bare.git
fails 7 bare-repository init bare.git
finish
