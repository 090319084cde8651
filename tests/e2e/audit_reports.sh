#!/usr/bin/env bash
# What the readers of `audit stats`, `audit register` and `audit control` are told: directors, a board, an
# inspector, the press. Nothing undecided is said to be settled, no figure is printed of days without a register, and
# words are words of the register's language.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# duration ID WHAT: what the figures say of a duration of the only kind there is.
duration() {
  python3 -c '
import json, sys
for kind in json.load(sys.stdin)["result"]["kinds"]:
    for one in kind["durations"]:
        if one["id"] == sys.argv[1]:
            print(*(one[what] for what in sys.argv[2:]))' "$@" <<<"$out"
}

new_register
report_good

t "a notification that nobody decided about has not ended; only a decision not to notify takes it out of the figures"
at 2026-10-20T09:00:00+02:00
run --json audit stats
same "$(duration aware_to_authority not_ended not_asked)" "1 0"
cp cases/2026/2026-0001.yaml "$work/undecided.yaml"
sed -i '$a decisions: [{about: authority, answer: "no", ground: unlikely_risk, reason: "Nobody saw it", decided_by: leader, decided_at: 2026-10-06T09:00:00+02:00}]' cases/2026/2026-0001.yaml
run --json audit stats
same "$(duration aware_to_authority not_ended not_asked)" "0 1"
cp "$work/undecided.yaml" cases/2026/2026-0001.yaml
run set 2026-0001 scope.role=processor
run --json audit stats
same "$(duration aware_to_authority not_ended not_asked)" "0 1"

t "an assessment of which nobody decided to begin has not ended, one that need not be made does not apply"
"$PVTOOL" init "$work/dpia" --language en >/dev/null || exit 1
cd "$work/dpia" || exit 1
run report dpia --set title=System
run --json audit stats
same "$(duration received_to_approved not_ended not_asked)" "1 0"
sed -i '$a decisions: [{about: dpia, answer: "no", reason: "No high risk", decided_by: leader, decided_at: 2026-10-06T09:00:00+02:00}]' cases/2026/2026-0001.yaml
run --json audit stats
same "$(duration received_to_approved not_ended not_asked)" "0 1"

t "a duty to inform of which nobody said where it comes from is not known"
"$PVTOOL" init "$work/information" --language en >/dev/null || exit 1
cd "$work/information" || exit 1
run report information --set title=Notice
run --json audit stats
same "$(duration obtained_to_told not_known not_asked)" "1 0"

# cell QUESTION: what the register says to a question of the first case.
cell() { value "result.kinds.0.cases.0.$1"; }
yes='answer: "yes", reason: "They must look after themselves", decided_by: leader, decided_at: 2026-10-06T09:00:00+02:00}'
no='answer: "no", ground: no_high_risk, reason: "No high risk to them", decided_by: leader, decided_at: 2026-10-07T09:00:00+02:00}'

t "where it was decided to tell, the register says so and that it is not recorded as done, and no reason for not telling"
at 2026-10-20T09:00:00+02:00
new_register
report_good
cp cases/2026/2026-0001.yaml "$work/plain.yaml"
# decided TEXT...: the case with these decisions, committed.
decided() {
  cp "$work/plain.yaml" cases/2026/2026-0001.yaml
  { echo decisions: && printf -- '- %s\n' "$@"; } >>cases/2026/2026-0001.yaml
  git commit -qam decided
}
run --json audit register
same "$(cell not_told)" "none recorded"
decided "{about: people, $yes" "{about: authority, $yes"
run --json audit register
same "$(cell not_told)" "decided on 6 October 2026 to tell the people affected; not recorded as done"
same "$(cell not_notified)" "decided on 6 October 2026 to notify Datatilsynet; not recorded as done
the deadline passed 8 October 2026 at 14:37"
says_not "look after themselves"
run --json --lang nb audit register
same "$(cell not_told)" "besluttet 6. oktober 2026 å underrette de berørte; ikke registrert som gjort"
run --json --lang nn audit register
same "$(cell not_told)" "avgjort 6. oktober 2026 å underrette dei som er råka; ikkje registrert som gjort"

t "a reason that a later decision took the place of is none, and of several groups each has its own"
decided "{about: people, $no" "{about: people, $yes"
run --json audit register
says_not "No high risk to them"
decided "{about: people, group: patients, $yes" "{about: people, group: employees, $no"
run --json audit register
says "No high risk to them"
says "Patients: decided on 6 October 2026 to tell the people affected; not recorded as done"
says_not "look after themselves"

