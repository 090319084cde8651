#!/usr/bin/env bash
# A register is a git repository like any other, in whatever state it is.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

state() { git rev-parse HEAD 2>&1; git status --porcelain; git diff; git diff --cached; }
# fails CODE NAME ARGS...: the command is refused with this exit code and this error, and nothing
# was committed or changed.
fails() {
  local before
  before=$(state)
  run --json "${@:3}"
  exits "$1"
  same "$(value error.name)" "$2"
  same "$(state)" "$before"
}
# reads: what only reads works as ever.
reads() {
  local words
  for words in "show 2026-0001" "next 2026-0001" "deadline 2026-0001 --check" "assess 2026-0001 --dry-run" "explain time-order"; do
    # shellcheck disable=SC2086
    run $words
    exits 0
  done
  run --json show 2026-0001
  same "$(value result.case.id)" 2026-0001
}
# writes ARGS...: every writing command is refused alike.
no_writing() {
  fails 6 "$1" set 2026-0001 owner=X
  fails 6 "$1" log 2026-0001 more
  fails 6 "$1" assess 2026-0001
  fails 6 "$1" report --set title=New
  run set 2026-0001 owner=X
  exits 6
  says "$2"
}
file=cases/2026/2026-0001.yaml

new_register
report_good
report_good

t "in the middle of a merge: reading works, writing is refused with the way out"
git switch -qc other
echo "# other" >>cases/2026/2026-0002.yaml
git commit -qam "other"
git switch -q main
echo "# main" >>cases/2026/2026-0002.yaml
git commit -qam "main"
git merge -q other >/dev/null 2>&1
true_that test -f .git/MERGE_HEAD
reads
no_writing merge-in-progress "git merge --abort"
for words in validate list; do
  run "$words"
  exits 1
  says "cases/2026/2026-0002.yaml:"
  says conflict-marker
done
git merge --abort
run log 2026-0001 "after the merge"
exits 0

t "in the middle of a rebase"
git switch -q other
git rebase -q main >/dev/null 2>&1
true_that test -d .git/rebase-merge
reads
no_writing merge-in-progress "git rebase --abort"
git rebase --abort

t "in the middle of a revert and of a cherry-pick"
git switch -q main
echo "# again" >>cases/2026/2026-0002.yaml
git commit -qam "again"
git revert --no-commit HEAD >/dev/null
true_that test -f .git/REVERT_HEAD
no_writing merge-in-progress "git revert --abort"
git revert --abort
git cherry-pick other >/dev/null 2>&1
true_that test -f .git/CHERRY_PICK_HEAD
no_writing merge-in-progress "git cherry-pick --abort"
git cherry-pick --abort

t "a detached HEAD"
git checkout -q --detach
reads
no_writing detached-head "git switch"
git switch -q main
run log 2026-0001 "on the branch again"
exits 0

t "an old commit checked out can be read as it was"
git checkout -q --detach main~2
run list
exits 0
same "$(grep -c '^2026-' <<<"$out")" 2
git switch -q main

t "another branch than main"
git switch -qc summer
run log 2026-0001 "on another branch"
exits 0
same "$(git rev-list --count main..summer)" 1
git switch -q main
same "$(git status --porcelain)" ""

t "from a folder below, with --register and with PVTOOL_REGISTER; the option counts more"
cd cases/2026 || exit 1
run list
exits 0
says "2026-0001"
run show 2026-0001.yaml
exits 0
run log 2026-0001 "from below"
exits 0
cd / || exit 1
run --register "$work/reg" list
exits 0
says "2026-0001"
run --register "$work/reg/cases/2026" log 2026-0001 "from above"
exits 0
PVTOOL_REGISTER="$work/reg" run log 2026-0001 "by name"
exits 0
PVTOOL_REGISTER="$work/nothing" run --register "$work/reg" list
exits 0
run --register "$work/reg" show "$work/reg/$file"
exits 0
cd "$work" || exit 1
run --register reg show reg/$file
exits 0
cd "$work/reg" || exit 1
same "$(git log -3 --format=%s | sort -u)" "2026-0001: log"
same "$(git status --porcelain)" ""

t "a linked worktree is a register of its own branch"
git worktree add -q "$work/tree" -b apart
cd "$work/tree" || exit 1
run log 2026-0001 "in the worktree"
exits 0
same "$(git log -1 --format=%s)" "2026-0001: log"
same "$(git status --porcelain)" ""
same "$(git -C "$work/reg" rev-list --count main..apart)" 1
same "$(git -C "$work/reg" status --porcelain)" ""
cd "$work/reg" || exit 1
git worktree remove "$work/tree"

t "through a symbolic link to the folder"
ln -s "$work/reg" "$work/link"
run --register "$work/link" log 2026-0001 "by link"
exits 0
same "$(git status --porcelain)" ""

t "a clone is a register"
git clone -q "$work/reg" "$work/clone"
cd "$work/clone" || exit 1
run log 2026-0001 "in the clone"
exits 0
same "$(git rev-list --count origin/main..main)" 1
run validate 2026-0001
exits 0
cd "$work/reg" || exit 1

t "after a commit by hand with plain git the next command goes on from there"
sed -i 's/^title: .*/title: By plain git/' "$file"
git commit -qam "changed by hand"
run log 2026-0001 "after plain git"
exits 0
same "$(git log -2 --format=%s)" $'2026-0001: log\nchanged by hand'
same "$(git status --porcelain)" ""

