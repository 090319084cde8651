#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tries to get the hidden numbers of published figures back, from every number of their JSON.

usage: hidden_numbers.py make REGISTER     writes cases of 2025 of three kinds, the numbers of which are to be hidden
       hidden_numbers.py solve PUBLIC ALL  holds `audit stats --public --json` against `audit stats --json`
"""
import collections
import fractions
import json
import pathlib
import sys

# Of some, each month has one case at most: who knew the number would know each month.
KINDS = {
    "consent": (7, "form: {what: A form, unit: Office, medium: written, other_matters: false, plain: true}\n"
                   "purposes: [{purpose: News, specific: true}]\n"
                   "people: {description: Pupils, relation: pupil, children: true}\n"
                   "data: {description: Names, special: false}\n"),
    "dpia": (9, "processing: {description: A system, change: new, uses_processors: true, planned_start: 2026-06-01}\n"),
    "request": (12, "right: access\nperson: {system: A system, reference: '1'}\n"
                    "asked: {at: 2025-01-02, channel: email, by: self, what: Everything, electronic_answer: true}\n"),
}
NOT_CASES = {"median", "nine_of_ten", "longest", "up_to"}  # lengths of time
ENTRIES = "entries"


def make(register):
    number = 900
    for kind, (cases, facts) in KINDS.items():
        for month in range(1, cases + 1):
            number += 1
            path = pathlib.Path(register, "cases", "2025", f"2025-0{number}.yaml")
            path.write_text(f"kind: {kind}\nformat: 1\nid: 2025-0{number}\nuid: 01JC00002025{number}0\ntitle: A case\n"
                            f"status: open\nreceived: 2025-{month:02}-12T10:00:00+0{2 if 4 <= month <= 10 else 1}:00\n"
                            f"reporter: {{role: employee}}\n{facts}")


def numbers(value, path=()):
    """Every number of a JSON document that counts something, by what stands beside it and not by its place."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_CASES:
                yield from numbers(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            names = [one[key] for key in ("kind", "id", "rule", "value") if key in one] if isinstance(one, dict) else []
            yield from numbers(one, (*path, *(names or [at])))
    elif not isinstance(value, (str, bool)):
        yield path, value


def tables(kind):
    """What adds up to the cases of a kind, as paths below it."""
    yield [("months", month) for month in kind["months"]]
    for one in kind["counts"]:
        if not one["several"] and one["rows"]:
            yield [("counts", one["id"], "rows", row["value"], "cases") for row in one["rows"]] + [
                ("counts", one["id"], "not_known"), ("counts", one["id"], "not_asked")]
    for one in kind["durations"]:
        if one["bands"]:
            yield [("durations", one["id"], "bands", at, "cases") for at in range(len(one["bands"]))] + [
                ("durations", one["id"], key) for key in ("not_ended", "not_known", "not_asked")]
            yield [("durations", one["id"], key) for key in ("measured", "not_ended", "not_known", "not_asked")]
    for one in kind["clocks"]:
        yield [("clocks", one["rule"], key) for key in one if key not in ("rule", "source", "own_target")]


def solved(equations):
    """The unknowns that linear equations over {unknown: factor}, {None: constant} leave one value."""
    rows = []
    for equation in equations:
        line = {key: fractions.Fraction(factor) for key, factor in equation.items() if factor}
        for pivot, known in rows:
            if factor := line.get(pivot, 0):
                for key, one in known.items():
                    line[key] = line.get(key, 0) - factor * one
        line = {key: one for key, one in line.items() if one}
        pivot = next((key for key in line if key is not None), None)
        if pivot is None:
            continue
        line = {key: one / line[pivot] for key, one in line.items()}
        for _, known in rows:
            if factor := known.get(pivot, 0):
                for key, one in line.items():
                    known[key] = known.get(key, 0) - factor * one
        rows.append((pivot, line))
    return [pivot for pivot, line in rows if not any(one for key, one in line.items() if key not in (pivot, None))]


def solve(public, everything):
    told, limit = [], public["hidden_below"]
    shown, true = dict(numbers(public)), dict(numbers(everything))
    for path in [path for path in shown if path[6:] == ("cases",) and path not in true]:
        # A row of several together, such as the units that are too small to be named.
        true[path] = sum(number for one, number in true.items()
                         if one[:5] == path[:5] and one[6:] == ("cases",) and one not in shown)
    for path, number in true.items():
        if path[0] in ("kinds", "cases", "not_counted", "not_sound") and shown.get(path) is not None:
            if 0 < number < limit:
                told.append(f"{path} is {number}")
            elif shown[path] != number:
                told.append(f"{path} is {number} and not {shown[path]}")
    for path, number in shown.items():
        if number is not None and path not in true and path != ("hidden_below",):
            told.append(f"{path} is told to the public alone")
    equations = []

    def add(whole, parts):
        line = collections.Counter()
        for path, factor in [(whole, -1), *((part, 1) for part in parts)]:
            if path not in shown:
                told.append(f"{path} is missing")
            elif shown[path] is None:
                line[path] += factor
            else:
                line[None] += factor * shown[path]
        equations.append(line)

    add(("cases",), [("kinds", kind["kind"], "cases") for kind in public["kinds"]])
    for kind, known in zip(public["kinds"], everything["kinds"]):
        start = ("kinds", kind["kind"])
        total = known["cases"]
        for table in tables(kind):
            paths = [(*start, *path) for path in table]
            # Where a case has several clocks of a rule, they are more than the cases.
            if sum(true[path] for path in paths) == total:
                add((*start, "cases"), paths)
        if kind["cases"] is None:
            print("hidden", kind["kind"], total)
            told += [f"{path} is the hidden number {total}" for path, number in shown.items()
                     if path[:2] == start and number == total and path[2] != ENTRIES]
    # How many were measured is left out beside a median, too; it is what the bands come to, where they are told.
    told += [f"{path} can be computed" for path in solved(equations) if path[-1] != "measured"]
    return told


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        found = solve(*(json.loads(pathlib.Path(name).read_text())["result"] for name in sys.argv[2:4]))
        print("; ".join(found) or "nothing told")
