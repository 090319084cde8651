#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# the duty to inform: from report to close, its clocks, exceptions and letters.
# UPDATE=1 rewrites tests/data/letters/expected/information-*: read the diff.
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
run report information --set 'title=Application for municipal housing' --set owner=unit_leader
exits 0
step say_source
run set 2026-0001 collection.source=both
step say_when_obtained
run set 2026-0001 collection.obtained=2026-10-01
step say_when_begins
run set 2026-0001 collection.began=2026-10-06T08:00:00+02:00
step say_purposes
run set 2026-0001 'use.purposes[+]={purpose: allot municipal housing, article: art_6_1_e, act: bustadsosiallova § 6}'
step say_use
run set 2026-0001 use.recipients.any=false use.transfer.any=false use.automated.any=false use.marketing=false
step say_others
run set 2026-0001 people.others_mentioned=false
step write_notice
run set 2026-0001 'notices[+]={audience: users, article: both, title: Housing, where: the form, dated: 2026-10-01}'
exits 0
step assess
run assess 2026-0001
exits 4 # something cannot be decided yet
says 'YES: people must be informed'
says 'The information       CANNOT DECIDE'
step judge_items
items='controller dpo purposes legal_basis categories recipients storage rights complaint source obligation'
for item in $items; do
  run set 2026-0001 "notices[0].content.$item.is=present"
  exits 0
  says assessment-stale
done
run set 2026-0001 'notices[0].content.objection.is=missing'
step assess_again
run assess 2026-0001
says 'NO: the information is not complete'
says 'IN-18 is missing: the right to object, set apart from the rest'
step decide
run assess 2026-0001 --accept --reason 'the right to object must be added' --decided-by leader
exits 0
step mend_notice
run set 2026-0001 'notices[0].content.objection.is=present'
step assess_again
run assess 2026-0001
says 'YES: nothing that the law asks for is missing'
step decide
run assess 2026-0001 --accept --reason 'all items are there' --decided-by leader
exits 0
step inform_at_collection
run set 2026-0001 telling.since=2026-10-05T12:00:00+02:00 'telling.how=on the form'
step tell_people
run notify 2026-0001 record people --channel digital_post --number 40
exits 0
step say_revision
run set 2026-0001 'notices[0].revise_by=2027-10-01'
exits 0
step keep_or_close
run deadline 2026-0001
says 'Revise the privacy notice'
at 2027-10-02T09:00:00+02:00
step revise
at 2026-10-06T09:00:00+02:00
run close 2026-0001 --outcome handled --reason 'settled; revision stands in the calendar' --decided-by leader
exits 0
step reopened_or_closed

t "what closing needs is named"
run report information --set 'title=A camera in the hall'
for obstacle in handled:assessed no_duty:assessed no_personal_data:collection.personal_data; do
  run close 2026-0002 --outcome "${obstacle%%:*}" --reason x --decided-by leader
  exits 6
  says "${obstacle#*:}"
done

t "clocks: ten days of the house inside the month of the law, and whichever comes first"
run set 2026-0002 collection.source=others collection.obtained=2026-01-31 collection.first_contact=2026-02-10 collection.first_disclosure=2026-02-20T12:00:00+01:00
at 2026-02-01T12:00:00+01:00
run assess 2026-0002 --dry-run
says_not '2026-03-02' # never a later day than the first that counts
run deadline 2026-0002 --json
same "$(python3 -c '
import json, sys
print(" ".join(sorted(row["rule"].split("@")[0].split(".")[-1] + "=" + str(row["due"])[:10] for row in json.load(sys.stdin)["result"]["clocks"])))' <<<"$out")" \
  'first_contact=2026-02-10 first_disclosure=2026-02-20 others_month=2026-03-02 others_ten_days=2026-02-10'

t "an exception lifts the duty of its own source only, and never without why"
at 2026-10-20T12:00:00+02:00
run report information --set 'title=Yearly update' --set collection.source=both
run set 2026-0003 'exceptions[+]={ground: art_13_4, covers: all, why: as last year, documentation: 25/00021, had: {what: all, how: form, when: 2025-08-20, unchanged: true}}'
run assess 2026-0003 --dry-run
says 'YES: people must be informed'
run set 2026-0003 collection.source=person
run assess 2026-0003 --dry-run
says 'NO: the law does not require that people are informed'
run set 2026-0003 'exceptions[0].covers=part' 'exceptions[0].what=the purposes'
run assess 2026-0003 --dry-run
says 'YES: people must be informed'
run set 2026-0003 'exceptions[+]={ground: section_16, letter: b, covers: all}'
exits 6
says information-exception-undocumented

