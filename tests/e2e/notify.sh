# shellcheck shell=bash
# What was done is recorded as it was done: notify record, received, answered; grounds of decisions.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

run init reg --language en
cd reg || exit 1
at 2026-10-06T10:00:00+02:00
run report --from "$source_dir/examples/email-with-list.yaml"
exits 0
run assess 2026-0001
run assess 2026-0001 --override risk --reason 'Clearly not nothing' --decided-by leader

t 'a notice says who, when, by whom, how and with which receipt'
at 2026-10-06T11:00:00+02:00
run notify 2026-0001 record authority --phase incomplete --at 2026-10-06T10:30 --by privacy_adviser --channel altinn --reference AR1
exits 0
run --json show 2026-0001
same "$(value result.case.notifications.0)" '{"recipient": "authority", "at": "2026-10-06T10:30:00+02:00", "by": "privacy_adviser", "channel": "altinn", "phase": "incomplete", "reference": "AR1"}'
same "$(git log -1 --format=%s)" '2026-0001: notify: record authority'

t 'without a time it is now, and a role of pvtool.yaml is a recipient'
run --json notify 2026-0001 sent dpo
exits 0
same "$(value result.recorded.at)" 2026-10-06T11:00:00+02:00
run --json notify 2026-0001 record leader --channel in_person
exits 0
same "$(value result.recorded.role)" leader
same "$(value result.recorded.recipient)" management

t 'people who were not reached are numbers and categories'
run --json notify 2026-0001 record people --group customers --channel letter --number 14 --not-reached 'moved, no new address' --not-reached-number 1
exits 0
same "$(value result.recorded.not_reached_number)" 1

t 'words that mean nothing are refused, with those that do'
for words in 'record autority --phase complete' 'record authority --phase complete --channel fax' \
  'record authority --phase complete --by nobody' 'record dpo --role nobody'; do
  # shellcheck disable=SC2086
  fails 2 no-such-word notify 2026-0001 $words
done
run notify 2026-0001 record autority --phase complete
says authority
fails 2 no-number notify 2026-0001 record people --number many
fails 2 no-number notify 2026-0001 record people --number=-1
fails 2 record-whom notify 2026-0001 record
fails 2 record-which-phase notify 2026-0001 record authority
fails 2 no-such-notification notify 2026-0001 record --corrects 9
fails 2 option-not-here notify 2026-0001 plan --reference AR1
fails 2 option-not-here notify 2026-0001 received question --channel altinn
fails 3 no-such-case notify 2026-0009 record dpo

t 'what lies in the future has not been done'
before=$(git rev-parse HEAD)
fails 6 change-refused notify 2026-0001 record dpo --at 2026-12-01T10:00
same "$(git rev-parse HEAD)" "$before"

t 'a wrong entry is corrected by a later one that takes over its facts'
run --json notify 2026-0001 record --corrects 0 --reference AR2
exits 0
same "$(value result.recorded.reference)" AR2
same "$(value result.recorded.channel)" altinn
same "$(value result.recorded.corrects)" 0

t 'a role without the power to send is told so; the notice stands'
run notify 2026-0001 record authority --phase follow_up --by dpo
exits 1
says sender-not-authorised
same "$(git log -1 --format=%s)" '2026-0001: notify: record authority'

t 'what comes from the authority has a clock until it is answered'
at 2026-10-20T10:00:00+02:00
run notify 2026-0001 received question --due 2026-10-27 --reference 26/00001 --text 'Which logs were read?'
says 'to be answered by 2026-10-27'
fails 2 no-such-letter notify 2026-0001 answered 2
fails 2 no-number notify 2026-0001 answered x
fails 2 no-such-word notify 2026-0001 received greeting
run notify 2026-0001 answered 1 --text 'All of the mail server' --reference 26/00002
run --json show 2026-0001
same "$(value result.case.correspondence.0.answered)" 2026-10-20T10:00:00+02:00
fails 6 letter-already-answered notify 2026-0001 answered 1

