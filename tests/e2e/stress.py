#!/usr/bin/python3
"""Ends many runs at random moments and counts what is left: containers, processes, wrong statuses.

    TAO_SHIM_PREFIX=/tmp/prefix tests/e2e/stress.py [--trials 1000] [--at-once 10] [--seconds 5] [--signals TERM,INT,HUP,KILL]
        [--whom group,tao] [--hold SECONDS] [--version 6.26.3] [--seed N]

A trial is a run of a task that would take ten minutes; a signal comes after a random part of --seconds. --hold: the
engine, one of its own then, is stopped (SIGSTOP) for so long at the moment of half of the signals, as one that needs long
for a creation. Needs what the end-to-end tests need; ends with status 1 if anything was wrong.
"""

import argparse
import contextlib
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from harness import launchers, terminal
from harness.engine import Engine
from harness.home import Home
from harness.own_engine import ONLY_ENGINE, own_engine

TASKS = (Path(__file__).parent / "harness" / "tasks.txt").read_text().split()


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--signals", default="TERM")
    parser.add_argument("--whom", default="group")
    parser.add_argument("--hold", type=float, default=0.0)
    parser.add_argument("--version", default="6.26.3")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Trials:
    def __init__(self, asked, engine):
        self.asked = asked
        self.engine = engine
        self.random = random.Random(asked.seed)
        self.root = Path(tempfile.mkdtemp(prefix="tao-shim-stress-"))
        self.root.chmod(0o755)
        self.home = Home(self.root)
        self.launcher = launchers.install(asked.version)
        engine.make_images(self.launcher.images(), TASKS)
        self.wrong = []
        self.slowest = 0.0
        self.counts = {}

    def start(self, number):
        words = self.launcher.command("detectnet_v2", "train", "do:print=ready", "do:sleep=600")
        environment = self.home.environment(self.launcher, self.engine)
        if self.asked.hold:
            words = ["unshare", "--mount", "sh", "-c", ONLY_ENGINE, "sh", self.engine.socket, *words]
            environment.pop("DOCKER_HOST", None)
        project = self.home.project(f"project {number}")
        return terminal.Process(words, executable=shutil.which(words[0], path=environment["PATH"]), environment=environment, cwd=project)

    def signal(self, process):
        name = self.random.choice(self.asked.signals.split(","))
        whom = self.random.choice(self.asked.whom.split(","))
        number = signal.Signals["SIG" + name]
        (process.signal_group if whom == "group" else process.signal)(number)
        return f"{name} to {whom} after {time.monotonic() - process.start:.3f} s", 128 + number

    def batch(self, first):
        running = []
        for number in range(first, first + self.asked.at_once):
            running.append((self.start(number), self.random.uniform(0, self.asked.seconds)))
        running.sort(key=lambda each: each[0].start + each[1])
        sent = []
        held = self.asked.hold and self.random.random() < 0.5
        for index, (process, delay) in enumerate(running):
            time.sleep(max(0.0, process.start + delay - time.monotonic()))
            if held and index == len(running) // 2:
                self.engine.dockerd.send_signal(signal.SIGSTOP)
            sent.append((process, *self.signal(process)))
        if held:
            time.sleep(self.asked.hold)
            self.engine.dockerd.send_signal(signal.SIGCONT)
        last = time.monotonic()
        for process, what, status in sent:
            result = process.wait(90)
            if result.status != status:
                self.wrong.append(f"{what}: status {result.status}, not {status}: {result.text} {result.errors}")
            moment = "before" if b"ready" not in result.stdout else "during"
            self.counts[moment] = self.counts.get(moment, 0) + 1
        try:
            self.engine.wait_until_gone(self.home.mark, 60)
            terminal.wait_for(lambda: not terminal.processes_with(self.home.mark), 150, "the end of every process")
        except AssertionError as failure:
            self.wrong.append(f"trials {first} to {first + self.asked.at_once - 1}: {failure}\n  " + "\n  ".join(what for _, what, _ in sent))
            self.engine.remove(self.home.mark)
        self.slowest = max(self.slowest, time.monotonic() - last)


def main():
    asked = options()
    with contextlib.ExitStack() as stack:
        engine = stack.enter_context(own_engine()) if asked.hold else Engine()
        trials = Trials(asked, engine)
        try:
            for first in range(0, asked.trials, asked.at_once):
                trials.batch(first)
                if first % 100 == 0:
                    print(f"{first + asked.at_once}: {len(trials.wrong)} wrong", flush=True)
        finally:
            shutil.rmtree(trials.root, ignore_errors=True)
    print(f"{asked.trials} trials, seed {asked.seed}: {trials.counts.get('before', 0)} ended before the task, {trials.counts.get('during', 0)} during it")
    print(f"the last container and process had gone {trials.slowest:.1f} s after the last signal")
    print(*(trials.wrong or ["nothing left, every status right"]), sep="\n")
    return 1 if trials.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
