# ctest: timeout=900
"""Every public version of the launcher, installed in every usual way, is told apart from its files alone."""

import json
import os
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

from harness import places

GROUP_FIRST = ("5.0.0", "5.1.0", "5.2.0", "5.2.0.1", "5.3.0", "5.5.1", "6.0.0", "6.0.1", "6.25.7", "6.25.9",
               "6.25.10", "6.25.11", "6.25.11.1", "6.26.3")
TASK_FIRST = ("0.1.21", "0.1.23", "0.1.24", "4.0.0", "4.0.1")
LAUNCHERS = [("nvidia-tao", version) for version in TASK_FIRST + GROUP_FIRST] + [("nvidia-tlt", "0.1.21")]
CLIENTS = [("nvidia-tao-client", version) for version in ("5.5.1", "6.26.3")]


@pytest.fixture(scope="session")
def pip():
    """pip(words...): a pip that installs into other environments."""
    tools = places.cache() / "launcher scripts" / "pip"
    program = tools / "bin" / "pip"
    if not program.exists():
        venv.create(tools, with_pip=True)

    def run(*words, **how):
        made = subprocess.run([program, "--disable-pip-version-check", "-q", *map(str, words)],
                              capture_output=True, text=True, timeout=300, **how)
        if made.returncode:
            pytest.skip("pip: " + (made.stderr.strip().splitlines() or ["failed"])[-1])

    return run


@pytest.fixture(scope="session")
def scripts(pip):
    """scripts(package, version): a virtual environment with that package, but without what it requires."""

    def make(package, version):
        directory = places.cache() / "launcher scripts" / f"{package}-{version}"
        if not (directory / "complete").exists():
            environment(pip, directory, f"{package}=={version}")
            (directory / "complete").touch()
        return directory

    return make


def environment(pip, directory, requirement):
    shutil.rmtree(directory, ignore_errors=True)
    venv.create(directory, with_pip=False)
    pip("--python", directory / "bin" / "python", "install", "--no-deps", requirement)


def which(prefix, directory, program="tao", **more):
    """What `tao-shim which` finds with that directory on PATH behind the shims'."""
    path = f"{prefix}/lib/tao-shim/shims:{directory}:/usr/bin:/bin"
    found = subprocess.run([prefix / "bin" / "tao-shim", "which", program, "--json"], capture_output=True, text=True,
                           env={"PATH": path, "HOME": "/nonexistent", **more}, timeout=60)
    return json.loads(found.stdout)


def check(found, version, package, script):
    assert found["found"]
    assert found["path"] == str(script)
    assert found["version"] == version
    assert Path(found["package"]).name == package
    assert (Path(found["package"]) / "__init__.py").exists()


@pytest.mark.parametrize("package, version", LAUNCHERS)
def test_every_public_launcher_is_identified(prefix, scripts, package, version):
    directory = scripts(package, version)
    names = {"nvidia-tlt": ["tlt"]}.get(package, ["tao", "tao-deploy"] if version.startswith("4") else ["tao"])
    for name in names:
        found = which(prefix, directory / "bin", name)
        check(found, version, "tlt" if version in TASK_FIRST else "nvidia_tao_cli", directory / "bin" / name)
        assert found["kind"] == "launcher"
        assert ("GROUP" in found["grammar"]) == (version in GROUP_FIRST)


@pytest.mark.parametrize("package, version", CLIENTS)
def test_every_client_is_told_from_the_launcher(prefix, scripts, package, version):
    directory = scripts(package, version)
    found = which(prefix, directory / "bin")
    check(found, version, "tao_cli", directory / "bin" / "tao")
    assert found["kind"] == "client"


@pytest.mark.parametrize("name", ["with blank", "accent é", "long " + "x" * 130])
def test_an_interpreter_path_that_no_shebang_can_hold(prefix, pip, root_directory, name):
    directory = root_directory / name
    environment(pip, directory, "nvidia-tao==6.26.3")
    found = which(prefix, directory / "bin")
    check(found, "6.26.3", "nvidia_tao_cli", directory / "bin" / "tao")
    assert found["interpreter"] == str(directory / "bin" / "python")


def test_an_installation_for_the_user(prefix, pip, root_directory):
    pip("install", "--no-deps", "--prefix", root_directory / ".local", "nvidia-tao==4.0.1")
    script = next(root_directory.glob(".local/**/bin/tao"))
    check(which(prefix, script.parent), "4.0.1", "tlt", script)


def test_an_installation_into_a_directory(prefix, pip, root_directory):
    pip("install", "--no-deps", "--target", root_directory / "target", "nvidia-tao==5.5.1")
    check(which(prefix, root_directory / "target" / "bin"), "5.5.1", "nvidia_tao_cli",
          root_directory / "target" / "bin" / "tao")


