#!/usr/bin/env bash
# The process from report to close at low, medium and high, the ticks, and the card of the first hour.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# states LIST: "id state" of every item of a list in the JSON in $out, in its order.
states() {
  python3 -c '
import json, sys
result = json.load(sys.stdin)["result"]
print(" ".join(item["id"] + ":" + item["state"] for item in result[sys.argv[1]]))' "$1" <<<"$out"
}
# process_is CASE STATES: the eight steps in short, "first_reaction registration ... evaluation".
process_is() {
  run --json show "$1"
  same "$(states process | sed -E 's/[a-z_]+://g')" "$2"
}
next_is() {
  run --json next "$1"
  same "$(value result.cases.0.next.step)" "$2"
}
# needs: what a refused closing named, sorted.
needs() {
  python3 -c '
import json, sys
for finding in json.load(sys.stdin)["findings"]:
    print(finding["arguments"].get("need") or finding["arguments"].get("option"))' <<<"$out" | sort | tr '\n' ' '
}
close_fails() { fails 6 cannot-close close "$1" --outcome handled --reason r --decided-by leader --evaluation e "${@:2}"; }
letter="$source_dir/tests/data/breach/valid/letter.yaml"

new_register

t "hour 0, a protected address: telephone and police stand first"
run report --set "title=Letter with an address" times.discovered=2026-10-05T14:10
run report --set "title=Letter with an address" --set times.discovered=2026-10-05T14:10 --set times.aware=2026-10-05T14:37 \
  --set "incident.types=[confidentiality]" --set "subjects[+]={group: patients, protected_address: true, count: {exact: 1}}"
exits 0
run --json next 2026-0001
same "$(value result.cases.0.next.step)" call_now
same "$(value result.cases.0.next.command)" "pvtool log 2026-0001 --done called"
same "$(value result.cases.0.first_hour.0.id)" called
same "$(value result.cases.0.first_hour.0.state)" due
cat >>pvtool.yaml <<'YAML'
contacts: {police: "112", datatilsynet: "22 39 69 00"}
YAML
sed -i 's/^  leader: .*/  leader: {title: Head of the organisation, is: controller, holder: Head, deputies: [First deputy], out_of_hours: "99 99 99 99"}/' pvtool.yaml
git commit -qam "pvtool.yaml: contacts"
run next 2026-0001 --card
exits 0
first=$(grep -m 1 -n '^\[' <<<"$out")
same "${first#*:}" "[ ] Somebody has a protected address: call them and the police (handbook p. 50)"
says "Notify Datatilsynet without undue delay, within 72 hours:"
says "  2026-10-08 14:37 +02:00  (71 h 37 min left)"
says "First deputy"
says "evenings and weekends:"
says "99 99 99 99"
says "The police:"
says 112
says "VACANT"
same "$(grep -c 'Protect life' <<<"$out")" 0
for language in en nb nn; do
  run --lang "$language" next 2026-0001 --card
  exits 0
  same "$(python3 -c 'import sys; print(max(len(line.rstrip("\n")) for line in sys.stdin) <= 96)' <<<"$out")" True
  says_not "[process"
  says_not "{"
done
# All who may send are party to it: those that have a deputy, who is rung instead of the holder.
run set 2026-0001 "conflict=[leader, privacy_adviser]"
run --json next 2026-0001 --card
same "$(value result.cases.0.card.senders.0.role) $(value result.cases.0.card.senders.0.as)" "leader deputy"
says_not privacy_adviser
says_not "99 99 99 99"
says "First deputy"
run set 2026-0001 "conflict=[leader]"
run --json next 2026-0001 --card
same "$(value result.cases.0.card.senders.0.role)" privacy_adviser
same "$(value result.cases.0.card.contacts.police)" 112
same "$(value result.cases.0.card.limits.0.due)" 2026-10-08T14:37:00+02:00
fails 2 card-of-what next --card

