#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Read a calendar of pvtool by python3-icalendar and hold it against RFC 5545 and our own promises.

usage: ics.py FILE [EXPECTED]     prints what was read as JSON; exit 1 and one line on any fault

EXPECTED is a list of clocks in JSON (common.py): what the file should say.
"""
import datetime

import icalendar

from common import Fault, need, need_unique, read, run, said, same

STATUS = {"VEVENT": {"CONFIRMED", "TENTATIVE", "CANCELLED"},
          "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"}}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "SUMMARY", "DESCRIPTION", "STATUS", "COMPLETED",
        "PERCENT-COMPLETE", "TRANSP", "TRIGGER", "ACTION"}
AHEAD = {"running", "soon", "cannot_decide"}


def check_lines(text):
    """RFC 5545, 3.1: CR LF, at most 75 octets a line, and no letter cut in two."""
    need(text.endswith("\r\n"), "the last line does not end with CR LF")
    for number, line in enumerate(text.split("\r\n"), 1):
        need("\n" not in line and "\r" not in line, f"line {number} ends without CR LF")
        size = len(line.encode("utf-8"))
        need(size <= 75, f"line {number} has {size} octets")


def is_time(moment):
    return isinstance(moment, datetime.datetime)


def in_utc(moment, what):
    need(is_time(moment) and moment.utcoffset() == datetime.timedelta(0), f"{what} is no time in UTC")
    return moment


def moment_of(part, name, where):
    """A time in UTC, or a day; None where there is none."""
    if name not in part:
        return None
    moment = part[name].dt
    if is_time(moment):
        return in_utc(moment, f"{where}: {name}")
    need(part[name].params.get("VALUE") == "DATE", f"{where}: {name} is a day without VALUE=DATE")
    return moment


def alarms_of(part, end, where):
    found = []
    for alarm in part.walk("VALARM"):
        need(str(alarm.get("ACTION")) == "DISPLAY", f"{where}: an alarm without ACTION:DISPLAY")
        need("DESCRIPTION" in alarm, f"{where}: an alarm without DESCRIPTION")
        need("TRIGGER" in alarm, f"{where}: an alarm without TRIGGER")
        before = alarm["TRIGGER"].dt
        need(isinstance(before, datetime.timedelta) and before < datetime.timedelta(0),
             f"{where}: an alarm that is not before the end")
        from_end = alarm["TRIGGER"].params.get("RELATED") == "END"
        need(from_end or (part.name == "VEVENT" and not is_time(end)),
             f"{where}: an alarm that counts from the beginning")
        found.append(int(before.total_seconds()))
    return found


def check_event(part, start, end, where):
    need(start is not None and end is not None, f"{where}: an event without DTSTART or DTEND")
    need(is_time(start) == is_time(end), f"{where}: DTSTART and DTEND are of two types")
    need(start < end, f"{where}: DTEND is not after DTSTART")
    need("DUE" not in part, f"{where}: an event with DUE")


def check_todo(part, where):
    need("DTEND" not in part, f"{where}: a to-do with DTEND")
    completed = "COMPLETED" in part
    if completed:
        in_utc(part["COMPLETED"].dt, f"{where}: COMPLETED")
    need(not completed or part["STATUS"] == "COMPLETED", f"{where}: COMPLETED, but not its STATUS")


def entry_of(part):
    uid = str(part.get("UID", ""))
    where = f"{part.name} {uid}"
    need(not part.errors, f"{where}: {part.errors}")
    for name in ONCE:
        need(not isinstance(part.get(name), list), f"{where}: {name} stands twice")
    need(uid.endswith("@pvtool"), f"{where}: a UID that is not ours")
    for name in ("DTSTAMP", "SUMMARY", "STATUS", "CATEGORIES"):
        need(name in part, f"{where}: no {name}")
    need(str(part["STATUS"]) in STATUS[part.name], f"{where}: the STATUS {part['STATUS']}")
    categories = [str(name) for name in part["CATEGORIES"].cats]
    start, end = moment_of(part, "DTSTART", where), moment_of(part, "DTEND", where)
    due = moment_of(part, "DUE", where)
    if part.name == "VEVENT":
        check_event(part, start, end, where)
    else:
        check_todo(part, where)
    alarms = alarms_of(part, end if part.name == "VEVENT" else due, where)
    is_ahead = categories[0] in AHEAD and (end or due) is not None and not uid.endswith("-today@pvtool")
    need(bool(alarms) == is_ahead, f"{where}: {len(alarms)} alarms, and it is {categories[0]}")
    completed = part["COMPLETED"].dt.isoformat() if "COMPLETED" in part else None
    return {"uid": uid, "summary": str(part["SUMMARY"]), "description": str(part.get("DESCRIPTION", "")),
            "stamp": in_utc(part["DTSTAMP"].dt, f"{where}: DTSTAMP").isoformat(),
            "start": start and start.isoformat(), "end": end and end.isoformat(), "due": due and due.isoformat(),
            "status": str(part["STATUS"]), "completed": completed, "categories": categories, "alarms": alarms}


def check_pairs(events, todos):
    """What has a moment is both an event and a to-do, and they end together."""
    by_uid = {event["uid"]: event for event in events}
    for todo in todos:
        need(todo["uid"].endswith("-todo@pvtool"), f"a to-do with the UID {todo['uid']}")
        event = by_uid.get(todo["uid"].replace("-todo@pvtool", "-event@pvtool"))
        need((event is None) == (todo["due"] is None), f"{todo['uid']}: an event or a DUE is missing")
        if event:
            # A day is all of an event that begins with it.
            due = event["start"] if len(event["start"]) == 10 else event["end"]
            need(due == todo["due"], f"{todo['uid']}: due at {todo['due']}, its event at {due}")
            need(event["summary"] == todo["summary"], f"{todo['uid']}: not the words of its event")
    need(len(events) == len(by_uid), "two events with one UID")


def summary(path):
    text = read(path)
    check_lines(text)
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise Fault(f"no calendar: {error}") from error
    need(len(calendars) == 1, f"{len(calendars)} calendars")
    calendar = calendars[0]
    need(calendar.name == "VCALENDAR" and not calendar.errors, f"no calendar: {calendar.errors}")
    need(str(calendar.get("VERSION")) == "2.0", "not VERSION:2.0")
    need(str(calendar.get("PRODID", "")).startswith("-//pvtool//"), "no PRODID of ours")
    need("METHOD" not in calendar, "a METHOD: nobody is asked to answer")
    for part in calendar.subcomponents:
        need(part.name in STATUS, f"a part that readers drop: {part.name}")
    entries = {name: [entry_of(part) for part in calendar.subcomponents if part.name == name] for name in STATUS}
    need_unique([entry["uid"] for both in entries.values() for entry in both], "the UID")
    check_pairs(entries["VEVENT"], entries["VTODO"])
    return {"prodid": str(calendar["PRODID"]), "events": entries["VEVENT"], "todos": entries["VTODO"]}


def compare(found, clocks):
    """Every clock is a to-do; the events hang on their to-dos (check_pairs)."""
    def one(todo, clock, where):
        same({"uid": todo["uid"], "state": todo["categories"][0]},
             {"uid": clock["uid"] + "-todo@pvtool", "state": clock["state"]}, where)
        # python3-icalendar keeps blanks at the end, other readers drop them.
        words = (clock["title"] or clock["rule"]).rstrip(" ")
        need(todo["summary"].rstrip(" ").endswith(words), f"{where}: {todo['summary'][:300]!r}, expected {words[:300]!r}")
    said(found["todos"], clocks, one)
    today = {clock["uid"] + "-today@pvtool": clock for clock in clocks if clock["level"] == "error"}
    there = {event["uid"]: event for event in found["events"] if event["uid"].endswith("-today@pvtool")}
    need(set(today) == set(there), f"the events of today: {sorted(set(today) ^ set(there))}")
    for uid, clock in today.items():
        need(there[uid]["summary"].rstrip(" ").endswith(clock["words"].rstrip(" ")), f"{uid}: the words are others")


if __name__ == "__main__":
    run(summary, compare, __doc__)