t "section 16: letters c and e never cover a whole collection; where there is no duty, nothing is called complete"
for source in person others; do
  for letter in a b c d e f; do
    run report information --set "title=$letter" --set collection.source=$source --set people.others_mentioned=false
    for id in cases/2026/*.yaml; do :; done # the newest
    id=$(basename "$id" .yaml)
    run set "$id" "exceptions[+]={ground: section_16, letter: $letter, covers: all, why: x, documentation: y, considerations: z}"
    run assess "$id" --dry-run
    case $letter in
      c | e)
        says 'YES: people must be informed'
        says 'never exempts a whole collection'
        ;;
      *)
        says 'NO: the law does not require that people are informed'
        says 'not required: nobody has to be informed'
        says 'NOT REQUIRED: nobody has to be informed'
        says_not 'YES:'
        says_not 'the information is complete'
        run letter "$id" completeness
        says 'Not required: nobody has to be informed'
        says_not 'every item that the law asks for is there'
        ;;
    esac
  done
done

t "which items a notice needs: art. 13, art. 14 (RV-10)"
for article in art_13 art_14; do
  run report information --set "title=$article" --set collection.source="$([ $article = art_13 ] && echo person || echo others)"
  for id in cases/2026/*.yaml; do :; done # the newest
  id=$(basename "$id" .yaml)
  run set "$id" 'use.purposes[+]={purpose: x, article: art_6_1_c, act: y}' use.recipients.any=false use.transfer.any=false \
    use.automated.any=false use.marketing=false people.others_mentioned=false "notices[+]={audience: users, article: $article, where: z, dated: 2026-10-01}"
  for item in controller dpo purposes legal_basis storage rights complaint; do run set "$id" "notices[0].content.$item.is=present"; done
  run assess "$id" --dry-run --json
  same "$(value result.decisions.complete.answer)" cannot_decide
  same "$(python3 -c '
import json, sys
print(" ".join(row["fact"].split(".")[-2] for row in json.load(sys.stdin)["result"]["decisions"]["complete"]["open"]))' <<<"$out")" \
    "$([ $article = art_13 ] && echo obligation || echo 'categories source')"
done

letters_of information

t "every letter in every language comes out as it was looked at"
while read -r id template; do
  for language in nb nn en; do
    golden "information-$template-$id" "$language" "$id" "$template"
    exits 0
    # What goes to people has no word of offices.
    case $template in completeness | assessment_sheet) continue ;; esac
    run --lang "$language" letter "$id" "$template" --check
    says_not plain-official-word
  done
done <<'END'
2026-0001 collection_notice
2026-0001 collection_annex
2026-0001 privacy_notice
2026-0001 completeness
2026-0002 collection_annex
2026-0002 privacy_notice
2026-0002 completeness
END

t "what a letter requires is asked for: without it nothing is made"
while read -r id template fact; do
  cp "cases/2026/$id.yaml" "$work/kept"
  python3 "$source_dir/tests/e2e/without.py" "$fact" "cases/2026/$id.yaml" pvtool.yaml
  fails 1 letter-incomplete letter "$id" "$template"
  says "$fact"
  git checkout -q .
done <<'END'
2026-0001 collection_notice use.purposes
2026-0001 collection_notice role.contact_point.contact
2026-0001 collection_annex use.categories
2026-0001 collection_annex use.transfer.any
2026-0001 collection_annex collection.sources
2026-0001 collection_annex collection.source_public
2026-0001 collection_annex rights.apply
2026-0001 privacy_notice use.obliged.any
2026-0001 privacy_notice use.storage
2026-0001 completeness collection.source
END

t "no proposed command fills in an answer: the person says it"
if grep -nE '^ +command: .*(=(true|false|now)\b|--outcome [a-z])' "$source_dir/schemas/information/kind.yaml" >"$work/filled"; then bad "$(cat "$work/filled")"; else ok; fi

finish
