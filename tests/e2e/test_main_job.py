"""The main job: a task in a project directory, through the real launcher, in a real container."""

import pytest

from harness.launchers import MAIN_VERSIONS
from harness.report import report

PROJECT = "cars é 1"
INSIDE = "/workspace/tao-experiments"

TWO_MOUNTS = """\
version: 1
mounts:
  - source: .
    destination: /workspace/tao-experiments
  - source: results
    destination: /results
    create: true
"""


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "no-terminal"])
@pytest.mark.parametrize("who", ["root", "ordinary"])
@pytest.mark.parametrize("version", MAIN_VERSIONS)
def test_host_paths_reach_the_task_as_container_paths(version, who, terminal, home_of, launcher, run, nothing_left):
    home = home_of(who)
    project = home.project(PROJECT, files=("specs/train.txt", "results/.keep"))
    tao = launcher(version)

    line = tao.command("detectnet_v2", "train", "-e", "specs/train.txt", "-r", project / "results", "-k", "KEY", "do:exit=7")
    result = run(line, home=home, cwd=project, launcher=tao, tty=terminal)

    got = report(result)
    assert got.task == "detectnet_v2"
    assert got.words == ["train", "-e", "specs/train.txt", "-r", f"{INSIDE}/results", "-k", "KEY", "do:exit=7"]
    assert got.cwd == INSIDE
    assert got.readable == {b"specs/train.txt", f"{INSIDE}/results".encode()}
    assert got.terminals == ({0, 1, 2} if terminal else set())
    assert result.status == 7
    assert not (home.path / ".tao_mounts.json").exists()
    nothing_left()


@pytest.mark.parametrize("version", MAIN_VERSIONS)
def test_the_users_own_mounts_file_is_neither_used_nor_changed(version, home, launcher, run, nothing_left):
    project = home.project(PROJECT)
    elsewhere = home.path / "elsewhere"
    elsewhere.mkdir()
    content = '{"Mounts": [{"source": "%s", "destination": "/workspace/tao-experiments"}]}' % elsewhere
    mounts_file = home.write(".tao_mounts.json", content)
    before = mounts_file.stat()
    tao = launcher(version)

    got = report(run(tao.command("detectnet_v2", "train", "do:list=."), home=home, cwd=project, launcher=tao))

    assert got.more["list"].split() == [b"./specs", b"./tao-project.yaml"]
    after = mounts_file.stat()
    assert mounts_file.read_text() == content
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (before.st_ino, before.st_mtime_ns, before.st_mode)
    nothing_left()


@pytest.mark.parametrize("version", MAIN_VERSIONS)
def test_two_projects_at_once_each_have_their_own_mounts(version, home, launcher, start, engine, nothing_left):
    tao = launcher(version)
    running = []
    for name in ("cars é 1", "cars é 2"):
        project = home.project(name, files=("specs/train.txt", f"only in {name}", "sync/.keep"))
        words = ("train", "-e", "specs/train.txt", "-r", project / "results", "do:list=.", "do:touch=sync/running", "do:wait=sync/go")
        running.append((name, project, start(tao.command("detectnet_v2", *words), home=home, cwd=project, launcher=tao)))
    for _, project, process in running:
        process.expect("@list")  # both are in their containers now, at the same time
        (project / "sync" / "go").touch()

    for name, project, process in running:
        result = process.wait()
        got = report(result)
        assert result.status == 0
        assert f"./only in {name}".encode() in got.more["list"].splitlines()
        assert got.environment[b"TAO_SHIM_PROJECT"].decode() == str(project / "tao-project.yaml")
        assert got.words[3:5] == ["-r", f"{INSIDE}/results"]
    nothing_left()


def test_the_task_runs_in_the_directory_that_it_was_typed_in(home, launcher, run):
    project = home.project(PROJECT, files=("specs/deep er/train.txt",))

    got = report(run(["tao", "model", "detectnet_v2", "train", "-e", "train.txt"], home=home, cwd=project / "specs/deep er",
                     launcher=launcher()))

    assert got.cwd == f"{INSIDE}/specs/deep er"
    assert got.readable == {b"train.txt"}


def test_the_longest_source_decides(home, launcher, run):
    project = home.project(PROJECT, TWO_MOUNTS)

    got = report(run(["tao", "model", "detectnet_v2", "train", "-r", project / "results/first", "-e", project / "specs/train.txt"],
                     home=home, cwd=project, launcher=launcher()))

    assert got.words == ["train", "-r", "/results/first", "-e", f"{INSIDE}/specs/train.txt"]
    assert (project / "results").is_dir()


