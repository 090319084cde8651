# SPDX-License-Identifier: MIT
"""What the readers share: a fault ends them with one clear line and exit code 1, and what was read
is printed as JSON. The readers name /usr/bin/python3, which has the packages of Debian, whatever else
`python3` may be."""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


class Fault(Exception):
    """What is wrong with the file."""


def need(truth, words):
    if not truth:
        raise Fault(words)


def read(path):
    """The file's text; no reader is given bytes that are no UTF-8, or control characters."""
    raw = pathlib.Path(path).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault(f"not UTF-8 at byte {error.start}") from error
    for at, letter in enumerate(text):
        code = ord(letter)
        if (code < 0x20 and letter not in "\t\r\n") or 0x7F <= code <= 0x9F or code in (0xFFFE, 0xFFFF):
            raise Fault(f"the control character U+{code:04X} at character {at}")
    return text


def no_repetition(pairs):
    found = dict(pairs)
    need(len(found) == len(pairs), "a key stands twice in one object")
    return found


def read_json(path):
    try:
        return json.loads(read(path), object_pairs_hook=no_repetition)
    except json.JSONDecodeError as error:
        raise Fault(f"not JSON: {error}") from error


def check_schema(document, name):
    import jsonschema
    schema = json.loads((HERE / name).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    errors = sorted(jsonschema.Draft7Validator(schema).iter_errors(document), key=lambda error: str(error.path))
    if errors:
        place = "/".join(str(step) for step in errors[0].absolute_path) or "the whole"
        raise Fault(f"against {name}: {place}: {errors[0].message[:300]}")


def need_unique(values, what):
    seen = set()
    for value in values:
        need(value not in seen, f"{what} stands twice: {value}")
        seen.add(value)


def relative(path, what):
    need(path and not path.startswith(("/", "./")) and ".." not in path.split("/"),
         f"{what} is no path below the root: {path!r}")


def same(found, wanted, where):
    """`wanted` and `found` are maps with the same keys; nothing and none are the same."""
    for key, value in wanted.items():
        need((found[key] or None) == (value or None), f"{where}: {key} is {found[key]!r:.300}, expected {value!r:.300}")


def said(entries, wanted, compare):
    """`compare` holds each of the entries against the clock that it should come from, in order."""
    need(len(entries) == len(wanted), f"{len(entries)} entries, expected {len(wanted)}")
    for number, (entry, clock) in enumerate(zip(entries, wanted), 1):
        compare(entry, clock, f"entry {number} ({clock['rule']})")


def reported(clocks):
    """Those that a build server hears of."""
    return [clock for clock in clocks if clock["level"]]


def run(summary, compare, usage):
    """`summary(path)` returns what was read and `compare(found, clocks)` holds it against what should have been
    said: a list of {uid, rule, state, level, file, line, title, words} in JSON. Both may raise Fault."""
    if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
        sys.exit(usage)
    try:
        found = summary(sys.argv[1])
        if len(sys.argv) == 3:
            compare(found, json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")))
    except Fault as fault:
        print(f"{sys.argv[1]}: {fault}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(1)
    json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
    print()
