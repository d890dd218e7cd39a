"""On a terminal a run behaves as with the bare launcher, and the terminal's modes come back whatever happens."""

import base64
import os
import re
import signal
import time

import pytest
from harness import processes
from harness.report import report
from harness.terminal import wait_for

VERSION = "6.26.3"


@pytest.fixture
def begin(home, launcher, start):
    def make(*words, version=VERSION, tty=True, task="train", **how):
        ready = launcher(version)
        command = ready.command("detectnet_v2", *([task] if task else []), *words)
        return start(command, home=home, cwd=home.project("p"), launcher=ready, tty=tty, **how)

    return make


def in_shell(home, launcher, start, script, **how):
    """An interactive bash with job control; `tao ...` is typed into it."""
    ready = launcher(VERSION)
    shell = start(["bash", "--norc", "--noprofile", "-i"], home=home, cwd=home.project("p"), launcher=ready, tty=True, **how)
    shell.type(b"PS1='pro''mpt> '; bind 'set enable-bracketed-paste off' 2>/dev/null\n")
    shell.expect("prompt> ")
    shell.type(script.encode())
    return shell


@pytest.mark.parametrize("version", ["6.26.3", "5.5.1", "4.0.1", "0.1.24"])
def test_ctrl_c_reaches_the_task_as_a_signal(begin, nothing_left, version):
    process = begin("do:trap=INT", "do:print=ready", "do:sleep=2", "do:exit=9", version=version)
    process.expect("ready")
    process.type(b"\x03")
    process.expect("@signal")
    assert process.wait(20).status == 9
    nothing_left()


def test_a_task_that_dies_of_ctrl_c_is_130(begin, nothing_left):
    process = begin("do:print=ready", "do:sleep=60")
    process.expect("ready")
    process.type(b"\x03")
    assert process.wait(20).status == 130
    nothing_left()


def test_ctrl_c_before_the_task_ends_the_run(begin, nothing_left):
    for delay in (0.05, 0.2, 0.35, 0.5):
        process = begin("do:sleep=60")
        time.sleep(delay)
        process.type(b"\x03")
        assert process.wait(20).status == 130, delay
        nothing_left(0.5)


def test_ctrl_c_before_the_task_ends_a_scripts_loop(home, launcher, start, nothing_left):
    """A shell goes on with its loop unless the command has died of the signal."""
    ready = launcher(VERSION)
    command = " ".join(ready.command("detectnet_v2", "train", "do:sleep=60"))
    script = f"for round in 1 2 3; do echo round $round; {command}; done; echo after"
    process = start(["bash", "-c", script], home=home, cwd=home.project("p"), launcher=ready, tty=True)
    process.expect("round 1")
    time.sleep(0.3)
    process.type(b"\x03")
    result = process.wait(20)
    assert "round 2" not in result.text and "after" not in result.text
    assert result.status == 130
    nothing_left(0.5)


def test_ctrl_z_before_the_task_and_fg(home, launcher, start, nothing_left):
    shell = in_shell(home, launcher, start, "tao model detectnet_v2 train do:print=rea''dy do:exit=6\n")
    time.sleep(0.2)
    shell.type(b"\x1a")
    shell.expect("Stopped")
    shell.type(b"fg\n")
    shell.expect("ready")
    shell.expect("prompt> $")
    shell.type(b"echo status=$?\n")
    shell.expect("status=6")
    shell.type(b"exit 0\n")
    assert shell.wait(20).status == 0
    nothing_left()


def test_ctrl_z_during_the_task_is_a_key_like_any_other(begin, nothing_left):
    process = begin("do:trap=TSTP", "do:print=ready", "do:sleep=2", "do:exit=2")
    process.expect("ready")
    process.type(b"\x1a")
    process.expect("@signal")
    assert process.wait(20).status == 2
    nothing_left()


def test_the_window_size_reaches_the_task(begin, nothing_left):
    process = begin(task=None)
    process.expect(r"[#$] $")
    for rows, columns in ((24, 80), (40, 133)):
        # Docker tells the container a little later. Its client looks at the size and asks to be told of changes after that: one
        # that comes between the two is lost, so there are more.
        for attempt in range(50):
            if attempt % 5 == 0:
                process.resize(rows, columns - 1)
                process.resize(rows, columns)
            process.type(f"stty size; echo end''{rows}.{attempt}\r".encode())
            process.expect(rf"end{rows}\.{attempt}\r")
            if f"\n{rows} {columns}\r".encode() in process.seen:
                break
        assert f"\n{rows} {columns}\r".encode() in process.seen
    process.type(b"exit 0\r")
    assert process.wait(20).status == 0
    nothing_left()


