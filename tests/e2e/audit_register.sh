#!/usr/bin/env bash
# `pvtool audit register`: the whole register as a table, in every format, and the pack for the archive.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

has() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || {
      echo "SKIPPED $program is not installed"
      return 1
    }
  done
}
# rows FILE: a CSV file as JSON, one object for each row.
rows() {
  python3 - "$1" <<'PYTHON'
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read()
assert text.startswith("\ufeff"), "no byte order mark"
assert text.replace('\r\n', '').count('\r') == 0
rows = list(csv.reader(text[1:].splitlines(keepends=True), strict=True))
assert all(len(row) == len(rows[0]) for row in rows), [len(row) for row in rows]
json.dump([dict(zip(rows[0], row)) for row in rows[1:]], sys.stdout)
PYTHON
}
sums_hold() { (cd "$1" && sha256sum -c --quiet SHA256SUMS); }
letter=$source_dir/tests/data/breach/valid/letter.yaml

t "a register without a case, and one that is not there"
run audit register
exits 3
new_register
run audit register
exits 0
says 'Cases: 0.'

t "the ten questions of a case, as text"
report_good
run set 2026-0001 title='Letter astray'
run audit register
exits 0
says 'register of cases'
says 'Cases: 1.'
says 'Letter astray'
says 'Which personal data'
says 'Datatilsynet notified, when'
same "$(grep -c 'none recorded' <<<"$out")" 5
says_not 'must be'

t "what was done is told when it was done, and then the reason for not doing it is not asked"
run notify 2026-0001 record authority --phase incomplete --channel altinn --reference AR1
run audit register --json
same "$(value result.kinds.0.kind)" breach
same "$(value result.kinds.0.cases.0.not_notified)" 'does not apply'
same "$(value result.kinds.0.cases.0.received | cut -c1-10)" 2026-10-05
same "$(value result.commit)" "$(git rev-parse HEAD)"
if grep -q '5 October 2026 at 15:00' <<<"$(value result.kinds.0.cases.0.notified)"; then ok; else bad "$out"; fi

t "hostile cells: formulas, quotes, line breaks, control characters, 40,000 characters"
python3 - "$letter" "$work/hostile.yaml" <<'PYTHON'
import json, sys
text = open(sys.argv[1], encoding="utf-8").read()
text = text.replace("title: Vedtak sendt til feil mottaker", "title: " + json.dumps("=cmd|' /C calc'!A0"))
text = text.replace("description: Et vedtak om hjemmetjenester ble lagt i feil konvolutt.",
                    "description: " + json.dumps("+1,\"two\"\n-1;\t@x <script>alert(1)</script> _x000D_"))
text = text.replace("taken: Mottakeren er bedt om å levere brevet tilbake.", "taken: " + json.dumps("@x " + "æ" * 39990 + "END"))
text = text.replace("unit: Helse og omsorg}", "unit: \"-1\"}").replace("unit: Hjemmetjenesten", "unit: \"\\t=2\"")
open(sys.argv[2], "w", encoding="utf-8").write(text)
PYTHON
run report --from "$work/hostile.yaml"
exits 0
for format in csv md html; do
  run audit register --format "$format" --output "$work/r.$format"
  exits 0
