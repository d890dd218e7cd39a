"""An environment that is not activated (`uv run tao`, `poetry run tao`, its bin/tao by path): after `tao-shim enable venv` the
project counts all the same."""

import os
import subprocess

import pytest
from harness import places
from harness.report import report

PREFIX = places.prefix()
SYSTEM = "/usr/local/bin:/usr/bin:/bin"
VERSIONS = ["6.26.3", "5.5.1", "4.0.1", "0.1.24"]


class Environment:
    """An environment with a launcher's own script in it, whose packages are elsewhere."""

    def __init__(self, home, ready, directory="an env"):
        self.home = home
        self.ready = ready
        self.path = home.path / directory
        self.tao = self.path / "bin/tao"
        home.write(f"{directory}/pyvenv.cfg", "")
        home.write(f"{directory}/bin/activate", "")
        self.install()
        self.script = self.tao.read_bytes()

    def install(self):
        self.home.write(self.tao.relative_to(self.home.path), self.ready.tao.read_text(), 0o755)

    def tao_shim(self, *words, **variables):
        done = subprocess.run([PREFIX / "bin/tao-shim", *map(str, words)], cwd=self.home.path, text=True, timeout=20,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={"HOME": str(self.home.path), "PATH": SYSTEM, **variables})
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture
def environment(home, launcher):
    made = []

    def make(version=VERSIONS[0], **how):
        made.append(Environment(home, launcher(version), **how))
        made[-1].tao_shim("enable", "venv", made[-1].path)
        return made[-1]

    yield make
    for one in made:
        one.tao_shim("disable", "venv", one.path)
        assert one.tao.read_bytes() == one.script
        assert os.stat(one.tao).st_mode & 0o777 == 0o755


@pytest.fixture
def go(home, run):
    """go(environment, argv, ...): as `uv run` starts it, with the environment's bin first on PATH and no shim there."""

    def make(environment, argv, *, first=None, **how):
        path = home.environment(environment.ready, shim=False)["PATH"].replace(str(environment.ready.bin),
                                                                              first or str(environment.tao.parent))
        how = {"env": {}, **how}
        how["env"] = {"PATH": path, "VIRTUAL_ENV": str(environment.path), **how["env"]}
        return run(argv, home=home, launcher=environment.ready, shim=False, **how)

    return make


@pytest.mark.parametrize("version", VERSIONS)
def test_the_project_counts_when_the_environment_is_first_on_path(environment, go, home, nothing_left, version):
    env = environment(version)
    command = env.ready.command("detectnet_v2", "train", "-e", "specs/train.txt", "do:exit=3")
    result = go(env, command, cwd=home.project())
    assert result.status == 3, result
    assert report(result).readable == {b"specs/train.txt"}
    nothing_left()


def test_the_project_counts_for_the_script_by_its_path(environment, go, home, nothing_left):
    env = environment()
    command = [env.tao, *env.ready.command("detectnet_v2", "train", "-e", "specs/train.txt", "do:exit=3")[1:]]
    result = go(env, command, cwd=home.project(), first="/nowhere")
    assert result.status == 3, result
    got = report(result)
    assert got.readable == {b"specs/train.txt"}
    assert not [name for name in got.environment if b"GUARD" in name]
    nothing_left()


def test_with_the_shim_first_on_path_the_launcher_runs_once(environment, go, home, nothing_left):
    env = environment()
    command = env.ready.command("detectnet_v2", "train", "do:exit=3")
    result = go(env, command, cwd=home.project(), first=f"{PREFIX}/lib/tao-shim/shims:{env.tao.parent}")
    assert result.status == 3, result
    assert result.errors.count("tao-shim:") == 1  # the task's failure
    nothing_left()


def test_outside_of_a_project_and_switched_off_the_launcher_is_as_ever(environment, go, home):
    env = environment()
    bare = go(env, ["tao", "info"], first=str(env.ready.bin))
    assert bare.status == 0 and "Configuration" in bare.text
    for how in ({}, {"env": {"TAO_SHIM": "off"}}, {"env": {"TAO_SHIM_GUARD": "/else/where"}}):
        result = go(env, ["tao", "info"], **how)
        assert (result.status, result.text, result.errors) == (bare.status, bare.text, bare.errors)


def test_doctor_run_the_same_way_tells(environment, home):
    env = environment()
    told = dict(PATH=f"{env.tao.parent}:{SYSTEM}", VIRTUAL_ENV=str(env.path))
    line = subprocess.run([PREFIX / "bin/tao-shim", "doctor"], cwd=home.path, text=True, stdout=subprocess.PIPE,
                          env={"HOME": str(home.path), **told}, timeout=30).stdout.splitlines()[0]
    assert line == f"ok       shim       tao is {env.tao}, which starts the shim"


def test_a_launcher_that_was_installed_again_is_named(environment, home):
    env = environment()
    env.install()
    assert "in part, or by another version; enable it again" in env.tao_shim("enable", "--status")
    told = subprocess.run([PREFIX / "bin/tao-shim", "doctor"], cwd=home.path, text=True, stdout=subprocess.PIPE, timeout=30,
                          env={"HOME": str(home.path), "PATH": f"{env.tao.parent}:{SYSTEM}", "VIRTUAL_ENV": str(env.path)}).stdout
    assert f"tao-shim enable venv '{env.path}'" in told
    env.tao_shim("enable", "venv", env.path)
    assert "enabled" in env.tao_shim("enable", "--status")


def test_without_the_shim_the_script_is_the_launcher(environment, go, home):
    env = environment()
    env.tao.write_text(env.tao.read_text().replace(f"{PREFIX}/lib", f"{PREFIX}/gone"))
    result = go(env, ["tao", "info"])
    assert result.status == 0 and "Configuration" in result.text
    env.tao.write_text(env.tao.read_text().replace(f"{PREFIX}/gone", f"{PREFIX}/lib"))
