"""Jobs of a real Slurm: states, dependencies, limits and GPUs as Slurm's users expect them, and nothing left after scancel."""

# ctest: long
# ctest: lock=slurm
# ctest: timeout=900

import random
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from conftest import unless_unavailable
from harness.report import report
from harness.slurm import Slurm
from harness.terminal import wait_for

VERSION = "6.26.3"
TRIALS = 20
AT_ONCE = 10
SEED = 20231
YAML = """\
version: 1
mounts:
  - source: .
    destination: /workspace/tao-experiments
docker:
  user: host
"""


@pytest.fixture(scope="module")
def slurm(request):
    """Slurm that follows a job's processes by their parents, or in the way of an indirect parameter."""
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-slurm-"))
    directory.chmod(0o755)
    try:
        running = unless_unavailable(lambda: Slurm(directory, getattr(request, "param", "linuxproc")))
        yield running
        running.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


class Jobs:
    """Submits jobs as an ordinary user does, from projects in that user's home."""

    def __init__(self, slurm, home, launcher, run):
        self.slurm = slurm
        self.home = home
        self.launcher = launcher
        self._run = run

    def command(self, words, seconds=60.0, cwd=None, shim=True):
        return self._run(
            words, home=self.home, cwd=cwd, launcher=self.launcher, shim=shim, env=self.slurm.environment, seconds=seconds
        )

    def train(self, *words) -> list:
        return self.launcher.command("detectnet_v2", "train", *words)

    def submit(self, project: Path, *lines, options=(), shim=True) -> int:
        """sbatch of a script with these lines, in the project; the job's number. Its output is in project/N.out."""
        script = self.home.write(project / "job.sh", "\n".join(["#!/bin/bash", *lines, ""]))
        result = self.command(
            ["sbatch", "--parsable", f"--output={project}/%j.out", *options, script], cwd=project, shim=shim
        )
        assert result.status == 0, result
        return int(result.text)

    def output(self, project: Path, number: int) -> bytes:
        file = project / f"{number}.out"
        return file.read_bytes() if file.exists() else b""

    def wait_for_output(self, project: Path, number: int, text: bytes, seconds=30.0) -> None:
        wait_for(lambda: text in self.output(project, number), seconds, f"{text} in the output of job {number}")

    def cancel(self, *words) -> None:
        result = self.command(["scancel", *map(str, words)])
        assert result.status == 0, result


@pytest.fixture
def jobs(slurm, home_of, launcher, run):
    return Jobs(slurm, home_of("ordinary"), launcher(VERSION), run)


def shell(words) -> str:
    return " ".join(words)


def test_a_job_has_the_state_of_its_training(jobs, slurm, nothing_left):
    project = jobs.home.project(yaml=YAML)
    good = jobs.submit(project, shell(jobs.train("-e", "specs/train.txt")))
    failed = jobs.submit(project, shell(jobs.train("do:exit=3")))
    died = jobs.submit(project, shell(jobs.train("do:signal=SEGV")))
    states = {number: slurm.wait(number) for number in (good, failed, died)}
    outputs = {number: jobs.output(project, number).decode() for number in states}
    assert {number: (job["JobState"], job["ExitCode"]) for number, job in states.items()} == {
        good: ("COMPLETED", "0:0"),
        failed: ("FAILED", "3:0"),
        died: ("FAILED", "139:0"),
    }, outputs
    got = report(jobs.output(project, good))
    assert got.cwd == "/workspace/tao-experiments"
    assert got.readable == {b"specs/train.txt"}
    assert got.terminals == set()
    nothing_left()


def test_srun_has_the_exit_status_of_the_training(jobs, slurm, nothing_left):
    project = jobs.home.project(yaml=YAML)
    result = jobs.command(["srun", *jobs.train("do:print=trained", "do:exit=7")], cwd=project)
    assert result.status == 7, result
    assert "trained\n" in result.text
    assert "task 0: Exited with exit code 7" in result.errors
    nothing_left()


def test_a_job_that_depends_on_a_training_starts_only_after_a_good_one(jobs, slurm, nothing_left):
    project = jobs.home.project(yaml=YAML)
    evaluated = "--kill-on-invalid-dep=yes"
    good = jobs.submit(project, shell(jobs.train()))
    after_good = jobs.submit(project, "echo evaluated", options=[f"--dependency=afterok:{good}", evaluated])
    failed = jobs.submit(project, shell(jobs.train("do:exit=1")))
    after_failed = jobs.submit(project, "echo evaluated", options=[f"--dependency=afterok:{failed}", evaluated])
    assert slurm.wait(good)["JobState"] == "COMPLETED"
    assert slurm.wait(after_good)["JobState"] == "COMPLETED"
    assert jobs.output(project, after_good) == b"evaluated\n"
    assert slurm.wait(failed)["JobState"] == "FAILED"
    assert slurm.wait(after_failed)["JobState"] == "CANCELLED"
    assert jobs.output(project, after_failed) == b""
    nothing_left()


