"""`tao` in a home with a project and a program that is a launcher by its text: for what needs no engine."""

from . import places, terminal

PROJECT = "version: 1\nmounts:\n  - source: .\n    destination: /ws\n"
TASK = ["tao", "model", "detectnet_v2", "train"]
OWN_FAILURE, FILE_WRONG, NOT_TRUSTED, NOT_FOUND = 125, 78, 77, 127
LAUNCHERS_OWN_STATUS = 7

# A launcher by its text, which shows that it was started and with which mounts file.
LAUNCHER = f"""#!/usr/bin/python3 -IES
import os, sys
open(sys.argv[0] + ".started", "w").write(os.environ.get("LAUNCHER_MOUNTS", ""))
print(open(os.environ["LAUNCHER_MOUNTS"]).read() if "LAUNCHER_MOUNTS" in os.environ else "no mounts file")
sys.exit({LAUNCHERS_OWN_STATUS})
from nvidia_tao_cli.entrypoint.tao_launcher import main
"""


class Place:
    """A home with a launcher and a project, and what `tao` does there."""

    def __init__(self, home, run):
        self.home = home
        self.launcher = home.write("bin/tao", LAUNCHER, 0o755)
        self.project = home.project("cars", PROJECT)
        self._run = run

    def run(self, words=TASK, within=(), cwd=None, env=None, **how):
        """`within`: words in front of the line, which end in executing what follows them."""
        environment = {"PATH": f"{places.prefix()}/lib/tao-shim/shims:{self.home.path}/bin:/usr/bin:/bin", "HOME": str(self.home.path)}
        environment.update(env or {})
        tao = places.prefix() / "lib/tao-shim/shims/tao"
        argv = [*within, tao, *words[1:]] if within else [tao, *words[1:]]
        result = self._run(argv, home=self.home, cwd=cwd or self.project, bare_environment=environment, **how)
        terminal.wait_for(lambda: not terminal.processes_with(str(self.home.root)), 10, "the end of every process")
        return result

    @property
    def started(self) -> bool:
        return self.launcher.with_name("tao.started").exists()

    def said(self, result) -> str:
        return result.errors.replace(str(places.prefix()), "PREFIX").replace(str(self.home.path), "HOME")
