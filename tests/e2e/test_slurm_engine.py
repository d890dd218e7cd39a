"""`engine: slurm`: the same line on a node, by a real Slurm."""

# ctest: lock=slurm
# ctest: lock=podman
# ctest: timeout=600

import random
import re
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest
from conftest import unless_unavailable
from harness import engines, places
from harness.on_slurm import OnPyxis, OnSlurm
from harness.report import report
from harness.slurm import FREEZER, Slurm, program
from harness.slurm import pyxis as real_pyxis
from harness.terminal import wait_for

SEED = 20263
NASTY = ["", "a b", "it's", "$(id)", "*", "{a,b}", ";", "\\", "new\nline", "é", "--", ":", "=", "#"]


@pytest.fixture(scope="module")
def slurm():
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-slurm-"))
    directory.chmod(0o755)
    try:
        running = unless_unavailable(lambda: Slurm(directory, "linuxproc"))
        yield running
        running.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def on(slurm, home_of, engine, start):
    engine.make_images(engines.IMAGES, engines.TASKS)
    return OnSlurm(slurm, home_of("ordinary"), engine, start)


def ours(result):
    return [line for line in result.errors.splitlines() if line.startswith("tao-shim:")]


def test_words_directory_variables_and_paths_are_the_tasks(on, nothing_left):
    project = on.project(settings='envs: {A: "x y", WANDB_API_KEY: }\n')
    result = on.go(
        "-e", "specs/train.txt", f"-r={project}/out", *NASTY, project=project,
        env={"WANDB_API_KEY": "k", "STRAY": "1", "WORLD_SIZE": "7", "TAO_SHIM_TRUSTED_PATHS": str(project)},
    )
    assert result.status == 0, result
    got = report(result)
    assert got.words == ["train", "-e", "specs/train.txt", "-r=/w/out", *NASTY]
    assert got.cwd == "/w"
    assert b"specs/train.txt" in got.readable
    assert got.environment[b"A"] == b"x y" and got.environment[b"WANDB_API_KEY"] == b"k"
    assert not [name for name in got.environment if name.startswith((b"SLURM", b"STRAY", b"WORLD", b"TAO_SHIM_STEP"))]
    nothing_left()


@pytest.mark.parametrize("status", [0, 1, 2, 3, 125, 127, 255])
def test_the_status_is_the_tasks(on, status):
    result = on.go(f"do:exit={status}")
    assert result.status == status, result
    assert len(ours(result)) <= 1, "what became of the task is said once"


def test_a_task_that_dies_of_a_signal(on):
    assert on.go("do:signal=SEGV").status == 139


def test_output_and_input_are_the_tasks_byte_for_byte(on):
    sent = bytes(range(256)) * 4096 + b"no newline at the end"
    result = on.go("run", "cat", command=("tao", "detectnet_v2"), stdin=sent)
    assert result.status == 0 and result.stdout == sent


def test_a_line_that_is_not_whole_comes_when_it_is_written(on):
    process = on.begin("run", "sh", "-c", "printf '50%%\\r'; sleep 600", command=("tao", "detectnet_v2"))
    process.expect("50%\r")
    process.signal(signal.SIGTERM)
    assert process.wait(30).status == 143


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"])
def test_one_signal_ends_the_run(on, nothing_left, name):
    process = on.begin("do:print=ready", "do:sleep=600")
    process.expect("ready")
    process.signal(signal.Signals[name])
    result = process.wait(30)
    assert result.status == 128 + signal.Signals[name], result
    nothing_left()
    on.wait_until_no_jobs()


def test_one_ctrl_c_on_a_terminal_is_enough(on, nothing_left):
    process = on.begin("do:size", "do:print=ready", "do:sleep=600", tty=True)
    process.resize(33, 101)
    process.expect("ready")
    process.type(b"\x03")
    result = process.wait(30)
    assert result.status == 130, result
    assert report(result).terminals == {0, 1, 2}
    nothing_left()
    on.wait_until_no_jobs()


