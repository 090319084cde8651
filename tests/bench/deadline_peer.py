#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What one would write without pvtool: the overdue cases of a register, one id a line.

usage: deadline_peer.py REGISTER [--every K] [--fast]

Reads every case (with --every every K-th, with --every 0 none at all), counts 72 hours from
times.aware, and prints those that are open, not notified, and past that. --fast takes libyaml's
loader, which few scripts ask for.
"""
import argparse
import datetime
import pathlib

import yaml

LIMIT = datetime.timedelta(hours=72)


def is_overdue(case, now):
    if case["status"] == "closed":
        return False
    for notification in case.get("notifications", []):
        if notification.get("recipient") == "authority":
            return False
    return case["times"]["aware"] + LIMIT < now


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("register", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--fast", action="store_true")
    asked = parser.parse_args()
    loader = yaml.CSafeLoader if asked.fast else yaml.SafeLoader
    now = datetime.datetime.now(datetime.timezone.utc)
    paths = sorted(asked.register.glob("cases/*/*.yaml"))
    for path in paths[:: asked.every] if asked.every else []:
        with open(path, encoding="utf-8") as file:
            case = yaml.load(file, Loader=loader)
        if is_overdue(case, now):
            print(case["id"])


main()
