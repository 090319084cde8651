#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Read GitHub's workflow commands as the runner does, and undo the escapes.

usage: github.py FILE [EXPECTED]     prints what was read as JSON; exit 1 and one line on any fault

EXPECTED is a list of clocks in JSON (common.py): what the file should say.
"""
import re

from common import need, read, relative, reported, run, said, same

DATA = {"%25": "%", "%0D": "\r", "%0A": "\n"}
PROPERTY = {**DATA, "%3A": ":", "%2C": ","}
KNOWN = {"file", "line", "col", "endLine", "endColumn", "title"}


def restored(text, escapes, where):
    for stray in re.findall("%.{0,2}", text):
        need(stray in escapes, f"{where}: a stray {stray!r}")
    return re.sub("%..", lambda found: escapes[found.group()], text)


def properties_of(text, where):
    found = {}
    for part in text.split(","):
        name, equals, value = part.partition("=")
        need(equals and name in KNOWN, f"{where}: the property {part!r}")
        need(name not in found, f"{where}: the property {name} stands twice")
        need(value and ":" not in value, f"{where}: the property {name} is {value!r}")
        found[name] = restored(value, PROPERTY, where)
    return found


def command_of(line, number):
    where = f"line {number}"
    found = re.fullmatch(r"::(error|warning|notice)(?: ([^:]*))?::(.+)", line)
    need(found, f"{where}: no command: {line[:100]!r}")
    level, properties, data = found.groups()
    given = properties_of(properties, where) if properties else {}
    for name in ("line", "col"):
        if name in given:
            need(re.fullmatch("[1-9][0-9]*", given[name]) and "file" in given, f"{where}: {name}={given[name]}")
    if "file" in given:
        relative(given["file"], f"{where}: the file")
    return {"level": level, "file": given.get("file"), "line": int(given["line"]) if "line" in given else None,
            "column": int(given["col"]) if "col" in given else None, "title": given.get("title"),
            "message": restored(data, DATA, where)}


def summary(path):
    text = read(path)
    if not text:
        return {"commands": []}
    need(text.endswith("\n") and "\r" not in text, "a line that does not end with a line feed alone")
    return {"commands": [command_of(line, number) for number, line in enumerate(text[:-1].split("\n"), 1)]}


def compare(found, clocks):
    def one(command, clock, where):
        same(command, {key: clock[key] for key in ("level", "file", "line")}, where)
        need(clock["rule"] in command["title"], f"{where}: the title is {command['title']!r}")
        need(clock["words"] in command["message"], f"{where}: the words are others")
    said(found["commands"], reported(clocks), one)


if __name__ == "__main__":
    run(summary, compare, __doc__)
