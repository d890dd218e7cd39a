"""Every command that the documents show is run as it stands, but for those that change the machine; the examples run, too."""

import json
import re
import shutil
import subprocess

import pytest
from harness import jupyter, places
from harness.report import report

DOCUMENTS = ["README.md", "README.zh-CN.md", "config/FAQ.md", "config/examples/README.md"]
EXAMPLES = places.SOURCE / "config/examples"
PREFIX = places.prefix()
VERSION = "6.26.3"

# What would install, build or ask: other tests run the first two kinds (test_install.py, tests/packages).
NOT_RUN = [r"\./install\.sh", r"tests/run", r"tar -xf tao-shim_", r"sudo ", r"docker login"]


def commands_of(document):
    """The indented lines, each once, without those in lists."""
    text = (places.SOURCE / document).read_text()
    lines = [line[4:] for line in text.splitlines() if re.match(r"    \S", line)]
    return list(dict.fromkeys(lines))


SHOWN = [(document, line) for document in DOCUMENTS for line in commands_of(document)]
RUN = list(dict.fromkeys(line for _, line in SHOWN if not any(re.match(pattern, line) for pattern in NOT_RUN)))


def test_the_documents_have_commands():
    assert {document for document, line in SHOWN if line in RUN} == set(DOCUMENTS)
    assert len(RUN) > 20


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_not_run_is_right_for_a_shell(document):
    for line in commands_of(document):
        subprocess.run(["bash", "-n", "-c", line], check=True, timeout=20)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document):
    text = (places.SOURCE / document).read_text()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("https://") or (places.SOURCE / document).parent.joinpath(link).exists(), link


@pytest.fixture
def place(home, launcher, engine):
    """A home as the documents take it for granted: ~/cars with a notebook, an environment, and the installed examples."""
    home.write("cars/detectnet_v2.ipynb", (EXAMPLES / "tensorflow-notebook/detectnet_v2.ipynb").read_text())
    home.write("cars/specs/train.txt", "random_seed: 42\n")
    home.write("cars/.venv/pyvenv.cfg", "")
    home.write("cars/.venv/bin/activate", "")
    home.write("conda/conda-meta/history", "")
    home.write(".tao_mounts.json", json.dumps({"Mounts": [{"source": str(home.path / "cars"), "destination": "/workspace/tao-experiments"}]}))
    (home.path / ".local/share").mkdir(parents=True, exist_ok=True)
    (home.path / ".local/share/tao-shim").symlink_to(PREFIX / "share/tao-shim")
    return home


@pytest.mark.parametrize("line", RUN)
def test_a_command_of_the_documents(line, place, launcher, run, nothing_left):
    project = place.path / "cars"
    writes_it = line.startswith(("tao-shim init", "cp -r", "cd ~/cars"))
    if not writes_it:
        place.write("cars/tao-project.yaml", (EXAMPLES / "tensorflow-notebook/tao-project.yaml").read_text())
    if line.startswith("cp -r"):
        shutil.rmtree(project)
    cwd = place.path if writes_it and not line.startswith("tao-shim") else project
    variables = {"KEY": "nvidia_tlt", "CONDA_PREFIX": str(place.path / "conda"), "SHELL": "/bin/bash"}
    variables["PATH"] = place.environment(launcher(VERSION))["PATH"] + f":{PREFIX}/bin"
    result = run(["bash", "-euc", line], home=place, cwd=cwd, launcher=launcher(VERSION), env=variables, seconds=60)
    assert result.status == 0, result
    assert "error" not in result.errors
    nothing_left()


@pytest.fixture
def example(home, launcher, run):
    """example(name): the copy of that example, with a home in which kernels are enabled."""

    def make(name, directory="my project"):
        assert run([PREFIX / "bin/tao-shim", "enable", "jupyter"], home=home).status == 0
        project = shutil.copytree(EXAMPLES / name, home.path / directory)
        with open(project / "tao-project.yaml", "a") as file:
            file.write("  ulimits: {memlock: 65536}\n")  # an engine within a container may not raise it
        return project

    return make


@pytest.mark.parametrize("name, notebook, words", [
    ("tensorflow-notebook", "detectnet_v2.ipynb", ["train", "-e", "/workspace/tao-experiments/detectnet_v2/specs/train.txt"]),
    ("pytorch-notebook", "dino.ipynb", ["train", "-e", "/specs/train.yaml"]),
])  # fmt: skip
def test_an_example_notebook_runs_to_its_end(name, notebook, words, example, home, launcher, run, nothing_left):
    try:
        python = jupyter.python()
    except Exception as reason:
        pytest.skip(str(reason))
    project = example(name)
    result = run([python, jupyter.__file__, "execute", project / notebook], home=home, cwd=project, launcher=launcher(VERSION),
                 shim=False, seconds=180)
    assert result.status == 0, result
    cells = [cell for cell in json.loads((project / notebook).read_text())["cells"] if cell["cell_type"] == "code"]
    outputs = ["".join(text for output in cell["outputs"] for text in output.get("text", [])) for cell in cells]
    assert "error" not in "".join(outputs)
    got = report(outputs[2].encode())
    assert got.words[:3] == words
    assert any(word.endswith(words[2].encode()) for word in got.readable)
    nothing_left()


def test_the_job_of_the_cluster_example(example, home, launcher, run, nothing_left):
    project = example("cluster", "project")  # PyTorch's images do not find a spec file in a directory with a blank
    path = home.environment(launcher(VERSION))["PATH"] + f":{PREFIX}/bin"
    result = run(["./job.sh"], home=home, cwd=project, launcher=launcher(VERSION), env={"PATH": path, "SLURM_JOB_ID": "7"})
    assert result.status == 0, result
    got = report(result)
    assert got.words == ["train", "-e", "specs/train.yaml", f"results_dir={project}/results/7"]
    assert got.readable == {b"specs/train.yaml"}
    nothing_left()


def test_the_picture_is_what_the_program_shows(launcher):
    drawn = subprocess.run([places.DEMO / "picture.py", PREFIX, launcher(VERSION).tao], check=True, stdout=subprocess.PIPE,
                           timeout=60).stdout
    assert drawn == (places.DEMO / "explain.svg").read_bytes()
