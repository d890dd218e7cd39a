"""Without a terminal the task runs, which it never does with the bare launcher."""
# ctest: long

import os
import signal

import pytest
from harness.report import report

VERSION = "6.26.3"
LAUNCHERS = ["6.26.3", "5.5.1", "4.0.1", "0.1.24"]


@pytest.fixture
def begin(home, launcher, start):
    def make(*words, version=VERSION, prefix=(), task=("train",), **how):
        ready = launcher(version)
        command = [*prefix, *ready.command("detectnet_v2", *task, *words)]
        return start(command, home=home, cwd=home.project("p"), launcher=ready, **how)

    return make


def close(*descriptors):
    def in_child():
        for descriptor in descriptors:
            os.close(descriptor)

    return in_child


@pytest.mark.parametrize("version", LAUNCHERS)
def test_with_nothing_on_standard_input(begin, nothing_left, version):
    result = begin("do:stdin", "do:exit=3", version=version).wait(20)
    assert result.status == 3
    assert report(result).more["stdin"] == b""
    assert report(result).terminals == set()
    nothing_left()


# Standard input


DATA = bytes(range(256)) * 1000 + "Grüße\r\n\x03\x04\x1a".encode()


@pytest.mark.parametrize("version", LAUNCHERS)
def test_data_in_a_pipe_reaches_a_command_byte_for_byte(begin, nothing_left, version):
    result = begin("do:stdin", version=version, task=("run", "detectnet_v2"), stdin=DATA).wait(20)
    assert result.status == 0
    assert report(result).more["stdin"] == DATA
    nothing_left()


@pytest.mark.parametrize("version", LAUNCHERS)
def test_a_shell_reads_what_is_piped_in(begin, nothing_left, version):
    result = begin(version=version, task=(), stdin=b"echo in the shell\nexit 5\n").wait(20)
    assert result.status == 5
    assert "in the shell\n" in result.text
    nothing_left()


@pytest.mark.parametrize("version", LAUNCHERS)
def test_a_task_finds_nothing_to_read(begin, nothing_left, version):
    result = begin("do:stdin", version=version, stdin=DATA).wait(20)
    assert result.status == 0
    assert report(result).more["stdin"] == b""
    nothing_left()


SCRIPTS = {
    "bash -s": ("bash -s", "{task}\necho after $?\n", "after 0\n"),
    "two lines of a cell": ("bash", "{task}\n{task}\necho after $?\n", "after 0\n"),
    "while read": ("""bash -c 'while read x; do {task} > /dev/null 2>&1; echo "$x $?"; done'""", "one\ntwo\n", "one 0\ntwo 0\n"),
    "a file": ("""bash -c '{task} < {file} > /dev/null 2>&1; echo after $?'""", "", "after 0\n"),
    "a here-document": ("""bash -c '{task} > /dev/null 2>&1 << END\nhello\nEND\necho after $?'""", "", "after 0\n"),
}


@pytest.mark.parametrize("way", SCRIPTS)
def test_a_script_that_is_read_goes_on_behind_a_task(home, launcher, start, nothing_left, way):
    ready = launcher(VERSION)
    task = " ".join(ready.command("detectnet_v2", "train", "do:stdin"))
    command, text, expected = SCRIPTS[way]
    project = home.project("p")
    words = ["bash", "-c", command.format(task=task, file=home.write("data", "data"))]
    result = start(words, home=home, cwd=project, launcher=ready, stdin=text.format(task=task).encode()).wait(30)
    assert expected in result.text, result
    nothing_left()


# Output


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
