"""The same line without NVIDIA's launcher: what a run promises, on every engine."""

import os
import random
import signal
import time

import pytest
from harness import engines, processes
from harness.engine import Unavailable
from harness.report import report
from harness.terminal import wait_for

# ctest: lock=podman
ALL = ["docker", "podman", "apptainer"]
SEED = 20261


@pytest.fixture
def on(request, engine, home_of):
    try:
        return engines.on(request.param, home_of, engine)
    except Unavailable as reason:
        pytest.skip(str(reason))


everywhere = pytest.mark.parametrize("on", ALL, indirect=True)
by_root_too = pytest.mark.parametrize("on", [*ALL, "podman-root"], indirect=True)
where_containers_outlive_their_command = pytest.mark.parametrize("on", ["docker", "podman"], indirect=True)


@pytest.fixture
def begin(on, start):
    def make(*words, project=None, task=("detectnet_v2", "train"), env=None, **how):
        directory = project or on.project()
        return start(["tao", *task, *words], home=on.home, cwd=directory, env={**on.environment, **(env or {})}, **how)

    return make


@pytest.fixture
def go(begin):
    return lambda *words, seconds=60.0, **how: begin(*words, **how).wait(seconds)


NASTY = ["", "a b", "it's", '"q"', "$HOME", "`id`", "$(id)", "*", "{a,b}", ";", "&&", "\\", "new\nline", "é", "--", "-x=[a, b]", "#", "!"]


@by_root_too
def test_the_words_are_exact_the_directory_is_the_callers_and_paths_are_translated(on, go):
    project = on.project()
    result = go("-e", "specs/train.txt", f"-r={project}/out", *NASTY, project=project)
    assert result.status == 0, result
    got = report(result)
    # Words with a single pair of quotes around them are what the launcher's shells would have made of them.
    assert got.words == ["train", "-e", "specs/train.txt", "-r=/w/out", *[word.strip('"').replace("$HOME", str(on.home.path)) if word in ('"q"', "$HOME") else word for word in NASTY]]
    assert got.cwd == "/w"
    assert b"specs/train.txt" in got.readable
    on.wait_until_gone()


@everywhere
@pytest.mark.parametrize("status", [0, 3, 125, 127, 255])
def test_the_status_is_the_tasks(on, go, status):
    result = go(f"do:exit={status}")
    assert result.status == status, result
    # Nothing else is said than that it failed, but where the engine's command may have failed with that status.
    said = [line for line in result.errors.splitlines() if line.startswith("tao-shim:")]
    assert all(line.startswith("tao-shim: the task ") or "255 is also" in result.errors for line in said), result
    on.wait_until_gone()


@everywhere
@pytest.mark.parametrize("name, number", [("KILL", 9), ("SEGV", 11)])
def test_the_status_of_a_task_that_dies_of_a_signal_is_128_and_the_signal(on, go, name, number):
    assert go(f"do:signal={name}").status == 128 + number
    on.wait_until_gone()


@by_root_too
def test_what_the_task_writes_belongs_to_the_user(on, go):
    project = on.project(docker={} if on.name == "apptainer" else {"user": "host"})
    result = go("do:write=/w/made.txt", project=project)
    assert result.status == 0, result
    made = (project / "made.txt").stat()
    assert made.st_uid == (on.home.user.pw_uid if on.home.user else os.getuid())
    got = report(result)
    if on.name == "podman":
        assert got.uid == made.st_uid
        assert got.environment[b"USER"] == on.home.user.pw_name.encode()
        assert got.environment[b"HOME"] == b"/tao-shim-home"


@everywhere
def test_the_variables_of_the_project_arrive_and_no_others(on, go):
    project = on.project(settings='envs: {A: "x y", HOME: /w, SECRET_TOKEN: "s3$$cret"}\n')
    result = go(project=project, env={"WORLD_SIZE": "7", "NODE_RANK": "1", "STRAY": "1"})
    got = report(result).environment
    assert got[b"A"] == b"x y" and got[b"SECRET_TOKEN"] == b"s3$cret" and got[b"HOME"] == b"/w"
    assert got[b"TAO_CLIENT_TYPE"] == b"launcher"
    assert not {b"WORLD_SIZE", b"NODE_RANK", b"STRAY"} & got.keys()


@everywhere
def test_what_the_environment_says_to_the_engine_brings_nothing_in(on, go):
    stray = {
        "APPTAINERENV_STRAY": "1", "SINGULARITYENV_STRAY": "1", "APPTAINER_BIND": "/etc:/stray", "SINGULARITY_BINDPATH": "/etc:/stray",
        "APPTAINER_WORKDIR": "/nowhere", "SINGULARITY_HOME": "/etc:/stray-home", "PYXIS_CONTAINER_MOUNTS": "/etc:/stray",
    }
    result = go("run", "sh", "-c", "echo ${STRAY-none}; ls -d /stray*; exit 0", task=("detectnet_v2",), env=stray)
    assert (result.status, result.stdout.split()) == (0, [b"none"]), result


@everywhere
def test_the_task_has_room_in_its_temporary_directory_and_its_home(on, go):
    project = on.project(docker={} if on.name == "apptainer" else {"user": "host"})
    fill = 'for d in /tmp "$HOME"; do dd if=/dev/zero of="$d/big" bs=1M count=80 && rm "$d/big"; done'
    result = go("run", "sh", "-ec", fill, task=("detectnet_v2",), project=project)
    assert result.status == 0, result
    on.wait_until_gone()


