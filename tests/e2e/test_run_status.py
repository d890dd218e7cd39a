"""The exit status of `tao` is the task's; a launcher that fails keeps its own."""
# ctest: long

import json

import pytest
from harness.in_turn import on_a_terminal_in_turn
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


# Each launcher with both, each status with both.
@on_a_terminal_in_turn("version, status", zip(sorted(2 * LAUNCHERS), [0, 3, 3, 0] * 2))
def test_of_the_task_with_every_launcher(go, nothing_left, version, tty, status):
    result = go(f"do:exit={status}", version=version, tty=tty)
    assert result.status == status, result
    report(result)
    nothing_left()


@on_a_terminal_in_turn("status", [1, 2, 64, 77, 78, 124, 125, 126, 127, 128, 129, 130, 137, 143, 254, 255])
def test_of_the_task_whatever_it_is(go, nothing_left, tty, status):
    result = go(f"do:exit={status}", tty=tty)
    assert result.status == status, result
    report(result)
    nothing_left()


@on_a_terminal_in_turn("name, number", [("SEGV", 11), ("ABRT", 6), ("KILL", 9), ("TERM", 15), ("INT", 2)])
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
        f"tao-shim: you are not logged in to nvcr.io (the password is your NGC API key): {home.path}/.docker/config.json does not mention it",
        "tao-shim:   type: docker login -u '$oauthtoken' nvcr.io",
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


# A last line on stderr, where nobody sees the status


@pytest.mark.parametrize(
    "what, said",
    [
        ("exit=3", "the task failed with status 3"),
        ("signal=KILL", "the task was ended by signal 9, most often because memory ran out: try a smaller batch, or fewer workers (status 137)"),
        ("signal=SEGV", "the task was ended by signal 11, a fault in the program, in a library, or in what the GPU's driver expects of them (status 139)"),
    ],
)
def test_a_task_that_failed_is_told_in_the_last_line(go, nothing_left, what, said):
    result = go(f"do:{what}")
    assert result.errors.splitlines()[-1] == f"tao-shim: {said}"
    assert "tao-shim" not in result.text
    nothing_left()


def test_nothing_is_told_of_a_task_that_did_well_or_of_a_shell(go, launcher, nothing_left):
    assert "tao-shim" not in go("do:print=well").errors
    shell = go(command=launcher("6.26.3").command("detectnet_v2"), stdin=b"exit 4\n")
    assert shell.status == 4
    assert "tao-shim" not in shell.errors
    nothing_left()


# What the shim is called


@pytest.mark.parametrize("name", ["job", "", "tao", "/x/y z"])
def test_argv_0_may_be_anything(home, launcher, run, nothing_left, name):
    ready = launcher("6.26.3")
    words = " ".join(ready.command("detectnet_v2", "train", "do:exit=3"))
    command = ["bash", "-c", f'exec -a "$1" {words}', "bash", name]
    assert run(command, home=home, cwd=home.project("p"), launcher=ready).status == 3
    nothing_left()


def test_a_link_of_any_name_is_the_shim(home, launcher, prefix, run, nothing_left):
    ready = launcher("6.26.3")
    link = home.path / "mytao"
    link.symlink_to(prefix / "lib/tao-shim/shims/tao")
    command = [link, *ready.command("detectnet_v2", "train", "do:exit=3")[1:]]
    assert run(command, home=home, cwd=home.project("p"), launcher=ready).status == 3
    nothing_left()


# The user


@pytest.mark.parametrize("version", LAUNCHERS)
@pytest.mark.parametrize("docker", ["", "docker:\n  user: host\n"], ids=["no user", "user host"])
def test_root_is_not_advised_to_be_somebody_else(home_of, launcher, run, nothing_left, version, docker):
    home = home_of("root")
    project = home.project("p", yaml="version: 1\nmounts:\n  - {source: ., destination: /w}\n" + docker)
    ready = launcher(version)
    result = run(ready.command("detectnet_v2", "train"), home=home, cwd=project, launcher=ready)
    assert report(result).uid == 0
    assert "/proc/self/fd" not in result.text + result.errors
    assert "as root" not in result.errors
    nothing_left()
