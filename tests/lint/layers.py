#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hold every #include against the layer table in CMakeLists.txt.

usage: layers.py ROOT     exit 0 when every include is allowed, 1 otherwise
"""
import pathlib
import re
import sys

POSIX = {"unistd.h", "fcntl.h", "sys/wait.h", "sys/stat.h", "sys/types.h", "sys/file.h", "dirent.h",
         "signal.h", "sys/resource.h", "sys/mman.h", "sys/prctl.h", "poll.h"}


def layers(root):
    table = {}
    text = (root / "CMakeLists.txt").read_text()
    block = re.search(r"set\(PVTOOL_LAYERS\n(.*?)\n\)", text, re.S).group(1)
    for line in re.findall(r'"([^"]+)"', block):
        module, own, foreign = (part.strip() for part in line.split(":"))
        table[module] = (set(own.split()) | {module}, set(foreign.split()))
    return table


def is_standard(header):
    return "/" not in header and not header.endswith(".h")


def wrong(header, quoted, own, foreign):
    top = header.split("/")[0]
    if quoted:
        return top not in own
    if is_standard(header):
        return False
    if header in POSIX:
        return "posix" not in foreign
    return not any(header == name or top == name for name in foreign)


def main():
    root = pathlib.Path(sys.argv[1])
    table = layers(root)
    faults = 0
    folders = [(module, root / ("cmd" if module == "cmd" else f"lib/{module}")) for module in table]
    known = {folder for _, folder in folders}
    for folder in (root / "lib").iterdir():
        if folder.is_dir() and folder not in known:
            print(f"{folder.relative_to(root)}: no layer in CMakeLists.txt")
            faults += 1
    for module, folder in folders:
        own, foreign = table[module]
        for file in sorted(list(folder.glob("*.cpp")) + list(folder.glob("*.hpp"))):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
                if found and wrong(found.group(2), found.group(1) == '"', own, foreign):
                    print(f"{file.relative_to(root)}:{number}: {module} may not include {found.group(2)}")
                    faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