def test_one_ctrl_c_is_enough_where_only_the_input_is_a_terminal(on, nothing_left):
    process = on.begin("do:print=ready", "do:sleep=600", tty={"stdin"})
    process.expect("ready")
    process.type(b"\x03")
    assert process.wait(30).status == 130
    nothing_left()
    on.wait_until_no_jobs()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_nothing_is_left_after_a_signal_at_any_moment(on, nothing_left, name):
    generator = random.Random(f"{SEED} {name}")
    project = on.project()
    for _ in range(4):
        delay = generator.uniform(0.0, 1.2)
        print(f"after {delay:.3f} s")
        process = on.begin("do:sleep=600", project=project)
        time.sleep(delay)
        process.signal(signal.Signals[name])
        assert process.wait(40).status == 128 + signal.Signals[name], delay
        on.wait_until_no_jobs()
        nothing_left(40, alone=150)


def test_scancel_ends_the_task_and_the_run(on, slurm, nothing_left):
    on.wait_until_no_jobs()
    process = on.begin("do:print=ready", "do:sleep=600")
    process.expect("ready")
    (job,) = slurm.queue()
    slurm.control("scancel", job)
    assert process.wait(30).status == 143
    nothing_left()


def test_a_directory_that_is_not_on_the_node_is_said_and_nothing_runs(on, slurm):
    on.wait_until_no_jobs()
    held = on.project("held", options=["--hold"])
    process = on.begin("do:print=ready", project=held)
    (job,) = wait_for(lambda: slurm.queue(), 20, "the job")
    held.rename(held.with_name("elsewhere"))
    slurm.control("scontrol", "release", job)
    result = process.wait(30)
    assert result.status == 125, result
    on.wait_until_no_jobs()
    assert f"the directory '{held}' is not on the node" in " ".join(ours(result))
    assert "ready" not in result.text


def test_slurms_own_refusal_is_not_the_status_of_a_task(on):
    result = on.go(project=on.project(options=["--partition=nowhere"]))
    assert result.status == 125, result
    assert "invalid partition" in result.errors


def test_warnings_are_said_once(on):
    result = on.go("-e", "/elsewhere/spec.txt")
    assert result.errors.count("warning:") == 1, result


def test_explain_shows_the_whole_line_of_srun(on, run):
    project = on.project(options=["--partition=tests", "-t", "60"])
    result = run(
        [places.prefix() / "bin/tao-shim", "explain", "--", "tao", "detectnet_v2", "train", "-e", "specs/train.txt", "-k", "s3cret"],
        home=on.home, cwd=project, env=on.environment,
    )
    assert result.status == 0, result
    (line,) = [line for line in result.text.splitlines() if line.startswith("  srun ")]
    assert " --partition=tests -t 60 " in line
    assert line.endswith("/tao detectnet_v2 train -e specs/train.txt -k '***'") or "s3cret" not in line
    assert "s3cret" not in result.text


@pytest.fixture
def asked(on):
    """How tao-shim is asked. Without podman, which would leave a process of its own behind it, to be quicker the next time."""
    podman = on.home.write("bin/podman", "#!/bin/sh\nexit 125\n", 0o755)
    path = f"{places.prefix()}/lib/tao-shim/shims:{podman.parent}:/usr/local/bin:/usr/bin:/bin"
    return {"home": on.home, "env": {**on.environment, "PATH": path}}


def test_ps_shows_the_job_once_and_stop_ends_it(on, asked, run, nothing_left):
    project = on.project()
    process = on.begin("do:print=ready", "do:sleep=600", project=project)
    process.expect("ready")
    how = {**asked, "cwd": project}
    shown = run([places.prefix() / "bin/tao-shim", "ps"], **how)
    assert shown.status == 0 and len(shown.text.splitlines()) == 1, shown
    assert "detectnet_v2 train" in shown.text
    assert run([places.prefix() / "bin/tao-shim", "stop"], **how).status == 0
    assert process.wait(30).status == 143
    assert run([places.prefix() / "bin/tao-shim", "ps"], **how).text == ""
    nothing_left()


