#!/usr/bin/env python3
"""How long it takes from the start of a command until the launcher behind it runs: until_start.py DIRECTORY RUNS NAME COMMAND...

For what hyperfine cannot show: a supervised run does more after the launcher has ended than before it starts."""

import json
import os
import statistics
import struct
import subprocess
import sys
import time


def once(words, directory, mark):
    start = time.monotonic_ns()
    subprocess.run(words, cwd=directory, env={**os.environ, "TAO_SHIM_BENCH_STARTED": mark}, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(mark, "rb") as file:
        (started,) = struct.unpack("q", file.read())
    os.unlink(mark)
    return (started - start) / 1e9


directory, runs, result, *commands = sys.argv[1:]
times = {name: [] for name in commands[::2]}
for _ in range(int(runs)):
    for name, command in zip(commands[::2], commands[1::2]):  # in turn, so that a busy moment meets all of them
        times[name].append(once(command.split(), directory, result + ".started"))
results = [{"command": name, "times": found, "median": statistics.median(found), "mean": statistics.mean(found)}
           for name, found in times.items()]
with open(result, "w") as file:
    json.dump({"results": results}, file)
