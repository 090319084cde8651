#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# dpia: the examples of WP248 as stated; from the report to the closing, approved with the risk brought down and by prior
# consultation; what is decided without an assessment; the clocks.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

data=$source_dir/tests/data/dpia
case_file=cases/2026/2026-0001.yaml

# next_is CASE STEP: what `next` says.
next_is() {
  run --json next "$1"
  same "$(value result.cases.0.next.step)" "$2"
}
# part FILE KEY...: these top-level keys of a sample, as they stand there.
part() {
  local file=$data/valid/$1.yaml
  shift
  awk -v keys=" $* " '/^[a-z_]+:/ { key = $1; sub(":", "", key); take = index(keys, " " key " ") } take' "$file"
}
# add CASE FILE KEY...: writes them into the case with the user's editor.
add() {
  part "${@:2}" >"$work/more"
  cat >"$work/editor" <<EOF
#!/bin/sh
cat "$work/more" >>"\$1"
EOF
  chmod +x "$work/editor"
  EDITOR="$work/editor" run edit "$1"
  if [ "$code" -le 1 ]; then ok; else bad "edit: exit code $code" "$out" "$err"; fi
}
answers() { value result.decisions | python3 -c '
import json, sys
print(*[one["answer"] for one in json.load(sys.stdin).values()])'; }
# result NAME: what a rule came to, by the trace of the newest `assess --json`.
result() { python3 -c '
import json, sys
for one in json.load(sys.stdin)["result"]["trace"]:
    if one["result"] == sys.argv[1]: print(*one["possible"])' "$1" <<<"$out"; }
# due_of PERIOD: the day on which this clock of the case ends.
due_of() {
  run --json deadline 2026-0001
  python3 -c '
import json, sys
for one in json.load(sys.stdin)["result"]["clocks"]:
    if one["rule"].startswith(sys.argv[1]): print(one["due"][:10])' "$1" <<<"$out"
}

new_register
mkdir -p cases/2026

t "the worked examples of WP248, and a register of behaviour at a school, come out as stated"
judged=0
while read -r file wanted screening; do
  cp "$data/published/$file.yaml" "$case_file"
  run --json validate 2026-0001
  exits 0
  same "$(value findings)" '[]'
  run --json assess 2026-0001 --dry-run
  same "$(value result.decisions.dpia.answer) $(value result.level)" "$wanted $screening"
  judged=$((judged + 1))
done < <(sed -nE 's/^ *- \{file: ([a-z0-9-]+), dpia: "([a-z]+)", screening: ([a-z_]+),.*/\1 \2 \3/p' "$data/published/expected.yaml")
same "$judged" 6

t "an answer that is missing or unknown is never no: and it does not matter where the law decides"
cp "$data/published/wx-5.yaml" "$case_file"
sed -i 's/^    monitoring: .*/    monitoring: {is: {unknown: the supplier is asked, ask: supplier, by: 2026-10-12}}/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.dpia.answer)" depends
sed -i '/^    monitoring: /d' "$case_file"
run --json assess 2026-0001 --dry-run
exits 4
same "$(value result.decisions.dpia.answer)" cannot_decide
cp "$data/published/wx-2.yaml" "$case_file"
sed -i '/^    monitoring: /d' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.dpia.answer)" yes
cp "$data/published/wx-5.yaml" "$case_file"
sed -i '/^  overall: /d' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.dpia.answer)" cannot_decide

t "one criterion can be enough, and a '+1' item counts only together with another criterion"
cp "$data/published/wx-5.yaml" "$case_file"
sed -i 's/high_risk: false/high_risk: true/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.dpia.answer)" yes
cp "$data/published/wx-5.yaml" "$case_file"
sed -i 's/items: \[none\]/items: [location]/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(result screening)" required
sed -i 's/large_scale: {is: true/large_scale: {is: false/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(result screening)" probably_not
sed -i 's/sensitive: {is: false/sensitive: {is: true/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(result screening)" probably_required
rm "$case_file"