HARD_WORDS = [
    "two words", "", "it's", '"quoted twice" over', "semi;colon", "star*", "{a,b}", "$(id)", "`id`", "back\\slash", "tab\there",
    "new\nline", "!history", "~", "é", "a&b|c>d<e", "#comment", "[1, 2]", "dataset.classes=['a b','c']", "--", "/etc/{x,y}",
]


@pytest.mark.parametrize("version", MAIN_VERSIONS)
def test_no_word_is_changed_by_the_launchers_shells(version, home, launcher, run):
    project = home.project(PROJECT)
    tao = launcher(version)

    got = report(run(tao.command("detectnet_v2", "train", *HARD_WORDS), home=home, cwd=project, launcher=tao))

    assert got.words == ["train", *HARD_WORDS]


def test_container_paths_stay_as_they_are(home, launcher, run):
    project = home.project(PROJECT)
    words = ["-e", f"{INSIDE}/specs/train.txt", f"{INSIDE}//specs/", f"--out={INSIDE}", f"key={INSIDE}/x y", "output_cov/Sigmoid"]

    got = report(run(["tao", "model", "detectnet_v2", "train", *words], home=home, cwd=project, launcher=launcher()))

    assert got.words == ["train", *words]


@pytest.mark.parametrize("version", MAIN_VERSIONS)
def test_the_containers_environment_holds_the_projects_envs_and_the_marks_of_the_run(version, home, launcher, run):
    project = home.project(PROJECT, TWO_MOUNTS + "envs:\n  NAME: a b\n  NUMBER: 3\n  FROM_HOST:\n  UNSET_ON_HOST:\n")
    tao = launcher(version)

    # What comes from the user's environment needs the user's trust.
    env = {"FROM_HOST": "it's $HOME", "TAO_SHIM_TRUSTED_PATHS": str(project)}
    got = report(run(tao.command("detectnet_v2", "train"), home=home, cwd=project, launcher=tao, env=env))

    assert got.environment[b"NAME"] == b"a b"
    assert got.environment[b"NUMBER"] == b"3"
    assert got.environment[b"FROM_HOST"] == b"it's $HOME"
    assert b"UNSET_ON_HOST" not in got.environment
    assert got.environment[b"TAO_SHIM_PROJECT"].decode() == str(project / "tao-project.yaml")
    assert got.environment[b"TAO_SHIM_RUN"]


def test_what_is_piped_in_reaches_a_command_of_the_user(home, launcher, run):
    project = home.project(PROJECT)
    data = bytes(range(256)) * 300
    command = ["tao", "model", "detectnet_v2", "run", "detectnet_v2", "do:stdin"]

    got = report(run(command, home=home, cwd=project, launcher=launcher(), stdin=data))

    assert got.more["stdin"] == data


def test_user_host_writes_as_the_user(home_of, launcher, run, nothing_left):
    home = home_of("ordinary")
    project = home.project(PROJECT, TWO_MOUNTS + "docker:\n  user: host\n")

    result = run(["tao", "model", "detectnet_v2", "train", "do:write=/results/model"], home=home, cwd=project, launcher=launcher())

    got = report(result)
    written = (project / "results/model").stat()
    assert (got.uid, got.gid) == (home.user.pw_uid, home.user.pw_gid)
    assert (written.st_uid, written.st_gid) == (home.user.pw_uid, home.user.pw_gid)
    nothing_left()


@pytest.mark.parametrize("status", [0, 1, 2, 77, 78, 125, 126, 127, 130, 137, 255])
def test_the_tasks_exit_status_is_taos(status, home, launcher, run):
    project = home.project(PROJECT)

    assert run(["tao", "model", "detectnet_v2", "train", f"do:exit={status}"], home=home, cwd=project,
               launcher=launcher()).status == status


def test_the_task_dies_of_a_signal(home, launcher, run):
    project = home.project(PROJECT)

    assert run(["tao", "model", "detectnet_v2", "train", "do:signal=SEGV"], home=home, cwd=project,
               launcher=launcher()).status == 139


def test_nothing_of_the_shims_own_appears_on_stdout(home, launcher, run):
    project = home.project(PROJECT)
    line = ["tao", "model", "detectnet_v2", "train", "do:print=said by the task"]

    result = run(line, home=home, cwd=project, launcher=launcher())

    assert result.text.count("said by the task") == 1
    assert "tao-shim" not in result.text.replace(str(home.path), "")
