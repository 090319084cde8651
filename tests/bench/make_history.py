#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Give a register that `pvtool init` made a history of N commits, as pvtool would have made them.

usage: make_history.py REGISTER N

Every tenth commit registers a case of about 3 kB; the others append a line to the log of one. The
commits lie in the winters of the five years before this one, so that one offset fits.
"""
import datetime
import pathlib
import subprocess
import sys

import make_register

EACH = 10  # commits for each case
OFFSET = datetime.timezone(datetime.timedelta(hours=1))
ENTRY = "  - at: {at}\n    by: privacy_adviser\n    text: Eining {unit} stadfestar at mottakar {line} har sletta meldinga.\n"


def moments(count):
    """So many times, rising: spread over January and February of five years."""
    first = datetime.date.today().year - make_register.YEARS
    each = -(-count // make_register.YEARS)
    for number in range(count):
        year, of_year = divmod(number, each)
        begun = datetime.datetime(first + year, 1, 2, 8, tzinfo=OFFSET)
        yield begun + datetime.timedelta(days=55) * of_year / each


def registered(number, of_year, at):
    """The path and the text of a case as it is registered."""
    fields = {
        "id": f"{at.year}-{of_year:04}", "number": number, "year": at.year, "status": "open",
        "day": at.date(), "unit": number % 97, "people": 20 + number % 60,
    }
    text = (make_register.HEAD + make_register.ACTIONS).format(**fields) + "log:\n"
    return f"cases/{at.year}/{fields['id']}.yaml", fields["id"], text


def commit(branch, at, path, text, subject, case, command):
    """One commit for git fast-import, on top of the last one."""
    message = f"{subject}\n\nCase: {case}\nCommand: {command}\nPvtool: 0.1.0\n".encode()
    data = text.encode()
    head = f"commit {branch}\ncommitter Bench <bench@example.invalid> {int(at.timestamp())} +0100\n"
    yield head.encode() + b"data %d\n%s" % (len(message), message)
    yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def stream(branch, count):
    yield f"reset {branch}\nfrom {branch}^0\n".encode()
    cases, numbers = [], {}
    for number, at in enumerate(moments(count)):
        at = at.replace(microsecond=0)
        if number % EACH == 0:
            numbers[at.year] = numbers.get(at.year, 0) + 1
            path, case, text = registered(number, numbers[at.year], at)
            text += ENTRY.format(at=at.isoformat(), unit=number % 97, line=0)
            cases.append([path, case, text])
            yield from commit(branch, at, path, text, f"{case}: report", case, "report")
            continue
        # One of the twenty newest, as it is in an office.
        chosen = cases[-1 - number * 7 % min(len(cases), 20)]
        chosen[2] += ENTRY.format(at=at.isoformat(), unit=number % 97, line=number)
        path, case, text = chosen
        yield from commit(branch, at, path, text, f"{case}: log", case, "log")


def main():
    register, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    git = ["git", "-C", register]
    branch = subprocess.check_output([*git, "symbolic-ref", "HEAD"], text=True).strip()
    command = [*git, "fast-import", "--quiet", "--date-format=raw"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as importer:
        for piece in stream(branch, count):
            importer.stdin.write(piece)
    if importer.returncode != 0:
        sys.exit("git fast-import failed")
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)


if __name__ == "__main__":
    main()
