#!/usr/bin/env bash
# `pvtool audit stats` and `audit control`, and what `assess` says of earlier cases: what a director, an officer and
# an inspector type.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# two_years: a register of two years, made without pvtool, in ./reg.
two_years() {
  at 2026-01-20T12:00:00+01:00
  new_register
  python3 "$source_dir/tests/e2e/two_years.py" make "$work/reg"
  git add cases && git commit -qm 'two years'
}
# kind KEY: what stands at KEY of the first kind.
kind() { value "result.kinds.0.$1"; }

t "figures are those that an independent count finds, of both years"
two_years
run validate
says_not "error:"
run --json audit stats --year 2025
exits 0
printf '%s' "$out" >"$work/stats.json"
same "$(python3 "$source_dir/tests/e2e/two_years.py" compare "$work/stats.json")" "the same"

t "two runs are the same byte for byte, and --format json is --json"
first=$out
run --json audit stats --year 2025
same "$out" "$first"
run audit stats --year 2025 --format json
same "$out" "$first"

t "a page for the terminal: totals, shares, bars, what is not known, what is not counted"
run audit stats --year 2025
exits 0
says "Figures for 1 January 2025 to 31 December 2025"
says "drills: 3"
says "duplicates of another case: 4"
says "25 of 37 in time (68 %)"
says "█"
says "Not known"
says "Has happened before"
says "Compared with 1 January 2024 to 31 December 2024"

t "days instead of a year, and what is wrong with them"
run --json audit stats --since 2025-02-01 --until 2025-02-28
same "$(value result.cases)" 8
fails 2 year-or-days audit stats --year 2025 --since 2025-01-01
fails 2 bad-year audit stats --year twenty
fails 2 bad-day audit stats --since 2025-02-30
fails 2 span-ends-before-it-begins audit stats --since 2025-03-01 --until 2025-02-01

t "the year so far ends today, and is compared with the same days"
run --json audit stats
same "$(value result.so_far)" true
same "$(value result.span.until)" 2026-01-20
same "$(value result.before.span.until)" 2025-01-20
same "$(value result.cases)" 0

t "a register without a year before says so"
run --json audit stats --year 2024
same "$(value result.before)" null
run audit stats --year 2024
says "There is nothing to compare with"

t "what is published: no number below five, no single case, no words of cases"
run --json audit stats --year 2025 --public
exits 0
same "$(value result.hidden_below)" 5
same "$(value result.standing)" null
same "$(value result.happened_before)" "[]"
python3 -c '
import json, sys
def numbers(value):
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("cases", "not_known", "not_asked", "in_time", "late", "overdue", "running", "stopped",
                       "without_limit", "cannot_decide", "none", "open", "drill", "duplicate"):
                if isinstance(one, int) and not isinstance(one, bool):
                    yield one
                    continue
            yield from numbers(one)
    elif isinstance(value, list):
        for one in value:
            yield from numbers(one)
result = json.load(sys.stdin)["result"]
print([n for n in numbers(result) if 0 < n < 5], sum(1 for n in numbers(result) if n >= 5) > 3)' <<<"$out" >"$work/small"
same "$(cat "$work/small")" "[] True"
says_not 2025-00
run audit stats --year 2025 --public
says "Numbers below 5 are hidden"
says_not "Open cases now"
sed -i 's/^policies:.*/&\n  small_cells: 12/' pvtool.yaml
run --json audit stats --year 2025 --public
same "$(value result.hidden_below)" 12
git checkout -q pvtool.yaml

t "one page of HTML that needs nothing else, with a title, a description and a table for each chart"
for language in en nb nn; do
  run --lang "$language" audit stats --year 2025 --format html --output "$work/$language.html"
  exits 0
  true_that grep -q "<html lang=\"$language\">" "$work/$language.html"
  python3 - "$work/$language.html" <<'PY' >"$work/checked"
import html.parser, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.charts, self.faults = [], set(), [], []
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            if attributes["id"] in self.ids: self.faults.append("id twice " + attributes["id"])
            self.ids.add(attributes["id"])
        if tag in ("script", "link", "img", "iframe"): self.faults.append(tag)
        if any(key in attributes for key in ("src", "href")): self.faults.append("address")
        if tag == "svg": self.charts.append(attributes.get("aria-labelledby", ""))
        if tag not in ("meta", "rect", "line", "br"): self.open.append(tag)
    def handle_endtag(self, tag):
        if tag in ("rect", "line"): return
        if not self.open or self.open.pop() != tag: self.faults.append("not closed " + tag)
