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

finish
