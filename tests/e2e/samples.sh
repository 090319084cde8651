#!/usr/bin/env bash
# Sample files: every valid one passes in silence, every broken one says exactly what its .out says,
# and whatever a disk may hold, the program neither dies nor hangs.
# UPDATE=1 writes the .out files anew; look at the difference before you commit it.
set -u
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

samples=$source_dir/tests/data/breach # what is broken below in other ways
case_file=cases/2026/2026-0001.yaml
seen=$work/seen # the findings that have been shown, one name a line
: >"$seen"
export PVTOOL_NOW='2026-10-20T12:00:00+02:00' LC_ALL=C.UTF-8
# What the program may say of a file: in order, findings, no such file, refused, unreadable.
codes_of_files='0 1 3 6 7'

new_register
empty_commit=$(git rev-parse HEAD)
mkdir -p cases/2026

# judge [OPTION...]: validate the one case; what it says and its exit code are in $said and $code.
judge() {
  said=$(timeout 5 "$PVTOOL" --lang en "$@" validate 2026-0001 2>&1 </dev/null && echo 'exit 0' || echo "exit $?")
  code=${said##*exit }
  sed -nE 's/^[^ ]+: (error|warning|note): ([a-z0-9-]+): .*/\2/p' <<<"$said" >>"$seen"
}

# survives WHAT: it ended in time, by itself, and with a code that a file can lead to.
survives() {
  case " $codes_of_files " in
    *" $code "*) ok ;;
    *) bad "$1: exit code $code" "${said:0:2000}" ;;
  esac
}

# exits_with CODE NAME: the code, and the finding or the message that belongs to it.
exits_with() {
  if [ "$code" = "$1" ]; then ok; else bad "exit code $code, expected $1" "${said:0:2000}"; fi
  if grep -qF -- "$2" <<<"$said"; then ok; else bad "does not say: $2" "${said:0:2000}"; fi
}

clear_case() { rm -rf "$case_file"; }

