"""Notebooks under real Jupyter: the kernel finds the shim and has the project's variables, without a cell that sets one."""
# ctest: long

import json
import os
import shutil

import pytest
from harness import engines, jupyter, places
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
        return outputs_of(notebook)

    return make


def outputs_of(notebook):
    cells = json.loads(notebook.read_text())["cells"]
    return ["".join(text for output in cell["outputs"] for text in output.get("text", [])) for cell in cells
            if cell["cell_type"] == "code"]


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


def test_a_value_that_would_run_something_in_a_line_of_a_cell_is_left_out(enabled, execute):
    """IPython puts the text of $KEY into a line for the shell."""
    project = enabled.project("cars", PROJECT + "variables: {KEY: 'x; touch ran #'}\n")
    said, line, on = execute(enabled.write(project / "n.ipynb", notebook_of("KEY = 'FIXME'", "!echo $KEY", "print('on')")))
    assert "are left out until you allow them" in said
    assert (line.strip(), on) == ("FIXME", "on\n")
    assert not (project / "ran").exists()


def test_a_directory_whose_name_would_run_something_is_put_into_no_cell(enabled, execute):
    project = enabled.project("x;touch ran", PROJECT)
    cells = ("LOCAL_PROJECT_DIR = 'FIXME'", "!echo $LOCAL_PROJECT_DIR", "import os\nprint(os.environ['LOCAL_DATA_DIR'])")
    said, line, inherited = execute(enabled.write(project / "n.ipynb", notebook_of(*cells)))
    assert said == "tao-shim: not put into this cell, since a line for the shell would run what is in it: LOCAL_PROJECT_DIR\n"
    assert line.strip() == "FIXME"
    assert inherited == f"{project}/data\n"
    assert not (project / "ran").exists()


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


# Notebooks as they are published: paths are left open, an optional login is asked for, cells write ~/.tao_mounts.json.
FIRST_OF_TENSORFLOW = (
    "import os\n%env USER_EXPERIMENT_DIR=/workspace/tao-experiments/detectnet_v2\n"
    'os.environ["LOCAL_PROJECT_DIR"] = FIXME\n'
    'os.environ["LOCAL_EXPERIMENT_DIR"] = os.path.join(os.getenv("LOCAL_PROJECT_DIR", os.getcwd()), "detectnet_v2")\n'
    "! mkdir -p $LOCAL_EXPERIMENT_DIR\n"
    'os.environ["LOCAL_SPECS_DIR"] = os.path.join(os.getenv("NOTEBOOK_ROOT", os.getcwd()), "specs")\n'
    "%env SPECS_DIR=/workspace/tao-experiments/detectnet_v2/specs"
)
MOUNTS_OF_TENSORFLOW = (
    'import json\nmounts_file = os.path.expanduser("~/.tao_mounts.json")\n'
    'drive_map = {"Mounts": [{"source": os.environ["LOCAL_PROJECT_DIR"], "destination": "/workspace/tao-experiments"}]}\n'
    'if CLEARML_LOGGED_IN:\n    drive_map["Envs"] = [{"variable": "CLEARML_WEB_HOST", "value": os.getenv("CLEARML_WEB_HOST")}]\n'
    'with open(mounts_file, "w") as mfile:\n    json.dump(drive_map, mfile, indent=4)'
)
FIRST_OF_PYTORCH = (
    "import os\n%env LOCAL_PROJECT_DIR=/path/to/local/tao-experiments\n"
    'os.environ["HOST_RESULTS_DIR"] = os.path.join(os.getenv("LOCAL_PROJECT_DIR", os.getcwd()), "results")\n'
    "! mkdir -p $HOST_RESULTS_DIR"
)
TRAIN = "!tao model detectnet_v2 train -e $SPECS_DIR/train.txt -r $USER_EXPERIMENT_DIR"


def taken(project, *what):
    return f"tao-shim: left open in this cell, and taken from {project}/tao-project.yaml: {', '.join(what)}\n"


