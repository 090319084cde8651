#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Hold a draft of the EDPB form (JSON on standard input) against its schema, by a validator of other people's making.

edpb.py SCHEMA valid            exit 0 when it fits; else say where it does not
edpb.py SCHEMA bites            exit 0 when every change that must be seen is seen:
                                each field that is there and required taken out, each that does
                                not show put in, and in a complete notice each letter that stands
                                for what is not yet known
edpb.py SCHEMA without FIELD | with FIELD JSON
                                the same draft with one field changed must not fit
"""
import copy
import json
import sys

import jsonschema

NOT_YET = {
    "44": "e", "56": "e", "57": "e", "60": ["x"], "61": "e", "65": ["k"], "67": "d", "70": ["t"], "72": "d",
    "79": ["e"], "81": ["d"], "83": ["d"], "85": ["o"], "87": "d", "89": "d", "97": "c",
}
SOME = {"5": "text", "18": "text", "24": "text", "34": "text", "39": "text", "40": ["text"], "46": "2026-10-05T10:00:00+02:00",
        "47": "2026-10-05T10:00:00+02:00", "52": "2026-10-05", "58": "a", "59": "a", "68": 3, "73": 3, "80": "text",
        "81": ["a"], "82": "text", "83": ["a"], "84": "text", "86": "text", "98": "2026-10-05", "99": "2026-10-05",
        "100": "a", "101": "text", "102": "a", "103": "text", "104": "a", "105": "text", "106": "text", "111": "text",
        "114": "text", "115": ["NO"], "118": ["text"], "121": ["NO"], "126": "text", "16": "text", "56": "a", "79": ["a"],
        "no_such_field": "text"}


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    draft = json.load(sys.stdin)["result"]
    fits = lambda one: not list(validator.iter_errors(one))
    complaints = []
    if sys.argv[2] == "valid":
        for error in validator.iter_errors(draft):
            where = "/".join(str(part) for part in error.path)
            rule = schema["allOf"][error.schema_path[1]].get("$comment", "") if error.schema_path[0] == "allOf" else ""
            complaints.append(f"{where}: {rule}: {error.message[:200]}")
    elif sys.argv[2] == "bites":
        complaints = bites(draft, fits)
    else:
        changed = copy.deepcopy(draft)
        if sys.argv[2] == "without":
            del changed["fields"][sys.argv[3]]
        else:
            changed["fields"][sys.argv[3]] = json.loads(sys.argv[4])
        if fits(changed):
            complaints.append("the change is not seen")
    print("\n".join(complaints))
    return 1 if complaints else 0


def bites(draft, fits):
    complaints = []
    rows = {row["id"]: row for group in draft["groups"] for row in group["fields"]}
    tried = 0
    for number, row in rows.items():
        if row["needed"] and number in draft["fields"] and not any(gap["field"] == number for gap in draft["gaps"]):
            changed = copy.deepcopy(draft)
            del changed["fields"][number]
            tried += 1
            if fits(changed):
                complaints.append(f"nobody misses {number}")
    for number, value in SOME.items():
        if number not in rows or rows[number]["state"] == "not_applicable":
            changed = copy.deepcopy(draft)
            changed["fields"][number] = value
            tried += 1
            if fits(changed):
                complaints.append(f"{number} does not show, and may be there")
    for number, letter in NOT_YET.items():
        if draft["phase"] == "complete" and number in draft["fields"]:
            changed = copy.deepcopy(draft)
            changed["fields"][number] = letter
            tried += 1
            if fits(changed):
                complaints.append(f"{number} may be {letter} in a complete notice")
    if tried < 30:
        complaints.append(f"only {tried} changes were tried")
    return complaints


if __name__ == "__main__":
    sys.exit(main())
