#!/usr/bin/env bash
# What is published: `audit stats --public` and `audit register --public` of whole, ended periods, and neither
# tells what the other hides.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

at 2026-01-20T12:00:00+01:00
new_register
python3 "$source_dir/tests/e2e/two_years.py" make "$work/reg"
sed -i '/^policies:/i units: {Post room: 40, Reception: 4}' pvtool.yaml
git add . && git commit -qm 'two years'

t "only a whole year that is over is published, by stats and by the register alike"
for part in stats register; do
  fails 6 period-not-whole audit "$part" --public --since 2025-01-01 --until 2025-11-30
  fails 6 period-not-whole audit "$part" --public --since 2024-01-01 --until 2025-12-31
  fails 6 period-not-over audit "$part" --public --year 2026
  run audit "$part" --public --since 2025-01-01 --until 2025-11-30
  says "say --year 2025"
  run audit "$part" --public --year 2025
  exits 0
done
for part in stats register; do # to say that it is later does not make it so
  fails 6 period-not-over --now 2099-01-05T12:00:00+01:00 audit "$part" --public --year 2098
done
at 2025-12-31T23:30:00+01:00
fails 6 period-not-over audit stats --public --year 2025
at 2026-01-01T00:30:00+01:00
run audit stats --public --year 2025
exits 0
at 2026-01-20T12:00:00+01:00

t "without days it is the newest year that is over, and the year before is not printed again"
run --json audit stats --public
same "$(value result.span.since) $(value result.span.until)" "2025-01-01 2025-12-31"
same "$(value result.before)" null
run audit stats --public
says "A period is published once"

t "an organisation may agree on another length, and then on no other"
sed -i 's/^policies:.*/&\n  published_months: 6/' pvtool.yaml
run validate
says_not "error:"
run --json audit stats --public
same "$(value result.span.since) $(value result.span.until)" "2025-07-01 2025-12-31"
run --json audit stats --public --since 2025-01-01 --until 2025-06-30
exits 0
fails 6 period-not-whole audit stats --public --year 2025
run audit stats --public --year 2025
says "say --since 2025-07-01 --until 2025-12-31"
git checkout -q pvtool.yaml

t "a pvtool.yaml that says wrongly what is to be hidden hides nothing, so nothing is published by it"
for policy in 'small_cells: 0' 'small_cells: 1' 'small_cells: -3' 'small_cells: many' 'published_months: 5' \
  'published_months: 0'; do
  sed -i "s/^policies:.*/&\n  $policy/" pvtool.yaml
  for part in stats register; do
    fails 1 organisation-unreadable audit "$part" --public --year 2025
    run audit "$part" --public --year 2025
    says "policies.${policy%%:*}"
  done
  git checkout -q pvtool.yaml
done

t "what is published was committed"
sed -i 's/^title: .*/title: Another/' cases/2025/2025-0003.yaml
fails 6 not-committed-yet audit stats --public
fails 6 not-committed-yet audit register --public
git checkout -q cases

t "a unit in which a role is a name is named neither in the figures nor in the register"
for part in stats register; do
  for format in text md html; do
    run audit "$part" --public --format "$format"
    exits 0
    says_not Reception
    says_not "School office"
  done
done
run audit stats --public
says "small unit"
fails 6 unit-not-public audit register --public --unit Reception
fails 6 unit-not-public audit register --public --unit "School office"
fails 2 not-together audit register --public --category high
fails 2 not-together audit register --public --status open

t "no number that the figures hide can be counted in the register, and what they show agrees with it"
for limit in 2 4 5 6 7 8 10 12 14 20; do
  sed -i "s/^policies:.*/&\n  small_cells: $limit/" pvtool.yaml
  run --json audit stats --public
  printf '%s' "$out" >"$work/stats.json"
  run --json audit register --public
  exits 0
  printf '%s' "$out" >"$work/register.json"
  python3 "$source_dir/tests/e2e/two_years.py" published "$work/stats.json" "$work/register.json" >"$work/published"
  same "$limit: $(tail -1 "$work/published")" "$limit: nothing told"
  sed -n 's/^shown //p' "$work/published" >>"$work/shown"
  git checkout -q pvtool.yaml
done
# The test tells something only if each column was shown for some limit, and withheld for another.
for column in status received what cause category; do
  true_that grep -qx "$column" "$work/shown"
  same "$column $(($(grep -cx "$column" "$work/shown") < 10))" "$column 1"
done

