"""`tao-shim doctor` on a real machine: the engine, the launcher, the login."""

import json

import pytest

from harness import places

TAO_SHIM = places.prefix() / "bin" / "tao-shim"


@pytest.fixture
def doctor(home, run, launcher):
    def make(*words, launcher=launcher(), **how):
        result = run([TAO_SHIM, "doctor", "--json", *words], home=home, launcher=launcher, **how)
        findings = json.loads(result.stdout)["findings"]
        return result.status, {finding["check"]: finding for finding in findings}, result

    return make


def test_nothing_is_wrong_with_a_machine_on_which_tasks_run(home, doctor, launcher):
    status, found, _ = doctor("detectnet_v2", cwd=home.project())
    assert {check: one for check, one in found.items() if one["level"] == "problem"} == {}
    assert status == 0
    assert found["launcher"]["message"] == f"{launcher().tao}, NVIDIA's launcher 6.26.3"
    assert "Docker Engine " in found["engine"]["message"]
    assert found["images"]["level"] == "ok"
    assert found["project"]["level"] == "ok"


def test_no_login_no_engine_and_a_shim_behind_the_launcher(home, doctor, launcher):
    (home.path / ".docker/config.json").unlink()
    used = launcher()
    path = f"{used.bin}:{places.prefix()}/lib/tao-shim/shims:/usr/bin:/bin"
    status, found, _ = doctor(
        cwd=home.path, env={"DOCKER_HOST": "unix:///nowhere.sock", "PATH": path, "VIRTUAL_ENV": str(used.bin.parent)}
    )
    assert status == 1
    assert found["login"]["remedy"].startswith("docker login nvcr.io")
    assert "nothing listens there" in found["engine"]["message"]
    assert found["shim"]["message"].startswith(f"tao is {used.tao} and not the shim: the environment {used.bin.parent} was")
    assert found["shim"]["remedy"] == f'export PATH={places.prefix()}/lib/tao-shim/shims:"$PATH"'


def test_results_of_root(home_of, run, launcher):
    home = home_of("ordinary")
    project = home.project()
    (project / "results").mkdir()
    (project / "results/model").write_text("")
    result = run([TAO_SHIM, "doctor"], home=home, launcher=launcher(), cwd=project)
    (line,) = [line for line in result.text.splitlines() if " rights " in line]
    assert line.startswith("remark") and f"2 of the files in {project} belong to root" in line