# The kinds of the program, each with its samples in tests/data/KIND.
kinds() { for kind_file in "$source_dir"/schemas/*/kind.yaml; do basename "$(dirname "$kind_file")"; done; }

# valid_samples KIND
valid_samples() {
  local file
  for file in "$source_dir/tests/data/$1"/valid/*.yaml; do
    t "valid $1: $(basename "$file")"
    clear_case
    if ! grep -q 'uid:' "$file"; then
      # A file for 'report --from', without what the program adds.
      printf 'kind: %s\nformat: 1\nid: 2026-0001\nuid: A8BERSXJWTDJPRSC\nstatus: open\nreceived: 2026-10-05T15:00:00+02:00\n' "$1" >"$case_file"
    fi
    cat "$file" >>"$case_file"
    judge
    same "$said" 'exit 0'
  done
}

# check_golden OUT: the golden file is one that a person would want to read.
check_golden() {
  local bare
  bare=$(grep -E '^[^ ]+: (error|warning|note): ' "$1" |
    grep -E ': ([a-z0-9-]+): (\1.*|\[.*\]|.*\{[a-z_]+\}.*)?$')
  if [ -z "$bare" ]; then ok; else bad 'a finding without a text, or with a gap in it:' "$bare"; fi
  if grep -qE '^ +hint:.*\{[a-z_]+\}' "$1"; then bad 'a hint with a gap in it' "$(cat "$1")"; else ok; fi
  if grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$1"; then bad 'a raw control character' "$(cat -v "$1")"; else ok; fi
  if iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1; then ok; else bad 'not UTF-8' "$(cat -v "$1")"; fi
  # Sorted by file and line.
  if grep -oE '^[^ :]+:[0-9]+' "$1" | sort -s -c -t: -k1,1 -k2,2n 2>/dev/null; then ok; else bad 'not sorted by line' "$(cat "$1")"; fi
}

# invalid_samples KIND
invalid_samples() {
  local file name before golden
  for file in "$source_dir/tests/data/$1"/invalid/*.yaml; do
    name=$(basename "$file" .yaml)
    before=$source_dir/tests/data/$1/invalid/before/$name.yaml
    golden=${file%.yaml}.out
    t "invalid $1: $name"
    clear_case
    if [ -f "$before" ]; then
      # Some faults lie in the difference from what was committed.
      cp "$before" "$case_file"
      judge
      same "$said" 'exit 0'
      git add "$case_file" && git commit -qm "2026-0001: before"
    fi
    cp "$file" "$case_file"
    judge
    [ "${UPDATE:-0}" = 1 ] && printf '%s\n' "$said" >"$golden"
    if [ "$said" = "$(cat "$golden" 2>/dev/null)" ]; then
      ok
    else
      bad "$(diff <(cat "$golden" 2>&1) <(printf '%s\n' "$said"))"
    fi
    same "$code" 1
    check_golden "$golden"
    # The machine's view of the same file is whole JSON with as many findings.
    judge --json
    same "$(grep -c '"severity": "' <<<"$said")" "$(grep -cE '^[^ ]+: (error|warning|note): ' "$golden")"
    case $name in
      "$(first_name "$golden")"*) ok ;;
      five-* | faults-* | fault-* | error-and-warning | norwegian-keys-*) ok ;;
      *) bad "the sample '$name' does not begin with its finding" "$(cat "$golden")" ;;
    esac
    if [ -f "$before" ]; then
      git reset -q --hard "$empty_commit"
      mkdir -p cases/2026
    fi
  done
}

first_name() { sed -nE '1s/^[^ ]+: (error|warning|note): ([a-z0-9-]+): .*/\2/p' "$1"; }

# What no disk should hold, and does.
giants() {
  local head=$samples/valid/minimal.yaml i

  t 'one byte more than 1 MiB'
  clear_case
  { cat "$head" && head -c 1048576 /dev/zero | tr '\0' '#'; } | head -c 1048577 >"$case_file"
  judge
  exits_with 1 too-large
  t '1 MiB and no more'
  truncate -s 1048576 "$case_file"
  judge
  exits_with 0 'exit 0'
  t '10 MiB'
  head -c 10485760 /dev/zero | tr '\0' a >"$case_file"
  judge
  exits_with 1 too-large

  t '10,000 levels in flow lists, flow maps, dashes and question marks'
  for i in '[' '{a: ' '- ' '? '; do
    { cat "$head" && printf 'x_deep:\n ' && printf "%.0s$i" {1..10000}; } >"$case_file"
    judge
    exits_with 1 too-deep
  done
  t '10,000 levels of indentation'
  # A thousand of them fit into 1 MiB.
  { cat "$head" && echo 'x_deep:' && awk 'BEGIN { for (i = 1; i < 1400; i++) printf "%*s%s\n", i, "", "a:" }'; } >"$case_file"
  judge
  exits_with 1 too-deep
  awk 'BEGIN { for (i = 0; i < 10000; i++) printf "%*s%s\n", i, "", "a:" }' >"$case_file"
  judge
  exits_with 1 too-large

  t 'many faults in one file'
  { cat "$head" && seq 1 5000 | sed 's/.*/k&: 1/'; } >"$case_file"
  judge
  exits_with 1 unknown-key
  { cat "$head" && seq 1 50000 | sed 's/.*/k&:\t1/'; } >"$case_file"
  judge
  exits_with 1 tab

  t 'an empty file'
  : >"$case_file"
  judge
  exits_with 1 empty-file
}

strange_files() {
  t 'a folder in place of the file'
  clear_case
  mkdir "$case_file"
  judge
  survives 'a folder'
  true_that [ "$code" != 0 ]
  t 'a symlink that leads nowhere'
  clear_case
  ln -s nowhere.yaml "$case_file"
  judge
  survives 'a dangling symlink'
  true_that [ "$code" != 0 ]
  t 'a symlink that leads out of the register'
  clear_case
  cp "$samples/valid/minimal.yaml" "$work/outside.yaml"
  ln -s "$work/outside.yaml" "$case_file"
  judge
  survives 'a symlink outward'
  true_that [ "$code" != 0 ]
  says_not_said 'Noe er feil'
  t 'a fifo does not hang'
  clear_case
  mkfifo "$case_file"
  judge
  survives 'a fifo'
  true_that [ "$code" != 0 ]
  t 'a file that may not be read'
  clear_case
  cp "$samples/valid/minimal.yaml" "$case_file"
  chmod 000 "$case_file"
  if [ -r "$case_file" ]; then
    printf 'SKIPPED %s: %s: this user may read everything\n' "$suite" "$current"
  else
    judge
    exits_with 7 2026-0001
  fi
  clear_case
}

says_not_said() { if grep -qF -- "$1" <<<"$said"; then bad "says: $1" "$said"; else ok; fi; }

# The same bytes in every run.
random_files() {
  local i j count size place text
  RANDOM=20261020
  for ((i = 0; i < 200; i++)); do
    t "random file $i"
    clear_case
    if ((i % 2)); then
      # A good file with some bytes exchanged.
      text=$samples/valid/wrong-recipient.yaml
      size=$(wc -c <"$text")
      place=$((RANDOM % size))
      head -c "$place" "$text" >"$case_file"
    else
      text=
      place=0
      : >"$case_file"
    fi
    if [ -z "$text" ]; then count=$((RANDOM % 400 + 1)); else count=$((RANDOM % 6 + 1)); fi
    for ((j = 0; j < count; j++)); do
      # shellcheck disable=SC2059 # the format is the byte
      printf "\\x$(printf %x $((RANDOM % 256)))"
    done >>"$case_file"
    [ -n "$text" ] && tail -c +$((place + count + 1)) "$text" >>"$case_file"
    cp "$case_file" "$work/random.yaml"
    judge
    survives "$(od -An -c -w64 "$work/random.yaml" | head -40)"
  done
  clear_case
}

# What shows in several files at once.
register_findings() {
  t 'a name that is no id'
  cp "$samples/valid/minimal.yaml" cases/2026/notes.yaml
  said=$("$PVTOOL" --lang en validate 2>&1) && code=0 || code=$?
  exits_with 1 'name-is-no-id: '
  echo name-is-no-id >>"$seen"
  rm cases/2026/notes.yaml
  t 'two files with one uid'
  cp "$samples/valid/minimal.yaml" "$case_file"
  sed 's/2026-0001/2026-0002/' "$case_file" >cases/2026/2026-0002.yaml
  said=$("$PVTOOL" --lang en validate 2>&1) && code=0 || code=$?
  exits_with 1 'uid-twice: '
  echo uid-twice >>"$seen"
  rm cases/2026/2026-0002.yaml
  clear_case
}

# Every name that 'explain' knows is shown by a sample, or stands here with the reason why it cannot be. What is so for the
# findings of one kind stands in tests/data/KIND/unshown, in the same form.
names_that_no_case_file_shows() {
  cat - "$source_dir"/tests/data/*/unshown 2>/dev/null <<'END' | sed 's/ *#.*//; /^$/d' | tr -s ' ' '\n'
# The register, git and the disk.
already-a-register bare-repository conflicted detached-head disk git-failed invalid-date journal-unreadable locked
mended merge-in-progress moved-meanwhile no-identity no-random-source not-a-register not-a-repository path-outside
register-exists repository-owner signing-not-supported unknown-zone unsupported-repository not-a-file nothing-to-commit
# The program's own data, and the organisation's file.
bad-condition bad-data-file bad-path-in-data bad-rule data-file-missing data-folder-missing organisation-unreadable
kind-without-assessment dpo-may-not-decide house-below-law
# The command line: options, values and names that were typed.
accept-or-override bad-path bad-value case-closed case-not-closed case-not-registered case-unreadable cannot-close
change-refused close-needs close-option-missing decision-is-no-dry-run decision-needs edit-went-wrong editor-failed
form-untouched hand-edit-refused may-not-decide no-editor no-such-action no-such-case no-such-fact no-such-file
no-such-level no-such-outcome no-such-place not-followed-without-advice nothing-to-accept nothing-to-explain
nothing-to-report option-needs-decision set-without-equals time-ambiguous time-not-understood time-skipped
time-wrong-offset unknown-kind bad-series action-already-done case-deleted bad-span explain-is-text one-register no-such-owner
history-comes-later ground-needs-override letter-already-answered no-number no-such-letter no-such-notification
no-such-word option-not-here record-which-phase record-whom national-id-for-ever role-outside word-too-many
file-exists
# Links as a matter of the register, catalogues, spans of figures: tests/e2e/links.sh, audit_stats.sh.
link-to-nothing duplicates-in-circle no-such-catalogue bad-day bad-year span-ends-before-it-begins year-or-days
# Ticking steps, and the card of the first hour.
card-of-what log-without-text no-such-step step-from-facts
# A change against what is committed, and what a build server sees of any finding.
changed-without-reason reason-removed details-withheld
# Said by 'assess' and 'close' of a case that is in order.
fact-missing
# Said by 'deadline' of a case that is in order: nothing is wrong with the file.
clock-without-start look-again-missing look-again-past look-again-too-late other-regime-not-counted calendar-not-covered period-not-understood
extension-too-late extension-without-reason raw-day-passed deadline-overdue
# The organisation's file, profiles and sample registers: tests/e2e/profiles.sh.
no-such-calendar role-not-defined role-without-holder nobody-named no-decider one-sender step-twice step-missing
step-without-performer example-register no-such-profile folder-not-empty
# Said by 'notify draft' of a case that is in order, and of words that were typed.
draft-recipient-missing draft-without-form draft-unknown-form draft-unknown-group draft-never-told
draft-notice-not-committed draft-of-faulty-case draft-incomplete
# Said by 'letter', and of templates: tests/e2e/letter.sh, tests/unit/casebook/letters_test.cpp.
archived-without-number document-for-another letter-address-held-back letter-decided-otherwise letter-decision-stale
letter-does-not-fit letter-from-uncommitted letter-incomplete letter-missing-fact letter-needs-case letter-no-such-group letter-not-decided
letter-not-per-group letter-nothing-to-file letter-number-taken letter-open-fact letter-other-language letter-post-barred
letter-refused letter-recipient-empty letter-recipient-id-number letter-recipient-long letter-recipient-odd letter-too-long
letter-which-group letter-without-language no-such-document not-together output-exists output-in-register plain-hard-text
plain-long-sentence plain-official-word plain-passive-chain program-failed program-missing program-slow template-broken
template-differs template-faulty template-hole template-html template-language-missing template-link template-misnamed
template-name template-open-unsaid template-tag template-too-large template-unknown-name template-weakens
template-without-front unknown-letter
# Said by 'audit log', 'audit diff', 'audit anchor', 'audit register' and 'show --as-of'.
anchor-unreadable archive-too-large commit-ambiguous git-missing no-such-case-then no-such-commit nothing-committed
days-to-come moment-to-come no-categories no-units nothing-known-then nothing-to-pack not-in-the-register outbox-differs
output-needed register-text-cut tag-failed unknown-category unknown-unit
word-missing workbook
# Why something is not published (tests/e2e/audit_public.sh).
before-the-register not-committed-yet period-not-over period-not-whole unit-not-public
# What 'audit verify' names (tests/attacks), and why signing and acknowledging stop.
audit-entry-changed audit-document-changed audit-identity-changed audit-closed-edited audit-reopened-without-reason
audit-changed-without-reason audit-unreadable audit-not-a-file audit-id-is-not-the-name audit-claims-future
audit-backdated audit-recorded-late audit-document-of-no-commit audit-document-code audit-object-damaged
audit-rewritten audit-clock-jump audit-time-runs-back audit-author-differs audit-other-moment audit-several-beginnings
audit-series-merged audit-merge audit-merge-differs audit-stray-file audit-outside audit-schema-shadows audit-schema-with-case
audit-schema-weakened audit-acknowledgement-changed audit-id-gap audit-case-renumbered audit-uid-twice
audit-case-deleted audit-signers-begin audit-signers-changed audit-unsigned audit-signer-stranger audit-signature-bad
audit-signature-unchecked audit-shallow audit-partial-clone audit-uncommitted audit-anchor-other audit-signers-torn audit-odd-identity audit-signed-later audit-replaced audit-future-commit audit-outbox-differs audit-cut-off
audit-regrown audit-anchor-differs audit-before-anchor audit-line-before-anchor audit-acknowledgement-void audit-tree-odd audit-behind-anchor object-damaged signing-no-key
signing-no-key-file signing-program-missing signing-failed acknowledged-edited acknowledge-which
nothing-to-acknowledge acknowledge-needs acknowledge-own-grant
END
}

every_name_has_a_sample() {
  local known missing shown
  t 'every finding that a case file can show has a sample'
  known=$("$PVTOOL" --json explain | sed -nE '/"findings": \[/,/\]/s/^ +"([a-z0-9-]+)",?$/\1/p' | sort -u)
  true_that [ "$(wc -l <<<"$known")" -gt 50 ]
  sort -u -o "$seen" "$seen"
  names_that_no_case_file_shows | sort -u >"$work/never"
  missing=$(comm -23 <(printf '%s\n' "$known") <(sort -u "$seen" "$work/never"))
  same "$missing" ''
  t 'no finding stands among those that cannot be shown and is shown'
  shown=$(comm -12 "$seen" "$work/never")
  same "$shown" ''
  t 'every finding that was shown is explained'
  same "$(comm -23 "$seen" <(printf '%s\n' "$known"))" ''
}

for kind in $(kinds); do
  t "$kind has samples"
  true_that [ "$(find "$source_dir/tests/data/$kind/valid" -name '*.yaml' | wc -l)" -ge 3 ]
  true_that [ "$(find "$source_dir/tests/data/$kind/invalid" -maxdepth 1 -name '*.yaml' | wc -l)" -ge 15 ]
  valid_samples "$kind"
  invalid_samples "$kind"
done
giants
strange_files
random_files
register_findings
every_name_has_a_sample
finish
