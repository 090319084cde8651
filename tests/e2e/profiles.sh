#!/usr/bin/env bash
# Organisation profiles and sample registers: what 'init --profile' and 'init --example' make, and
# what 'validate' says of pvtool.yaml.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# row_of REGISTER LIST KEY VALUE: the one row {KEY: VALUE, ...} of a list in its pvtool.yaml, each on
# a line of its own.
row_of() { grep -E "^ +- \{$3: \"?$4\"?[,}]" "$1/pvtool.yaml"; }
# field ROW NAME: what stands at a key of a row, without brackets and commas.
field() { sed -nE "s/.*[{ ]$2: (\[([^]]*)\]|([^],}]*)).*/\2\3/p" <<<"$1" | tr -d ','; }
# names: the findings of the JSON in $out, one a line.
names() {
  python3 -c 'import json, sys
for one in json.load(sys.stdin)["findings"]: print(one["severity"], one["name"], one["line"])' <<<"$out"
}

# keys_of REGISTER: what no language changes, but for comments.
keys_of() { grep -vE '^ *#' "$1/pvtool.yaml" | grep -oE '(is|appointed|step|role|covered_by): [a-z_]+|\[[a-z_, ]*\]'; }

t "every profile in every language is a register without faults, and the same each time"
for profile in plain krus domstol barnehage kommune; do
  for language in nb nn en; do
    made=$work/$profile-$language
    run init "$made" --profile "$profile" --language "$language"
    exits 0
    run --register "$made" --json validate
    exits 0
    same "$(names | cut -d' ' -f1,2)" "note nobody-named"
    true_that grep -qx "language: $language" "$made/pvtool.yaml"
    if grep -q '[{][{]\|[}][}]$' "$made/pvtool.yaml"; then bad "a place without a word" "$(cat "$made/pvtool.yaml")"; else ok; fi
    if grep -vE '^#|^ +#|^ +- \{' "$made/pvtool.yaml" | awk 'length > 150' | grep -q .; then bad "a line too long"; else ok; fi
    run init "$made-again" --profile "$profile" --language "$language"
    same "$(cat "$made-again/pvtool.yaml")" "$(cat "$made/pvtool.yaml")"
    same "$(git -C "$made" rev-parse HEAD)" "$(git -C "$made-again" rev-parse HEAD)"
  done
  # Only words differ.
  same "$(grep -cvE '^ *#' "$work/$profile-nb/pvtool.yaml")" "$(grep -cvE '^ *#' "$work/$profile-en/pvtool.yaml")"
  same "$(keys_of "$work/$profile-nn")" "$(keys_of "$work/$profile-en")"
done

t "the words of the three languages have the same keys"
for texts in text example; do
  for language in nb nn; do
    same "$(grep -oE '^ {0,2}[a-z_]+:' "$source_dir/templates/profiles/$texts.$language.yaml")" \
      "$(grep -oE '^ {0,2}[a-z_]+:' "$source_dir/templates/profiles/$texts.en.yaml")"
  done
done

t "the language of a profile, unless another is asked for"
run init own-krus --profile krus
exits 0
true_that grep -qx "language: nb" own-krus/pvtool.yaml
run --lang en init own-kommune --profile kommune --name "Fjell kommune"
exits 0
true_that grep -qx "language: nn" own-kommune/pvtool.yaml
true_that grep -qx "  name: Fjell kommune" own-kommune/pvtool.yaml
true_that grep -q "Einingsleiar" own-kommune/pvtool.yaml

t "without --profile the register is the plain one"
run init plain-one
same "$(cat plain-one/pvtool.yaml)" "$(cat plain-en/pvtool.yaml)"

t "a name that is no profile: the profiles are listed, and the nearest named"
fails 2 no-such-profile init nowhere --profile domstoll
says "barnehage, domstol, kommune, krus"
says "did you mean 'domstol'"
fails 2 no-such-profile init nowhere --profile text.nb
fails 2 no-such-profile init nowhere --profile ../text
true_that test ! -e nowhere

