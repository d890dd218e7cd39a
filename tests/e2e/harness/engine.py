"""The Docker Engine and its containers."""

import http.client
import json
import os
import socket
import subprocess

from . import places
from .terminal import wait_for


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


class _Connection(http.client.HTTPConnection):
    """To an engine's socket: a command for each question would take most of the time of a test's end."""

    def __init__(self, address):
        super().__init__("engine", timeout=60)
        self._path = address.removeprefix("unix://")

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Engine:
    """An engine on which the launcher's containers start: the one at `host`; else one that runs already, or is started for
    the tests."""

    def __init__(self, host=None):
        self.host = host or script("engine.sh", "own", places.cache() / "engine")
        self.environment = {**os.environ, "DOCKER_HOST": self.host}
        self._marks = {}  # a container's id -> what in it can carry a mark, which stays the same as long as it exists

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

    def ask(self, question: str):
        """The answer of the engine's interface; None if there is no such thing (any more)."""
        connection = _Connection(self.host)
        try:
            connection.request("GET", question)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        # 500: a container that is just being removed.
        assert response.status in (200, 404, 500), answer
        return json.loads(answer) if response.status == 200 else None

    def containers(self, mark: str) -> list:
        """The id and the state of every container, stopped ones included, in whose environment or mounts `mark` occurs."""
        listed = self.ask("/containers/json?all=1") or []
        for identity in [container["Id"] for container in listed if container["Id"] not in self._marks]:
            # One by one: a container of another test may go away at any moment.
            if whole := self.ask(f"/containers/{identity}/json"):
                places_to_look = [whole["Config"].get("Env"), whole["HostConfig"].get("Binds"), whole["Mounts"]]
                self._marks[identity] = json.dumps(places_to_look, ensure_ascii=False)
        return [container for container in listed if mark in self._marks.get(container["Id"], "")]

    def wait_until_gone(self, mark: str, seconds: float = 5.0) -> None:
        """AssertionError when after `seconds` a container with `mark` is left."""
        left = []

        def gone():
            left[:] = [f"{c['Id'][:12]} {c['State']}" for c in self.containers(mark)]
            return not left

        try:
            wait_for(gone, seconds, "the end of the containers")
        except AssertionError as late:
            raise AssertionError(f"{late}: {left}") from None

    def remove(self, mark: str) -> None:
        for container in self.containers(mark):
            subprocess.run(["docker", "rm", "-f", container["Id"]], env=self.environment, capture_output=True)
