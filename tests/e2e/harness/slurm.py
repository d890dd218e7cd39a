"""A real Slurm of one node or several, all of them this computer: its daemons, started by hand in a directory of their own."""

import os
import re
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path

from . import terminal
from .engine import Unavailable

GPUS = 4

# Slurm takes one CPU a job. More of them than the machine has, so that many jobs run at once.
CPUS = 64

CONFIGURATION = """\
ClusterName=tao-shim-tests
SlurmctldHost={node}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={directory}/munge.socket
CryptoType=crypto/munge
StateSaveLocation={directory}/state
SlurmdSpoolDir={directory}/spool-%n
SlurmctldPidFile={directory}/slurmctld.pid
SlurmdPidFile={directory}/slurmd-%n.pid
SlurmctldLogFile={directory}/slurmctld.log
SlurmdLogFile={directory}/slurmd-%n.log
ProctrackType=proctrack/{proctrack}
# Control groups of the second version are not everywhere.
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MailProg=/bin/true
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait={kill_wait}
CompleteWait=0
OverTimeLimit=0
MinJobAge=3600
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
GresTypes=gpu
{nodes}
PartitionName=tests Nodes={names} Default=YES MaxTime=INFINITE State=UP
SlurmdTimeout={slurmd_timeout}
"""

NODE = "NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs={cpus} RealMemory=1024 Gres=gpu:{gpus} State=UNKNOWN"

FREEZER = Path("/sys/fs/cgroup/freezer")

ENDED = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "DEADLINE", "BOOT_FAIL"}


def program(name: str) -> str:
    """The path of one of Slurm's programs; the daemons are where an ordinary user's PATH does not look."""
    found = shutil.which(name, path="/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin")
    if not found:
        raise Unavailable(f"there is no {name} here (Debian: apt install munge slurm-wlm)")
    return found


