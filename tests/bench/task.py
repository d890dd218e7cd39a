"""A task of the real launcher on a real engine, with `tao` ahead of it or bare; for the benchmarks that need both."""

import contextlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

from harness import home as homes  # noqa: E402
from harness import terminal  # noqa: E402


@contextlib.contextmanager
def started(engine, launcher, words, *, tty, shim):
    """The process of `detectnet_v2 train WORDS`, and the directory that marks it and its container."""
    with tempfile.TemporaryDirectory(prefix="tao-shim-bench-") as root:
        Path(root).chmod(0o755)
        home = homes.Home(Path(root))
        # The bare launcher reads its global file; that file's mount marks the container.
        home.write(".tao_mounts.json", json.dumps({"Mounts": [{"source": root, "destination": "/bench"}]}))
        project = home.project("p", yaml=None if shim else "")
        environment = home.environment(launcher, engine, shim)
        yield root, terminal.Process(
            launcher.command("detectnet_v2", "train", *words), executable=shutil.which("tao", path=environment["PATH"]),
            environment={**environment, **({"TERM": "xterm"} if tty else {})}, cwd=project, tty=tty,
        )
