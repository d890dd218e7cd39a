"""A project file that asks for more than its own directory runs nothing until its user agrees."""

import json
import os
import stat

import pytest

from harness import places
from harness.report import report

TAO_SHIM = places.prefix() / "bin" / "tao-shim"


@pytest.fixture
def wide(home):
    """A project that mounts a directory outside itself, as everybody's datasets are."""
    home.write("kitti/image.png", "x")
    return home.project(
        yaml="version: 1\nmounts:\n  - source: .\n    destination: /workspace/tao-experiments\n  - ../kitti:/data\n"
    )


@pytest.fixture
def tools(home, run, wide):
    def make(*words, cwd=wide, **how):
        return run([TAO_SHIM, *words], home=home, cwd=cwd, **how)

    return make


@pytest.fixture
def train(home, run, launcher, wide):
    def make(cwd=wide, **how):
        used = launcher()
        return run(used.command("detectnet_v2", "train", "-e", "specs/train.txt"), home=home, cwd=cwd, launcher=used, **how)

    return make


def refusal(home, project):
    return (
        f"{project}/tao-project.yaml:5:5: error: not trusted yet: the mount source '{home.path}/kitti' is outside the "
        "project directory, and the container could read and change it\n"
        "    5 |   - ../kitti:/data\n"
        "      |     ^~~~~~~~\n"
        "tao-shim: nothing is started until you allow what this project file asks for beyond its own directory\n"
        "tao-shim:   if the file is yours, or you have read these lines and agree, type: tao-shim trust\n"
        "tao-shim:   you are asked again only when one of these values changes\n"
    )


def test_a_task_starts_only_when_the_project_is_trusted(home, wide, tools, train, nothing_left):
    refused = train()
    assert (refused.status, refused.errors) == (77, refusal(home, wide))

    trusted = tools("trust")
    assert trusted.status == 0
    assert trusted.text == f"trusted in {wide}/tao-project.yaml\n  mounts[].source: {home.path}/kitti\n"
    assert report(train()).words == ["train", "-e", "specs/train.txt"]

    assert tools("untrust").text == f"not trusted any more: {wide}/tao-project.yaml\n"
    assert train().status == 77
    nothing_left()


def test_a_trusted_path_is_enough(home, wide, train, nothing_left):
    report(train(env={"TAO_SHIM_TRUSTED_PATHS": f"/nowhere:{wide}"}))
    assert train(env={"TAO_SHIM_TRUSTED_PATHS": str(wide)[:-1]}).status == 77
    nothing_left()


def test_other_edits_do_not_ask_again_and_a_wider_mount_does(home, wide, tools):
    file = wide / "tao-project.yaml"
    tools("trust")
    home.write(file, file.read_text() + "envs: {A: b}\nunmapped: error\n")
    assert tools("check").status == 0
    home.write(file, file.read_text().replace("../kitti", "../.ssh"))
    (home.path / ".ssh").mkdir()
    assert tools("check").status == 77


def test_a_link_that_is_turned_elsewhere_asks_again(home, wide, tools):
    (home.path / "coco").mkdir()
    (wide / "data").symlink_to(home.path / "kitti")
    home.write(wide / "tao-project.yaml", "version: 1\nmounts: [data:/data]\n")
    assert tools("check").status == 77
    tools("trust")
    assert tools("check").status == 0
    (wide / "data").unlink()
    (wide / "data").symlink_to(home.path / "coco")
    assert tools("check").status == 77


def test_trust_is_of_one_project_and_found_by_every_name_of_it(home, wide, tools):
    tools("trust")
    other = home.project("other", yaml=(wide / "tao-project.yaml").read_text())
    assert tools("check", cwd=other).status == 77
    (home.path / "link").symlink_to(wide)
    assert tools("check", cwd=home.path, env={"TAO_PROJECT": str(home.path / "link/tao-project.yaml")}).status == 0


def test_what_is_trusted_is_listed_and_private(home, wide, tools):
    tools("trust")
    assert tools("trust", "--list", cwd=home.path).text == (
        f"{wide}/tao-project.yaml\n  mounts[].source: {home.path}/kitti\n"
    )
    assert json.loads(tools("trust", "--list", "--json").stdout) == [
        {"project": f"{wide}/tao-project.yaml", "granted": [{"key": "mounts[].source", "value": f"{home.path}/kitti"}]}
    ]
    (record,) = (home.path / ".local/state/tao-shim/trust").rglob("trusted.json")
    assert stat.S_IMODE(os.stat(record).st_mode) == 0o600


def test_a_project_that_is_gone_can_be_taken_back(home, wide, tools):
    tools("trust")
    os.rename(wide, home.path / "moved")
    result = tools("untrust", "cars/tao-project.yaml", cwd=home.path)
    assert result.text == f"not trusted any more: {wide}/tao-project.yaml\n"
    assert tools("trust", "--list", cwd=home.path).text == ""


def test_a_project_that_asks_for_nothing_needs_no_trust(home, tools):
    plain = home.project("plain")
    result = tools("trust", cwd=plain)
    assert (result.status, result.text) == (
        0, f"{plain}/tao-project.yaml asks for nothing beyond its own directory: it needs no trust\n",
    )


def test_a_file_with_errors_is_not_trusted(home, tools):
    wrong = home.project("wrong", yaml="version: 1\nmounts: [/nowhere]\n")
    result = tools("trust", cwd=wrong)
    assert result.status == 78
    assert result.errors.endswith("tao-shim: nothing was trusted\n")
    assert not (home.path / ".local").exists()