page = Page()
page.feed(text)
for ids in page.charts:
    for one in ids.split():
        if one not in page.ids: page.faults.append("no " + one)
if page.open: page.faults.append("open " + str(page.open))
if re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text): page.faults.append("network")
if len(page.charts) < 8 or text.count("<caption>") <= len(page.charts): page.faults.append("few charts or tables")
if re.search(r"\[[a-z_.]+\]", text): page.faults.append("text missing")
print(page.faults)
PY
  same "$(cat "$work/checked")" "[]"
done
run audit stats --year 2025 --format md
says "| Deadline | Share |"
says "### Cases by month"

t "text of a case stays text"
sed -i 's/^reporter:.*/reporter: {role: employee, unit: "<script>alert(1)<\/script> \& |x|"}/' cases/2025/2025-0002.yaml
run audit stats --year 2025 --format html
says "&lt;script&gt;alert(1)"
says_not "<script>"
git checkout -q cases

t "a case that cannot be read is named, in no figure, and the answer is cannot decide"
printf 'kind: breach\n  broken\n' >cases/2025/2025-0001.yaml
run audit stats --year 2025
exits 4
says "1 file cannot be read as a case"
git checkout -q cases

t "assess says that it has happened before, and what is still open, and commits none of it"
at 2026-10-06T12:00:00+02:00
rm -rf "$work/reg"
new_register
for number in 1 2 3; do
  sed -e "s/^reporter:.*//" "$source_dir/tests/data/breach/valid/letter.yaml" >"$work/one.yaml"
  printf 'reporter: {role: employee, unit: "Post room"}\n' >>"$work/one.yaml"
  run report --from "$work/one.yaml" --set title="Letter $number"
  exits 0
done
run action add 2026-0002 "Check the address twice" --as preventive --owner leader --due 2026-11-01
run --json assess 2026-0001
same "$(value result.happened_before.earlier)" "[]"
run assess 2026-0003
says "Has happened before"
says "This is the third case in 12 months"
says "2026-0001 and 2026-0002"
says "The preventive action 1 of 2026-0002 is still open"
says "Check the address twice"
run --json assess 2026-0003
same "$(value result.happened_before.earlier.1.id)" 2026-0002
same "$(value result.happened_before.earlier.1.unfinished)" '["actions[0]"]'
true_that test -z "$(grep -l happened cases/2026/*.yaml)"
run set 2026-0002 drill=true
run assess 2026-0003
says "This is the second case"
says_not "2026-0002"
run set 2026-0001 'reporter.unit=Reception'
run --json assess 2026-0003
same "$(value result.happened_before.earlier)" "[]"

t "control: what is missing, with its source and what mends it, and a score"
run audit control 2026-0003 # what is not said of the scope is taken as given: nobody asks why it is no breach
exits 1
says_not "not a personal data breach"
says "missing       decisions about notifying Datatilsynet"
run set 2026-0003 'scope.security_breach={unknown: "nobody has looked", by: 2026-10-20}'
run audit control 2026-0003
exits 4
says "demands met"
says "[GDPR art. 24 and 33(1)]"
says "pvtool assess 2026-0003 --accept"
says "cannot tell   the reason why this is not a personal data breach"
says "settled by: scope.security_breach"
run set 2026-0003 scope.security_breach=true scope.personal_data=true
run assess 2026-0003
run audit control 2026-0003
exits 1
says "0 cannot be told"
run --json audit control
same "$(value result.not_judged.drill)" 1
same "$(value result.cases.0.id)" 2026-0001
same "$(value result.score.cannot_tell)" "$(python3 -c '
import json, sys
print(sum(d["state"] == "cannot_tell" for c in json.load(sys.stdin)["result"]["cases"] for d in c["demands"]))' <<<"$out")"
before=$(value result.score.met)
run set 2026-0003 'consequences.description=Nothing came of it.' 'measures.taken=The letter came back.'
run --json audit control
true_that test "$(value result.score.met)" -ge "$before"

