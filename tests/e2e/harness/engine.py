"""The Docker Engine and its containers."""

import json
import os
import subprocess
import time

from . import places


class Unavailable(Exception):
    """Something the test needs cannot be had on this machine; the text says why."""


def script(name: str, *words, environment=None) -> str:
    """Runs one of the scripts that the tests share with `install.sh --demo`; exit 77 is Unavailable."""
    done = subprocess.run(
        [places.DEMO / name, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment
    )
    if done.returncode == 77:
        raise Unavailable(done.stderr.strip())
    if done.returncode != 0:
        raise AssertionError(f"{name} failed with {done.returncode}:\n{done.stderr}")
    return done.stdout.strip()


class Engine:
    """An engine on which the launcher's containers start: one that runs already, else one started for the tests."""

    def __init__(self):
        self.host = script("engine.sh", "own", places.cache() / "engine")
        self.environment = {**os.environ, "DOCKER_HOST": self.host}

    @property
    def is_default(self) -> bool:
        return self.host == "unix:///var/run/docker.sock"

    def docker(self, *words) -> str:
        """Output of a docker command; CalledProcessError if it fails."""
        return subprocess.run(
            ["docker", *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL, check=True, text=True,
            stdout=subprocess.PIPE,
        ).stdout

    def make_images(self, names, tasks) -> None:
        """The stand-in image under each of the names, with a program for each of the tasks."""
        script("image.sh", places.cache(), *sorted(names), "--", *tasks, environment=self.environment)

    def containers(self, mark: str) -> list:
        """`docker inspect` of every container, stopped ones included, in whose environment or mounts `mark` occurs."""
        ids = self.docker("ps", "-aq", "--no-trunc").split()
        found = []
        for identity in ids:
            # One by one: a container of another test may go away at any moment.
            done = subprocess.run(["docker", "inspect", identity], env=self.environment, text=True, capture_output=True)
            for container in json.loads(done.stdout or "[]"):
                places_to_look = [container["Config"].get("Env"), container["HostConfig"].get("Binds"), container["Mounts"]]
                if mark in json.dumps(places_to_look, ensure_ascii=False):
                    found.append(container)
        return found

    def wait_until_gone(self, mark: str, seconds: float = 5.0) -> float:
        """How long it took until no container with `mark` was left. AssertionError when `seconds` have passed."""
        start = time.monotonic()
        while left := self.containers(mark):
            waited = time.monotonic() - start
            assert waited < seconds, f"{len(left)} container(s) left after {waited:.1f} s: " + ", ".join(
                f"{c['Id'][:12]} {c['State']['Status']} {c['Config']['Env']}" for c in left
            )
            time.sleep(0.02)
        return time.monotonic() - start

    def remove(self, mark: str) -> None:
        for container in self.containers(mark):
            subprocess.run(["docker", "rm", "-f", container["Id"]], env=self.environment, capture_output=True)
