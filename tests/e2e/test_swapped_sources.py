"""What was judged is what the task sees, also if somebody puts something else in its place while the task is started."""

import os
import re
import shutil
import threading
import time

import pytest
from harness import engines
from harness.engine import Unavailable
from harness.report import report

# ctest: lock=podman
MOUNTS = "  - .:/ws\n  - {source: data, destination: /data}\n"
READ_ONLY = "  - .:/ws\n  - {source: data, destination: /data, read_only: true}\n"
REFUSED = 125
FILE_WRONG = 78
NOT_TRUSTED = 77


class Place:
    """A project with a directory that is mounted, a directory outside, and what shows a task's view of the former."""

    def __init__(self, name, home, begin, project, wait_until_gone):
        self.name, self.home, self.begin, self.project, self.wait_until_gone = name, home, begin, project, wait_until_gone
        home.write("other/which", "other\n")
        home.write(project / "data/which", "judged\n")

    def swap(self):
        (self.project / "data").rename(self.project / "away")
        (self.project / "data").symlink_to("../other")

    def swap_back(self):
        # Whoever swaps may have been ended halfway.
        (self.project / "data").unlink(missing_ok=True)
        (self.project / "away").rename(self.project / "data")

    def show(self, env=None, words=("cat", "/data/which")):
        return self.begin("detectnet_v2", "run", *words, env=env)

    def assert_judged_or_refused(self, result):
        assert b"other" not in result.stdout, result
        if result.status == NOT_TRUSTED:
            # When it was judged it led out of the project, and so it was named.
            assert str(self.home.path / "other") in result.errors, result
        elif result.status == FILE_WRONG:
            # Between one and the other there was nothing of that name.
            assert "does not exist" in result.errors and "nothing was started" in result.errors, result
        elif result.status == REFUSED:
            assert "tao-shim: error: " in result.errors, result
        else:
            assert result.status == 0 and b"judged" in result.stdout, result


@pytest.fixture
def place(request, start, home_of, engine):
    """Of the engine that is the parameter, with other mounts or settings if it is a dictionary."""
    how = request.param if isinstance(request.param, dict) else {"name": request.param}
    name, mounts, settings = how["name"], how.get("mounts", MOUNTS), how.get("settings", "")
    if name == "launcher":
        home, launcher = request.getfixturevalue("home"), request.getfixturevalue("launcher")("6.26.3")
        project = home.project("cars", f"version: 1\nmounts:\n{mounts}{settings}")
        begin = lambda *words, env: start(  # noqa: E731
            launcher.command(*words), home=home, cwd=project, launcher=launcher, env=env
        )
        return Place(name, home, begin, project, request.getfixturevalue("nothing_left"))
    try:
        on = engines.on(name, home_of, engine)
    except Unavailable as reason:
        pytest.skip(str(reason))
    project = on.project(mounts=mounts, settings=settings)
    begin = lambda *words, env: start(  # noqa: E731
        ["tao", *words], home=on.home, cwd=project, env={**on.environment, **(env or {})}
    )
    return Place(name, on.home, begin, project, on.wait_until_gone)


everywhere = pytest.mark.parametrize("place", ["launcher", "docker", "podman", "podman-root"], indirect=True)
without_the_launcher = pytest.mark.parametrize("place", ["docker", "podman", "podman-root"], indirect=True)


@everywhere
@pytest.mark.parametrize("after", [0.1, 0.4, 0.7])
def test_a_source_that_is_swapped_for_a_link_is_not_shown_to_the_task(after, place):
    running = place.show()
    time.sleep(after)
    place.swap()
    result = running.wait(60)
    # An engine that is already at work on a start cannot be kept from it by anybody: its task is ended at once.
    if not (result.status == REFUSED and "the task was ended: what the container has at '/data' is not" in result.errors):
        place.assert_judged_or_refused(result)
    place.wait_until_gone()