t "a processor tells its controller, and has no reason to give for not telling people"
cp -r . "$work/processor" && cd "$work/processor" || exit 1
run set 2026-0003 scope.role=processor
run assess 2026-0003 --accept --reason "the controller decides" --decided-by leader
run audit control 2026-0003
says "missing       that the controller was told"
says_not "the ground in law for not telling"
run notify 2026-0003 record controller --channel letter
run audit control 2026-0003
says_not "that the controller was told"

t "that all were told is known when all numbers are"
run set 2026-0003 scope.role=controller "subjects=[{group: users, count: {exact: 5}}]"
run assess 2026-0003 --override high --reason "health data" --decided-by leader
exits 0
run notify 2026-0003 record people --channel letter
run audit control 2026-0003
says "cannot tell   that the people affected were told"
people=$(($(grep -c 'recipient:' cases/2026/2026-0003.yaml) - 1))
run notify 2026-0003 record people --channel letter --number 2 --corrects "$people"
run audit control 2026-0003
says "missing       that the people affected were told"
run notify 2026-0003 record people --channel letter --number 3
run audit control 2026-0003
says_not "that the people affected were told"
says "(notifications[$((people + 1))])" # the evidence of each, by its number in the file
says_not "(notifications[$people])"
cd - >/dev/null || exit 1

t "what is not read is never documented"
printf 'kind: breach\n  broken\n' >cases/2026/2026-0001.yaml
run audit control
exits 4
says "1 file cannot be read"
git checkout -q cases

t "the control report, as text for another case"
run audit control --report --output "$work/control.yaml"
true_that grep -q '^kind: control' "$work/control.yaml"
true_that grep -q 'outcome: deviation' "$work/control.yaml"
python3 -c '
import sys, yaml
document = yaml.safe_load(open(sys.argv[1]))
rows = document["findings"]
keys = {"item", "topic", "group", "references", "requirement", "facts", "assessment", "conclusion", "outcome", "evidence"}
print(len(rows) > 8, all(set(row) == keys and all(row.values()) for row in rows),
      all(";" not in one for row in rows for one in row["references"]))' "$work/control.yaml" >"$work/checked"
same "$(cat "$work/checked")" "True True True"
cp -r . "$work/filed" && cd "$work/filed" || exit 1
run report control --from "$work/control.yaml" --set control.theme=Documentation --set control.authority="GDPR art. 24"
exits 0
control=$(grep -oE '20[0-9]{2}-[0-9]{4}' <<<"$out" | head -1)
run --json show "$control"
same "$(value result.case.kind)" control
run letter "$control" control_report --lang en
says "What is to be documented"
cd - >/dev/null || exit 1

t "a case that came late without a reason lacks the reason"
at 2026-10-20T12:00:00+02:00
run audit control 2026-0003 # it has not come late: it has not come
says "that it was done, or decided that it need not be"
says "the time ran out"
says "pvtool next 2026-0003"
says_not "the reason why it came late"
run --json audit control 2026-0003
same "$(python3 -c '
import json, sys
print([(d["state"], d["due"][:16]) for c in json.load(sys.stdin)["result"]["cases"] for d in c["demands"] if "due" in d])' <<<"$out")" \
  "[('due', '2026-10-08T14:37')]"
run notify 2026-0003 record authority --at 2026-10-15T12:00:00+02:00 --phase complete --channel altinn --reference AR1
run audit control 2026-0003
says "the reason why it came late"
says "pvtool validate 2026-0003"
says_not "the time ran out"

t "in a browser nothing overflows at 1280 and 390 pixels, and a row of many columns becomes a list"
if command -v chromium >/dev/null; then
  "$PVTOOL" init "$work/browser" --profile kommune --example >/dev/null || exit 1
  cd "$work/browser" || exit 1
  at 2026-10-09T12:00:00+02:00
  run --lang nb audit stats --format html --output "$work/browser.html"
  true_that grep -q '<table class="wide" role="table">' "$work/browser.html"
  python3 "$source_dir/tests/e2e/page_probe.py" "$work/browser.html" "$work/probe.html"
  for width in 1280 390; do
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$width,900 \
      --virtual-time-budget=2000 --dump-dom "file://$work/probe.html" >"$work/dom.html" 2>/dev/null
    same "$width: $(sed -n 's/.*<pre id="probe">\(.*\)<\/pre>.*/\1/p' "$work/dom.html")" \
      "$width: nb; overflow 0; contrast good; headings in order"
    true_that grep -qE '<title>[1-9][0-9]* headings of rows, squeezed 0<' "$work/dom.html"
  done
