# ctest: timeout=900
"""The line of the guides works on every generation of the launcher, whichever grammar it is typed in."""

import pytest

from harness.report import report

PROJECT = "cars é 1"
INSIDE = "/workspace/tao-experiments"


def run_line(home, launcher, run, version, argv):
    project = home.project(PROJECT, files=("specs/train.txt",))
    return run([*argv.split(), "-e", project / "specs" / "train.txt", "do:exit=5"], home=home, cwd=project,
               launcher=launcher(version))


@pytest.mark.parametrize("version, typed, task, subtask", [
    # The older grammar on 5.x and later.
    ("5.0.0", "tao detectnet_v2 train", "detectnet_v2", "train"),
    ("5.5.1", "tao detectnet_v2 train", "detectnet_v2", "train"),
    ("6.0.0", "tao detectnet_v2 train", "detectnet_v2", "train"),
    ("6.26.3", "tao detectnet_v2 train", "detectnet_v2", "train"),
    ("6.26.3", "tao detectnet_v2 gen_trt_engine", "detectnet_v2", "gen_trt_engine"),
    ("6.26.3", "tao annotations convert", "annotations", "convert"),
    ("6.26.3", "tao classification train", "classification_tf1", "train"),
    # The newer one on 4.x and earlier.
    ("4.0.1", "tao model detectnet_v2 train", "detectnet_v2", "train"),
    ("0.1.24", "tao model detectnet_v2 train", "detectnet_v2", "train"),
    ("4.0.1", "tao classification train", "classification_tf1", "train"),
    ("0.1.24", "tao model classification_tf1 train", "classification", "train"),
    # The launcher's other names.
    ("4.0.1", "tao deploy unet gen_trt_engine", "unet", "gen_trt_engine"),
    ("4.0.1", "tao-deploy unet gen_trt_engine", "unet", "gen_trt_engine"),
    ("6.26.3", "tao-deploy unet gen_trt_engine", "unet", "gen_trt_engine"),
    ("6.26.3", "tlt detectnet_v2 train", "detectnet_v2", "train"),
    ("0.1.24", "tlt detectnet_v2 train", "detectnet_v2", "train"),
])
def test_a_line_is_carried_over_and_runs(version, typed, task, subtask, home, launcher, run, nothing_left):
    result = run_line(home, launcher, run, version, typed)
    got = report(result)
    assert got.task == task
    assert got.words == [subtask, "-e", f"{INSIDE}/specs/train.txt", "do:exit=5"]
    assert result.status == 5
    nothing_left()


@pytest.mark.parametrize("version, group", [("5.0.0", "model "), ("5.5.1", "model "), ("6.0.0", "model "),
                                            ("6.26.3", "model "), ("0.1.24", ""), ("4.0.1", "")])
def test_a_native_line_runs_as_typed(version, group, home, launcher, run, nothing_left):
    result = run_line(home, launcher, run, version, f"tao {group}detectnet_v2 train")
    assert report(result).task == "detectnet_v2"
    assert result.status == 5
    nothing_left()


@pytest.mark.parametrize("typed, hint", [
    ("tao detectnt_v2 train", "has no task 'detectnt_v2'; the closest is `tao model detectnet_v2`"),
    ("tao model detectnt_v2 train",
     "has no task 'detectnt_v2'; the closest is `tao model detectnet_v2`"),
    ("tao emotionnet train", "has no task 'emotionnet'"),
])
def test_behind_the_launchers_own_message_stands_the_closest_task(typed, hint, home, launcher, run, nothing_left):
    result = run_line(home, launcher, run, "6.26.3", typed)
    bare = run(typed.split(), home=home, cwd=home.path, launcher=launcher("6.26.3"), shim=False)
    assert result.status == bare.status != 0
    lines = result.errors.splitlines()
    assert "invalid choice" in result.errors
    assert lines[-1] == f"tao-shim: the launcher found (6.26.3) {hint}"
    nothing_left()
