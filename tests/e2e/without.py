#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Takes away what a template requires.

usage: without.py --required TEMPLATE        prints the names that it requires
       without.py NAME CASE PVTOOL           takes NAME out of a case, or what stands for it out of pvtool.yaml
"""
import sys

import yaml


def front_of(path):
    return yaml.safe_load(open(path, encoding="utf-8").read().split("---")[1])


def remove(root, path):
    *above, last = path.split(".")
    for key in above:
        root = root.get(key, {})
    root.pop(last, None)


def save(path, value):
    with open(path, "w", encoding="utf-8") as file:
        yaml.safe_dump(value, file, allow_unicode=True, sort_keys=False)


class AsWritten(yaml.SafeLoader):
    """Times and dates stay the text they are."""


AsWritten.yaml_implicit_resolvers = {
    key: [one for one in all if one[0] != "tag:yaml.org,2002:timestamp"]
    for key, all in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main():
    if sys.argv[1] == "--required":
        for name in front_of(sys.argv[2]).get("requires", []):
            print(name)
        return
    name, case_path, register_path = sys.argv[1:]
    case = yaml.load(open(case_path, encoding="utf-8"), AsWritten)
    register = yaml.load(open(register_path, encoding="utf-8"), AsWritten)
    if name.startswith("role.contact_point"):
        register["organisation"].pop("contact", None)
        for role in register["roles"].values():
            role.pop("contact", None)
            role["holder"] = "vacant"
    elif name.startswith("role."):
        wanted = name.split(".")[1]
        register["roles"] = {key: role for key, role in register["roles"].items()
                             if wanted not in (key, role.get("is"))}
    elif name.startswith("org."):
        remove(register["organisation"], name[4:])
    elif name == "group.types":
        remove(case, "data.types")
        for group in case["subjects"]:
            group.pop("types", None)
    else:
        remove(case, name)
    save(case_path, case)
    save(register_path, register)


main()
