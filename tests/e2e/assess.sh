#!/usr/bin/env bash
# What `pvtool assess` proposes, what it records, and who may decide.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# fails CODE NAME ARGS...: the command is refused with this exit code and this error, and nothing
# was committed or changed.
fails() {
  local before
  before=$(git rev-parse HEAD; git status --porcelain)
  run --json "${@:3}"
  exits "$1"
  same "$(value error.name)" "$2"
  same "$(git rev-parse HEAD; git status --porcelain)" "$before"
}
subject() { git log -1 --format=%s; }
# The findings in $out and $err, but for the note that nobody has a role yet.
names() { sed -nE '/ nobody-named: /d; s/^.*(error|warning|note): ([a-z-]+): .*/\2/p' <<<"$out$err" | sort -u | tr '\n' ' '; }
letter="$source_dir/tests/data/breach/valid/letter.yaml"
file=cases/2026/2026-0001.yaml

# one_case ARGS...: a new register whose 2026-0001 is the letter, with these settings.
one_case() {
  local settings=() setting
  for setting in "$@"; do settings+=(--set "$setting"); done
  new_register
  "$PVTOOL" report --from "$letter" "${settings[@]}" >/dev/null || exit 1
}

one_case

t "--dry-run says everything and writes nothing"
head=$(git rev-parse HEAD)
run assess 2026-0001 --dry-run
exits 0
says "YES: notify Datatilsynet"
says "GDPR art. 33(1)"
says "breach.authority@1"
says "$file:"
says "This is a proposal"
same "$(git rev-parse HEAD)" "$head"
same "$(git status --porcelain)" ""

t "ENISA's sum is said in the words of the kind, and no command knows the method"
run assess 2026-0001 --dry-run
says 'Severity (ENISA)'
says '4.25 = '
if grep -rnE 'enisa|"(dpc|ei|cb_[a-z]+|flag_[a-z]+|band|severity)"' "$source_dir/cmd"/assess*; then bad "a method is known by name"; else ok; fi

t "in Norwegian every source is said in Norwegian; JSON keeps the form of the rules"
for language in nb nn; do
  word=personvernforordningen
  [ "$language" = nb ] || word=personvernforordninga
  for command in 'assess 2026-0001 --dry-run' 'explain breach.people' 'explain breach.authority_72_hours' \
    'notify 2026-0001 plan' 'deadline 2026-0001 --explain' 'first-hour 2026-0001' 'next 2026-0001'; do
    # shellcheck disable=SC2086 # words of a command
    run --lang "$language" $command
    says_not 'GDPR'
    says_not 'handbook'
    says_not ' recital '
    case $command in assess* | *plan | deadline*) says "$word art. 33 nr. 1" ;; esac
  done
done

t "the same as JSON: both answers apart, with reason, source, clock and trace"
run --json assess 2026-0001 --dry-run
exits 0
same "$(value json_version)" 1
same "$(value command)" assess
same "$(value now)" 2026-10-05T15:00:00+02:00
same "$(value result.decisions.authority.answer)" yes
same "$(value result.decisions.authority.source)" "GDPR art. 33(1)"
same "$(value result.decisions.authority.act_by)" 2026-10-08T14:37:00+02:00
same "$(value result.decisions.authority.open)" "[]"
same "$(value result.decisions.authority.reason_ids.0)" authority.high
same "$(value result.decisions.people.answer)" yes
same "$(value result.decisions.people.source)" "GDPR art. 34"
same "$(value result.decisions.people.groups.0.group)" patients
same "$(value result.decisions.people.groups.0.how)" individually
same "$(value result.level)" high
same "$(value result.category)" medium
same "$(value result.house.category)" medium
same "$(value result.figures.score)" 4.25
same "$(value result.figures.band)" very_high
same "$(value result.urgent)" "[]"
same "$(value findings)" "[]"
same "$(git rev-parse HEAD)" "$head"
true_that python3 -c '
import json, sys
result = json.load(sys.stdin)["result"]
steps = {step["result"]: step for step in result["trace"]}
assert steps["exposure"]["rule"] == "breach.exposure@1", steps["exposure"]
places = {fact["path"]: fact["place"] for fact in steps["exposure"]["facts"]}
place = places["incident.confidentiality.recipients.who"]
path, line = place.split(":")
assert open(path).read().splitlines()[int(line) - 1].strip() == "who: known", place
assert any(tip["fact"] == "data.types" and tip["level"] == "risk" for tip in result["would_change_it"])
assert result["assumed"]["scope.role"] == "controller"
assert all(case["agrees_on"] <= case["of"] for case in result["nearest"]) and result["nearest"]
' <<<"$out"

