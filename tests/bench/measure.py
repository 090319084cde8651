#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure pvtool beside what it is compared with, and hold the ratios against their bounds.

usage: measure.py FOLDER CASES [NAME]      (tests/bench/run.sh makes the folder and the settings)

The two sides take turns, so that what else the machine does hits both alike. A time is that of the
processes alone: what is edited before or looked at after is not in it.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PVTOOL = os.environ["PVTOOL"]
PEER = [sys.executable, str(HERE / "deadline_peer.py")]
SAMPLE = 2000  # so many cases the PyYAML script reads; more are counted from that
SMALL = 100
EVERY_OPEN = 19  # in the large register every 19th case is open
COMMITS = 10000
FIRST = "2015-01-01T00:00:00+01:00"
MOST, LEAST, SECONDS = 15, 3, 40  # turns of one row, and after how long no further one begins
# Peak memory in kB, asked from a small process: a child also counts what its parent held.
PEAK = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class Cost:
    """Median and minimum of some times in milliseconds."""

    def __init__(self, times):
        self.median = statistics.median(times)
        self.least = min(times)


class Bench:
    """The table as it grows, and the registers that are measured."""

    def __init__(self, folder, total):
        self.folder = pathlib.Path(folder)
        self.total = total
        self.rows = []
        self.remarks = []
        self.large = None

    def large_register(self):
        """The large register, made when first asked for, and an even number of its open cases."""
        if self.large is None:
            begun = time.monotonic()
            register = new_register(self.folder, "large", self.total, EVERY_OPEN)
            cases = open_cases(register, EVERY_OPEN)
            good(register, cases[:3])
            self.large = register, cases[: len(cases) // 2 * 2]
            print(f"a register of {self.total} cases stands after {time.monotonic() - begun:.0f} s")
        return self.large

    def run(self, register, *commands):
        """Run commands one after another in a register; their time in milliseconds."""
        spent = 0.0
        with open(self.folder / "said", "wb") as said:
            for command in commands:
                begun = time.perf_counter()
                code = subprocess.call(
                    command, cwd=register, stdin=subprocess.DEVNULL, stdout=said, stderr=said
                )
                spent += time.perf_counter() - begun
                if code != 0:
                    told = (self.folder / "said").read_text(errors="replace")[-2000:]
                    sys.exit(f"exit {code}: {' '.join(command)}\n{told}")
        return spent * 1000

    def peak(self, register, *command):
        """The peak memory of one command in MB."""
        self.run(register, [sys.executable, "-c", PEAK, *command])
        return int(self.said()) / 1024

    def said(self):
        return (self.folder / "said").read_text()

    def take_turns(self, ours, peer):
        """Run two functions by turns, each with the number of the turn; the first only warms."""
        runs, begun = ([], []), None
        for turn in range(MOST + 1):
            sides = [(0, ours), (1, peer)]
            order = sides if turn % 2 else sides[::-1]
            measured = [(side, measure(turn)) for side, measure in order]
            if turn == 0:
                begun = time.monotonic()
                continue
            for side, run in measured:
                runs[side].append(run)
            if turn >= LEAST and time.monotonic() - begun > SECONDS:
                break
        return Cost(runs[0]), Cost(runs[1])

    def row(self, what, ours, peer, bound):
        ratio = ours.median / peer.median
        said = (f"{ratio:.3g}", f"<= {bound:.3g}", ratio <= bound)
        self.rows.append((what, figures(ours), figures(peer), *said))

    def limit(self, what, shown, figure, bound):
        self.rows.append((what, shown, "", "", f"<= {bound}", figure <= bound))

    def memory(self, what, figure):
        self.limit(f"{what}, peak memory", f"{figure:.0f} MB", figure, 300)

    def table(self):
        head = ("what", "ours: median (min)", "peer: median (min)", "ours/peer", "bound", "")
        lines = [head] + [(*row[:-1], "ok" if row[-1] else "OVER") for row in self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        for remark in self.remarks:
            print(f"  {remark}")


def figures(cost):
    return f"{cost.median:.1f} ({cost.least:.1f}) ms"


def git(register, *words):
    return subprocess.check_output(["git", "-C", register, *words], text=True)


def commits(register):
    return int(git(register, "rev-list", "--count", "HEAD"))


def new_register(folder, name, total, every_open):
    register = folder / name
    made = [PVTOOL, "init", register, "--language", "en"]
    filled = [sys.executable, HERE / "make_register.py", register, str(total), str(every_open)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(filled, check=True)
    time.sleep(2)  # a file as young as the index is read again, since its time proves nothing
    git(register, "status")
    return register


def open_cases(register, every_open):
    """Those that make_register.py left open, in the order of their numbers."""
    paths = register.glob("cases/*/*.yaml")
    in_order = sorted(paths, key=lambda path: (path.parent.name, len(path.name), path.name))
    return in_order[every_open - 1 :: every_open]


def good(register, cases):
    """A bench over cases that pvtool refuses would measure refusals."""
    subprocess.run([PVTOOL, "validate", *[case.stem for case in cases]], cwd=register, check=True)


def append(path, text):
    with open(path, "a", encoding="utf-8") as file:
        file.write(text)


def with_git(bench, register, case):
    name = str(case.relative_to(register))
    return bench.run(register, ["git", "add", name], ["git", "commit", "-q", "-m", "x"])


def assess(bench):
    """Every turn has a case of its own that was never assessed: one commit."""
    register = new_register(bench.folder, "small", SMALL, 1)
    cases = open_cases(register, 1)
    good(register, cases)
    tried = cases.pop()
    old = tried.read_text(encoding="utf-8")
    bench.run(register, [PVTOOL, "assess", tried.stem])
    added = tried.read_text(encoding="utf-8").replace(old, "")

    def ours(turn):
        before = commits(register)
        run = bench.run(register, [PVTOOL, "assess", cases[2 * turn].stem])
        if commits(register) != before + 1:
            sys.exit("assess did not make exactly one commit")
        return run

    def peer(turn):
        append(cases[2 * turn + 1], added)
        return with_git(bench, register, cases[2 * turn + 1])

    mine, theirs = bench.take_turns(ours, peer)
    bench.row(f"assess and commit, {SMALL} cases : git add + git commit", mine, theirs, 2)
    bench.limit("assess and commit, in ms", figures(mine), mine.median, 50)


def below(folder):
    return {path for path in folder.rglob("*") if path.is_file()}


def same_overdue(bench, register, every):
    """Both see the same cases as late: a fast wrong answer is no figure."""
    bench.run(register, PEER + [str(register), "--every", str(every)])
    theirs = set(bench.said().split())
    bench.run(register, [PVTOOL, "--json", "deadline"])
    sample = {path.stem for path in sorted(register.glob("cases/*/*.yaml"))[::every]}
    answer = json.loads(bench.said())
    late = {
        clock["id"]
        for clock in answer["result"]["clocks"]
        if clock["rule"].startswith("breach.authority_72_hours@") and clock["state"] == "overdue"
    }
    if answer["findings"] or not theirs or theirs != late & sample:
        sys.exit("pvtool and the script do not agree on what is overdue")


def scaled(cost, start, read, total):
    """What `total` cases would cost the script when `read` of them cost this."""
    for name in ("median", "least"):
        setattr(cost, name, start.least + (getattr(cost, name) - start.least) * total / read)
    return cost


def deadline(bench):
    register, _ = bench.large_register()
    total = bench.total
    ours_alone = register / ".git" / "pvtool"
    kept = below(ours_alone)
    home = pathlib.Path(os.environ["HOME"])
    kept_at_home = below(home)
    every = max(1, total // SAMPLE)
    every += every % EVERY_OPEN == 0  # the sample must not miss, or be, the open ones
    read = -(-total // every)

    def forget():
        for path in (below(ours_alone) - kept) | (below(home) - kept_at_home):
            path.unlink()

    def run(_turn):
        return bench.run(register, [PVTOOL, "deadline"])

    def from_scratch(turn):
        forget()
        return run(turn)

    def script(_turn, every=every, *more):
        return bench.run(register, PEER + [str(register), "--every", str(every), *more])

    def git_status(_turn):
        return bench.run(register, ["git", "status"])

    same_overdue(bench, register, every)
    start = Cost([script(0, 0) for _ in range(LEAST)])
    scratch, slow = bench.take_turns(from_scratch, script)
    run(0)
    again, status = bench.take_turns(run, git_status)
    fast = Cost([script(0, every, "--fast")])
    slow, fast = (scaled(cost, start, read, total) for cost in (slow, fast))
    bench.row(f"deadline from scratch, {total} cases : PyYAML script", scratch, slow, 1 / 3)
    bench.row(f"deadline, nothing changed, {total} cases : PyYAML script", again, slow, 1 / 100)
    bench.row(f"deadline, nothing changed, {total} cases : git status", again, status, 1.5)
    forget()
    bench.memory("deadline from scratch", bench.peak(register, PVTOOL, "deadline"))
    bench.memory("deadline, nothing changed", bench.peak(register, PVTOOL, "deadline"))
    if read < total:
        bench.remarks.append(f"the script read {read} cases; its time is scaled up to {total}")
    bench.remarks.append(f"the script with libyaml's loader instead: {fast.median:.0f} ms")


def log(bench):
    """Ours writes in one half of the open cases; git commits such an entry in the other."""
    register, cases = bench.large_register()
    text = "Mottakaren har stadfesta skriftleg at meldinga er sletta."
    entry = "  - at: {}\n    text: {}\n"

    def ours(turn):
        before = git(register, "rev-parse", "HEAD")
        run = bench.run(register, [PVTOOL, "log", cases[2 * turn % len(cases)].stem, text])
        if git(register, "rev-parse", "HEAD~1") != before:
            sys.exit("log did not make exactly one commit")
        return run

    def peer(turn):
        case = cases[(2 * turn + 1) % len(cases)]
        append(case, entry.format("2026-01-01T10:00:00+01:00", text + "x" * turn))
        return with_git(bench, register, case)

    mine, theirs = bench.take_turns(ours, peer)
    bench.row(f"log and commit, {bench.total} cases : git add + git commit", mine, theirs, 0.35)
    bench.memory("log", bench.peak(register, PVTOOL, "log", cases[0].stem, text))


def audit(bench):
    """A history of commits such as pvtool makes; signatures are outside the bound."""
    register = bench.folder / "history"
    begun = dict(os.environ, GIT_AUTHOR_DATE=FIRST, GIT_COMMITTER_DATE=FIRST)
    made = [PVTOOL, "init", register, "--language", "en"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, env=begun)
    subprocess.run([sys.executable, HERE / "make_history.py", register, str(COMMITS)], check=True)
    time.sleep(4)  # the memory is kept only where every later change must show
    count = commits(register)

    def from_scratch(_turn):
        return bench.run(register, [PVTOOL, "--json", "audit", "verify", "--from-scratch"])

    def again(_turn):
        run = bench.run(register, [PVTOOL, "--json", "audit", "verify"])
        if json.loads(bench.said())["result"]["remembered"] != count:
            sys.exit("audit verify did not remember")
        return run

    def git_log(_turn):
        return bench.run(register, ["git", "log", "-p"])

    scratch, peer = bench.take_turns(from_scratch, git_log)
    bench.run(register, [PVTOOL, "audit", "verify"])
    remembered, other = bench.take_turns(again, git_log)
    bench.row(f"audit verify, {count} commits : git log -p", scratch, peer, 1.5)
    bench.row(f"audit verify again, {count} commits : git log -p", remembered, other, 0.1)
    bench.memory("audit verify", bench.peak(register, PVTOOL, "audit", "verify", "--from-scratch"))
    bench.memory("audit log", bench.peak(register, PVTOOL, "audit", "log"))


ROWS = {"assess": assess, "deadline": deadline, "log": log, "audit": audit}


def main():
    bench = Bench(sys.argv[1], int(sys.argv[2]))
    names = sys.argv[3:] or list(ROWS)
    for name in names:
        print(f"== {name}", flush=True)
        ROWS[name](bench)
    bench.table()
    over = sum(not row[-1] for row in bench.rows)
    print(f"{len(bench.rows) - over} bounds held, {over} not held")
    sys.exit(1 if over else 0)


main()
