#!/usr/bin/python3
"""How long a task that does nothing takes, end to end in a container on a real engine, with the bare launcher and with
`tao` ahead of it: end_to_end.py RUNS RESULT, with TAO_SHIM_PREFIX and TAO_SHIM_TEST_CACHE. Both on a terminal, since the
bare launcher does nothing without one. Exit status 77: the engine or the launcher cannot be had here."""

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

from harness import home as homes  # noqa: E402
from harness import launchers, terminal  # noqa: E402
from harness.engine import Engine, Unavailable  # noqa: E402

VERSION = "6.26.3"


def once(engine, launcher, shim):
    with tempfile.TemporaryDirectory(prefix="tao-shim-bench-") as root:
        home = homes.Home(Path(root))
        home.write(".tao_mounts.json", json.dumps({"Mounts": [{"source": root, "destination": "/bench"}]}))
        environment = home.environment(launcher, engine, shim)
        process = terminal.Process(
            launcher.command("detectnet_v2", "train"), executable=shutil.which("tao", path=environment["PATH"]),
            environment={**environment, "TERM": "xterm"}, cwd=home.project("p", yaml=None if shim else ""), tty=True,
        )
        result = process.wait(60)
        if result.status != 0:
            sys.exit(f"end_to_end.py: the task failed: {result}")
        return result.seconds


runs, result_file = int(sys.argv[1]), sys.argv[2]
try:
    engine, launcher = Engine(), launchers.install(VERSION)
    engine.make_images(launcher.images(), ["detectnet_v2"])
except Unavailable as why:
    print(f"SKIPPED: {why}", file=sys.stderr)
    sys.exit(77)
names = {f"a task, {VERSION} bare": False, f"a task, {VERSION} behind tao": True}
times = {name: [] for name in names}
for _ in range(runs):
    for name, shim in names.items():
        times[name].append(once(engine, launcher, shim))
results = [{"command": name, "times": found, "median": statistics.median(found), "mean": statistics.mean(found)}
           for name, found in times.items()]
Path(result_file).write_text(json.dumps({"results": results}))
