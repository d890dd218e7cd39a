"""The end of a run: within a second, not ten; no helper outlives it."""

import re

import pytest
from harness import processes, terminal
from harness.report import SAY_WHEN, report, seconds_after

VERSIONS = pytest.mark.parametrize("version", ["6.26.3", "5.5.1", "4.0.1", "0.1.24"])
TERMINAL = pytest.mark.parametrize("tty", [True, False], ids=["terminal", "no_terminal"])


@TERMINAL
@VERSIONS
def test_tao_ends_soon_after_the_task(home, launcher, run, nothing_left, version, tty):
    ready = launcher(version)
    project = home.project("p")
    seconds = []
    for _ in range(3):
        result = run(ready.command("detectnet_v2", "train", SAY_WHEN), home=home, cwd=project, launcher=ready, tty=tty)
        seconds.append(seconds_after(project))
        assert result.status == 0, result
        report(result)
    print(f"seconds, {version}, {'terminal' if tty else 'no terminal'}:", *(f"{value:.2f}" for value in seconds))
    assert min(seconds) < 5  # of ten: the machine may be busy
    nothing_left()


@pytest.mark.bare
def test_the_bare_launcher_takes_ten_seconds_longer(home, launcher, run):
    ready = launcher("6.26.3")
    how = dict(home=home, cwd=home.project("p"), launcher=ready, tty=True)
    ours = run(ready.command("detectnet_v2", "train"), **how)
    bare = run(ready.command("detectnet_v2", "train"), shim=False, **how)
    print(f"seconds: {ours.seconds:.2f}, bare {bare.seconds:.2f}")
    assert ours.seconds < bare.seconds - 5  # of ten: the machine may be busy with one of them


@VERSIONS
def test_when_tao_has_ended_everything_has(home, launcher, start, engine, root_directory, version):
    """Looked at at once, not waited for."""
    ready = launcher(version)
    process = start(ready.command("detectnet_v2", "train", "do:exit=1"), home=home, cwd=home.project("p"), launcher=ready)
    assert process.popen.wait(20) == 1
    left = terminal.processes_with(str(root_directory))
    assert not left
    assert not engine.containers(str(root_directory))
    process.wait(5)


@VERSIONS
def test_the_launcher_sees_no_error_at_the_end(home, launcher, run, nothing_left, version):
    ready = launcher(version)
    result = run(ready.command("detectnet_v2", "train"), home=home, cwd=home.project("p"), launcher=ready)
    assert "Traceback" not in result.errors
    assert "Stopping container." in result.errors
    assert "tao-shim: " not in result.errors
    nothing_left()


def test_a_run_that_is_terminated_shows_no_traceback(home, launcher, start, nothing_left):
    ready = launcher("6.26.3")
    process = start(
        ready.command("detectnet_v2", "train", "do:print=ready", "do:sleep=60"), home=home, cwd=home.project("p"), launcher=ready
    )
    process.expect("ready")
    process.signal(15)
    result = process.wait(20)
    assert "Traceback" not in result.errors
    assert "Stopping container." in result.errors
    nothing_left()


def test_peak_memory_of_what_is_ours(home, launcher, start, root_directory, nothing_left):
    ready = launcher("6.26.3")
    process = start(
        ready.command("detectnet_v2", "train", "do:print=ready", "do:line"), home=home, cwd=home.project("p"), launcher=ready,
        tty=True,
    )
    process.expect("ready")

    def peak(pid):
        with open(f"/proc/{pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))

    mark = str(root_directory)
    peaks = {
        "tao": peak(process.pid),
        "guardian": peak(processes.guardian(mark)),
        "stand-in": peak(processes.docker(process.pid)[0]),
    }
    print("peak memory, KiB:", peaks)
    assert max(peaks.values()) < 10_000
    process.type(b"\r")
    assert process.wait(20).status == 0
    nothing_left()