def test_all_cells_of_a_published_notebook_run_unchanged(enabled, execute, nothing_left):
    project = enabled.project("cars", PROJECT)
    notebook = enabled.write(project / "n.ipynb", notebook_of(FIRST_OF_TENSORFLOW, MOUNTS_OF_TENSORFLOW, TRAIN))
    first, mounts, trained = execute(notebook)
    assert taken(project, f"LOCAL_PROJECT_DIR={project}") in first
    assert mounts == "tao-shim: set by no cell so far: CLEARML_LOGGED_IN=False\n"
    assert only(trained).words[1:] == ["-e", "/workspace/tao-experiments/detectnet_v2/specs/train.txt",
                                       "-r", "/workspace/tao-experiments/detectnet_v2"]  # fmt: skip
    assert (project / "detectnet_v2").is_dir()
    written = json.loads((enabled.path / ".tao_mounts.json").read_text())
    assert written["Mounts"][0]["source"] == str(project)
    nothing_left()


def test_a_published_notebook_runs_unchanged_on_docker_without_the_launcher(enabled, engine, run, python, nothing_left):
    engine.make_images(engines.IMAGES, engines.TASKS)
    project = enabled.project("cars", PROJECT + f"engine: docker\nrelease: {engines.RELEASE}\n")
    failing = "!tao model detectnet_v2 evaluate -e $SPECS_DIR/train.txt do:exit=3"
    script = "%%bash\ntao model detectnet_v2 inference -e $SPECS_DIR/train.txt\necho AFTER $?"
    cells = (FIRST_OF_TENSORFLOW, MOUNTS_OF_TENSORFLOW, "!tao info", TRAIN, failing, script)
    notebook = enabled.write(project / "n.ipynb", notebook_of(*cells))
    environment = {} if engine.is_default else {"DOCKER_HOST": engine.host}
    result = run([python, jupyter.__file__, "execute", notebook], home=enabled, cwd=project, env=environment, shim=False, seconds=180)
    assert result.status == 0, result
    first, _, info, trained, failed, scripted = outputs_of(notebook)
    assert taken(project, f"LOCAL_PROJECT_DIR={project}") in first
    assert "engine: docker" in info
    inside = "/workspace/tao-experiments/detectnet_v2"
    assert only(trained).words == ["train", "-e", f"{inside}/specs/train.txt", "-r", inside]
    assert [word for word in only(trained).readable if word.endswith(b"specs/train.txt")]
    assert failed.rstrip().endswith("tao-shim: the task failed with status 3")
    assert only(scripted).words == ["inference", "-e", f"{inside}/specs/train.txt"]
    assert "AFTER 0\n" in scripted
    nothing_left()


def test_a_path_that_a_magic_leaves_open_is_the_projects(enabled, execute):
    project = enabled.project("cars", PROJECT)
    notebook = enabled.write(project / "n.ipynb", notebook_of(FIRST_OF_PYTORCH, "!echo $LOCAL_PROJECT_DIR $HOST_RESULTS_DIR"))
    first, echoed = execute(notebook)
    assert taken(project, f"LOCAL_PROJECT_DIR={project}") in first
    assert echoed.split() == [str(project), f"{project}/results"]
    assert (project / "results").is_dir()


@pytest.mark.parametrize("open_value", ["FIXME", "YOUR_LOCAL_PROJECT_DIR_PATH", "/workspace/tao-experiments/", "/home/<user>/tao", "FIX_ME"])
def test_each_way_to_leave_a_path_open(open_value, enabled, execute):
    project = enabled.project("cars", PROJECT)
    cell = f"%set_env LOCAL_PROJECT_DIR {open_value}\nimport os\nprint(os.environ['LOCAL_PROJECT_DIR'])"
    output = execute(enabled.write(project / "n.ipynb", notebook_of(cell)))[0]
    assert taken(project, f"LOCAL_PROJECT_DIR={project}") in output
    assert output.splitlines()[-1] == str(project)


@pytest.mark.parametrize("cell", [
    "os.environ.update({'LOCAL_PROJECT_DIR': '/path/to/local/tao-experiments', 'MINE': 'x'})",
    "os.environ.update(LOCAL_PROJECT_DIR=FIXME, MINE='x')",
    "os.environ.update(dict(LOCAL_PROJECT_DIR='C:\\\\Users\\\\ann', MINE='x'))",
    "os.environ |= {'LOCAL_PROJECT_DIR': 'FIXME', 'MINE': 'x'}",
])  # fmt: skip
def test_paths_that_are_left_open_where_a_cell_sets_several_variables_at_once(cell, enabled, execute):
    project = enabled.project("cars", PROJECT)
    shows = "print(os.environ['LOCAL_PROJECT_DIR'], os.environ['MINE'])"
    output = execute(enabled.write(project / "n.ipynb", notebook_of(f"import os\n{cell}\n{shows}")))[0]
    assert taken(project, f"LOCAL_PROJECT_DIR={project}") in output
    assert output.splitlines()[-1] == f"{project} x"