t "no number of the JSON, of whatever kind, tells a hidden one"
cp -r "$work/reg" "$work/kinds"
cd "$work/kinds" || exit 1
python3 "$source_dir/tests/e2e/hidden_numbers.py" make "$work/kinds"
git add . && git commit -qm 'three kinds more'
run --json audit stats --year 2025
printf '%s' "$out" >"$work/all.json"
for limit in 2 3 5 8 13; do
  sed -i "s/^policies:.*/&\n  small_cells: $limit/" pvtool.yaml
  run --json audit stats --public --year 2025
  exits 0
  printf '%s' "$out" >"$work/stats.json"
  python3 "$source_dir/tests/e2e/hidden_numbers.py" solve "$work/stats.json" "$work/all.json" >"$work/told"
  same "$limit: $(tail -1 "$work/told")" "$limit: nothing told"
  sed -n 's/^hidden //p' "$work/told" >>"$work/hidden"
  git checkout -q pvtool.yaml
done
for kind in consent dpia request; do true_that grep -q "^$kind" "$work/hidden"; done
cd "$work/reg" || exit 1

t "what leaves the house does not name the folder it came from"
for part in stats register; do
  run --json audit "$part" --public
  same "$part $(value register)" "$part null"
  run audit "$part" --public --format json
  says_not "$work"
done
run --json audit stats
same "$(value register)" "$work/reg"

t "the register for the public says neither days nor numbers of cases, and lists no drill and no duplicate"
run --json audit register --public
says_not '2025-0'
same "$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["result"]["kinds"][0]["cases"]))' <<<"$out")" 37
sed -i "s/^policies:.*/&\n  small_cells: 2/" pvtool.yaml
run audit register --public
says 'January 2025'
if grep -qE '20(25|26)-[0-9]{2}-[0-9]{2}' <<<"$(sed -n '/No\. /,$p' <<<"$out")"; then bad "$out"; else ok; fi
git checkout -q pvtool.yaml

t "no row is alone in what it shows, whoever asks for which unit"
# Twelve cases, six in each of two months; as many of them as said are of the other unit than most of their month.
months_and_units() {
  rm -rf "$work/units"
  "$PVTOOL" init "$work/units" --language en >/dev/null || exit 1
  cd "$work/units" || exit 1
  sed -i '/^policies:/i units: {Post room: 40, Archive: 40}' pvtool.yaml
  mkdir -p cases/2025
  local number unit month
  for number in {1..12}; do
    month=$((number % 2 + 1)) unit=Archive
    if ((month == 1)); then unit='Post room'; fi
    if ((number <= 2 * $1)); then unit=$([[ $unit == Archive ]] && echo 'Post room' || echo Archive); fi
    printf '%s\n' 'kind: breach' 'format: 1' "id: 2025-$((1000 + number))" "uid: 01JC0000202512$((1000 + number))" \
      'title: A case' 'status: open' "received: 2025-0$month-12T10:00:00+01:00" \
      "reporter: {role: employee, unit: $unit}" "times: {aware: 2025-0$month-12T09:00:00+01:00}" \
      >"cases/2025/2025-$((1000 + number)).yaml"
  done
  git add . && git commit -qm 'two units'
}
at 2026-01-20T12:00:00+01:00
months_and_units 0
run audit register --public --unit Archive
exits 0
says 'Cases: 6.'
says_not 'rows are alike)'
run --json audit register --public
same "$(value result.kinds.0.cases.0.unit) $(value result.kinds.0.cases.11.unit)" 'Post room Archive'
months_and_units 1 # the figures of months and of units are the same; together they would tell one case
run --json audit stats --public
says '"value": "Archive"'
run audit register --public
says 'Cases: 12.'
says 'withheld, so that at least 5'
says_not Archive
fails 6 unit-not-public audit register --public --unit Archive

t "a kind whose number of cases is hidden has no rows, and nothing says whether it is small"
"$PVTOOL" init "$work/small" --profile kommune --example --language en >/dev/null || exit 1
cd "$work/small" || exit 1
at 2027-01-05T12:00:00+01:00
run audit register --public
exits 0
says_not 'Cases: 0'
says_not 'too small'
says_not 'enough'
says 'not shown, nor how many: their number, or a smaller one,'
says 'No case is shown, and how many there are is withheld'
says_not 'pvtool'
says 'Received from 1 January 2026 to 31 December 2026.'
run --json audit register --public
same "$(value result.not_shown | tr -d ' ')" '["breach","consent","control","dpia","information","request"]'
for language in nb nn; do
  run --lang "$language" audit register --public
  says_not 'Saker: 0'
  says_not 'pvtool'
  says_not '2026-'
done
out=$(tr '\n' ' ' <<<"$out")
says 'Motteke frå 1. januar 2026 til 31. desember 2026.'

finish
