#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fills the free texts of a case with what would be markup, tags or a template if it were not text.

usage: hostile_case.py CASE        rewrites the texts of a case
       hostile_case.py --check     judges the HTML on standard input: every tag and attribute is ours
"""
import html.parser
import re
import sys

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "**fet** _kursiv_", "# Overskrift",
    "[lenke](javascript:alert(1))", "![bilde](file:///etc/passwd)", "{{org.name}}", "{{{org.name}}}",
    "| a | b |", "`kode`", "<https://evil.example>", "&lt;b&gt; &copy;", "1. punkt", "- punkt", "~~bort~~", "> sitat",
    "</p></main><h1>ny", "<!-- borte -->", "\\*bakstrek\\*",
]
KEYS = ("description", "root_cause", "taken", "advice", "text", "conclusion", "reason", "lessons", "evaluation", "title")
TAGS = {"html", "head", "meta", "title", "style", "body", "main", "header", "footer", "article", "section", "address",
        "div", "p", "strong", "em", "br", "hr", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "table",
        "thead", "tbody", "tr", "th", "td", "a", "span", "link", "colgroup", "col"}


def rewrite(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    hostile = " ".join(HOSTILE)
    out = []
    for line in lines:
        found = re.match(r"^( *)(%s): [^{\[|>]" % "|".join(KEYS), line)
        if found:
            line = "%s%s: %s" % (found.group(1), found.group(2), "'" + hostile.replace("'", "''") + "'")
        out.append(line)
    open(path, "w", encoding="utf-8").write("\n".join(out))


class Judge(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.text = [], ""

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attributes:
            if name.startswith("on") or re.match(r"\s*(javascript|file|data:text)", value or "") or name == "src":
                self.faults.append("%s %s=%s" % (tag, name, value))
            if name == "href" and "evil" in (value or ""):
                self.faults.append(value)

    def handle_data(self, data):
        self.text += data


def check():
    judge = Judge()
    judge.feed(sys.stdin.read())
    text = " ".join(judge.text.split())
    for one in HOSTILE if "alert(1)" in text else []: # a document may need none of the texts
        if " ".join(one.split()) not in text:
            judge.faults.append("not shown as it is: " + one)
    print(*judge.faults, sep="\n", file=sys.stderr)
    sys.exit(1 if judge.faults else 0)


if sys.argv[1] == "--check":
    check()
else:
    rewrite(sys.argv[1])
