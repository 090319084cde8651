#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A request from a person: from the report to the closing, each step as `next` proposes it; what each right comes to; the
# clocks of the worked examples; the letters. UPDATE=1 rewrites tests/data/letters/request/expected: read the diff.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# next_is CASE STEP: what `next` says.
next_is() {
  run --json next "$1"
  same "$(value result.cases.0.next.step)" "$2"
}
# does ARGS...: the command is carried out, with nothing to remark but an assessment that has become old.
does() {
  run "$@"
  exits 0
}
# decides WHAT: accepts the proposal.
decides() { does assess "$1" --accept --reason "as proposed" --decided-by director; }
# clock ID RULE KEY: what `deadline` says of one clock of the case.
clock() {
  run deadline "$1" --json
  python3 -c '
import json, sys
rows = [row for row in json.load(sys.stdin)["result"]["clocks"] if row["rule"].startswith(sys.argv[1] + "@")]
print(*(row.get(sys.argv[2]) for row in rows))' "$2" "$3" <<<"$out"
}

at 2026-06-01T10:00:00+02:00
new_register
# An organisation that can be written to.
sed 's/^language: nb/language: en/' "$source_dir/tests/data/letters/pvtool.yaml" >pvtool.yaml
git commit -qam "the organisation"

t "a parent asks for access: archive and DPO at once, then who asks"
does report request --set "title=A parent asks for the school file"
next_is 2026-0001 tell_archive
does notify 2026-0001 record archive --channel internal_system --reference 26/01234-1
next_is 2026-0001 tell_dpo
does notify 2026-0001 record dpo --channel internal_system
next_is 2026-0001 say_right
does set 2026-0001 right=access
next_is 2026-0001 say_when
does set 2026-0001 asked.at=2026-06-01 asked.channel=email asked.by=parent 'asked.child_age="12"'
next_is 2026-0001 say_person
run set 2026-0001 "person.reference=Kari Nordmann"
exits 6
does set 2026-0001 person.reference=26/01234-1
next_is 2026-0001 say_what
does set 2026-0001 "asked.what=Everything the school has"
next_is 2026-0001 say_doubt
run assess 2026-0001 --dry-run
exits 4
says identity.doubt
does set 2026-0001 identity.doubt=true "identity.why=The sender's address is not known to us"
next_is 2026-0001 ask_identity
at 2026-06-03T09:00:00+02:00
does set 2026-0001 'questions[+]={about: identity, asked: now, why: Unknown sender, what: Proof of identity at the school, without_delay: true}'
next_is 2026-0001 confirm_identity
does letter 2026-0001 identity
says "Proof of identity at the school"
says_not "e-mail address of"

t "the question may suspend the month; it moves the day only where the organisation says so"
at 2026-06-17T09:00:00+02:00
does set 2026-0001 'questions[0].answered=2026-06-17' identity.confirmed=document identity.confirmed_at=now
same "$(clock 2026-0001 request.answer due)" 2026-07-01
run deadline 2026-0001 --explain
says 2026-07-15
printf 'policies: {suspension: counts}\n' >>pvtool.yaml
git commit -qam "the policy on suspension"
same "$(clock 2026-0001 request.answer due)" 2026-07-15 # deadlines.md 5.3 row 32
git revert --no-edit HEAD >/dev/null

t "searched, assessed, decided; more time is told within the month"
next_is 2026-0001 search
does set 2026-0001 "searches[+]={system: School system, at: now, found: data}" \
  "searches[+]={system: E-mail and files, unstructured: true, at: now, found: data}"
next_is 2026-0001 say_exempt
does set 2026-0001 processing.data=held access.exempt=part "exemptions[+]={under: section_16_d, what: A note about another pupil, act: forvaltningsloven § 13, why: Secrecy}"
next_is 2026-0001 assess
run assess 2026-0001
exits 0
says "YES: grant the request, in whole or in part"
says "Datatilsynet"
next_is 2026-0001 decide
decides 2026-0001
run --json show 2026-0001
same "$(value result.case.decisions.0.how) $(value result.case.decisions.0.ground)" "in_part section_16_d"
next_is 2026-0001 say_reasons
does set 2026-0001 "refusal.what=A note about another pupil" "refusal.reasons=We have a duty of secrecy"
does set 2026-0001 "extension.reason=Many systems"
does letter 2026-0001 extension
does set 2026-0001 extension.told=2026-06-29
same "$(clock 2026-0001 request.answer due)" 2026-09-01
next_is 2026-0001 say_topics