t "assess records what it rested on, in one commit, and decides nothing"
run assess 2026-0001
exits 0
same "$(subject)" "2026-0001: assess: high risk in law, medium category"
same "$(git rev-list --count "$head"..HEAD)" 1
same "$(git show --format= --name-only HEAD)" "$file"
run --json show 2026-0001
same "$(value result.case.decisions)" null
same "$(value result.case.assessments.0.result.authority)" yes
same "$(value result.case.assessments.0.result.people)" yes
same "$(value result.case.assessments.0.result.highest_level)" high
same "$(value result.case.assessments.0.at)" 2026-10-05T15:00:00+02:00
same "$(value result.next.step)" decide

t "the rules stand in the trailers, each once, as they stand in the file"
same "$(git log -1 --format='%(trailers:key=Rule,valueonly)' | sed '/^$/d' | sort)" \
  "$(value result.case.assessments.0.rules | tr -d '[]",' | tr ' ' '\n' | sort)"
same "$(git log -1 --format='%(trailers:key=Rule,valueonly)' | grep -c breach.authority@1)" 1
run validate
exits 0

t "a decision needs a reason and a role"
fails 2 decision-needs assess 2026-0001 --accept
fails 2 decision-needs assess 2026-0001 --accept --reason why
fails 2 decision-needs assess 2026-0001 --override risk --decided-by leader
fails 2 accept-or-override assess 2026-0001 --accept --override risk --reason a --decided-by leader
fails 2 option-needs-decision assess 2026-0001 --reason why
fails 2 decision-is-no-dry-run assess 2026-0001 --accept --dry-run --reason a --decided-by leader
fails 2 no-such-level assess 2026-0001 --override terrible --reason a --decided-by leader
fails 2 not-followed-without-advice assess 2026-0001 --accept --reason a --decided-by leader --dpo-not-followed b
fails 3 no-such-case assess 2026-0099

t "the data protection officer never decides, whatever the role is called"
fails 6 dpo-decides assess 2026-0001 --accept --reason a --decided-by dpo
sed -i 's/^  dpo:.*/&\n  ombud: {title: Ombud, is: dpo, holder: vacant}/; s/^decide: .*/decide: [leader, ombud]/' pvtool.yaml
git commit -qam "roles"
fails 6 dpo-decides assess 2026-0001 --override risk --reason a --decided-by ombud
run validate
exits 1
same "$(names)" "dpo-may-not-decide "
git revert --no-edit HEAD >/dev/null

t "a role that pvtool.yaml does not let decide is refused, and so is an unknown one"
fails 6 may-not-decide assess 2026-0001 --accept --reason a --decided-by privacy_adviser
says "leader"
fails 6 may-not-decide assess 2026-0001 --accept --reason a --decided-by nobody

t "--accept records the decision beside the proposal"
run assess 2026-0001 --accept --reason "as proposed" --decided-by leader --dpo-advice "notify"
exits 0
same "$(subject)" "2026-0001: assess: high risk in law, medium category, accepted"
run --json show 2026-0001
same "$(value result.case.decisions.0.about)" authority
same "$(value result.case.decisions.0.answer)" yes
same "$(value result.case.decisions.0.proposed)" yes
same "$(value result.case.decisions.0.reason)" "as proposed"
same "$(value result.case.decisions.0.decided_by)" leader
same "$(value result.case.decisions.0.decided_at)" 2026-10-05T15:00:00+02:00
same "$(value result.case.decisions.0.dpo_advice)" '{"text": "notify", "followed": true}'
true_that python3 -c '
import json, sys
case = json.load(sys.stdin)["result"]["case"]
assert case["decisions"][0]["assessment"] == len(case["assessments"]) - 1' <<<"$out"
same "$(value result.case.decisions.1.about)" people
same "$(value result.case.decisions.1.answer)" yes
same "$(value result.case.decisions.1.how)" individually
same "$(value result.case.decisions | grep -o '"about"' | grep -c .)" 2
run validate
exits 0

