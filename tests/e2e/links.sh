#!/usr/bin/env bash
# Cases that hang together: said once, shown from both sides, and judged.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

new_register
report_good
report_good
report_good

t "a link is said in one case and shown by both"
run set 2026-0002 'links[+]={to: 2026-0001, as: caused_by}'
exits 0
run --json show 2026-0002
same "$(value result.links.0.id) $(value result.links.0.as) $(value result.links.0.said_by)" \
  "2026-0001 caused_by 2026-0002"
run --json show 2026-0001
same "$(value result.links.0.id) $(value result.links.0.as) $(value result.links.0.said_by)" \
  "2026-0002 caused_by 2026-0002"
same "$(value result.links.0.status) $(value result.links.0.kind)" "open breach"
run show 2026-0001
says "Led to"
says "2026-0002"
run --lang nn show 2026-0001
says "Førte til"
run --json show 2026-0003
same "$(value result.links)" "[]"

t "an id that only stands in a text is no link"
run log 2026-0003 "looks like 2026-0001"
exits 0
run --json show 2026-0001
same "$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["result"]["links"]))' <<<"$out")" 1

t "a link to a case that is not here is a warning, and nothing is lost"
run set 2026-0003 'links[+]={to: 2026-0099, as: related}'
exits 0
run validate
exits 1
says "warning: link-to-nothing: no case '2026-0099' is in this register"
says "cases/2026/2026-0003.yaml"
run show 2026-0003
says "2026-0099 (not in this register)"
run log 2026-0003 "a warning refuses nothing"
exits 0

t "cases that repeat each other lead nowhere"
run set 2026-0002 'links[+]={to: 2026-0003, as: duplicate_of}'
exits 0
run validate
says_not duplicates-in-circle
run set 2026-0003 'links[+]={to: 2026-0002, as: duplicate_of}'
exits 0
run validate
exits 1
says "error: duplicates-in-circle: '2026-0003' repeats a case that repeats '2026-0003'"
says "error: duplicates-in-circle: '2026-0002' repeats a case that repeats '2026-0002'"

t "a case that cannot be read stands in the way of nobody else"
printf 'kind: breach\nlinks: [{to: 2026-0001\n' >cases/2026/2026-0002.yaml
run --json show 2026-0001
same "$(value result.links)" "[]"
run --json show 2026-0003
same "$(value result.links.1.id) $(value result.links.1.title)" '2026-0002 '

t "a kind without catalogues says so"
fails 2 no-such-catalogue report breach --catalogue legal_basis --set title=x

finish