def test_in_an_allocation_it_is_a_step(on, asked, run, slurm, nothing_left):
    on.wait_until_no_jobs()
    project = on.project(files=("specs/train.txt", "job.sh"))
    (project / "job.sh").write_text("#!/bin/bash\ntao detectnet_v2 train do:exit=4\necho status $?\ntao detectnet_v2 train do:print=ready do:sleep=600\n")
    submitted = run(["sbatch", "--parsable", f"--output={project}/out", "job.sh"], home=on.home, cwd=project, env=on.environment)
    assert submitted.status == 0, submitted
    out = project / "out"
    wait_for(lambda: out.exists() and b"ready" in out.read_bytes(), 60, "the second training")
    assert b"status 4\n" in out.read_bytes()
    assert slurm.queue() == [int(submitted.text)]
    how = {**asked, "cwd": project}
    assert "detectnet_v2 train" in run([places.prefix() / "bin/tao-shim", "ps"], **how).text
    assert run([places.prefix() / "bin/tao-shim", "stop"], **how).status == 0
    assert slurm.wait(int(submitted.text))["ExitCode"] == "143:0", out.read_text()
    nothing_left()


def test_doctor_says_what_slurm_accepts(on, run):
    how = {"home": on.home, "env": on.environment}
    good = run([places.prefix() / "bin/tao-shim", "doctor"], cwd=on.project("good"), **how)
    assert "Slurm answers; its partitions: tests*" in good.text
    assert "Slurm accepts a job of this project" in good.text
    bad = run([places.prefix() / "bin/tao-shim", "doctor"], cwd=on.project("bad", options=["--partition=nowhere"]), **how)
    assert bad.status == 1
    assert "Slurm does not accept a job" in bad.text and "nowhere" in bad.text


def test_doctor_looks_at_a_node(on, asked, run):
    good = run([places.prefix() / "bin/tao-shim", "doctor"], **asked, cwd=on.project())
    assert re.search("the node [^ ]+ has this directory, tao and docker, which answers", good.text), good
    # The podman of `asked` fails.
    silent = run([places.prefix() / "bin/tao-shim", "doctor"], **asked, cwd=on.project("silent", container="podman"))
    assert silent.status == 1 and re.search("on the node [^ ]+ podman does not answer", silent.text), silent
    path = f"{places.prefix()}/lib/tao-shim/shims:{on.home.path}/programs"
    (on.home.path / "programs").mkdir()
    for name in ("srun", "sinfo", "squeue", "sh", "timeout", "tail"):
        (on.home.path / "programs" / name).symlink_to(shutil.which(name))
    none = run([places.prefix() / "bin/tao-shim", "doctor"], home=on.home, cwd=on.project("none", container="auto"), env={**on.environment, "PATH": path})
    assert none.status == 1 and re.search("the node [^ ]+ has none of these programs on PATH: docker, podman, apptainer", none.text), none
    on.wait_until_no_jobs()


def test_doctor_waits_for_no_node(on, asked, run):
    holder = on.begin("do:print=ready", "do:sleep=600", project=on.project("holder", options=["--exclusive"]))
    holder.expect("ready")
    result = run([places.prefix() / "bin/tao-shim", "doctor"], **asked, cwd=on.project())
    assert "no node was asked what it has: none is free now" in result.text, result
    assert result.seconds < 20
    holder.signal(signal.SIGTERM)
    assert holder.wait(30).status == 143
    on.wait_until_no_jobs()


