#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Walk one case to its end by the program's own proposals.

    walk.py PVTOOL CASE START ROLE

Every line of the plan that is to be done is done with the command that stands there, every next
step likewise, and what a person has to fill in (TEXT, PHASE, ROLE, TIME, N, BOOL) is filled in. The clock
starts at START and goes on by five minutes with each command. Prints what was done, and fails when
a proposal cannot be typed as it stands or the walk does not end.
"""
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import datetime, timedelta

pvtool, case, start, role = sys.argv[1:]
now = datetime.fromisoformat(start)
MOST = 60


def run(words, expected=(0,)):
    global now
    now += timedelta(minutes=5)
    env = {**os.environ, "PVTOOL_NOW": now.isoformat()}
    done = subprocess.run([pvtool, *words], env=env, capture_output=True, text=True, check=False)
    if done.returncode not in expected:
        sys.exit(f"exit {done.returncode}: pvtool {shlex.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def asked(*words):
    return json.loads(run(["--json", *words], (0, 1, 4)))["result"]


def typed(command):
    """The words of a proposal, filled in as a person would."""
    fill = {"TEXT": "in words", "PHASE": "complete", "ROLE": role, "TIME": now.isoformat(), "N": "1", "BOOL": "false",
            "NUMBER": "1", "DATE": (now + timedelta(days=30)).date().isoformat()}
    words = shlex.split(command)
    assert words[0] == "pvtool", command
    return [re.sub(r"\b(" + "|".join(fill) + r")\b", lambda found: fill[found.group(1)], word)
            for word in words[1:]]


def plan_rows():
    return asked("notify", case)["recipients"]


def do_the_plan():
    """Everyone who is to be told, told; whoever is to be considered, considered."""
    for _ in range(MOST):
        waiting = [row for row in plan_rows() if row["commands"] and
                   (row["state"] == "to_do" or row["need"] == "consider" and row["state"] == "open")]
        if not waiting:
            return
        run(typed(waiting[0]["commands"][-1]), (0, 1))
        print("plan", waiting[0]["recipient"], waiting[0]["basis"])
    sys.exit(f"the plan has no end: {json.dumps(waiting, ensure_ascii=False)[:2000]}")


def follow_next():
    for _ in range(MOST):
        if asked("show", case)["case"]["status"] == "closed":
            return
        step = asked("next", case)["cases"][0]["next"]
        run(typed(step["command"]), (0, 1))
        print("next", step["step"] if "step" in step else step["id"])
        if step.get("id", step.get("step")) == "decide":
            do_the_plan()
    sys.exit("the case does not close")


follow_next()
left = [row["rule"] for row in plan_rows() if row["need"] in ("duty", "decided") and row["state"] == "to_do"]
if left:
    sys.exit(f"closed, and still to be told: {left}")