t "no commit message holds a reason or an advice"
same "$(git log --format=%B | grep -ciE 'as proposed|notify')" 0

t "--override keeps both: what was proposed and what was decided; what was there stays"
before=$(cat "$file")
run assess 2026-0001 --override unlikely --reason "the recipient is our own" --decided-by leader \
  --dpo-advice "notify" --dpo-not-followed "known recipient"
exits 0
same "$(subject)" "2026-0001: assess: high risk in law, medium category, overridden: unlikely"
run --json show 2026-0001
same "$(value result.case.decisions.2.answer)" no
same "$(value result.case.decisions.2.proposed)" yes
same "$(value result.case.decisions.2.level)" unlikely
same "$(value result.case.decisions.2.dpo_advice.why_not)" "known recipient"
same "$(value result.case.decisions.3.answer)" no
same "$(value result.case.decisions.0.answer)" yes
same "$(diff <(echo "$before") "$file" | grep -c '^<')" 0
run deadline 2026-0001 --check
exits 0
says "stopped by a decision"

t "an override to risk notifies the authority only, to high also the people"
one_case
run assess 2026-0001 --override risk --reason a --decided-by leader
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.0.answer) $(value result.case.decisions.1.answer)" "yes no"
run assess 2026-0001 --override high --reason a --decided-by leader
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.2.answer) $(value result.case.decisions.3.answer)" "yes yes"

t "depends: a declared unknown names itself; exit 0; until then notify, with a time"
one_case "incident.confidentiality.disclosure={unknown: not examined, by: 2026-10-09}" data.types=contact
run --json assess 2026-0001 --dry-run
exits 0
same "$(value result.decisions.authority.answer)" depends
same "$(value result.decisions.authority.open.0)" \
  '{"fact": "incident.confidentiality.disclosure", "state": "unknown"}'
same "$(value result.decisions.authority.default)" yes
same "$(value result.decisions.authority.act_by)" 2026-10-08T14:37:00+02:00
same "$(value result.level)" null
same "$(value result.possible_levels)" '["unlikely", "risk"]'
run assess 2026-0001 --dry-run
says "IT DEPENDS"
says "incident.confidentiality.disclosure"
says "notify, in phases"

t "what depends cannot be accepted, but a person may decide"
fails 6 nothing-to-accept assess 2026-0001 --accept --only authority --reason a --decided-by leader
run assess 2026-0001
exits 0
run --json next 2026-0001
same "$(value result.cases.0.next.step)" notify_in_phases
run assess 2026-0001 --override risk --reason "in doubt, in phases" --decided-by leader
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.0.proposed)" depends
same "$(value result.case.decisions.0.answer)" yes

t "cannot decide: an absent fact names itself; exit 4, also with --dry-run; notify meanwhile"
one_case incident.types=
run --json assess 2026-0001 --dry-run
exits 4
same "$(value exit)" 4
same "$(value result.decisions.authority.answer)" cannot_decide
same "$(value result.decisions.authority.default)" yes
same "$(value result.decisions.authority.act_by)" 2026-10-08T14:37:00+02:00
same "$(value result.decisions.people.answer)" cannot_decide
says '"fact": "incident.types"'
says '"state": "missing"'
run assess 2026-0001
exits 4
same "$(subject)" "2026-0001: assess: cannot decide"
says "CANNOT DECIDE"
fails 6 nothing-to-accept assess 2026-0001 --accept --reason a --decided-by leader

t "a person may decide what the program could not, and then the exit code is 0"
run assess 2026-0001 --override high --reason "worst case" --decided-by leader
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.0.proposed)" cannot_decide
same "$(value result.case.decisions.0.answer)" yes

t "without any time it is said that the clock cannot be told"
one_case incident.types= times.aware= times.discovered=
run --json assess 2026-0001 --dry-run
exits 4
same "$(value result.decisions.authority.act_by)" null
run assess 2026-0001 --dry-run
exits 4
says "times.aware"