def test_doctor_says_that_a_directory_is_not_on_the_node(slurm, home_of, engine, start, run):
    home = home_of("root")
    on = OnSlurm(slurm, home, engine, start)
    project = on.project()
    hidden = 'mount -t tmpfs -o mode=755 none "${1%/p}" && mkdir "$1" && cp "$2" "$1" && cd "$1" && exec "$3" doctor'
    there = home.write("hidden/x").parent / "p"
    words = ["unshare", "--mount", "sh", "-c", hidden, "sh", there, project / "tao-project.yaml", places.prefix() / "bin/tao-shim"]
    result = run(words, home=home, env=on.environment)
    assert f"the directory '{there}' is not on the node" in result.text, result
    on.wait_until_no_jobs()


def test_doctor_in_an_allocation_looks_at_its_node(on, asked, run, slurm):
    project = on.project(files=("specs/train.txt", "job.sh"))
    (project / "job.sh").write_text(f"#!/bin/bash\n{places.prefix()}/bin/tao-shim doctor\n")
    submitted = run(["sbatch", "--parsable", "--wait", f"--output={project}/out", "job.sh"], **asked, cwd=project)
    text = (project / "out").read_text()
    assert submitted.text and re.search("the node [^ ]+ has this directory, tao and docker, which answers", text), text
    on.wait_until_no_jobs()


def test_twenty_jobs_at_once_from_five_projects(on, slurm, nothing_left):
    """Each with its own words, directory, output and status."""
    projects = [on.project(f"project {number}") for number in range(5)]
    running = [(number, on.begin(f"do:print=job {number}", f"do:exit={number}", project=projects[number % 5])) for number in range(20)]
    for number, process in running:
        result = process.wait(120)
        assert result.status == number, result
        assert f"job {number}\n" in result.text
        assert report(result).words[1:] == [f"do:print=job {number}", f"do:exit={number}"]
    on.wait_until_no_jobs()
    nothing_left()


def test_a_job_after_one_whose_task_failed_does_not_start(on, asked, run, slurm, nothing_left):
    project = on.project(files=("specs/train.txt", "job.sh", "after.sh"))
    (project / "job.sh").write_text("#!/bin/bash\ntao detectnet_v2 train do:exit=4\n")
    (project / "after.sh").write_text("#!/bin/bash\ntouch started\n")

    def submit(*words):
        result = run(["sbatch", "--parsable", f"--output={project}/out", *words], **asked, cwd=project)
        assert result.status == 0, result
        return int(result.text)

    failing = submit("--hold", "job.sh")
    after = submit(f"--dependency=afterok:{failing}", "--kill-on-invalid-dep=yes", "after.sh")
    slurm.control("scontrol", "release", failing)
    failed = slurm.wait(failing)
    assert (failed["JobState"], failed["ExitCode"]) == ("FAILED", "4:0")
    assert slurm.wait(after)["JobState"] == "CANCELLED"
    assert not (project / "started").exists()
    nothing_left()


@pytest.mark.parametrize("container", ["podman", "apptainer", "auto"])
def test_other_engines_of_the_node_run_the_same_line(container, slurm, home_of, engine, start):
    image = ""
    if container == "auto":
        engine.make_images(engines.IMAGES, engines.TASKS)
        home = home_of("ordinary")
        on = OnSlurm(slurm, home, engine, start, {"TAO_SHIM_TRUSTED_PATHS": str(home.path)})
    else:
        node = unless_unavailable(lambda: engines.on(container, home_of, engine))
        image = getattr(node, "image", "")
        environment = {name: value for name, value in node.environment.items() if name != "TAO_SHIM_ENGINE"}
        on = OnSlurm(slurm, node.home, engine, start, {**environment, "TAO_SHIM_TRUSTED_PATHS": str(node.home.path)})
    # The stand-in for apptainer has a variable of its own.
    project = on.project(container=container, settings=image + "gpus: none\nenvs: {STAND_IN_ROOTFS: }\n")
    result = on.go("-e", "specs/train.txt", *NASTY, "do:exit=3", project=project)
    assert result.status == 3, result
    assert report(result).words == ["train", "-e", "specs/train.txt", *NASTY, "do:exit=3"]
    process = on.begin("do:print=ready", "do:sleep=600", project=project)
    process.expect("ready")
    process.signal(signal.SIGTERM)
    assert process.wait(30).status == 143
    on.wait_until_no_jobs()


