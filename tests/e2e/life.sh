#!/usr/bin/env bash
# The whole life of a case, from the report to the closing and beyond.
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
# needs: what a refused closing named, by name and argument, sorted.
needs() {
  python3 -c '
import json, sys
for finding in json.load(sys.stdin)["findings"]:
    print(finding["arguments"].get("need") or finding["arguments"].get("option"))' <<<"$out" | sort | tr '\n' ' '
}
# next_is CASE STEP: what `next` says, also at the end of the command before.
next_is() {
  run --json next "$1"
  same "$(value result.cases.0.next.step)" "$2"
}
letter="$source_dir/tests/data/breach/valid/letter.yaml"

new_register

t "a telephone call: reported with a title, and the register asks when it was"
run report --set "title=Letter gone astray"
exits 0
next_is 2026-0001 say_when_discovered
run deadline 2026-0001
exits 0
says "CANNOT DECIDE"
run deadline --check
exits 4
run set 2026-0001 times.discovered=2026-10-05T14:10
exits 0
next_is 2026-0001 say_when_aware
run deadline --check # counted from the discovery, but nobody has said when to look again
exits 4
says look-again-missing
run set 2026-0001 'times.aware={unknown: the log is being read, ask: IT, by: 2026-10-06}'
run deadline --check
exits 0
says "provisional"
run set 2026-0001 times.aware=2026-10-05T14:37
next_is 2026-0001 assess

t "the facts come, and the risk is assessed"
run assess 2026-0001
exits 4
next_is 2026-0001 notify_in_phases
run set 2026-0001 "incident.description=The letter went astray" "consequences.description=A stranger knows" \
  "measures.taken=The letter was fetched"
run set 2026-0001 "incident.types=[confidentiality]" incident.cause=internal_non_malicious \
  incident.confidentiality.disclosure=disclosed incident.confidentiality.recipients.who=known \
  "data.types=[basic, contact, health]" \
  "subjects[+]={group: patients, unit: Hjemmetjenesten, count: {exact: 1}, protected_address: false, vulnerable: true}"
exits 0
next_is 2026-0001 assess_again
at 2026-10-06T09:00:00+02:00
run assess 2026-0001
exits 0
next_is 2026-0001 decide

t "the leader decides, the authority and the person are told"
run assess 2026-0001 --accept --reason "health data with a stranger" --decided-by leader
exits 0
says "Next"
next_is 2026-0001 notify_authority
fails 6 change-refused set 2026-0001 "notifications[+]={recipient: authority, at: 2999-10-06T10:00, reference: AR123}"
says told-in-future
at 2026-10-06T11:00:00+02:00
run set 2026-0001 "notifications[+]={recipient: authority, at: 2026-10-06T10:00:00+02:00, reference: AR123}"
exits 0
next_is 2026-0001 tell_people
run deadline 2026-0001 --check
exits 0
says "done 2026-10-06 10:00 +02:00, no outer limit passed"
run set 2026-0001 "notifications[+]={recipient: people, at: 2026-10-06T10:30:00+02:00, how: by telephone, number: 1}"
exits 0
next_is 2026-0001 call_team
run set 2026-0001 handling.team.called=true handling.team.decided_by=privacy_adviser "handling.team.consulted=[]"
exits 0
next_is 2026-0001 consider_root_cause
run set 2026-0001 handling.root_cause.needed=false handling.root_cause.reason="one slip, and its cause is known"
exits 0
next_is 2026-0001 evaluate_and_close

t "an action is added, with a day, and waited for"
run action add 2026-0001 "Two people check each envelope" --as preventive --owner leader --due 2026-10-12
exits 0
next_is 2026-0001 finish_actions
run --json show 2026-0001
same "$(value result.case.actions.0)" \
  '{"text": "Two people check each envelope", "as": "preventive", "owner": "leader", "due": "2026-10-12"}'
run action add 2026-0001 "Ask for the letter back" --due 2026-10-06T18:00
exits 0
run --json show 2026-0001
same "$(value result.case.actions.1.due)" 2026-10-06T18:00:00+02:00
fails 2 no-such-action action "done" 2026-0001 3
fails 2 no-such-action action "done" 2026-0001 0
fails 2 no-such-action action "done" 2026-0001 first
run action add 2026-0001 "x" --as something
exits 2

t "an action's day is overdue from the first second after it, not before"
at 2026-10-06T18:00:00+02:00
run deadline --check
exits 0
at 2026-10-06T18:00:01+02:00
run deadline --check
exits 1
says "OVERDUE"
run deadline
exits 0
run action "done" 2026-0001 2
exits 0
at 2026-10-12T23:59:59+02:00
run deadline --check
exits 0
at 2026-10-13T00:00:00+02:00
run deadline --check
exits 1