else
  echo 'SKIPPED chromium is not installed'
fi

t "the sample registers have figures and a score in three languages"
for profile in domstol kommune krus barnehage; do
  "$PVTOOL" init "$work/$profile" --profile "$profile" --example >/dev/null || exit 1
  cd "$work/$profile" || exit 1
  at 2026-10-09T12:00:00+02:00
  for language in en nb nn; do
    run --lang "$language" audit stats
    exits 0
    says_not "["
    run --json --lang "$language" audit stats # the card and the tables agree
    same "$(python3 -c '
import json, sys
result = json.load(sys.stdin)["result"]
print(result["standing"]["overdue_clocks"] - sum(c["overdue"] for k in result["kinds"] for c in k["clocks"]))' <<<"$out")" 0
    run --lang "$language" audit control
    true_that test "$code" = 1 -o "$code" = 4
    says_not "{"
    run --lang "$language" audit register
    says_not "{"
  done
done

t "a number that the organisation set itself is no number of the law"
at 2026-11-20T09:00:00+01:00
cd "$work/kommune" || exit 1
run --lang en audit stats
says "(own target)"

t "each kind is counted, asked for its documentation and put in the register by questions of its own, in three languages"
at 2026-11-20T09:00:00+01:00
"$PVTOOL" init "$work/kinds" --profile kommune --example --language nb >/dev/null || exit 1
cd "$work/kinds" || exit 1
languages=(en nb nn)
while IFS=';' read -ra row; do # kind, figure and question in each language, number of demands
  kind=${row[0]} demands=${row[7]}
  for at in 0 1 2; do
    language=${languages[at]}
    run --lang "$language" audit stats
    says "${row[1 + at]}"
    says_not not_certain
    run --lang "$language" audit register --kind "$kind"
    exits 0
    says "${row[4 + at]}"
    run --lang "$language" --now 2027-01-05T09:00:00+01:00 audit register --kind "$kind" --public
    exits 0
    says_not "["
  done
  run --json audit control
  same "$(python3 -c '
import json, sys
for case in json.load(sys.stdin)["result"]["cases"]:
    if case["kind"] == sys.argv[1]:
        print(len(case["demands"]))' "$kind" <<<"$out")" "$demands"
done <<'TABLE'
request;From asked to answered;Fra mottatt til besvart;Frå motteke til svart;Where it was searched;Hvor det er lett;Kvar det er leitt;10
information;Something is missing;Noe mangler;Noko manglar;Privacy notices;Personvernerklæringer;Personvernfråsegner;11
consent;Decided: valid;Besluttet: gyldig;Avgjort: gyldig;Who is asked;Hvem som blir spurt;Kven som blir spurde;8
dpia;Risk that is left after measures;Risiko som står igjen etter tiltak;Risiko som står att etter tiltak;Prior consultation;Forhåndsdrøfting;Førehandsdrøfting;12
control;Orders (deviations followed up);Pålegg (oppfølging av avvik);Pålegg (oppfølging av avvik);Comments and answers;Merknader fra den kontrollerte;Merknader frå den kontrollerte;9
TABLE

t "who asks and free words of a case are never for the public"
run --now 2027-01-05T09:00:00+01:00 audit register --kind request --public
exits 0
says_not "26/00815"
run --now 2027-01-05T09:00:00+01:00 audit register --kind control --public
exits 0
says_not "jemmetjeneste"

t "a control of the same object remembers the order that is still open"
run report control --set "control={as: control, object: Hjemmetjenesten, theme: x, authority: y}" --set title=Again
again=$(grep -oE '20[0-9]{2}-[0-9]{4}' <<<"$out" | head -1)
run --lang en assess "$again" --dry-run
says 2026-0004
says "Skriv en rutine for innsyn"

t "a second request of the same person about the same right remembers the first"
run report request --set title=Again --set right=access --set person.reference=26/00815-1 --set "asked={at: 2026-11-19, channel: edialog, what: x}"
again=$(grep -oE '20[0-9]{2}-[0-9]{4}' <<<"$out" | head -1)
run --lang en assess "$again" --dry-run
says 2026-0005

finish