@pytest.fixture(scope="module")
def slurm_with_pyxis():
    unless_unavailable(real_pyxis)
    yield from a_slurm_with_pyxis()


def a_slurm_with_pyxis(**how):
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-slurm-"))
    directory.chmod(0o755)
    try:
        # Without control groups Slurm loses processes whose parents end: enroot gives them no namespace of their own.
        running = unless_unavailable(lambda: Slurm(directory, "cgroup" if FREEZER.is_dir() else "linuxproc", plugin=real_pyxis(), **how))
        yield running
        running.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(params=["the real one", "a stand-in"])
def pyxis(request, home_of, engine, start):
    if request.param == "a stand-in":
        return pyxis_by_stand_in(request.getfixturevalue("slurm"), home_of, engine, start)
    return pyxis_itself(request.getfixturevalue("slurm_with_pyxis"), home_of, engine, start)


def pyxis_itself(slurm, home_of, engine, start):
    home = home_of("ordinary")
    on = OnPyxis(slurm, home, engine, start, {"TAO_SHIM_TRUSTED_PATHS": str(home.path)})
    on.make_image(engine)
    return on


def pyxis_by_stand_in(slurm, home_of, engine, start):
    """As root, who alone can stand in for it."""
    inner = unless_unavailable(lambda: engines.by_stand_in(home_of, engine))
    home = inner.home
    written = home.write("bin/srun", Path(__file__).with_name("harness").joinpath("pyxis_srun.py").read_text(), 0o755)
    environment = {
        "PATH": f"{places.prefix()}/lib/tao-shim/shims:{places.prefix()}/bin:{written.parent}:/usr/bin:/bin",
        "STAND_IN_SRUN": program("srun"),
        "STAND_IN_APPTAINER": str(home.path / "bin/apptainer"),
        "STAND_IN_ROOTFS": inner.environment["STAND_IN_ROOTFS"],
        "TAO_SHIM_TRUSTED_PATHS": str(home.path),
    }
    return OnPyxis(slurm, home, engine, start, environment)


def test_pyxis_words_mounts_directory_and_variables_are_the_tasks(pyxis, nothing_left):
    project = pyxis.project(
        settings='envs: {A: "x y", B: "1\\nINJECTED=2", EMPTY: "", XDG_DATA_HOME: /nowhere}\n', files=("specs/train.txt",),
        mounts="  - {source: specs, destination: /w/specs, read_only: true}\n  - .:/w\n",
    )
    words = [word for word in NASTY if word != ":"]
    result = pyxis.go("-e", "specs/train.txt", "do:write=/w/specs/no", *words, project=project, env={"STRAY": "1", "RANK": "3", "PYXIS_CONTAINER_NAME": "stray"})
    assert result.status == 0, result
    got = report(result)
    assert got.words == ["train", "-e", "specs/train.txt", "do:write=/w/specs/no", *words]
    assert got.cwd == "/w" and b"specs/train.txt" in got.readable
    assert got.environment[b"A"] == b"x y" and got.environment[b"SLURM_JOB_NAME"] == b"bash"
    assert got.environment[b"B"] == b"1\nINJECTED=2" and got.environment[b"EMPTY"] == b"" and got.environment[b"XDG_DATA_HOME"] == b"/nowhere"
    assert not {b"STRAY", b"INJECTED", b"RANK", b"SLURM_NTASKS", b"SLURM_PROCID", b"TAO_SHIM_TRUSTED_PATHS", b"TAO_SHIM_CARRIED_B"} & got.environment.keys()
    assert not (project / "specs/no").exists()
    nothing_left()


