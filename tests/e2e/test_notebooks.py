"""Notebooks under real Jupyter: the kernel finds the shim and has the project's variables, without a cell that sets one."""

import json
import shutil

import pytest
from harness import jupyter, places
from harness.report import report

VERSION = "6.26.3"
PROJECT = "version: 1\nlayout: tao-experiments\ntask: detectnet_v2\n"


@pytest.fixture
def python():
    try:
        return jupyter.python()
    except Exception as reason:
        pytest.skip(str(reason))


@pytest.fixture
def enabled(home, run):
    """The home of somebody who has typed `tao-shim enable jupyter`."""
    result = run([places.prefix() / "bin/tao-shim", "enable", "jupyter"], home=home)
    assert result.status == 0, result
    return home


@pytest.fixture
def execute(home, launcher, run, python):
    """execute(notebook, ...): its cells' outputs as texts, run by nbclient with no shim on PATH."""

    def make(notebook, **how):
        result = run(
            [python, jupyter.__file__, "execute", notebook], home=home, cwd=notebook.parent, launcher=launcher(VERSION),
            shim=False, seconds=180, **how
        )
        assert result.status == 0, result
        cells = json.loads(notebook.read_text())["cells"]
        return ["".join(text for output in cell["outputs"] for text in output.get("text", [])) for cell in cells
                if cell["cell_type"] == "code"]

    return make


def notebook_of(*cells):
    code = [{"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def only(output):
    return report(output.encode())


def test_the_example_notebook(enabled, execute, nothing_left):
    project = enabled.project("cars é 1", PROJECT)
    notebook = project / "project.ipynb"
    shutil.copy(places.DEMO / "project.ipynb", notebook)
    empty, host, relative, container, failing = execute(notebook)
    inside = "/workspace/tao-experiments"
    assert empty == ""
    assert only(host).words[1:] == ["-e", f"{inside}/detectnet_v2/specs/train.txt", "-r", f"{inside}/results"]
    assert only(relative).words[1:] == ["-e", "specs/train.txt", "-r", "results"]
    assert only(relative).cwd == inside
    assert only(container).words[1:] == [
        "-e", f"{inside}/detectnet_v2/specs/train.txt", "-r", f"{inside}/detectnet_v2/results",
        "-k", "nvidia_tlt", "--gpus", "1",
    ]  # fmt: skip
    for output in (host, relative, container):
        assert any(word.endswith(b"specs/train.txt") for word in only(output).readable)
    assert failing.rstrip().endswith("exit 3")
    assert not (enabled.path / ".tao_mounts.json").exists()
    nothing_left()


def test_an_interrupted_training_ends_at_once_and_leaves_no_container(enabled, run, launcher, python, nothing_left):
    project = enabled.project("cars", PROJECT)
    code = "!tao model detectnet_v2 train -e specs/train.txt do:print=ready do:sleep=60"
    result = run(
        [python, jupyter.__file__, "interrupt", project, code, "\nready"], home=enabled, cwd=enabled.path,
        launcher=launcher(VERSION), shim=False, seconds=120,
    )  # fmt: skip
    assert result.status == 0, result
    done = json.loads(result.stdout.splitlines()[-1])
    assert done["seconds"] is not None, done["output"]
    assert done["seconds"] < 8, done
    assert done["afterwards"] == "ok"
    nothing_left()


def test_a_notebook_that_writes_the_mounts_file_itself_runs_unchanged(enabled, execute, nothing_left):
    project = enabled.project("cars", PROJECT)
    writes = (
        "import json, os\n"
        'drive_map = {"Mounts": [{"source": os.environ["LOCAL_PROJECT_DIR"], "destination": "/elsewhere"}]}\n'
        'with open(os.path.expanduser("~/.tao_mounts.json"), "w") as mfile:\n'
        "    json.dump(drive_map, mfile, indent=4)\n"
    )
    notebook = enabled.write(
        project / "n.ipynb", notebook_of(writes, "!tao model detectnet_v2 train -e $SPECS_DIR/train.txt")
    )
    got = only(execute(notebook)[1])
    assert got.words[1:] == ["-e", "/workspace/tao-experiments/detectnet_v2/specs/train.txt"]
    written = json.loads((enabled.path / ".tao_mounts.json").read_text())
    assert written == {"Mounts": [{"source": str(project), "destination": "/elsewhere"}]}
    nothing_left()


def test_a_kernel_outside_projects_has_no_variables_and_the_shim(enabled, execute):
    notebook = enabled.write("n.ipynb", notebook_of("import os, shutil\nprint(os.environ.get('SPECS_DIR'), shutil.which('tao'))"))
    assert execute(notebook)[0].strip() == f"None {places.prefix()}/lib/tao-shim/shims/tao"


def test_a_mistake_in_the_project_file_is_one_line_at_the_first_cell(enabled, execute):
    project = enabled.project("cars", PROJECT + "mouts: []\n")
    notebook = enabled.write(project / "n.ipynb", notebook_of("1", "print('on')"))
    assert execute(notebook) == [
        f"tao-shim: not every variable of {project}/tao-project.yaml could be set; to see why: !tao-shim check\n", "on\n"
    ]  # fmt: skip


def test_a_variable_that_nobody_allowed_is_left_out_of_kernels_until_it_is_allowed(enabled, execute):
    project = enabled.project("cars", PROJECT + "variables: {VIMINIT: ':!x', KEY: other}\n")
    show = "import os\nprint(os.environ.get('KEY'), os.environ.get('VIMINIT'))"
    allow = f"!{places.prefix()}/bin/tao-shim trust"
    notebook = enabled.write(project / "n.ipynb", notebook_of(show, "print('on')", allow, show))
    said, on, allowed, after = execute(notebook)
    assert sorted(said.splitlines()) == [
        "other None",
        f"tao-shim: variables of {project}/tao-project.yaml are left out until you allow them; to see them: !tao-shim check",
    ]
    assert on == "on\n"
    assert "variables: VIMINIT: :!x" in allowed
    assert after == "other :!x\n"


def test_kernels_work_when_tao_shim_is_gone(enabled, execute):
    for file in enabled.path.glob(".ipython/profile_*/startup/*.py"):
        file.write_text(file.read_text().replace(str(places.prefix()), "/nowhere"))
    project = enabled.project("cars", PROJECT)
    notebook = enabled.write(project / "n.ipynb", notebook_of("import os\nprint(os.environ.get('SPECS_DIR'))"))
    assert execute(notebook) == ["None\n"]


def test_disable_leaves_nothing(enabled, run):
    start_up = enabled.path / ".ipython"
    assert list(start_up.rglob("*.py"))
    assert run([places.prefix() / "bin/tao-shim", "disable", "jupyter"], home=enabled).status == 0
    assert not start_up.exists()
