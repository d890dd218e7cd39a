#!/usr/bin/python3
"""How long a task that does nothing takes, end to end in a container on a real engine, with the bare launcher and with
`tao` ahead of it: end_to_end.py RUNS RESULT, with TAO_SHIM_PREFIX and TAO_SHIM_TEST_CACHE. Both on a terminal, since the
bare launcher does nothing without one. Exit status 77: the engine or the launcher cannot be had here."""

import sys

import in_turn
import task
from harness import launchers
from harness.engine import Engine, Unavailable

VERSION = "6.26.3"


def once(shim):
    with task.started(engine, launcher, [], tty=True, shim=shim) as (_, process):
        result = process.wait(60)
    if result.status != 0:
        sys.exit(f"end_to_end.py: the task failed: {result}")
    return result.seconds


runs, result_file = sys.argv[1:]
try:
    engine, launcher = Engine(), launchers.install(VERSION)
    engine.make_images(launcher.images(), ["detectnet_v2"])
except Unavailable as why:
    print(f"SKIPPED: {why}", file=sys.stderr)
    sys.exit(77)
in_turn.measure({f"a task, {VERSION} bare": lambda: once(False), f"a task, {VERSION} behind tao": lambda: once(True)},
                int(runs), result_file)