@pytest.mark.parametrize("status", [1, 2, 3])
def test_pyxis_the_status_is_the_tasks(pyxis, status):
    result = pyxis.go(f"do:exit={status}", project=pyxis.project())
    assert result.status == status, result
    assert "Pyxis" not in result.errors


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_pyxis_one_signal_ends_the_run(pyxis, nothing_left, name):
    process = pyxis.begin("do:print=ready", "do:sleep=600", project=pyxis.project())
    process.expect("ready")
    process.signal(signal.Signals[name])
    assert process.wait(30).status == 128 + signal.Signals[name]
    pyxis.wait_until_no_jobs()
    nothing_left()


@pytest.mark.parametrize("name", ["a,b", "z$(hostname)", "a`id`", 'a"b'])
def test_pyxis_a_path_that_it_would_evaluate_is_refused_and_a_link_to_it_works(pyxis, name):
    project = pyxis.project(mounts="  - source: '" + name.replace("$", "$$") + "'\n    destination: /w\n", files=(f"{name}/x",))
    refused = pyxis.go(project=project)
    assert refused.status == 78 and "Pyxis cannot mount" in refused.errors, refused
    assert not pyxis.slurm.queue()
    (project / "link").symlink_to(project / name)
    linked = pyxis.project(mounts="  - source: link\n    destination: /w\n", files=())
    result = pyxis.go("/w/x", project=linked)
    assert result.status == 0 and b"/w/x" in report(result).readable, result


def test_pyxis_own_failure_is_told_apart_from_the_tasks(pyxis):
    result = pyxis.go(project=pyxis.project(settings="image: nowhere/x:1\n"))
    assert result.status == 125, result
    assert "Pyxis made no container" in " ".join(ours(result))


@pytest.fixture(scope="module")
def two_nodes():
    directory = Path(tempfile.mkdtemp(prefix="tao-shim-slurm-"))
    directory.chmod(0o755)
    try:
        running = unless_unavailable(lambda: Slurm(directory, "linuxproc", nodes=["na", "nb"]))
        yield running
        running.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def on_two(two_nodes, home_of, engine, start):
    engine.make_images(engines.IMAGES, engines.TASKS)
    return OnSlurm(two_nodes, home_of("ordinary"), engine, start)


def reports_of(directory):
    """What each node's task was given: it wrote that into a file of its own."""
    return {int(file.name.partition(".")[2]): file.read_bytes() for file in directory.glob("got.*")}


NODE_TASK = """\
env > got.$NODE_RANK
spec=$1; echo "was $(cat $spec)" >> got.$NODE_RANK; echo "$NODE_RANK wrote" > $spec; echo "is $(cat $spec)" >> got.$NODE_RANK
"""


def look_at_two_nodes(on, settings=""):
    project = on.project(options=["--nodes=2", "--gpus-per-node=2"], settings=settings, files=("specs/train.txt", "task.sh"))
    (project / "task.sh").write_text(NODE_TASK)
    result = on.go("run", "sh", "task.sh", "specs/train.txt", command=("tao", "detectnet_v2"), project=project)
    assert result.status == 0, result
    got = {rank: dict(line.split("=", 1) for line in text.decode().splitlines() if "=" in line) for rank, text in reports_of(project).items()}
    assert set(got) == {0, 1}
    for rank in got:
        assert {name: got[rank].get(name) for name in ("WORLD_SIZE", "NODE_RANK", "NUM_GPU_PER_NODE", "MASTER_ADDR", "MASTER_PORT")} == {
            "WORLD_SIZE": "2", "NODE_RANK": str(rank), "NUM_GPU_PER_NODE": "2", "MASTER_ADDR": "na", "MASTER_PORT": got[0]["MASTER_PORT"],
        }
        assert 20000 <= int(got[rank]["MASTER_PORT"]) < 30000
        text = reports_of(project)[rank].decode()
        assert "was specs/train.txt\n" in text and f"is {rank} wrote\n" in text
    assert (project / "specs/train.txt").read_text() == "specs/train.txt\n"


