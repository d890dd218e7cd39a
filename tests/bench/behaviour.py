#!/usr/bin/python3
"""How runs end, with the shim and with the bare launcher: a table of scenario x launcher x terminal or not, each with the
exit status, what was left two seconds later, and the seconds it took.

    TAO_SHIM_PREFIX=/tmp/prefix TAO_SHIM_TEST_CACHE=/var/cache/tao-shim-tests tests/bench/behaviour.py [VERSION...]
"""

import os
import signal
import sys
import time
from pathlib import Path

import task
from harness import launchers, processes, terminal
from harness.engine import Engine

TASKS = (Path(__file__).resolve().parents[1] / "e2e" / "harness" / "tasks.txt").read_text().split()
LONG = ["do:print=ready", "do:sleep=600"]


def to_tao(number):
    return lambda process: process.signal(number)


def to_group(number):
    return lambda process: process.signal_group(number)


def twice(number):
    def send(process):
        process.signal_group(number)
        time.sleep(0.1)
        try:
            process.signal_group(number)
        except ProcessLookupError:
            pass

    return send


def to_launcher(number):
    def send(process):
        # The bare launcher is the process that was started; the child of a shimmed one is.
        os.kill(processes.launcher(process.pid) if process.shim else process.pid, number)

    return send


SCENARIOS = {
    "nothing to do": ([], None),
    "exits 3": (["do:exit=3"], None),
    "dies of SIGSEGV": (["do:signal=SEGV"], None),
    "SIGINT": (LONG, to_tao(signal.SIGINT)),
    "SIGTERM": (LONG, to_tao(signal.SIGTERM)),
    "SIGHUP": (LONG, to_tao(signal.SIGHUP)),
    "SIGQUIT": (LONG, to_tao(signal.SIGQUIT)),
    "SIGINT to the group": (LONG, to_group(signal.SIGINT)),
    "SIGTERM to the group": (LONG, to_group(signal.SIGTERM)),
    "SIGINT twice": (LONG, twice(signal.SIGINT)),
    "kill -9": (LONG, to_tao(signal.SIGKILL)),
    "kill -9 of the launcher": (LONG, to_launcher(signal.SIGKILL)),
    "kill -9 of the group": (LONG, to_group(signal.SIGKILL)),
}


def measure(engine, ready, words, stop, tty, shim):
    with task.started(engine, ready, words, tty=tty, shim=shim) as (root, process):
        process.shim = shim
        begin = process.start
        try:
            if stop is not None:
                process.expect("ready", 30)
                begin = time.monotonic()
                stop(process)
            result = process.wait(40)
            status = str(result.status)
        except AssertionError as failure:
            status = "never ran" if "before the end" in str(failure) else "hangs"
        seconds = time.monotonic() - begin
        time.sleep(2)
        left = len(engine.containers(root))
        running = len(terminal.processes_with(root))
        engine.remove(root)
        process.kill()
        return f"{status}, {'nothing' if not left + running else f'{left} container, {running} processes'}, {seconds:.1f} s"


def main():
    engine = Engine()
    print("| scenario | launcher | terminal | shim: status, left, time | bare: status, left, time |\n|---|---|---|---|---|")
    for version in sys.argv[1:] or ["6.26.3", "5.5.1", "4.0.1", "0.1.24"]:
        ready = launchers.install(version)
        engine.make_images(ready.images(), TASKS)
        for name, (words, stop) in SCENARIOS.items():
            for tty in (True, False):
                ours = measure(engine, ready, words, stop, tty, True)
                bare = measure(engine, ready, words, stop, tty, False)
                print(f"| {name} | {version} | {'yes' if tty else 'no'} | {ours} | {bare} |", flush=True)


if __name__ == "__main__":
    main()
