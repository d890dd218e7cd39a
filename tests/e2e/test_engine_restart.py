"""The Docker Engine goes away while a task runs: an upgrade of Docker, `systemctl restart docker`, a crash."""
# ctest: long

import contextlib
import datetime
import json
import signal
import time

import pytest
from conftest import TASKS, unless_unavailable
from harness import launchers
from harness.own_engine import ONLY_ENGINE, own_engine

VERSION = "6.26.3"


@pytest.fixture(scope="module")
def engine():
    with contextlib.ExitStack() as stack:
        yield unless_unavailable(lambda: stack.enter_context(own_engine()))


@pytest.fixture(scope="module")
def launcher(engine):
    found = unless_unavailable(lambda: launchers.install(VERSION))
    unless_unavailable(lambda: engine.make_images(found.images(), TASKS))
    return found


@pytest.fixture(scope="module", params=[(), ("--live-restore",)], ids=["containers end with it", "containers outlive it"])
def options(request, engine):
    """What the engine is started with, then and after its end; it runs again when the tests with it are over."""
    engine.end()
    engine.start(*request.param)
    yield request.param
    engine.end()
    engine.start()


@pytest.fixture
def begin(home, launcher, start, engine):
    def make(*words, tty=False):
        task = launcher.command("detectnet_v2", "train", *words)
        command = ["unshare", "--mount", "sh", "-c", ONLY_ENGINE, "sh", engine.socket, *task]
        process = start(command, home=home, cwd=home.project("p"), launcher=launcher, env={"DOCKER_HOST": None}, tty=tty)
        process.expect("ready")
        return process

    return make


ENDS = pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"], ids=["stopped", "crashed"])

WENT_AWAY = (
    "tao-shim: error: the Docker Engine went away during the run: it was stopped, was restarted, or crashed\n"
    "tao-shim:   to see what it says about that, type: journalctl -u docker --since today\n"
)
MAYBE_LEFT = (
    "tao-shim: warning: it is not certain that the container of this run is gone\n"
    "tao-shim:   to see what is left, type: tao-shim ps\n"
)


@ENDS
def test_restarted_during_the_task(begin, engine, options, nothing_left, how):
    process = begin("do:print=ready", "do:sleep=60")
    engine.end(signal.Signals[how])
    engine.start(*options)
    result = process.wait(40)
    assert result.status == 137, result
    assert WENT_AWAY in result.errors, result
    nothing_left(5)


@ENDS
def test_stopped_for_good_during_the_task(begin, engine, options, nothing_left, how):
    process = begin("do:print=ready", "do:sleep=60")
    engine.end(signal.Signals[how])
    ended = time.monotonic()
    result = process.wait(40)
    waited = time.monotonic() - ended
    assert result.status == 137 and waited < 20, result
    engine.start(*options)
    # One that is stopped ends its containers first, and may have no time left to say so.
    ends_its_containers = how == "SIGTERM" and not options
    assert result.errors.endswith((WENT_AWAY, WENT_AWAY + MAYBE_LEFT) if ends_its_containers else WENT_AWAY + MAYBE_LEFT), result
    nothing_left(5)


def test_stopped_by_the_user_while_the_engine_is_away(begin, engine, nothing_left):
    process = begin("do:print=ready", "do:sleep=60", tty=True)
    engine.end(signal.SIGKILL)
    process.type(b"\x03")
    assert process.wait(40).status in (130, 137)
    engine.start()
    nothing_left(5)


def test_a_later_run_removes_what_an_earlier_one_could_not(begin, engine, launcher, nothing_left):
    """Everything of a run was killed while the engine was making its container: it has been there for ten minutes now."""
    marks = {"abandoned": "TAO_SHIM_RUN=0123", "another's": "SHIM_RUN=0123", "young": "TAO_SHIM_RUN=4567"}
    containers = {name: engine.docker("create", "--env", mark, next(iter(launcher.images()))).strip() for name, mark in marks.items()}
    engine.end()
    for name in ("abandoned", "another's"):
        file = engine.directory / "data/containers" / containers[name] / "config.v2.json"
        content = json.loads(file.read_text())
        created = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=10)
        file.write_text(json.dumps({**content, "Created": created.isoformat().replace("+00:00", "Z")}))
    engine.start()

    process = begin("do:print=ready")
    assert process.wait(40).status == 0

    left = engine.docker("ps", "--all", "--quiet", "--no-trunc", "--filter", "status=created").split()
    assert set(left) == {containers["another's"], containers["young"]}
    engine.docker("rm", *left)
    nothing_left()