t "from the report to an approval: the risk assessment, the screening, the decision to do it"
new_register
at 2026-10-05T15:00:00+02:00
run report dpia --set "title=Sensors in the home"
exits 0
next_is 2026-0001 say_what
add 2026-0001 approved processing
next_is 2026-0001 say_risks
add 2026-0001 approved risks
next_is 2026-0001 finish_risk_assessment
run set 2026-0001 ros.done=2026-10-01 "ros.summary=Two risks are high"
next_is 2026-0001 screen
add 2026-0001 approved screening
next_is 2026-0001 assess
run --json assess 2026-0001
same "$(answers)" "yes no no"
next_is 2026-0001 decide_dpia
fails 6 dpo-decides assess 2026-0001 --accept --only dpia --reason "the list" --decided-by dpo
run assess 2026-0001 --accept --only dpia --reason "The list of Datatilsynet says so" --decided-by leader --dpo-advice "Do it"
exits 0

t "the assessment after the template, step by step as 'next' says it"
next_is 2026-0001 say_basis
add 2026-0001 approved necessity
next_is 2026-0001 say_new_purpose
run set 2026-0001 new_purpose.is=false
next_is 2026-0001 describe
add 2026-0001 approved nature extent purpose context security processors
next_is 2026-0001 judge_necessity
add 2026-0001 approved rights freedoms
next_is 2026-0001 ask_people
run set 2026-0001 views.people.asked=true "views.people.how=The council of the elderly" "views.people.view=They want it"
next_is 2026-0001 say_compliance
run --json assess 2026-0001 --dry-run
same "$(value result.decisions.start.answer)" no
run set 2026-0001 "compliance.practice=Checked each quarter"
next_is 2026-0001 ask_dpo
run set 2026-0001 "views.dpo.view=Start when the alarm is tested" views.dpo.at=now
next_is 2026-0001 assess_again
run --json assess 2026-0001
same "$(answers)" "yes no yes"
next_is 2026-0001 decide

t "approved, started, reviewed and closed"
run set 2026-0001 processing.started=2026-10-05
says dpia-started-without-approval
git reset -q --hard HEAD~1
at 2026-10-12T10:00:00+02:00
run assess 2026-0001 --accept --reason "The risk is brought down" --decided-by leader --dpo-advice "Start when the alarm is tested"
exits 0
next_is 2026-0001 set_review
run validate 2026-0001
says dpia-review-date-missing
run set 2026-0001 review.due=2027-10-12
next_is 2026-0001 say_started
at 2027-01-04T10:00:00+01:00
run set 2026-0001 processing.started=2027-01-04
exits 0
next_is 2026-0001 review
fails 6 cannot-close close 2026-0001 --outcome reviewed --reason "in use" --decided-by leader
same "$(due_of dpia.review)" 2027-10-12
at 2027-10-13T10:00:00+02:00
run deadline --check
exits 1
run set 2026-0001 review.done=2027-10-13 "review.outcome=Nothing has changed"
exits 0
next_is 2026-0001 close
run close 2026-0001 --outcome reviewed --reason "In use and reviewed" --decided-by leader
exits 0
same "$(sed -n 's/^status: //p' "$case_file")" closed

t "a high risk that is left: prior consultation before the start, its clock, its answer"
new_register
at 2026-10-19T10:00:00+02:00
run report dpia --from "$data/valid/consultation.yaml"
exits 0
run --json assess 2026-0001
same "$(answers)" "yes yes no"
run assess 2026-0001 --accept --reason "A failure of the network may cost a life" --decided-by leader --dpo-advice "Ask Datatilsynet"
exits 0
next_is 2026-0001 consult
run notify 2026-0001 plan
says 'Consult Datatilsynet: DUTY'
at 2026-10-20T10:00:00+02:00
run notify 2026-0001 record authority --phase complete --channel altinn --reference AR1
exits 0
next_is 2026-0001 wait_for_answer
run set 2026-0001 consultation.received=2026-10-20T10:00:00+02:00
same "$(due_of dpia.consultation_answer)" 2026-12-15
at 2026-11-10T10:00:00+01:00
run set 2026-0001 consultation.extension.told=2026-11-10T09:00:00+01:00 "consultation.extension.reason=complex"
same "$(due_of dpia.consultation_answer)" 2027-01-26
run set 2026-0001 'correspondence[+]={at: 2026-11-02T09:00:00+01:00, as: question, answered: 2026-11-09T09:00:00+01:00}'
same "$(due_of dpia.consultation_answer)" 2027-02-02
at 2027-01-15T10:00:00+01:00
run set 2026-0001 processing.started=2027-01-10
says dpia-started-without-consultation
git reset -q --hard HEAD~1
run set 2026-0001 consultation.answered=2027-01-14T10:00:00+01:00 consultation.answer=advice "consultation.text=A second network"
next_is 2026-0001 follow_advice
run set 2026-0001 consultation.followed=true "consultation.how_followed=A second network is bought"
next_is 2026-0001 assess_again
run --json assess 2026-0001
same "$(answers)" "yes yes yes"
next_is 2026-0001 decide
run assess 2026-0001 --accept --reason "The advice is followed" --decided-by leader --dpo-advice "Agreed"
exits 0
run set 2026-0001 review.due=2027-07-01 processing.started=2027-01-15
at 2027-07-01T10:00:00+02:00
run set 2026-0001 review.done=2027-07-01 "review.outcome=The second network holds"
run close 2026-0001 --outcome reviewed --reason "In use and reviewed" --decided-by leader
exits 0

