"""Without NVIDIA's launcher: what is refused before anything starts, what is said when an engine refuses, and the tools."""

import json
import signal

import pytest
from harness import engines, places
from harness.engine import Unavailable
from harness.report import report
from harness.terminal import wait_for

# ctest: lock=podman
TOOL = "bin/tao-shim"


@pytest.fixture
def on(request, engine, home_of):
    try:
        return engines.on(getattr(request, "param", "docker"), home_of, engine)
    except Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def go(on, run):
    def make(argv, cwd=None, env=None, **how):
        return run(argv, home=on.home, cwd=cwd or on.home.path / "p", env={**on.environment, **(env or {})}, **how)

    return make


on_both = pytest.mark.parametrize("on", ["docker", "podman"], indirect=True)


def test_in_a_project_without_a_launcher_docker_is_found_by_itself(on, go):
    on.project()
    result = go(["tao", "detectnet_v2", "train", "-e", "specs/train.txt"], env={"TAO_SHIM_ENGINE": None})
    assert report(result).words == ["train", "-e", "specs/train.txt"]


def test_outside_of_a_project_no_launcher_is_127(on, go):
    assert go(["tao", "detectnet_v2", "train"], cwd=on.home.path, env={"TAO_SHIM_ENGINE": None}).status == 127


def test_outside_of_its_project_the_project_of_a_file_is_named(on, go):
    project = on.project()
    result = go(["tao", "detectnet_v2", "train", "-e", f"{project}/specs/train.txt"], cwd=on.home.path, env={"TAO_SHIM_ENGINE": None})
    assert result.status == 127
    assert f"lies in the project {project}/tao-project.yaml" in result.errors, result


BROKEN = "#!{interpreter}\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\nmain()\n"


@pytest.mark.parametrize("interpreter, mode", [("/gone/python3", 0o755), ("/usr/bin/python3", 0o644)], ids=["dead", "not executable"])
def test_a_launcher_that_cannot_be_started_is_not_replaced_in_silence(on, go, interpreter, mode):
    project = on.project()
    tao = on.home.write("venv/bin/tao", BROKEN.format(interpreter=interpreter), mode)
    path = {"PATH": f"{places.prefix()}/lib/tao-shim/shims:{tao.parent}:/usr/local/bin:/usr/bin:/bin"}
    result = go(["tao", "detectnet_v2", "train"], env={**path, "TAO_SHIM_ENGINE": None})
    assert result.status == 126 and result.stdout == b"", result
    assert result.errors.endswith(
        f"tao-shim:   or without it: to run the tasks of this project on docker, write engine: docker in {project}/tao-project.yaml\n"
    ), result
    assert go(["tao", "detectnet_v2", "run", "echo", "fine"], env=path).stdout == b"fine\n"


@on_both
def test_which_and_check_and_doctor_know_the_engine(on, go):
    on.project()
    tool = str(places.prefix() / TOOL)
    which = go([tool, "which"])
    assert which.status == 0 and f"\n  engine: {on.name}\n  chosen: TAO_SHIM_ENGINE; there is no launcher\n" in which.text, which
    slip = go([tool, "check", "--", "tao", "detectnet_v2", "trian", "-e", "specs/train.txt"])
    assert slip.status == 1 and "'trian' is no subtask; did you mean train?" in slip.errors, slip
    assert go([tool, "check", "--", "tao", "detectnet_v2", "train", "-e", "specs/train.txt"]).status == 0
    found = json.loads(go([tool, "doctor", "--json"]).stdout)["findings"]
    engine_line = next(finding for finding in found if finding["check"] == "engine")
    assert engine_line["level"] == "ok" and ("podman" in engine_line["message"]) == (on.name == "podman"), found


def test_a_colon_in_a_source_and_a_destination_that_is_a_link_here_are_docker_s_to_take(on, go):
    (on.home.path / "elsewhere").mkdir()
    (on.home.path / "link").symlink_to("elsewhere")
    project = on.project("a:b", mounts=f"  - {{source: ., destination: {on.home.path}/link/w}}\n")
    for word in ("specs/train.txt", f"{project}/specs/train.txt"):
        result = go(["tao", "detectnet_v2", "run", "cat", word], cwd=project)
        assert result.status == 0 and result.stdout == b"specs/train.txt\n", result


@on_both
def test_a_source_that_is_missing_is_an_error_before_anything_starts(on, go):
    project = on.project(mounts="  - .:/w\n  - gone:/data\n")
    result = go(["tao", "detectnet_v2", "train"])
    assert result.status == 78, result
    assert "the source" in result.errors and not (project / "gone").exists()


@on_both
def test_a_source_with_create_is_made_as_the_user(on, go):
    project = on.project(mounts="  - .:/w\n  - {source: new, destination: /data, create: true}\n")
    assert go(["tao", "detectnet_v2", "train", "do:write=/data/x"]).status == 0
    owner = on.home.user.pw_uid if on.home.user else (project / "tao-project.yaml").stat().st_uid
    assert (project / "new").stat().st_uid == owner
    assert (project / "new" / "x").exists()


def test_a_working_directory_that_is_missing_is_an_error_before_anything_starts(on, go):
    on.project(settings="workdir: /w/gone\n")
    result = go(["tao", "detectnet_v2", "train"])
    assert result.status == 78 and "there is no such directory" in result.errors, result


@on_both
def test_an_image_that_cannot_be_had_says_which_login_is_missing(on, go):
    on.home.write(".docker/config.json", "{}")
    on.project(settings="image: nvcr.io/nvidia/tao/none:1\n")
    result = go(["tao", "detectnet_v2", "train"], env={"HTTPS_PROXY": "http://127.0.0.1:1"})
    assert result.status == 125, result
    assert result.stdout == b""
    assert "you are not logged in to nvcr.io" in result.errors
    assert f"type: {on.name} login nvcr.io" in result.errors


