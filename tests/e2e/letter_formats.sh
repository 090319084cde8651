#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# letter in every format, held against the programs that people read them with: pdftotext, pdffonts,
# LibreOffice, Chromium. What is not installed is skipped and named.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

data=$source_dir/tests/data/letters
at 2026-10-20T09:00:00+02:00
mkdir -p "$work/reg/cases/2026"
cd "$work/reg" || exit 1
cp "$data/pvtool.yaml" .
cp "$data"/cases/*.yaml cases/2026/
printf '/outbox/\n' >.gitignore
git init -q . && git add -A && git commit -qm register || exit 1

# has PROGRAM...: whether all are there; names the first that is not.
has() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || {
      echo "SKIPPED $current: no $program"
      return 1
    }
  done
}

# missing_words TEXT PDF: the words of a text that a PDF does not have, in whatever order its columns
# are read; a word may be divided over two lines of a cell.
missing_words() {
  python3 - "$1" <(pdftotext -layout "$2" -) <(pdftotext -raw "$2" -) <<'PY'
import re, sys
text, *readings = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
joined = [re.sub(r"\W+", "", reading.replace("\u00ad", "")) for reading in readings]
print(*sorted(word for word in set(re.findall(r"\w+", text)) if not any(word in one for one in joined)))
PY
}

mapfile -t templates < <("$PVTOOL" letter list --json | python3 -c '
import json, sys
for row in json.load(sys.stdin)["result"]["letters"]:
    if row["kind"] == "breach": print(row["template"], row["needs_case"])')

# Under the sanitizers a few are enough: the programs that make and read the files are not ours.
[ "${PVTOOL_SANITIZED:-}" = yes ] && templates=("people True" "form_deviation False")

# make NAME NEEDS_CASE LANG FORMAT FILE ARGS...
make() {
  rm -f "$5"
  local id=2026-0001
  [ "$1" = controller ] && id=2026-0003
  if [ "$2" = True ]; then
    run --lang "$3" letter "$id" "$1" --format "$4" --output "$5" "${@:6}"
  else
    run --lang "$3" letter "$1" --format "$4" --output "$5" "${@:6}"
  fi
  exits 0
}

t "PDF: the text of every document in every language, all fonts embedded, PDF/A, title and language"
if has weasyprint pdftotext pdffonts pdfinfo; then
  for row in "${templates[@]}"; do
    read -r name needs <<<"$row"
    for language in nb nn en; do
      make "$name" "$needs" "$language" pdf "$work/a.pdf"
      make "$name" "$needs" "$language" txt "$work/a.txt"
      # Every word of the text stands in the PDF, in whatever order the columns are read.
      missing=$(missing_words "$work/a.txt" "$work/a.pdf")
      same "$name $language: $missing" "$name $language: "
      same "$(pdffonts "$work/a.pdf" | awk 'NR > 2 { print $(NF - 4) }' | sort -u)" yes
      info=$(pdfinfo "$work/a.pdf")
      if grep -q '^Title: *[^ ]' <<<"$info"; then ok; else bad "no title: $name" "$info"; fi
      if grep -q "^Pages: *[1-9]" <<<"$info"; then ok; else bad "$info"; fi
    done
  done
  t "the memo for the manager who decides is one page"
  for language in nb nn en; do
    make decision_memo True "$language" pdf "$work/memo.pdf"
    same "$(pdfinfo "$work/memo.pdf" | awk '/^Pages:/ { print $2 }')" 1
  done
  t "two runs give the same bytes; --accessible is tagged"
  make people True nb pdf "$work/1.pdf"
  make people True nb pdf "$work/2.pdf"
  true_that cmp "$work/1.pdf" "$work/2.pdf"
  make people True nb pdf "$work/ua.pdf" --accessible
  if pdfinfo "$work/ua.pdf" | grep -q '^Tagged: *yes'; then ok; else bad "$(pdfinfo "$work/ua.pdf")"; fi
  t "a PDF that is filed has the sha256 that the case keeps"
  run letter 2026-0001 people --file --json
  exits 0
  same "$(value result.document.sha256)" "$(sha256sum outbox/2026-0001/01-people.en.pdf | cut -d' ' -f1)"
fi

t "PDF of the other kinds: what can be made in the sample register has all its words and its fonts"
if has weasyprint pdftotext pdffonts; then
  "$PVTOOL" init "$work/kommune" --profile kommune --example --language nb >/dev/null || exit 1
  cd "$work/kommune" || exit 1
  made=0
  for case in 2026-0004 2026-0005 2026-0006 2026-0007 2026-0008; do
    for name in $("$PVTOOL" letter "$case" --json | python3 -c '
import json, sys
for row in json.load(sys.stdin)["result"]["letters"]:
    if row["fits"] and not row["missing"]: print(row["template"])'); do
      [ "${PVTOOL_SANITIZED:-}" = yes ] && [ "$name" != control_report ] && continue
      for format in pdf txt; do
        rm -f "$work/k.$format"
        run letter "$case" "$name" --lang nb --format "$format" --output "$work/k.$format"
        [ "$code" -le 1 ] || bad "$case $name $format: exit code $code" "$err"
      done
      [ -s "$work/k.pdf" ] || continue
      made=$((made + 1))
      missing=$(missing_words "$work/k.txt" "$work/k.pdf")
      same "$name: $missing" "$name: "
      same "$(pdffonts "$work/k.pdf" | awk 'NR > 2 { print $(NF - 4) }' | sort -u)" yes
    done
  done
  true_that test "$made" -ge 1
  cd "$work/reg" || exit 1
fi

t "docx and odt: LibreOffice opens them and reads the same words; two runs are the same"
if has pandoc soffice pdftotext; then
  for format in docx odt; do
    for name in people deviation_report form_deviation; do
      needs=True
      [ "$name" = form_deviation ] && needs=False
      make "$name" "$needs" nb "$format" "$work/b.$format"
      sleep 2 # a zip file knows every other second
      make "$name" "$needs" nb "$format" "$work/c.$format"
      true_that cmp "$work/b.$format" "$work/c.$format"
      make "$name" "$needs" nb txt "$work/b.txt"
      rm -f "$work/b.pdf"
      soffice --headless --convert-to pdf --outdir "$work" "$work/b.$format" >/dev/null 2>&1
      true_that test -s "$work/b.pdf"
      missing=$(missing_words "$work/b.txt" "$work/b.pdf")
      same "$name $format: $missing" "$name $format: "
    done
  done
fi

t "HTML in a browser: nothing overflows at 1280 and 390 pixels, text stands out, the language is said"
if has chromium; then
  for name in people people_child deviation_report staff_card form_questions decision_memo; do
    needs=True
    case $name in staff_card | form_*) needs=False ;; esac
    make "$name" "$needs" nn html "$work/page.html"
    true_that grep -q '<html lang="nn"' "$work/page.html"
    python3 "$source_dir/tests/e2e/page_probe.py" "$work/page.html" "$work/probe.html"
    for width in 1280 390; do
      shown=$(chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$width,900 \
        --virtual-time-budget=2000 --dump-dom "file://$work/probe.html" 2>/dev/null |
        sed -n 's/.*<pre id="probe">\(.*\)<\/pre>.*/\1/p')
      same "$name $width: $shown" "$name $width: nn; overflow 0; contrast good; headings in order"
    done
  done
fi

finish
