#!/usr/bin/env bash
# Who must be told: what an officer sees of it, at several hours of a case.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

letter="$source_dir/tests/data/breach/valid/letter.yaml"

# line RULE KEY [GROUP]: what the JSON in $out says of a line of the plan; "none" when it has no such.
line() {
  python3 -c '
import json, sys
rule, key, group = (sys.argv[1:] + [""])[:3]
found = [r for r in json.load(sys.stdin)["result"]["recipients"]
         if r["rule"].split("@")[0] == "plan." + rule and (not group or r["group"] == group)]
value = found[0] if found else "none"
for part in key.split(".") if found else []:
    value = value[int(part)] if isinstance(value, list) else value.get(part)
print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))' "$@" <<<"$out"
}
# rules: the ids of the lines, in order.
rules() {
  python3 -c '
import json, sys
print(*[r["rule"].split("@")[0][5:] for r in json.load(sys.stdin)["result"]["recipients"]])' <<<"$out"
}
# channels RULE [GROUP]: the channels of a line, those that are barred with a minus.
channels() {
  python3 -c '
import json, sys
rule, group = (sys.argv[1:] + [""])[:2]
found = [r for r in json.load(sys.stdin)["result"]["recipients"]
         if r["rule"].split("@")[0] == "plan." + rule and (not group or r["group"] == group)]
print(*[("" if c["allowed"] else "-") + c["channel"] for c in found[0]["channels"]])' "$@" <<<"$out"
}
# fits: no line of a plan is wider than a terminal of 96 columns.
fits() {
  local wide
  wide=$(python3 -c '
import sys
print(*[l for l in sys.stdin.read().split("\n") if len(l) > 96], sep="\n")' <<<"$out")
  same "$wide" ""
}
# plan ID: its plan, as JSON.
plan() { run --json notify "$1" plan; }

# The courts administration, in short: eight roles, two steps, three categories, a team.
roles() {
  cat >pvtool.yaml <<'YAML'
format: 1
organisation: {name: Eksempel, sector: public, contact: postmottak@example.invalid}
language: nb
time_zone: Europe/Oslo
calendar: "no"
roles:
  director: {title: Direktør, is: controller, holder: Direktøren, deputies: [Assisterende direktør]}
  department_director: {title: Avdelingsdirektør, is: management, holder: Avdelingsdirektøren}
  reporter: {title: Melder, is: reporter, appointed: outside}
  team: {title: Avviksteam, is: team}
  executor: {title: Utførende, is: executor, appointed: each_time}
  owner: {title: Avvikseier, is: owner, appointed: each_time}
  organisation: {title: DA-organisasjonen og domstolene, is: organisation}
  security: {title: Fagansvarlig informasjonssikkerhet, is: information_security, holder: Fagansvarlig}
  adviser: {title: Personvernrådgiver, is: privacy_adviser, holder: Rådgiveren, deputies: [Nestleder i teamet], contact: 22 00 00 01, out_of_hours: 90 00 00 01}
  dpo: {title: Personvernombud, is: dpo, holder: Ombudet, contact: personvernombud@example.invalid}
  communications: {title: Kommunikasjonsavdelingen, is: communications, holder: Kommunikasjonssjefen}
  authority: {title: Datatilsynet, is: authority, appointed: outside}
decide: [director, department_director]
send_to_authority: [dpo, adviser]
contacts: {police: "112"}
routine:
  document: Rutine for håndtering av personvernavvik 1.0
  matrix:
    - {step: registration, responsible: organisation, performing: [reporter], informed: [team, dpo, authority]}
    - {step: review, responsible: team, performing: [reporter, team, executor], consulted: [team, security, dpo], informed: [team, dpo]}
  team:
    - {need: Lede teamet, role: adviser, appointed: fixed, deputy: true}
    - {need: Juridisk kompetanse, role: dpo, appointed: covered, covered_by: dpo}
    - {need: Informasjonssikkerhet, role: security, appointed: when_needed, deputy: true}
policies:
  tell_people: as_the_law_says
  consequence_category: {very_small: low, small: low, medium: high, large: high, very_large: high}
  category_actions:
    low: {authority: "no", people: "no", root_cause: "no", team: false, escalate: []}
    medium: {authority: "yes", people: consider, root_cause: consider, team: true, escalate: [department_director, team]}
    high: {authority: "yes", people: "yes", root_cause: "yes", team: true, escalate: [director, department_director, team, communications]}
YAML
  git commit -qam roles
}

new_register
roles
report_good
id=2026-0001

t "at the first hour: the law before the house, proposed and not decided, with the clock and what is missing"
run notify $id plan
exits 0
fits
says "What the law says"
says "[ ] Notify Datatilsynet: DUTY, proposed, not decided yet"
says "2026-10-08 14:37 +02:00 (71 h 37 min left)"
says "Personvernombud (Ombudet, personvernombud@example.invalid)"
says "Altinn"
says "data.records"
says "pvtool assess $id --accept --reason TEXT --decided-by ROLE"
says "pvtool notify $id draft authority"
says "What your own routine says"
says "Consider each, yes or no: Employees; Students; The media"
plan $id
exits 0
same "$(rules)" "authority people dpo team privacy_adviser owner escalate_high escalate_high escalate_high wrong_recipient reporter employees students media"
same "$(line authority verb)" notify
same "$(line people verb)" tell
same "$(line dpo verb)" inform
same "$(line authority state)" to_do
same "$(line authority decision)" null
same "$(line authority deadline.rule)" breach.authority_72_hours@1
same "$(line people group)" patients/Hjemmetjenesten
same "$(line wrong_recipient state)" to_do
same "$(python3 -c '
import json, sys
d = json.load(sys.stdin)
print([r["to"][0]["role"] for r in d["result"]["recipients"] if r["rule"].startswith("plan.escalate")])' <<<"$out")" \
  "['director', 'department_director', 'communications']"

t "without the word plan it is the plan"
first=$out
run --json notify $id
same "$out" "$first"

t "in all three languages, none wider than the terminal, nothing without words"
for language in en nb nn; do
  run --lang "$language" notify $id
  exits 0
  fits
  says_not "[plan"
  says_not "plan."
done
run --lang nb notify $id
says "Melde til Datatilsynet: PLIKT"
says "Underrette de berørte: Pasienter, Hjemmetjenesten"
says "Informere personvernombudet"
says_not "registrerte"
run --lang nn notify $id
says "Underrette dei som er råka: Pasientar, Hjemmetjenesten"
says "Informere personvernombodet"

t "no sensitive data by e-mail: plain e-mail and text messages are barred for health data"
plan $id
same "$(channels people)" "letter digital_post telephone in_person encrypted_email -sms -email"
same "$(channels authority)" "altinn encrypted_email letter -email"

t "the routine as pvtool.yaml has it, cell by cell, and the current category marked"
run --lang nb notify $id
says "Ansvarsmatrise"
says "Registrering                U       I       -       A       -       I       I"
says "Gjennomgang av avviket      U       A U K I U       -       K       K I     -"
says "A ansvarlig (avvikseier), U utførende, K konsulterende, I informert."
says "  > Høy         eskaleres til: Direktør, Avdelingsdirektør, Avviksteam,"
says "(denne saken)"
says "melde til Datatilsynet: ja; underrette de berørte: vurder i hver sak; analyse av"
says "Lede teamet"
says "stedfortreder: Nestleder i teamet"
says "STEDFORTREDER"
plan $id
same "$(value result.routine.matrix.1.performing)" '["reporter", "team", "executor"]'
same "$(value result.routine.escalation.medium.escalate)" '["department_director", "team"]'
same "$(value result.routine.team.0.role)" adviser
same "$(value result.routine.category)" high

t "decided: the decision counts, and the next command records what was done"
run assess $id --accept --reason "Health data in strange hands" --decided-by director
exits 0
run notify $id
says "decided: yes, by Direktør, 2026-10-05 15:00 +02:00"
fits
says "pvtool notify $id record authority --phase incomplete --reference TEXT \\"
says "                  --channel altinn"
says_not "proposed, not decided"
plan $id
same "$(line authority decision.stands)" true
same "$(line people deadline.rule)" breach.people@1

t "told: what was done stands there, a withdrawal tells nobody, and a first notice says that more follows"
run set $id "notifications[+]={recipient: authority, at: 2026-10-06T10:00, phase: withdrawal}"
at 2026-10-06T12:00:00+02:00
run set $id "notifications[+]={recipient: authority, at: 2026-10-06T10:00, phase: withdrawal}"
exits 0
plan $id
same "$(line authority state)" to_do
run set $id "notifications[+]={recipient: authority, at: 2026-10-06T11:00, phase: incomplete}"
plan $id
same "$(line authority state)" begun
run notify $id
says "[/] Notify Datatilsynet: first notice given 2026-10-06 11:00 +02:00, MORE FOLLOWS"
says "--phase complete"
run set $id "notifications[+]={recipient: authority, at: 2026-10-06T11:30, phase: complete}"
run set $id "notifications[+]={recipient: dpo, at: 2026-10-06T11:30}"
run notify $id
says "[x] Notify Datatilsynet: done 2026-10-06 11:30 +02:00"
says "[x] Inform the data protection officer: done 2026-10-06 11:30 +02:00"

t "a notice that was withdrawn is to be given again as long as the decision is yes"
at 2026-10-06T13:00:00+02:00
run set $id "notifications[+]={recipient: authority, at: 2026-10-06T12:30, phase: withdrawal}"
plan $id
same "$(line authority state)" to_do
same "$(line authority withdrawn.phase)" withdrawal
run notify $id
says "[ ] Notify Datatilsynet: DUTY"
says "the notice was withdrawn 2026-10-06 12:30 +02:00: it is to be given again"
run --lang nb notify $id
says "meldingen ble trukket tilbake"

t "an escalation is done role by role"
run set $id "notifications[+]={recipient: management, role: communications, at: 2026-10-06T11:30}"
run notify $id
says "[x] Inform: Kommunikasjonsavdelingen: done"
says "[ ] Inform: Direktør: by your routine"
says "record director"

t "considered and answered: yes is a decision and no duty, no stands there with its reason"
run set $id "communication.others=[{whom: employees, tell: true, why: They answer the telephone}, {whom: media, tell: false, why: One person}, {whom: police, tell: true, why: It was stolen}]"
exits 0
plan $id
same "$(line police_crime need) $(line police_crime state) $(line police_crime basis)" "decided to_do law"
run notify $id
says "[ ] Employees: yes, decided"
says "[ ] Report to the police: yes, decided"
says "[-] The media: no, decided"
says "One person"
says "Consider each, yes or no: Students"

t "a protected address: telephone and police first, letters, digital post and guardians barred, until cleared"
at 2026-10-05T15:00:00+02:00
run report --from "$letter" --set "subjects[0].protected_address=true"
exits 0
id=2026-0002
plan $id
exits 0
same "$(rules | cut -d' ' -f1-2)" "police_protected_address authority"
same "$(channels people)" "telephone in_person encrypted_email -letter -digital_post -sms -email -guardians"
run notify $id
fits
says "First of all"
says "[ ] Call the police: Patients, Hjemmetjenesten: ADVICE, URGENT"
urgent=$(grep -n "Call the police:" <<<"$out" | cut -d: -f1)
law=$(grep -n "What the law says" <<<"$out" | cut -d: -f1)
same "$((urgent < law))" 1
same "$(run --lang nb notify $id && grep -c "RÅD, HASTER" <<<"$out")" 1
same "$(run --lang nn notify $id && grep -c "RÅD, HASTAR" <<<"$out")" 1
run notify $id
says "112"
says "FIRST Telephone, In person: protected address"
says "NOT Letter, Digital post, Guardians: protected address"
run set $id "subjects[0].address_cleared={at: 2026-10-05T14:50, by: adviser, channels: [email, telephone]}"
exits 0
plan $id
same "$(channels people)" "telephone -email"
run set $id "subjects[0].address_cleared={at: 2026-10-05T14:50, by: adviser, channels: [email]}"
run assess $id --accept --reason "Health data" --decided-by director
plan $id
same "$(channels people)" "-email"
says "record people"
says_not "record people --channel"
run report --from "$letter" --set "subjects[0].protected_address={unknown: the population register is asked, by: 2026-10-06}"
plan 2026-0003
same "$(channels people)" "telephone in_person encrypted_email -letter -digital_post -sms -email -guardians"

t "a command that is too long for the line goes on in the next, as a shell reads it"
run report --from "$letter" --set "subjects=[{group: employees, unit: Barne- og ungdomsskolen, count: {exact: 3}, protected_address: false}, {group: patients, count: {exact: 1}, protected_address: false}]"
run assess 2026-0004 --accept --reason "Health data" --decided-by director
run notify 2026-0004
fits
says "pvtool notify 2026-0004 record people \\"
says "                  --group 'employees/Barne- og ungdomsskolen' --channel letter"
plan 2026-0004
same "$(line people state employees/Barne-\ og\ ungdomsskolen)" to_do

t "a leader who is party to the case is out of plan and decision, and the deputy is named"
run report --from "$letter" --set "conflict=[director, adviser]"
exits 0
id=2026-0005
run notify $id
exits 0
fits
says "Party to the case: neither told, nor deciding or sending"
says "Direktør; deputy: Assisterende direktør"
says "Personvernrådgiver; deputy: Nestleder i teamet"
says "May decide now: Avdelingsdirektør."
says "forvaltningsloven § 6"
plan $id
same "$(line authority by.0.role)" dpo
same "$(line authority by | grep -c adviser)" 0
same "$(value result.conflict.0.role)" director
same "$(line escalate_high to)" "[]"
run notify $id
says "[ ] Inform: Direktør: by your routine"
says "'Direktør' is left out: party to the case"
run set $id "conflict=[director, department_director]"
run notify $id
says "Everybody who may decide is party to it: ask the deputy first: Assisterende direktør."
says_not "NOBODY is left"
says "Avdelingsdirektør; NO DEPUTY is named"
plan $id
same "$(value result.may_decide.0.role) $(value result.may_decide.0.as)" "director deputy"
run set $id "conflict=[director, department_director, dpo, adviser]"
run notify $id
fits
says "told by     the deputy first: Nestleder i teamet"
run next $id --card
says "everybody else is party to the case: ask the deputy first"
says "Personvernrådgiver"
says "Nestleder i teamet"
says_not "22 00 00 01"
sed -i 's/sector: public/sector: private/; s/, deputies: \[Assisterende direktør\]//' pvtool.yaml
run notify $id
says "NOBODY is left"
says "may be disqualified too"
says_not forvaltningsloven
git checkout -q pvtool.yaml

t "we are the processor: the controller is told, authority and people are the controller's to tell"
run report --from "$letter" --set scope.role=processor --set "incident.parties=[{as: controller, name: Nabokommunen}]"
exits 0
id=2026-0006
plan $id
exits 0
same "$(line controller state)" to_do
same "$(line controller named)" '["Nabokommunen"]'
same "$(line controller deadline.rule)" breach.controller@1
same "$(line authority verdict)" no
same "$(line people verdict)" no
same "$(line authority commands)" "[]"
run notify $id
fits
says "[ ] Tell the controller: DUTY"
says "Nabokommunen"
says "the controller's to tell, not"
says "[-] Notify Datatilsynet: no"

t "facts are absent: cannot decide, the law's default, exit 4; declared unknown: it depends, exit 0"
run report --set "title=Lost telephone" --set times.aware=2026-10-05T14:37
id=2026-0007
run notify $id
exits 4
fits
says "[?] Notify Datatilsynet: CANNOT DECIDE, facts are missing"
says "incident.types"
says "Until it is settled the law says: notify"
says "2026-10-08 14:37 +02:00"
says "Cannot be said yet: "
says "pvtool assess $id"
plan $id
exits 4
same "$(value exit)" 4
same "$(line authority default)" yes
run report --from "$letter" --set "data.types={unknown: the file is being read, by: 2026-10-06}"
run notify 2026-0008
exits 0
says "IT DEPENDS"

t "a preliminary category before the facts: the escalation starts at once"
run set $id handling.preliminary_category=high
run notify $id
exits 4
says "High (preliminary"
says "[ ] Inform: Direktør: by your routine"
says "[ ] Call the deviation team: by your routine"

t "decided no with its ground; when the facts change it no longer stands"
run report --from "$letter" --set "data.types=[basic]" --set "subjects[0].vulnerable=false"
id=2026-0009
run assess $id --override unlikely --reason "The envelope came back unopened" --decided-by director
exits 0
plan $id
same "$(line authority verdict)" no
same "$(line authority decision.stands)" true
run notify $id
says "[-] Notify Datatilsynet: no, decided"
says "decided: no, by Direktør"
run set $id "data.types=[basic, health]"
run notify $id
says "decided no on 2026-10-05 15:00 +02:00, but the facts"
plan $id
same "$(line authority verdict)" yes

t "told publicly where telling each would take disproportionate effort"
run report --from "$letter" --set "communication.disproportionate={is: true, why: Nobody has their addresses}" \
  --set "subjects[0].vulnerable=true"
id=2026-0010
plan $id
same "$(channels people_publicly)" "web press social_media"
same "$(line people state)" none

t "the organisation tells everybody: a line of the house beside the law's no"
sed -i 's/tell_people: as_the_law_says/tell_people: everyone/' pvtool.yaml
git commit -qam everyone
plan 2026-0009
run assess 2026-0009
run assess 2026-0009 --override unlikely --reason "It came back unopened" --decided-by director
plan 2026-0009
same "$(line people verdict)" no
same "$(line people_everyone state)" to_do
same "$(line people_everyone basis)" house

t "an anonymous reporter hears it through the case reference only"
run report --from "$letter" --set "reporter={anonymous: true}"
plan 2026-0011
same "$(line reporter state)" none
same "$(channels reporter_anonymous)" "internal_system web -letter -digital_post -email -encrypted_email -sms -telephone -in_person"
run notify 2026-0011
says "through the case reference only"

t "the data protection officer is a duty only where there is one; a public body must have one"
report=2026-0011
sed -i '/is: dpo/d; s/send_to_authority: \[dpo, adviser\]/send_to_authority: [adviser]/; s/, dpo\]/]/; s/, dpo, authority\]/, authority]/; s/\[dpo\]/[team]/; /Juridisk/d' pvtool.yaml
git commit -qam "no dpo"
plan $report
same "$(line dpo state)" none
same "$(line dpo_absent state)" to_do
run notify $report
says "a public body must have a data protection officer"
sed -i 's/sector: public/sector: private/' pvtool.yaml
git commit -qam private
plan $report
same "$(line dpo state) $(line dpo_absent state)" "none none"

t "children: the message goes to the guardians as well, who are barred at a protected address"
run report --from "$letter" --set "subjects[0].group=minors" --set "subjects[0].protected_address=false"
id=2026-0012
run notify $id
exits 0
fits
says "children: the message goes to their guardians as well"
says_not "NOT Letter"
run set $id "subjects[0].protected_address=true"
run notify $id
says "children: the message goes to their guardians as well"
says "NOT Letter, Digital post, Guardians"
run --lang nn notify $id
says "eldre barn sjølve"

t "the owner is one entry, by the title of the role that the case names"
run set $id "owner=department_director"
run notify $id
same "$(grep -A4 'Inform the deviation owner' <<<"$out" | grep -c '^    who ')" 1
same "$(grep -A4 'Inform the deviation owner' <<<"$out" | grep -c 'Avdelingsdirektør')" 1
says_not "who         department_director"

t "no label of the matrix runs into its cells"
sed -i 's/{step: registration, responsible: organisation/{step: owners, responsible: organisation/' pvtool.yaml
run --lang nn notify $id
says "    Avviks- og tiltakseigarar   U"
fits

t "a house line bars the same channels as the law's: how people are told is said once"
cd "$work" || exit 1
run init house --profile krus --language en
cd house || exit 1
run report --from "$letter" --set incident.confidentiality.recipients.deletion=confirmed
run --json notify 2026-0001
same "$(value result.id)" 2026-0001
same "$(channels people_everyone)" "letter digital_post telephone in_person encrypted_email -sms -email"

t "a plan or a form that rests on a decision which the facts have left behind says so"
run assess 2026-0001 --accept --reason r --decided-by director
run notify 2026-0001 draft authority
says_not decision-stale
run set 2026-0001 "subjects[0].protected_address=true"
for words in '' 'draft authority'; do
  # shellcheck disable=SC2086
  run notify 2026-0001 $words
  says "warning: decision-stale"
done

finish