done
rows "$work/r.csv" >"$work/rows.json"
out=$(cat "$work/rows.json")
same "$(value 1.Title)" "'=cmd|' /C calc'!A0"
same "$(value 1.Case)" 2026-0002
same "$(value 1.Received)" "$(run show 2026-0002 --json; value result.case.received)"
same "$(python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))
cells = [cell for row in rows for cell in row.values()]
print([cell[:20] for cell in cells if cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")])
print(len([cell for cell in cells if "END" in cell and len(cell) > 39990]))' "$work/rows.json")" $'[]\n1'
same "$(grep -c '<script' "$work/r.html")" 0
true_that grep -q '&lt;script&gt;' "$work/r.html"
true_that grep -qF '\<script>' "$work/r.md"

t "the workbook is opened by LibreOffice: texts are texts, dates are dates, long texts are cut with a mark"
run audit register --format xlsx --output "$work/r.xlsx"
exits 1
says register-text-cut
cp "$work/r.xlsx" "$work/first.xlsx"
rm "$work/r.xlsx"
run audit register --format xlsx --output "$work/r.xlsx"
true_that cmp "$work/r.xlsx" "$work/first.xlsx"
fails 2 output-needed audit register --format xlsx
fails 6 output-in-register audit register --format csv --output r.csv
run audit register --format csv --output r.csv
says 'write it outside the register, or below its outbox/'
if has script; then
  script -qec "$PVTOOL audit register --format xlsx" /dev/null >"$work/terminal" 2>&1
  true_that grep -q 'add --output FILE' "$work/terminal"
  true_that test "$(grep -c 'PK' "$work/terminal")" -eq 0
fi
"$PVTOOL" audit register --format xlsx 2>/dev/null | cat >"$work/piped.xlsx"
true_that cmp "$work/piped.xlsx" "$work/r.xlsx"
true_that grep -q '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' \
  <(unzip -p "$work/r.xlsx" xl/worksheets/sheet1.xml)
if has soffice; then
  soffice --headless --convert-to fods --outdir "$work" "$work/r.xlsx" >/dev/null 2>&1
  if [ -s "$work/r.fods" ]; then
    out=$(
      python3 - "$work/r.fods" <<'PYTHON'
import json, sys
import xml.etree.ElementTree as tree
office, table, text = ("{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}" % name for name in ("office", "table", "text"))
root = tree.parse(sys.argv[1]).getroot()
sheet = next(root.iter(table + "table"))
rows = []
for row in sheet.iter(table + "table-row"):
    cells = []
    for cell in row.findall(table + "table-cell"):
        value = "\n".join("".join(part.itertext()) for part in cell.findall(text + "p"))
        kind = cell.get(office + "value-type")
        cells += [[kind, cell.get(office + "date-value"), value, cell.get(table + "formula")]] * min(
            int(cell.get(table + "number-columns-repeated", 1)), 40)
    rows.append(cells)
head = [cell[2] for cell in rows[0] if cell[0]]
case = dict(zip(head, rows[2]))
everything = json.dumps([cell[3] for row in rows for cell in row])
filters = [item.get(table + "target-range-address") for item in root.iter(table + "database-range")]
print(json.dumps({"name": sheet.get(table + "name"), "case": case, "formulas": everything.count("of:"), "filter": len(filters), "longest": max(len(cell[2]) for row in rows for cell in row)}))
PYTHON
    )
    same "$(value name)" 'Deviation or personal data'
    same "$(value case.Title)" '["string", null, "=cmd|'"' /C calc'"'!A0", null]'
    same "$(value case.Received | cut -c1-17)" '["date", "2026-10'
    same "$(value formulas)" 0
    same "$(value filter)" 2 # of the table, and of what is said about it
    true_that [ "$(value longest)" -le 32767 ]
    true_that grep -qF 'characters are cut off here]' <<<"$out"
    if grep -qF '_x000D_' <<<"$out"; then ok; else bad "an escape was obeyed"; fi
  else
    echo 'SKIPPED libreoffice-calc-nogui is not installed'
  fi
fi

t "in a browser nothing overflows at 1280 and 390 pixels, text stands out, the language is said"
if has chromium; then
  for language in nb nn en; do
    rm -f "$work/page.html"
    run --lang "$language" audit register --format html --output "$work/page.html"
    python3 "$source_dir/tests/e2e/page_probe.py" "$work/page.html" "$work/probe.html"
    for width in 1280 390; do
      shown=$(chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$width,900 \
        --virtual-time-budget=2000 --dump-dom "file://$work/probe.html" 2>/dev/null |
        sed -n 's/.*<pre id="probe">\(.*\)<\/pre>.*/\1/p')
      same "$language $width: $shown" "$language $width: $language; overflow 0; contrast good; headings in order"
    done
  done
fi

t "filters by kind, time, category, unit and status"
counts() {
  run audit register "${@:2}" --json
  exits 0
  same "$(python3 -c 'import json, sys; print(sum(len(kind["cases"]) for kind in json.load(sys.stdin)["result"]["kinds"]))' <<<"$out")" "$1"
}
counts 2 --kind breach
counts 2 --since 2026-10-05 --until 2026-10-05
at 2026-10-20T09:00:00+02:00
counts 2 --since 2026-10-05
counts 0 --since 2026-10-06
counts 2 --until 2026-10-20
counts 2 --until "$(run show 2026-0001 --json; value result.case.received)"
fails 2 before-the-register audit register --until 2026-10-04
fails 2 span-ends-before-it-begins audit register --since 2026-10-08 --until 2026-10-06
fails 2 days-to-come audit register --until 2026-10-21
fails 2 days-to-come audit register --since 2026-10-20T09:01
fails 2 days-to-come audit register --since 2027-01-01 --until 2027-02-01
at 2026-10-05T15:00:00+02:00
counts 1 --unit Hjemmetjenesten
fails 2 unknown-unit audit register --unit Hjemme
counts 2 --status open
counts 0 --status closed
counts 0 --category high
fails 2 unknown-kind audit register --kind nonsense
fails 2 option-not-here audit anchor --kind breach

t "in full: every fact of every case"
run audit register --full --format csv --output "$work/full.csv"
exits 0
rows "$work/full.csv" >"$work/full.json"
same "$(python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))
print([row["Value"] for row in rows if row["Case"] == "2026-0001" and row["Path"] == "subjects[0].count.exact"])' "$work/full.json")" "['1']"
run audit register --full --json
same "$(value result.kinds.0.cases.0.facts.title)" 'Letter astray'

t "the version for press and public withholds with its ground, and hides a unit where a role is a name"
"$PVTOOL" init "$work/public" --language en >/dev/null || exit 1
cd "$work/public" || exit 1
for number in 1 2 3 4 5 6; do
  report_good
  run set "2026-000$number" title='Letter astray'
  run notify "2026-000$number" record authority --phase incomplete --channel altinn --reference AR1
done
at 2027-01-05T12:00:00+01:00
sed -i '1i example: true' pvtool.yaml # in which the end of the year may be tried out
git commit -qam 'a sample'
run audit register --public
exits 0
says 'offentleglova § 13'
says 'nobody has confirmed'
for word in 'Letter astray' 'konvolutt' 'Hjemmetjenesten' 'Helse og omsorg' 2026-0001; do says_not "$word"; done
run audit register --public --json
same "$(value result.kinds.0.cases.0.id)" 1
same "$(value result.kinds.0.cases.0.received)" 2026-10
same "$(value result.kinds.0.cases.0.measures)" '(withheld: offentleglova § 13, forvaltningsloven § 13; § 24)'
same "$(value result.kinds.0.cases.0.told)" 'none recorded'
same "$(value result.kinds.0.cases.0.not_notified)" 'does not apply'
fails 2 not-together audit register --public --full
sed -i '/^policies:/i units: {Hjemmetjenesten: 40, Helse og omsorg: 3}' pvtool.yaml
run audit register --public --json
case $(value result.kinds.0.cases.0.unit) in
Hjemmetjenesten*'small unit'*) ok ;;
*) bad "$(value result.kinds.0.cases.0.unit)" ;;
esac
run validate
exits 0
run audit register --public --unit Hjemmetjenesten
exits 0
says 'Cases: 6.'