t "ticks become timed lines, and the card shows them"
run log 2026-0001 --done called --at 2026-10-05T14:45 --by privacy_adviser
exits 0
run log 2026-0001 "the supplier has locked it" --done access_stopped --at 2026-10-05T14:50
exits 0
same "$(git log -1 --format=%s)" "2026-0001: log: done access_stopped"
run next 2026-0001 --card
says "[x] 2026-10-05 14:45 +02:00  Somebody has a protected address"
says "[x] 2026-10-05 14:50 +02:00  Stop the access"
next_is 2026-0001 assess
run --json log 2026-0001 --done called
exits 0
same "$(value result.ticked_before)" 2026-10-05T14:45:00+02:00
run log 2026-0001 --done called
says "had been ticked before, 2026-10-05T15:00:00+02:00"
run log 2026-0001 "they live with a friend now" --at 2026-10-05T14:47
exits 0
run show 2026-0001
says "2026-10-05 14:45 +02:00  Steps of the routine 1: Somebody has a protected address"
says "2026-10-05 14:47 +02:00  Log 1: they live with a friend now"
run --json show 2026-0001
same "$(value result.timeline.0.at)" 2026-10-05T14:45:00+02:00
same "$(value result.timeline.1.text)" "they live with a friend now"
same "$(value result.timeline.2.list)" steps

t "what cannot be ticked is refused, with the way out"
fails 2 no-such-step log 2026-0001 --done acces_stopped
says "did you mean 'access_stopped'?"
says logs_checked
fails 2 step-from-facts log 2026-0001 --done owners
says "pvtool set 2026-0001 owner=ROLE"
fails 2 log-without-text log 2026-0001
fails 6 change-refused log 2026-0001 --done recalled --at 2999-01-01T10:00
says time-in-future

t "low: no team, no root cause"
run report --from "$letter"
process_is 2026-0002 "due done due due due due open due"
run set 2026-0002 handling.preliminary_category=low
process_is 2026-0002 "due done due due due due not_needed due"
run assess 2026-0002 --override unlikely --reason "our own man" --decided-by leader
run set 2026-0002 incident.confidentiality.disclosure=not_disclosed incident.confidentiality.evidence="the envelope is unopened"
run assess 2026-0002 --override unlikely --reason "our own man" --decided-by leader
run --json show 2026-0002
same "$(value result.state.category)" low
same "$(value result.state.category_team)" false
process_is 2026-0002 "due done done due due due not_needed due"
run set 2026-0002 owner=leader
process_is 2026-0002 "due done done done due due not_needed due"
run log 2026-0002 --done first_reaction
process_is 2026-0002 "done done done done due due not_needed due"
run set 2026-0002 times.contained=2026-10-05T14:59 measures.taken="The letter is back."
process_is 2026-0002 "done done done done done due not_needed due"
run action add 2026-0002 "Two people check"
process_is 2026-0002 "done done done due done due not_needed due"
run action "done" 2026-0002 1
run set 2026-0002 "actions[0].owner=leader"
process_is 2026-0002 "done done done done done done not_needed due"
next_is 2026-0002 evaluate_and_close
close_fails 2026-0002
same "$(needs)" "no_lessons "
run close 2026-0002 --outcome handled --reason r --decided-by leader --evaluation e --lessons l
exits 0
process_is 2026-0002 "done done done done done done not_needed done"

t "medium: the team, and a reasoned choice about the root cause"
run report --from "$letter" --set handling.preliminary_category=medium
process_is 2026-0003 "due done due due due due consider due"
next_is 2026-0003 assess
run assess 2026-0003 --accept --reason r --decided-by leader
next_is 2026-0003 notify_authority
same "$(value result.cases.0.next.command)" "pvtool notify 2026-0003 record authority --phase PHASE --channel altinn --reference TEXT"
run set 2026-0003 "notifications[+]={recipient: authority, at: 2026-10-05T14:50, reference: A}" \
  "notifications[+]={recipient: people, at: 2026-10-05T14:55, how: letter}"