t "what was done leaves the reason of the others, or does not apply"
told='notifications: [{recipient: people, at: 2026-10-08T09:00:00+02:00, channel: letter, number: 1'
echo "$told, group: patients}]" >>cases/2026/2026-0001.yaml
git commit -qam told
run --json audit register
says "No high risk to them"
says_not "not recorded as done"
decided "{about: people, $yes"
echo "$told}]" >>cases/2026/2026-0001.yaml
git commit -qam told
run --json audit register
same "$(cell not_told)" "does not apply"
decided "{about: authority, $no"
sed -i 's/no_high_risk/unlikely_risk/' cases/2026/2026-0001.yaml
git commit -qam ground
run --json audit register
says "No high risk to them"

t "a measure is told with its own day, and one that nobody recorded as done is told as such, in every format"
at 2026-10-20T09:00:00+02:00
cp "$work/plain.yaml" cases/2026/2026-0001.yaml
cat >>cases/2026/2026-0001.yaml <<'YAML'
actions:
  - {text: Train everybody, owner: leader, due: 2026-10-12}
  - {text: Two check each envelope, owner: leader, due: 2026-12-01, done: 2026-10-09}
  - {text: New envelopes, owner: leader, due: 2026-12-01}
  - {text: Ask the post office}
YAML
git commit -qam actions
measures='Action: Train everybody (not recorded as done; the deadline passed 12 October 2026)
Action: Two check each envelope (done 9 October 2026)
Action: New envelopes (not recorded as done; due 1 December 2026)
Action: Ask the post office (not recorded as done; no deadline set)'
run --json audit register
same "$(cell measures | tail -n 4)" "$measures"
for format in text md html csv; do
  run audit register --format "$format"
  out=$(tr -s '\n ' ' ' <<<"${out//<br>/ }")
  says "Train everybody (not recorded as done; the deadline passed 12 October 2026)"
  says "Two check each envelope (done 9 October 2026)"
done
run audit register --format xlsx --output "$work/actions.xlsx"
true_that grep -q 'Train everybody (not recorded as done; the deadline passed 12 October 2026)' \
  <(unzip -p "$work/actions.xlsx" xl/sharedStrings.xml)
run --json --lang nb audit register
says "Train everybody (ikke registrert som utført; fristen gikk ut 12. oktober 2026)"
run --json --lang nn audit register
says "Train everybody (ikkje registrert som utført; fristen gjekk ut 12. oktober 2026)"

t "what is overdue says since when and that nobody has decided, and a case that is not overdue does not"
cp "$work/plain.yaml" cases/2026/2026-0001.yaml
git commit -qam plain
at 2026-10-06T09:00:00+02:00
run --json audit register
same "$(cell notified)" "none recorded"
at 2026-10-20T09:00:00+02:00
run --json audit register
same "$(cell notified)" "not decided; the deadline passed 8 October 2026 at 14:37"
same "$(cell not_notified)" "not decided; the deadline passed 8 October 2026 at 14:37"
for format in text md html csv; do
  run audit register --format "$format"
  out=$(tr -s '\n ' ' ' <<<"${out//<br>/ }")
  says "not decided; the deadline passed 8 October 2026 at 14:37"
done
run --json --lang nb audit register
same "$(cell notified)" "ikke avgjort; fristen gikk ut 8. oktober 2026 kl. 14.37"
decided "{about: authority, $yes"
run --json audit register
same "$(cell notified)" "none recorded; the deadline passed 8 October 2026 at 14:37"
decided "{about: authority, $no"
sed -i 's/no_high_risk/unlikely_risk/' cases/2026/2026-0001.yaml
git commit -qam ground
run --json audit register
same "$(cell notified)" "none recorded"
says_not "the deadline passed"

# told KIND QUESTION YAML: what the register says to a question of a case of that kind with these lines.
told() {
  rm -rf "${work:?}/$1"
  "$PVTOOL" init "$work/$1" --language en >/dev/null || exit 1
  cd "$work/$1" || exit 1
  run report "$1" --set title=X
  cat >>cases/2026/2026-0001.yaml <<<"$3"
  git commit -qam facts
  run --json audit register
  cell "$2"
}
t "in the other kinds too nothing that is still to do is told as done, and what belongs together stands together"
same "$(told control orders 'orders: [{item: ic_7, text: Write a routine, due: 2026-10-12}, {item: ic_8, text: Train, done: 2026-10-09, evidence: A list}]')" \
  'What is to be done: Write a routine (not recorded as done; the deadline passed 12 October 2026)
What is to be done: Train (done 9 October 2026), What shows that it is done: A list'
same "$(told dpia reviewed 'review: {due: 2026-10-12}')" 'not recorded as done; the deadline passed 12 October 2026'
same "$(told dpia reviewed 'review: {due: 2026-10-12, done: 2026-10-10, outcome: Nothing new}')" 'done 10 October 2026, Outcome of the review: Nothing new'
granted='right: erasure
decisions: [{about: grant, answer: "yes", how: as_asked, reason: X, decided_by: leader, decided_at: 2026-10-06T09:00:00+02:00}]'
same "$(told request carried_out "$granted
granting: {what: Erased it}")" 'What was done for the person: Erased it (not recorded as done)'
same "$(told request recipients "$granted
recipients: [{who: A bank, told: 2026-10-09}, {who: A shop}, {who: A club, impossible: It is gone}]")" \
  'Recipient of the data: A bank (told 9 October 2026)