t "a prohibition, or advice that is not followed, keeps the processing from beginning"
for answer in "answer: prohibition" "answer: advice, followed: false"; do
  new_register
  at 2027-01-15T10:00:00+01:00
  { cat "$data/valid/consultation.yaml" && printf 'consultation: {answered: 2027-01-14T10:00:00+01:00, %s}\n' "$answer"; } >"$work/case.yaml"
  run report dpia --from "$work/case.yaml"
  run --json assess "$(basename cases/2027/*.yaml .yaml)" --dry-run
  same "$(answers)" "yes yes no"
done

t "no assessment although criteria are met: only with the reason and the officer's view"
new_register
at 2026-10-05T15:00:00+02:00
mkdir -p cases/2026
cp "$data/published/wx-4.yaml" "$case_file"
git add -A && git commit -qm "2026-0001: report: by hand"
run set 2026-0001 ros.done=2026-10-01 "ros.summary=One physician alone"
run assess 2026-0001
fails 6 change-refused assess 2026-0001 --accept --only dpia --reason "Recital 91" --decided-by leader
says dpia-not-done-without-advice
run assess 2026-0001 --accept --only dpia --reason "Recital 91" --decided-by leader --dpo-advice "Agreed"
exits 0
next_is 2026-0001 close_without_dpia
run letter 2026-0001 screening_memo
says 'Recital 91'
run close 2026-0001 --outcome no_dpia --reason "Recital 91" --decided-by leader
exits 0

t "the law's list says required, a person says no: it is said, and not silently"
new_register
at 2026-10-05T15:00:00+02:00
run report dpia --from "$data/valid/approved.yaml"
run assess 2026-0001
run assess 2026-0001 --override probably_not --only dpia --reason "We see no risk" --decided-by leader --dpo-advice "Do it" --dpo-not-followed "We disagree"
run validate 2026-0001
says dpia-not-done-against-the-law

t "no duty to assess, and still a high risk that is left: no start, no closing, and consultation is the next step"
new_register
mkdir -p cases/2026
at 2026-10-05T15:00:00+02:00
{ sed 's/^  - {what: someone.*/  - {what: a failure, as: access, before: {likelihood: unlikely, consequence: very_serious, why: rare}, after: {likelihood: likely, consequence: very_serious, why: nothing helps}, measures: none}/' "$data/published/wx-4.yaml" \
  && printf 'ros: {done: 2026-10-01, summary: One physician alone}\n'; } >"$case_file"
