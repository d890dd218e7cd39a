"""Project files that somebody else wrote, or that are none: they start nothing, reach nothing, and show no secret."""

import os
import re
import subprocess

import pytest
from harness import terminal
from harness.place import FILE_WRONG, LAUNCHERS_OWN_STATUS, NOT_TRUSTED, TASK, Place

NOBODY = 65534
NOTHING = "tao-shim: nothing was started\n"
ADVICE = (
    "tao-shim: nothing is started until you allow what this project file asks for beyond its own directory\n"
    "tao-shim:   if the file is yours, or you have read these lines and agree, type: tao-shim trust\n"
    "tao-shim:   you are asked again only when one of these values changes\n"
)


@pytest.fixture
def place(home, run, prefix):
    return Place(home, run)


@pytest.fixture
def needs_root():
    if os.getuid() != 0:
        pytest.skip("only root can give files away")


def refused(place, status=FILE_WRONG, **how):
    result = place.run(**how)
    assert (result.status, result.stdout, place.started) == (status, b"", False)
    return place.said(result)


def yaml(place, text):
    place.home.write(place.project / "tao-project.yaml", text)


# Whose file it is


def test_a_file_planted_in_a_shared_directory_above_stops_nobody(place, needs_root):
    shared = place.home.path / "shared"
    project = place.home.project("shared/mine", "")
    shared.chmod(0o1777)
    planted = place.home.write(shared / "tao-project.yaml", "version: 1\nmounts: [/etc]\n")
    os.chown(planted, NOBODY, NOBODY)

    result = place.run(cwd=project)

    assert (result.status, result.stdout, result.errors) == (LAUNCHERS_OWN_STATUS, b"no mounts file\n", "")


def test_a_file_of_somebody_else_is_refused(place, needs_root):
    os.chown(place.project / "tao-project.yaml", NOBODY, NOBODY)

    assert refused(place).startswith(
        "HOME/cars/tao-project.yaml: error: this file belongs to another user (uid 65534), "
        "who could change what your runs mount and run as\n"
    )


def test_a_file_that_everybody_may_write_is_refused(place):
    (place.project / "tao-project.yaml").chmod(0o666)

    assert refused(place) == (
        "HOME/cars/tao-project.yaml: error: every user of this computer may write to this file, "
        "and so decide what your runs mount\n"
        "      = take that right away: chmod o-w HOME/cars/tao-project.yaml\n" + NOTHING
    )


def test_a_directory_that_everybody_may_write_is_refused(place):
    place.project.chmod(0o777)

    assert refused(place) == (
        "HOME/cars/tao-project.yaml: error: every user of this computer may write to its directory HOME/cars, "
        "and so replace this file\n"
        "      = take that right away: chmod o-w HOME/cars\n"
        "        or move the project into a directory of your own\n" + NOTHING
    )


def test_a_link_to_a_file_of_somebody_else_is_refused(place, needs_root):
    elsewhere = place.home.write("elsewhere/file.yaml", "version: 1\n")
    os.chown(elsewhere, NOBODY, NOBODY)
    (place.project / "tao-project.yaml").unlink()
    (place.project / "tao-project.yaml").symlink_to(elsewhere)

    assert "this file belongs to another user (uid 65534)" in refused(place)


# What it is


def test_a_pipe_is_refused_and_not_waited_for(place):
    (place.project / "tao-project.yaml").unlink()
    os.mkfifo(place.project / "tao-project.yaml")

    assert refused(place, seconds=10) == (
        "HOME/cars/tao-project.yaml: error: this is not a regular file (a pipe, a socket or a device)\n"
        "      = remove it, or rename it\n" + NOTHING
    )