next_is 2026-0003 call_team
process_is 2026-0003 "due done due due due due consider due"
run set 2026-0003 handling.team.called=true
exits 0
run validate 2026-0003
exits 1
says team-decision-not-recorded
run set 2026-0003 handling.team.decided_by=privacy_adviser "handling.team.consulted=[]"
run validate 2026-0003
exits 0
process_is 2026-0003 "due done done due due due consider due"
next_is 2026-0003 consider_root_cause
close_fails 2026-0003 --lessons l
same "$(needs)" "root_cause_not_considered "
run set 2026-0003 handling.root_cause.needed=false
close_fails 2026-0003 --lessons l
same "$(needs)" "root_cause_not_considered "
run validate 2026-0003
says root-cause-without-reason
run set 2026-0003 handling.root_cause.reason="one slip"
process_is 2026-0003 "due done done due due due not_needed due"
run set 2026-0003 handling.root_cause.needed=true
process_is 2026-0003 "due done done due due due due due"
next_is 2026-0003 analyse_root_cause
close_fails 2026-0003 --lessons l
same "$(needs)" "root_cause_not_done "
run set 2026-0003 handling.root_cause.done=now handling.root_cause.conclusion="the form has no second reader"
process_is 2026-0003 "due done done due due due done due"
run close 2026-0003 --outcome handled --reason r --decided-by leader --evaluation e --lessons l
exits 0

t "high: the call to the team before all but danger to people, and the root cause must be found"
run report --from "$letter" --set handling.preliminary_category=high
next_is 2026-0004 call_team_first
process_is 2026-0004 "due done due due due due due due"
run set 2026-0004 "subjects[0].protected_address=true"
next_is 2026-0004 call_now
run log 2026-0004 --done called
next_is 2026-0004 call_team_first
run set 2026-0004 handling.team.called=true handling.team.decided_by=privacy_adviser "handling.team.consulted=[dpo]"
next_is 2026-0004 assess
run set 2026-0004 consequences.house.confidentiality=very_large
run assess 2026-0004 --accept --reason r --decided-by leader
run --json show 2026-0004
same "$(value result.state.category)" high
run set 2026-0004 "notifications[+]={recipient: authority, at: 2026-10-05T14:50, reference: A}" \
  "notifications[+]={recipient: people, at: 2026-10-05T14:55, how: by telephone}"
next_is 2026-0004 analyse_root_cause
run set 2026-0004 handling.root_cause.needed=false handling.root_cause.reason="no time"
close_fails 2026-0004 --lessons l
same "$(needs)" "root_cause_not_done "
run set 2026-0004 handling.root_cause.done=now
run close 2026-0004 --outcome handled --reason r --decided-by leader --evaluation e --lessons l
exits 0

t "the house decides what a category asks for"
sed -i 's/^    medium: .*/    medium: {authority: "yes", people: consider, root_cause: "no", team: false, escalate: []}/' pvtool.yaml
git commit -qam "pvtool.yaml: no team"
run report --from "$letter" --set handling.preliminary_category=medium
process_is 2026-0005 "due done due due due due not_needed due"

t "an incomplete notification is completed by a complete one, not by a follow-up"
run assess 2026-0005 --accept --reason r --decided-by leader
run set 2026-0005 "notifications[+]={recipient: authority, at: 2026-10-05T14:40, phase: incomplete, reference: A}" \
  "notifications[+]={recipient: people, at: 2026-10-05T14:41, how: letter}"
next_is 2026-0005 complete_notification
run set 2026-0005 "notifications[+]={recipient: authority, at: 2026-10-05T14:45, phase: follow_up, reference: A}"
next_is 2026-0005 complete_notification
close_fails 2026-0005 --lessons l
same "$(needs)" "notification_incomplete "
run deadline 2026-0005
says "without undue delay; 20 min so far"
run set 2026-0005 "notifications[+]={recipient: authority, at: 2026-10-05T14:50, phase: complete, reference: A}"
next_is 2026-0005 evaluate_and_close
run set 2026-0005 "notifications[+]={recipient: authority, at: 2026-10-05T14:55, phase: incomplete, reference: A}"
next_is 2026-0005 complete_notification
run set 2026-0005 "notifications[+]={recipient: authority, at: 2026-10-05T14:56, phase: withdrawal, reference: A, reason: sent twice}"
next_is 2026-0005 decide_after_withdrawal
close_fails 2026-0005 --lessons l
same "$(needs)" "notice_withdrawn "
run validate 2026-0005
says withdrawn-and-still-yes
run notify 2026-0005 record authority --phase complete --at 2026-10-05T14:57
next_is 2026-0005 evaluate_and_close

