#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A control from report to close: notice, rows, conclusions, preliminary report, comments, final report, orders; every
# step as 'next' proposes it. The catalogues. The report of a school from 2013, row by row.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# next_is STEP COMMAND: what is to be done now, and the command that 'next' shows for it.
next_is() {
  run --json next 2026-0001
  same "$(value result.cases.0.next.step)" "$1"
  same "$(value result.cases.0.next.command)" "pvtool $2"
}
# needs: what a refused closing named, sorted.
needs() {
  python3 -c '
import json, sys
for finding in json.load(sys.stdin)["findings"]:
    print(finding["arguments"].get("need") or finding["arguments"].get("option"))' <<<"$out" | sort | tr '\n' '|'
}
# clock NAME: "state due" of the first clock of that name.
clock() {
  run --json deadline --all
  python3 -c '
import json, sys
def walk(found):
    if isinstance(found, dict):
        if str(found.get("rule", "")).split("@")[0] == sys.argv[1]:
            print(found["state"], str(found.get("due"))[:10])
        for one in found.values():
            walk(one)
    elif isinstance(found, list):
        for one in found:
            walk(one)
walk(json.loads(sys.stdin.read())["result"])' "$1" <<<"$out" | sort -u | tr '\n' ' '
}
# proposed CASE ITEM: what the program proposes for a row.
proposed() {
  run assess "$1" --dry-run
  python3 -c '
import re, sys
words = "(?:not examined|no deviation|remark|deviation)"
rows = re.split(r" (?=[A-Z]{2}-[A-Z]?[0-9]+: )", " ".join(re.split("One changed fact|How it was decided", sys.stdin.read())[0].split()))
for row in rows:
    if row.startswith(sys.argv[1] + ": "):
        print(re.search(": (" + words + "(?: / " + words + ")*)(?:: | |$)", row)[1])' "$2" <<<"$out"
}

new_register
at 2026-09-01T09:00:00+02:00

t 'report: the documents to ask for come from a catalogue'
run report control --catalogue documents --set 'title=Internal control of home care'
exits 0
run --json show 2026-0001
same "$(value result.case.catalogues)" '[{"name": "documents", "version": 1}]'
same "$(value result.case.material.0.item)" governing_documents
same "$(value result.case.material.6.item)" processor_agreement

t 'what it is about, and the notice'
next_is say_what 'set 2026-0001 control.object=TEXT control.theme=TEXT control.authority=TEXT'
run set 2026-0001 'control.object=Home care' 'control.theme=Access, deletion and processors' 'control.authority=GDPR art. 24 and 32(1)(d)' \
  'control.place=Eksempelby' 'control.prepared_by=[privacy adviser]' 'control.reason=A new system was taken into use' 'control.use=Basis for orders'
exits 0
run set 2026-0001 'material[2].asked=2026-09-01' 'material[2].due=2026-09-10'
exits 0
next_is send_notice 'letter 2026-0001 control_notice --file'
run letter 2026-0001 control_notice --file --format html
exits 0
true_that grep -q 'Routine for access' outbox/2026-0001/01-control_notice.en.html
next_is note_notice 'set 2026-0001 times.notice=DATE'
run set 2026-0001 times.notice=2026-09-01
exits 0
same "$(clock control.material)" 'running 2026-09-10 '

t 'a document that does not come has a reason, and its clock stands still'
at 2026-09-15T16:00:00+02:00
same "$(clock control.material)" 'overdue 2026-09-10 '
run set 2026-0001 'material[2].why_missing=the routine does not exist'
same "$(clock control.material)" 'stopped 2026-09-10 '
next_is hold 'set 2026-0001 times.held=DATE'
run set 2026-0001 times.held=2026-09-15 'present[+]={side: organisation, role: head of home care}' 'present[+]={side: control, role: privacy adviser}'
exits 0

t 'rows: without answers nothing can be decided'
next_is choose_rows "set 2026-0001 'findings[+]={item: ITEM, group: GROUP, references: [TEXT]}'"
run set 2026-0001 'findings[+]={item: ic_7, topic: Access, group: internal_control, references: [GDPR art. 15]}' \
  'findings[+]={item: ic_13, topic: Risk assessment, group: information_security, references: [GDPR art. 32(2)]}' \
  'findings[+]={item: ic_21, topic: Processors, group: processors, references: [GDPR art. 28]}'
