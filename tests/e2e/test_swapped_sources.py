"""What was judged is what the task sees, also if somebody puts something else in its place while the launcher starts."""

import os
import threading
import time

import pytest

PROJECT = "version: 1\nmounts:\n  - source: .\n    destination: /ws\n  - source: data\n    destination: /data\n"
REFUSED = 125
NOT_TRUSTED = 77  # it led out of the project when it was judged


@pytest.fixture
def project(home):
    home.write("other/which", "other\n")
    project = home.project("cars", PROJECT)
    home.write(project / "data/which", "judged\n")
    return project


def swap(project):
    (project / "data").rename(project / "away")
    (project / "data").symlink_to("../other")


def swap_back(project):
    (project / "data").unlink()
    (project / "away").rename(project / "data")


@pytest.fixture
def show(home, launcher, start, project):
    """show(): starts a task that prints which directory it sees."""
    used = launcher("6.26.3")
    return lambda: start(used.command("detectnet_v2", "run", "cat", "/data/which"), home=home, cwd=project, launcher=used)


@pytest.mark.parametrize("after", [0.1, 0.4, 0.7])
def test_a_source_that_is_swapped_for_a_link_is_not_shown_to_the_task(after, show, project, nothing_left):
    running = show()
    time.sleep(after)
    swap(project)
    result = running.wait(60)
    assert b"other" not in result.stdout
    assert b"judged" in result.stdout or (result.status == REFUSED and "is not" in result.errors), result
    nothing_left()


def test_a_source_that_is_swapped_and_back_again_all_the_time_is_not_shown_to_the_task(show, project, nothing_left):
    ended = threading.Event()

    def swap_all_the_time():
        while not ended.wait(0.003):
            swap(project)
            if ended.wait(0.003):
                break
            swap_back(project)

    swapping = threading.Thread(target=swap_all_the_time)
    swapping.start()
    try:
        for _ in range(3):
            result = show().wait(60)
            assert b"other" not in result.stdout
            assert b"judged" in result.stdout or result.status in (REFUSED, NOT_TRUSTED), result
    finally:
        ended.set()
        swapping.join()
    nothing_left()


def test_an_untouched_project_runs(show, nothing_left):
    result = show().wait(60)
    assert result.status == 0 and b"judged" in result.stdout, result
    nothing_left()


def test_sources_are_those_that_links_led_to_when_they_were_judged(home, show, project, nothing_left):
    """A link of the user's own above the project: the real path is what the engine gets."""
    moved = home.path / "disk"
    moved.mkdir()
    os.rename(project, moved / "cars")
    project.symlink_to("disk/cars")
    result = show().wait(60)
    assert result.status == 0 and b"judged" in result.stdout, result
    nothing_left()
