"""Fixtures of the end-to-end tests; README.md shows their use."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

pytest.register_assert_rewrite("harness")

from harness import home as homes  # noqa: E402
from harness import launchers, places, terminal  # noqa: E402
from harness.engine import Engine, Unavailable  # noqa: E402

TASKS = (Path(__file__).parent / "harness" / "tasks.txt").read_text().split()


def pytest_sessionfinish(session, exitstatus):
    """A file of which no test could run is a skipped one for ctest, never a passed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    counts = {outcome: len(reporter.stats.get(outcome, ())) for outcome in ("passed", "skipped", "xfailed")}
    if exitstatus == 0 and counts["skipped"] and not counts["passed"] and not counts["xfailed"]:
        session.exitstatus = 77


def unless_unavailable(make):
    try:
        return make()
    except Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def prefix() -> Path:
    if "TAO_SHIM_PREFIX" not in os.environ:
        pytest.skip("TAO_SHIM_PREFIX does not name an installed tao-shim (tests/run does this)")
    return places.prefix()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return unless_unavailable(Engine)


@pytest.fixture(scope="session")
def launcher(engine):
    """launcher("6.26.3"): that version, installed, with the stand-in under the name of each of its images."""
    ready = {}

    def make(version):
        if version not in ready:
            found = launchers.install(version)
            images = found.images()
            missing = set().union(*images.values()) - set(TASKS)
            assert not missing, f"harness/tasks.txt lacks {sorted(missing)}"
            engine.make_images(images, TASKS)
            ready[version] = found
        return ready[version]

    return lambda version="6.26.3": unless_unavailable(lambda: make(version))


@pytest.fixture
def root_directory():
    """A temporary directory that every user can reach, which pytest's own is not."""
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def home(root_directory):
    """The home of the user who runs the tests."""
    return homes.Home(root_directory)


@pytest.fixture
def home_of(root_directory):
    """home_of("ordinary") or home_of("root"): the home of that user; home_of(): of the one who runs the tests."""

    def make(who=None):
        if who == "ordinary":
            return homes.Home(root_directory, unless_unavailable(homes.ordinary_user))
        if who == "root" and os.getuid() != 0:
            pytest.skip("only root can test as root")
        return homes.Home(root_directory)

    return make


@pytest.fixture
def start(request, root_directory):
    """start(argv, home=..., cwd=..., launcher=..., env={...}, tty=..., stdin=..., shim=True): a terminal.Process in
    the environment of Home.environment plus `env` (None removes a variable). At the end of the test nothing of it may
    be left: no process, no container."""
    started = []
    engines = []

    def make(argv, *, home, cwd=None, launcher=None, env=None, shim=True, bare_environment=None, **how):
        engine = request.getfixturevalue("engine") if launcher is not None else None
        if engine is not None and engine not in engines:
            engines.append(engine)
        environment = bare_environment if bare_environment is not None else home.environment(launcher, engine, shim)
        environment = {**environment, **(env or {})}
        environment = {name: value for name, value in environment.items() if value is not None}
        if how.get("tty"):
            environment.setdefault("TERM", "xterm")
        program = argv[0] if os.sep in os.fspath(argv[0]) else shutil.which(argv[0], path=environment.get("PATH", ""))
        assert program, f"{argv[0]} is not on {environment.get('PATH')}"
        how.setdefault("user", home.user)
        process = terminal.Process(argv, executable=program, environment=environment, cwd=cwd or home.path, **how)
        started.append(process)
        return process

    yield make
    for process in started:
        process.kill()
    for left in terminal.processes_with(str(root_directory)):
        try:
            os.kill(left, signal.SIGKILL)
        except ProcessLookupError:
            pass
    for engine in engines:
        engine.remove(str(root_directory))


@pytest.fixture
def run(start):
    """run(argv, ..., seconds=60): as `start`, waited for; the Result."""

    def make(argv, *, seconds=60.0, **how):
        return start(argv, **how).wait(seconds)

    return make


@pytest.fixture
def nothing_left(engine, root_directory):
    """nothing_left(): asserts that no container of this test is left after so many seconds, and soon after that no process;
    the seconds it took for the containers. `alone`: the seconds for processes, where a guardian for which nobody waits cannot
    tell whether its container may still come. Docker 20.10 keeps the attached connection of a client that was killed, whose
    ever that was, until its garbage collector comes by, which it does every two minutes."""

    def check(seconds=5.0, alone=None):
        taken = engine.wait_until_gone(str(root_directory), seconds)
        left = lambda: terminal.processes_with(str(root_directory))  # noqa: E731
        try:
            terminal.wait_for(lambda: not left(), alone or max(seconds, 5.0), "the end of every process of this test")
        except AssertionError as late:
            raise AssertionError(f"{late}: {left()}") from None
        return taken

    return check
