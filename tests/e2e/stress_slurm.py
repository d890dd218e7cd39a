#!/usr/bin/python3
"""Ends many runs on a node of Slurm in every way that a run can end early, and prints what became of them.

    TAO_SHIM_PREFIX=/tmp/prefix tests/e2e/stress_slurm.py [--trials 20] [--at-once 10]
        [--containers docker,podman,apptainer,pyxis] [--ends TERM,INT,KILL,scancel,limit,slurmd]

A trial is a task that would take ten minutes; --at-once of them run when they are ended, by a signal to each `tao`, by
scancel, by the time limit, or by SIGKILL to the node's slurmd, which is started again once every `tao` has ended. A line
of the table: the statuses of `tao`, what is left (containers, processes, jobs, unpacked images), and the longest time from
the end to the moment when nothing was left. Needs what the end-to-end tests need; ends with status 1 if anything was wrong.
"""

import argparse
import collections
import contextlib
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from harness import engines, terminal
from harness.engine import Engine, Unavailable
from harness.home import Home, ordinary_user
from harness.on_slurm import OnPyxis, OnSlurm
from harness.slurm import FREEZER, Slurm, pyxis

SIGNALS = {"TERM": 143, "INT": 130, "KILL": 137}
# Slurm ends a task by SIGTERM, and after a while by SIGKILL.
STATUSES = {**{name: {status} for name, status in SIGNALS.items()}, "scancel": {143}, "limit": {143}}
SLURMD_TIMEOUT = 10


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--at-once", type=int, default=10)
    parser.add_argument("--containers", default="docker,podman,apptainer,pyxis")
    parser.add_argument("--ends", default="TERM,INT,KILL,scancel,limit,slurmd")
    return parser.parse_args()


def start(argv, *, home, cwd, env):
    environment = {**home.environment(), **env}
    program = shutil.which(argv[0], path=environment["PATH"])
    return terminal.Process(argv, executable=program, environment=environment, cwd=cwd, user=home.user)


class Trials:
    """Of one container, on a Slurm of their own."""

    def __init__(self, container, stack):
        self.container = container
        self.root = Path(tempfile.mkdtemp(prefix="tao-shim-stress-"))
        self.root.chmod(0o755)
        stack.callback(shutil.rmtree, self.root, ignore_errors=True)
        self.engine = Engine()
        plugin = pyxis() if container == "pyxis" else None
        directory = self.root / "slurm"
        directory.mkdir()
        proctrack = "cgroup" if plugin and FREEZER.is_dir() else "linuxproc"
        self.slurm = Slurm(directory, proctrack, plugin=plugin, slurmd_timeout=SLURMD_TIMEOUT)
        stack.callback(self.slurm.stop)

        def home_of(who=None):
            return Home(self.root, ordinary_user() if who == "ordinary" else None)

        self.settings = "gpus: none\nenvs: {STAND_IN_ROOTFS: }\n"
        if plugin:
            home = home_of("ordinary")
            self.on = OnPyxis(self.slurm, home, self.engine, start, {"TAO_SHIM_TRUSTED_PATHS": str(home.path)})
            self.on.make_image(self.engine)
            self.node = None
        else:
            self.node = engines.on(container, home_of, self.engine)
            environment = {name: value for name, value in self.node.environment.items() if name != "TAO_SHIM_ENGINE"}
            environment["TAO_SHIM_TRUSTED_PATHS"] = str(self.node.home.path)
            self.on = OnSlurm(self.slurm, self.node.home, self.engine, start, environment)
            self.settings += getattr(self.node, "image", "")

    def project(self, number, limit):
        how = {} if self.node is None else {"container": self.container}
        return self.on.project(f"trial {number}", settings=self.settings, options=["--time=1"] if limit else [], **how)

    def left(self):
        """What there still is, by kind."""
        unpacked = [place for place in self.slurm.directory.glob("enroot-*/enroot/pyxis_*")]
        # Those of the daemons have the directory as well, below which they were started.
        processes = terminal.processes_with(self.on.home.mark + "/home")
        found = {
            "containers": self.node.containers() if self.node else [],
            "processes": list(processes.values()),
            "jobs": self.slurm.queue(),
            "images": unpacked,
        }
        return {kind: things for kind, things in found.items() if things}

    def end_all(self, how, running):
        if how in SIGNALS:
            for process in running:
                process.signal(signal.Signals["SIG" + how])
        elif how == "scancel":
            self.slurm.control("scancel", *self.slurm.queue())
        elif how == "slurmd":
            self.slurm.kill_node()

    def batch(self, how, count):
        """How each of so many ended, what is left, and after how many seconds nothing was."""
        running = [self.on.begin("do:print=ready", "do:sleep=600", project=self.project(number, how == "limit")) for number in range(count)]
        for process in running:
            process.expect("ready", 120)
        self.end_all(how, running)
        ended = time.monotonic()
        results = [process.wait(180) for process in running]
        if how == "limit":
            ended = time.monotonic()
        if how == "slurmd":
            before = self.left()
            print(f"  when every tao had ended, {time.monotonic() - ended:.1f} s after slurmd: left {summary(before)}")
            self.slurm.start_node()
        try:
            terminal.wait_for(lambda: not self.left(), 180, "the end")
        except AssertionError:
            pass
        took = time.monotonic() - ended
        if how == "slurmd":
            self.slurm.wait_until_ready()
        return results, self.left(), took


def summary(left):
    return ", ".join(f"{len(things)} {kind}" for kind, things in left.items()) or "nothing"


def main():
    asked = options()
    wrong = []
    table = [("container", "end", "trials", "status of tao", "left", "nothing left after")]
    for container in asked.containers.split(","):
        with contextlib.ExitStack() as stack:
            try:
                trials = Trials(container, stack)
            except Unavailable as reason:
                print(f"{container}: {reason}", file=sys.stderr)
                continue
            for how in asked.ends.split(","):
                statuses, left, longest, said = collections.Counter(), {}, 0.0, set()
                for first in range(0, asked.trials, asked.at_once):
                    results, now_left, took = trials.batch(how, min(asked.at_once, asked.trials - first))
                    statuses.update(result.status for result in results)
                    said.update(result.errors for result in results)
                    left.update(now_left)
                    longest = max(longest, took)
                expected = STATUSES.get(how)
                if (statuses.keys() - expected if expected else 0 in statuses) or left:
                    wrong.append(f"{container}, {how}: {dict(statuses)}, left {left}, said {sorted(said)[:2]}")
                shown = ", ".join(f"{status} x{times}" if len(statuses) > 1 else str(status) for status, times in statuses.items())
                table.append((container, how, str(asked.trials), shown, summary(left), f"{longest:.1f} s"))
                print(*table[-1], sep=" | ", flush=True)
                if how == "slurmd":
                    print("  said: " + " / ".join(sorted(said)[0].strip().splitlines()))
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
    print(*wrong, sep="\n")
    return 1 if wrong or len(table) == 1 else 0


if __name__ == "__main__":
    sys.exit(main())
