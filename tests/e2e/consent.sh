#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# consent: from report to close, each demand, ages, withdrawal and letters.
# UPDATE=1 rewrites tests/data/letters/expected/consent-*: read the diff.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

t "from report to close, each step as 'next' proposes it"
new_register
at 2026-10-05T15:00:00+02:00
# step ID: the next step is this one.
step() {
  run next 2026-0001 --json
  same "$(value result.cases.0.next.step)" "$1"
}
run report consent --set 'title=Pictures on the web page of the school' --set owner=unit_leader
exits 0
step say_purposes
run set 2026-0001 'purposes[+]={purpose: show the school day on the web, specific: true}' 'purposes[+]={purpose: show it in the yearly plan, specific: true}'
step consider_other_basis
run set 2026-0001 freely.other_basis_considered=true 'freely.other_basis_why=no act asks for pictures on the web'
step say_freely
run set 2026-0001 freely.imbalance=true freely.real_choice=true 'freely.real_choice_why=pupils take part as well without' freely.tied=false freely.drawback=false
step say_form
run set 2026-0001 form.other_matters=false form.plain=true act.active=true act.prefilled=false
step say_special
run set 2026-0001 data.special=false
step say_told
run set 2026-0001 told.controller=true told.purpose=true told.data=true told.withdrawal_before=true told.withdrawal_how=true
step say_withdrawal
run set 2026-0001 withdrawal.as_easy=true withdrawal.free=true
step say_children
run set 2026-0001 people.children=true
step say_ages
run set 2026-0001 people.service=school people.youngest=6 people.consents=guardian people.guardian_checked=true
step say_image
run set 2026-0001 image.any=true
step say_image_use
run set 2026-0001 image.type=portrait image.use=wider image.form=single 'image.activities=[take, publish, with_name]' 'image.covers=[take, publish]' image.everyone=true
step say_record
run set 2026-0001 record.exists=true record.what=true record.who=true record.how=true record.when=true record.information=true
step say_changed
run set 2026-0001 changed.purpose=false changed.processing=false
step say_times
run set 2026-0001 times.first=2026-08-20 times.processing_from=2026-08-25
step say_duration
run set 2026-0001 'duration.length={years: 3}'
exits 0
step assess
run deadline 2026-0001
says 2029-08-20
run assess 2026-0001
exits 0
run set 2026-0001 'purposes[0].own_choice=true' 'purposes[1].own_choice=false'
step assess_again
run assess 2026-0001
says 'NO: the consent is not valid'
says 'CO-7: several purposes share one choice'
says 'something is done with the pictures that the'
says 'the consent is for a single publication'
step decide
run assess 2026-0001 --accept --reason 'the form must be split' --decided-by leader
exits 0
step stop_invalid
run log 2026-0001 --done stopped_invalid
step renew
run notify 2026-0001 record people --channel letter --number 60
exits 0
run set 2026-0001 'purposes[1].own_choice=true' image.form=wider 'image.covers=[take, publish, with_name]' times.renewed=now
step assess_again
run assess 2026-0001
says 'YES: the consent holds'
run assess 2026-0001 --accept --reason 'a new form with a choice for each' --decided-by leader
exits 0
step keep_or_close

t "a withdrawal comes before all else, until it is done"
at 2026-10-07T10:00:00+02:00
run set 2026-0001 'withdrawals[+]={at: 2026-10-07T09:00:00+02:00, reference: 26/00417-8}'
step stop_now
run deadline 2026-0001
says 'Stop what rests on the withdrawn consent'
says 'Decide on erasure after the withdrawal'
run close 2026-0001 --outcome ended --reason x --decided-by leader
exits 6
says 'a withdrawal is not finished'
run set 2026-0001 'withdrawals[0].stopped=now'
step decide_erasure
run set 2026-0001 'withdrawals[0].erasure=kept'
exits 6
says consent-kept-without-why
run set 2026-0001 'withdrawals[0].erasure=kept' 'withdrawals[0].why=art. 17(3)(b), archives' 'withdrawals[0].erasure_decided=now' 'withdrawals[0].goes_on=true' 'withdrawals[0].basis=arkivlova § 9'
step tell_it_goes_on
run set 2026-0001 'withdrawals[0].told=now'
step confirm_withdrawal
run set 2026-0001 'withdrawals[0].confirmed=now'
step keep_or_close
run close 2026-0001 --outcome ended --reason 'the school has stopped' --decided-by leader
exits 6
says 'what happens to the data'
run set 2026-0001 withdrawal.erasure=erase
run close 2026-0001 --outcome ended --reason 'the school has stopped' --decided-by leader
exits 0
step reopened_or_closed

