#!/usr/bin/env bash
# What the readers of `audit stats`, `audit register` and `audit control` are told: directors, a board, an
# inspector, the press. Nothing undecided is said to be settled, no figure is printed of days without a register, and
# words are words of the register's language.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# duration ID WHAT: what the figures say of a duration of the only kind there is.
duration() {
  python3 -c '
import json, sys
for kind in json.load(sys.stdin)["result"]["kinds"]:
    for one in kind["durations"]:
        if one["id"] == sys.argv[1]:
            print(*(one[what] for what in sys.argv[2:]))' "$@" <<<"$out"
}

new_register
report_good

t "a notification that nobody decided about has not ended; only a decision not to notify takes it out of the figures"
at 2026-10-20T09:00:00+02:00
run --json audit stats
same "$(duration aware_to_authority not_ended not_asked)" "1 0"
cp cases/2026/2026-0001.yaml "$work/undecided.yaml"
sed -i '$a decisions: [{about: authority, answer: "no", ground: unlikely_risk, reason: "Nobody saw it", decided_by: leader, decided_at: 2026-10-06T09:00:00+02:00}]' cases/2026/2026-0001.yaml
run --json audit stats
same "$(duration aware_to_authority not_ended not_asked)" "0 1"
cp "$work/undecided.yaml" cases/2026/2026-0001.yaml
run set 2026-0001 scope.role=processor
run --json audit stats
same "$(duration aware_to_authority not_ended not_asked)" "0 1"

t "an assessment of which nobody decided to begin has not ended, one that need not be made does not apply"
"$PVTOOL" init "$work/dpia" --language en >/dev/null || exit 1
cd "$work/dpia" || exit 1
run report dpia --set title=System
run --json audit stats
same "$(duration received_to_approved not_ended not_asked)" "1 0"
sed -i '$a decisions: [{about: dpia, answer: "no", reason: "No high risk", decided_by: leader, decided_at: 2026-10-06T09:00:00+02:00}]' cases/2026/2026-0001.yaml
run --json audit stats
same "$(duration received_to_approved not_ended not_asked)" "0 1"

t "a duty to inform of which nobody said where it comes from is not known"
"$PVTOOL" init "$work/information" --language en >/dev/null || exit 1
cd "$work/information" || exit 1
run report information --set title=Notice
run --json audit stats
same "$(duration obtained_to_told not_known not_asked)" "1 0"

finish
