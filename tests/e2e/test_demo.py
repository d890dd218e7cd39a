"""install.sh --demo, as a beginner runs it: with an engine it trains, without one it explains."""
# ctest: lock=release

import contextlib
import os
import re
import shutil
import subprocess

import pytest
from conftest import unless_unavailable
from harness import places
from harness.own_engine import ONLY_ENGINE, own_engine

PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


def way_to_pypi():
    """What a machine needs to reach PyPI: proxies, certificates, pip's settings."""
    ours = ("PIP_", "SSL_CERT_", "REQUESTS_CA_BUNDLE")
    return {name: value for name, value in os.environ.items() if name.startswith(ours) or name.lower().endswith("_proxy")}


@pytest.fixture
def demo_engine():
    """The demo takes its image away at the end, and a launcher that looks for its own does not expect that: it lists all
    images and then asks for each."""
    with contextlib.ExitStack() as stack:
        yield unless_unavailable(lambda: stack.enter_context(own_engine()))


def test_with_an_engine_a_task_runs_with_host_paths(home, demo_engine, launcher):
    engine = demo_engine
    # A launcher of the user's own is used, so nothing is downloaded.
    environment = {"HOME": str(home.path), "PATH": f"{launcher().bin}:{PATH}", "SHELL": "/bin/bash", **way_to_pypi()}
    command = ["unshare", "--mount", "sh", "-c", ONLY_ENGINE, "sh", engine.socket, places.SOURCE / "install.sh", "--demo"]

    done = subprocess.run(command, env=environment, cwd=home.path, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    assert done.returncode == 0, done.stdout
    assert "    working directory   /workspace/tao-experiments\n" in done.stdout
    assert "    argument            specs/train.txt   (found)\n" in done.stdout
    assert "    argument            /workspace/tao-experiments/results   (found)\n" in done.stdout
    assert done.stdout.endswith("the paths above are those in the container, and the task found its files there.\n")
    (scratch,) = re.findall(r"^\$ cd '(/.*)/home/my first project'$", done.stdout, re.MULTILINE)
    assert not engine.containers(scratch)
    assert "tao-shim/stand-in:demo" not in engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}")
    assert not (home.path / ".tao_mounts.json").exists()


def test_without_an_engine_the_reason_is_said_and_the_command_explained(home_of, launcher, prefix):
    home = home_of("ordinary")
    own_prefix = home.path / "prefix"
    shutil.copytree(prefix, own_prefix, symlinks=True)
    home.own(own_prefix)
    environment = {"HOME": str(home.path), "PATH": f"{launcher().bin}:{PATH}", "DOCKER_HOST": "unix:///nowhere/docker.sock"}
    user = {} if home.user is None else {"user": home.user.pw_uid, "group": home.user.pw_gid, "extra_groups": []}

    done = subprocess.run([places.DEMO / "demo.sh", own_prefix], env=environment, cwd=home.path, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **user)

    assert done.returncode == 0, done.stdout
    assert (
        "\nThe task itself cannot run here:\n"
        "    engine.sh: no Docker Engine answers at unix:///nowhere/docker.sock, and only root may start one\n"
        "This is what would be run (tao-shim explain starts nothing):\n"
    ) in done.stdout
    assert re.search(r"^\$ tao-shim explain -- tao model detectnet_v2 train ", done.stdout, re.MULTILINE)
    assert "/workspace/tao-experiments/results" in done.stdout.split("tao-shim explain", 1)[1]


def test_without_a_launcher_the_reason_is_said(home, prefix):
    own_prefix = home.path / "prefix"
    shutil.copytree(prefix, own_prefix, symlinks=True)
    environment = {"HOME": str(home.path), "PATH": PATH, "PIP_NO_INDEX": "1"}

    done = subprocess.run([places.DEMO / "demo.sh", own_prefix], env=environment, cwd=home.path, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    assert done.returncode == 1
    assert "No matching distribution found for nvidia-tao" in done.stderr
    assert done.stderr.endswith(
        "demo.sh: the demo needs NVIDIA's launcher, and it cannot be installed here; the reason is above.\n"
        "    The tao shim itself is installed\n"
    )