def test_what_a_cell_says_itself_is_never_replaced(enabled, execute):
    """A name that is set counts by its value, and what only has such a word in it is a name or a template."""
    project = enabled.project("cars", PROJECT)
    first = "import os\nyour_dir = '/data/kitti'\nYOUR_DIR = '/data/x'"
    cells = {
        "LOCAL_DATA_DIR = your_dir\nprint(LOCAL_DATA_DIR)": "/data/kitti\n",
        "your_path = '/mnt/x'\nSPECS_DIR = your_path\nprint(SPECS_DIR)": "/mnt/x\n",
        "csv_path = 'lists/TODO.csv'\nprint(csv_path)": "lists/TODO.csv\n",
        "RESULTS_DIR = 'results/<epoch>/model.tlt'\nprint(RESULTS_DIR)": "results/<epoch>/model.tlt\n",
        "data_path = '//a/<x>'\nprint(data_path)": "//a/<x>\n",
        "%env LOCAL_DATA_DIR=$YOUR_DIR\nprint(os.environ['LOCAL_DATA_DIR'])": "env: LOCAL_DATA_DIR=/data/x\n/data/x\n",
    }
    assert execute(enabled.write(project / "n.ipynb", notebook_of(first, *cells))) == ["", *cells.values()]


def test_a_parameter_is_no_name_that_is_missing(enabled, execute):
    project = enabled.project("cars", PROJECT)
    cells = ("f = lambda KEY, NUM_GPUS: KEY", "def train(KEY): return KEY", "g = {k: os for k in ()}", "print('KEY' in globals(), 'os' in globals())")
    assert execute(enabled.write(project / "n.ipynb", notebook_of(*cells))) == ["", "", "", "False False\n"]


SHOW = "import os\nprint(*(os.environ.get(name) for name in ('KEY', 'LOCAL_DATA_DIR', 'LOCAL_PROJECT_DIR', 'OUTSIDE')))"


def test_the_variables_follow_the_kernel_from_project_to_project(enabled, execute):
    project = enabled.project("a", PROJECT + "variables: {KEY: of_a}\n")
    other = enabled.project("b", "version: 1\nmounts: ['.:/w']\nvariables:\n  LOCAL_PROJECT_DIR: .\n")
    cells = (SHOW, f"os.chdir('{other}')", SHOW, "os.chdir('/')", SHOW, "LOCAL_PROJECT_DIR = 'FIXME'\nprint(LOCAL_PROJECT_DIR)")
    outputs = execute(enabled.write(project / "n.ipynb", notebook_of(*cells)), env={"KEY": "mine", "OUTSIDE": "x"})
    assert outputs[0::2] == [f"of_a {project}/data {project} x\n", f"mine None {other} x\n", "mine None None x\n"]
    assert outputs[5] == "FIXME\n"


def test_an_edited_project_file_counts_at_the_next_cell_and_leaves_what_a_cell_has_set(enabled, execute):
    project = enabled.project("cars", PROJECT)
    edit = "with open('tao-project.yaml', 'a') as file: file.write('variables: {KEY: new, LOCAL_DATA_DIR: ./kitti}\\n')"
    cells = ("%env LOCAL_DATA_DIR=/mine", edit, SHOW)
    outputs = execute(enabled.write(project / "n.ipynb", notebook_of(*cells)))
    assert outputs[2] == f"new /mine {project} None\n"


def test_a_name_given_to_cells_follows_the_project(enabled, execute):
    project = enabled.project("cars", PROJECT)
    edit = "with open('tao-project.yaml', 'a') as file: _ = file.write('variables: {KEY: new}\\n')"
    cells = ("def f(): return KEY", edit, "print(f())", "__import__('os').chdir('/')", "print('KEY' in globals())")
    outputs = execute(enabled.write(project / "n.ipynb", notebook_of(*cells)))
    assert outputs == ["tao-shim: set by no cell so far: KEY\n", "", "new\n", "", "False\n"]


