#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fill a register that `pvtool init` made with N cases of about 3 kB, in one commit.

usage: make_register.py REGISTER N OPEN

Every OPEN-th case is open and never assessed, the others are closed. They lie in the five years
before this one; all times are of January and February, so that one offset fits.
"""
import datetime
import pathlib
import subprocess
import sys

YEARS = 5

HEAD = """\
kind: breach
format: 1
id: {id}
uid: BENCH{number:011}
title: Sak {number} om eit brev til feil mottakar
status: {status}
received: {day}T14:50:00+01:00
reporter: {{role: employee, unit: Eining {unit}}}
owner: Leiar for eining {unit}
archive: {{system: Arkiv, case_no: {year}/{number:06}}}
# Meldt på telefon same dagen.
times:
  occurred: {{from: {day}T09:00:00+01:00, to: {day}T09:00:00+01:00}}
  discovered: {day}T14:10:00+01:00   # mottakaren ringde sjølv
  aware: {day}T14:37:00+01:00
incident:
  types: [confidentiality]
  nature: [no_blind_copy]
  cause: internal_non_malicious
  description: >-
    Ei innbyding frå eining {unit} vart send til {people} mottakarar som kunne sjå adressene til
    kvarandre. Feilen vart oppdaga same dagen, av ein av mottakarane, som ringde og sa frå.
  root_cause: Rutina for utsending seier ikkje kva felt adressene skal stå i.
  systems: E-post og sakssystem
  discovery: {{by: external_party, how: Mottakaren ringde servicetorget}}
  confidentiality:
    disclosure: disclosed
    recipients: {{who: known, count: {{exact: {people}}}, deletion: asked}}
data:
  types: [contact]
  identifiers: [email_with_name_and_primary]
  description: Namn og e-postadresse; ingenting om kva innbydinga gjaldt
  records: {{exact: {people}}}
subjects:
  - {{group: customers, count: {{exact: {people}}}, protected_address: false, vulnerable: false}}
consequences: {{impact: [loss_of_control], severity: minor, description: Små følgjer.}}
measures: {{taken: Mottakarane er bedne om å slette meldinga og stadfeste det skriftleg.}}
"""

HANDLED = """\
assessments:
  - at: {day}T15:00:00+01:00
    by: pvtool 0.1.0
    result: {{authority: "no", people: "no", highest_level: unlikely}}
    inputs:
      data.types: [contact]
      incident.confidentiality.disclosure: disclosed
      "subjects[0].vulnerable": false
    rules: [breach.authority@1, breach.people@1]
decisions:
  - about: authority
    answer: "no"
    level: unlikely
    proposed: "no"
    reason: Adressene var i hovudsak kjende frå før.
    decided_by: leader
    decided_at: {day}T16:00:00+01:00
    recorded_by: privacy_adviser
    assessment: 0
"""

ACTIONS = """\
actions:
  - text: Ta i bruk eit system for utsending
    as: preventive
    measure: process_change
    owner: leader
    due: {year}-04-01
    done: {year}-03-27
"""

CLOSING = """\
closing:
  at: {year}-04-02T09:00:00+02:00
  outcome: handled
  reason: Alle tiltak er utførte.
  decided_by: leader
  evaluation: Rutina verka, men var lite kjend.
  lessons: Bruk blindkopi.
"""

ENTRY = """\
  - at: {day}T15:{minute:02}:00+01:00
    by: privacy_adviser
    text: Eining {unit} stadfestar at mottakar {minute} har sletta meldinga.
"""


def case(number, total, every_open):
    """The path and the text of one case, numbered from 1."""
    each = -(-total // YEARS)
    year = datetime.date.today().year - YEARS + (number - 1) // each
    of_year = (number - 1) % each + 1
    is_open = number % every_open == 0
    facts = {
        "id": f"{year}-{of_year:04}",
        "number": number,
        "year": year,
        "status": "open" if is_open else "closed",
        "day": datetime.date(year, 1, 1) + datetime.timedelta(days=number % 55),
        "unit": number % 97,
        "people": 20 + number % 60,
    }
    parts = [HEAD, ACTIONS] if is_open else [HEAD, HANDLED, ACTIONS, CLOSING]
    minutes = range(1, 12 if is_open else 6)
    entries = "".join(ENTRY.format(minute=minute, **facts) for minute in minutes)
    text = "".join(parts).format(**facts) + "log:\n" + entries
    return f"cases/{year}/{facts['id']}.yaml", text


def stream(branch, total, every_open):
    """One commit for git fast-import, piece by piece."""
    message = b"register: cases"
    yield f"commit {branch}\ncommitter Bench <bench@example.invalid> now\n".encode()
    yield b"data %d\n%s\n" % (len(message), message)
    yield f"from {branch}^0\n".encode()
    for number in range(1, total + 1):
        path, text = case(number, total, every_open)
        data = text.encode()
        yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def main():
    register, total, every_open = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    git = ["git", "-C", register]
    branch = subprocess.check_output([*git, "symbolic-ref", "HEAD"], text=True).strip()
    command = [*git, "fast-import", "--quiet", "--date-format=now"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as importer:
        for piece in stream(branch, total, every_open):
            importer.stdin.write(piece)
    if importer.returncode != 0:
        sys.exit("git fast-import failed")
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)


if __name__ == "__main__":
    main()
