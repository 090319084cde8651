#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Read a SARIF file of pvtool: against sarif.schema.json, then what a schema cannot say.

usage: sarif.py FILE [EXPECTED]     prints what was read as JSON; exit 1 and one line on any fault

EXPECTED is a list of clocks in JSON (common.py): what the file should say.
"""
import urllib.parse

from common import check_schema, need, need_unique, read_json, relative, reported, run, same


def result_of(result):
    place = (result.get("locations") or [{}])[0].get("physicalLocation", {})
    uri = place.get("artifactLocation", {}).get("uri")
    file = uri and urllib.parse.unquote(uri, errors="strict")
    if file:
        relative(file, "the place of a result")
    region = place.get("region", {})
    return {"rule": result["ruleId"], "level": result["level"], "message": result["message"]["text"],
            "file": file, "line": region.get("startLine"), "column": region.get("startColumn"),
            "fingerprint": result["partialFingerprints"]["primaryLocationLineHash"],
            "state": result.get("properties", {}).get("state")}


def run_of(found):
    driver = found["tool"]["driver"]
    rules = [rule["id"] for rule in driver.get("rules", [])]
    need_unique(rules, "the rule")
    results = [result_of(result) for result in found["results"]]
    for result in results:
        need(result["rule"] in rules, f"a result of a rule that is not listed: {result['rule']}")
    used = {result["rule"] for result in results}
    for rule in rules:
        need(rule in used, f"a rule without a result: {rule}")
    need_unique([result["fingerprint"] for result in results], "the fingerprint")
    return {"tool": driver["name"], "version": driver.get("version"),
            "category": found.get("automationDetails", {}).get("id"), "rules": rules, "results": results}


def summary(path):
    document = read_json(path)
    check_schema(document, "sarif.schema.json")
    runs = [run_of(found) for found in document["runs"]]
    need_unique([one["category"] for one in runs], "the category")
    return {"runs": runs}


def compare(found, clocks):
    results = {result["fingerprint"]: result for one in found["runs"] for result in one["results"]}
    wanted = reported(clocks)
    need(len(results) == len(wanted), f"{len(results)} results, expected {len(wanted)}")
    for clock in wanted:
        need(clock["uid"] in results, f"no result for {clock['uid']}")
        result = results[clock["uid"]]
        same(result, {key: clock[key] for key in ("rule", "level", "state", "file", "line")}, clock["uid"])
        need(clock["words"] in result["message"], f"{clock['uid']}: the words are others")


if __name__ == "__main__":
    run(summary, compare, __doc__)
