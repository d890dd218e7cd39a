#!/usr/bin/python3
"""How long a task that does nothing takes on a node of a real Slurm, by `srun docker run` and by `tao` with `engine: slurm`:
slurm.py RUNS RESULT, with TAO_SHIM_PREFIX and TAO_SHIM_TEST_CACHE, as root. Exit status 77: it cannot be had here."""

import shutil
import sys
import tempfile
from pathlib import Path

import in_turn

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

from harness import engines, terminal  # noqa: E402
from harness.engine import Engine, Unavailable  # noqa: E402
from harness.home import Home, ordinary_user  # noqa: E402
from harness.on_slurm import OnSlurm  # noqa: E402
from harness.slurm import Slurm  # noqa: E402


def start(argv, *, home, cwd, env):
    environment = {**home.environment(), **env}
    program = shutil.which(argv[0], path=environment["PATH"])
    return terminal.Process(argv, executable=program, environment=environment, cwd=cwd, user=home.user)


def once(*words):
    result = on.begin(project=project, command=words).wait(60)
    if result.status != 0:
        sys.exit(f"slurm.py: the task failed: {result}")
    return result.seconds


runs, result_file = sys.argv[1:]
root = Path(tempfile.mkdtemp(prefix="tao-shim-bench-"))
root.chmod(0o755)
try:
    engine = Engine()
    engines.make_images(engine)
    directory = root / "slurm"
    directory.mkdir()
    slurm = Slurm(directory, "linuxproc")
    try:
        on = OnSlurm(slurm, Home(root, ordinary_user()), engine, start)
        project = on.project(settings="gpus: none\n")
        options = ["--rm", "--init", "--mount", f"type=bind,source={project},target=/w", "-w", "/w"]
        by_hand = ["srun", "--unbuffered", "docker", "run", *options, f"{engines.TOOLKIT}:{engines.RELEASE}-pyt", "detectnet_v2", "train"]
        in_turn.measure({"a task by srun docker run": lambda: once(*by_hand),
                         "a task by tao, engine: slurm": lambda: once("tao", "detectnet_v2", "train")}, int(runs), result_file)
    finally:
        slurm.stop()
except Unavailable as why:
    print(f"SKIPPED: {why}", file=sys.stderr)
    sys.exit(77)
finally:
    shutil.rmtree(root, ignore_errors=True)
