"""Without a terminal the task runs, which it never does with the bare launcher."""

import os
import signal

import pytest
from harness.report import report

VERSION = "6.26.3"


@pytest.fixture
def begin(home, launcher, start):
    def make(*words, version=VERSION, prefix=(), **how):
        ready = launcher(version)
        command = [*prefix, *ready.command("detectnet_v2", "train", *words)]
        return start(command, home=home, cwd=home.project("p"), launcher=ready, **how)

    return make


def close(*descriptors):
    def in_child():
        for descriptor in descriptors:
            os.close(descriptor)

    return in_child


@pytest.mark.parametrize("version", ["6.26.3", "5.5.1", "4.0.1", "0.1.24"])
def test_with_nothing_on_standard_input(begin, nothing_left, version):
    result = begin("do:stdin", "do:exit=3", version=version).wait(20)
    assert result.status == 3
    assert report(result).more["stdin"] == b""
    assert report(result).terminals == set()
    nothing_left()


def test_data_in_a_pipe_reaches_the_task_byte_for_byte(begin, nothing_left):
    data = bytes(range(256)) * 1000 + "Grüße\r\n\x03\x04\x1a".encode()
    result = begin("do:stdin", stdin=data).wait(20)
    assert result.status == 0
    assert report(result).more["stdin"] == data
    nothing_left()


def test_output_is_not_changed_on_the_way(begin, nothing_left):
    result = begin("do:print=plain", "do:error=oops").wait(20)
    assert b"plain\n" in result.stdout and b"plain\r\n" not in result.stdout
    assert b"oops\n" in result.stderr
    nothing_left()


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)], ids=str)
def test_with_closed_descriptors(begin, home, nothing_left, closed):
    process = begin("do:touch=/workspace/tao-experiments/ran", "do:exit=3", before=close(*closed))
    assert process.wait(20).status == 3
    assert (home.path / "p" / "ran").exists()
    nothing_left()


@pytest.mark.parametrize("prefix", [["nohup"], ["setsid", "--wait"], ["nice"], ["env"], ["timeout", "30"]], ids=lambda words: words[0])
def test_under_a_program_that_starts_programs(begin, nothing_left, prefix):
    result = begin("do:exit=3", prefix=prefix).wait(30)
    assert result.status == 3
    report(result)
    nothing_left()


def test_started_by_a_daemon_that_ignores_the_ends_of_its_children(begin, nothing_left):
    result = begin("do:exit=3", before=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)).wait(20)
    assert result.status == 3
    nothing_left()


def test_timeout_ends_the_training(begin, nothing_left):
    """timeout(1) sends SIGTERM to tao, then to its own group."""
    result = begin("do:sleep=60", prefix=["timeout", "2"]).wait(20)
    assert result.status == 124
    nothing_left(0.5)


def test_in_an_environment_as_cron_makes_it(home, launcher, start, engine, nothing_left):
    ready = launcher(VERSION)
    complete = home.environment(ready, engine, True)
    kept = {name: value for name, value in complete.items() if name in ("HOME", "PATH", "DOCKER_HOST")}
    words = " ".join(ready.command("detectnet_v2", "train", "do:exit=3"))
    process = start(
        ["/bin/sh", "-c", words], home=home, cwd=home.project("p"), launcher=ready,
        bare_environment={**kept, "SHELL": "/bin/sh", "LOGNAME": "somebody"},
    )
    assert process.wait(20).status == 3
    nothing_left()


def test_the_output_pipe_may_be_closed_early(begin, nothing_left, home, launcher, start):
    """As `tao ... | head -n 1`: the run ends, and nothing stays."""
    ready = launcher(VERSION)
    words = " ".join(ready.command("detectnet_v2", "train", "do:print=a", "do:sleep=1", "do:print=b", "do:print=c"))
    process = start(["/bin/bash", "-c", f"{words} | head -n 1"], home=home, cwd=home.project("p"), launcher=ready)
    assert process.wait(30).status == 0
    nothing_left()


def test_standard_input_from_a_file_and_ctrl_c_on_the_terminal(begin, home, nothing_left):
    process = begin("do:print=ready", "do:sleep=60", tty={"stdout", "stderr"})
    process.expect("ready")
    process.type(b"\x03")
    assert process.wait(20).status == 130
    nothing_left(0.5)
