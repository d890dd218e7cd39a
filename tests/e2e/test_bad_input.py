"""What is wrong with the input is said whole, with its place and what to do; nothing is started; the exit code tells the kind."""

import pytest

from harness import places
from harness.terminal import processes_with

PROJECT = "cars é 1"

# A launcher by its text. That it was started can be seen afterwards.
TRIPWIRE = """#!/usr/bin/python3
import sys
open(sys.argv[0] + ".started", "w")
from nvidia_tao_cli.entrypoint.tao_launcher import main
"""


@pytest.fixture
def refused(home_of, run, prefix):
    """refused(yaml or a function that prepares the project directory): the status and message of a task command there."""

    def make(prepare, who=None, path="{home}/bin", launcher=TRIPWIRE):
        home = home_of(who)
        tao = home.write("bin/tao", launcher, 0o755)
        project = home.project(PROJECT, prepare if isinstance(prepare, str) else None)
        if callable(prepare):
            prepare(project)
        environment = {"PATH": f"{prefix}/lib/tao-shim/shims:{path.format(home=home.path)}", "HOME": str(home.path)}

        result = run(["tao", "model", "detectnet_v2", "train"], home=home, cwd=project, bare_environment=environment)

        assert not tao.with_name("tao.started").exists()
        assert not processes_with(str(home.root))
        assert not (home.path / ".tao_mounts.json").exists()
        assert result.stdout == b""
        message = result.errors.replace(str(places.prefix()), "PREFIX").replace(str(project), "PROJECT")
        return result.status, message.replace(str(home.path), "HOME")

    return make


MOUNTS = "version: 1\nmounts:\n"

# yaml -> the message up to its last line, which is always the same.
WRONG_FILES = {
    "unknown key": (
        "version: 1\nmount:\n  - source: .\n    destination: /x\n",
        """\
PROJECT/tao-project.yaml:2:1: error: 'mount' is not a key of a project file
    2 | mount:
      | ^~~~~
      = did you mean mounts?
""",
    ),
    "unknown key of a mount": (
        MOUNTS + "  - source: .\n    destnation: /x\n",
        """\
PROJECT/tao-project.yaml:4:5: error: 'destnation' is not a key of a mount
    4 |     destnation: /x
      |     ^~~~~~~~~~
      = did you mean destination?
""",
    ),
    "duplicate key": (
        "version: 1\nmounts: []\nversion: 1\n",
        """\
PROJECT/tao-project.yaml:3:1: error: 'version' is here a second time; the first is in line 1
    3 | version: 1
      | ^~~~~~~
      = keep one of the two
""",
    ),
    "missing source": (
        MOUNTS + "  - source: data/train\n    destination: /data\n",
        """\
PROJECT/tao-project.yaml:3:13: error: the source 'PROJECT/data/train' does not exist: there is no 'PROJECT/data'
    3 |   - source: data/train
      |             ^~~~~~~~~~
      = make it with: mkdir -p 'PROJECT/data/train'
        or write create: true beside the source, and it is made when it is needed
""",
    ),
    "relative destination": (
        MOUNTS + "  - source: .\n    destination: workspace\n",
        """\
PROJECT/tao-project.yaml:4:18: error: the destination 'workspace' is not an absolute path
    4 |     destination: workspace
      |                  ^~~~~~~~~
      = a path in the container starts with '/': write '/workspace'
""",
    ),
    "destination on a link of the host": (
        MOUNTS + "  - source: .\n    destination: /var/run/x\n",
        """\
PROJECT/tao-project.yaml:4:18: error: the destination '/var/run/x' leads over a link on this host, and the launcher would \
mount at '/run/x' instead
    4 |     destination: /var/run/x
      |                  ^~~~~~~~~~
      = write '/run/x', or a destination that does not exist on this host
""",
    ),
    "destination with a colon": (
        MOUNTS + "  - source: .\n    destination: /a:b\n",
        """\
PROJECT/tao-project.yaml:4:18: error: the destination '/a:b' has a ':', which Docker reads as the end of the path
    4 |     destination: /a:b
      |                  ^~~~
      = choose a destination without ':'
""",
    ),
    "unsafe destination": (
        MOUNTS + "  - source: .\n    destination: /usr\n",
        """\
PROJECT/tao-project.yaml:4:18: error: a mount at '/usr' would hide the programs of the image
    4 |     destination: /usr
      |                  ^~~~
      = choose a directory of your own, for example /data or /workspace/cars é 1
""",
    ),
    "unset variable": (
        MOUNTS + "  - source: ${DATA_DIR}\n    destination: /data\n",
        """\
PROJECT/tao-project.yaml:3:13: error: the environment variable DATA_DIR is not set
    3 |   - source: ${DATA_DIR}
      |             ^~~~~~~~~~~
      = set it: export DATA_DIR=...
        or give a default: ${DATA_DIR:-DEFAULT}
""",
    ),
    "unset variable with its own message": (
        MOUNTS + "  - source: ${DATA_DIR:?where the KITTI images are}\n    destination: /data\n",
        """\
PROJECT/tao-project.yaml:3:13: error: DATA_DIR is not set: where the KITTI images are
    3 |   - source: ${DATA_DIR:?where the KITTI images are}
      |             ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      = set it: export DATA_DIR=...
""",
    ),
    "file of a newer version": (
        "version: 2\nmounts: []\n",
        """\
PROJECT/tao-project.yaml:1:10: error: this file is of version 2; this tao-shim reads version 1
    1 | version: 2
      |          ^
      = install a newer tao-shim, or change the file to version 1
""",
    ),
    "all errors of a file in one run": (
        "version: 1\nmunts: []\nmounts:\n  - source: nowhere\n    destination: relative\n"
        "  - source: .\n    destination: /etc\nworkdir: yes\n",
        """\
PROJECT/tao-project.yaml:2:1: error: 'munts' is not a key of a project file
    2 | munts: []
      | ^~~~~
      = did you mean mounts?
PROJECT/tao-project.yaml:4:13: error: the source 'PROJECT/nowhere' does not exist
    4 |   - source: nowhere
      |             ^~~~~~~
      = make it with: mkdir -p 'PROJECT/nowhere'
        or write create: true beside the source, and it is made when it is needed
PROJECT/tao-project.yaml:5:18: error: the destination 'relative' is not an absolute path
    5 |     destination: relative
      |                  ^~~~~~~~
      = a path in the container starts with '/': write '/relative'
PROJECT/tao-project.yaml:7:18: error: a mount at '/etc' would hide the settings of the image
    7 |     destination: /etc
      |                  ^~~~
      = choose a directory of your own, for example /data or /workspace/cars é 1
PROJECT/tao-project.yaml:8:10: error: workdir must be auto, image or a path in the container, not 'yes'
    8 | workdir: yes
      |          ^~~
      = a path in the container begins with /
""",
    ),
}


