"""kill -9 of anybody: the container goes and no process stays."""
# ctest: long

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from harness import places, processes
from harness.in_turn import on_a_terminal_in_turn
from harness.terminal import wait_for
from test_run_stop import SEED, VERSION, begin  # noqa: F401

# What tells a run that it may be killed as a whole.
JOB = {"SLURM_JOB_ID": "7"}


def kill(process, mark, whom):
    if whom == "tao":
        os.kill(process.pid, signal.SIGKILL)
    elif whom == "group":
        os.killpg(process.pid, signal.SIGKILL)
    elif whom == "launcher":
        os.kill(wait_for(lambda: processes.launcher(process.pid), 5, "the launcher's start"), signal.SIGKILL)
    elif whom == "guardian":
        os.kill(wait_for(lambda: processes.guardian(mark), 5, "the guardian's start"), signal.SIGKILL)
    else:
        stand_in, real = wait_for(lambda: (found := processes.docker(process.pid))[1] and found, 5, "the docker commands")
        os.kill(stand_in if whom == "stand-in" else real, signal.SIGKILL)


@pytest.mark.parametrize("tty", [True, False], ids=["terminal", "no_terminal"])
@pytest.mark.parametrize("whom", ["tao", "launcher", "group", "stand-in", "docker"])
def test_during_the_task(begin, root_directory, nothing_left, whom, tty):  # noqa: F811
    process = begin(tty=tty)
    process.expect("ready")
    kill(process, str(root_directory), whom)
    assert process.wait(20).status == 137
    nothing_left(5)


@pytest.mark.parametrize("whom", ["tao", "launcher", "group"])
def test_at_any_moment(begin, root_directory, nothing_left, whom):  # noqa: F811
    generator = random.Random(f"{SEED} {whom}")
    for _ in range(10):
        delay = generator.uniform(0.0, 0.9)
        print(f"after {delay:.3f} s")
        process = begin()
        time.sleep(delay)
        kill(process, str(root_directory), whom)
        assert process.wait(20).status == 137, delay
        nothing_left(6, alone=150)


@pytest.mark.parametrize("version", ["5.5.1", "4.0.1", "0.1.24"])
@pytest.mark.parametrize("whom", ["tao", "group"])
def test_with_every_launcher(begin, root_directory, nothing_left, version, whom):  # noqa: F811
    process = begin(version)
    process.expect("ready")
    kill(process, str(root_directory), whom)
    assert process.wait(20).status == 137
    nothing_left(5)


@pytest.mark.parametrize("job", [{}, JOB], ids=["by hand", "in a job"])
def test_a_guardian_that_is_killed_is_replaced(begin, root_directory, nothing_left, job):  # noqa: F811
    process = begin(words=["do:print=ready", "do:sleep=1", "do:exit=4"], env=job)
    process.expect("ready")
    first = processes.guardian(str(root_directory))
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: processes.guardian(str(root_directory)) not in (None, first), 3, "another guardian")
    result = process.wait(20)
    assert result.status == 4
    assert result.seconds < 10  # with nobody to answer the launcher's stop it takes that much more
    nothing_left(0.5)


def test_a_guardian_that_cannot_be_replaced_is_a_warning_and_the_run_goes_on(begin, launcher, root_directory, nothing_left):  # noqa: F811
    """An update replaces the programs while a task runs, and then somebody kills the guardian."""
    prefix = root_directory / "prefix"
    shutil.copytree(places.prefix(), prefix, symlinks=True)
    path = f"{prefix}/lib/tao-shim/shims:{launcher(VERSION).bin}:/usr/local/bin:/usr/bin:/bin"
    process = begin(words=["do:print=ready", "do:sleep=1", "do:exit=4"], env={"PATH": path})
    process.expect("ready")
    update = prefix / "lib/tao-shim/front/update"
    update.write_text("of another version")
    update.chmod(0o755)
    update.rename(prefix / "lib/tao-shim/front/docker")
    os.kill(processes.guardian(str(root_directory)), signal.SIGKILL)
    result = process.wait(30)
    assert result.status == 4, result
    assert "tao-shim: warning: the guardian of this run was ended, and cannot be started again: Exec format error\n" in result.errors
    nothing_left(0.5)


@on_a_terminal_in_turn("version", [VERSION, "5.5.1", "4.0.1", "0.1.24"])
def test_every_process_of_a_job_at_once(begin, root_directory, nothing_left, version, tty):  # noqa: F811
    """As batch systems do it by the job's control group: stopped first, so that none sees another one die."""
    process = begin(version, tty=tty, env=JOB)
    process.expect("ready")
    pids = processes.outside_containers(str(root_directory))
    assert processes.guardian(str(root_directory)) in pids
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in pids:
            os.kill(pid, number)
    assert process.wait(20).status == 137
    nothing_left(5)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_docker_command_that_is_ended_alone_never_makes_a_success(begin, nothing_left, name):  # noqa: F811
    """Docker 28 exits with 0 then, and the task goes on."""
    process = begin()
    process.expect("ready")
    os.kill(processes.docker(process.pid)[1], signal.Signals[name])
    assert process.wait(20).status in (137, 128 + signal.Signals[name])
    nothing_left(0.5)


# Control groups


@pytest.fixture
def control_group():
    """control_group(path): a new control group, into which a process may be put by its number."""
    hierarchy = Path("/sys/fs/cgroup/freezer")
    if not os.access(hierarchy, os.W_OK):
        pytest.skip(f"{hierarchy}, control groups of the first version, cannot be written to here")
    made = []

    def make(path):
        group = hierarchy / path
        for directory in [*reversed(group.relative_to(hierarchy).parents[:-1]), group.relative_to(hierarchy)]:
            if not (hierarchy / directory).exists():
                (hierarchy / directory).mkdir()
                made.append(hierarchy / directory)
        return group

    yield make
    for directory in reversed(made):
        wait_for(lambda: not (directory / "cgroup.procs").read_text(), 10, f"the end of everything in {directory}")
        directory.rmdir()


SWITCH = "read x; while kill -HUP 1"  # dead_man_switch.cpp


@pytest.mark.parametrize(
    "group, whole",
    [
        ("system.slice/train.service", True),
        ("slurm/uid_0/job_7/step_batch", True),
        ("user.slice/user-0.slice/session-3.scope", False),
        ("user.slice/user-0.slice/user@0.service/app.slice/app-org.kde.konsole-7.scope", False),
    ],
)
def test_a_control_group_that_is_killed_as_a_whole(begin, root_directory, engine, home, control_group, nothing_left, group, whole):  # noqa: F811
    """A service and a job are; the session of a person is not, whatever variables it has inherited."""
    directory = control_group(group)
    variables = {"INVOCATION_ID": "f00", **({} if whole else {"SLURM_JOB_ID": "7"})}

    def enter():
        (directory / "cgroup.procs").write_text(str(os.getpid()))

    process = begin(env=variables, before=enter)
    process.expect("ready")
    (container,) = engine.containers(home.mark)
    running = engine.docker("top", container["Id"], "-eo", "pid,args")
    assert (SWITCH in running) == whole, running
    if whole:
        pids = [int(pid) for pid in (directory / "cgroup.procs").read_text().split()]
        assert processes.guardian(str(root_directory)) in pids
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in pids:
                os.kill(pid, number)
        assert process.wait(20).status == 137
    else:
        process.signal(signal.SIGTERM)
        assert process.wait(20).status == 143
    nothing_left(5)
