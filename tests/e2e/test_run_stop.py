"""Signals end a run: the container goes, no process stays, the status is 128 + the signal."""
# ctest: long

import os
import random
import signal
import time
from itertools import product

import pytest
from harness import processes
from harness.in_turn import on_a_terminal_in_turn
from harness.terminal import wait_for

VERSION = "6.26.3"
STOP = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]
# Every other signal that ends a program by default, that is sent from outside, and that is not a sign of a bug.
OTHER = ["SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU", "SIGPROF", "SIGPWR", "SIGIO", "SIGVTALRM", "SIGRTMIN", "SIGRTMAX"]
SEED = 20231


@pytest.fixture
def begin(home, launcher, start):
    """begin(...): a started run of a task that would take a minute, and the mark of its container."""

    def make(version=VERSION, tty=False, words=("do:print=ready", "do:sleep=60"), **how):
        ready = launcher(version)
        return start(
            ready.command("detectnet_v2", "train", *words), home=home, cwd=home.project("p"), launcher=ready, tty=tty, **how
        )

    return make


def send(process, whom, number):
    if whom == "tao":
        process.signal(number)
    elif whom == "group":
        process.signal_group(number)
    else:
        os.kill(wait_for(lambda: processes.launcher(process.pid), 5, "the launcher's start"), number)


@on_a_terminal_in_turn("name, whom", product(STOP, ["tao", "group", "launcher"]))
def test_a_signal_during_the_task_stops_the_container(begin, nothing_left, name, whom, tty):
    process = begin(tty=tty)
    process.expect("ready")
    send(process, whom, signal.Signals[name])
    sent = time.monotonic()
    result = process.wait(20)
    assert result.status == 128 + signal.Signals[name], result
    assert time.monotonic() - sent < 8  # docker alone would take ten
    nothing_left(0.5)


@pytest.mark.parametrize("version", ["5.5.1", "4.0.1", "0.1.24"])
@pytest.mark.parametrize("whom", ["tao", "group"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_with_every_launcher(begin, nothing_left, version, whom, name):
    process = begin(version)
    process.expect("ready")
    send(process, whom, signal.Signals[name])
    result = process.wait(20)
    assert result.status == 128 + signal.Signals[name], result
    nothing_left(0.5)


@pytest.mark.parametrize("name", OTHER)
def test_any_other_deadly_signal_stops_the_container_as_well(begin, nothing_left, name):
    process = begin()
    process.expect("ready")
    process.signal(signal.Signals[name])
    assert process.wait(20).status == 128 + signal.Signals[name]
    nothing_left(0.5)


@pytest.mark.parametrize("name", ["SIGCONT", "SIGWINCH", "SIGURG", "SIGCHLD", "SIGPIPE"])
def test_a_signal_that_means_nothing_to_the_launcher_changes_nothing(begin, nothing_left, name):
    process = begin(words=["do:print=ready", "do:sleep=1", "do:exit=7"])
    process.expect("ready")
    process.signal(signal.Signals[name])
    assert process.wait(20).status == 7
    nothing_left()


@pytest.mark.parametrize("gap", [0.0, 0.05, 0.2, 0.5])
@pytest.mark.parametrize("whom", ["tao", "group"])
def test_a_second_signal_does_not_keep_the_container(begin, nothing_left, whom, gap):
    process = begin()
    process.expect("ready")
    send(process, whom, signal.SIGINT)
    time.sleep(gap)
    try:
        send(process, whom, signal.SIGINT)
    except ProcessLookupError:
        pass
    assert process.wait(20).status == 130
    nothing_left(0.5)


@pytest.mark.parametrize("whom", ["tao", "group", "launcher"])
@pytest.mark.parametrize("name", STOP)
def test_at_any_moment(begin, nothing_left, name, whom):
    """From the start, over the making of the container, to the task."""
    generator = random.Random(f"{SEED} {name} {whom}")
    for _ in range(4):
        delay = generator.uniform(0.0, 0.9)
        print(f"after {delay:.3f} s")
        process = begin()
        time.sleep(delay)
        send(process, whom, signal.Signals[name])
        if whom == "launcher":
            # Nobody else knows of the signal, and Python drops an interrupt that reaches it in a callback.
            dropped = lambda: b"Exception ignored in" in process.seen_errors  # noqa: E731
            wait_for(lambda: process.ended or dropped(), 20, "the end, or an interrupt that Python dropped")
            if not process.ended:
                send(process, whom, signal.Signals[name])
        result = process.wait(20)
        assert result.status == 128 + signal.Signals[name], (delay, result)
        nothing_left(0.5, alone=150)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_while_the_container_is_being_stopped(begin, nothing_left, name):
    generator = random.Random(f"{SEED} {name}")
    for _ in range(5):
        process = begin(words=["do:print=ready"])
        process.expect("ready")
        time.sleep(generator.uniform(0.0, 0.2))
        process.signal_group(signal.Signals[name])
        # It may have ended already.
        assert process.wait(20).status in (0, 128 + signal.Signals[name])
        nothing_left(0.5)


def test_a_run_started_with_hangups_ignored_survives_one(begin, nothing_left):
    process = begin(words=["do:print=ready", "do:sleep=1", "do:exit=5"], before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.expect("ready")
    process.signal_group(signal.SIGHUP)
    assert process.wait(20).status == 5
    nothing_left()


def test_a_run_in_the_background_of_a_script_survives_the_scripts_ctrl_c(begin, nothing_left):
    def ignore():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGQUIT, signal.SIG_IGN)

    process = begin(words=["do:print=ready", "do:sleep=1", "do:exit=5"], before=ignore)
    process.expect("ready")
    process.signal_group(signal.SIGINT)
    assert process.wait(20).status == 5
    nothing_left()


def test_and_can_still_be_terminated(begin, nothing_left):
    process = begin(before=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    time.sleep(0.25)  # the launcher is on its way, there is no task yet
    process.signal(signal.SIGTERM)
    assert process.wait(20).status == 143
    nothing_left(0.5)
