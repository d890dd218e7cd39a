"""Lines typed on a login node, by what makes the containers on the nodes."""

import subprocess
from pathlib import Path

from . import engines
from .terminal import wait_for


class OnSlurm:
    """Lines typed on a login node whose nodes have docker."""

    def __init__(self, slurm, home, engine, start, environment=None):
        self.slurm, self.home, self._start = slurm, home, start
        self.environment = {**slurm.environment, **(environment or {})}
        if not engine.is_default:
            self.environment["DOCKER_HOST"] = engine.host

    def project(self, name="p", settings="", options=(), container="docker", mounts="  - .:/w\n", **how) -> Path:
        words = "".join(f"    - {option}\n" for option in options)
        slurm = f"slurm:\n  container: {container}\n" + (f"  options:\n{words}" if words else "")
        return self.home.project(name, f"version: 1\nrelease: {engines.RELEASE}\nengine: slurm\n{slurm}mounts:\n{mounts}{settings}", **how)

    def begin(self, *words, project=None, env=None, command=("tao", "detectnet_v2", "train"), **how):
        directory = project or self.project()
        return self._start([*command, *words], home=self.home, cwd=directory, env={**self.environment, **(env or {})}, **how)

    def go(self, *words, seconds=60.0, **how):
        return self.begin(*words, **how).wait(seconds)

    def wait_until_no_jobs(self, seconds=20.0):
        wait_for(lambda: not self.slurm.queue(), seconds, "the end of every job")


class OnPyxis(OnSlurm):
    image = ""

    def project(self, name="p", settings="", **how):
        return super().project(name, settings if "image:" in settings else self.image + settings, container="pyxis", **how)

    def make_image(self, engine) -> None:
        """For the real Pyxis: a file of the stand-in image."""
        image = self.slurm.directory / "image.sqsh"
        if not image.exists():
            engines.make_images(engine)
            engines.make_rootfs(engine)
            # enroot keeps the variables of an image in this file.
            variables = "etc/environment f 644 0 0 echo PATH=/usr/local/bin:/usr/bin:/bin"
            words = ["mksquashfs", engines.rootfs(), image, "-all-root", "-quiet", "-no-progress", "-p", variables]
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
            image.chmod(0o644)
        self.image = f"image: {image}\n"
