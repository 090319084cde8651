#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A register of two years with known figures, and the figures, counted here and not by the program.

usage: two_years.py make REGISTER      writes the cases into a register that `pvtool init` made
       two_years.py figures            prints what is to be counted of 2025 as JSON
       two_years.py compare FILE       holds the result of `audit stats --year 2025 --json` against it
       two_years.py published STATS REGISTER   tries to count in the public register of 2025 what the public
                                       figures hide; prints the columns that are shown, and what it found

Cases come in winter, so that hours are hours of the clock; nothing is left to chance from run to run.
"""
import collections
import datetime
import json
import pathlib
import random
import statistics
import sys
import zoneinfo

NOW = datetime.datetime(2026, 1, 20, 12, 0)
UNITS = ["Post room", "Reception", "School office", None]
NATURES = ["sent_by_mistake", "mix_up", "device_lost_or_stolen", "phishing"]
CAUSES = ["internal_non_malicious", "internal_malicious", "external_malicious", None]
TYPES = [["confidentiality"], ["availability"], ["confidentiality", "integrity"], None]
MONTHS = [1, 2, 3, 11, 12]


def cases():
    dice = random.Random(7)
    for year, count in ((2024, 30), (2025, 44)):
        times = sorted(datetime.datetime(year, dice.choice(MONTHS), dice.randint(1, 24), dice.randint(8, 15), 5)
                       for _ in range(count))
        for number, received in enumerate(times, 1):
            one = {"id": f"{year}-{number:04}", "received": received,
                   "unit": dice.choice(UNITS), "nature": dice.choice(NATURES), "cause": dice.choice(CAUSES),
                   "types": dice.choice(TYPES), "category": dice.choice(["low", "medium", "high", None])}
            one["drill"] = number % 13 == 0
            one["duplicate_of"] = f"{year}-{number - 1:04}" if number % 11 == 0 else None
            one["aware"] = received + datetime.timedelta(minutes=10)
            hours = dice.choice([None, 5, 24, 30, 47, 71, 72, 73, 120])
            one["hours"] = hours
            one["closed"] = dice.choice([None, 3, 30, 31, 100, 200]) if received < datetime.datetime(2025, 6, 1) else None
            one["actions"] = []
            for _ in range(dice.randint(0, 2)):
                due = received + datetime.timedelta(days=20)
                done = received + datetime.timedelta(days=dice.choice([5, 40]))
                finished = done < NOW and (dice.random() < 0.5 or one["closed"])
                one["actions"].append({"due": dice.choice([due, None]), "done": done if finished else None})
            yield one


def time(moment):
    return moment.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Oslo")).isoformat()


def day(moment):
    return moment.strftime("%Y-%m-%d")


def text_of(one):
    lines = ["kind: breach", "format: 1", f"id: {one['id']}", f"uid: 01JC0000{one['id'].replace('-', '')}",
             f"title: Case {one['id']}", f"status: {'closed' if one['closed'] else 'open'}",
             f"received: {time(one['received'])}",
             f"reporter: {{role: employee{', unit: ' + one['unit'] if one['unit'] else ''}}}"]
    if one["drill"]:
        lines.append("drill: true")
    if one["duplicate_of"]:
        lines.append(f"links: [{{to: {one['duplicate_of']}, as: duplicate_of}}]")
    lines.append(f"times: {{discovered: {time(one['received'])}, aware: {time(one['aware'])}}}")
    incident = [f"nature: [{one['nature']}]", "description: It happened."]
    if one["types"]:
        incident.append(f"types: [{', '.join(one['types'])}]")
    incident.append(f"cause: {one['cause']}" if one["cause"] else "cause: {unknown: not looked at yet}")
    lines.append(f"incident: {{{', '.join(incident)}}}")
    if one["category"]:
        lines.append(f"handling: {{preliminary_category: {one['category']}}}")
    if one["hours"] is not None:
        at = one["aware"] + datetime.timedelta(hours=one["hours"])
        late = ", why_late: It took time." if one["hours"] > 72 else ""
        lines += ["notifications:", f"  - {{recipient: authority, at: {time(at)}, phase: complete, reference: AR1{late}}}"]
    if one["actions"]:
        lines.append("actions:")
        for action in one["actions"]:
            parts = ["text: Mend it", "owner: leader", "as: preventive"]
            if action["due"]:
                parts.append(f"due: {day(action['due'])}")
            if action["done"]:
                parts.append(f"done: {day(action['done'])}")
            lines.append(f"  - {{{', '.join(parts)}}}")
    if one["closed"]:
        at = one["received"] + datetime.timedelta(days=one["closed"])
        lines.append(f"closing: {{at: {time(at)}, outcome: handled, reason: Done., decided_by: leader, "
                     "evaluation: Fine., lessons: Look twice.}")
    return "\n".join(lines) + "\n"


def make(register):
    for one in cases():
        path = pathlib.Path(register, "cases", one["id"][:4], one["id"] + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(one))


def figures(year):
    all_of = [one for one in cases() if one["received"].year == year]
    counted = [one for one in all_of if not one["drill"] and not one["duplicate_of"]]
    count = lambda key: collections.Counter(one[key] for one in counted if one[key])
    clock = collections.Counter()
    bands = [0, 0, 0, 0]
    hours = []
    for one in counted:
        if one["hours"] is None:
            overdue = one["aware"] + datetime.timedelta(hours=72) < NOW
            clock["overdue" if overdue else "running"] += 1
        else:
            clock["in_time" if one["hours"] <= 72 else "late"] += 1
            hours.append(one["hours"])
            bands[sum(one["hours"] > end for end in (24, 48, 72))] += 1
    to_close = [one["closed"] for one in counted if one["closed"]]
    actions = collections.Counter()
    for one in counted:
        for action in one["actions"]:
            if action["done"]:
                on_time = action["due"] and day(action["done"]) <= day(action["due"])
                actions["in_time" if on_time else "late" if action["due"] else "done_without_day"] += 1
            elif not action["due"]:
                actions["open_without_day"] += 1
            else:
                actions["overdue" if day(action["due"]) < day(NOW) else "open"] += 1
    return {
        "cases": len(counted),
        "not_counted": {"drill": sum(one["drill"] for one in all_of),
                        "duplicate": sum(bool(one["duplicate_of"]) and not one["drill"] for one in all_of)},
        "months": collections.Counter(one["received"].strftime("%Y-%m") for one in counted),
        "unit": count("unit"), "nature": count("nature"), "cause": count("cause"), "category": count("category"),
        "type": collections.Counter(word for one in counted for word in one["types"] or []),
        "not_known": {key: sum(not one[key] for one in counted) for key in ("unit", "cause", "category")},
        "clock": clock, "bands": bands, "median_hours": statistics.median(hours), "measured": len(hours),
        "not_ended": len(counted) - len(hours), "to_close": len(to_close), "median_days": statistics.median(to_close)
        if to_close else None, "still_open": sum(not one["closed"] for one in counted), "actions": actions,
    }


def compare(file):
    result = json.loads(pathlib.Path(file).read_text())["result"]
    wrong = []

    def same(what, got, expected):
        if got != expected:
            wrong.append(f"{what}: got {got}, expected {expected}")

    for year, got in ((2025, result), (2024, result["before"])):
        want = figures(year)
        same(f"{year} cases", got["cases"], want["cases"])
        same(f"{year} not counted", {k: v for k, v in got["not_counted"].items()},
             {k: v for k, v in want["not_counted"].items() if v})
        (kind,) = got["kinds"]
        same(f"{year} months", {k: v for k, v in kind["months"].items() if v}, dict(want["months"]))
        same(f"{year} all months", sorted(kind["months"]), [f"{year}-{m:02}" for m in range(1, 13)])
        counts = {one["id"]: one for one in kind["counts"]}
        for name in ("unit", "nature", "cause", "category", "type"):
            same(f"{year} {name}", {row["value"]: row["cases"] for row in counts[name]["rows"] if row["cases"]},
                 dict(want[name]))
        for name, number in want["not_known"].items():
            same(f"{year} {name} not known", counts[name]["not_known"], number)
        clock = next(one for one in kind["clocks"] if one["rule"] == "breach.authority_72_hours")
        same(f"{year} clock", {k: clock[k] for k in ("in_time", "late", "overdue", "running")},
             {k: want["clock"][k] for k in ("in_time", "late", "overdue", "running")})
        durations = {one["id"]: one for one in kind["durations"]}
        told = durations["aware_to_authority"]
        same(f"{year} bands", [band["cases"] for band in told["bands"]], want["bands"])
        same(f"{year} median", told["median"], want["median_hours"])
        same(f"{year} measured", (told["measured"], told["not_ended"], told["not_asked"]),
             (want["measured"], want["not_ended"], 0))
        closing = durations["to_close"]
        same(f"{year} to close", (closing["measured"], closing["median"], closing["not_ended"]),
             (want["to_close"], want["median_days"], want["still_open"]))
        (actions,) = kind["entries"]
        same(f"{year} actions", {k: v for k, v in actions.items() if k != "id" and v}, dict(want["actions"]))
    print("\n".join(wrong) or "the same")


WITHHELD = "(withheld: numbers below"
ALONE = "(withheld, so that"
# What a reader can count in a column: the tables of the figures that it tells of.
TABLES = {
    "status": ["outcome"], "received": ["months", "to_close"], "start": ["months", "aware_to_authority"],
    "unit": ["unit"], "category": ["category"], "when": ["months", "discovered_to_aware"], "what": ["type", "nature"],
    "cause": ["cause"], "measures": ["actions"], "notified": ["authority", "aware_to_authority", "months", "clocks"],
    "not_notified": ["authority", "clocks"], "told": ["people", "months"], "not_told": ["people"],
}


def hidden_in(kind):
    """The tables of a kind in which some number is hidden."""
    names = {one["id"] for one in kind["counts"] if None in (one.get("not_known", 0), one.get("not_asked", 0))
             or any(row["cases"] is None for row in one["rows"])}
    for one in kind["durations"]:
        if None in [one["not_ended"], one["not_known"], one["not_asked"], *(band["cases"] for band in one["bands"])]:
            names.add(one["id"])
    names |= {one["id"] for one in kind["entries"] if None in one.values()}
    if None in kind["months"].values():
        names.add("months")
    # Only the clock on the authority has cases here.
    if None in kind["clocks"][0].values():
        names.add("clocks")
    return names


def str_of(row):
    return [str(cell) for column, cell in row.items() if column != "id"]


def published(stats, register):
    figures, told = stats["result"]["kinds"][0], []
    kinds = register["result"]["kinds"]
    if figures["cases"] is None:
        return ["rows of a kind whose number is hidden"] if kinds else []
    rows = kinds[0]["cases"]
    limit = stats["result"]["hidden_below"]
    alike = collections.Counter(tuple(str(row[column]) for column in row if column != "id") for row in rows)
    if min(alike.values()) < limit:
        told.append(f"{min(alike.values())} rows are like no other")
    if [row["id"] for row in rows] != sorted(row["id"] for row in rows) or sorted(map(str_of, rows)) != list(
            map(str_of, rows)):
        told.append("the order of the rows tells something")
    if len(rows) != figures["cases"]:
        told.append(f"{len(rows)} rows of {figures['cases']} cases")
    hidden = hidden_in(figures)
    for column, tables in TABLES.items():
        if column not in rows[0]:
            continue
        cells = [str(row[column]) for row in rows]
        shown = [cell for cell in cells if WITHHELD not in cell and ALONE not in cell]
        if shown and not set(tables) & {"months"}:
            print("shown", column)
        for table in set(tables) & hidden:
            days = table == "months" and not any("2025-" in cell for cell in cells)
            if shown and not days:
                told.append(f"{column} tells {table}")
        if column == "received" and "months" not in hidden and "to_close" not in hidden:
            print("shown received")
            for month, number in figures["months"].items():
                if sum(cell == month for cell in cells) > number:
                    told.append(f"{month} is more than {number}")
    for column, table in (("category", "category"), ("cause", "cause")):
        cells = collections.Counter(str(row[column]) for row in rows)
        numbers = sorted(row["cases"] for one in figures["counts"] if one["id"] == table for row in one["rows"]
                         if row["cases"]) if table not in hidden else []
        values = sorted(number for cell, number in cells.items() if not cell.startswith(("(", "none", "not known")))
        if any(sum(number >= value for number in numbers) < len(values) - at
               for at, value in enumerate(values)) and numbers:
            told.append(f"{column}: {cells} are more than {numbers}")
    return told


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    elif sys.argv[1] == "compare":
        compare(sys.argv[2])
    elif sys.argv[1] == "published":
        found = published(*(json.loads(pathlib.Path(name).read_text()) for name in sys.argv[2:4]))
        print("; ".join(found) or "nothing told")
    else:
        print(json.dumps(figures(2025), indent=1))
