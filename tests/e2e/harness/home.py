"""A person on this machine: a user, a temporary home, projects, and the environment a fresh login would have."""

import base64
import json
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import places
from .engine import Unavailable

ORDINARY_USER = "taotester"


def ordinary_user():
    """A user without privileges who may use Docker: None, the current one, unless that is root. Root makes such a user
    once and leaves it."""
    if os.getuid() != 0:
        return None
    try:
        user = pwd.getpwnam(ORDINARY_USER)
    except KeyError:
        useradd = ["useradd", "--system", "--no-create-home", "--shell", "/bin/bash", "--user-group", ORDINARY_USER]
        exists_already = 9
        done = subprocess.run(["flock", places.cache() / "user.lock", *useradd], capture_output=True, text=True)
        if done.returncode not in (0, exists_already):
            raise Unavailable(f"the ordinary test user cannot be made: {done.stderr.strip()}") from None
        user = pwd.getpwnam(ORDINARY_USER)
    done = subprocess.run(["usermod", "--append", "--groups", "docker", ORDINARY_USER], capture_output=True, text=True)
    if done.returncode != 0:
        raise Unavailable(f"the ordinary test user cannot join the group docker: {done.stderr.strip()}")
    return user


class Home:
    """A home directory that belongs to `user` (the current one if None). Everything lies under `root`, whose path is
    also the mark by which this test's containers are recognised."""

    def __init__(self, root: Path, user=None):
        self.root = root
        self.user = user
        self.path = root / "home"
        self.path.mkdir()
        # What `docker login nvcr.io` leaves behind; the launcher insists on it.
        self.write(".docker/config.json", json.dumps({"auths": {"nvcr.io": {"auth": base64.b64encode(b"$oauthtoken:k").decode()}}}))
        self.own(self.path)

    @property
    def mark(self) -> str:
        return str(self.root)

    def own(self, path: Path) -> None:
        """Hands a tree to the user."""
        if self.user is not None:
            for entry in [path, *path.rglob("*")]:
                os.chown(entry, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)

    def write(self, path, content: str = "", mode: int = 0o644) -> Path:
        """Writes a file below the home (or at an absolute path), with its directories."""
        file = self.path / path
        missing = [parent for parent in file.parents if not parent.exists()]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        file.chmod(mode)
        for made in [*missing, file]:
            if self.user is not None:
                os.chown(made, self.user.pw_uid, self.user.pw_gid)
        return file

    def project(self, name: str = "cars", yaml: str = None, files=("specs/train.txt",)) -> Path:
        """A project directory with its tao-project.yaml and some files that hold their own name.
        `yaml` None: the project at /workspace/tao-experiments. '' : no project file."""
        directory = self.path / name
        if yaml is None:
            yaml = "version: 1\nmounts:\n  - source: .\n    destination: /workspace/tao-experiments\n"
        if yaml:
            self.write(directory / "tao-project.yaml", yaml)
        for file in files:
            self.write(directory / file, f"{file}\n")
        return directory

    def environment(self, launcher=None, engine=None, shim: bool = True) -> dict:
        """What a login shell would hand over and nothing else: the shim first on PATH (unless `shim` is False), then
        the launcher's virtual environment, then the system."""
        path = ["/usr/local/bin", "/usr/bin", "/bin"]
        if launcher is not None:
            path.insert(0, str(launcher.bin))
        if shim:
            path.insert(0, str(places.prefix() / "lib/tao-shim/shims"))
        environment = {"PATH": ":".join(path), "HOME": str(self.path)}
        if engine is not None and not engine.is_default:
            environment["DOCKER_HOST"] = engine.host
        return environment

    def remove(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