# answer_of EDIT...: what 'assess' makes of the good sample with these edits of sed.
answer_of() {
  sed "$@" "$source_dir/tests/data/consent/valid/pictures.yaml" >cases/2026/2026-0009.yaml
  sed -i 's/2026-0001/2026-0009/; s/JPRSC/JPRSH/' cases/2026/2026-0009.yaml
  run assess 2026-0009 --dry-run --json
  answer="$(value result.decisions.valid.answer)/$(value result.decisions.renew.answer)"
  rm cases/2026/2026-0009.yaml
}

t "each demand alone makes the consent invalid, an unknown leaves it open, an absent fact undecided"
at 2026-10-20T12:00:00+02:00
answer_of ''
same "$answer" yes/no
while read -r from to; do
  answer_of "s/$from/$to/"
  if [ "$answer" = no/yes ]; then ok; else bad "$from -> $to: $answer"; fi
done <<'END'
specific:.true specific: false
own_choice:.true own_choice: false
plain:.true plain: false
active:.true active: false
prefilled:.false prefilled: true
controller:.true controller: false
withdrawal_before:.true withdrawal_before: false
withdrawal_how:.true withdrawal_how: false
tied:.false tied: true
drawback:.false drawback: true
as_easy:.true as_easy: false
free:.true free: false
real_choice:.true real_choice: false
guardian_checked:.true guardian_checked: false
everyone:.true everyone: false
when:.true when: false
how:.true how: false
information:.true information: false
2026-08-25 2026-08-01
2029-08-01 2026-10-01
use:.single use: wider
publish,.keep keep
END
answer_of 's/plain: true/plain: {unknown: x, by: 2026-11-01}/'
same "$answer" depends/depends
answer_of 's/, plain: true//'
same "$answer" cannot_decide/cannot_decide
answer_of 's/plain: true/plain: {undeterminable: x}/'
same "$answer" no/yes

t "ages: 13 for online services, 15 for pupils, 18 for special categories"
while read -r service youngest special want; do
  answer_of -e "s/service: school/service: $service/" -e "s/youngest: 6/youngest: $youngest/" -e "s/special: false/special: $special/" -e 's/guardian_checked: true/guardian_checked: false/' -e 's/consents: guardian/consents: person/'
  if [ "${answer%/*}" = "$want" ]; then ok; else bad "$service $youngest $special: $answer"; fi
done <<'END'
online_service 12 false no
online_service 13 false yes
school 14 false no
school 15 false yes
school 15 true no
school 17 true no
counselling 9 false yes
small_competition 9 false yes
small_competition 9 true no
END

t "a group at a public event needs no consent, wider use of it does"
answer_of -e 's/type: portrait/type: public_event_group/' -e 's/plain: true/plain: false/'
same "$answer" yes/no
answer_of -e 's/type: portrait/type: public_event_group/' -e 's/plain: true/plain: false/' -e 's/use: single/use: wider/'
same "$answer" no/yes

t "who depends on us is not free because somebody says so (CR-8)"
for relation in pupil employee patient user inhabitant; do
  answer_of -e "s/relation: pupil/relation: $relation/" -e 's/imbalance: true/imbalance: false/' -e '/real_choice/d'
  same "$answer" no/yes
  answer_of -e "s/relation: pupil/relation: $relation/" -e 's/imbalance: true/imbalance: false/'
  same "$answer" yes/no
done
answer_of -e 's/relation: pupil/relation: participant/' -e 's/imbalance: true/imbalance: false/' -e '/real_choice/d'
same "$answer" yes/no
answer_of -e 's/relation: pupil, //' -e 's/imbalance: true/imbalance: false/' -e '/real_choice/d'
same "${answer%/*}" cannot_decide

letters_of consent

t "every letter in every language comes out as it was looked at"
while read -r id template; do
  for language in nb nn en; do
    golden "consent-$template-$id" "$language" "$id" "$template"
    exits 0
    # What goes to people has no word of offices.
    case $template in completeness | assessment_sheet) continue ;; esac
    run --lang "$language" letter "$id" "$template" --check
    says_not plain-official-word
  done
