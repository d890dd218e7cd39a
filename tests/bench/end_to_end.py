#!/usr/bin/python3
"""How long a task that does nothing takes, end to end in a container on a real engine: end_to_end.py RUNS RESULT..., with
TAO_SHIM_PREFIX and TAO_SHIM_TEST_CACHE. Each RESULT is a table whose first line is what the others are compared with: the
launcher, bare and behind `tao`, and without it; docker by hand and behind `tao`; podman in the same way. Exit status 77: the
engine or the launcher cannot be had here."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import in_turn
import task
from harness import engines, launchers, terminal
from harness import home as homes
from harness.engine import Engine, Unavailable

VERSION = "6.26.3"


def done(result):
    if result.status != 0:
        sys.exit(f"end_to_end.py: the task failed: {result}")
    return result.seconds


def with_launcher(shim):
    """On a terminal, since the bare launcher does nothing without one."""
    with task.started(engine, launcher, [], tty=True, shim=shim) as (_, process):
        return done(process.wait(60))


def with_engine(on):
    process = terminal.Process(["tao", "detectnet_v2", "train"], executable=SHIM, cwd=PROJECTS[on.name],
                               environment={**on.home.environment(None, engine, True), **on.environment})
    return done(process.wait(60))


def by_hand(on, *command):
    """What is typed where there is neither: the same image, mount, user and directory."""
    words = [*command, "run", "--rm", "--init", "--user", "0:0", *(["--gpus", "all"] if on.gpus == "all" else ["--network", "none"]),
             "--volume", f"{PROJECTS[on.name]}:/w", "--workdir", "/w", f"{engines.TOOLKIT}:5.0.0-tf1.15.5", "detectnet_v2", "train"]
    start = time.monotonic()
    subprocess.run(words, env={**engine.environment, **on.environment}, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return time.monotonic() - start


def home(name):
    directory = Path(root) / name
    directory.mkdir()
    return lambda *_: homes.Home(directory)


runs, *result_files = sys.argv[1:]
with tempfile.TemporaryDirectory(prefix="tao-shim-bench-") as root:
    Path(root).chmod(0o755)
    try:
        engine, launcher = Engine(), launchers.install(VERSION)
        engine.make_images(launcher.images(), engines.TASKS)
        docker = engines.on("docker", home("docker"), engine)
    except Unavailable as why:
        print(f"SKIPPED: {why}", file=sys.stderr)
        sys.exit(77)
    SHIM = f"{launchers.places.prefix()}/lib/tao-shim/shims/tao"
    PROJECTS = {"docker": docker.project("docker")}
    tables = [
        {
            f"a task, {VERSION} behind tao": lambda: with_launcher(True),
            f"a task, {VERSION} bare": lambda: with_launcher(False),
            "a task, engine docker behind tao": lambda: with_engine(docker),
        },
        {
            "a task, docker run --init": lambda: by_hand(docker, "docker"),
            "a task, docker behind tao": lambda: with_engine(docker),
        },
    ]
    try:
        podman = engines.on("podman-root", home("podman"), engine)
        PROJECTS[podman.name] = podman.project("podman")
        tables.append({
            "a task, podman run --init": lambda: by_hand(podman, "podman", "--log-level=error"),
            "a task, podman behind tao": lambda: with_engine(podman),
        })
    except Unavailable as why:
        print(f"SKIPPED: {why}", file=sys.stderr)
    for table, file in zip(tables, result_files):
        in_turn.measure(table, int(runs), file)