t "only the discovery known: the clock is counted from it, and called provisional"
one_case times.aware=
run --json deadline 2026-0001
same "$(value result.clocks.0.provisional)" true
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.authority.act_by)" 2026-10-08T14:10:00+02:00

t "a changed fact makes assessment and decision stale, wherever one looks"
one_case
"$PVTOOL" assess 2026-0001 --accept --reason a --decided-by leader >/dev/null
run validate
exits 0
run set 2026-0001 "data.types=[contact]" "subjects[0].vulnerable=false"
exits 0
run validate 2026-0001
exits 1
same "$(names)" "assessment-stale decision-stale "
says "data.types"
run show 2026-0001
exits 1
same "$(names)" "assessment-stale decision-stale "
run --json next 2026-0001
same "$(value result.cases.0.next.step)" assess_again
says assessment-stale

t "assessed anew: the old assessment and decision stay, and the person is asked again"
before=$(cat "$file")
run assess 2026-0001
exits 0
same "$(diff <(echo "$before") "$file" | grep -c '^<')" 0
run --json next 2026-0001
same "$(value result.cases.0.next.step)" decide
run validate 2026-0001
exits 1
same "$(names)" "decision-stale "
run assess 2026-0001 --accept --reason b --decided-by leader
exits 0
run validate 2026-0001
exits 0
run --json show 2026-0001
same "$(value result.case.assessments.0.result.highest_level)" high
same "$(value result.case.assessments.-1.result.highest_level)" unlikely
same "$(value result.case.decisions.0.answer)" yes
same "$(value result.case.decisions.2.answer)" no

t "a fact that changes nothing in the answer leaves the decision standing after a new assessment"
one_case
"$PVTOOL" assess 2026-0001 --accept --reason a --decided-by leader >/dev/null
run set 2026-0001 "data.types=[basic, contact, health, economic]"
run validate
exits 1
run assess 2026-0001
exits 0
run validate
exits 0

t "a fact that no rule looks at makes nothing stale"
run set 2026-0001 owner="Leiar heimetenesta" archive.case_no=26/01234
exits 0
run validate
exits 0

t "a fact declared unknown makes the assessment stale too"
run set 2026-0001 "incident.confidentiality.disclosure={unknown: being examined}"
run validate
exits 1
same "$(names)" "assessment-stale decision-stale "

t "the house may ask for more than the law, never for less"
one_case incident.confidentiality.recipients.who=known data.types=economic "subjects=[{group: patients, count: {exact: 1}, protected_address: false, vulnerable: false}]"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.authority.answer)" yes
same "$(value result.category)" low
same "$(value findings)" "[]"
sed -i 's/^    low: {authority: consider,/    low: {authority: "no",/' pvtool.yaml
git commit -qam "house"
run --json assess 2026-0001 --dry-run
exits 0
same "$(value findings.0.name)" house-below-law
same "$(value findings.0.severity)" note
same "$(value findings.0.file)" pvtool.yaml
same "$(value result.decisions.authority.answer)" yes
run assess 2026-0001 --dry-run
exits 0
same "$(names)" "house-below-law "
true_that test "$(grep -n 'YES: notify Datatilsynet' <<<"$out" | cut -d: -f1)" -lt \
  "$(grep -n 'House category' <<<"$out" | cut -d: -f1)"
run assess 2026-0001 --accept --reason a --decided-by leader
run --json show 2026-0001
same "$(value result.case.decisions.0.answer)" yes

t "a house that tells everyone says so, and the law's answer stays no"
sed -i 's/tell_people: as_the_law_says/tell_people: everyone/' pvtool.yaml
git commit -qam "house tells everyone"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.people.answer)" no
same "$(value result.house.tell_people)" everyone

t "a protected address: before all else, call"
one_case "subjects[0].protected_address=true"
run assess 2026-0001
exits 0
same "$(sed -n 3p <<<"$out" | cut -d: -f1)" FIRST
same "$(sed -n 3p <<<"$out" | grep -ciE 'call|phone')" 1
run --json assess 2026-0001 --dry-run
same "$(value result.urgent)" '["call_person_and_police"]'
same "$(value result.level)" high
run --json next 2026-0001
same "$(value result.cases.0.next.step)" call_now

