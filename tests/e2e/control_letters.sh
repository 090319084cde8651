#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The documents of a control, in three languages, as they were looked at; UPDATE=1 rewrites
# tests/data/control/letters/expected: read the diff.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

data=$source_dir/tests/data/control
at 2026-10-20T09:00:00+02:00
mkdir -p "$work/reg/cases/2026"
cd "$work/reg" || exit 1
cp "$source_dir/tests/data/letters/pvtool.yaml" .
cp "$data"/letters/cases/*.yaml cases/2026/
sed 's/2026-0001/2026-0004/; s/A8BERSXJWTDJPRSC/A4TERFY1TVT26HER/' "$data/valid/mohlenpris.yaml" >cases/2026/2026-0004.yaml
printf '/outbox/\n' >.gitignore
git init -q . && git add -A && git commit -qm 'register' || exit 1

t 'the cases are in order'
run validate
exits 0

# golden FILE LANG ARGS...: the Markdown of a document is what it was.
golden() {
  local file=$data/letters/expected/$1.$2.md
  run --lang "$2" letter "${@:3}" --format md
  exits 0
  says_not '{{'
  if [ "${UPDATE:-}" = 1 ]; then printf '%s\n' "$out" >"$file"; fi
  if diff -u "$file" - <<<"$out" >"$work/diff"; then ok; else bad "$(cat "$work/diff")"; fi
}

t 'every document in every language comes out as it was looked at'
for language in nb nn en; do
  golden notice "$language" 2026-0001 control_notice
  golden comments "$language" 2026-0001 comments_request
  golden preliminary "$language" 2026-0001 control_report
  golden final "$language" 2026-0002 control_report
  golden status "$language" 2026-0002 follow_up_status
  golden closing "$language" 2026-0002 closing_letter
  golden sheet "$language" 2026-0003 answer_sheet
done
golden school nb 2026-0004 control_report

t 'every template of a control has a golden file'
same "$(cat "$data"/letters/expected/*.nb.md | sed -nE 's/^Mal ([a-z_]+), versjon [0-9]+.*/\1/p' | sort -u)" \
  "$(cd "$source_dir/templates/control" && printf '%s\n' *.nb.md | sed 's/\.nb\.md$//' | sort)"

t 'plain language: nothing to find in our own sentences'
for one in '2026-0001 control_notice' '2026-0001 comments_request' '2026-0002 closing_letter' '2026-0002 follow_up_status'; do
  for language in nb nn en; do
    # shellcheck disable=SC2086
    run --lang "$language" letter $one --check
    exits 0
    says_not 'plain-'
  done
done

t 'to people never "the data subject"; a report names no outcome that nobody has concluded'
for file in "$data"/letters/expected/{notice,comments,closing,preliminary}.*.md; do
  if grep -qiE 'den registrerte|data subject' "$file"; then bad "$file"; else ok; fi
done
true_that grep -q 'Ikke konkludert ennå' "$data/letters/expected/preliminary.nb.md"

t 'text of a case is text'
sed -i 's/^  theme: .*/  theme: "{{case.id}} <b>x<\/b> [a](https:\/\/evil.example) # h"/' cases/2026/2026-0001.yaml
run --lang nb letter 2026-0001 control_notice --format html
exits 0
if grep -qE '<b>x|href="https://evil' <<<"$out"; then bad 'markup of a case came through' "$out"; else ok; fi
says '{{case.id}}'
finish