@pytest.mark.parametrize("what", WRONG_FILES)
def test_a_wrong_project_file_is_refused(what, refused):
    yaml, message = WRONG_FILES[what]

    assert refused(yaml) == (78, message + "tao-shim: nothing was started\n")


def test_an_unreadable_project_file_is_refused(refused):
    assert refused(lambda project: (project / "tao-project.yaml").chmod(0), who="ordinary") == (
        78,
        """\
PROJECT/tao-project.yaml: error: you may not read this file
      = see its rights: ls -l 'PROJECT/tao-project.yaml'
tao-shim: nothing was started
""",
    )


def test_a_directory_named_like_the_project_file_is_refused(refused):
    def prepare(project):
        (project / "tao-project.yaml").unlink()
        (project / "tao-project.yaml").mkdir()

    assert refused(prepare) == (
        78,
        """\
PROJECT/tao-project.yaml: error: this is a directory, and a project file is expected under that name
      = rename it: mv 'PROJECT/tao-project.yaml' 'PROJECT/tao-project.yaml.old'
tao-shim: nothing was started
""",
    )


def test_no_launcher(refused):
    assert refused(MOUNTS + "  - source: .\n    destination: /x\n", path="{home}") == (
        127,
        """\
tao-shim: tao: no launcher found
tao-shim:   no directory of PATH has a program tao besides this shim
tao-shim:   to install it, type: python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao
tao-shim:   and to have it found: mkdir -p HOME/.config/tao-shim && echo 'launcher: ~/.venvs/tao/bin/tao' >> HOME/.config/tao-shim/config.yaml
tao-shim:   or without it: where docker, podman or apptainer is on PATH, a project's tasks run on that
""",
    )


def test_a_launcher_whose_interpreter_is_gone(refused):
    dead = "#!/opt/gone/python3\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\n"

    assert refused(MOUNTS + "  - source: .\n    destination: /x\n", launcher=dead) == (
        126,
        """\
tao-shim: HOME/bin/tao: cannot be started: its interpreter /opt/gone/python3 does not exist
tao-shim:   its Python environment was moved, removed or upgraded; install the launcher there again
""",
    )


def test_output_that_cannot_be_written_is_said(home, run, prefix):
    project = home.project(PROJECT)
    result = run(["sh", "-c", f"exec {prefix}/bin/tao-shim config > /dev/full"], home=home, cwd=project)
    assert result.status == 125
    assert result.errors == "tao-shim: error: the output cannot be written: No space left on device\n"