def test_a_project_file_of_somebody_else_is_none_for_kernels(enabled, execute):
    if os.getuid():
        pytest.skip("only root can give a file away")
    project = enabled.project("cars", PROJECT)
    os.chown(project / "tao-project.yaml", 65534, 65534)
    cells = ("%env LOCAL_DATA_DIR=/path/to/data", SHOW)
    outputs = execute(enabled.write(project / "work/n.ipynb", notebook_of(*cells)))
    assert "taken from" not in outputs[0]
    assert outputs[1].splitlines()[-1] == "None /path/to/data None None"


def test_the_value_of_what_may_be_a_secret_is_not_shown(enabled, execute):
    project = enabled.project("cars", PROJECT + "variables:\n  KEY: abc\n")
    output = execute(enabled.write(project / "n.ipynb", notebook_of("%env KEY=YOUR_KEY\nimport os\nprint(os.environ['KEY'] == 'abc')")))[0]
    assert taken(project, "KEY") in output
    assert output.endswith("True\n")
    assert "abc" not in output.replace("env: KEY=abc", "")


def test_cells_without_their_first_one_find_what_it_would_have_set(enabled, execute):
    project = enabled.project("cars", PROJECT)
    notebook = enabled.write(project / "n.ipynb", notebook_of(MOUNTS_OF_TENSORFLOW, "print(SPECS_DIR, NUM_GPUS)"))
    mounts, printed = execute(notebook)
    assert mounts == "tao-shim: set by no cell so far: CLEARML_LOGGED_IN=False, os\n"
    assert printed.splitlines()[0].startswith("tao-shim: set by no cell so far: ")
    assert printed.splitlines()[-1] == "/workspace/tao-experiments/detectnet_v2/specs 1"


def test_what_is_said_of_a_project_holds_nothing_that_a_terminal_obeys(enabled, execute):
    project = enabled.project("a\x1b[31mb", PROJECT)
    notebook = enabled.write(project / "n.ipynb", notebook_of("%env LOCAL_DATA_DIR=FIXME"))
    (said,) = execute(notebook)
    assert "taken from " in said and r"a\x1b[31mb/tao-project.yaml" in said, said


def test_a_name_that_nobody_knows_stays_an_error(enabled, run, launcher, python):
    project = enabled.project("cars", PROJECT)
    for cell in ("url = FIXME", "url = KITTI_IMAGES_DOWNLOAD_URL", "FIXME()"):
        notebook = enabled.write(project / "n.ipynb", notebook_of(cell))
        result = run([python, jupyter.__file__, "execute", notebook], home=enabled, cwd=project, launcher=launcher(VERSION), shim=False, seconds=120)
        assert "NameError" in result.errors


def test_a_cell_that_goes_elsewhere_is_told_once_at_the_next_tao(enabled, execute):
    project = enabled.project("cars", PROJECT)
    elsewhere = enabled.path / "elsewhere"
    elsewhere.mkdir()
    says = (
        f"tao-shim: a cell set LOCAL_PROJECT_DIR to {elsewhere}, but tao goes by {project}/tao-project.yaml, where it is {project}\n"
    )
    set_it = f"%env LOCAL_PROJECT_DIR={elsewhere}"
    for cells, said in (
        ((set_it, "print('no tao')", TRAIN, TRAIN), [False, False, True, False]),
        ((set_it + "\n" + TRAIN, TRAIN), [True, False]),
        ((f"%env LOCAL_PROJECT_DIR={project}/", TRAIN), [False, False]),
        ((set_it, "%%bash\ntao model detectnet_v2 train", "lines = " + TRAIN), [False, True, False]),
    ):
        outputs = execute(enabled.write(project / "n.ipynb", notebook_of(*cells)))
        assert [says in output for output in outputs] == said, outputs


def test_the_tool_is_there_wherever_tao_is(enabled, execute):
    notebook = enabled.write("n.ipynb", notebook_of("!tao-shim --version\n!which tao-shim tao"))
    lines = execute(notebook)[0].splitlines()
    assert lines[0].startswith("tao-shim ")
    assert lines[1:] == [f"{places.prefix()}/bin/tao-shim", f"{places.prefix()}/lib/tao-shim/shims/tao"]


def test_outside_projects_cells_run_as_they_are(enabled, execute):
    notebook = enabled.write("n.ipynb", notebook_of("%env LOCAL_PROJECT_DIR=/path/to/x\nimport os\nprint(os.environ['LOCAL_PROJECT_DIR'])"))
    assert execute(notebook) == ["env: LOCAL_PROJECT_DIR=/path/to/x\n/path/to/x\n"]