git add -A && git commit -qm "2026-0001: report: by hand"
run --json assess 2026-0001
same "$(answers)" "no yes no"
run assess 2026-0001 --accept --only dpia --reason "Recital 91" --decided-by leader --dpo-advice "Agreed"
exits 0
next_is 2026-0001 decide
fails 6 cannot-close close 2026-0001 --outcome no_dpia --reason "Recital 91" --decided-by leader
same "$(value findings | grep -c dpia_risk_left || true)" 1
run assess 2026-0001 --accept --reason "Ask first" --decided-by leader --dpo-advice "Ask first"
exits 0
next_is 2026-0001 consult
run set 2026-0001 processing.started=2026-10-05
says dpia-started-without-approval
run set 2026-0001 consultation.answered=2026-10-05T10:00:00+02:00 consultation.answer=prohibition
run --json assess 2026-0001 --dry-run
same "$(answers)" "no yes no"
run set 2026-0001 consultation.answer=advice consultation.followed=true
run --json assess 2026-0001 --dry-run
same "$(answers)" "no yes yes"
# Brought down, but not in place yet.
run set 2026-0001 risks[0].after.likelihood=unlikely risks[0].in_place=false
run --json assess 2026-0001 --dry-run
same "$(answers)" "no no no"

t "one practitioner alone answers the scale, neither the list nor a high risk"
cp "$data/published/wx-4.yaml" "$case_file"
sed -i 's/likelihood: unlikely/likelihood: possible/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(result screening)" probably_required
cp "$data/published/wx-4.yaml" "$case_file"
sed -i 's/items: \[none\]/items: [genetic]/; s/vulnerable: {is: true/vulnerable: {is: false/' "$case_file"
run --json assess 2026-0001 --dry-run
same "$(result listed) $(result screening)" "perhaps_listed probably_required"

t "an exception counts only when it is shown; that of an act needs all three"
new_register
mkdir -p cases/2026
screened() {
  run --json assess 2026-0001 --dry-run
  same "$(result screening)" "$1"
}
excepted() {
  cp "$data/published/swis.yaml" "$case_file"
  printf '  exception: %s\n' "$1" >>"$case_file"
}
excepted '{is: similar}'
screened required
excepted '{is: similar, why: the same system at the next school, reference: 2025-0012}'
screened probably_not
excepted '{is: licensed, why: unchanged since 2016, reference: licence 16/00001}'
screened probably_not
excepted '{is: act, why: the act says which data, act: {task_basis: true, regulated: true, assessed: false}}'
screened required
excepted '{is: act, why: the act says which data, act: {task_basis: true, regulated: true, assessed: true}}'
screened probably_not
excepted '{is: {unknown: the lawyer is asked, ask: lawyer, by: 2026-10-12}}'
screened required # whatever the lawyer says, it is not shown yet
rm "$case_file"

t "who holds something else than the proposal says what, for one answer alone"
run report dpia --from "$data/valid/approved.yaml"
run assess 2026-0001 --override residual_high --only consultation --reason "One failure costs a life" --decided-by leader
exits 0
run assess 2026-0001 --override may_not_start --reason "Not before the trial is over" --decided-by leader --dpo-advice "Wait"
exits 0
run --json show 2026-0001
same "$(value result.case.decisions.0.about) $(value result.case.decisions.0.answer)" "consultation yes"
same "$(value result.case.decisions.1.about) $(value result.case.decisions.1.answer)" "start no"

t "legitimate interest is weighed by a person, never counted; a public task and a milder way bar it"
new_register
run report dpia --from "$data/valid/balanced.yaml"
exits 0
balance() {
  run --json assess 2026-0001 --dry-run
  same "$(result balance)" "$1"
}
balance holds
cp "$case_file" "$work/balanced"
sed -i 's/for: \[[^]]*\]/for: []/' "$case_file"
balance holds # one word more or less against decides nothing
sed -i 's/prevails: {is: true/prevails: {is: false/' "$case_file"
balance fails
cp "$work/balanced" "$case_file"
sed -i 's/public_task: false/public_task: true/' "$case_file"
balance not_available
cp "$work/balanced" "$case_file"
sed -i 's/^  against: \[/  against: [less_intrusive, /' "$case_file"
run validate 2026-0001
says dpia-less-intrusive-and-necessary
sed -i 's/necessary: {is: true/necessary: {is: false/' "$case_file"
balance fails
cp "$work/balanced" "$case_file"
sed -i '/^  against: /d' "$case_file"
balance not_weighed

