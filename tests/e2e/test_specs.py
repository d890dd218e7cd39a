"""Spec files with paths of this computer, through the real launcher."""

import os
import signal
from pathlib import Path

import pytest

from harness import terminal
from harness.report import report

FIXTURES = Path(__file__).parents[1] / "fixtures/specs"
INSIDE = "/workspace/tao-experiments"
YAML = f"""\
version: 1
mounts:
  - source: .
    destination: {INSIDE}
  - source: results
    destination: /results
    create: true
"""
LINE = ["tao", "model", "dino", "train", "-e", "specs/train.yaml"]


def project_of(home, yaml):
    project = home.project("cars", yaml, files=("data/train.json", "data/fan.pth", "data/train/1.png", "data/val/1.png"))
    for name in ("train.yaml", "augment.yaml"):
        home.write(project / "specs" / name, (FIXTURES / f"{name}.in").read_text().replace("HOME", str(home.path)))
    return project


def translated(home):
    """What the task must read: the fixture with the container's paths, but for the file that it names."""
    text = (FIXTURES / "train.yaml.in").read_text().replace("# A spec as people write it who know one computer: HOME",
                                                            f"# A spec as people write it who know one computer: {home.path}")
    for ours, theirs in (("HOME/cars/results", "/results"), ("HOME/cars", INSIDE), ("~/cars", INSIDE)):
        text = text.replace(ours, theirs)
    return text.replace("../specs/augment.yaml", "/tao-shim-specs/2/augment.yaml")


def runs(home):
    directory = home.path / ".cache/tao-shim/runs"
    return sorted(os.listdir(directory)) if directory.exists() else []


@pytest.mark.parametrize("who", ["root", "ordinary"])
def test_a_spec_with_paths_of_this_computer_trains_with_rewrite(who, home_of, launcher, run, nothing_left):
    home = home_of(who)
    project = project_of(home, YAML + "docker:\n  user: host\nspecs: rewrite\n")
    original = (project / "specs/train.yaml").read_bytes()
    read = "do:read=/tao-shim-specs/1/train.yaml"

    result = run([*LINE, read], home=home, cwd=project, launcher=launcher())

    got = report(result)
    assert result.status == 0
    assert got.words == ["train", "-e", "/tao-shim-specs/1/train.yaml", read]
    assert b"/tao-shim-specs/1/train.yaml" in got.readable
    assert got.more["read"].decode() == translated(home)
    assert (project / "specs/train.yaml").read_bytes() == original
    assert "warning" not in result.errors
    assert (project / "results/first").stat().st_uid == (home.user.pw_uid if home.user else os.getuid())
    assert runs(home) == []
    nothing_left()


def test_a_file_that_the_spec_names_is_translated_too(home, launcher, run):
    project = project_of(home, YAML + "specs: rewrite\n")

    got = report(run([*LINE, "do:read=/tao-shim-specs/2/augment.yaml"], home=home, cwd=project, launcher=launcher()))

    assert got.more["read"].decode() == f"images: {INSIDE}/data/train\nmode: strong\n"


def test_without_rewrite_every_path_of_the_spec_is_named(home, launcher, run):
    project = project_of(home, YAML)

    result = run([*LINE, "do:read=specs/train.yaml"], home=home, cwd=project, launcher=launcher())

    got = report(result)
    assert got.words[1:3] == ["-e", "specs/train.yaml"]
    assert got.more["read"] == (project / "specs/train.yaml").read_bytes()
    lines = [line.split(":")[:2] for line in result.errors.splitlines() if ": warning: " in line]
    assert lines == [["specs/train.yaml", line] for line in ("2", "5", "6", "7", "7", "8", "13")] + [["specs/augment.yaml", "1"]]
    assert "specs: rewrite" in result.errors
    assert result.status == 0


