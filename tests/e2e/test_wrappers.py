"""A script in front of the launcher, as people and version managers write them: the project counts all the same."""

import pytest
from harness.report import report

VERSION = "6.26.3"
PYENV_SHIM = """\
#!/usr/bin/env bash
set -e
[ -n "$PYENV_DEBUG" ] && set -x

program="${{0##*/}}"

export PYENV_ROOT="{home}/.pyenv"
exec "{home}/.pyenv/libexec/pyenv" exec "$program" "$@"
"""
WRAPPERS = {
    "exec": '#!/bin/sh\nexec {tao} "$@"\n',
    "in the home": '#!/bin/sh\nexec "$HOME/venv/bin/tao" "$@"\n',
    "activated": '#!/bin/bash\n. {bin}/activate; exec tao "$@"\n',
    "not exec": '#!/bin/sh\nset -eu\nV={bin}\n"$V/tao" "$@"\n',
    "beside itself": '#!/bin/sh\nhere=$(cd "$(dirname "$0")" && pwd)\nexec "$here/../venv/bin/tao" "$@"\n',
    "module": '#!/bin/sh\nexec {bin}/python -m nvidia_tao_cli.entrypoint.tao_launcher "$@"\n',
    "pyenv": PYENV_SHIM,
}


@pytest.fixture
def go(home, launcher, run):
    """go(text, *words): runs a task by way of a wrapper of that text, the only `tao` behind the shim."""

    def make(text, *words, version=VERSION, project=None, **how):
        ready = launcher(version)
        for place in ("venv", ".pyenv/versions/3.11.9"):
            if not (home.path / place).exists():
                (home.path / place).parent.mkdir(parents=True, exist_ok=True)
                (home.path / place).symlink_to(ready.bin.parent)
        home.write(".pyenv/version", "3.11.9\n")
        home.write("wrap/tao", text.format(tao=ready.tao, bin=ready.bin, home=home.path), 0o755)
        path = home.environment(ready)["PATH"].replace(str(ready.bin), str(home.path / "wrap"))
        command = ready.command("detectnet_v2", "train", *words)
        return run(command, home=home, cwd=project or home.project(), launcher=ready, env={"PATH": path, **how})

    return make


@pytest.mark.parametrize("kind", WRAPPERS)
def test_the_project_counts_behind_a_wrapper(go, nothing_left, kind):
    result = go(WRAPPERS[kind], "-e", "specs/train.txt", "do:exit=3")
    assert result.status == 3, result
    got = report(result)
    assert got.cwd == "/workspace/tao-experiments"
    assert got.readable == {b"specs/train.txt"}
    nothing_left()


@pytest.mark.parametrize("version", ["5.5.1", "4.0.1", "0.1.24"])
def test_with_every_launcher(go, nothing_left, version):
    assert go(WRAPPERS["exec"], "do:exit=3", version=version).status == 3
    nothing_left()


def test_what_a_wrapper_sets_reaches_the_launcher(go, home, nothing_left):
    home.write("cars/tao-project.yaml", "version: 1\nmounts:\n  - {source: ., destination: /w}\n")
    debug = go('#!/bin/sh\nexport TAO_LAUNCHER_DEBUG=1\nexec {tao} "$@"\n', project=home.path / "cars")
    plain = go('#!/bin/sh\nexport NOTHING=1\nexec {tao} "$@"\n', project=home.path / "cars")
    assert "[DEBUG]" in debug.errors
    assert "[DEBUG]" not in plain.errors
    nothing_left()


def test_a_wrapper_that_does_more_is_started_as_it_is_and_that_is_told(go, home, launcher):
    project = home.project()
    result = go('#!/bin/sh\necho wrapped\nif true; then exec {tao} "$@"; fi\n', "--help", project=project)
    assert "wrapped\n" in result.text
    assert result.errors.splitlines()[0] == (
        f"tao-shim: note: {home.path}/wrap/tao is not NVIDIA's launcher, so {project}/tao-project.yaml does not count; "
        f"to have it count, type: export TAO_SHIM_LAUNCHER={launcher(VERSION).tao}"
    )


def test_outside_a_project_the_wrapper_itself_is_started(go, home):
    result = go('#!/bin/sh\necho wrapped "$@"\nexit 7\nexec {tao} "$@"\n', project=home.path)
    assert (result.status, result.text, result.errors) == (7, "wrapped model detectnet_v2 train\n", "")