def pyxis() -> Path:
    """The plugin Pyxis where it is installed, with enroot (both are NVIDIA's, and in no distribution): as its own `make install`
    puts it, or as $TAO_SHIM_TESTS_PYXIS says."""
    places = [os.environ.get("TAO_SHIM_TESTS_PYXIS"), "/usr/local/lib/slurm/spank_pyxis.so", "/usr/lib/slurm/spank_pyxis.so"]
    found = next((Path(place) for place in places if place and Path(place).exists()), None)
    for name in ("enroot", "mksquashfs"):
        if not found or not shutil.which(name):
            raise Unavailable("Pyxis with enroot and squashfs-tools is not installed")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Slurm:
    """Slurm with that way of following the processes of a job (linuxproc, pgid, cgroup), running until `stop`. `kill_wait`:
    seconds from the SIGTERM of a cancelled job to the SIGKILL. nodes: their names. plugin: Pyxis. slurmd_timeout: seconds
    until a node that does not answer is given up. engine.Unavailable where it cannot be had."""

    def __init__(self, directory: Path, proctrack: str, kill_wait: int = 5, nodes=None, plugin=None, slurmd_timeout: int = 300):
        if proctrack == "cgroup" and not FREEZER.is_dir():
            raise Unavailable(f"Slurm's proctrack/cgroup needs control groups of the first version: there is no {FREEZER}")
        if os.getuid() != 0:
            raise Unavailable("only root can start Slurm's daemons")
        daemons = {name: program(name) for name in ("munged", "slurmctld", "slurmd")}
        self.directory = directory
        self.proctrack = proctrack
        self._daemons = []
        self.nodes = nodes or [self._node]
        self.environment = {"SLURM_CONF": str(directory / "slurm.conf")}
        self._configure(proctrack, kill_wait, slurmd_timeout)
        path = "/usr/bin:/bin:/usr/sbin:/sbin"
        if plugin:
            (directory / "plugstack.conf").write_text(f"required {plugin} runtime_path={directory}/pyxis\n")
            for node in self.nodes:
                self._write_enroot(node)
        try:
            self._start_munge(daemons["munged"])
            environment = {"SLURM_CONF": self.environment["SLURM_CONF"], "PATH": path}
            self._start("slurmctld", [daemons["slurmctld"], "-D", "-c"], environment)
            self._slurmd = {
                node: ([daemons["slurmd"], "-D", "-c", "-N", node], {**environment, "PATH": f"{directory}/bin-{node}:{path}"})
                for node in self.nodes
            }
            for node in self.nodes:
                self.start_node(node)
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def start_node(self, node=None) -> None:
        self._start(f"slurmd-{node or self.nodes[0]}", *self._slurmd[node or self.nodes[0]])

    def kill_node(self) -> None:
        """The slurmd of the last node is killed outright; its jobs run on, each below a process of its own."""
        slurmd = self._daemons.pop()
        slurmd.kill()
        slurmd.wait()

    def wait_until_ready(self) -> None:
        self._wait_for(
            lambda: self._ask("sinfo", "-h", "-N", "-o", "%T").split() == ["idle"] * len(self.nodes), "Slurm's nodes to be ready"
        )

    @property
    def _node(self) -> str:
        return socket.gethostname().partition(".")[0]

    def _configure(self, proctrack, kill_wait, slurmd_timeout):
        for name in ("state", *(f"spool-{node}" for node in self.nodes)):
            (self.directory / name).mkdir()
        # Slurm insists on devices; their last digits are the numbers in CUDA_VISIBLE_DEVICES. These are like /dev/null.
        for number in range(GPUS):
            try:
                os.mknod(self.directory / f"gpu{number}", stat.S_IFCHR | 0o666, os.makedev(1, 3))
            except PermissionError:
                raise Unavailable("devices cannot be made here, so Slurm cannot be given GPUs") from None
        (self.directory / "gres.conf").write_text(f"AutoDetect=off\nName=gpu File={self.directory}/gpu[0-{GPUS - 1}]\n")
        (self.directory / "cgroup.conf").write_text("CgroupAutomount=no\n")
        (self.directory / "slurm.conf").write_text(
            CONFIGURATION.format(
                node=self._node, directory=self.directory, proctrack=proctrack, kill_wait=kill_wait, cpus=CPUS, gpus=GPUS,
                slurmd_timeout=slurmd_timeout, controller_port=free_port(), names=",".join(self.nodes),
                nodes="\n".join(
                    NODE.format(name=name, host=self._node, port=free_port(), cpus=CPUS, gpus=GPUS) for name in self.nodes
                ),
            )
        )

    def _write_enroot(self, node):
        """enroot as this node has it, which unpacks images where no other node does, unless the user says where."""
        real = Path(shutil.which("enroot"))
        data, place = self.directory / f"enroot-{node}", self.directory / f"bin-{node}"
        data.mkdir()
        data.chmod(0o1777)
        place.mkdir()
        program = place / "enroot"
        program.write_text(f"#!/bin/sh\nexport XDG_DATA_HOME=${{XDG_DATA_HOME:-{data}}} PATH={real.parent}:$PATH\nexec {real} \"$@\"\n")
        program.chmod(0o755)

    def _start_munge(self, munged):
        key = self.directory / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        places = {"key-file": key, "socket": "munge.socket", "pid-file": "munge.pid", "log-file": "munge.log", "seed-file": "munge.seed"}
        options = [f"--{name}={self.directory / place}" for name, place in places.items()]
        # Forced, because the user who owns the daemon is not the distribution's.
        self._start("munged", [munged, "--foreground", "--force", *options], {"PATH": "/usr/bin:/bin"})
        self._wait_for((self.directory / "munge.socket").exists, "munged to be ready")

    def _start(self, name, argv, environment):
        with open(self.directory / f"{name}.output", "wb") as output:
            self._daemons.append(subprocess.Popen(
                argv, env=environment, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True,
            ))

    def _wait_for(self, condition, what):
        def ready():
            for daemon in self._daemons:
                assert daemon.poll() is None, f"{daemon.args[0]} ended with {daemon.returncode}:\n{self.logs()}"
            return condition()

        try:
            terminal.wait_for(ready, 20, what)
        except AssertionError as failure:
            raise AssertionError(f"{failure}\n{self.logs()}") from None

    def logs(self) -> str:
        """The last lines of every daemon."""
        texts = []
        for file in sorted([*self.directory.glob("*.log"), *self.directory.glob("*.output")]):
            texts.append(f"{file.name}:\n" + "\n".join(file.read_text(errors="replace").splitlines()[-15:]))
        return "\n".join(texts)

    def _ask(self, name, *words) -> str:
        done = subprocess.run(
            [program(name), *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        return done.stdout

    def control(self, *words) -> None:
        """A command of scontrol or, as root, scancel: AssertionError with its message if it fails."""
        done = subprocess.run(
            [program(words[0]), *map(str, words[1:])], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{words}: {done.stderr}"

    def job(self, number: int) -> dict:
        """What `scontrol show job` says: JobState, ExitCode, Reason, ..."""
        return dict(re.findall(r"(\S+?)=(\S*)", self._ask("scontrol", "--oneliner", "show", "job", number)))

    def jobs(self) -> dict:
        """The state of every job, by number."""
        return dict(re.findall(r"^JobId=(\d+) .*?JobState=(\S+)", self._ask("scontrol", "--oneliner", "show", "jobs"), re.MULTILINE))

    def queue(self) -> list:
        """The jobs that have not ended."""
        return [int(number) for number, state in self.jobs().items() if state not in ENDED]

    def wait(self, number: int, seconds: float = 30.0) -> dict:
        """The job when it has ended: no process of it that Slurm knows of is left."""
        return terminal.wait_for(
            lambda: (found := self.job(number)).get("JobState") in ENDED and found, seconds, f"the end of job {number}"
        )

    def wait_until_running(self, number: int, seconds: float = 20.0) -> None:
        terminal.wait_for(lambda: self.job(number).get("JobState") == "RUNNING", seconds, f"the start of job {number}")

    def stop(self) -> None:
        """Ends every job, then the daemons."""
        try:
            if len(self._daemons) == 2 + len(self.nodes):
                self._ask("scancel", "--full", "--signal=KILL", "--user=root")
                running = [number for number, state in self.jobs().items() if state not in ENDED]
                if running:
                    self._ask("scancel", *running)
                    deadline = time.monotonic() + 15
                    while set(self.jobs().values()) - ENDED and time.monotonic() < deadline:
                        time.sleep(0.1)
        finally:
            for daemon in reversed(self._daemons):
                daemon.terminate()
                try:
                    daemon.wait(10)
                except subprocess.TimeoutExpired:
                    daemon.kill()
                    daemon.wait()
            self._daemons.clear()