def test_a_link_on_path_to_an_environment_of_its_own(prefix, scripts, root_directory):
    directory = scripts("nvidia-tao", "6.26.3")
    (root_directory / "bin").mkdir()
    (root_directory / "bin" / "tao").symlink_to(directory / "bin" / "tao")
    check(which(prefix, root_directory / "bin"), "6.26.3", "nvidia_tao_cli", root_directory / "bin" / "tao")


def test_an_editable_installation(prefix, pip, scripts, root_directory):
    original = next((scripts("nvidia-tao", "5.5.1")).glob("lib/python3*/site-packages/nvidia_tao_cli"))
    source = root_directory / "source"
    shutil.copytree(original, source / "nvidia_tao_cli")
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools>=64"]\nbuild-backend = "setuptools.build_meta"\n'
        '[project]\nname = "nvidia-tao"\nversion = "5.5.1"\n'
        '[project.scripts]\ntao = "nvidia_tao_cli.entrypoint.tao_launcher:main"\n'
        '[tool.setuptools]\npackages = ["nvidia_tao_cli"]\n')
    environment_of_it = root_directory / "venv"
    venv.create(environment_of_it, with_pip=False)
    pip("--python", environment_of_it / "bin" / "python", "install", "--no-deps", "-e", source)
    found = which(prefix, environment_of_it / "bin")
    check(found, "5.5.1", "nvidia_tao_cli", environment_of_it / "bin" / "tao")
    assert found["package"] == str(source / "nvidia_tao_cli")


@pytest.mark.parametrize("way", ["symbolic link", "hard link", "copy", "stripped copy", "script", "script by a link"])
def test_the_shim_is_never_taken_for_a_launcher(prefix, scripts, root_directory, way):
    shim = prefix / "lib" / "tao-shim" / "shims" / "tao"
    other = root_directory / "other" / "tao"
    other.parent.mkdir()
    if way == "symbolic link":
        other.symlink_to(shim)
    elif way == "hard link":
        try:
            os.link(shim, other)
        except OSError as error:
            pytest.skip(f"no hard link from {shim}: {error}")
    elif way == "copy":
        shutil.copy2(shim, other)
    elif way == "stripped copy":
        subprocess.run(["strip", "-o", other, shim], check=True)
    elif way == "script":
        other.write_text(f'#!/bin/sh\nexec {shim} "$@"\n')
        other.chmod(0o755)
    else:
        target = root_directory / "relay"
        target.write_text(f'#!/bin/sh\nexec "{prefix}/bin/tao-shim" explain -- tao "$@"\n')
        target.chmod(0o755)
        other.symlink_to(target)
    found = which(prefix, f"{other.parent}::{scripts('nvidia-tao', '6.26.3')}/bin")
    assert found["path"] == str(scripts("nvidia-tao", "6.26.3") / "bin" / "tao")
    assert str(other) in [passed["path"] for passed in found["passed_over"]]


def test_a_loop_of_relays_is_stopped_with_its_files_named(prefix, root_directory):
    """A script called tao that starts tao again: the shim hands over to it once, and then says so."""
    relay = root_directory / "relay" / "tao"
    relay.parent.mkdir()
    relay.write_text('#!/bin/sh\nexec tao "$@"\n')
    relay.chmod(0o755)
    shims = prefix / "lib" / "tao-shim" / "shims"
    result = subprocess.run([shims / "tao", "info"], capture_output=True, text=True, timeout=60,
                            env={"PATH": f"{shims}:{relay.parent}:/usr/bin:/bin", "HOME": "/nonexistent"})
    assert result.returncode == 125
    assert result.stdout == ""
    assert f"{relay}\n" in result.stderr
    assert f"{shims}/tao (this shim)\n" in result.stderr


def test_behind_a_relay_the_launcher_is_found(prefix, scripts, root_directory):
    relay = root_directory / "relay" / "tao"
    relay.parent.mkdir()
    relay.write_text('#!/bin/sh\necho relay >&2\nexec tao "$@"\n')
    relay.chmod(0o755)
    shims = prefix / "lib" / "tao-shim" / "shims"
    launcher = root_directory / "launcher" / "tao"
    launcher.parent.mkdir()
    launcher.write_text("#!/usr/bin/python3 -IES\nimport sys\nif False:\n    from tlt.entrypoint.tao import main\n"
                        "print(sys.argv[1:])\n")
    launcher.chmod(0o755)
    result = subprocess.run([shims / "tao", "info", "a b"], capture_output=True, text=True, timeout=60,
                            env={"PATH": f"{shims}:{relay.parent}:{launcher.parent}:/usr/bin:/bin",
                                 "HOME": "/nonexistent"})
    assert (result.returncode, result.stdout, result.stderr) == (0, "['info', 'a b']\n", "")
