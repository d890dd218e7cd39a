"""`tao-shim ps` and `tao-shim stop`: what runs, from any terminal, and its end."""

import json

import pytest

from harness import places, terminal

TAO_SHIM = places.prefix() / "bin" / "tao-shim"


@pytest.fixture
def tools(home, launcher, run):
    def make(*words, cwd):
        return run([TAO_SHIM, *words], home=home, cwd=cwd, launcher=launcher())

    return make


@pytest.fixture
def running(home, launcher, start):
    """running(project): a training that waits to be stopped."""

    def make(project, **how):
        process = start(
            launcher().command("detectnet_v2", "train", "-e", "specs/train.txt", "do:print=ready", "do:sleep=600"),
            home=home, cwd=project, launcher=launcher(), **how,
        )
        process.expect("ready", 30)
        return process

    return make


def test_ps_shows_the_runs_of_this_project_only(home, tools, running, nothing_left):
    cars, ships = home.project("cars é 1"), home.project("ships")
    first, second = running(cars), running(ships)

    here = tools("ps", "--json", cwd=cars / "specs")
    (run,) = json.loads(here.stdout)
    assert run["project"] == str(cars / "tao-project.yaml")
    assert run["command"].startswith("detectnet_v2 train -e specs/train.txt")
    assert run["state"] == "running"

    shown = tools("ps", cwd=cars)
    assert shown.text.startswith(run["run"][:12] + "  since ")
    assert "detectnet_v2 train" in shown.text and len(shown.text.splitlines()) == 1

    everywhere = json.loads(tools("ps", "--json", "--all-projects", cwd=home.path).stdout)
    assert {str(cars / "tao-project.yaml"), str(ships / "tao-project.yaml")} <= {run["project"] for run in everywhere}
    for process in (first, second):
        process.signal(15)
        process.wait(20)
    nothing_left()


def test_stop_ends_the_runs_of_this_project_and_no_other(home, tools, running, nothing_left):
    cars, ships = home.project("cars"), home.project("ships")
    first, second = running(cars), running(ships)

    stopped = tools("stop", cwd=cars)
    assert stopped.status == 0, stopped.errors
    assert stopped.text.startswith("stopped ")
    assert stopped.seconds < 9  # a container that is killed at last takes ten
    assert first.wait(10).status != 0

    (left,) = json.loads(tools("ps", "--json", cwd=ships).stdout)
    named = tools("stop", left["run"][:6], cwd=ships)
    assert (named.status, named.text) == (0, f"stopped {left['run'][:12]}\n")
    assert second.wait(10).status != 0
    nothing_left()


def test_a_run_of_another_project_is_not_stopped_by_its_name(home, tools, running, nothing_left):
    cars, ships = home.project("cars"), home.project("ships")
    process = running(cars)
    (run,) = json.loads(tools("ps", "--json", cwd=cars).stdout)

    refused = tools("stop", run["run"], cwd=ships)
    assert refused.status == 1
    assert refused.errors == (
        f"tao-shim: error: no run begins with '{run['run']}'\n"
        "tao-shim:   to see what runs, type: tao-shim ps\n"
    )
    assert process.popen.poll() is None
    assert tools("stop", run["container"][:8], cwd=cars).status == 0
    process.wait(10)
    nothing_left()


def test_nothing_to_stop_is_no_error(home, tools):
    result = tools("stop", cwd=home.project())
    assert (result.status, result.text, result.errors) == (0, "nothing runs\n", "")


def test_without_a_project_the_words_that_help_are_shown(home, tools):
    result = tools("ps", cwd=home.path)
    assert result.status == 125
    assert result.errors == (
        "tao-shim: there is no tao-project.yaml in this directory or above it\n"
        "tao-shim:   to begin one, type: tao-shim init\n"
        "tao-shim:   the runs of every project: tao-shim ps --all-projects\n"
    )


def test_an_engine_that_is_not_there_is_said(home, run):
    result = run([TAO_SHIM, "ps"], home=home, cwd=home.project(), env={"DOCKER_HOST": "unix:///nowhere/docker.sock"})
    assert result.status == 125
    assert result.errors == (
        "tao-shim: error: the Docker Engine at unix:///nowhere/docker.sock cannot be asked: No such file or directory\n"
        "tao-shim:   to find out why, type: tao-shim doctor\n"
    )


@pytest.mark.parametrize("line", [["list"], ["stop", "--all"]], ids=["list", "stop"])
def test_without_a_launcher_an_engine_that_is_not_there_is_said_by_tao_too(home, run, line):
    result = run(["tao", *line], home=home, cwd=home.project(), env={"TAO_SHIM_ENGINE": "docker", "DOCKER_HOST": "unix:///nowhere/docker.sock"})
    assert (result.status, result.text) == (125, ""), result
    assert result.errors.startswith(
        "tao-shim: error: the Docker Engine at unix:///nowhere/docker.sock cannot be asked: No such file or directory\n"
    )
