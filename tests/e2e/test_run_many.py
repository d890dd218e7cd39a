"""Many runs at once, each from a project of its own.

ctest: alone
"""

# ctest: alone
# ctest: timeout=900

import random
import signal
import time

from harness.report import report

VERSION = "6.26.3"
COUNT = 50


def test_fifty_runs_from_fifty_projects(home, launcher, start, nothing_left):
    ready = launcher(VERSION)
    runs = []
    for number in range(COUNT):
        project = home.project(f"project {number}", files=[f"file-{number}"])
        command = ready.command("detectnet_v2", "train", f"file-{number}", "do:sleep=1", f"do:exit={number + 10}")
        runs.append(start(command, home=home, cwd=project, launcher=ready))
    for number, started in enumerate(runs):
        result = started.wait(180)
        assert result.status == number + 10, result
        got = report(result)
        assert got.words[:2] == ["train", f"file-{number}"]
        # Its own mount, and no other project's file of that name.
        assert got.readable == {f"file-{number}".encode()}
    nothing_left(1)


def test_twenty_runs_that_are_all_stopped(home, launcher, start, nothing_left):
    ready = launcher(VERSION)
    generator = random.Random(4)
    runs = []
    for number in range(20):
        project = home.project(f"project {number}")
        runs.append(start(ready.command("detectnet_v2", "train", "do:sleep=100"), home=home, cwd=project, launcher=ready))
    ways = {}
    for started in runs:
        time.sleep(generator.uniform(0, 0.4))
        way = generator.choice([signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
        ways[started] = way
        started.signal_group(way)
    for started in runs:
        assert started.wait(60).status == 128 + ways[started]
    nothing_left(10, alone=150)
