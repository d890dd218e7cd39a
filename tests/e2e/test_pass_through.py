"""Where the shim has nothing to do it is as if it were not there: the launcher gets the same words, environment,
descriptors and everything else that a process inherits."""

import json
import os
import signal

import pytest

from harness import places, terminal

# Named `tao`, and a launcher by its text: what the shim looks for stands in it, in a place that is never reached.
DUMPER = '''#!/usr/bin/python3 -IES
import json, os, sys
if False:
    from {module} import main


def of(path):
    with open(path, "rb") as file:
        return file.read().decode("latin-1")


def descriptor(number):
    try:
        kind = os.readlink(f"/proc/self/fd/{{number}}")
        position = [line for line in of(f"/proc/self/fdinfo/{{number}}").splitlines() if line.startswith(("pos", "flags"))]
        return [number, kind, position]
    except OSError:
        return None


output = open(os.path.join(os.path.dirname(sys.argv[0]), "dump.json"), "w")
status = dict(line.split(":", 1) for line in of("/proc/self/status").splitlines())
json.dump({{
    "cmdline": of("/proc/self/cmdline"),
    "environ": of("/proc/self/environ"),
    "descriptors": [found for found in map(descriptor, range(256)) if found and found[0] != output.fileno()],
    "directory": os.getcwd(),
    "signals": {{name: status[name] for name in ("SigBlk", "SigIgn", "SigPnd")}},
    "umask": status["Umask"],
    "groups": [os.getpgrp() - os.getpid(), os.getsid(0) - os.getpid()],
    "limits": of("/proc/self/limits"),
}}, output)
'''
TODAYS = "nvidia_tao_cli.entrypoint.tao_launcher"
OLD = "tlt.entrypoint.entrypoint"
CLIENT = "tao_cli.tao"

PROJECT_FILE = None  # Home.project's own
NO_PROJECT_FILE = ""


@pytest.fixture
def dumps(home, prefix, start):
    """dumps(argv, ...): what the launcher gets when it is started by itself, and through the shim."""

    def make(argv, module=TODAYS, project=NO_PROJECT_FILE, env=None, **how):
        directory = home.path / "launcher bin"
        dumper = home.write(directory / "tao", DUMPER.format(module=module), 0o755)
        cwd = home.project(yaml=project)
        path = f"{places.prefix()}/lib/tao-shim/shims:{directory}:/usr/bin:/bin"
        environment = {"HOME": str(home.path), "PATH": path, "ODD": "a\nb=é", "EMPTY": "", **(env or {})}
        found = []
        for program in (dumper, places.prefix() / "lib/tao-shim/shims/tao"):
            (directory / "dump.json").unlink(missing_ok=True)
            process = terminal.Process(argv, executable=program, environment=environment, cwd=cwd, **how)
            result = process.wait(20)
            assert (result.status, result.stdout, result.stderr) == (0, b"", b"")
            dump = json.loads((directory / "dump.json").read_text())
            # A script is handed over by its path: the kernel puts that in the place of argv[0] in both cases. The names of
            # pipes and terminals are new ones each time.
            for descriptor in dump["descriptors"]:
                descriptor[1] = descriptor[1].split(":")[0].rstrip("0123456789")
            found.append(dump)
        return found

    return make


TASK = ["tao", "model", "detectnet_v2", "train", "-e", "specs/train.txt", "-r", "/home/a b", "", "new\nline", "$HOME", "'", "é"]


@pytest.mark.parametrize("on_terminal", [False, True], ids=["no-terminal", "terminal"])
@pytest.mark.parametrize(
    "argv, module, project, env",
    [
        pytest.param(TASK, TODAYS, NO_PROJECT_FILE, {}, id="no-project-file"),
        pytest.param(["tao", "detectnet_v2", "train"], OLD, NO_PROJECT_FILE, {}, id="no-project-file-old-launcher"),
        pytest.param(["tao", "info"], TODAYS, PROJECT_FILE, {}, id="info"),
        pytest.param(["tao", "info", "--verbose"], TODAYS, PROJECT_FILE, {}, id="info-verbose"),
        pytest.param(["tao", "list"], TODAYS, PROJECT_FILE, {}, id="list"),
        pytest.param(["tao", "stop", "--all"], TODAYS, PROJECT_FILE, {}, id="stop"),
        pytest.param(["tao"], TODAYS, PROJECT_FILE, {}, id="bare"),
        pytest.param(["tao", "--help"], TODAYS, PROJECT_FILE, {}, id="help"),
        pytest.param(["tao", "model", "--help"], TODAYS, PROJECT_FILE, {}, id="help-of-a-group"),
        pytest.param(TASK, TODAYS, PROJECT_FILE, {"TAO_SHIM": "off"}, id="switched-off"),
        pytest.param(TASK, TODAYS, PROJECT_FILE, {"TAO_DOCKER_DISABLE": "1"}, id="without-docker"),
        pytest.param(TASK, TODAYS, PROJECT_FILE, {"LAUNCHER_MOUNTS": "/nowhere.json"}, id="own-mounts-file"),
        pytest.param(["tao", "login", "--ngc-key", "x"], CLIENT, PROJECT_FILE, {}, id="client"),
        pytest.param(["tao", "dino", "create-job", "@file"], CLIENT, PROJECT_FILE, {}, id="client-job"),
    ],
)
def test_the_launcher_gets_exactly_what_was_typed(argv, module, project, env, on_terminal, dumps):
    itself, through_the_shim = dumps(argv, module, project, env, tty=on_terminal)

    assert through_the_shim == itself


def test_inherited_descriptors_signals_and_limits_are_kept(dumps):
    read_end, write_end = os.pipe()
    null = os.open(os.devnull, os.O_RDWR)
    try:

        def before():
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
            os.umask(0o077)

        itself, through_the_shim = dumps(TASK, pass_fds=(read_end, write_end, null), before=before)
    finally:
        for descriptor in (read_end, write_end, null):
            os.close(descriptor)

    assert through_the_shim == itself
    assert {read_end, write_end, null} <= {number for number, _, _ in itself["descriptors"]}
    assert int(itself["signals"]["SigIgn"], 16) & 1 << (signal.SIGHUP - 1)


def test_closed_standard_descriptors_stay_closed(dumps, home):
    def before():
        for number in (0, 1, 2):
            os.close(number)

    itself, through_the_shim = dumps(TASK, before=before)

    # The first file that a program opens takes the first free number: the dump itself is left out.
    assert through_the_shim == itself
    assert not {number for number, kind, _ in through_the_shim["descriptors"] if number in (0, 1, 2) and "pipe" in kind}


def test_words_that_are_no_utf_8_are_kept(dumps):
    itself, through_the_shim = dumps(["tao", b"\xff\xfe", "model"])

    assert through_the_shim == itself
    assert "\xff\xfe" in itself["cmdline"]