t "after git revert of a step the file says what it said, and new entries follow"
head=$(git show HEAD~1:"$file")
git revert --no-edit HEAD >/dev/null
same "$(cat "$file")" "$head"
run log 2026-0001 "after the revert"
exits 0
run validate 2026-0001
exits 0
same "$(git status --porcelain)" ""

t "after git reset --hard and git stash"
git reset -q --hard HEAD~1
run log 2026-0001 "after the reset"
exits 0
echo "# stashed" >>"$file"
git stash -q
run set 2026-0002 owner=X
exits 0
git stash pop -q
same "$(tail -n 1 "$file")" "# stashed"
git checkout -q -- "$file"

t "after git gc, and with packed references"
git gc -q
git pack-refs --all
run log 2026-0001 "packed"
exits 0
same "$(git status --porcelain)" ""
true_that git fsck --strict --no-dangling

t "a lock that another git holds: exit 7, nothing changed; when it is gone all is well"
: >.git/index.lock
before=$(git rev-parse HEAD; cat "$file")
run log 2026-0001 "locked"
exits 7
same "$(git rev-parse HEAD; cat "$file")" "$before"
rm -f .git/index.lock
run log 2026-0001 "free"
exits 0

t "hooks are the user's: a hook that is there is never changed"
printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
run log 2026-0001 "hook"
exits 0
same "$(cat .git/hooks/pre-commit)" $'#!/bin/sh\nexit 0'

t "without a name in git reading works and writing says what to type"
mv "$HOME/.gitconfig" "$HOME/kept"
reads
fails 6 no-identity log 2026-0001 "more"
run log 2026-0001 "more"
says "git config --global user.name"
mv "$HOME/kept" "$HOME/.gitconfig"

t "commits that should be signed and cannot be are refused, not made unsigned"
git config commit.gpgsign true
git config gpg.format x509
fails 6 signing-not-supported log 2026-0001 "more"
git config --unset gpg.format
reads
git config --unset commit.gpgsign

t "no commit, no merge in the whole history was lost or made twice"
same "$(git rev-list --count --min-parents=2 HEAD)" 0
same "$(git log --format=%H | sort | uniq -d)" ""
true_that git fsck --strict --no-dangling

# As root a folder without rights can be written all the same: then another user runs the program.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  else
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  fi
}
chmod 755 "$work"
printf '[user]\n\tname = Test Officer\n\temail = officer@example.invalid\n' >"$HOME/.gitconfig"
if unprivileged "$PVTOOL" --version >/dev/null 2>&1; then
  t "a read-only folder: reading works, writing ends with 7, nothing is lost"
  program=$PVTOOL
  new_register
  report_good
  before=$(state; cat "$file")
  [ "$(id -u)" -ne 0 ] || chown -R 65534:65534 "$work/reg"
  chmod -R a-w "$work/reg"
  # shellcheck disable=SC2016
  printf '#!/bin/bash\n%s\nPROGRAM=%q\nunprivileged "$PROGRAM" "$@"\n' "$(declare -f unprivileged)" "$program" >"$work/as-other"
  chmod 755 "$work/as-other"
  PVTOOL=$work/as-other
  reads
  for words in "log 2026-0001 more" "set 2026-0001 owner=X" "report --set title=New"; do
    # shellcheck disable=SC2086
    run $words
    exits 7
  done
  PVTOOL=$program
  chmod -R u+w "$work/reg"
  [ "$(id -u)" -ne 0 ] || chown -R 0:0 "$work/reg"
  same "$(state; cat "$file")" "$before"
  run log 2026-0001 "writable again"
  exits 0
  same "$(git status --porcelain)" ""

  if [ "$(id -u)" -eq 0 ]; then
    t "a register of another owner is named, not called missing"
    PVTOOL=$work/as-other
    run --json list
    exits 7
    same "$(value error.name)" repository-owner
    run list
    says "safe.directory"
    PVTOOL=$program
  fi
else
  echo "git: SKIPPED the read-only folder: another user cannot run $PVTOOL here" >&2
fi

t "a register without any commit: reading works, and the first write makes the first commit"
git init -q "$work/unborn"
cp "$work/reg/pvtool.yaml" "$work/unborn/"
cd "$work/unborn" || exit 1
run list
exits 0
says "no cases"
run report --set title=First
exits 0
same "$(git log --format=%s)" "2026-0001: report"
same "$(git status --porcelain)" "?? pvtool.yaml"

t "no register: exit 3, and it is said which folder"
mkdir "$work/plain"
cd "$work/plain" || exit 1
for words in list validate "show 2026-0001" "set 2026-0001 a=b" "log 2026-0001 x" "report --set title=x" "deadline --check" next; do
  # shellcheck disable=SC2086
  run $words
  exits 3
done
fails_outside() {
  run --json "${@:3}"
  exits "$1"
  same "$(value error.name)" "$2"
}
fails_outside 3 not-a-repository list
run list
says "$work/plain"
fails_outside 3 not-a-repository --register "$work/nowhere" list
git init -q .
fails_outside 3 not-a-register list

t "a pvtool.yaml that cannot be read is not silently taken as empty"
cp -r "$work/unborn" "$work/half"
echo 'format: [1' >"$work/half/pvtool.yaml"
fails_outside 1 organisation-unreadable --register "$work/half" list
run --register "$work/half" deadline --check
exits 1
says "pvtool.yaml:"
finish
