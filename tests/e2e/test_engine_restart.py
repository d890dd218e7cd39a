"""The Docker Engine goes away while a task runs: an upgrade of Docker, `systemctl restart docker`, a crash."""

# ctest: alone

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from conftest import TASKS, unless_unavailable
from harness import launchers
from harness.engine import Engine, Unavailable

VERSION = "6.26.3"

# Lets a command see that engine as the only one, where Docker's own is by default.
ONLY_ENGINE = 'mount -t tmpfs none /run && ln -s "$1" /run/docker.sock && shift && exec "$@"'


class OwnEngine(Engine):
    """An engine that nobody else uses, beside the one that the other tests share."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.socket = directory / "docker.sock"
        self.host = f"unix://{self.socket}"
        self.environment = {**os.environ, "DOCKER_HOST": self.host}
        self.dockerd = None
        if os.getuid() != 0 or not shutil.which("dockerd", path="/usr/bin:/usr/sbin:/sbin:/usr/local/bin"):
            raise Unavailable("an engine of the test's own needs root and dockerd")
        if subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/run"], capture_output=True).returncode:
            raise Unavailable("no mount namespace can be made here")
        # What the engine must find to grant GPUs where there are none; see config/demo/engine.sh.
        hook = directory / "bin/nvidia-container-runtime-hook"
        hook.parent.mkdir()
        hook.write_text("#!/bin/sh\nexit 0\n")
        hook.chmod(0o755)
        self.start()

    def start(self, *options, again: int = 3) -> None:
        """Again, as a service manager does it: after a crash the engine's own containerd may be in the way for a while."""
        # In a network of its own: with --bridge=none an engine deletes the docker0 that it finds, also that of another one.
        words = ["unshare", "--net", "dockerd", "--host", self.host, "--data-root", self.directory / "data",
                 "--exec-root", self.directory / "exec", "--pidfile", self.directory / "dockerd.pid",
                 "--bridge=none", "--iptables=false", *options]
        path = f"{self.directory}/bin:{os.environ['PATH']}:/usr/sbin:/sbin"
        with open(self.directory / "dockerd.log", "ab") as log:
            self.dockerd = subprocess.Popen(words, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, start_new_session=True)
        deadline = time.monotonic() + 60
        while not self.answers():
            ended = self.dockerd.poll() is not None
            if ended and again:
                return self.start(*options, again=again - 1)
            if ended or time.monotonic() > deadline:
                self.end(signal.SIGKILL)
                said = (self.directory / "dockerd.log").read_text().strip().rpartition("\n")[2]
                raise Unavailable(f"no engine of the test's own starts here: {said}")
            time.sleep(0.05)

    def answers(self) -> bool:
        return subprocess.run(["docker", "version"], env=self.environment, capture_output=True).returncode == 0

    def end(self, number: int = signal.SIGTERM) -> None:
        if self.dockerd is not None:
            self.dockerd.send_signal(number)
            self.dockerd.wait(60)
            self.dockerd = None


@pytest.fixture(scope="module")
def engine():
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-engine-"))
    directory.chmod(0o755)
    own = None
    try:
        own = unless_unavailable(lambda: OwnEngine(directory))
        yield own
    finally:
        if own is not None:
            own.end()
        for line in Path("/proc/self/mounts").read_text().splitlines():
            if (point := line.split()[1]).startswith(f"{directory}/"):
                subprocess.run(["umount", "--lazy", point])
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="module")
def launcher(engine):
    found = unless_unavailable(lambda: launchers.install(VERSION))
    unless_unavailable(lambda: engine.make_images(found.images(), TASKS))
    return found


@pytest.fixture(params=[(), ("--live-restore",)], ids=["containers end with it", "containers outlive it"])
def options(request, engine):
    """What the engine is started with, then and after its end; it runs again when the test is over."""
    engine.end()
    engine.start(*request.param)
    yield request.param
    engine.end()
    engine.start()


@pytest.fixture
def begin(home, launcher, start, engine):
    def make(*words, tty=False):
        task = launcher.command("detectnet_v2", "train", *words)
        command = ["unshare", "--mount", "sh", "-c", ONLY_ENGINE, "sh", engine.socket, *task]
        process = start(command, home=home, cwd=home.project("p"), launcher=launcher, env={"DOCKER_HOST": None}, tty=tty)
        process.expect("ready")
        return process

    return make


ENDS = pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"], ids=["stopped", "crashed"])

WENT_AWAY = (
    "tao-shim: error: the Docker Engine went away during the run: it was stopped, was restarted, or crashed\n"
    "tao-shim:   to see what it says about that, type: journalctl -u docker --since today\n"
)
MAYBE_LEFT = (
    "tao-shim: warning: it is not certain that the container of this run is gone\n"
    "tao-shim:   to see what is left, type: tao-shim ps\n"
)


@ENDS
def test_restarted_during_the_task(begin, engine, options, nothing_left, how):
    process = begin("do:print=ready", "do:sleep=60")
    engine.end(signal.Signals[how])
    engine.start(*options)
    result = process.wait(40)
    assert result.status == 137, result
    assert WENT_AWAY in result.errors, result
    nothing_left(5)


@ENDS
def test_stopped_for_good_during_the_task(begin, engine, options, nothing_left, how):
    process = begin("do:print=ready", "do:sleep=60")
    engine.end(signal.Signals[how])
    ended = time.monotonic()
    result = process.wait(40)
    assert result.status == 137, result
    ends_its_containers = how == "SIGTERM" and not options
    assert result.errors.endswith(WENT_AWAY if ends_its_containers else WENT_AWAY + MAYBE_LEFT), result
    assert time.monotonic() - ended < 20
    engine.start(*options)
    nothing_left(5)


def test_stopped_by_the_user_while_the_engine_is_away(begin, engine, nothing_left):
    process = begin("do:print=ready", "do:sleep=60", tty=True)
    engine.end(signal.SIGKILL)
    process.type(b"\x03")
    assert process.wait(40).status in (130, 137)
    engine.start()
    nothing_left(5)