def test_specs_off_says_and_changes_nothing(home, launcher, run):
    project = project_of(home, YAML + "specs: off\n")

    result = run(LINE, home=home, cwd=project, launcher=launcher())

    assert report(result).words == ["train", "-e", "specs/train.yaml"]
    assert "specs/train.yaml" not in result.errors


@pytest.mark.parametrize("killed", [signal.SIGTERM, signal.SIGKILL])
def test_the_copies_go_with_a_run_that_is_killed(killed, home, launcher, start, nothing_left):
    project = project_of(home, YAML + "specs: rewrite\n")
    process = start([*LINE, "do:print=ready", "do:sleep=60"], home=home, cwd=project, launcher=launcher())
    process.expect("^ready")
    assert len(runs(home)) == 1

    process.signal(killed)
    process.wait(30)

    nothing_left()
    terminal.wait_for(lambda: runs(home) == [], 5, "the removal of the run's directory")


def test_what_a_task_writes_to_an_output_of_an_earlier_run_is_there(home, launcher, run):
    project = project_of(home, YAML + "specs: rewrite\n")
    home.write(project / "results/list.txt", f"{project}/data/train\n")

    result = run(["tao", "model", "dino", "export", "-o", "results/list.txt", f"do:write={INSIDE}/results/new"],
                 home=home, cwd=project, launcher=launcher())

    assert report(result).words[1:3] == ["-o", "results/list.txt"]
    assert "tao-shim" not in result.errors


def test_what_a_task_writes_to_a_copy_is_kept_and_named(home, launcher, run, nothing_left):
    project = project_of(home, YAML + "specs: rewrite\n")

    result = run([*LINE, "do:write=/tao-shim-specs/1/train.yaml"], home=home, cwd=project, launcher=launcher())

    (kept,) = runs(home)
    path = home.path / ".cache/tao-shim/runs" / kept / "1/train.yaml"
    assert result.status == 0
    assert path.read_text() == "written\n"
    assert "tao-shim: warning: the task wrote to its copy of 'specs/train.yaml', not to the file itself" in result.errors
    assert f"what it wrote is in {path}\n" in result.errors
    nothing_left()


def test_nobody_else_can_reach_the_copies(home_of, launcher, start):
    home = home_of("ordinary")
    project = project_of(home, YAML + "specs: rewrite\n")
    process = start([*LINE, "do:print=ready", "do:line"], home=home, cwd=project, launcher=launcher(), tty=True)
    process.expect("^ready")

    directory = home.path / ".cache/tao-shim/runs" / runs(home)[0]

    assert directory.stat().st_mode & 0o777 == 0o700
    assert directory.stat().st_uid == home.user.pw_uid
    process.type(b"\n")
    assert process.wait(30).status == 0
    assert runs(home) == []


def shim(prefix, *words):
    return [str(prefix / "bin/tao-shim"), *words]


def test_tao_shim_specs_translates_in_place_and_keeps_the_mode(prefix, home, run):
    project = project_of(home, YAML)
    spec = project / "specs/train.yaml"
    spec.chmod(0o640)
    inside = translated(home).replace("/tao-shim-specs/2/augment.yaml", f"{INSIDE}/specs/augment.yaml")

    printed = run(shim(prefix, "specs", "--to-container", "specs/train.yaml"), home=home, cwd=project)
    assert printed.stdout.decode() == inside
    assert run(shim(prefix, "specs", "--to-container", "-i", "specs/train.yaml"), home=home, cwd=project).status == 0
    assert spec.read_text() == inside
    assert spec.stat().st_mode & 0o777 == 0o640
    assert run(shim(prefix, "specs", "specs/train.yaml"), home=home, cwd=project).text.startswith("specs/train.yaml: no findings\n")

    back = run(shim(prefix, "specs", "--to-host", "specs/train.yaml"), home=home, cwd=project)
    assert back.stdout.decode() == (FIXTURES / "train.yaml.in").read_text().replace("HOME", str(home.path)).replace(
        "~/cars", str(project)).replace("../specs", f"{project}/specs")