done <<'END'
2026-0003 consent_form_picture
2026-0003 consent_form_child
2026-0003 withdrawal_confirmation
2026-0003 assessment_sheet
2026-0004 consent_form
2026-0004 renewal_request
2026-0004 withdrawal_confirmation
2026-0004 assessment_sheet
END

t "what a letter requires is asked for: without it nothing is made"
while read -r id template fact; do
  cp "cases/2026/$id.yaml" "$work/kept"
  python3 "$source_dir/tests/e2e/without.py" "$fact" "cases/2026/$id.yaml" pvtool.yaml
  fails 1 letter-incomplete letter "$id" "$template"
  says "$fact"
  git checkout -q .
done <<'END'
2026-0003 consent_form_picture image.use
2026-0003 consent_form_child withdrawal.to
2026-0003 withdrawal_confirmation withdrawal.spread
2026-0003 withdrawal_confirmation withdrawal.other_basis.any
2026-0004 consent_form purposes
2026-0004 consent_form duration.until
2026-0004 consent_form role.contact_point.contact
2026-0004 renewal_request withdrawal.to
END

t "a form says nothing that the case denies: it is not made, and not before the case says it"
while read -r edit; do
  sed -i "$edit" cases/2026/2026-0004.yaml
  for language in nb nn en; do
    run --lang "$language" letter 2026-0004 consent_form
    exits 6
  done
  says "'consent_form' would not be true of this case"
  git checkout -q .
done <<'END'
s/drawback: false/drawback: true/
s/tied: false/tied: true/
s/real_choice: true/real_choice: false/
s/imbalance: true, real_choice: true/imbalance: false, real_choice: false/
s/free: true/free: false/
s/as_easy: true/as_easy: false/
s/active: true/active: false/
s/prefilled: false/prefilled: true/
s/explicit: true/explicit: false/
s/^withdrawals:/  - {about: valid, answer: "no", proposed: "no", reason: x, decided_by: director, decided_at: 2026-10-11T10:00:00+02:00}\n&/
END
for fact in freely.drawback freely.tied freely.imbalance withdrawal.free withdrawal.as_easy act.active act.prefilled; do
  python3 "$source_dir/tests/e2e/without.py" "$fact" cases/2026/2026-0004.yaml pvtool.yaml
  run letter 2026-0004 consent_form
  exits 1
  git checkout -q .
done
t "what is only proposed blocks no form, and nor does a decision that a later one took the place of"
decided() { printf '  - {about: valid, answer: "%s", proposed: "no", reason: x, decided_by: director, decided_at: 2026-10-%sT10:00:00+02:00}\\n' "$1" "$2"; }
sed -i "s/^withdrawals:/$(decided no 10)$(decided yes 11)&/" cases/2026/2026-0004.yaml
run letter 2026-0004 consent_form
exits 0
git checkout -q .
sed -i "s/^withdrawals:/$(decided yes 10)$(decided no 11)&/" cases/2026/2026-0004.yaml
run letter 2026-0004 consent_form
exits 6
git checkout -q .
run set 2026-0004 record.exists=false
run --lang en assess 2026-0004 --dry-run
says 'NO: the consent is not valid'
run letter 2026-0004 consent_form
exits 0
git reset -q --hard HEAD~1

t "nor does the letter that asks again"
sed -i 's/drawback: false/drawback: true/' cases/2026/2026-0004.yaml
run letter 2026-0004 renewal_request
exits 6
git checkout -q .

t "what a withdrawal confirms: lawful only where the consent was decided to hold, free only where it is"
run --lang en letter 2026-0003 withdrawal_confirmation --format md
says 'What we did before you withdrew stays lawful'
says 'It costs nothing'
sed -i -e 's/free: true/free: false/' -e 's/^withdrawals:/  - {about: valid, answer: "no", proposed: "no", reason: x, decided_by: leader, decided_at: 2026-10-11T10:00:00+02:00}\n&/' cases/2026/2026-0003.yaml
run --lang en letter 2026-0003 withdrawal_confirmation --format md
says_not 'stays lawful'
says 'does not change whether'
says_not 'costs nothing'
git checkout -q .

t "no proposed command fills in an answer: the person says it"
if grep -nE '^ +command: .*(=(true|false|now)\b|--outcome [a-z])' "$source_dir/schemas/consent/kind.yaml" >"$work/filled"; then bad "$(cat "$work/filled")"; else ok; fi

finish