t "the court: every cell of the matrix (DA 4.2.2)"
columns=(reporter team executor owner organisation information_security dpo authority)
while IFS='|' read -r step cells; do
  row=$(row_of domstol-nb matrix step "$step")
  IFS='|' read -ra expected <<<"$cells"
  for ((i = 0; i < ${#columns[@]}; i++)); do
    role=${columns[i]}
    cell=
    [ "$(field "$row" responsible)" = "$role" ] && cell+=A
    for letter in U:performing K:consulted I:informed; do
      grep -qw -- "$role" <<<"$(field "$row" "${letter#*:}")" && cell+=${letter%%:*}
    done
    want=$(grep -o . <<<"${expected[i]// /}" | grep -v - | sort | tr -d '\n')
    got=$(grep -o . <<<"$cell" | sort | tr -d '\n')
    if [ "$got" = "$want" ]; then ok; else bad "$step, $role: '$got', expected '$want'" "$row"; fi
  done
done <<'END'
first_reaction|-|-|-|-|U A|-|-|-
registration|U|I|-|-|A|-|I|I
review|U|A U I K|U|-|K|K I|-|-
owners|-|U|I|I K|K|A|-|-
handling|-|I|U|A|K|-|-|-
measures|I|I|U|A|-|-|-|-
root_cause|K|K I|U|A|-|I|I|I
evaluation|I|U|-|A I|-|I|I|I
END
same "$(grep -cE '^ +- \{step: ' domstol-nb/pvtool.yaml)" 8

t "the court: escalation by category (DA 7.1)"
while IFS='|' read -r category authority people root_cause team escalate; do
  row=$(grep -E "^    $category: \{" domstol-nb/pvtool.yaml)
  same "$(field "$row" authority | tr -d '"')" "$authority"
  same "$(field "$row" people | tr -d '"')" "$people"
  same "$(field "$row" root_cause | tr -d '"')" "$root_cause"
  same "$(field "$row" team)" "$team"
  same "$(field "$row" escalate)" "$escalate"
done <<'END'
high|yes|yes|yes|true|director department_director team communications
medium|yes|consider|consider|true|department_director team
low|no|no|no|false|
END

t "the court: the team with its deputies (DA 7.3)"
same "$(sed -nE 's/^ +- \{need: "[^"]+", role: ([a-z_]+), appointed: ([a-z_]+)(, covered_by: ([a-z_]+))?(, deputy: (true))?\}$/\1 \2 \4 \6/p' domstol-nb/pvtool.yaml | sed 's/ *$//; s/  / - /')" \
  "team_leader fixed privacy_adviser true
team_members fixed - true
communications each_time
lawyer covered dpo
executor each_time
owner each_time
privacy_adviser covered team_leader
information_security when_needed
incident_manager fixed - true"
true_that grep -qx "send_to_authority: \[dpo\]" domstol-nb/pvtool.yaml
true_that grep -qE "^  dpo: .*deputies: \[vacant\]" domstol-nb/pvtool.yaml
true_that grep -qx "decide: \[owner, director\]" domstol-nb/pvtool.yaml

t "the college tells everyone and archives; the kindergarten has neither officer nor team"
true_that grep -qx "  tell_people: everyone" krus-nb/pvtool.yaml
true_that grep -qx "  archive_required: true" krus-nb/pvtool.yaml
same "$(grep -cE '^ +- \{step: ' krus-nb/pvtool.yaml)" 8
true_that grep -qx "decide: \[manager\]" barnehage-nb/pvtool.yaml
same "$(grep -cE '^  [a-z_]+: \{.*is: (dpo|team)' barnehage-nb/pvtool.yaml)" 0
same "$(grep -cE '^    (low|medium|high): .*team: false, escalate: \[board\]' barnehage-nb/pvtool.yaml)" 3
true_that grep -qx "decide: \[municipal_director, delegated_notifier\]" kommune-nb/pvtool.yaml

# edited SED: the findings of the court's pvtool.yaml after an edit by hand.
edited() {
  rm -rf edited
  cp -r domstol-en edited
  sed -i -E "$1" edited/pvtool.yaml
  run --register "$work/edited" --json validate
}
line_of() { grep -nE -m1 "$1" edited/pvtool.yaml | cut -d: -f1; }
held='s/^(  director: .*)holder: vacant/\1holder: Director/; s/^(  dpo: .*)holder: vacant, deputies: \[vacant\]/\1holder: Officer, deputies: [Adviser]/'

t "vacant roles: a note as long as nobody is named, then what matters"
edited 's/^(  it_is_not_there)/\1/'
exits 0
same "$(names)" "note nobody-named $(line_of '^roles:')"
edited "$held"
exits 0
same "$(names)" ""
edited 's/^(  dpo: .*)holder: vacant/\1holder: Officer/'
exits 1
same "$(names)" "warning one-sender $(line_of '^send_to_authority')"
says "1 can send to the authority"
edited 's/^(  communications: .*)appointed: each_time/\1holder: Head of communications/; s/^decide: .*/decide: [director]/'
exits 1
same "$(names)" "warning no-decider $(line_of '^decide')
warning one-sender $(line_of '^send_to_authority')"
edited "$held; s/^(  team_leader: \{[^,]+), holder: vacant/\1/"
exits 1
same "$(names)" "warning role-without-holder $(line_of '^  team_leader')"

t "a role that is named and not defined, wherever it stands"
for place in 's/^decide: \[owner/decide: [ownr/' 's/^send_to_authority: \[dpo/send_to_authority: [dpoo, dpo/' \
  's/responsible: owner, performing: \[executor\], consulted: \[organisation\]/responsible: ownr, performing: [executor], consulted: [organisation]/' \
  's/informed: \[executor, owner\]/informed: [executor, ownr]/' 's/role: lawyer,/role: lawer,/' 's/covered_by: dpo/covered_by: dop/' \
  's/escalate: \[director, /escalate: [directr, /'; do
  edited "$held; $place"
  exits 1
  same "$(names | cut -d' ' -f1,2)" "error role-not-defined"
  says "did you mean"
done
edited "$held; s/^decide: .*/decide: [owner, dpo]/"
same "$(names | cut -d' ' -f1,2)" "error dpo-may-not-decide"

t "the matrix: a step twice, left out, unknown, or done by nobody"
edited "$held; s/step: handling/step: review/"
exits 1
same "$(names)" "warning step-missing $(line_of '^  matrix')
error step-twice $(grep -nE 'step: review' edited/pvtool.yaml | tail -n 1 | cut -d: -f1)"
edited "$held; s/step: handling/step: handlings/"
exits 1
same "$(names | cut -d' ' -f1,2)" $'warning step-missing\nerror wrong-value'
says "did you mean 'handling'"
edited "$held; /step: handling/s/performing: \[executor\], //"
exits 1
same "$(names)" "warning step-without-performer $(line_of 'step: handling')"

t "a file with many faults says exactly this (UPDATE=1 writes it anew)"
cp -r plain-en faults
cp "$source_dir/tests/data/organisation/faults.yaml" faults/pvtool.yaml
for language in en nb nn; do
  golden=$source_dir/tests/data/organisation/faults.$language.out
  run --register "$work/faults" --lang "$language" validate
  exits 1
  [ "${UPDATE:-0}" = 1 ] && printf '%s\n' "$out" >"$golden"
  if [ "$out" = "$(cat "$golden")" ]; then ok; else bad "$(diff "$golden" <(printf '%s\n' "$out"))"; fi
done

t "what is open in pvtool.yaml turns no build server red; a fault does"
edited 's/^(  dpo: .*)holder: vacant/\1holder: Officer/'
run --register "$work/edited" deadline --check
exits 0
edited 's/^decide: \[owner/decide: [ownr/'
run --register "$work/edited" deadline --check
true_that [ "$code" != 0 ]

t "every finding is explained in three languages"
for name in role-not-defined role-without-holder nobody-named no-decider one-sender step-twice step-missing \
  step-without-performer example-register no-such-profile folder-not-empty; do
  for language in en nb nn; do
    run --lang "$language" explain "$name"
    exits 0
    if grep -q '{' <<<"$(sed 1,2d <<<"$out" | grep -v 'title:')"; then bad "a gap: $out"; else ok; fi
  done
done

# Of a story: how many cases it reports, and when its last scene is.
story() { echo "$source_dir/templates/profiles/$1.example.yaml"; }
cases_of() { grep -c '^    run: \[report,' "$(story "$1")"; }
last_scene() { sed -n 's/^  - at: //p' "$(story "$1")" | tail -1; }

t "a sample register is the same wherever and however it is made, and sound"
for profile in plain krus domstol barnehage kommune; do
  run init "sample-$profile" --profile "$profile" --example
  exits 0
  says "$(cases_of "$profile")"
  true_that git -C "sample-$profile" fsck --strict --no-dangling
  mv "$HOME/.gitconfig" "$HOME/kept"
  printf '[user]\n\tname = Other\n\temail = o@example.invalid\n[commit]\n\tgpgsign = true\n[core]\n\tautocrlf = true\n[init]\n\tdefaultBranch = trunk\n' >"$HOME/.gitconfig"
  TZ=Asia/Tokyo LC_ALL=C PVTOOL_LANG=nn PVTOOL_NOW=2031-01-01T00:00:00+01:00 GIT_AUTHOR_DATE='2001-01-01T00:00:00Z' \
    GIT_COMMITTER_NAME=Somebody run init "again-$profile" --profile "$profile" --example
  exits 0
  rm "$HOME/.gitconfig"
  run init "nobody-$profile" --profile "$profile" --example
  exits 0
  mv "$HOME/kept" "$HOME/.gitconfig"
  same "$(git -C "again-$profile" rev-parse HEAD)" "$(git -C "sample-$profile" rev-parse HEAD)"
  same "$(git -C "nobody-$profile" rev-parse HEAD)" "$(git -C "sample-$profile" rev-parse HEAD)"
  same "$(git -C "sample-$profile" status --porcelain)" ""
  same "$(git -C "sample-$profile" log --format='%an <%ae> %cn' | sort -u)" "Example Officer <officer@example.invalid> Example Officer"
  same "$(git -C "sample-$profile" log -1 --format=%aI)" "$(last_scene "$profile")"
  at '2026-10-07T09:00:00+02:00'
  run --register "$work/sample-$profile" --json validate
  exits 0
  same "$(names | cut -d' ' -f1,2)" $'note example-register\nnote nobody-named'
  at '2026-10-08T09:00:00+02:00'
  run --register "$work/sample-$profile" deadline --check
  exits 0
  at '2026-10-11T09:00:00+02:00'
  run --register "$work/sample-$profile" deadline --check
  exits 1
  at '2026-10-05T15:00:00+02:00'
done

t "its cases: one closed as low, one notified in a first phase and under way, one that waits"
for profile in plain krus domstol barnehage kommune; do
  run --register "$work/sample-$profile" --json show 2026-0001
  same "$(value result.case.status) $(value result.case.assessments.0.result.authority)" "closed no"
  run --register "$work/sample-$profile" --json show 2026-0002
  same "$(value result.case.status) $(value result.case.assessments.0.result.highest_level)" "open high"
  same "$(value result.case.notifications.0.phase)" incomplete
  run --register "$work/sample-$profile" --json show 2026-0003
  same "$(value result.case.status) $(value result.case.assessments)" "open null"
done

t "a sample register says so, to people and to programs, and works"
run --register "$work/sample-kommune" --json list
same "$(value example)" true
run --register "$work/kommune-nn" --json list
same "$(value example)" null
for command in list "show 2026-0002"; do
  # shellcheck disable=SC2086 # two words
  run --register "$work/sample-kommune" --lang en $command
  says "SAMPLE REGISTER: nothing here has happened"
done
run --register "$work/kommune-nn" --lang en list
says_not "SAMPLE REGISTER"
cp -r sample-kommune tried
at '2026-10-07T10:00:00+02:00'
run --register "$work/tried" report --set title=Try
exits 0
same "$(git -C tried log -1 --format='%an %s')" "Test Officer $(printf '2026-%04d' $(($(cases_of kommune) + 1))): report"
at '2026-10-05T15:00:00+02:00'

t "--example alone makes one of the municipality; in another language it is another history"
run init sample-alone --example
same "$(git -C sample-alone rev-parse HEAD)" "$(git -C sample-kommune rev-parse HEAD)"
run init sample-en --example --language en
exits 0
says "with $(cases_of kommune) cases"
true_that grep -qx "language: en" sample-en/pvtool.yaml
true_that grep -q "Decision in the wrong envelope" sample-en/cases/2026/2026-0001.yaml

t "it is never mixed with anything"
mkdir filled
echo mine >filled/notes.txt
fails 6 folder-not-empty init filled --example
same "$(ls -A filled)" notes.txt
git init -q only-git
fails 6 folder-not-empty init only-git --example
before=$(git -C plain-en rev-parse HEAD)
fails 6 folder-not-empty init plain-en --example
same "$(git -C plain-en rev-parse HEAD)" "$before"
fails 6 register-exists init plain-en/below --example
mkdir hollow
run init hollow --example
exits 0
finish