t "closing too early names everything that is missing, in one run"
run --json close 2026-0001
exits 6
same "$(value error.name)" cannot-close
same "$(needs)" "--decided-by --outcome --reason open_action "
fails 6 cannot-close close 2026-0001 --outcome handled --reason "done" --decided-by leader
same "$(needs)" "no_evaluation no_lessons open_action "
run close 2026-0001 --outcome handled --reason "done" --decided-by leader
exits 6
says "pvtool action done 2026-0001 1"
says "cases/2026/2026-0001.yaml:"

t "the last action done, an evaluation: closed"
run action "done" 2026-0001 1
exits 0
next_is 2026-0001 evaluate_and_close
fails 6 dpo-decides close 2026-0001 --outcome handled --reason "done" --decided-by dpo --evaluation x --lessons x
fails 6 may-not-decide close 2026-0001 --outcome handled --reason "done" --decided-by nobody --evaluation x --lessons x
run log 2026-0001 "the routine was changed" --by leader
exits 0
run close 2026-0001 --outcome handled --reason "all are told" --decided-by leader --evaluation "the new check works" --lessons "two pairs of eyes"
exits 0
run --json show 2026-0001
same "$(value result.case.status)" closed
same "$(value result.case.closing.outcome)" handled
same "$(value result.case.closing.decided_by)" leader
same "$(value result.case.closing.at)" 2026-10-13T00:00:00+02:00
same "$(value result.next.step)" reopened_or_closed
run validate
exits 0
run deadline --check
exits 0

t "the history tells it, one commit for each step, and no text of the case"
same "$(git log --reverse --format=%s | sed 1d)" "\
2026-0001: report
2026-0001: set: times.discovered
2026-0001: set: times.aware
2026-0001: set: times.aware
2026-0001: assess: cannot decide
2026-0001: set: incident.description, consequences.description, measures.taken
2026-0001: set: incident.types, incident.cause, incident.confidentiality.disclosure, incident.confidentiality.recipients.who, data.types, subjects
2026-0001: assess: high risk in law, medium category
2026-0001: assess: high risk in law, medium category, accepted
2026-0001: set: notifications
2026-0001: set: notifications
2026-0001: set: handling.team.called, handling.team.decided_by, handling.team.consulted
2026-0001: set: handling.root_cause.needed, handling.root_cause.reason
2026-0001: action: add 1
2026-0001: action: add 2
2026-0001: action: done 2
2026-0001: action: done 1
2026-0001: log
2026-0001: close: handled"
same "$(git log --format=%B | grep -ciE 'envelope|telephone|stranger|AR123|astray')" 0
same "$(git log --format='%(trailers:key=Case,valueonly)' | grep -c 2026-0001)" 19

t "a closed case takes nothing but reopening"
for words in "set 2026-0001 owner=X" "log 2026-0001 more" "assess 2026-0001" "action add 2026-0001 more" \
  "action done 2026-0001 1" "close 2026-0001 --outcome handled --reason x --decided-by leader"; do
  # shellcheck disable=SC2086
  fails 6 case-closed $words
done
run reopen 2026-0001
exits 2

t "reopened with a reason: the old closing is still read, and the case goes on"
run reopen 2026-0001 --reason "the letter was found opened"
exits 0
same "$(git log -1 --format=%s)" "2026-0001: reopen"
run --json show 2026-0001
same "$(value result.case.status)" open
same "$(value result.case.closing)" null
same "$(value result.case.log.-1.reopened)" "the letter was found opened"
true_that grep -q "all are told" <<<"$(value result.case.log.-1.text)"
fails 6 case-not-closed reopen 2026-0001 --reason again
run validate
exits 0
run close 2026-0001 --outcome handled --reason "told again" --decided-by leader --evaluation "still works" --lessons "two pairs of eyes"
exits 0

t "list, show and next over several cases"
at 2026-10-13T09:00:00+02:00
"$PVTOOL" report --from "$letter" --set received=2026-10-05T15:00 >/dev/null
run list
exits 0
same "$(grep -c '^2026-' <<<"$out")" 2
run list --status open
same "$(grep -oE '^2026-[0-9]+' <<<"$out")" 2026-0002
run list --status closed
same "$(grep -oE '^2026-[0-9]+' <<<"$out")" 2026-0001
run list --kind breach
same "$(grep -c '^2026-' <<<"$out")" 2
run list --kind request
exits 0
same "$(grep -c '^2026-' <<<"$out")" 0
run --json list
same "$(value result.cases.1.id)" 2026-0002
same "$(value result.cases.1.due)" 2026-10-08T14:37:00+02:00
same "$(value result.cases.0.due)" null
run next
exits 0
same "$(grep -oE '^2026-[0-9]+' <<<"$out")" 2026-0002
run show cases/2026/2026-0002.yaml
exits 0
says "2026-0002"
fails 3 no-such-case show 2026-0099
says "2026-0002"