t "a new purpose: consent is not stretched, a basis of its own helps, five factors and a reason else"
purpose() {
  run --json assess 2026-0001 --dry-run
  same "$(result new_purpose)" "$1"
}
cp "$work/balanced" "$case_file"
purpose compatible
sed -i 's/^  consent: false/  consent: true/' "$case_file"
purpose incompatible
sed -i 's/^  own_basis: none/  own_basis: consent/' "$case_file"
purpose own_basis
cp "$work/balanced" "$case_file"
sed -i '/^  safeguards: /d' "$case_file"
purpose not_weighed
cp "$work/balanced" "$case_file"
sed -i 's/^  compatible: {is: true/  compatible: {is: false/' "$case_file"
purpose incompatible

# The register of tests/data/letters/dpia, as plain git commits it.
letter_register() {
  rm -rf "$work/letters"
  mkdir -p "$work/letters/cases/2026"
  cd "$work/letters" || exit 1
  cp "$source_dir/tests/data/letters/pvtool.yaml" .
  cp "$source_dir"/tests/data/letters/dpia/*.yaml cases/2026/
  printf '/outbox/\n' >.gitignore
  git init -q . && git add -A && git commit -qm 'register' || exit 1
}
# golden NAME LANG ARGS...: the Markdown of a document is what it was; UPDATE=1 rewrites it.
golden() {
  local file=$source_dir/tests/data/letters/dpia/expected/$1.$2.md
  run --lang "$2" letter "${@:3}" --format md
  exits 0
  says_not '{{'
  if [ "${UPDATE:-}" = 1 ]; then
    printf '%s\n' "$out" >"$file"
  fi
  if diff -u "$file" - <<<"$out" >"$work/diff"; then ok; else bad "$(cat "$work/diff")"; fi
}

t "every document in every language comes out as it was looked at"
at 2026-10-20T09:00:00+02:00
letter_register
run validate
for language in nb nn en; do
  for name in dpia_report screening_memo ros_report public_summary; do
    golden "$name" "$language" 2026-0001 "$name"
  done
  golden prior_consultation "$language" 2026-0002 prior_consultation
  golden dpia_report-balanced "$language" 2026-0002 dpia_report
  golden screening_memo-early "$language" 2026-0003 screening_memo
  golden ros_report-early "$language" 2026-0003 ros_report
done

t "the report has every part of the template, the letter every part of art. 36(3), and nothing in it reads as markup"
for part in "1 The planned processing" "2 Systematic description" "3 Views" "4 Necessity and proportionality" "5 Risks and measures" "6 Approval and documentation"; do
  true_that grep -qF "## $part" "$source_dir/tests/data/letters/dpia/expected/dpia_report.en.md"
done
for letter in a b c d e f; do
  true_that grep -qF "art. 36(3)($letter)" "$source_dir/tests/data/letters/dpia/expected/prior_consultation.en.md"
done

t "the balancing stands in the report only where the basis is legitimate interest"
true_that grep -qF "### Balancing of interests" "$source_dir/tests/data/letters/dpia/expected/dpia_report-balanced.en.md"
says_nothing_of_it=$(grep -cF "### Balancing of interests" "$source_dir/tests/data/letters/dpia/expected/dpia_report.en.md")
same "$says_nothing_of_it" 0

t "each fact that a document requires is asked for: without it nothing is made"
for row in "dpia_report 2026-0001" "screening_memo 2026-0001" "ros_report 2026-0001" "public_summary 2026-0001" "prior_consultation 2026-0002"; do
  read -r name id <<<"$row"
  removed=0
  while IFS= read -r fact; do
    letter_register
    python3 "$source_dir/tests/e2e/without.py" "$fact" "cases/2026/$id.yaml" pvtool.yaml
    fails 1 letter-incomplete letter "$id" "$name"
    removed=$((removed + 1))
  done < <(python3 "$source_dir/tests/e2e/without.py" --required "$source_dir/templates/dpia/$name.en.md")
  true_that [ "$removed" -gt 0 ]
done
letter_register

t "the letter to Datatilsynet follows the decision to consult: another case has none to send"
run letter 2026-0002 prior_consultation
says_not letter-not-decided
run letter 2026-0001 prior_consultation
exits 1
says letter-decided-otherwise

t "our own sentences are plain"
for language in nb nn en; do
  run --lang "$language" letter 2026-0001 public_summary --check
  exits 0
done

finish
