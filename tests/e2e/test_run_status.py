"""The exit status of `tao` is the task's."""

import pytest
from harness.report import report

LAUNCHERS = ["6.26.3", "5.5.1", "4.0.1", "0.1.24"]
TASK = "detectnet_v2"


def tao(launcher, *words):
    return launcher.command(TASK, "train", *words)


@pytest.mark.parametrize("tty", [True, False], ids=["terminal", "no_terminal"])
@pytest.mark.parametrize("version", LAUNCHERS)
@pytest.mark.parametrize("status", [0, 3])
def test_the_status_of_the_task_is_ours(home, launcher, run, nothing_left, version, tty, status):
    ready = launcher(version)
    result = run(tao(ready, f"do:exit={status}"), home=home, cwd=home.project("p"), launcher=ready, tty=tty)
    assert result.status == status, result.text + result.errors
    report(result)
    nothing_left()
    assert result.seconds < 5
    print(result.seconds)
