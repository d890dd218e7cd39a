"""An engine that nobody else uses, beside the one that the other tests share: it can be stopped and started."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from .engine import Engine, Unavailable

# Lets a command see that engine as the only one, where Docker's own is by default.
ONLY_ENGINE = 'mount -t tmpfs none /run && ln -s "$1" /run/docker.sock && shift && exec "$@"'


class OwnEngine(Engine):
    """Unavailable where none can be made."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.socket = directory / "docker.sock"
        super().__init__(f"unix://{self.socket}")
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
        try:
            return self.ask("/version") is not None
        except OSError:
            return False

    def end(self, number: int = signal.SIGTERM) -> None:
        if self.dockerd is not None:
            self.dockerd.send_signal(number)
            self.dockerd.wait(60)
            self.dockerd = None


@contextlib.contextmanager
def own_engine():
    """An OwnEngine in a directory of its own, both gone at the end; Unavailable."""
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-engine-"))
    directory.chmod(0o755)
    own = None
    try:
        own = OwnEngine(directory)
        yield own
    finally:
        if own is not None:
            own.end()
        for line in Path("/proc/self/mounts").read_text().splitlines():
            if (point := line.split()[1]).startswith(f"{directory}/"):
                subprocess.run(["umount", "--lazy", point])
        shutil.rmtree(directory, ignore_errors=True)