@everywhere
def test_a_home_that_is_no_mount_is_the_tasks(on, go):
    project = on.project(settings="envs: {HOME: /w/specs}\n")
    assert report(go(project=project)).environment[b"HOME"] == b"/w/specs"


@by_root_too
def test_one_directory_at_two_places_and_a_read_only_one_below_a_writable(on, go):
    mounts = (
        "  - .:/w\n  - {source: data, destination: /data}\n  - {source: data, destination: /w/again}\n"
        "  - {source: specs, destination: /w/specs, read_only: true}\n"
    )
    project = on.project(mounts=mounts, files=("specs/train.txt", "data/x"))
    result = go("/data/x", "/w/again/x", "do:write=/data/new", "do:write=/w/specs/new", project=project)
    assert {b"/data/x", b"/w/again/x"} <= report(result).readable
    assert (project / "data/new").exists()
    assert not (project / "specs/new").exists()
    assert "Read-only" in result.errors


@everywhere
def test_standard_input_is_the_tasks_for_run_and_for_a_shell_and_else_empty(on, go):
    assert go("run", "cat", task=("detectnet_v2",), stdin=b"fed").stdout == b"fed"
    assert b"42" in go(task=("detectnet_v2",), stdin=b"echo $((6 * 7))\n").stdout
    assert report(go("do:stdin", stdin=b"not for the task")).more["stdin"] == b""


@everywhere
def test_a_terminal_is_one_for_the_task_with_its_size_and_ctrl_c(on, begin):
    process = begin("do:size", "do:print=ready", "do:sleep=60", tty=True)
    process.resize(33, 101)
    process.expect("ready")
    process.type(b"\x03")
    result = process.wait(30)
    assert result.status == 130, result
    assert report(result).terminals == {0, 1, 2}
    on.wait_until_gone()


@pytest.mark.parametrize("on", ["docker", "podman"], indirect=True)
def test_a_terminal_that_is_resized_is_so_for_the_task(on, begin):
    process = begin("do:print=ready", "do:line", "do:size", tty=True)
    process.expect("ready")
    # The engine's command looks at changes from some moment on that nothing tells.
    for columns in (120, 119, 118, 117):
        process.resize(41, columns)
        time.sleep(0.15)
    process.type(b"go\n")
    assert report(process.wait(30)).more["size"].split() == [b"41", b"117"]


@everywhere
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_a_signal_ends_the_task(on, begin, name):
    process = begin("do:print=ready", "do:sleep=60")
    process.expect("ready")
    process.signal(signal.Signals[name])
    result = process.wait(30)
    assert result.status == 128 + signal.Signals[name], result
    on.wait_until_gone()


@everywhere
@pytest.mark.parametrize("whom", ["tao", "group"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_nothing_is_left_after_a_signal_at_any_moment(on, begin, name, whom):
    generator = random.Random(f"{SEED} {name} {whom}")
    project = on.project()
    for _ in range(2):
        delay = generator.uniform(0.0, 0.9)
        print(f"after {delay:.3f} s")
        process = begin("do:sleep=60", project=project)
        time.sleep(delay)
        if whom == "tao":
            process.signal(signal.Signals[name])
        else:
            process.signal_group(signal.Signals[name])
        assert process.wait(30).status == 128 + signal.Signals[name], delay
        on.wait_until_gone(10)


@where_containers_outlive_their_command
def test_a_reader_that_has_enough_ends_the_task_as_it_does_other_programs(on, start):
    line = "tao detectnet_v2 train do:print=1 do:sleep=1 do:print=2 do:sleep=1 do:print=3 do:sleep=600 | head -n 1; echo status ${PIPESTATUS[0]}"
    process = start(["bash", "-c", line], home=on.home, cwd=on.project(), env=on.environment)
    result = process.wait(60)
    assert result.stdout.endswith(b"status 141\n") and "tao-shim" not in result.errors, result


@where_containers_outlive_their_command
def test_a_task_that_ignores_the_end_is_killed(on, begin):
    process = begin("do:ignore=TERM", "do:print=ready", "do:sleep=60")
    process.expect("ready")
    process.signal(signal.SIGTERM)
    time.sleep(0.3)  # two signals at once are one
    process.signal(signal.SIGTERM)
    assert process.wait(5).status == 143
    on.wait_until_gone()


@where_containers_outlive_their_command
@pytest.mark.parametrize("whom", ["command", "guardian"])
def test_nothing_is_left_when_another_program_of_the_run_is_killed(on, begin, root_directory, whom):
    process = begin("do:print=ready", "do:sleep=2", "do:exit=5")
    process.expect("ready")
    if whom == "command":
        os.kill(processes.launcher(process.pid), signal.SIGKILL)
        assert process.wait(30).status == 137
    else:
        os.kill(wait_for(lambda: processes.guardian(str(root_directory)), 5, "the guardian"), signal.SIGKILL)
        assert process.wait(30).status == 5
    on.wait_until_gone(10)


@pytest.mark.parametrize("on, many", [("docker", 25), ("podman", 6)], indirect=["on"])
def test_many_at_once(on, begin, many):
    started = [begin("do:sleep=1", f"do:exit={number}", project=on.project(f"p{number % 5}")) for number in range(many)]
    assert [process.wait(180).status for process in started] == list(range(many))
    on.wait_until_gone(20)