t 'a notice at hour 73 without a reason is recorded, and red until the reason is there'
at 2026-10-05T15:00:00+02:00
run report --set title=Late --set times.discovered=2026-10-05T14:00 --set times.aware=2026-10-05T14:00
at 2026-10-08T15:00:00+02:00
run notify 2026-0002 record authority --phase incomplete --channel altinn
exits 1
says 'late-without-reason'
says 'recorded as told'
says_not 'nothing was changed'
same "$(git log -1 --format=%s)" '2026-0002: notify: record authority'
for words in 'show 2026-0002' 'next 2026-0002' 'next' 'validate' 'deadline --check'; do
  # shellcheck disable=SC2086
  run $words
  exits 1
  says 'error: late-without-reason'
done
fails 6 cannot-close close 2026-0002 --outcome not_ours --reason R --decided-by leader --evaluation E
says 'late-without-reason'
run set 2026-0002 'scope.personal_data=true'
same "$(git log -1 --format=%s)" '2026-0002: set: scope.personal_data'
run notify 2026-0002 record --corrects 0 --why-late 'The mail lay in a closed office'
says_not late-without-reason
run deadline --check
says_not late-without-reason

t 'a case is not closed by hand either while a late notice has no reason'
at 2026-10-05T15:00:00+02:00
run report --set title=Late --set times.discovered=2026-10-05T14:00 --set times.aware=2026-10-05T14:00
at 2026-10-08T15:00:00+02:00
run notify 2026-0003 record authority --phase complete
python3 - cases/2026/2026-0003.yaml <<'PYTHON'
import sys
path = sys.argv[1]
text = open(path, encoding="utf-8").read().replace("status: open", "status: closed")
text += "closing: {at: 2026-10-08T14:59:00+02:00, outcome: not_ours, reason: R, decided_by: leader}\n"
open(path, "w", encoding="utf-8").write(text)
PYTHON
run log 2026-0003 'anything'
exits 6
says late-without-reason
git checkout -q cases/2026/2026-0003.yaml

t 'a decision not to tell people at high risk has its ground'
at 2026-10-05T15:00:00+02:00
run report --set title=High --set times.discovered=2026-10-05T14:00 --set times.aware=2026-10-05T14:00
fails 2 ground-needs-override assess 2026-0004 --accept --ground art_34_3_b --reason R --decided-by leader
run assess 2026-0004 --override high --only people --ground art_34_3_b --reason 'Keys were changed' --decided-by leader
run --json show 2026-0004
same "$(value result.case.decisions.0.answer)" no
same "$(value result.case.decisions.0.ground)" art_34_3_b
run assess 2026-0004 --override high --only people --ground art_34_3_c --reason 'Too many' --decided-by leader
run --json show 2026-0004
same "$(value result.case.decisions.1.answer)" yes
same "$(value result.case.decisions.1.how)" publicly
run assess 2026-0004 --override risk --reason 'Small' --decided-by leader
run --json show 2026-0004
same "$(value result.case.decisions.3.ground)" no_high_risk
fails 6 change-refused set 2026-0004 'decisions[+]={about: people, answer: "no", reason: R, decided_by: leader, decided_at: 2026-10-05T15:00}'
run set 2026-0004 'decisions[+]={about: people, answer: "no", reason: R, decided_by: leader, decided_at: 2026-10-05T15:00}'
says decision-without-ground
fails 6 change-refused set 2026-0004 'decisions[+]={about: people, answer: "no", level: high, ground: no_high_risk, reason: R, decided_by: leader, decided_at: 2026-10-05T15:00}'
fails 6 dpo-decides assess 2026-0004 --override high --reason R --decided-by dpo
fails 6 may-not-decide assess 2026-0004 --override high --reason R --decided-by nobody

t 'what can never be taken out again holds no national id number'
fails 6 national-id-for-ever log 2026-0004 'Called 13097248022 today'
run log 2026-0004 'Called the person of case 26/00417 today'
exits 0

t 'a role that pvtool.yaml does not have keeps nobody out, and is seen'
run set 2026-0004 'conflict=[laeder]'
run validate 2026-0004
says 'warning: unknown-role'
run set 2026-0004 'conflict='

t 'a follow-up or a withdrawal alone is no notice: the hours go on'
run report --set title=Alone --set times.discovered=2026-10-05T14:00 --set times.aware=2026-10-05T14:00
run notify 2026-0005 record authority --phase follow_up
says follow-up-of-nothing
run deadline 2026-0005
says 'left'
run notify 2026-0005 record authority --phase withdrawal
says withdrawal-without-reason
run deadline 2026-0005
says 'left'

finish