def test_a_file_of_a_gibibyte_is_not_read(place):
    os.truncate(place.project / "tao-project.yaml", 1 << 30)

    assert refused(place, seconds=10) == (
        "HOME/cars/tao-project.yaml: error: the file is larger than 256 KiB\n      = is this a project file?\n" + NOTHING
    )


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 100_000, "a: " + "{x: " * 50_000, "".join(f"{' ' * depth}a:\n" for depth in range(600)), "- " * 100_000],
    ids=["lists", "maps", "indented", "dashes"],
)
def test_deep_nesting_is_one_error(text, place):
    yaml(place, text)

    assert refused(place, seconds=10).count(": error: ") == 1


def test_many_keys_end_the_reading(place):
    yaml(place, "version: 1\nenvs:\n" + "".join(f"  A{number}: x\n" for number in range(20_000)))

    assert refused(place, seconds=10).count(": error: ") == 1


def test_aliases_that_multiply_are_refused(place):
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    yaml(place, "version: 1\n" + "\n".join(lines))

    assert "anchor" in refused(place, seconds=10)


# What it shows

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ESCAPE = "\x1b]0;owned\x07\x1b[2J\u202e"


def test_no_escape_of_a_value_reaches_the_terminal(place):
    yaml(
        place,
        'version: 1\n"\\e[31mkey": x\nmounts:\n  - {source: "\\e]0;x\\a", destination: "\\e[2Jrelative"}\n'
        'workdir: "\\x9b31m"\ngpus: "\\u202egnp"\n',
    )

    said = refused(place)

    assert said.count(": error: ") >= 4
    assert not CONTROL.search(said)


def test_no_escape_of_a_name_reaches_the_terminal(place):
    project = place.home.project(f"cars{ESCAPE}", "version: 1\nmounts:\n  - {source: missing, destination: /x}\n")
    broken = place.home.project(f"link{ESCAPE}", "")
    (broken / "tao-project.yaml").symlink_to("nowhere")

    for directory in (project, broken):
        said = refused(place, cwd=directory)
        assert "\\x1b]0;owned" in said
        assert not CONTROL.search(said)


def test_no_escape_of_a_word_reaches_the_terminal(place):
    outside = place.home.write(f"outside{ESCAPE}/x", "x")

    result = place.run([*TASK, str(outside)])

    assert "outside" in result.errors
    assert not CONTROL.search(result.errors)


# What it asks for


@pytest.mark.parametrize("source", ["~/.ssh", "/etc", "..", "ssh-link"])
def test_a_source_outside_the_project_needs_trust(source, place):
    place.home.write(".ssh/id_ed25519", "x")
    (place.project / "ssh-link").symlink_to(place.home.path / ".ssh")
    yaml(place, f"version: 1\nmounts:\n  - source: {source}\n    destination: /data\n")

    said = refused(place, NOT_TRUSTED)

    real = {"~/.ssh": "HOME/.ssh", "..": "HOME", "ssh-link": "HOME/.ssh"}.get(source, source)
    width = "^" + "~" * (len(source) - 1)
    assert said == (
        f"HOME/cars/tao-project.yaml:3:13: error: not trusted yet: the mount source '{real}' is outside the project directory, "
        f"and the container could read and change it\n    3 |   - source: {source}\n      |             {width}\n" + ADVICE
    )


def test_the_docker_socket_needs_trust(place):
    if not os.path.exists("/var/run/docker.sock"):
        pytest.skip("there is no /var/run/docker.sock")
    yaml(place, "version: 1\nmounts:\n  - source: /var/run/docker.sock\n    destination: /docker.sock\n")

    said = refused(place, NOT_TRUSTED)
    assert "docker.sock' is the socket of a container engine, and whoever has it is root on this computer" in said


def test_the_root_of_the_file_system_needs_trust(place):
    yaml(place, "version: 1\nmounts:\n  - source: /\n    destination: /data\n")

    # What more is said of it depends on whether an engine has its socket below it.
    assert "not trusted yet: the mount source '/' is outside the project directory" in refused(place, NOT_TRUSTED)