Recipient of the data: A shop (not recorded as told)
Recipient of the data: A club (not recorded as told), Why it was impossible to tell: It is gone'
same "$(told request recipients "$granted
recipients: [{who: {unknown: not traced}}, by hand]")" \
  'Recipient of the data: not yet known: not traced (not recorded as told)
by hand'
same "$(told request searched 'searches: [{system: Mail, found: none}, {system: Archive, found: data}]')" \
  'System or place: Mail, Found: Nothing
System or place: Archive, Found: Data'
at 2026-12-20T09:00:00+01:00
same "$(told request answered 'asked: {at: 2026-10-08}')" "not decided; the deadline passed 9 November 2026"
same "$(told request decided 'asked: {at: 2026-10-08}')" "not decided; the deadline passed 9 November 2026"
duty='collection: {source: others, obtained: 2026-10-08}'
same "$(told information duty "$duty")" "not decided; the deadline passed 9 November 2026"
same "$(told information told "$duty")" "not decided; the deadline passed 9 November 2026"
duty_decided="$duty
decisions: [{about: duty, answer: \"yes\", reason: X, decided_by: leader, decided_at: 2026-10-08T09:00:00+02:00}]"
same "$(told information duty "$duty_decided")" $'Answer: Yes\nReason: X'
same "$(told information told "$duty_decided")" "none recorded; the deadline passed 9 November 2026"
same "$(told dpia approved 'processing: {planned_start: 2026-12-01}')" "not decided; the deadline passed 1 December 2026"
same "$(told consent renewed 'duration: {until: 2026-12-01}')" $'Until: 1 December 2026\nnot decided; the deadline passed 1 December 2026'
same "$(told control comments 'times: {preliminary: 2026-10-01, comments_due: 2026-10-23}')" "none recorded; the deadline passed 23 October 2026"
at 2026-10-20T09:00:00+02:00
cd "$work/reg" || exit 1

t "a number of people is said once, and a group and a role by what they are called"
at 2026-10-20T09:00:00+02:00
"$PVTOOL" init "$work/kommune" --profile kommune --example --language nb >/dev/null || exit 1
cd "$work/kommune" || exit 1
export PVTOOL_LANG=nb
run audit register
says "Antall personer: 1"
says_not "Antall personer, nøyaktig"
run set 2026-0003 owner=unit_leader
run report information --set title=Skjema --set 'telling={since: {unknown: ikke spurt, ask: unit_leader, by: 2026-11-01}}'
for format in text csv; do
  run audit register --format "$format"
  says_not unit_leader
  says_not delegated_notifier
done
run audit register --unit Byggesak --format csv
says_not '"breach"'

t "who reads the register as a page is told days and times as the language writes them"
for format in html text md; do
  run audit register --format "$format"
  says "5. oktober 2026 kl. "
  says_not "+02:00"
  says_not "2026-10-0"
done
run audit register --format csv
says "+02:00"
run audit register
true_that grep -qx '  Konsekvenser for dem som er berørt' <<<"$out"
true_that grep -qx '  Avslag: grunnlag og begrunnelse' <<<"$out"
says_not 'begrunnelse ikke aktuelt'
says_not '.; '

t "a table of several kinds has each common column once, and says the kind by its name"
run audit register --format csv --output "$work/all.csv"
python3 - "$work/all.csv" <<'PY' >"$work/checked"
import csv, collections, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
head = rows[0]
print([title for title, times in collections.Counter(head).items() if times > 1],
      sum(title.split(" (")[0] in ("Sak", "Status", "Mottatt", "Tittel", "Enhet", "Kategori") for title in head),
      sorted({row[0] for row in rows[1:]})[:2], {len(row) for row in rows} == {len(head)},
      all(row[head.index("Sak")] and row[head.index("Tittel")] for row in rows[1:]))
PY
same "$(cat "$work/checked")" "[] 6 ['Avvik eller brudd på personopplysningssikkerheten', 'Informasjonsplikt'] True True"
run audit register --full --format csv --output "$work/full.csv"
same "$(head -1 "$work/full.csv" | tr -d '\r\357\273\277')" "Sakstype,Sak,Sti,Opplysning,Verdi"

t "a filter that is no word of the register is refused with the words that are, and what was chosen stands in the heading"
fails 2 unknown-category audit register --category lavt
run audit register --category lavt
says "mente du 'lav'? disse finnes: low (lav), medium (middels), high (høy)"
fails 2 no-categories audit register --kind consent --category low
fails 2 unknown-unit audit register --unit Byggesakk
run audit register --unit Byggesakk
says "mente du 'Byggesak'?"
for word in lav Lav low; do
  run --json audit register --category "$word"
  exits 0
  same "$(value result.kinds.0.cases.0.category)" Lav
done
for format in text md html; do
  run audit register --kind breach --category lav --unit Byggesak --since 2026-10-01 --until 2026-10-19 --format "$format"
  out=$(tr '\n' ' ' <<<"$out") # a terminal breaks it over two lines
  says "sakstype: Avvik eller brudd på personopplysningssikkerheten; mottatt fra 1. oktober 2026; mottatt til og med 19. oktober 2026; kategori: lav; enhet: Byggesak"
done
run audit register --unit Byggesak --format xlsx --output "$work/unit.xlsx"
true_that grep -q 'enhet: Byggesak' <(unzip -p "$work/unit.xlsx" xl/sharedStrings.xml)

t "the sheets of a workbook are called by whole words"
run audit register --format xlsx --output "$work/all.xlsx"
same "$(unzip -p "$work/all.xlsx" xl/workbook.xml | grep -o 'sheet name="[^"]*"' | sed -n 1p)" 'sheet name="Avvik eller brudd på"'

t "the category is what the case says, also that it is not settled"
run --json audit register --kind breach
same "$(python3 -c 'import json, sys; print([case["category"] for case in json.load(sys.stdin)["result"]["kinds"][0]["cases"]])' <<<"$out")" "['Lav', 'Ikke avklart', 'ikke registrert']"

t "an option of another part is refused in the language of the register"
for words in 'control --format html' 'stats --unit X' 'anchor --kind breach'; do
  # shellcheck disable=SC2086
  PVTOOL_LANG='' run audit $words # that of the register, not of who asks
  exits 2
  says "tips:"
done

t "of days before the register began nothing is published, and nothing is known of days to come"
for part in stats register; do
  fails 2 before-the-register audit "$part" --public --year 2024
  fails 2 before-the-register audit "$part" --public
  run audit "$part" --public --year 2024
  says "registeret begynte 2026-"
done
fails 2 days-to-come audit stats --year 2099
fails 2 days-to-come audit stats --until 2026-10-21
fails 2 days-to-come audit register --year 2027
fails 2 before-the-register audit stats --year 2025
fails 2 before-the-register audit register --year 2025
fails 2 before-the-register audit stats --until 2025-12-31
fails 2 before-the-register audit register --until 2025-12-31
for part in stats register; do
  for year in 26 20266 -026 twenty; do
    fails 2 bad-year audit "$part" "--year=$year"
  done
done
run audit stats --year 2026
exits 0
run audit stats --until 2026-10-20
exits 0
at 2027-01-05T09:00:00+01:00
run audit stats --public
exits 0

t "what is all hidden is said in one sentence, in every format"
for format in text md html; do
  run audit stats --public --format "$format"
  says "Alle tall for perioden er skjult"
  says_not "Saker etter måned"
  says_not "<table"
done

t "deadlines that were missed stand next to the number of cases, and one of something is one"
at 2026-10-20T09:00:00+02:00
run audit stats --format html --output "$work/stats.html"
same "$(grep -o '<dt>[^<]*' "$work/stats.html" | sed -n '1,2s/<dt>//p' | tr '\n' ';')" "Saker;Frister som er oversittet nå;"
run audit stats
says "1 sak kom inn i perioden"
says "Inntil 1 dag "
says "Den ene saken tok 19,6 timer."
for word in " 1 saker" "Inntil 1 dager" " 1 timer" "+02:00" "ni av ti"; do says_not "$word"; done
run --lang nn audit stats
says "Den eine saka tok 19,6 timar."
says_not "Inntil 1 dagar"

t "tables that tell nothing are named in a line, and what nobody says is not called nothing"
run audit stats
says "Ingen sak sier noe om: Rotårsaksanalyse; Hovedårsak, med sakens ord."
same "$(grep -c '^Hovedårsak, med sakens ord' <<<"$out")" 0
says "Ingenting å telle: Utfall av avsluttede saker; Tiltak."

t "on paper the report of a sample register takes five pages at most, and nothing is cut at the edge"
if command -v chromium >/dev/null && command -v pdfinfo >/dev/null; then
  chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$work/stats.pdf" \
    "file://$work/stats.html" >/dev/null 2>&1
  pages=$(pdfinfo "$work/stats.pdf" | sed -n 's/^Pages: *//p')
  true_that test "${pages:-99}" -le 5
else
  echo 'SKIPPED chromium or pdfinfo is not installed'
fi

export PVTOOL_LANG=en
t "a register without a demand has nothing to judge"
at 2026-10-20T09:00:00+02:00
new_register
run audit control
exits 0
says "nothing to judge"
says_not "0 of 0"

finish
