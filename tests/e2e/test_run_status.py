"""The exit status of `tao` is the task's; a launcher that fails keeps its own."""

import json

import pytest
from harness.report import report

LAUNCHERS = ["6.26.3", "5.5.1", "4.0.1", "0.1.24"]
TERMINAL = pytest.mark.parametrize("tty", [True, False], ids=["terminal", "no_terminal"])


@pytest.fixture
def go(home, launcher, run):
    def make(*words, version="6.26.3", task="train", command=None, **how):
        ready = launcher(version)
        command = command or ready.command("detectnet_v2", task, *words)
        return run(command, home=home, cwd=home.project("p"), launcher=ready, **how)

    return make


@TERMINAL
@pytest.mark.parametrize("version", LAUNCHERS)
@pytest.mark.parametrize("status", [0, 3])
def test_of_the_task_with_every_launcher(go, nothing_left, version, tty, status):
    result = go(f"do:exit={status}", version=version, tty=tty)
    assert result.status == status, result
    report(result)
    nothing_left()


@TERMINAL
@pytest.mark.parametrize("status", [1, 2, 64, 77, 78, 124, 125, 126, 127, 128, 129, 130, 137, 143, 254, 255])
def test_of_the_task_whatever_it_is(go, nothing_left, tty, status):
    result = go(f"do:exit={status}", tty=tty)
    assert result.status == status, result
    report(result)
    nothing_left()


@TERMINAL
@pytest.mark.parametrize("name, number", [("SEGV", 11), ("ABRT", 6), ("KILL", 9), ("TERM", 15), ("INT", 2)])
def test_of_a_task_that_dies_of_a_signal_is_128_and_the_signal(go, nothing_left, tty, name, number):
    result = go(f"do:signal={name}", tty=tty)
    assert result.status == 128 + number, result
    nothing_left()


@TERMINAL
def test_of_a_program_that_the_image_lacks_is_127(go, nothing_left, tty):
    result = go(command=["tao", "model", "detectnet_v2", "run", "no-such-program"], tty=tty)
    assert result.status in (126, 127), result  # 126 by engines before 28
    assert "no-such-program" in result.text + result.errors
    nothing_left()


@TERMINAL
def test_of_a_file_that_is_no_program_is_126(go, nothing_left, tty):
    result = go(command=["tao", "model", "detectnet_v2", "run", "/etc"], tty=tty)
    assert result.status == 126, result
    nothing_left()


@pytest.mark.parametrize("version", LAUNCHERS)
def test_of_a_launcher_without_credentials_is_kept(go, home, nothing_left, version):
    home.write(".docker/config.json", json.dumps({"auths": {}}))
    result = go(version=version)
    assert result.status == 1, result
    assert "AssertionError" in result.errors
    assert [line for line in result.errors.splitlines() if line.startswith("tao-shim:")] == [
        f"tao-shim: you are not logged in to nvcr.io: {home.path}/.docker/config.json does not mention it",
        "tao-shim:   type: docker login nvcr.io   (user $oauthtoken, password: your NGC API key)",
    ]
    nothing_left()


def test_of_a_launcher_whose_image_cannot_be_had_is_kept(go, home, nothing_left):
    home.write(".tao/config.json", json.dumps({
        "format_version": 3.0,
        "task_group": {"model": {"dockers": {"nvidia/tao/none": {"1": {
            "docker_registry": "127.0.0.1:1", "tasks": ["detectnet_v2"]}}}}},
    }))
    result = go(env={"OVERRIDE_REGISTRY": "127.0.0.1:1"})
    assert result.status == 1, result
    assert "pull failed" in result.text
    nothing_left()


@pytest.fixture
def with_launcher(home, run):
    """Runs a task with a launcher that does `statement` and nothing else."""

    def make(statement):
        text = f"#!/usr/bin/python3\n{statement}\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\n"
        shims, rest = home.environment()["PATH"].split(":", 1)
        path = f"{shims}:{home.write('bin/tao', text, 0o755).parent}:{rest}"
        return run(["tao", "model", "detectnet_v2", "train"], home=home, cwd=home.project("p"), env={"PATH": path})

    return make


def test_of_a_launcher_that_ends_well_without_running_the_task_is_125(with_launcher):
    result = with_launcher("raise SystemExit(0)")
    assert result.status == 125, result
    assert result.errors == (
        "tao-shim: error: the launcher ended with status 0, but it never ran the task: no 'docker exec' of it was seen; "
        "what it printed above may say why\n"
    )


def test_of_a_launcher_that_fails_is_kept(with_launcher):
    result = with_launcher("raise SystemExit(42)")
    assert result.status == 42, result
    assert result.errors == ""


def test_of_a_launcher_that_dies_of_a_signal_is_128_and_the_signal(with_launcher):
    result = with_launcher("import os; os.kill(os.getpid(), 11)")
    assert result.status == 139, result
