#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Read a Code Quality report of pvtool: against gitlab.schema.json, then what a schema cannot say.

usage: gitlab.py FILE [EXPECTED]     prints what was read as JSON; exit 1 and one line on any fault

EXPECTED is a list of clocks in JSON (common.py): what the file should say.
"""
from common import check_schema, need, need_unique, read_json, relative, reported, run, said, same


def entry_of(entry):
    location = entry["location"]
    relative(location["path"], "the place of an entry")
    return {"rule": entry["check_name"], "severity": entry["severity"], "message": entry["description"],
            "file": location["path"], "line": location["lines"]["begin"], "fingerprint": entry["fingerprint"]}


def summary(path):
    document = read_json(path)
    check_schema(document, "gitlab.schema.json")
    entries = [entry_of(entry) for entry in document]
    # GitLab drops all but one of what has one fingerprint.
    need_unique([entry["fingerprint"] for entry in entries], "the fingerprint")
    return {"entries": entries}


def compare(found, clocks):
    def one(entry, clock, where):
        wanted = {"rule": clock["rule"], "fingerprint": clock["uid"], "file": clock["file"] or "pvtool.yaml",
                  "line": clock["line"] or 1, "severity": "critical" if clock["level"] == "error" else "minor"}
        same(entry, wanted, where)
        need(clock["words"] in entry["message"], f"{where}: the words are others")
    said(found["entries"], reported(clocks), one)


if __name__ == "__main__":
    run(summary, compare, __doc__)