t "the call is ticked, the category is high: the team is called, and the next step is the usual one"
run log 2026-0001 --done called --at 2026-10-05T14:55
exits 0
run --json next 2026-0001
same "$(value result.cases.0.next.step)" call_team_first
run set 2026-0001 handling.team.called=true handling.team.decided_by=leader "handling.team.consulted=[]"
run --json next 2026-0001
same "$(value result.cases.0.next.step)" decide

t "it is said first also while the rest cannot be decided"
one_case "subjects[0].protected_address=true" times.aware= times.discovered=
run assess 2026-0001 --dry-run
same "$(sed -n 3p <<<"$out" | cut -d: -f1)" FIRST

t "people are answered group by group, and decided group by group"
one_case "subjects[0].types=[health]" "subjects[+]={group: employees, unit: IKT, count: {exact: 3}, types: [contact]}" \
  incident.confidentiality.recipients.deletion=confirmed incident.confidentiality.recipients.who=unknown
run --json assess 2026-0001 --dry-run
exits 0
same "$(value result.decisions.people.answer)" yes
same "$(value result.decisions.people.groups.0.answer) $(value result.decisions.people.groups.0.level)" "yes high"
same "$(value result.decisions.people.groups.1.answer) $(value result.decisions.people.groups.1.level)" "no risk"
run assess 2026-0001 --dry-run
says "Hjemmetjenesten: yes"
says "IKT: no"
run assess 2026-0001 --accept --reason a --decided-by leader
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.1.group) $(value result.case.decisions.1.answer)" "patients/Hjemmetjenesten yes"
same "$(value result.case.decisions.2.group) $(value result.case.decisions.2.answer)" "employees/IKT no"

t "only the group that must be told is left to tell"
run set 2026-0001 "notifications[+]={recipient: authority, at: 2026-10-05T14:58}" handling.team.called=true \
  handling.team.decided_by=leader "handling.team.consulted=[]" handling.root_cause.done=2026-10-05T14:59
run --json next 2026-0001
same "$(value result.cases.0.next.step)" tell_people
run set 2026-0001 "notifications[+]={recipient: people, group: patients/Hjemmetjenesten, at: 2026-10-05T14:58}"
run --json next 2026-0001
same "$(value result.cases.0.next.step)" evaluate_and_close

t "disproportionate effort: told publicly; without a why it is refused"
one_case communication.disproportionate.is=true "communication.disproportionate.why=addresses are not known"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.people.answer)" yes
same "$(value result.decisions.people.groups.0.how)" publicly
run assess 2026-0001 --accept --reason a --decided-by leader
run --json show 2026-0001
same "$(value result.case.decisions.1.how)" publicly
fails 6 change-refused set 2026-0001 communication.disproportionate.why=
says exception-without-reason

t "secrecy: told in part"
one_case communication.secrecy.applies=true communication.secrecy.why=investigation communication.secrecy.ground=b
run --json assess 2026-0001 --dry-run
exits 0
same "$(value result.decisions.people.groups.0.how)" in_part
run assess 2026-0001 --accept --reason a --decided-by leader
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.1.how)" in_part

t "later measures: a high risk, and nobody need be told"
one_case communication.later_measures.effective=true "communication.later_measures.why=wiped at once"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.authority.answer) $(value result.decisions.people.answer)" "yes no"

t "not a breach, not our data, not our law: neither answer is yes"
for setting in scope.security_breach=false scope.personal_data=false scope.regime=deceased; do
  one_case "$setting"
  run --json assess 2026-0001 --dry-run
  exits 0
  same "$(value result.decisions.authority.answer) $(value result.decisions.people.answer)" "no no"
done

t "a case from before the rules were in force is not judged by them"
one_case times.aware=2018-05-01T10:00 times.discovered=2018-05-01T09:00 times.occurred.from=2018-05-01T08:00
run --json assess 2026-0001 --dry-run
exits 4
same "$(value result.decisions.authority.answer)" cannot_decide

t "a kind's text never decides: the answers are the same in three languages"
one_case
for language in nb nn; do
  run --json --lang "$language" assess 2026-0001 --dry-run
  same "$(value result.decisions.authority.answer) $(value result.level) $(value result.category)" "yes high medium"
done
finish