t "the answer says all that the law lists, and access cannot be made without it"
run letter 2026-0001 access
exits 1
says reply.purposes
for topic in copy purposes categories recipients third_countries storage source automated; do
  does set 2026-0001 "reply.$topic.text=What we say about $topic"
done
does set 2026-0001 reply.processed=true "reply.safeguards.not_applicable=nothing leaves the EEA"
next_is 2026-0001 answer
run letter 2026-0001 access
exits 0
says "§ 16 first paragraph (d)"
says "Datatilsynet"
says "before the courts"
at 2026-07-20T09:00:00+02:00
run set 2026-0001 answer.at=now answer.channel=email answer.sensitive=true
exits 6
says request-sensitive-by-email
run close 2026-0001 --outcome partly_granted --reason "Answered" --decided-by director
exits 6
says "no answer to the person is recorded"
does set 2026-0001 answer.at=now answer.channel=digital_post answer.sensitive=true
next_is 2026-0001 close
run close 2026-0001 --outcome refused --reason "Answered" --decided-by director
exits 6
does close 2026-0001 --outcome partly_granted --reason "Answered" --decided-by director
run validate
exits 0

# received RIGHT [FACT...]: a new case with that right from a logged-in person, both told; its id in $id.
received() {
  run --json report request --set "title=A request" --set "right=$1" --set "asked={at: 2026-07-20, channel: edialog, what: All of it}" --set person.reference=26/2-1
  id=$(value result.id)
  "$PVTOOL" notify "$id" record archive --channel internal_system >/dev/null
  "$PVTOOL" notify "$id" record dpo --channel internal_system >/dev/null
  [ $# -lt 2 ] || does set "$id" "${@:2}"
}

t "an erasure that the archives act forbids: refused under art. 17(3)(b), with reasons, complaint and courts"
received erasure 'erasure.grounds=[a]' 'erasure.exceptions=[b]' "erasure.why=The archives act"
next_is "$id" search
does set "$id" "searches[+]={system: All of it, unstructured: true, at: now, found: data}"
next_is "$id" assess
does assess "$id"
decides "$id"
run --json show "$id"
same "$(value result.case.decisions.0.answer) $(value result.case.decisions.0.ground)" "no art_17_3_b"
next_is "$id" say_reasons
run letter "$id" refused
exits 1
says refusal.reasons
run set "$id" answer.at=now answer.channel=digital_post
exits 6
says request-refusal-without-reasons
does set "$id" "refusal.what=The whole case" "refusal.reasons=The archives act forbids us to erase it"
next_is "$id" answer
does letter "$id" refused
says "17(3)(b)"
says "Datatilsynet"
says "before the courts"
says "Your view is added to the case"
does set "$id" answer.at=now answer.channel=digital_post
next_is "$id" close
does close "$id" --outcome refused --reason "Answered" --decided-by director

t "a rectification: carried out, and each recipient told before it closes"
received rectification rectification.accuracy=wrong "searches[+]={system: All of it, unstructured: true, at: now, found: data}"
decides "$id"
next_is "$id" carry_out
does set "$id" "granting.what=The date of birth" granting.at=now
next_is "$id" say_recipients
does set "$id" 'recipients[+]={who: Nav}'
next_is "$id" answer
does set "$id" answer.at=now answer.channel=digital_post
next_is "$id" tell_recipients
run close "$id" --outcome granted --reason "Answered" --decided-by director
exits 6
says "a recipient has not been told"
does set "$id" 'recipients[0].told=now'
next_is "$id" close
does close "$id" --outcome granted --reason "Answered" --decided-by director

t "a notice under art. 19 that we receive is a step of its own, with a clock"
received rectification 'notices[+]={at: 2026-07-19, from: Nav, about: rectification, what: An address}'
next_is "$id" carry_out_notice
same "$(clock "$id" request.notice state)" running
does set "$id" 'notices[0].done=now' 'notices[0].outcome=carried_out'
next_is "$id" search

t "withdrawn by the person: the clock stops, and the case closes without an answer on the merits"
received access
does set "$id" asked.withdrawn=now
same "$(clock "$id" request.answer state)" stopped
next_is "$id" withdrawn
does close "$id" --outcome withdrawn --reason "The person wrote so" --decided-by director

# comes_to OUTCOME REASON RIGHT FACT...: what the rules propose, and the reason that decides it.
comes_to() {
  received "${@:3}"
  run assess "$id" --dry-run --json
  same "$(python3 -c '
import json, sys
answer = json.load(sys.stdin)["result"]["decisions"]["grant"]
print(answer["answer"], answer["reason_ids"][-1])' <<<"$out")" "$1 $2"
}
while read -r outcome reason right facts; do
  t "$right: $facts comes to $outcome"
  IFS=';' read -ra given <<<"$facts"
  comes_to "$outcome" "$reason" "$right" "${given[@]}"
done <<'TABLE'
yes access.held access processing.data=held;access.exempt=none
yes access.none access processing.data=none
yes access.masked access processing.data=held;access.exempt=none;third_parties.data=true
yes access.section_16_a access processing.data=held;access.exempt=part;exemptions=[{under: section_16_a, what: x, why: y}]
yes access.section_16_b access processing.data=held;access.exempt=part;exemptions=[{under: section_16_b, what: x, why: y}]
no access.section_16_c access processing.data=held;access.exempt=whole;exemptions=[{under: section_16_c, what: x, why: y}]
no access.section_16_e access processing.data=held;access.exempt=whole;exemptions=[{under: section_16_e, what: x, why: y}]
yes access.section_16_f access processing.data=held;access.exempt=part;exemptions=[{under: section_16_f, what: x, why: y, considerations: z}]
yes access.art_15_4 access processing.data=held;access.exempt=part;exemptions=[{under: art_15_4, what: x, why: y}]
no barrier.deceased access processing.data=held;matter.deceased=true
no barrier.not_identifiable access processing.data=held;identity.identifiable=false;identity.not_identifiable_why=x
no barrier.excessive access processing.data=held;excessive={is: excessive, proof: ten in a week, answer: refuse}
yes access.held access processing.data=held;excessive={is: excessive, proof: ten in a week, answer: fee};access.exempt=none
yes rectification.incomplete rectification rectification.accuracy=incomplete
no rectification.judgement rectification rectification.accuracy=professional_judgement
no erasure.no_ground erasure erasure.grounds=[none]
no erasure.exception_a erasure erasure.grounds=[d];erasure.exceptions=[a]
yes erasure.exception_b erasure erasure.grounds=[a];erasure.exceptions=[b];erasure.extent=part
no erasure.exception_c erasure erasure.grounds=[a];erasure.exceptions=[c]
no erasure.exception_d erasure erasure.grounds=[a];erasure.exceptions=[d]
no erasure.exception_e erasure erasure.grounds=[a];erasure.exceptions=[e]
yes erasure.ground_b erasure erasure.grounds=[b];erasure.exceptions=[none]
yes erasure.ground_f erasure erasure.grounds=[f];erasure.exceptions=[none]
no restriction.no_ground restriction restriction.grounds=[none]
yes restriction.ground_a restriction restriction.grounds=[a]
yes restriction.with_use restriction restriction.grounds=[c];restriction.permitted_use=[claims]
no portability.public_task portability processing.basis=[public_task];processing.automated=true
no portability.basis portability processing.basis=[legal_obligation]
no portability.not_automated portability processing.basis=[contract];processing.automated=false
no portability.not_provided portability processing.basis=[consent];processing.automated=true;portability.provided=false
yes portability.granted portability processing.basis=[consent];processing.automated=true;portability.provided=true
yes objection.marketing objection objection.marketing=true
no objection.research objection objection.research=true;objection.public_interest_task=true;objection.marketing=false
no objection.basis objection processing.basis=[consent];objection.marketing=false
no objection.compelling objection processing.basis=[public_task];objection.compelling=true;objection.marketing=false
yes objection.not_compelling objection processing.basis=[legitimate_interests];objection.compelling=false
no objection.claims objection processing.basis=[public_task];objection.claims=true;objection.marketing=false
no automated_decision.not_solely automated_decision automated_decision.solely=false
yes automated_decision.contract automated_decision automated_decision={solely: true, significant: true, exception: contract, special_categories: false}
no automated_decision.law automated_decision automated_decision={solely: true, significant: true, exception: law, special_categories: false}
yes automated_decision.special automated_decision automated_decision={solely: true, significant: true, exception: law, special_categories: true, special_ground: none}
yes withdrawal.always withdrawal asked.oral_answer=false
yes withdrawal.always withdrawal identity={doubt: true, why: new, confirmed: not_confirmed};asked.channel=email
TABLE

t "nobody is refused for a proof that nobody asked for: the question comes first"
received access processing.data=held access.exempt=none asked.channel=email identity.doubt=true identity.why=new identity.confirmed=not_confirmed
run assess "$id" --dry-run
exits 4
says 'questions[about=identity]'
next_is "$id" ask_identity

t "what was done is said with its time; a refusal about somebody who has died says what holds for the dead"
received rectification processing.data=held granting.what="The date of birth"
run letter "$id" granted
says_not "The date of birth"
received access matter.deceased=true asked.channel=edialog refusal.reasons="The GDPR does not cover the dead"
run assess "$id" --accept --reason "as proposed" --decided-by director
exits 0
run letter "$id" refused
says "somebody who has died"
says_not "Article 15"

t "a letter on a decision made by a machine says that a person has looked at it only when one has"
received automated_decision 'automated_decision={solely: true, significant: true, exception: contract, special_categories: false}' \
  "granting.what=You may say what you think" granting.at=now "refusal.what=The decision stands" "refusal.reasons=It is needed for the contract"
decides "$id"
run letter "$id" granted
exits 0
says "We do a part of what you asked for"
says_not "A person has looked"
does set "$id" "automated_decision.human=A manager went through it"
run letter "$id" granted
says "A person has looked at the decision"

t "an answer that comes too late says why"
run letter "$id" granted
says_not "later than it should"
does set "$id" "answer.why_late=Illness"
run letter "$id" granted
says "later than it should have"
says "Illness"

t "who is refused is told who handles complaints: about a patient's record, the County Governor too"
received rectification rectification.accuracy=professional_judgement matter.health_record=true "refusal.reasons=It is what we saw"
decides "$id"
run letter "$id" refused
exits 0
says "Statsforvalteren"
says "Datatilsynet"
does set "$id" regime=public_access "regime_why=It serves the person best"
run letter "$id" refused
says "appeal body"
does set "$id" matter.health_record=false
run letter "$id" refused
says_not "Statsforvalteren"

t "an objection is not refused before somebody has said whether it is about marketing"
received objection 'processing.basis=[consent]'
run assess "$id" --dry-run
exits 4
says objection.marketing

t "for a child of 16 or 17 the parent waits for what the child says and for authority"
received access processing.data=held access.exempt=none asked.by=parent
run assess "$id" --dry-run
exits 4
says asked.child_age
received access processing.data=held access.exempt=none asked.by=parent asked.child_age=16_17 asked.authority=shown
run assess "$id" --dry-run
exits 4
says asked.child_view

t "'next' asks a parent's case for the age, for what an older child says, and at 16 and 17 for authority"
received access processing.data=held access.exempt=none asked.by=parent asked.authority=shown "asked.child_view=agrees"
next_is "$id" say_child_age
run assess "$id" --dry-run
exits 4
says 'CANNOT DECIDE'
says asked.child_age
says_not 'YES: grant'
does set "$id" 'asked.child_age={unknown: not said yet, ask: the parent, by: 2026-12-01}'
run assess "$id" --dry-run
says 'IT DEPENDS'
does set "$id" asked.child_age=13_14
run assess "$id" --dry-run
says 'YES: grant'
received access processing.data=held access.exempt=none asked.by=parent
next_is "$id" say_child_age
does set "$id" asked.child_age=16_17
next_is "$id" hear_child
does set "$id" "asked.child_view=agrees"
next_is "$id" say_authority
does set "$id" asked.authority=shown asked.authority_how=paper
next_is "$id" search

t "access is not decided before somebody has said what is exempt"
received access processing.data=held
run assess "$id" --dry-run
exits 4
says access.exempt

t "what is not known is not decided, and what can never be found out counts for the person"
received erasure 'erasure.grounds=[a]'
run assess "$id" --dry-run
exits 4
says erasure.exceptions
received objection 'processing.basis=[public_task]' 'objection.compelling={undeterminable: nobody can say}'
run assess "$id" --dry-run
exits 0
says "YES"

# regime FACTS...: which rules are proposed, and where complaints go.
regime() {
  received access "$@"
  run assess "$id" --json
  run --json show "$id"
  echo "$(value result.case.assessments.0.result.regime) $(value result.case.assessments.0.result.complaint_to) $(value result.case.assessments.0.result.clock)"
}
t "the rules that serve the person best are proposed, with clock and complaint body"
same "$(regime processing.data=none)" "gdpr datatilsynet one_month"
same "$(regime processing.data=none matter.party=true)" "party_access appeal_body days"
same "$(regime processing.data=none matter.public_document=true)" "public_access appeal_body days"
same "$(regime processing.data=none matter.health_record=true)" "health_record statsforvalteren other_rules"

t "other rules that serve the person sooner add their clock, and take none away"
received access regime=party_access "regime_why=All documents within days"
same "$(clock "$id" request.other_access due | cut -c1-10)" 2026-07-23
same "$(clock "$id" request.answer due | cut -c1-10)" 2026-08-20
does set "$id" regime=health_record
same "$(clock "$id" request.answer due | cut -c1-10)" 2026-08-20
run deadline "$id"
says other-regime-not-counted

# Worked examples, deadlines.md 5.1: received, one month, three months.
while read -r number day month three; do
  t "worked example $number: received $day"
  at "${day}T12:00:00Z"
  run --json report request --set "title=Worked example" --set right=access --set "asked={at: $day, channel: edialog}"
  id=$(value result.id)
  same "$(clock "$id" request.answer due | cut -c1-10)" "$month"
  does set "$id" "extension={told: $day, reason: Many systems}"
  same "$(clock "$id" request.answer due | cut -c1-10)" "$three"
done <<'TABLE'
2 2025-03-05 2025-04-07 2025-06-05
4 2026-08-31 2026-09-30 2026-11-30
6 2025-01-31 2025-02-28 2025-04-30
8 2026-10-31 2026-11-30 2027-02-01
10 2026-03-02 2026-04-07 2026-06-02
12 2026-03-06 2026-04-07 2026-06-08
TABLE

t "worked example 34: an extension told a day too late does not count"
at 2026-10-16T09:00:00+02:00
run --json report request --set "title=Too late" --set right=access --set "asked={at: 2026-09-14, channel: edialog}"
id=$(value result.id)
does set "$id" "extension={told: 2026-10-15, reason: Many systems}"
same "$(clock "$id" request.answer due | cut -c1-10)" 2026-10-14
run deadline "$id"
says extension-too-late
run letter "$id" extension
exits 6
says "'extension' is not made"
says "within one month of receipt"
says "answer the request as soon as you can"
run letter "$id"
says_not ' extension '
run set "$id" asked.withdrawn=2026-10-16
run letter "$id" extension
exits 6
says "would not be true of this case"

t "no command that is proposed fills in an answer: what a person has to say is a word in capitals"
for kind in request consent information dpia control; do
  filled=$(sed -n 's/.*command: .*pvtool set {id}//p' "$source_dir/schemas/$kind/kind.yaml" |
    grep -oE '(=|: )\[?[a-z0-9]\w*' | sort -u | tr '\n' ';')
  case $kind in # what the question is about is no answer
    request) same "$filled" ": identity;: true;" ;;
    control) same "$filled" ": before;" ;;
    *) same "$filled" "" ;;
  esac