@everywhere
def test_a_source_that_is_swapped_and_back_again_all_the_time_is_not_shown_to_the_task(place):
    ended = threading.Event()

    def swap_all_the_time():
        while not ended.wait(0.003):
            place.swap()
            ended.wait(0.003)
            place.swap_back()

    swapping = threading.Thread(target=swap_all_the_time)
    swapping.start()
    try:
        for _ in range(3):
            place.assert_judged_or_refused(place.show().wait(60))
    finally:
        ended.set()
        swapping.join()
    place.wait_until_gone()


def wrapped(place):
    """A PATH on which the engine's command is a script that swaps the source and then is the real one."""
    name = place.name.removesuffix("-root")
    script = place.home.write(
        f"bin/{name}",
        f'#!/bin/sh\nif [ "$1" = run ] && [ ! -e {place.project}/away ]; then\n'
        f"    mv {place.project}/data {place.project}/away && ln -s ../other {place.project}/data\nfi\n"
        f'exec {shutil.which(name)} "$@"\n',
        0o755,
    )
    return {"PATH": f"{script.parent}:{place.home.environment()['PATH']}"}


@without_the_launcher
def test_a_source_that_is_swapped_right_before_the_engine_starts_is_not_shown_to_the_task(place):
    path = wrapped(place)
    for _ in range(3):
        result = place.show(path).wait(60)
        assert result.status == REFUSED and b"other" not in result.stdout, result
        # The engine may be at work on the start already: then its task is ended before it has seen anything.
        assert re.search("^tao-shim: error: the task (is not started|was ended): ", result.errors, re.MULTILINE), result
        assert "somebody has put something else in its place meanwhile" in result.errors, result
        assert "failed with status" not in result.errors, result
        place.wait_until_gone()
        place.swap_back()


@pytest.mark.parametrize(
    "place",
    [{"name": name, **how} for name in ("docker", "podman") for how in ({"mounts": READ_ONLY}, {"mounts": "  - specs:/specs\n", "settings": "unmapped: mount\n"})],
    indirect=True,
)
def test_a_read_only_source_and_a_mount_that_is_added_are_looked_at_as_well(place):
    words = ("cat", f"{place.project}/data/which")
    untouched = place.show(words=words).wait(60)
    assert untouched.status == 0 and b"judged" in untouched.stdout, untouched
    result = place.show(wrapped(place), words).wait(60)
    assert result.status == REFUSED and b"other" not in result.stdout, result
    place.wait_until_gone()


@without_the_launcher
def test_translated_spec_files_are_among_what_is_held(place):
    (place.project / "tao-project.yaml").write_text((place.project / "tao-project.yaml").read_text() + "specs: rewrite\n")
    place.home.write(place.project / "specs/paths.yaml", f"data: {place.project}/data/which\n")
    result = place.begin("detectnet_v2", "train", "-e", "specs/paths.yaml", env=None).wait(60)
    assert result.status == 0, result
    assert any(word.endswith(b"paths.yaml") for word in report(result).readable), result
    place.wait_until_gone()


@everywhere
def test_an_untouched_project_runs(place):
    result = place.show().wait(60)
    assert result.status == 0 and b"judged" in result.stdout, result
    assert "tao-shim" not in result.errors, result
    place.wait_until_gone()


@everywhere
def test_sources_are_those_that_links_led_to_when_they_were_judged(place):
    """A link of the user's own above the project: the real path is what the engine gets."""
    moved = place.home.path / "disk"
    moved.mkdir()
    os.rename(place.project, moved / "cars")
    place.project.symlink_to("disk/cars")
    result = place.show().wait(60)
    assert result.status == 0 and b"judged" in result.stdout, result
    place.wait_until_gone()


@without_the_launcher
def test_a_task_may_rename_what_is_mounted(place):
    result = place.show(words=("sh", "-c", "mv /ws/data /ws/elsewhere; sleep 0.3; cat /data/which")).wait(60)
    assert result.status == 0 and b"judged" in result.stdout, result
    place.wait_until_gone()