t "a question with a day is answered in time, or says why, and blocks the closing until then"
run set 2026-0005 "correspondence[+]={at: 2026-10-05T14:57, as: question, text: Why, due: 2026-10-07}"
exits 0
next_is 2026-0005 answer_authority
same "$(value result.cases.0.next.command)" "pvtool notify 2026-0005 answered 1"
run deadline 2026-0005
says "2 days left"
says "Answer Datatilsynet: Why"
run deadline 2026-0005 --explain
says "GDPR art. 31 and 58(1)"
close_fails 2026-0005 --lessons l
same "$(needs)" "authority_unanswered "
fails 6 change-refused set 2026-0005 "correspondence[0].answered=2026-10-05T14:00"
says answered-before-asked
at 2026-10-07T23:59:59+02:00
run deadline 2026-0005 --check
exits 0
at 2026-10-08T00:00:00+02:00
run deadline 2026-0005 --check
exits 1
says "OVERDUE"
run notify 2026-0005 answered 1
exits 1
says late-without-reason
says "correspondence[0].why_late"
close_fails 2026-0005 --lessons l
run set 2026-0005 "correspondence[0].why_late=the one who knew was ill"
exits 0
says_not late-without-reason
run deadline 2026-0005 --check
exits 0
next_is 2026-0005 evaluate_and_close

t "a closing letter ends earlier questions, and no order"
run set 2026-0005 "correspondence[+]={at: 2026-10-07T10:00, as: question, due: 2026-10-20}" \
  "correspondence[+]={at: 2026-10-07T11:00, as: order, due: 2026-10-21}"
next_is 2026-0005 answer_authority
same "$(value result.cases.0.next.command)" "pvtool notify 2026-0005 answered 2"
run set 2026-0005 "correspondence[+]={at: 2026-10-07T12:00, as: closing_letter}"
next_is 2026-0005 answer_authority
same "$(value result.cases.0.next.command)" "pvtool notify 2026-0005 answered 3"
run deadline 2026-0005
says 2026-10-21
same "$(grep 2026-10-20 <<<"$out" | grep -c 'stopped by a decision')" 1
run set 2026-0005 "correspondence[2].answered=now"
run close 2026-0005 --outcome handled --reason r --decided-by leader --evaluation e --lessons l
exits 0

t "a meeting that decided something says where its minutes are"
run set 2026-0001 "meetings[+]={at: 2026-10-05T16:00, roles: [leader, dpo], decided: The system stays closed}"
run validate 2026-0001 # without a team the entry itself is enough
exits 0
run set 2026-0001 handling.team.called=true handling.team.decided_by=leader "handling.team.consulted=[]"
run validate 2026-0001
exits 1
says meeting-without-minutes
run set 2026-0001 "meetings[+]={at: 2026-10-05T16:00, roles: [leader, dpo], decided: The system stays closed, minutes: 26/1-3, corrects: 0}"
run validate 2026-0001
exits 0
run show 2026-0001
says "(corrected later)"

t "several cases: one step each, and nothing more"
run --json next
exits 0
same "$(value result.cases.0.process)" null

t "while nobody knows when the controller became aware, the card counts from the discovery"
at 2026-10-05T15:00:00+02:00
run report --set "title=Lost telephone" --set times.discovered=2026-10-05T14:37 --set "times.aware={unknown: asked, by: 2026-10-06}"
young=$(grep -o '2026-00[0-9][0-9]' <<<"$out" | head -1)
run next "$young" --card
says "2026-10-08 14:37 +02:00"
says "(provisional, counted from: "
says_not "CANNOT DECIDE"
run report --set "title=Lost telephone" --set times.discovered=2026-10-05T14:37
young=$(grep -o '2026-00[0-9][0-9]' <<<"$out" | head -1)
run next "$young" --card
says "2026-10-08 14:37 +02:00"
says_not "CANNOT DECIDE"

finish
