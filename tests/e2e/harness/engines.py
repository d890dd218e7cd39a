"""Engines without NVIDIA's launcher: docker, podman as root and as an ordinary user, apptainer where it is installed, else by
a stand-in."""

import atexit
import json
import os
import shutil
import subprocess
from pathlib import Path

from . import home as homes
from . import places, terminal
from .engine import Unavailable, script

RELEASE = "6.26.3"
TOOLKIT = "nvcr.io/nvidia/tao/tao-toolkit"
IMAGES = {f"{TOOLKIT}:{tag}" for tag in ("5.0.0-tf1.15.5", "6.26.3-pyt", "6.26.3-deploy", "7.1.0-pyt", "7.1.0-deploy")}
PODMAN_PACKAGES = "podman crun runc uidmap slirp4netns catatonit"

# Where root may not raise limits and control groups are of two kinds, podman needs to be told; harmless elsewhere.
CONTAINERS_CONF = """[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
"""


class On:
    """Where tasks run: `name`, the user's `home`, what `tao` is started with (`environment`), and what a project file needs
    there: `gpus`, and keys below `docker:`."""

    def __init__(self, name, home, environment, gpus="all", docker=None):
        self.name, self.home, self.environment, self.gpus, self.docker = name, home, environment, gpus, docker or {}

    def project(self, name="p", mounts="  - .:/w\n", settings="", docker=None, **how) -> Path:
        options = {**self.docker, **(docker or {})}
        lines = "".join(f"  {key}: {value}\n" for key, value in options.items())
        yaml = f"version: 1\nrelease: {RELEASE}\ngpus: {self.gpus}\nmounts:\n{mounts}{settings}"
        return self.home.project(name, yaml + (f"docker:\n{lines}" if lines else ""), **how)

    def containers(self) -> list:
        """Those of this test: one line a container."""
        raise NotImplementedError

    def wait_until_gone(self, seconds=5.0) -> None:
        for left in (self.containers, lambda: terminal.processes_with(str(self.home.root))):
            try:
                terminal.wait_for(lambda: not left(), seconds, "the end of every container and process of this test")
            except AssertionError as late:
                raise AssertionError(f"{late}: {left()}") from None


class OnDocker(On):
    def __init__(self, home, engine):
        environment = {"TAO_SHIM_ENGINE": "docker"}
        if not engine.is_default:
            environment["DOCKER_HOST"] = engine.host
        super().__init__("docker", home, environment)
        self.engine = engine

    def containers(self):
        return [c["Id"] for c in self.engine.containers(self.home.mark)]


