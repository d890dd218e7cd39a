"""Where the engine is, and what else in the environment changes the launcher's way to it."""

import hashlib
import json
import os
import socket
import subprocess
import threading

import pytest
from harness import processes
from harness.report import SAY_WHEN, report, seconds_after

VERSIONS = pytest.mark.parametrize("version", ["6.26.3", "5.5.1", "4.0.1", "0.1.24"])


@pytest.fixture
def begin(home, launcher, start):
    def make(*words, version="6.26.3", **how):
        ready = launcher(version)
        return start(
            ready.command("detectnet_v2", "train", *words), home=home, cwd=home.project("p"), launcher=ready, **how
        )

    return make


def engine_socket(engine):
    assert engine.host.startswith("unix://")
    return engine.host.removeprefix("unix://")


@pytest.fixture
def port(engine):
    """A TCP port on which the engine can be reached."""
    path = engine_socket(engine)
    listener = socket.create_server(("127.0.0.1", 0))

    def copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def serve():
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(path)
            for ends in ((client, server), (server, client)):
                threading.Thread(target=copy, args=ends, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


@VERSIONS
def test_at_another_local_socket(begin, home, engine, root_directory, nothing_left, version):
    elsewhere = root_directory / "engine.sock"
    elsewhere.symlink_to(engine_socket(engine))
    result = begin(SAY_WHEN, "do:exit=3", version=version, env={"DOCKER_HOST": f"unix://{elsewhere}"}).wait(20)
    late = seconds_after(home.path / "p")
    assert result.status == 3, result
    assert late < 9  # ten by the launcher alone
    nothing_left()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_at_a_tcp_port(begin, home, port, nothing_left, host):
    result = begin(SAY_WHEN, "do:exit=3", env={"DOCKER_HOST": f"tcp://{host}:{port}"}).wait(30)
    late = seconds_after(home.path / "p")
    assert result.status == 3, result
    assert late < 9  # ten by the launcher alone
    nothing_left()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("whom", ["tao", "group"])
def test_at_a_tcp_port_when_the_run_is_killed(begin, port, nothing_left, host, whom):
    process = begin("do:print=ready", "do:sleep=60", env={"DOCKER_HOST": f"tcp://{host}:{port}"})
    process.expect("ready")
    os.kill(process.pid, 9) if whom == "tao" else os.killpg(process.pid, 9)
    assert process.wait(20).status == 137
    nothing_left(6)


@VERSIONS
def test_a_context_of_the_docker_command_does_not_lead_it_away_from_the_launchers_engine(
    begin, home, engine, nothing_left, version
):
    if not engine.is_default:
        pytest.skip("the engine is not at the launcher's default")
    name = "elsewhere"
    home.write(
        f".docker/contexts/meta/{hashlib.sha256(name.encode()).hexdigest()}/meta.json",
        json.dumps({"Name": name, "Metadata": {}, "Endpoints": {"docker": {"Host": "unix:///nonexistent.sock"}}}),
    )
    home.write(".docker/config.json", json.dumps({"auths": {"nvcr.io": {"auth": "eDp5"}}, "currentContext": name}))
    for how in ({}, {"env": {"DOCKER_CONTEXT": name}}):
        result = begin("do:exit=3", version=version, **how).wait(20)
        assert result.status == 3, result
        report(result)
    nothing_left()


@pytest.mark.parametrize("version", ["6.26.3", "5.5.1"])
def test_on_a_gitlab_runner(begin, nothing_left, version):
    """CI_PROJECT_DIR makes the launcher use `docker run`, without mounts' user, ulimits, network and ports."""
    words = ["a b", "it's", "do:exit=3"]
    result = begin(*words, version=version, env={"CI_PROJECT_DIR": "/builds/group/project", "CI": "true"}).wait(20)
    assert result.status == 3, result
    assert report(result).words == ["train", *words]
    assert report(result).cwd == "/workspace/tao-experiments"
    nothing_left()


@VERSIONS
def test_with_the_launchers_debugging_output(begin, nothing_left, version):
    result = begin("do:exit=3", version=version, env={"TAO_LAUNCHER_DEBUG": "1"}).wait(20)
    assert result.status == 3, result
    report(result)
    nothing_left()


def test_what_would_lead_around_the_stand_in_does_not(begin, home, nothing_left):
    script = home.write("bashenv", "PATH=/usr/bin:/bin\ndocker() { echo function; }\n")
    result = begin(
        "do:exit=3", env={"BASH_ENV": str(script), "ENV": str(script), "BASH_FUNC_docker%%": "() { echo function; }"}
    ).wait(20)
    assert result.status == 3, result
    assert "function" not in result.text
    nothing_left()


def test_no_engine_at_all_is_the_launchers_error(begin, root_directory):
    result = begin(env={"DOCKER_HOST": f"unix://{root_directory}/none.sock"}).wait(20)
    assert result.status == 1, result
    assert "DockerException" in result.errors
    assert result.seconds < 9  # ten more by the launcher alone


@pytest.mark.parametrize("tool", ["docker-ps", "docker-version"])
def test_other_docker_commands_of_the_launchers_children_reach_the_real_one(begin, home, engine, prefix, tool):
    words = {"docker-ps": ["ps", "-q", "--filter", "name=no-such"], "docker-version": ["version", "--format", "{{.Client.Version}}"]}
    front = prefix / "lib/tao-shim/front"
    real = subprocess.run(["docker", *words[tool]], capture_output=True, env=engine.environment)
    ours = subprocess.run(
        ["docker", *words[tool]], capture_output=True, env={**engine.environment, "PATH": f"{front}:{os.environ['PATH']}"}
    )
    assert (ours.returncode, ours.stdout) == (real.returncode, real.stdout)


def test_no_real_docker_is_127(run, home, prefix):
    front = prefix / "lib/tao-shim/front"
    result = run([str(front / "docker"), "ps"], home=home, bare_environment={"PATH": f"{front}:/nonexistent"})
    assert result.status == 127
    assert result.errors == (
        "tao-shim: error: docker: command not found\n"
        "tao-shim:   install Docker's command line, or add its directory to PATH\n"
    )


@pytest.fixture
def alone_at(engine, root_directory):
    """The words before a command that let it see the engine at that path only: /var/run is empty. Needs root."""
    elsewhere = root_directory / "rootless.sock"
    elsewhere.touch()
    script = f'mount --bind {engine_socket(engine)} {elsewhere} && mount -t tmpfs none /run && exec "$@"'
    words = ["unshare", "--mount", "sh", "-c", script, "sh"]
    if subprocess.run([*words, "true"], capture_output=True).returncode != 0:
        pytest.skip("no mount namespace can be made here (needs root)")
    return words, elsewhere


@VERSIONS
def test_a_rootless_engine_alone_is_not_enough_for_the_launcher_and_the_message_says_what_to_do(
    begin, home, launcher, start, alone_at, version
):
    ready = launcher(version)
    words, elsewhere = alone_at
    command = [*words, *ready.command("detectnet_v2", "train")]
    result = start(
        command, home=home, cwd=home.project("p"), launcher=ready, env={"DOCKER_HOST": f"unix://{elsewhere}"}
    ).wait(20)
    assert result.status == 1, result
    assert result.errors.endswith(
        "tao-shim: note: there is no Docker Engine at /var/run/docker.sock, where the launcher looks whatever DOCKER_HOST "
        "and the docker context say\n"
        f"tao-shim:   to let it find your engine, type: sudo ln -s {elsewhere} /var/run/docker.sock\n"
    )


def test_a_link_to_a_rootless_engine_is_enough(begin, home, launcher, start, alone_at, nothing_left):
    ready = launcher("6.26.3")
    words, elsewhere = alone_at
    words[4] = words[4].replace("exec ", f"ln -s {elsewhere} /run/docker.sock && exec ")
    command = [*words, *ready.command("detectnet_v2", "train", "do:exit=3")]
    result = start(command, home=home, cwd=home.project("p"), launcher=ready).wait(20)
    assert result.status == 3, result
    nothing_left()