t "the public version says that something is not known, and never why or who is asked"
sed -i 's/^  cause: .*/  cause: {unknown: "SECRETYET", ask: dpo, by: 2026-10-20}/; s/^  nature: .*/  nature: {undeterminable: "SECRETNEVER"}/; s/^  aware: .*/  aware: {unknown: "SECRETAWARE", ask: dpo, by: 2026-10-20}/' cases/2026/*.yaml
git commit -qam unknown
for format in text md html csv; do
  run audit register --public --format "$format" --output "$work/public.$format"
  if grep -q SECRET "$work/public.$format"; then bad "$format tells why"; else ok; fi
done
true_that grep -q 'not yet known' "$work/public.text"
run --json audit register --public
says_not SECRET
at 2026-10-05T15:00:00+02:00
cd "$work/reg" || exit 1

t "a year, and what belongs to the pack alone"
counts 2 --year 2026
fails 2 before-the-register audit register --year 2025
run audit register --year 2025
says 'the register began 2026-10-05'
fails 2 bad-year audit register --year 26
run audit register --year 26
says "'26' is no year"
fails 2 option-not-here audit register --case 2026-0001

t "what cannot be read is not left out in silence"
cp cases/2026/2026-0002.yaml "$work/kept.yaml"
printf 'title: [\n' >cases/2026/2026-0002.yaml
git commit -qam broken
run audit register
exits 1
says not-in-the-register
says 'are not in the tables: 1'
cp "$work/kept.yaml" cases/2026/2026-0002.yaml
git commit -qam mended

t "kinds of a register's own stand beside, by what they need"
mkdir -p schemas
cp -r "$source_dir/tests/data/kinds/loan" schemas/
run report loan --set title='A map' --set borrower=reader --set object.kind=map
exits 0
run audit register --json
same "$(value result.kinds.1.kind)" loan
same "$(value result.kinds.1.columns.5.id)" object.kind
run audit register --format csv --output "$work/both.csv"
rows "$work/both.csv" >"$work/both.json"
same "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))))' "$work/both.json")" 3

t "a pack for the archive: case files, logs, journal, outbox and sums that sha256sum checks"
printf 'Somebody\nStreet 1\n0001 Place\n' >"$work/to.txt"
run letter 2026-0001 people --to "$work/to.txt" --format txt --file
run letter 2026-0001 deviation_report --format html --file
run audit register --pack "$work/pack" --case 2026-0001
exits 0
true_that sums_hold "$work/pack"
same "$(cd "$work/pack" && find . -type f | sort | grep -cv SHA256SUMS)" "$(wc -l <"$work/pack/SHA256SUMS")"
same "$(cat "$work/pack/cases/2026/2026-0001.yaml")" "$(git show HEAD:cases/2026/2026-0001.yaml)"
true_that grep -q '^# Change log' "$work/pack/log/2026-0001.md"
true_that grep -q "^head: $(git rev-parse HEAD)" "$work/pack/anchor.txt"
rows "$work/pack/journal.csv" >"$work/journal.json"
out=$(cat "$work/journal.json")
same "$(value 0.Title)" 'Letter astray'
case $(value '0.Shielded title') in *astray*) bad "$out" ;; *2026-0001*) ok ;; *) bad "$out" ;; esac
case $(value '0.Ground for withholding') in *'§ 13'*) ok ;; *) bad "$out" ;; esac
for entry in $(python3 -c 'import json, sys; print(*[row["File in this pack"] for row in json.load(open(sys.argv[1]))])' "$work/journal.json"); do
  true_that test -s "$work/pack/$entry"
done
fails 6 output-exists audit register --pack "$work/pack" --case 2026-0001
fails 3 no-such-case audit register --pack "$work/none" --case 2026-0099
"$PVTOOL" init "$work/empty" >/dev/null || exit 1
fails 3 nothing-to-pack --register "$work/empty" audit register --pack "$work/none"
fails 2 before-the-register audit register --pack "$work/none" --year 1999
fails 2 not-together audit register --pack "$work/none" --public

t "a document that is gone or changed in the outbox is said, and a zip holds the same"
first=$(cd outbox/2026-0001 && find . -name '01-*' | head -1)
if [ -n "$first" ]; then
  echo changed >>"outbox/2026-0001/$first"
  run audit register --pack "$work/changed" --case 2026-0001
  exits 1
  says outbox-differs
  true_that test ! -e "$work/changed/outbox/2026-0001/$first"
  rm "outbox/2026-0001/$first"
else
  bad "no document was filed" "$(ls -R outbox 2>&1)"
fi
run audit register --pack "$work/year.zip" --year 2026
exits 0
python3 - "$work/year.zip" "$work/unzipped" <<'PYTHON'
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
archive.extractall(sys.argv[2])
PYTHON
true_that sums_hold "$work/unzipped"
run audit register --pack "$work/again.zip" --year 2026
true_that cmp "$work/year.zip" "$work/again.zip"

finish