def test_each_of_two_nodes_has_its_variables_and_its_own_spec_file(on_two, nothing_left):
    look_at_two_nodes(on_two, "docker: {user: host}\n")
    nothing_left()


def fail_on_one_of_two_nodes(on):
    project = on.project(options=["--nodes=2"])
    result = on.go(
        "run", "sh", "-c", 'if [ "$NODE_RANK" = 1 ]; then sleep 1; exit 3; else sleep 600; fi', command=("tao", "detectnet_v2"), project=project,
    )
    assert result.status == 3, result
    on.wait_until_no_jobs()


def test_the_node_that_fails_first_ends_the_others_and_has_the_status(on_two, nothing_left):
    fail_on_one_of_two_nodes(on_two)
    nothing_left(40, alone=150)


@pytest.fixture(scope="module")
def two_nodes_with_pyxis():
    unless_unavailable(real_pyxis)
    yield from a_slurm_with_pyxis(nodes=["na", "nb"])


@pytest.fixture(params=["the real one", "a stand-in"])
def pyxis_on_two(request, home_of, engine, start):
    if request.param == "a stand-in":
        return pyxis_by_stand_in(request.getfixturevalue("two_nodes"), home_of, engine, start)
    return pyxis_itself(request.getfixturevalue("two_nodes_with_pyxis"), home_of, engine, start)


def test_pyxis_each_of_two_nodes_has_its_variables_and_its_own_spec_file(pyxis_on_two, nothing_left):
    look_at_two_nodes(pyxis_on_two)
    nothing_left()


def test_pyxis_the_node_that_fails_first_ends_the_others_and_has_the_status(pyxis_on_two, nothing_left):
    fail_on_one_of_two_nodes(pyxis_on_two)
    nothing_left()


def test_pyxis_a_spec_file_that_a_node_cannot_copy_is_said_and_no_task_starts(pyxis_on_two, nothing_left):
    on = pyxis_on_two
    on.wait_until_no_jobs()
    project = on.project(options=["--nodes=2", "--hold"])
    process = on.begin("-e", "specs/train.txt", "do:print=ready", project=project)
    (job,) = wait_for(lambda: on.slurm.queue(), 20, "the job")
    (project / "specs/train.txt").unlink()
    on.slurm.control("scontrol", "release", job)
    result = process.wait(30)
    assert result.status == 125, result
    assert "the spec files could not be copied on the node n" in result.errors and "ready" not in result.text
    on.wait_until_no_jobs()
    nothing_left()


def test_pyxis_nodes_that_unpack_in_one_directory_are_told_what_to_do(two_nodes_with_pyxis, home_of, engine, start):
    on = pyxis_itself(two_nodes_with_pyxis, home_of, engine, start)
    on.wait_until_no_jobs()
    process = on.begin(project=on.project(options=["--nodes=2", "--hold"]), env={"XDG_DATA_HOME": f"{on.home.path}/shared"})
    (job,) = wait_for(lambda: on.slurm.queue(), 20, "the job")
    # As if the other node were first, on each: which is, is chance.
    on.home.write(f"shared/enroot/pyxis_{job}.0/x")
    on.slurm.control("scontrol", "release", job)
    result = process.wait(60)
    assert result.status == 125, result
    assert "export XDG_DATA_HOME=/tmp/data-$USER" in " ".join(ours(result))
    on.wait_until_no_jobs()


def test_pyxis_one_signal_ends_the_tasks_of_two_nodes(pyxis_on_two, nothing_left):
    process = pyxis_on_two.begin("do:print=ready", "do:sleep=600", project=pyxis_on_two.project(options=["--nodes=2"]))
    process.expect("(?s)ready.*ready")
    process.signal(signal.SIGTERM)
    assert process.wait(30).status == 143
    pyxis_on_two.wait_until_no_jobs()
    nothing_left()