@pytest.mark.parametrize("on", ["podman"], indirect=True)
def test_an_engine_without_gpus_says_how_to_go_without(on, go):
    on.gpus = "all"
    on.project()
    result = go(["tao", "detectnet_v2", "train"])
    assert result.status != 0 and "write gpus: none in" in result.errors, result


def test_an_engine_on_another_computer_is_an_error_that_says_why(on, go):
    on.project()
    result = go(["tao", "detectnet_v2", "train"], env={"DOCKER_HOST": "ssh://gpu1"})
    assert result.status == 125, result
    assert "it would look for the sources of the mounts there, not here" in result.errors


def test_the_engine_of_the_docker_commands_own_context_is_used(on, go, engine):
    on.project()
    host = on.environment.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    link = on.home.path / "d.sock"
    link.symlink_to(host.removeprefix("unix://"))
    on.home.write(".docker/config.json", json.dumps({"currentContext": "mine"}))
    on.home.write(
        ".docker/contexts/meta/1a94ddef0cc7d4b10d4dd8ed9ef0b1c5a5e0e3c8a8ea6ce0c3a9a9a9c7b34a8e/meta.json",
        json.dumps({"Name": "mine", "Metadata": {}, "Endpoints": {"docker": {"Host": f"unix://{link}"}}}),
    )
    result = go([places.prefix() / TOOL, "explain", "--json", "--", "tao", "detectnet_v2", "train"], env={"DOCKER_HOST": None})
    assert json.loads(result.stdout)["engine"] == "docker"
    result = go(["tao", "detectnet_v2", "train", "do:exit=3"], env={"DOCKER_HOST": None})
    assert result.status == 3, result


@on_both
def test_ps_shows_a_run_and_stop_ends_it(on, go, start):
    project = on.project()
    process = start(["tao", "detectnet_v2", "train", "do:print=ready", "do:sleep=60"], home=on.home, cwd=project, env=on.environment)
    process.expect("ready")
    (shown,) = json.loads(go([places.prefix() / TOOL, "ps", "--json"]).stdout)
    assert shown["command"] == "detectnet_v2 train do:print=ready do:sleep=60"
    assert shown["project"] == f"{project}/tao-project.yaml"
    assert "detectnet_v2" in go(["tao", "list"]).text
    stopped = go([places.prefix() / TOOL, "stop", shown["run"][:8]])
    assert stopped.status == 0 and stopped.text == f"stopped {shown['run'][:12]}\n", stopped
    assert process.wait(30).status == 143
    on.wait_until_gone()


def test_the_launchers_own_stop_ends_a_container_by_its_id(on, go, start):
    project = on.project()
    process = start(["tao", "detectnet_v2", "train", "do:print=ready", "do:sleep=60"], home=on.home, cwd=project, env=on.environment)
    process.expect("ready")
    (container,) = on.containers()
    assert container[:12] in go(["tao", "list"]).text
    assert go(["tao", "stop", "--container_id", container[:12]]).status == 0
    assert process.wait(30).status == 143


def test_info_and_help_answer_from_the_table(on, go):
    on.project()
    assert "toolkit_version: TAO 6.26.3" in go(["tao", "info"]).text
    assert "6.26.3-pyt" in go(["tao", "info", "--verbose"]).text
    assert "detectnet_v2" in go(["tao", "--help"]).text
    assert report(go(["tao", "detectnet_v2", "--help"])).words == ["--help"]


def test_the_table_of_images_is_that_of_the_launchers(launcher, on, go):
    for version in ("6.26.3", "5.5.1", "0.1.24", "6.0.0", "5.0.0", "4.0.1"):
        images = launcher(version).images()
        ours = go([places.prefix() / TOOL, "image", "--release", version], cwd=on.home.path).text.split()
        assert set(ours) == {image for image in images if "nvstaging" not in image}, version


def test_a_line_of_tao_7_shows_its_image_and_command(on, go):
    project = on.project()
    (project / "tao-project.yaml").write_text("version: 1\nmounts:\n  - .:/w\n")
    for words, image in ((["dino", "train"], "7.1.0-pyt"), (["dino", "gen_trt_engine"], "7.1.0-deploy")):
        line = ["tao", *words, "-e", "specs/train.txt"]
        shown = json.loads(go([places.prefix() / TOOL, "explain", "--json", "--", *line]).stdout)
        assert shown["image"] == f"{engines.TOOLKIT}:{image}"
        assert shown["argv"][-5:] == [f"{engines.TOOLKIT}:{image}", *words, "-e", "specs/train.txt"]


def test_a_launcher_that_is_there_goes_before_the_engines(on, go, launcher, run):
    project = on.project(docker={})
    ready = launcher("6.26.3")
    explained = run(
        [places.prefix() / TOOL, "explain", "--json", "--", "tao", "model", "detectnet_v2", "train"],
        home=on.home, cwd=project, launcher=ready,
    )
    assert json.loads(explained.stdout)["engine"] == "launcher"


def test_a_run_ends_when_its_engine_is_asked_to_kill_it(on, go, start, engine):
    project = on.project()
    process = start(["tao", "detectnet_v2", "train", "do:print=ready", "do:sleep=60"], home=on.home, cwd=project, env=on.environment)
    process.expect("ready")
    (container,) = wait_for(on.containers, 5, "the container")
    engine.docker("kill", container)
    assert process.wait(30).status == 128 + signal.SIGKILL
    on.wait_until_gone()
