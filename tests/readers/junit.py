#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Read a JUnit file of pvtool: against junit.xsd by xmllint, then its figures and names.

usage: junit.py FILE [EXPECTED]     prints what was read as JSON; exit 1 and one line on any fault

EXPECTED is a list of clocks in JSON (common.py): what the file should say.
"""
import subprocess
import xml.etree.ElementTree as tree

from common import HERE, Fault, need, need_unique, read, relative, run

OUTCOMES = {"failure": "failure", "error": "error", "skipped": "skipped"}


def check_schema(path):
    done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(HERE / "junit.xsd"), path],
                          capture_output=True, text=True, check=False)
    first = (done.stderr.splitlines() or ["xmllint said nothing"])[0]
    need(done.returncode == 0, f"against junit.xsd: {first[:300]}")


def case_of(element):
    name = element.get("name")
    if element.get("file"):
        relative(element.get("file"), f"the file of {name}")
    outcome, message, text = "passed", None, None
    for tag, word in OUTCOMES.items():
        child = element.find(tag)
        if child is not None:
            outcome, message, text = word, child.get("message"), child.text
    line = element.get("line")
    return {"name": name, "rule": element.get("classname"), "file": element.get("file"),
            "line": line and int(line), "outcome": outcome, "message": message, "text": text,
            "output": element.findtext("system-out")}


def check_figures(element, cases, where):
    counted = {"tests": len(cases)}
    for key, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counted[key] = sum(case["outcome"] == outcome for case in cases)
    for key, number in counted.items():
        need(int(element.get(key)) == number, f"{where}: {key} is {element.get(key)}, and there are {number}")


def suite_of(element):
    cases = [case_of(child) for child in element.findall("testcase")]
    where = f"the suite {element.get('name')}"
    check_figures(element, cases, where)
    need_unique([(case["rule"], case["name"]) for case in cases], f"{where}: a test case")
    properties = {one.get("name"): one.get("value") for one in element.iter("property")}
    return {"name": element.get("name"), "timestamp": element.get("timestamp"), "properties": properties,
            "cases": cases}


def summary(path):
    read(path)
    check_schema(path)
    try:
        root = tree.parse(path).getroot()
    except tree.ParseError as error:
        raise Fault(f"no XML: {error}") from error
    need(root.tag == "testsuites", f"the root is {root.tag}")
    suites = [suite_of(child) for child in root]
    check_figures(root, [case for suite in suites for case in suite["cases"]], "the whole")
    need_unique([suite["name"] for suite in suites], "the suite")
    return {"suites": suites}


def compare(found, clocks):
    """By rule and place: the suites may have put the clocks in another order."""
    outcomes = {"overdue": "failure", "cannot_decide": "error", "stopped": "skipped"}
    cases = [case for suite in found["suites"] for case in suite["cases"]]
    need(len(cases) == len(clocks), f"{len(cases)} test cases, expected {len(clocks)}")
    for clock in clocks:
        outcome = outcomes.get(clock["state"], "passed")
        fitting = [case for case in cases if same_case(case, clock, outcome)]
        need(fitting, f"no test case for {clock['uid']} with the outcome {outcome}")
        cases.remove(fitting[0])


def same_case(case, clock, outcome):
    wanted = {"rule": clock["rule"], "file": clock["file"] or None, "line": clock["line"] or None, "outcome": outcome}
    told = case["message"] in (None, clock["words"])
    return all(case[key] == value for key, value in wanted.items()) and told and \
        (clock["title"] or clock["rule"]) in case["name"]


if __name__ == "__main__":
    run(summary, compare, __doc__)
