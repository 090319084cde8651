#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# letter: what there is, what it needs, how it is filed; every template in every language.
# UPDATE=1 rewrites tests/data/letters/expected: read the diff.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

data=$source_dir/tests/data/letters
languages=(nb nn en)
at 2026-10-20T09:00:00+02:00

# The register of tests/data/letters, as plain git commits it.
letter_register() {
  rm -rf "$work/reg"
  mkdir -p "$work/reg/cases/2026"
  cd "$work/reg" || exit 1
  cp "$data/pvtool.yaml" .
  cp "$data"/cases/*.yaml cases/2026/
  printf '/outbox/\n' >.gitignore
  git init -q . && git add -A && git commit -qm 'register' || exit 1
}
letter_register
first=cases/2026/2026-0001.yaml
second=cases/2026/2026-0002.yaml

t "list: every template with its languages and formats"
run letter list --json
exits 0
same "$(value result.letters | python3 -c '
import json, sys
rows = json.load(sys.stdin)
print(all(row["languages"] == ["en", "nb", "nn"] and "pdf" in row["formats"] for row in rows),
      sum(row["kind"] == "breach" for row in rows))')" "True 16"
# Those of the other kinds have their goldens in the scripts of these kinds.
mapfile -t templates < <(value result.letters | python3 -c '
import json, sys
for row in json.load(sys.stdin):
    if row["kind"] == "breach": print(row["template"], row["needs_case"])')
run letter
says 'people'
says 'needs no case'

t "CASE alone: which can be made, and what the others lack"
run letter 2026-0001
exits 0
says_not '[--]'
run letter 2026-0002
says_not '[--]'
sed -i '/^  advice:/d; s/^communication:/communication: {}/' "$second"
run letter 2026-0002
says '[--] people'
says 'communication.advice'
git checkout -q cases
run letter 2026-0002 --json
same "$(value result.letters | python3 -c '
import json, sys
print([row["missing"] for row in json.load(sys.stdin) if row["template"] == "root_cause"])')" '[[]]'

# case_for TEMPLATE: a case of which it is true.
case_for() { if [ "$1" = controller ]; then echo 2026-0003; else echo 2026-0001; fi; }

# golden NAME LANG ARGS...: the Markdown of a document is what it was.
golden() {
  local file=$data/expected/$1.$2.md
  run --lang "$2" letter "${@:3}" --format md
  if [ "${UPDATE:-}" = 1 ]; then
    printf '%s\n' "$out" >"$file"
  fi
  if diff -u "$file" - <<<"$out" >"$work/diff"; then ok; else bad "$(cat "$work/diff")"; fi
}

t "every template in every language comes out as it was looked at"
for row in "${templates[@]}"; do
  read -r name needs_case <<<"$row"
  for language in "${languages[@]}"; do
    if [ "$needs_case" = True ]; then
      golden "$name" "$language" "$(case_for "$name")" "$name"
    else
      golden "$name" "$language" "$name"
    fi
    exits 0
    says_not '{{'
  done
done
for language in "${languages[@]}"; do
  golden people-employees "$language" 2026-0002 people --group employees
  golden people-customers "$language" 2026-0002 people --group customers
  golden memo-early "$language" 2026-0002 decision_memo
  golden authority-early "$language" 2026-0002 authority
  golden deviation-early "$language" 2026-0002 deviation_report
done

t "to people never 'the data subject', never 'deviation'"
for file in "$data"/expected/people*.md; do
  if grep -qiE 'registrert|avvik|data subject|deviation' "$file"; then bad "$file"; else ok; fi
done

t "each fact that a template requires is asked for: without it nothing is made"
for row in "${templates[@]}"; do
  read -r name _ <<<"$row"
  removed=0
  while IFS= read -r fact; do
    letter_register
    id=$(case_for "$name")
    python3 "$source_dir/tests/e2e/without.py" "$fact" "cases/2026/$id.yaml" pvtool.yaml
    if grep -q "^case: false" "$source_dir/templates/breach/$name.en.md"; then
      run letter "$name" --json
    else
      run letter "$id" "$name" --json
    fi
    exits 1
    same "$(value error.name)" letter-incomplete
    if value findings | python3 -c '
import json, sys
fact = sys.argv[1]
names = [dict(one.get("arguments", {})).get("name", "") for one in json.load(sys.stdin) if one["line"] > 0]
sys.exit(0 if fact in names else 1)' "$fact"; then ok; else bad "$name does not name $fact" "$out"; fi
    removed=$((removed + 1))
  done < <(python3 "$source_dir/tests/e2e/without.py" --required "$source_dir/templates/breach/$name.en.md")
done
letter_register

t "what is not known is said where the template can say it, else named with who is asked"
run letter 2026-0002 people --group employees
exits 1 # not decided
says 'letter-not-decided'
says 'We do not know for sure what this may mean for you'
cp "$second" "$work/second"
sed -i 's/^  taken: .*/  taken: {unknown: still being listed, ask: it, by: 2026-10-21}/' "$second"
run letter 2026-0002 people --group employees
exits 1
says 'letter-open-fact'
says 'still being listed'
cp "$work/second" "$second"

t "text of a case is text: no markup, no tags, no template, in any format"
python3 "$source_dir/tests/e2e/hostile_case.py" "$first"
for row in "${templates[@]}"; do
  read -r name needs_case <<<"$row"
  [ "$needs_case" = True ] || continue
  [ "$name" = controller ] && continue
  run letter 2026-0001 "$name" --format html
  exits 0
  if printf '%s' "$out" | python3 "$source_dir/tests/e2e/hostile_case.py" --check; then ok; else bad "$name"; fi
done
letter_register

t "--to: the recipient stands in the letter and nowhere else"
printf 'Kari Eksempel\nEksempelveien 2\n0000 Eksempelby\n' >"$work/to"
run letter 2026-0001 people --to "$work/to"
exits 0
says 'Kari Eksempel'
says 'Eksempelveien 2'
run letter 2026-0001 people --to "$work/to" --file --format html
exits 0
if grep -rq Kari cases .git; then bad 'the name is in the register'; else ok; fi
true_that grep -q Kari outbox/2026-0001/01-people.en.html
# bad_to NAME TEXT: a recipient that is refused, in words.
bad_to() {
  printf '%s\n' "$2" >"$work/to2"
  fails 2 "$1" letter 2026-0001 people --to "$work/to2"
  if [ -n "$(value error.hint)" ]; then ok; else bad "no hint for $1"; fi
}
bad_to letter-recipient-empty ''
bad_to letter-recipient-long "$(printf '%0100d' 1)"
bad_to letter-recipient-long "$(printf 'a\n%.0s' {1..9})"
bad_to letter-recipient-odd $'Kari\x1b[31m'
bad_to letter-recipient-odd $'Kari \u202eabc'
bad_to letter-recipient-id-number '01019000083'
fails 2 option-not-here letter 2026-0001 people_public --to "$work/to"
fails 2 option-not-here letter 2026-0001 decision_memo --to "$work/to"
fails 3 no-such-file letter 2026-0001 people --to "$work/nobody"

t "a protected address is never printed"
run letter 2026-0002 people --group customers --to "$work/to"
says 'Kari Eksempel'
says_not 'Eksempelveien 2'
says 'letter-address-held-back'
says 'letter-post-barred'
run letter 2026-0002 people --group employees --to "$work/to"
says_not 'Eksempelveien 2' # not known whether it is
sed -i 's/protected_address: false, //' "$first"
run letter 2026-0001 people --to "$work/to"
says_not 'Eksempelveien 2' # nobody has said
says_not 'letter-post-barred'
git checkout -q "$first"

t "--file: put under outbox, recorded with version, commit, sha256 and a code that stands in it"
letter_register
before=$(git rev-parse HEAD)
run letter 2026-0001 people --file --format html --archive 7 --json
exits 0
code_of=$(value result.document.code)
file=$(value result.document.file)
same "$file" outbox/2026-0001/01-people.en.html
same "$(value result.document.sha256)" "$(sha256sum "$file" | cut -d' ' -f1)"
same "$(value result.document.commit)" "$before"
same "$(value result.document.archive.document_no)" 7
true_that grep -q "$code_of" "$file"
same "$(stat -c %a "$file")" 600
same "$(git status --porcelain)" ''
same "$(git show --stat --format= HEAD | grep -c .)" 2
same "$(git log -1 --format=%s)" '2026-0001: letter: file people'
if git ls-files | grep -q outbox; then bad 'outbox is committed'; else ok; fi

t "the code can be computed again with plain tools"
sum=$(printf 'pvtool letter 1\nA1TERFY1TVT26HER\n1\npeople@%s\nen\n%s\n' \
  "$(sed -n 's/^version: //p' "$source_dir/templates/breach/people.en.md")" "$before" | sha256sum | cut -c1-16)
same "$(python3 -c '
import sys
bits = int(sys.argv[1], 16)
alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
code = "".join(alphabet[(bits >> (59 - 5 * at)) & 31] for at in range(10))
print(code[:5] + "-" + code[5:])' "$sum")" "$code_of"

t "the next one has the next number and another code; a message names its document"
run letter 2026-0001 people --file --format html --json
same "$(value result.document.file)" outbox/2026-0001/02-people.en.html
if [ "$(value result.document.code)" = "$code_of" ]; then bad 'the same code'; else ok; fi
run notify 2026-0001 record people --document 1 --number 1
says 'recorded'
run validate
exits 0

t "--archived: the archive's number comes later, and the entry is kept"
run letter 2026-0001 --archived 2 --archive 9
exits 0
run show 2026-0001 --json
exits 0
true_that grep -q 'document_no: "9"' "$first"
run letter 2026-0001 --archived 2 --archive 10 # another number: it corrects what was said last
exits 0
same "$(grep -c 'corrects: 1' "$first") $(grep -c 'corrects: 2' "$first")" '1 1'
fails 2 no-such-document letter 2026-0001 --archived 9 --archive 1
fails 2 archived-without-number letter 2026-0001 --archived 1

t "an edit by hand is committed first, so that the commit it names is the case it was made from"
letter_register
sed -i 's/Et vedtak om hjemmetjenester/Et vedtak om hjelp/' "$first"
run letter 2026-0001 people --file --format html --json
exits 0
commit=$(value result.document.commit)
same "$(git log -1 --format=%s "$commit")" '2026-0001: edit: incident.description'
true_that git show "$commit:$first" | grep -q 'vedtak om hjelp'

t "what is in no commit is named when a document is made from it"
letter_register
printf '# by hand\n' >>pvtool.yaml
run letter 2026-0001 people --file --format html
exits 1
says 'pvtool.yaml: warning: letter-from-uncommitted'
letter_register

t "a decision that is not taken, or is another, lets a draft pass and refuses the filing"
run letter 2026-0002 people --group employees --format html
exits 1
says 'letter-not-decided'
fails 6 letter-not-decided letter 2026-0002 people --group employees --file --format html
true_that test ! -e outbox/2026-0002

t "a document is made only of cases of which it is true"
fails 6 letter-does-not-fit letter 2026-0001 controller
fails 6 letter-does-not-fit letter 2026-0003 authority
fails 6 letter-does-not-fit letter 2026-0003 people
fails 6 letter-does-not-fit letter 2026-0002 wrong_recipient
run letter 2026-0002
says_not wrong_recipient
run letter 2026-0003
says controller
says_not people_child

t "a decision on facts that have changed since lets a draft pass and refuses the filing"
letter_register
run assess 2026-0001
run assess 2026-0001 --accept --only authority --reason 'Health data' --decided-by director
run set 2026-0001 data.types=basic
run letter 2026-0001 people
says 'letter-decision-stale'
fails 6 letter-decision-stale letter 2026-0001 people --file --format html
letter_register

t "drafts say that they are drafts, and go to the outbox or where they are told"
run letter 2026-0001 people
says 'Draft, not recorded in the register'
run letter 2026-0001 people --format html --output "$work/out.html"
exits 0
true_that test -s "$work/out.html"
fails 6 output-exists letter 2026-0001 people --format html --output "$work/out.html"
fails 6 output-in-register letter 2026-0001 people --output cases/2026/letter.txt
same "$(git status --porcelain)" ''

t "a link in place of the outbox is refused"
letter_register
mkdir "$work/elsewhere"
ln -s "$work/elsewhere" outbox
fails 6 path-outside letter 2026-0001 people --file --format html
same "$(ls "$work/elsewhere")" ''

t "wrong words say what is meant"
letter_register
fails 2 unknown-letter letter 2026-0001 poeple
says 'people'
fails 2 letter-which-group letter 2026-0002 people
fails 2 letter-no-such-group letter 2026-0002 people --group patients
fails 2 letter-not-per-group letter 2026-0001 evaluation --group patients
fails 2 letter-nothing-to-file letter staff_card --file
fails 2 not-together letter 2026-0001 people --file --output x
fails 2 option-not-here letter 2026-0001 people --archive 7
fails 2 option-not-here letter list --format pdf
fails 3 no-such-case letter 2026-0009 people
fails 2 letter-needs-case letter people
fails 2 no-such-word letter 2026-0001 people --by headmaster
says 'director'
run letter 2026-0001 internal --file --format html
exits 0
fails 2 document-for-another notify 2026-0001 record people --document 0

t "--check: long sentences, officialese and passives of a document, for its reader"
run letter 2026-0001 people --check
exits 0
sed -i 's/^  taken: .*/  taken: Vedrørende brevet, som ble sendt ved en feil og som ble åpnet av en annen, skal det i henhold til rutinen iverksettes tiltak slik at det som ble sendt, straks blir hentet, makulert og erstattet./' "$first"
run --lang nb letter 2026-0001 people --check
exits 1
says 'plain-long-sentence'
says 'plain-official-word'
says 'Vedrørende'
says 'plain-passive-chain'

t "a register's own template takes the place of the program's, and is judged"
letter_register
mkdir -p templates/breach
for language in "${languages[@]}"; do
  sed 's/^version: .*/version: 7/; s/^## .*/## OWN/' "$source_dir/templates/breach/people.$language.md" >"templates/breach/people.$language.md"
done
run letter 2026-0001 people
says 'OWN'
run validate
exits 0
run letter list
run letter list --json
same "$(value result.letters | python3 -c '
import json, sys
print([row["template"] for row in json.load(sys.stdin) if row["own"]])')" "['people']"
sed -i 's/communication.advice, //' templates/breach/people.en.md
run validate
exits 1
says 'template-weakens'
says 'template-differs'
printf '{{#times.aware}}\n' >>templates/breach/people.en.md
run letter list
exits 1
says 'template-broken'
says 'deviation_report' # the others are listed all the same
run letter 2026-0001 people
exits 1
says 'template-broken'
rm templates/breach/people.nn.md
mkdir -p templates/breach
printf -- '---\ntemplate: extra\nversion: 1\ntitle: X\nlayout: letter\nreader: adult\nbasis: []\n---\n{{nothing.here}}\n' >templates/breach/extra.en.md
run validate
says 'template-unknown-name'
says 'template-language-missing'

t "what no document takes up, endless sections, weaker conditions and stray files are named"
letter_register
mkdir -p templates/breach templates/beach
front=$'---\ntemplate: own\nversion: 1\ntitle: X\nlayout: letter\nreader: adult\nbasis: []\n---\n'
for language in "${languages[@]}"; do
  printf '%s<b>bold</b> [x](javascript:alert(1))\n' "$front" >"templates/breach/own.$language.md"
  sed '/^decision:/d; /^when:/d' "$source_dir/templates/breach/people.$language.md" >"templates/breach/people.$language.md"
done
printf 'x' >templates/breach/memo.md
printf 'x' >templates/beach/memo.nb.md
run validate
exits 1
says template-html
says template-link
says "'decision'"
says "'when'"
says 'templates/breach/memo.md: warning: template-misnamed'
says 'templates/beach/memo.nb.md: warning: template-misnamed'
python3 - <<'PY'
entries = "  - {group: customers, count: {exact: 1}}\n" * 40
text = open("cases/2026/2026-0001.yaml", encoding="utf-8").read()
open("cases/2026/2026-0001.yaml", "w", encoding="utf-8").write(text.replace("subjects:\n", "subjects:\n" + entries))
open("templates/breach/own.en.md", "a").close()
front = open("templates/breach/own.en.md", encoding="utf-8").read().split("---\n")
for depth in (8,):
    body = "{{#top.subjects}}" * depth + "x" + "{{/top.subjects}}" * depth
    open("templates/breach/own.en.md", "w", encoding="utf-8").write("---\n" + front[1] + "---\n" + body + "\n")
PY
fails 1 letter-too-long letter 2026-0001 own

finish
