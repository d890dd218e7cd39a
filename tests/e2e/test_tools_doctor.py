"""`tao-shim doctor` on a real machine: the engine, the launcher, the login."""

import json
import subprocess

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
    assert found["login"]["remedy"] == "docker login -u '$oauthtoken' nvcr.io"
    assert "nothing listens there" in found["engine"]["message"]
    assert found["shim"]["message"].startswith(f"tao is {used.tao} and not the shim: the environment {used.bin.parent} comes before")
    assert found["shim"]["remedy"].splitlines() == [
        f"{TAO_SHIM} enable venv {used.bin.parent}", f'export PATH={places.prefix()}/lib/tao-shim/shims:"$PATH"']


def test_results_of_root(home_of, run, launcher):
    home = home_of("ordinary")
    project = home.project()
    (project / "results").mkdir()
    (project / "results/model").write_text("")
    result = run([TAO_SHIM, "doctor"], home=home, launcher=launcher(), cwd=project)
    (line,) = [line for line in result.text.splitlines() if " rights " in line]
    assert line.startswith("remark") and f"2 of the files in {project} belong to root" in line


HEAD = "version: 1\nmounts:\n  - {source: ., destination: /workspace/tao-experiments}\n"


@pytest.mark.parametrize("more", ["", "docker:\n  user: host\n", "docker:\n    # mine\n    user: host\n", "docker: {user: host}\n",
                                  "docker: {}\n", "envs: {A: b}"])
def test_its_remedies_for_the_project_file_can_be_pasted(home, doctor, more):
    project = home.project("cars é 1", HEAD + more)
    (home.path / "far").mkdir()
    (project / "data").symlink_to(home.path / "far")
    _, before, _ = doctor(cwd=project)
    for check in ("memory", "links"):
        assert before[check]["level"] == "remark"
        subprocess.run(["bash", "-euc", doctor(cwd=project)[1][check]["remedy"]], check=True, timeout=20,
                       env={"PATH": "/usr/bin:/bin", "EDITOR": "false"})
    _, after, _ = doctor(cwd=project)
    assert "memory" not in after and "links" not in after
    assert (project / "tao-project.yaml").read_text().startswith("version: 1\nmounts:\n")


def test_every_remedy_is_made_of_commands(home, doctor, launcher):
    home.write(".config/tao-shim/config.yaml", "laucher: x\n")
    (home.path / ".docker/config.json").unlink()
    path = f"{launcher().bin}:/usr/bin:/bin"
    seen = []
    for how in ({"PATH": path, "TAO_SHIM": "maybe"}, {"PATH": "/usr/bin:/bin"}, {"PATH": path, "DOCKER_HOST": "unix:///nowhere"}):
        _, found, _ = doctor(cwd=home.path, env={"HOME": str(home.path), **how})
        for one in found.values():
            for line in one["remedy"].splitlines():
                subprocess.run(["bash", "-n", "-c", line], check=True, timeout=20)
                assert subprocess.run(["bash", "-c", 'type "${1%%[= ]*}"', "sh", line.removeprefix("sudo ")],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20,
                                      env={"PATH": f"{TAO_SHIM.parent}:/usr/bin:/bin"}).returncode == 0 \
                    or line.split()[0] in ("docker", "curl", "sudo", "${EDITOR:-nano}"), line
                seen.append(line)
    assert len(seen) > 8, seen
