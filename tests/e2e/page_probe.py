#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Puts a script into a copy of a page that measures it in a browser: overflow, contrast, headings.

usage: page_probe.py PAGE COPY

The page stands in a frame of 390 pixels when the window is narrow: a browser without a head is never narrower than
500 pixels.
"""
import sys

SCRIPT = r"""
<pre id="probe"></pre>
<script>
addEventListener("load", () => {
  const narrow = innerWidth < 800;
  const frame = document.createElement("iframe");
  frame.style = "border:0;height:900px;width:" + (narrow ? 390 : 1280) + "px";
  frame.srcdoc = document.getElementById("page").textContent;
  document.body.append(frame);
  frame.onload = () => {
    const inside = frame.contentDocument, root = inside.documentElement;
    const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const numbers = text => text.match(/[\d.]+/g).map(Number);
    const behind = node => {
      for (; node && node.nodeType === 1; node = node.parentElement) {
        const colour = numbers(frame.contentWindow.getComputedStyle(node).backgroundColor);
        if (colour.length < 4 || colour[3] > 0) return colour;
      }
      return [255, 255, 255];
    };
    let worst = 21;
    for (const node of inside.querySelectorAll("body *")) {
      if (![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
      const pair = [light(numbers(frame.contentWindow.getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
      worst = Math.min(worst, (pair[0] + 0.05) / (pair[1] + 0.05));
    }
    const levels = [...inside.querySelectorAll("h1,h2,h3,h4")].map(node => Number(node.tagName[1]));
    const ordered = levels[0] === 1 && levels.filter(level => level === 1).length === 1 &&
      levels.every((level, at) => at === 0 || level <= levels[at - 1] + 1);
    // A heading that holds a letter on each line is none.
    const headings = [...inside.querySelectorAll("tbody th")].map(node => node.offsetWidth);
    document.title = headings.length + " headings of rows, squeezed " + headings.filter(width => width < 60).length;
    document.getElementById("probe").textContent = root.lang + "; overflow " +
      Math.max(0, root.scrollWidth - root.clientWidth) + "; contrast " + (worst >= 7 ? "good" : worst.toFixed(2)) +
      "; headings " + (ordered ? "in order" : levels.join(" "));
  };
});
</script>
"""

page = open(sys.argv[1], encoding="utf-8").read()
inert = page.replace("&", "&amp;").replace("<", "&lt;")
with open(sys.argv[2], "w", encoding="utf-8") as copy:
    copy.write('<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><textarea id="page" hidden>' + inert +
               "</textarea>" + SCRIPT)
