"""`tao-shim init` as it is typed: each way to begin, what it writes and says, and that what it wrote runs."""

import json
import os
import re

import pytest
from harness import places
from harness.report import report

TAO_SHIM = places.prefix() / "bin" / "tao-shim"
FILE = "tao-project.yaml"
DOCKER = {"user": "host", "shm_size": "16G"}
GUIDE = '{"Mounts": [{"source": "%s", "destination": "/workspace/tao-experiments"}], "DockerOptions": {"shm_size": "16G"}}'


def notebook_of(*cells):
    code = [{"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


# The first cells of notebooks as they are published, in their two kinds.
TENSORFLOW = (
    "import os\n%env KEY=nvidia_tlt\n%env USER_EXPERIMENT_DIR=/workspace/tao-experiments/detectnet_v2\n"
    "%env DATA_DOWNLOAD_DIR=/workspace/tao-experiments/data\n"
    "os.environ['LOCAL_PROJECT_DIR'] = FIXME\n"
    "os.environ['LOCAL_DATA_DIR'] = os.path.join(os.getenv('LOCAL_PROJECT_DIR', os.getcwd()), 'data')\n"
    "os.environ['LOCAL_SPECS_DIR'] = os.path.join(os.getenv('NOTEBOOK_ROOT', os.getcwd()), 'specs')\n"
    "%env SPECS_DIR=/workspace/tao-experiments/detectnet_v2/specs",
    "import json\nmounts_file = os.path.expanduser('~/.tao_mounts.json')\ndrive_map = {'Mounts': [\n"
    "    {'source': os.environ['LOCAL_PROJECT_DIR'], 'destination': '/workspace/tao-experiments'},\n"
    "    {'source': os.environ['LOCAL_SPECS_DIR'], 'destination': os.environ['SPECS_DIR']},\n"
    "], 'DockerOptions': {'user': '{}:{}'.format(os.getuid(), os.getgid())}}\n"
    "with open(mounts_file, 'w') as mfile:\n    json.dump(drive_map, mfile, indent=4)",
    "# SKIP this step IF you have already installed the TAO launcher.\n!pip3 install nvidia-tao",
    "!tao model detectnet_v2 train -e $SPECS_DIR/train.txt -r $USER_EXPERIMENT_DIR -k $KEY",
)
WIDE = (
    "drive_map = {'Mounts': [{'source': '/etc', 'destination': '/etc-of-host'}],\n"
    "    'DockerOptions': {'privileged': True, 'network': 'host'}}",
    "import json, os\njson.dump(drive_map, open(os.path.expanduser('~/.tao_mounts.json'), 'w'))",
)


@pytest.fixture
def cars(home):
    directory = home.path / "cars"
    directory.mkdir()
    home.own(directory)
    return directory


@pytest.fixture
def init(home, run, cars):
    """init(word, ...): the Result of `tao-shim init`, typed in ~/cars."""

    def make(*words, cwd=cars, **how):
        return run([TAO_SHIM, "init", *words], home=home, cwd=cwd, **how)

    return make


@pytest.fixture
def tool(home, run, cars):
    return lambda *words, cwd=cars, **how: run([TAO_SHIM, *words], home=home, cwd=cwd, **how)


def written(directory):
    """The project file's lines without comments and empty ones."""
    lines = (directory / FILE).read_text().splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def below(lines, key):
    at = lines.index(key + ":")
    end = next((at + 1 + number for number, line in enumerate(lines[at + 1 :]) if not line.startswith(" ")), len(lines))
    return [line.strip() for line in lines[at + 1 : end]]


def test_an_empty_directory(init, cars, tool):
    result = init()
    assert (result.status, result.text, result.errors) == (0, f"wrote {cars}/{FILE}\n", "")
    lines = written(cars)
    assert below(lines, "mounts") == ["- source: .", "destination: /workspace/tao-experiments"]
    assert {"user: host", "shm_size: 16G", "stack: 67108864"} <= set(below(lines, "docker"))
    assert tool("check").status == 0


def test_the_first_line_names_the_installed_schema(init, cars):
    init()
    first = (cars / FILE).read_text().splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=file://(/.*)", first)
    assert json.loads(open(found.group(1)).read())["properties"]["mounts"]


def test_the_tree_of_the_pytorch_notebooks(init, cars, tool):
    for name in ("data", "specs", "results"):
        (cars / name).mkdir()
    assert init("--task", "dino").status == 0
    assert {"layout: data-specs-results", "task: dino"} <= set(written(cars))
    assert "HOST_DATA_DIR" in tool("env").text


def test_a_layout_and_a_task(init, cars, tool):
    assert init("--layout", "tao-experiments", "--task", "detectnet_v2").status == 0
    assert {"layout: tao-experiments", "task: detectnet_v2", "  user: host", "  shm_size: 16G"} <= set(written(cars))
    assert f"LOCAL_DATA_DIR='{cars}/data'" in tool("env").text


def test_what_is_asked_for_in_vain(init, cars, launcher):
    used = launcher("6.26.3")
    for words, says in (
        (["--task", "detectnetv2"], ["there is no task 'detectnetv2' in TAO", "did you mean detectnet_v2?"]),
        (["--layout", "tao-experiments", "--task", "dinoo"], ["there is no task 'dinoo' in TAO", "did you mean dino?"]),
        (["--layout", "tao-experiment", "--task", "dino"], ["there is no layout 'tao-experiment'", "did you mean tao-experiments?"]),
        (["--layout", "tao-experiments"], ["the layout tao-experiments needs to know the task"]),
        (["--from", "no.json"], [f"'{cars}/no.json' cannot be read: No such file or directory"]),
        (["--from", ".", "--layout", "x"], ["--from and --layout are two ways to begin: choose one"]),
    ):
        result = init(*words, launcher=used)
        assert result.status == 125, result
        assert all(text in result.errors for text in says), result
        assert not (cars / FILE).exists()


def test_a_renamed_task_is_one(init, cars, launcher):
    assert init("--task", "classification", launcher=launcher("5.5.1")).status == 0
    assert "task: classification" in written(cars)


def test_nothing_is_overwritten(init, cars):
    (cars / FILE).write_text("mine")
    result = init()
    assert (result.status, (cars / FILE).read_text()) == (125, "mine")
    assert result.errors == (
        f"tao-shim: error: '{cars}/{FILE}' is there already, and nothing is ever overwritten\n"
        "tao-shim:   to see what it does, type: tao-shim check\n"
        "tao-shim:   to begin anew, move it away: mv tao-project.yaml tao-project.yaml.old\n"
    )


def test_in_a_directory_of_somebody_else_no_project_file_is_written(init, cars):
    os.chown(cars, 4711, -1)
    cars.chmod(0o775)
    result = init()
    assert result.status == 125
    assert result.errors.startswith(
        f"tao-shim: error: '{cars}' belongs to another user (uid 4711), so a project file in it would not count\n"
    )
    assert not (cars / FILE).exists()


@pytest.mark.parametrize("mode", [0o777, 0o1777])
def test_where_everybody_may_write_no_project_file_is_written(init, cars, mode):
    cars.chmod(mode)
    result = init()
    assert result.status == 125
    assert result.errors == (
        f"tao-shim: error: every user of this computer may write to '{cars}', so a project file in it would not count\n"
        "tao-shim:   choose another directory, for example: mkdir -p ~/cars && cd ~/cars && tao-shim init\n"
    )
    assert not (cars / FILE).exists()


def test_in_the_home_directory_a_note_says_so(home, run):
    result = run([TAO_SHIM, "init"], home=home, cwd=home.path)
    assert result.status == 0
    assert "this is your home directory, and tasks will see all of it" in result.errors
    assert "it is trusted, since it is your own word" in result.errors
    assert run([TAO_SHIM, "check"], home=home, cwd=home.path).status == 0


def test_a_project_above_is_named(init, cars):
    init()
    inner = cars / "inner"
    inner.mkdir()
    result = init(cwd=inner)
    assert result.status == 0
    assert f"note: '{cars}/{FILE}' stands above; in '{inner}' and below it the new file counts" in result.errors


def test_the_questions(home, start, cars, tool, launcher):
    home.write("kitti/a.png", "x")
    (cars / "specs").mkdir()
    process = start([TAO_SHIM, "init"], home=home, cwd=cars, launcher=launcher("6.26.3"), tty=True)
    process.expect(r"Which task is it about")
    process.type(b"detectnetv2\n")
    process.expect(r"did you mean detectnet_v2\?\s+Which task\?")
    process.type(b"detectnet_v2\n")
    process.expect(r"Where are your data, if not in this directory\?")
    process.type(b"~/kity\n")
    process.expect(r"is no directory\s+Where are your data\?")
    process.type(b"~/kitti\n")
    assert process.wait(30).status == 0
    lines = written(cars)
    assert below(lines, "mounts") == ["- source: ~/kitti", "destination: /workspace/tao-experiments/data"]
    env = tool("env").text
    assert f"LOCAL_DATA_DIR='{home.path}/kitti'" in env
    assert "DATA_DOWNLOAD_DIR='/workspace/tao-experiments/data'" in env
    assert tool("check").status == 0  # the answer is trusted
    assert tool("path", "--to-container", home.path / "kitti/a.png").text == "/workspace/tao-experiments/data/a.png\n"


def test_data_in_the_directory_under_another_name(home, start, cars, tool):
    home.write("cars/kitti/a.png", "x")
    process = start([TAO_SHIM, "init"], home=home, cwd=cars, tty=True)
    process.expect(r"Which task is it about")
    process.type(b"\n")
    process.expect(r"Where are your data")
    process.type(b"kitti\n")
    assert process.wait(30).status == 0
    assert f"LOCAL_DATA_DIR='{cars}/kitti'" in tool("env").text
    assert "DATA_DOWNLOAD_DIR='/workspace/tao-experiments/kitti'" in tool("env").text


def test_an_own_mounts_file_that_is_about_this_directory(home, init, cars, tool):
    home.write("kitti/a.png", "x")
    home.write(".tao_mounts.json", json.dumps({"Mounts": [
        {"source": str(cars), "destination": "/workspace/cars"}, {"source": str(home.path / "kitti"), "destination": "/data"},
    ]}))  # fmt: skip
    result = init()
    assert result.status == 0
    assert "note: it was made from ~/.tao_mounts.json, which is about this directory" in result.errors
    assert below(written(cars), "mounts") == ["- source: .", "destination: /workspace/cars", "- source: ~/kitti", "destination: /data"]
    assert "it is trusted, since it is your own word" in result.errors
    assert tool("check").status == 0


def test_an_own_mounts_file_about_other_directories_is_left_alone(home, init, cars):
    home.write("other/x")
    home.write(".tao_mounts.json", GUIDE % (home.path / "other"))
    assert init().errors == ""
    assert "/workspace/tao-experiments" in (cars / FILE).read_text()


def test_an_own_mounts_file_that_cannot_be_read_is_said(home, init, cars):
    home.write(".tao_mounts.json", '{"Mounts": [')
    result = init()
    assert result.status == 0
    assert "note: ~/.tao_mounts.json is no JSON, and nothing was taken from it" in result.errors


def test_an_option_without_a_value_writes_nothing(init, cars):
    for option in ("--from", "--layout", "--task"):
        result = init(option, "")
        assert result.status == 125
        assert f"tao-shim: error: {option} has no value" in result.errors
        assert not (cars / FILE).exists()


def test_a_script_that_was_made_from_a_notebook(home, init, cars):
    home.write(
        "cars/n.py",
        "# In[1]:\nget_ipython().run_line_magic('env', 'DATA=/srv/x')\n"
        "get_ipython().run_cell_magic('writefile', '~/.tao_mounts.json', '{\"Mounts\": [{\"source\": \"%s\", \"destination\": \"/w\"}]}')\n" % cars,
    )
    result = init("--from", "n.py")
    assert result.status == 0
    assert below(written(cars), "mounts") == ["- source: .", "destination: /w"]


def test_a_mounts_file_that_others_may_write_is_not_the_users_word(home, init, cars, tool):
    home.write(".tao_mounts.json", json.dumps({"Mounts": [{"source": "/etc", "destination": "/data"}]})).chmod(0o666)
    result = init("--from", "~/.tao_mounts.json".replace("~", str(home.path)))
    assert result.status == 0
    assert "counts once you have allowed it; to do that, type: tao-shim trust" in result.errors
    assert tool("check").status == 77


def test_a_file_of_somebody_else_is_written_and_not_trusted(home, init, cars, tool):
    home.write("cars/theirs.json", json.dumps({"Mounts": [{"source": "/etc", "destination": "/data"}], "DockerOptions": {"network": "host"}}))
    result = init("--from", "theirs.json")
    assert result.status == 0
    number = {line.strip(): at for at, line in enumerate((cars / FILE).read_text().splitlines(), 1)}
    assert f"tao-project.yaml:{number['- source: /etc']}: " in result.errors
    assert f"tao-project.yaml:{number['network: host']}: " in result.errors
    assert f"it comes from '{cars}/theirs.json' and counts once you have allowed it" in result.errors
    assert tool("check").status == 77
    assert tool("trust").status == 0
    assert tool("check").status == 0


def test_a_link_in_the_directory_is_not_the_users_word(home, init, cars, tool):
    home.write(".ssh2/key", "x")
    for name in ("specs", "results"):
        (cars / name).mkdir()
    (cars / "data").symlink_to("../.ssh2")
    for words in ((), ("--layout", "data-specs-results")):
        result = init(*words)
        assert result.status == 0
        assert f"the mount source '{home.path}/.ssh2' is outside the project directory" in result.errors
        assert "counts once you have allowed it; to do that, type: tao-shim trust" in result.errors
        assert tool("check").status == 77
        (cars / FILE).unlink()
    assert "it is trusted, since you said --trust" in init("--trust").errors
    assert tool("check").status == 0


def test_in_a_directory_with_a_colon_nothing_is_written(init, cars, launcher):
    place = cars / "a:b"
    place.mkdir()
    result = init("--layout", "tao-experiments", "--task", "dino", cwd=place, launcher=launcher("6.26.3"))
    assert result.status == 125
    assert f"error: '{place}' has a ':' in its name, so the launcher cannot mount it or what is in it; nothing was written" in result.errors
    assert f"to rename it, type: mv {place} {cars}/a-b" in result.errors
    assert not (place / FILE).exists()


def test_what_is_left_out_and_not_copied_is_listed_with_its_line(home, init, cars, tool):
    home.write("cars/m.json", json.dumps({
        "Mounts": [{"source": ".", "destination": "/w"}, {"source": 5, "destination": "/x"}],
        "Envs": [{"variable": "A\nunmapped: mount\n#", "value": "x"}, {"variable": "WANDB_API_KEY", "value": "abcdef0123"}],
        "DockerOptions": {"ulimits": {"nofile": {"soft": 1, "hard": 2}}, "ports": ["8888:8888"]},
    }))  # fmt: skip
    result = init("--from", "m.json")
    assert result.status == 0
    lines = (cars / FILE).read_text().splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip().startswith(("# left out", "# not copied")):
            assert f"tao-project.yaml:{number}: {line.strip()[2:]}" in result.errors
    assert sum(line.strip().startswith("# left out") for line in lines) == 4
    assert "abcdef0123" not in "".join(lines)
    assert {"version: 1", "mounts:", "envs:"} == {line for line in written(cars) if not line.startswith(" ")}


def test_what_is_left_to_fill_in_is_a_warning_of_check(home, init, cars, tool):
    home.write("cars/n.ipynb", notebook_of("from config import MOUNTS\nimport json, os\n"
                                           "json.dump({'Mounts': MOUNTS}, open(os.path.expanduser('~/.tao_mounts.json'), 'w'))"))  # fmt: skip
    assert "FIXME: only the notebook's run tells what this is; write it in (cell 1, line 3: " in init("--from", "n.ipynb").errors
    assert ["  # - source: FIXME", "  #   destination: FIXME"] == [line for line in (cars / FILE).read_text().splitlines() if line.endswith(": FIXME")]
    result = tool("check")
    assert result.status == 0
    assert "warning: this is left for you to fill in" in result.errors
    assert "warning: nothing is mounted: tasks see no file of this computer" in result.errors


def test_what_a_notebook_widens_is_listed_and_not_trusted(home, init, cars, tool):
    home.write("cars/n.ipynb", notebook_of(*WIDE))
    result = init("--from", "n.ipynb")
    assert result.status == 0
    assert {"- source: /etc", "privileged: true", "network: host"} <= {line.strip() for line in written(cars)}
    for what in ("'/etc'", "docker.privileged", "docker.network 'host'"):
        assert what in result.errors
    assert tool("check").status == 77


def test_what_a_notebook_widens_is_trusted_when_the_user_says_so(home, init, cars, tool):
    home.write("cars/n.ipynb", notebook_of(*WIDE))
    result = init("--from", "n.ipynb", "--trust")
    assert "it is trusted, since you said --trust" in result.errors
    assert tool("check").status == 0


def test_a_published_notebook(home, init, cars, tool):
    home.write("cars/specs/train.txt", "x")
    home.write("cars/n.ipynb", notebook_of(*TENSORFLOW))
    result = init("--from", "n.ipynb")
    assert result.status == 0
    assert result.errors == (
        f"tao-shim: note: before all cells of '{cars}/n.ipynb' can run:\n"
        "tao-shim:   yours to change or to skip:\n"
        "tao-shim:     cell 3, line 2: !pip3 install nvidia-tao\n"
        "tao-shim:         skip the cell where the launcher is installed\n"
        "tao-shim:   done by a kernel with tao-shim's start-up file (tao-shim enable jupyter), else by you:\n"
        "tao-shim:     cell 1, line 5: os.environ['LOCAL_PROJECT_DIR'] = FIXME\n"
        f"tao-shim:         left open: write in '{cars}'\n"
        "tao-shim: note: for you to look at:\n"
        f"tao-shim:     tao-project.yaml:4: FIXME: cell 1, line 5 leaves LOCAL_PROJECT_DIR open, as FIXME; taken for {cars}\n"
    )
    assert f"# FIXME: cell 1, line 5 leaves LOCAL_PROJECT_DIR open, as FIXME; taken for {cars}" in (cars / FILE).read_text()
    assert below(written(cars), "mounts") == [
        "- source: .", "destination: /workspace/tao-experiments",
        "- source: specs", "destination: /workspace/tao-experiments/detectnet_v2/specs",
    ]  # fmt: skip
    assert tool("check").status == 0


def test_which_directory_a_notebook_means_is_asked(home, start, cars):
    home.write("tao/specs/train.txt", "x")
    home.write("cars/n.ipynb", notebook_of(*TENSORFLOW))
    process = start([TAO_SHIM, "init", "--from", "n.ipynb"], home=home, cwd=cars, tty=True)
    process.expect(r"Which directory is LOCAL_PROJECT_DIR\? \[.*\] ")
    process.type(b"~/tao\n")
    assert process.wait(30).status == 0
    assert below(written(cars), "mounts")[:2] == ["- source: ~/tao", "destination: /workspace/tao-experiments"]


def test_no_directory_is_made_for_what_is_left_open(home, init, run, launcher, cars):
    home.write("cars/specs/train.txt", "x")
    for source in ("FIX_ME", "<YOUR_PATH_TO_DATA>", "$NOBODY_SET/x", "/path/to/data", "{project}/data"):
        home.write("cars/n.ipynb", notebook_of(
            "import json, os\njson.dump({'Mounts': [{'source': '.', 'destination': '/w'}, {'source': '%s', 'destination': '/data'}]},"
            " open(os.path.expanduser('~/.tao_mounts.json'), 'w'))" % source))  # fmt: skip
        assert init("--from", "n.ipynb").status == 0
        text = (cars / FILE).read_text()
        assert re.search(r"# FIXME: left open, write your directory in \(cell 1, line 2: ", text), text
        used = launcher("6.26.3")
        assert run(used.command("detectnet_v2", "train"), home=home, cwd=cars, launcher=used).status == 78
        (cars / FILE).unlink()
        assert sorted(entry.name for entry in cars.iterdir()) == ["n.ipynb", "specs"]


def test_hostile_notebooks_end_with_a_clear_error(home, init, cars):
    for cell, says in (
        ("x = 'ab'\n" + "x = x + x\n" * 60, "cell 1, line 21 builds a text of more than 1048576 characters"),
        ("x = " + "[" * 200000, "cell 1, line 1 has more than 90 brackets in each other"),
        ("x = [1]\n" + "x = [x, x]\n" * 60, "builds a value of more than 20000 elements"),
    ):
        home.write("cars/n.ipynb", notebook_of(cell))
        result = init("--from", "n.ipynb")
        assert result.status == 125
        assert f"tao-shim: error: '{cars}/n.ipynb' cannot be read: cell 1, line " in result.errors
        assert says in result.errors
        assert result.seconds < 15
        assert not (cars / FILE).exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"cells": 1}', "null", "\\x00"])
def test_what_is_no_notebook_and_no_mounts_file(content, home, init, cars):
    for name in ("x.ipynb", "x.json"):
        home.write(f"cars/{name}", content)
        result = init("--from", name)
        assert result.status == 125
        assert result.errors.startswith(f"tao-shim: error: '{cars}/{name}' ")
        assert not (cars / FILE).exists()


def test_a_notebook_is_read_by_a_python_that_sees_nothing_of_the_users(home, init, cars):
    """Neither the user's modules nor the notebook's directory can put code into the reading."""
    home.write("evil/json.py", "open('/tmp/tao-shim-evil', 'w')")
    home.write("cars/json.py", "raise SystemExit('evil')")
    home.write("cars/sitecustomize.py", "raise SystemExit('evil')")
    home.write("cars/n.ipynb", notebook_of("import json\n%env LOCAL_PROJECT_DIR=/x"))
    variables = {"PYTHONPATH": f"{home.path}/evil", "PYTHONSTARTUP": f"{cars}/json.py", "PYTHONHOME": "/nowhere"}
    assert init("--from", "n.ipynb", env=variables).status == 0
    assert "LOCAL_PROJECT_DIR: /x" in (cars / FILE).read_text()


def test_an_interpreter_that_does_not_run_gives_way_to_the_next(home, init, cars):
    dead = home.write("bin/python3", "#!/nowhere/python3\n", 0o755).parent
    old = home.write("old/python3", "#!/bin/sh\nexit 127\n", 0o755).parent
    home.write("cars/n.ipynb", notebook_of("%env LOCAL_PROJECT_DIR=/x"))
    assert init("--from", "n.ipynb", env={"PATH": f"{dead}:{old}:/usr/bin:/bin"}).status == 0


def test_what_init_wrote_runs(home, init, cars, run, launcher, nothing_left):
    home.write("cars/specs/train.txt", "x")
    assert init("--layout", "tao-experiments", "--task", "detectnet_v2").status == 0
    used = launcher("6.26.3")
    result = run(used.command("detectnet_v2", "train", "-e", "specs/train.txt"), home=home, cwd=cars, launcher=used)
    assert report(result).cwd == "/workspace/tao-experiments"
    nothing_left()


TAO_IMAGE = "nvcr.io/nvidia/tao/tao-toolkit:5.5.0-pyt"


@pytest.mark.parametrize("name, text", [
    ("n.ipynb", notebook_of("IMAGE = '" + TAO_IMAGE + "'", "!docker run --rm --gpus all -v $(pwd)/data:/data --shm-size=16G {IMAGE} dino train")),
    ("run.sh", "#!/bin/bash\ndocker run --rm -v \"$PWD\"/data:/data \\\n  --shm-size 16G " + TAO_IMAGE + " dino train -e /data/x.yaml\n"),
    ("run", "#!/bin/bash\npodman run -v ./data:/data --shm-size 16G " + TAO_IMAGE + " dino train\n"),
    ("run.py", "import docker\ndocker.from_env().containers.run('" + TAO_IMAGE + "', 'dino train', volumes=['./data:/data'], shm_size='16G')\n"),
    ("docker-compose.yml", "services:\n  tao:\n    image: " + TAO_IMAGE + "\n    volumes: [\"./data:/data\"]\n    shm_size: 16G\n    command: dino train\n"),
])  # fmt: skip
def test_what_docker_run_is_given_is_taken_over(init, tool, cars, name, text):
    (cars / name).write_text(text)
    result = init("--from", name)
    assert (result.status, result.errors) == (0, "")
    assert (cars / FILE).read_text().split("version: 1\n")[1] == (
        f'image: "{TAO_IMAGE}"\n\nmounts:\n  - source: data\n    destination: /data\n    create: true\n\ndocker:\n  shm_size: 16G\n'
    )
    assert tool("check").status == 0


def test_an_option_of_a_compose_file_that_is_not_taken_over_is_named_with_the_line_of_its_service(init, cars):
    (cars / "docker-compose.yml").write_text(f"services:\n  tao:\n    image: {TAO_IMAGE}\n    volumes: [./data:/data]\n    ipc: host\n")
    assert (
        "FIXME: these options of a container were not taken over: --ipc host (line 2: tao:)"
        in init("--from", "docker-compose.yml").errors
    )


def test_what_a_job_gives_to_a_container_is_taken_over(init, cars):
    (cars / "job.sh").write_text(
        "#!/bin/bash\n#SBATCH --gres=gpu:4\nsrun --container-image=" + TAO_IMAGE.replace("/", "#", 1)
        + " \\\n  --container-mounts=$PWD/data:/data dino train -e /data/x.yaml\n"
    )
    result = init("--from", "job.sh")
    assert (result.status, result.errors) == (0, "")
    assert "mounts:\n  - source: data\n    destination: /data\n" in (cars / FILE).read_text()


def test_an_option_of_docker_run_that_is_not_taken_over_is_named(init, cars):
    (cars / "run.sh").write_text(f"docker run -v ./data:/data --ipc=host {TAO_IMAGE} dino train\n")
    assert (
        "FIXME: these options of a container were not taken over: --ipc=host (line 1: docker run -v ./data:/data"
        in init("--from", "run.sh").errors
    )


def test_where_a_mounts_file_stops_being_json_is_said(init, cars):
    (cars / "m.json").write_text('{"Mounts": [\n  {"source": ".", "destination": "/w"},\n]}')
    result = init("--from", "m.json")
    assert result.status == 125
    assert "tao-shim:   line 3, column 1: JSON has no comma behind the last entry\n" in result.errors
