#!/usr/bin/env python3
"""How long it takes from the start of a command until the launcher behind it runs: until_start.py DIRECTORY RUNS NAME COMMAND...

For what hyperfine cannot show: a supervised run does more after the launcher has ended than before it starts."""

import os
import struct
import subprocess
import sys
import time

import in_turn


def once(words, directory, mark):
    start = time.monotonic_ns()
    subprocess.run(words, cwd=directory, env={**os.environ, "TAO_SHIM_BENCH_STARTED": mark}, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(mark, "rb") as file:
        (started,) = struct.unpack("q", file.read())
    os.unlink(mark)
    return (started - start) / 1e9


directory, runs, result, *commands = sys.argv[1:]
in_turn.measure({name: lambda words=command.split(): once(words, directory, result + ".started")
                 for name, command in zip(commands[::2], commands[1::2])}, int(runs), result)