exits 0
next_is answer_row "set 2026-0001 'findings[0].answer=ANSWER' 'findings[0].facts=TEXT' 'findings[0].evidence[+]={as: CHOICE, text: TEXT}'"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.follow_up.answer)" cannot_decide
same "$(proposed 2026-0001 IC-7)" 'not examined / deviation / no deviation'

t 'a yes without evidence settles nothing; an unwritten routine is a deviation; one that nobody knows as well'
run set 2026-0001 'findings[1].answer=yes'
same "$(proposed 2026-0001 IC-13)" 'no deviation / deviation'
run set 2026-0001 'findings[1].facts=A risk assessment of May' 'findings[1].evidence[+]={as: document, text: The assessment of May}'
same "$(proposed 2026-0001 IC-13)" 'no deviation'
run set 2026-0001 'findings[0].answer=yes' 'findings[0].facts=The staff tell people what is stored' 'findings[0].evidence[+]={as: interview, text: Head of home care}'
same "$(proposed 2026-0001 IC-7)" 'no deviation / deviation'
run set 2026-0001 'findings[0].written=true' 'findings[0].known=false'
same "$(proposed 2026-0001 IC-7)" 'deviation'
run set 2026-0001 'findings[0].known=true'
same "$(proposed 2026-0001 IC-7)" 'no deviation'
run set 2026-0001 'findings[0].written=false'
same "$(proposed 2026-0001 IC-7)" 'deviation'
run set 2026-0001 'findings[2].answer={undeterminable: the agreement was lost}' 'findings[2].facts=Nobody found the agreement' 'findings[2].evidence[+]={as: document, text: The archive}'
same "$(proposed 2026-0001 IC-21)" 'deviation'
run set 2026-0001 'findings[2].answer=yes' 'findings[2].facts=The agreement was found'
same "$(proposed 2026-0001 IC-21)" 'no deviation'

t 'assess proposes, and a person concludes'
next_is assess 'assess 2026-0001'
run --json assess 2026-0001
same "$(value result.decisions.follow_up.answer)" yes
next_is conclude "set 2026-0001 'findings[0].outcome=OUTCOME' 'findings[0].requirement=TEXT' 'findings[0].assessment=TEXT' 'findings[0].conclusion=TEXT'"
run set 2026-0001 'findings[0].outcome=deviation'
says control-conclusion-incomplete
run set 2026-0001 'findings[0].requirement=A written routine that is known' 'findings[0].assessment=What is not written is not enough' 'findings[0].conclusion=The lack of a written routine is a deviation'
exits 0
run set 2026-0001 'findings[1].outcome=no_deviation' 'findings[1].requirement=Risk is assessed' 'findings[1].assessment=It is' 'findings[1].conclusion=No deviation was found'
run set 2026-0001 'findings[2].outcome=no_deviation' 'findings[2].requirement=A written agreement' 'findings[2].assessment=It has what the law asks' 'findings[2].conclusion=No deviation was found' 'findings[2].remark=Ask for the report of the audit'
exits 0
next_is assess_again 'assess 2026-0001'
run assess 2026-0001
next_is decide 'assess 2026-0001 --accept --reason TEXT --decided-by ROLE'
fails 6 dpo-decides assess 2026-0001 --accept --reason r --decided-by dpo
run assess 2026-0001 --accept --reason 'One deviation' --decided-by leader
exits 0

t 'the preliminary report says that it is one, and asks for comments'
at 2026-09-20T10:00:00+02:00
next_is send_preliminary 'letter 2026-0001 control_report --file'
run letter 2026-0001 control_report --file --format html
exits 0
true_that grep -q 'This is a preliminary report' outbox/2026-0001/02-control_report.en.html
next_is note_preliminary 'set 2026-0001 times.preliminary=DATE times.comments_due=DATE'
run set 2026-0001 times.preliminary=2026-09-20 times.comments_due=2026-10-04
same "$(clock control.comments)" 'running 2026-10-04 '
next_is ask_for_comments 'letter 2026-0001 comments_request --file'
run letter 2026-0001 comments_request --file --format html
exits 0
true_that grep -q '4 October 2026' outbox/2026-0001/03-comments_request.en.html

t 'comments: what was changed is kept'
at 2026-10-02T10:00:00+02:00
next_is note_comments "set 2026-0001 'comments[+]={at: DATE, from: ROLE, text: TEXT}'"
run set 2026-0001 'comments[+]={at: 2026-10-02, from: head of home care, text: A draft of the routine exists}'
same "$(clock control.comments)" 'met 2026-10-04 '
next_is answer_comment "set 2026-0001 'comments[0].changed=BOOLEAN' 'comments[0].answer=TEXT'"
run set 2026-0001 'comments[0].changed=true' 'comments[0].answer=The facts mention the draft' 'findings[0].facts=A draft exists, no routine is decided'
exits 0

