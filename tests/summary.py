#!/usr/bin/env python3
"""Counts what a run of tests/run did, from the reports of ctest and pytest in a directory, and names every test that
failed or could not run, with the reason. The last line is the count."""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def reason_in(output: str) -> str:
    """Why a test says it cannot run: what follows SKIPPED, else the last thing it said."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    told = [line for line in lines if "SKIPPED" in line]
    return re.sub(r"^.*SKIPPED:? ?", "", told[0]) if told else lines[-1] if lines else "no reason given"


def outcomes_of_ctest(report: Path, files_of_pytest: set):
    """(name, outcome, reason) of each test; a file of end-to-end tests is left to its own, finer report if it has one."""
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name, status = case.get("name"), case.get("status")
        file = "test_" + name.removeprefix("e2e: ").replace(" ", "_")
        if name.startswith("e2e: ") and file in files_of_pytest:
            continue
        output = case.findtext("system-out") or ""
        if status == "run":
            yield name, "passed", ""
        elif status == "fail":
            yield name, "failed", ""
        elif status == "notrun":
            yield name, "skipped", reason_in(output)


def outcomes_of_pytest(report: Path):
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{report.stem.removeprefix('test_')}: {case.get('name')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            yield name, "failed", ""
        elif skipped is not None:
            yield name, "skipped", skipped.get("message")
        else:
            yield name, "passed", ""


def main(directory: Path) -> None:
    ctest = directory / "ctest.xml"
    of_pytest = sorted(directory.glob("test_*.xml"))
    outcomes = []
    if ctest.exists():
        outcomes += outcomes_of_ctest(ctest, {report.stem for report in of_pytest})
    for report in of_pytest:
        outcomes += outcomes_of_pytest(report)

    counts = {"passed": 0, "failed": 0, "skipped": 0}
    reasons = {}
    for name, outcome, reason in outcomes:
        counts[outcome] += 1
        if outcome == "skipped":
            reasons.setdefault(reason, []).append(name)
        elif outcome == "failed":
            print(f"failed: {name}")
    for reason, names in reasons.items():
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        print(f"skipped: {', '.join(names[:3])}{more}\n    {reason}")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))


main(Path(sys.argv[1]))