t "the 72 hours: exact to the second, with proof, and late when told late"
at 2026-10-08T14:37:00+02:00
run deadline 2026-0002 --check
exits 0
at 2026-10-08T14:37:01+02:00
run deadline 2026-0002 --check
exits 1
says "OVERDUE"
run --json deadline 2026-0002
same "$(value result.clocks.0.state)" overdue
same "$(value result.clocks.0.due)" 2026-10-08T14:37:00+02:00
run deadline 2026-0002 --explain
exits 0
says "72 hours"
says "times.aware"
says "cases/2026/2026-0002.yaml:14"
says "breach.authority_72_hours@1"
says "GDPR art. 33(1)"

t "a notice that came late says why"
at 2026-10-09T09:00:00+02:00
run notify 2026-0002 record authority --phase complete --at 2026-10-09T08:00
exits 1
says late-without-reason
run notify 2026-0002 record --corrects 0 --why-late "nobody was at work"
exits 0
run deadline 2026-0002 --check
exits 0
says "late"
run validate 2026-0002
exits 0

t "72 hours are real hours over the change to winter time"
run report --from "$letter" --set times.occurred.from=2025-10-24T10:00 --set times.discovered=2025-10-24T12:00 \
  --set times.aware=2025-10-24T12:00
run --json deadline 2026-0003
same "$(value result.clocks.0.due)" 2025-10-27T11:00:00+01:00

t "a case that cannot be read makes --check undecided, never green"
at 2026-10-05T15:00:00+02:00
new_register
report_good
run deadline --check
exits 0
printf 'title: [\n' >>cases/2026/2026-0001.yaml
run deadline --check
exits 4
git checkout -q -- cases
echo "stray: file" >cases/2026/2026-0002.yaml
run deadline --check
exits 4
rm cases/2026/2026-0002.yaml

# Every outcome of a closing: what it needs, and that it closes then.

close_as() { fails 6 cannot-close close "$1" --outcome "$2" --reason r --decided-by leader; }
closes_as() {
  run close "$1" --outcome "$2" --reason r --decided-by leader
  exits 0
  same "$(git log -1 --format=%s)" "$1: close: $2"
  run validate
}
for _ in 2 3 4 5 6; do report_good; done

t "not a breach: the facts must say why"
close_as 2026-0001 not_a_breach
same "$(needs)" "elements_not_said "
run set 2026-0001 scope.security_breach=false incident.requirement_broken="routine 4"
closes_as 2026-0001 not_a_breach
exits 0

t "no personal data: contradicting facts refuse it"
run set 2026-0002 scope.personal_data=true
close_as 2026-0002 no_personal_data
same "$(needs)" "personal_data_not_said "
run set 2026-0002 scope.personal_data=false
closes_as 2026-0002 no_personal_data
exits 0

t "a duplicate: of what?"
close_as 2026-0003 duplicate
same "$(needs)" "duplicate_of_what "
run set 2026-0003 "links[+]={to: 2026-0004, as: duplicate_of}"
closes_as 2026-0003 duplicate
exits 0

t "not ours"
closes_as 2026-0004 not_ours
exits 0

t "handled, where nobody need be told: assessed, decided, evaluated"
close_as 2026-0005 handled
same "$(needs)" "no_assessment no_decision_authority no_decision_people no_evaluation no_lessons "
run assess 2026-0005 --override unlikely --reason "our own man" --decided-by leader
exits 0
run set 2026-0005 data.types=contact
fails 6 cannot-close close 2026-0005 --outcome handled --reason r --decided-by leader --evaluation e --lessons e
same "$(needs)" "decision_stale root_cause_not_considered team_not_called "
run assess 2026-0005 --override unlikely --reason "our own man" --decided-by leader
exits 0
run close 2026-0005 --outcome handled --reason r --decided-by leader --evaluation e --lessons e
exits 0

t "handled, where the authority and the people must be told first"
run assess 2026-0006 --accept --reason r --decided-by leader
fails 6 cannot-close close 2026-0006 --outcome handled --reason r --decided-by leader --evaluation e --lessons e
same "$(needs)" "authority_not_told people_not_told root_cause_not_considered team_not_called "

t "a house that requires the archive's reference"
sed -i 's/archive_required: false/archive_required: true/' pvtool.yaml
git commit -qam "archive"
fails 6 cannot-close close 2026-0006 --outcome not_ours --reason r --decided-by leader
same "$(needs)" "no_archive_reference "
run set 2026-0006 archive.case_no=26/01234
closes_as 2026-0006 not_ours
exits 0

t "an outcome that does not exist is a wrong command line"
report_good
fails 2 no-such-outcome close 2026-0007 --outcome forgotten --reason r --decided-by leader
fails 3 no-such-case close 2026-0099 --outcome handled --reason r --decided-by leader
finish