def test_typed_lines_reach_the_task(begin, nothing_left):
    process = begin("do:print=ready", "do:line")
    process.expect("ready")
    process.type("Grüße; $HOME 'x'\r".encode())
    assert report(process.wait(20)).more["line"] == "Grüße; $HOME 'x'".encode()
    nothing_left()


def test_a_long_paste_arrives_whole(begin, nothing_left):
    lines = [f"line {number} " + "x" * 60 for number in range(200)]
    process = begin("do:print=ready", *["do:line"] * len(lines))
    process.expect("ready")
    for line in lines:
        process.type(line.encode() + b"\r")
    result = process.wait(30)
    # The terminal echoes what is typed in between.
    got = [base64.b64decode(word).decode() for word in re.findall(r"@line ([A-Za-z0-9+/=]*)\n", result.text)]
    assert got == lines
    nothing_left()


def test_the_interactive_session(begin, nothing_left):
    process = begin(task=None)
    process.expect(r"[#$] $")
    process.type(b"echo $((6 * 7)) in $PWD; tty\r")
    process.expect("42 in /")
    process.expect("/dev/pts/")
    process.type(b"exit 21\r")
    assert process.wait(20).status == 21
    nothing_left()


def test_a_full_screen_program(home, launcher, start, nothing_left):
    ready = launcher(VERSION)
    command = ["tao", "model", "detectnet_v2", "run", "vi", "notes.txt"]
    process = start(command, home=home, cwd=home.project("p"), launcher=ready, tty=True)
    process.expect(r"- notes\.txt 1/1")
    process.type(b"ihello \xc3\xa9")
    process.expect("hello é")
    process.type(b"\x1b")
    process.expect(r"- notes\.txt \[Modified\]")  # vi has taken the key for itself, not for the start of a sequence
    process.type(b":wq\r")
    assert process.wait(20).status == 0
    assert (home.path / "p" / "notes.txt").read_text() == "hello é\n"
    nothing_left()


def test_the_task_sees_three_terminals(begin, nothing_left):
    assert report(begin().wait(20)).terminals == {0, 1, 2}
    nothing_left()


ENDINGS = {
    "ends": None,
    "terminated": lambda process, mark: process.signal(signal.SIGTERM),
    "docker killed": lambda process, mark: os.kill(processes.docker(process.pid)[1], signal.SIGKILL),
    "stand-in killed": lambda process, mark: os.kill(processes.docker(process.pid)[0], signal.SIGKILL),
    "launcher killed": lambda process, mark: os.kill(processes.launcher(process.pid), signal.SIGKILL),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_modes_of_the_terminal_come_back(begin, root_directory, nothing_left, ending):
    process = begin("do:print=ready", *([] if ENDINGS[ending] is None else ["do:sleep=60"]))
    before = process.modes()
    process.expect("ready")
    if ENDINGS[ending] is not None:
        wait_for(lambda: process.modes() != before, 5, "raw mode")
        ENDINGS[ending](process, str(root_directory))
    process.popen.wait(20)
    assert process.modes() == before
    process.wait(5)
    nothing_left()


@pytest.mark.parametrize("when", ["before the task", "during the task"])
def test_a_terminal_that_is_closed_ends_the_run(begin, nothing_left, when):
    process = begin("do:print=ready", "do:sleep=60")
    if when == "during the task":
        process.expect("ready")
    else:
        time.sleep(0.3)
    process.hang_up()
    assert process.popen.wait(20) in (129, -signal.SIGHUP)
    nothing_left(0.5)


def test_output_into_a_pipe_as_with_the_bare_launcher(begin, nothing_left):
    result = begin("do:print=hello", tty={"stdin", "stderr"}).wait(20)
    assert report(result).terminals == {0, 1, 2}
    assert b"hello\r\n" in result.stdout
    nothing_left()


def test_through_a_shell_on_a_terminal_that_nobody_types_on(home, launcher, start, nothing_left):
    """As IPython runs `!tao ...`."""
    ready = launcher(VERSION)
    words = ready.command("detectnet_v2", "train", "do:print=hello", "do:exit=3")
    result = start(["/bin/sh", "-c", " ".join(words)], home=home, cwd=home.project("p"), launcher=ready, tty=True).wait(30)
    assert result.status == 3, result
    assert "hello" in result.text
    nothing_left()