done

t "a restriction is lifted only after the person knows"
received restriction 'restriction={grounds: [c], lifted: {at: 2030-10-18, why: The lawsuit is over}}'
same "$(clock "$id" request.lifting due | cut -c1-10)" 2030-10-18

# The letters, from the cases of tests/data/letters/request.
data=$source_dir/tests/data/letters
rm -rf "$work/letters"
mkdir -p "$work/letters/cases/2026"
cd "$work/letters" || exit 1
cp "$data/pvtool.yaml" .
cp "$data"/request/*.yaml cases/2026/
printf '/outbox/\n' >.gitignore
git init -q . && git add -A && git commit -qm register || exit 1
at 2026-10-20T09:00:00+02:00
t "the cases of the letters are in order"
run validate
exits 0

while read -r number name; do
  for language in nb nn en; do
    t "letter $name of case $number in $language comes out as it was looked at, in plain language"
    run --lang "$language" letter "2026-000$number" "$name" --check
    exits 0
    run --lang "$language" letter "2026-000$number" "$name" --format md
    exits 0
    says_not '{{'
    file=$data/request/expected/$name-$number.$language.md
    [ "${UPDATE:-}" != 1 ] || { mkdir -p "${file%/*}" && printf '%s\n' "$out" >"$file"; }
    if diff -u "$file" - <<<"$out" >"$work/diff"; then ok; else bad "$(cat "$work/diff")"; fi
    if grep -qiE 'den registrerte|data subject' <<<"$out"; then bad "$name says 'data subject'"; else ok; fi
    case $name in
      refused | access | not_identifiable)
        if grep -q 'Datatilsynet' <<<"$out" && grep -qE 'domstolane|domstolene|courts' <<<"$out"; then ok; else bad "$name lacks complaint or courts"; fi ;;
    esac
  done
done <<'TABLE'
1 receipt
1 identity
1 specify
1 extension
1 fee
1 access
2 refused
3 granted
3 recipients
4 granted
4 lifting
5 access_none
6 not_identifiable
6 refused
7 refused
TABLE

t "a refusal is not filed without its decision"
run letter 2026-0003 refused --file
exits 6
says "does not fit what was decided"
finish