t 'each deviation gets an order, which feeds the deadlines'
next_is give_order "set 2026-0001 'orders[+]={item: ITEM, text: TEXT, owner: ROLE, due: DATE}'"
run set 2026-0001 'orders[+]={item: ic_9, text: Write the routine, owner: leader, due: 2026-12-01}'
exits 6
says control-order-of-what
run set 2026-0001 'orders[+]={item: ic_7, text: Write the routine, owner: leader, due: 2026-12-01}'
exits 0
same "$(clock control.order)" 'running 2026-12-01 '

t 'the final report'
at 2026-10-08T10:00:00+02:00
next_is note_final 'set 2026-0001 times.final=DATE'
run set 2026-0001 times.final=2026-10-08
next_is send_final 'letter 2026-0001 control_report --file'
fails 6 cannot-close close 2026-0001 --outcome followed_up --reason r --decided-by leader
same "$(needs)" 'control_no_final|control_order_open|'
run letter 2026-0001 control_report --file --format html
exits 0
final=outbox/2026-0001/04-control_report.en.html
true_that grep -q 'Final control report' "$final"
true_that grep -q 'A draft of the routine exists' "$final"
true_that grep -q 'Write the routine' "$final"
if grep -q 'This is a preliminary report' "$final"; then bad 'the final report says that it is preliminary'; else ok; fi
same "$(run --json show 2026-0001 && value result.case.documents | python3 -c 'import json, sys; print([d["template"] for d in json.load(sys.stdin)])')" \
  "['control_notice', 'control_report', 'comments_request', 'control_report']"

t 'only when each order is closed the case is'
next_is carry_out "set 2026-0001 'orders[0].done=DATE' 'orders[0].evidence=TEXT'"
fails 6 cannot-close close 2026-0001 --outcome followed_up --reason r --decided-by leader
same "$(needs)" 'control_order_open|'
fails 6 cannot-close close 2026-0001 --outcome no_deviation --reason r --decided-by leader
same "$(needs)" 'control_deviation_left|control_order_open|'
run letter 2026-0001 follow_up_status
exits 0
says 'Write the routine'
fails 1 letter-incomplete letter 2026-0001 closing_letter
at 2026-12-03T10:00:00+01:00
same "$(clock control.order)" 'overdue 2026-12-01 '
run set 2026-0001 'orders[0].done=2026-12-03' 'orders[0].evidence=The routine of 3 December' 'orders[0].why_late=It had to be decided by the management'
exits 0
next_is close_followed_up 'close 2026-0001 --outcome followed_up --reason TEXT --decided-by ROLE'
run close 2026-0001 --outcome followed_up --reason 'The routine is written and known' --decided-by leader
exits 0
next_is reopened_or_closed 'show 2026-0001'
run letter 2026-0001 closing_letter
exits 0
says 'Each order is closed'