def test_a_change_after_trust_asks_again_and_other_edits_do_not(place, prefix):
    tool = prefix / "bin/tao-shim"
    if not tool.exists():
        pytest.skip("there is no tao-shim in this prefix")
    data = place.home.write("data/x").parent
    yaml(place, "version: 1\nmounts:\n  - source: ~/data\n    destination: /data\n")
    assert str(data).replace(str(place.home.path), "HOME") in refused(place, NOT_TRUSTED)
    environment = {"HOME": str(place.home.path), "PATH": "/usr/bin:/bin"}
    subprocess.run([tool, "trust"], cwd=place.project, env=environment, check=True, capture_output=True)

    assert place.run().status == LAUNCHERS_OWN_STATUS
    yaml(place, "version: 1\n# another line\nenvs: {A: '1'}\nmounts:\n  - source: ~/data\n    destination: /elsewhere\n")
    assert place.run().status == LAUNCHERS_OWN_STATUS
    place.launcher.with_name("tao.started").unlink()

    yaml(place, "version: 1\nmounts:\n  - source: ~/data/x\n    destination: /data\n")
    assert "HOME/data/x" in refused(place, NOT_TRUSTED)


# Secrets

SECRET = "nvapi-0123456789==secret="


def test_a_secret_is_in_no_file_and_no_message(place):
    yaml(place, "version: 1\nenvs:\n  WANDB_API_KEY:\n")

    result = place.run([*TASK, "-k", SECRET], env={"WANDB_API_KEY": SECRET, "TAO_SHIM_TRUSTED_PATHS": str(place.project)})

    assert result.status == LAUNCHERS_OWN_STATUS
    assert SECRET in result.text  # the launcher's own mounts file, which this launcher prints
    assert SECRET not in result.errors
    for file in place.home.root.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file


def test_a_secret_is_in_no_argument_list_but_the_launchers_own(place, start, prefix):
    yaml(place, "version: 1\nenvs:\n  WANDB_API_KEY:\n")
    place.home.write("bin/tao", place.launcher.read_text().replace("sys.exit(", "input(); sys.exit("), 0o755)
    environment = {
        "PATH": f"{prefix}/lib/tao-shim/shims:{place.home.path}/bin:/usr/bin:/bin",
        "HOME": str(place.home.path),
        "WANDB_API_KEY": SECRET,
        "TAO_SHIM_TRUSTED_PATHS": str(place.project),
    }
    process = start(["tao", *TASK[1:], "-k", "typed-" + SECRET], home=place.home, cwd=place.project, bare_environment=environment, tty=True)
    process.expect("WANDB_API_KEY")

    with_secret = {pid: words for pid, words in terminal.processes_with(str(place.home.root)).items() if SECRET.encode() in words}
    # The line as it was typed, and the launcher, which gets its words.
    assert {words.split(b"\0")[0] for words in with_secret.values()} == {b"tao", b"/usr/bin/python3"}
    assert all(b"typed-" + SECRET.encode() in words and words.count(SECRET.encode()) == 1 for words in with_secret.values())
    assert terminal.processes_with("tao-shim-guardian")
    process.type(b"\n")
    assert process.wait(20).status == LAUNCHERS_OWN_STATUS


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "json"])
def test_explain_shows_no_secret(options, place, prefix):
    tool = prefix / "bin/tao-shim"
    if not tool.exists():
        pytest.skip("there is no tao-shim in this prefix")
    yaml(place, "version: 1\nenvs:\n  WANDB_API_KEY:\nmounts: [{source: ., destination: /ws}]\n")
    environment = {"PATH": f"{place.home.path}/bin:/usr/bin:/bin", "HOME": str(place.home.path), "WANDB_API_KEY": SECRET}
    line = ["tao", *TASK[1:], "-k", SECRET, f"--key={SECRET}", f"export.encryption_key={SECRET}", f"-k{SECRET}"]

    done = subprocess.run([tool, "explain", *options, "--", *line], cwd=place.project, env=environment, capture_output=True, text=True)

    assert "WANDB_API_KEY" in done.stdout
    assert SECRET not in done.stdout + done.stderr