class OnPodman(On):
    def __init__(self, home, name):
        self.command = shutil.which("podman")
        if not self.command:
            raise Unavailable(f"there is no podman (Debian: apt install {PODMAN_PACKAGES})")
        where = places.cache() / "podman" / name
        where.mkdir(parents=True, exist_ok=True)
        runtime = Path(f"/run/tao-shim-{name}")
        runtime.mkdir(exist_ok=True)
        (where / "containers.conf").write_text(CONTAINERS_CONF)
        storage = where / "storage.conf"
        storage.write_text(
            f'[storage]\ndriver = "vfs"\ngraphroot = "{where}/graph"\nrootless_storage_path = "{where}/graph"\nrunroot = "{runtime}/run"\n'
        )
        environment = {
            "TAO_SHIM_ENGINE": "podman",
            "CONTAINERS_CONF": str(where / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(storage),
            "XDG_RUNTIME_DIR": str(runtime),
        }
        # No devices are described here, and a network of root's takes programs that a test machine may lack.
        super().__init__(name, home, environment, "none", {} if home.user is not None else {"network": "none"})
        self.where, self.runtime = where, runtime
        if home.user is not None:
            for path in (where, runtime):
                os.chown(path, home.user.pw_uid, home.user.pw_gid)
            self.podman("unshare", "true")

    def podman(self, *words, **how):
        # Without the mark of a test: the first command of a user leaves a process that holds its namespaces for the others.
        environment = {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "HOME": str(self.where), **self.environment}
        how.setdefault("stdin", subprocess.DEVNULL)
        who = {}
        if self.home.user is not None:
            who = {"user": self.home.user.pw_uid, "group": self.home.user.pw_gid, "extra_groups": []}
        return subprocess.run(
            [self.command, *words], env=environment, cwd="/", capture_output=True, text=True, **who, **how
        )

    def load(self, engine):
        """The stand-in images of the Docker Engine, once."""
        wanted = engine.docker("image", "inspect", "--format", "{{.Id}}", f"{TOOLKIT}:6.26.3-pyt").strip()
        mark = self.where / "loaded"
        if mark.exists() and mark.read_text() == wanted:
            return
        archive = self.where / "images.tar"
        engine.docker("save", "--output", archive, *sorted(IMAGES))
        archive.chmod(0o644)
        done = self.podman("load", "--quiet", "--input", str(archive))
        archive.unlink()
        if done.returncode == 0:
            mark.write_text(wanted)

    def fault(self, engine) -> str:
        self.load(engine)
        tried = self.podman("run", "--rm", "--init", "--network", "host", f"{TOOLKIT}:6.26.3-pyt", "true")
        if tried.returncode == 0:
            return ""
        return f"podman starts no container here: {(tried.stderr.strip() or '?').splitlines()[-1]}"

    def containers(self):
        listed = self.podman("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=tao-shim.run").stdout.split()
        if not listed:
            return []
        # Those of other tests that have gone meanwhile are missing in the answer.
        inspected = json.loads(self.podman("container", "inspect", *listed).stdout or "[]")
        return [container["Id"] for container in inspected if self.home.mark in json.dumps(container, ensure_ascii=False)]


def rootfs() -> Path:
    """The files of the stand-in image."""
    return places.cache() / "apptainer-rootfs"


def make_rootfs(engine) -> None:
    wanted = engine.docker("image", "inspect", "--format", "{{.Id}}", f"{TOOLKIT}:6.26.3-pyt").strip()
    mark = rootfs().with_name("apptainer-rootfs.id")
    if mark.exists() and mark.read_text() == wanted:
        return
    shutil.rmtree(rootfs(), ignore_errors=True)
    rootfs().mkdir(parents=True)
    container = engine.docker("create", f"{TOOLKIT}:6.26.3-pyt", "true").strip()
    exported = subprocess.Popen(["docker", "export", container], stdout=subprocess.PIPE, env=engine.environment)
    subprocess.run(["tar", "-C", rootfs(), "-x"], stdin=exported.stdout, check=True)
    exported.wait()
    engine.docker("rm", container)
    mark.write_text(wanted)


class OnApptainer(On):
    """The real one on PATH, with the files of the stand-in image in a directory; else, as root, a stand-in that takes the same
    options strictly and runs the words in those files, in namespaces of their own that end with it."""

    def __init__(self, home, engine, stand_in=False):
        make_rootfs(engine)
        self.image = ""
        real = shutil.which("apptainer")
        if real and not stand_in:
            self.image = f"image: {rootfs()}\n"
            path = f"{places.prefix()}/lib/tao-shim/shims:{Path(real).parent}:/usr/bin:/bin"
            # A project file that names the image has to be trusted.
            trusted = {"TAO_SHIM_TRUSTED_PATHS": str(home.path)}
            super().__init__("apptainer", home, {"TAO_SHIM_ENGINE": "apptainer", "PATH": path, **trusted}, "none")
            return
        program = home.write("bin/apptainer", (Path(__file__).with_name("apptainer.py")).read_text(), 0o755)
        super().__init__(
            "apptainer", home,
            {"TAO_SHIM_ENGINE": "apptainer", "PATH": f"{places.prefix()}/lib/tao-shim/shims:{program.parent}:/usr/bin:/bin",
             "STAND_IN_ROOTFS": str(rootfs())},
        )

    def project(self, name="p", mounts="  - .:/w\n", settings="", **how):
        return super().project(name, mounts, self.image + settings, **how)

    def containers(self):
        return []


def make_images(engine) -> None:
    if not _made:
        engine.make_images(IMAGES, TASKS)
        _made.append(True)


def by_stand_in(home_of, engine) -> On:
    """Apptainer by its stand-in."""
    if os.getuid() != 0:
        raise Unavailable("only root can stand in for apptainer")
    make_images(engine)
    return OnApptainer(home_of(), engine, stand_in=True)


def on(name, home_of, engine) -> On:
    """Unavailable if this machine cannot run tasks there."""
    make_images(engine)
    if name == "docker":
        return OnDocker(home_of(), engine)
    if name == "apptainer":
        return OnApptainer(home_of("ordinary"), engine) if shutil.which("apptainer") else by_stand_in(home_of, engine)
    if name == "podman-root" and os.getuid() != 0:
        raise Unavailable("only root can run podman as root")
    home = home_of("ordinary" if name == "podman" else "root")
    if home.user is not None:
        _allow_user_namespaces(home.user.pw_name)
    podman = OnPodman(home, name)
    if name not in _tried:
        atexit.register(podman.podman, "system", "migrate")  # ends that process
        _tried[name] = podman.fault(engine)
    if _tried[name]:
        raise Unavailable(_tried[name])
    return podman


_made = []
_tried = {}  # a user's podman -> why it does not work here
TASKS = (Path(__file__).with_name("tasks.txt")).read_text().split()


def _allow_user_namespaces(name):
    for file in ("/etc/subuid", "/etc/subgid"):
        lines = Path(file).read_text().splitlines() if Path(file).exists() else []
        if any(line.startswith(f"{name}:") for line in lines):
            continue
        first = max([100000] + [int(line.split(":")[1]) + int(line.split(":")[2]) for line in lines if line.count(":") == 2])
        with open(file, "a") as table:
            table.write(f"{name}:{first}:65536\n")


__all__ = ["On", "on", "RELEASE", "TOOLKIT", "homes", "script"]