t 'every catalogue fills a case that is in order, and every row has to be answered'
at 2026-12-03T11:00:00+01:00
for file in "$source_dir"/schemas/control/catalogues/*.yaml; do
  name=$(basename "$file" .yaml)
  new_register
  run report control --catalogue "$name" --set "title=Checklist" --set control.as=checklist --set 'control.object=A unit'
  exits 0
  run validate 2026-0001
  exits 0
  run --json show 2026-0001
  list=$(sed -n 's/^list: //p' "$file")
  same "$(value "result.case.$list" | python3 -c 'import json, sys; print(len(json.load(sys.stdin)))')" "$(grep -c '^  - {item: ' "$file")"
  if [ "$list" = findings ]; then
    fails 6 cannot-close close 2026-0001 --outcome no_deviation --reason r --decided-by leader
    same "$(needs | tr '|' '\n' | grep -c control_row_open)" "$(grep -c '^  - {item: ' "$file")"
    run letter 2026-0001 answer_sheet
    exits 0
  fi
done

t 'the points of the balancing test are weighed and never counted'
new_register
run report control --catalogue balancing --set title=Balancing --set control.as=checklist --set control.object=Cameras
same "$(proposed 2026-0001 LI-A1)" 'not examined / remark'
run set 2026-0001 'findings[12].answer=yes' # LI-A1
same "$(proposed 2026-0001 LI-A1)" remark

t 'a checklist is closed without notice, preliminary report and comments'
new_register
run report control --set title=Officer --set control.as=checklist --set 'control.object=The officer' --set times.held=2026-12-01 \
  --set 'findings[+]={item: dp_3, group: internal_control, references: [GDPR art. 38(3)], answer: "yes", outcome: no_deviation, facts: Reports each quarter, evidence: [{as: document, text: Minutes}]}'
exits 0
run assess 2026-0001
run assess 2026-0001 --accept --reason 'All is met' --decided-by leader
exits 0
next_is close_without_deviation 'close 2026-0001 --outcome no_deviation --reason TEXT --decided-by ROLE'
run close 2026-0001 --outcome no_deviation --reason 'All is met' --decided-by leader
exits 0

t 'a conclusion that is milder than the answers settles nothing until a remark says why'
for outcome in no_deviation remark not_examined; do
  new_register
  run report control --set title=Officer --set control.as=checklist --set 'control.object=The officer' --set times.held=2026-12-01 \
    --set 'findings[+]={item: dp_3, group: internal_control, references: [GDPR art. 38(3)], answer: partly, facts: Reports now and then, evidence: [{as: document, text: Minutes}]}'
  exits 0
  run set 2026-0001 "findings[0].outcome=$outcome"
  says control-answer-contradicts
  run --json assess 2026-0001 --dry-run
  true_that grep -qxE 'depends|cannot_decide' <<<"$(value result.decisions.follow_up.answer)"
  run set 2026-0001 'findings[0].answer=no'
  exits 6
  says control-no-without-reason
  run set 2026-0001 'findings[0].answer=no' 'findings[0].remark=The reports are made by the deputy'
  says control-answer-contradicts
  says_not control-no-without-reason
  run --json assess 2026-0001 --dry-run
  same "$(value result.decisions.follow_up.answer)" no
done

t 'recordings: deleted on the later of the two days, longer only for a named reason'
new_register
run report control --catalogue digital_teaching --set title=Teaching --set control.as=checklist --set 'control.object=A course'
run set 2026-0001 'recordings[+]={text: Lectures, identifiable: true, course_ended: 2026-12-10, exam_held: 2026-12-18}'
exits 0
same "$(clock control.recording_exam) $(clock control.recording_course)" 'running 2026-12-18  '
run set 2026-0001 'recordings[0].exam_held=2026-12-01'
same "$(clock control.recording_exam) $(clock control.recording_course)" ' running 2026-12-10 '
run set 2026-0001 'recordings[0].keep_until=2027-02-01'
exits 6
says control-recording-kept
run set 2026-0001 'recordings[0].keep_until=2027-02-01' 'recordings[0].keep=complaint'
exits 0
same "$(clock control.recording_exam) $(clock control.recording_course) $(clock control.recording_kept)" '  running 2027-02-01 '
at 2027-02-03T11:00:00+01:00
same "$(clock control.recording_kept)" 'overdue 2027-02-01 '
run set 2026-0001 'recordings[0].deleted=2027-02-03'
exits 0
same "$(clock control.recording_kept)" 'late 2027-02-01 '

t 'the report of the school has the headings of the authority, in their order (S3-1 to S3-10)'
at 2026-10-20T12:00:00+02:00
new_register
mkdir -p cases/2026
cp "$source_dir/tests/data/control/valid/mohlenpris.yaml" cases/2026/2026-0001.yaml
run validate 2026-0001
exits 0
run --lang nb letter 2026-0001 control_report --format md
exits 0
report=$out
for line in '| Saksnummer | 13/00941 |' '| Dato for kontroll | 3. desember 2013 |' '| Kontrollobjekt | Bergen kommune, Møhlenpris skole |' '| Sted | Bergen |'; do
  true_that grep -qxF "$line" <<<"$report"
done
same "$(grep -E '^##? |^### [26]\.[1-5] |^\| (Foreløpig|Endelig) rapport|^\| Utarbeidet av' <<<"$report" | sed -E 's/ \|.*\|$//; s/^\| /| /')" "$(cat <<'END'
# Kontrollrapport: Kontroll av elevopplysninger ved Møhlenpris skole
| Foreløpig rapport
| Endelig rapport
| Utarbeidet av
## 1. Innledning
## 2. Til stede under kontrollen
### 2.1 Fra virksomheten
### 2.2 Fra dem som gjennomførte kontrollen
## 3. Oversendelse av informasjon
## 4. Bruk av personopplysninger og formålet med behandlingen
## 5. Funn og avvik
## 5.1 Internkontroll
## 5.2 Informasjonssikkerhet
## 5.3 Databehandlere
## 6. Rettslig grunnlag
### 6.1 Innledning
### 6.2 Kravet til rettslig grunnlag
### 6.3 Særloven
### 6.4 Vurdering
### 6.5 Konklusjon
## 7. Pålegg
## 8. Merknader til den foreløpige rapporten
END
)"

t 'each finding has its four texts in one order (S3-7), and its row of S3-12 to S3-24 its references and outcome'
run_rows() {
  REPORT=$report python3 - "$source_dir/tests/data/control/school-2013.txt" <<'PY'
import os, re, sys
report = os.environ["REPORT"]
# Chapter by chapter, finding by finding.
found = {}
for part in re.split(r"^### ", report, flags=re.M)[1:]:
    title, _, body = part.partition("\n")
    found[title.strip()] = re.split(r"^## ", body, flags=re.M)[0]
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("#") or not line.strip():
        continue
    row, topic, today, former, conclusion, outcome = [cell.strip() for cell in line.rstrip("\n").split("|")]
    if topic not in found and not topic.startswith("-"):
        print(row, "no such topic:", topic)
        continue
    body = report.split("## 4. ")[1].split("## 5. ")[0] if topic.startswith("-") else found[topic]
    if topic.startswith("-"):
        body = next((one for one in body.splitlines() if one.startswith(topic)), "")
    elif topic != "6.5 Konklusjon":
        order = re.findall(r"^#### (.*)$", body, flags=re.M)
        if order[:3] != ["Generelt krav", "Faktiske forhold", "Vurdering"] or order[3:] not in (["Konklusjon"], ["Delkonklusjon"]):
            print(row, "texts:", order)
    for words in (today, former, conclusion):
        for one in [one for one in words.split(" + ") if one]:
            if one not in body:
                print(row, "does not say:", one)
    said = re.findall(r"^- \*\*Utfall:\*\* (.*)$", body, flags=re.M)
    if outcome and said != [outcome] and outcome not in body:
        print(row, "outcome:", said)
PY
}
same "$(run_rows)" ''

t 'two deviations stand under the measures, ten findings are deviations and one is none'
same "$(grep -c '^- \*\*Delkonklusjon:\*\* .*\*\*Avvik\.\*\*' <<<"$report")" 2
same "$(grep -c '^- \*\*Utfall:\*\* Avvik$' <<<"$report")" 10
same "$(grep -c '^- \*\*Utfall:\*\* Avvik er ikke konstatert$' <<<"$report")" 1
same "$(grep -c '^#### Delkonklusjon$' <<<"$report")" 3

t 'the program comes to the same for every row, from the answers alone'
run --json assess 2026-0001
same "$(value result.decisions.follow_up.answer)" yes
for item in IC-2 IC-7 IC-8 IC-9 IC-6 IC-12 IC-13 IC-15 IC-16 IC-19; do same "$(proposed 2026-0001 $item)" deviation; done
same "$(proposed 2026-0001 IC-21)" 'no deviation'

t 'every fact of a control, and every row of a catalogue, stands in its page of the manual'
same "$(python3 - "$source_dir" <<'PY'
import glob, json, re, sys
root = sys.argv[1]
page = open(root + "/man/pvtool-control.5", encoding="utf-8").read()
named = set(re.findall(r"^\.It Li (\S+)", page, flags=re.M))
schema = json.load(open(root + "/schemas/control/case.schema.json"))
shared = set(json.load(open(root + "/schemas/breach/case.schema.json"))["properties"]) - {"times"}
def walk(node, path):
    for branch in node.get("anyOf", []) + node.get("allOf", []):
        walk(branch, path)
    if "items" in node:
        walk(node["items"], path)
    for key, below in node.get("properties", {}).items():
        name = path + "." + key if path else key
        if path or key not in shared:
            if name not in named:
                print("not in the page:", name)
            walk(below, name)
walk(schema, "")
for file in glob.glob(root + "/schemas/control/catalogues/*.yaml"):
    for item in re.findall(r"\{item: ([a-z0-9_]+)", open(file, encoding="utf-8").read()):
        if item not in named:
            print("not in the page:", item)
PY
)" ''
finish