def test_the_time_limit_stops_the_training(jobs, slurm, nothing_left):
    project = jobs.home.project(yaml=YAML)
    number = jobs.submit(project, shell(jobs.train("do:print=ready", "do:sleep=600")), options=["--time=10"])
    jobs.wait_for_output(project, number, b"ready")
    # Slurm counts limits in minutes, but the end itself can be moved. It looks every 30 seconds.
    slurm.control("scontrol", "update", f"JobId={number}", "EndTime=now+1")
    assert slurm.wait(number, 60)["JobState"] == "TIMEOUT"
    nothing_left()


def test_an_interrupted_srun_leaves_nothing(jobs, slurm, start, nothing_left):
    project = jobs.home.project(yaml=YAML)
    process = start(
        ["srun", *jobs.train("do:print=ready", "do:sleep=600")], home=jobs.home, cwd=project, launcher=jobs.launcher,
        env=slurm.environment, tty=True,
    )
    process.expect("ready")
    # The first Ctrl-C shows the state of the tasks, a second one within a second ends them.
    process.type(b"\x03")
    process.expect("one more within 1 sec to abort")
    process.type(b"\x03")
    assert process.wait(30).status != 0
    nothing_left()


def test_the_gpus_of_the_allocation_reach_the_container(jobs, slurm, nothing_left):
    projects = [jobs.home.project(f"cars {number}", yaml=YAML) for number in range(2)]
    train = shell(jobs.train("do:touch=running", "do:wait=go"))
    numbers = [
        jobs.submit(project, 'echo "allocated:$CUDA_VISIBLE_DEVICES"', train, options=[f"--gpus={count}"])
        for project, count in zip(projects, (1, 2))
    ]
    for project in projects:
        wait_for((project / "running").exists, 30, "the start of both trainings")
    for project in projects:
        jobs.home.write(project / "go")
    seen = {}
    for project, number in zip(projects, numbers):
        assert slurm.wait(number)["JobState"] == "COMPLETED", jobs.output(project, number)
        output = jobs.output(project, number)
        seen[number] = report(output).environment[b"CUDA_VISIBLE_DEVICES"]
        assert b"allocated:" + seen[number] + b"\n" in output
    assert list(seen.values()) == [b"0", b"1,2"]
    nothing_left()


def test_gpus_of_the_project_file_win_over_the_allocation(jobs, slurm, nothing_left):
    project = jobs.home.project(yaml=YAML + "gpus: [3]\n")
    number = jobs.submit(project, shell(jobs.train()), options=["--gpus=2"])
    assert slurm.wait(number)["JobState"] == "COMPLETED", jobs.output(project, number)
    assert report(jobs.output(project, number)).environment[b"CUDA_VISIBLE_DEVICES"] == b"3"
    nothing_left()


# Words of scancel -> the state of the job. `--full` signals the script of the job as well as its steps.
WAYS = {"": "CANCELLED", "--signal=KILL": "CANCELLED", "--full --signal=KILL": "CANCELLED"}


@pytest.mark.parametrize("slurm", ["linuxproc", "pgid", "cgroup"], indirect=True)
@pytest.mark.parametrize("way", WAYS)
def test_a_cancelled_training_leaves_nothing(jobs, engine, slurm, nothing_left, way):
    """Half of them while the task runs, half at any moment from the start of the job's script on. By its control group
    every process of a job is killed at once, ours that are to see to the container included: all of those while the task
    runs, because a container that is being made at that moment comes to be with nobody left to know of it."""
    generator = random.Random(f"{SEED} {way}")
    print(f"seed {SEED}")
    longest = 0.0
    for first in range(0, TRIALS, AT_ONCE):
        projects = [jobs.home.project(f"trial {first + number:02}", yaml=YAML) for number in range(AT_ONCE)]
        train = shell(jobs.train("do:print=ready", "do:sleep=600"))
        trials = [(project, jobs.submit(project, "echo started", train)) for project in projects]
        generator.shuffle(trials)
        early = 0 if slurm.proctrack == "cgroup" else AT_ONCE // 2
        any_moment, during = trials[:early], trials[early:]
        for project, number in any_moment:
            jobs.wait_for_output(project, number, b"started")
            time.sleep(generator.uniform(0, 0.8))
            jobs.cancel(*way.split(), number)
        for project, number in during:
            jobs.wait_for_output(project, number, b"ready")
        assert len(engine.containers(jobs.home.mark)) >= len(during)
        jobs.cancel(*way.split(), *(number for _, number in during))
        cancelled = time.monotonic()
        for project, number in trials:
            job = slurm.wait(number)
            assert job["JobState"] == WAYS[way], (job["ExitCode"], jobs.output(project, number))
        nothing_left(40, alone=150)  # a guardian waits up to 30 s for a container that may still be made
        longest = max(longest, time.monotonic() - cancelled)
    print(f"0 of {TRIALS} containers left; the last one went {longest:.1f} s after scancel")
