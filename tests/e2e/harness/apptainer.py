#!/usr/bin/python3 -IES
"""Stands in for apptainer: takes `exec` with the options that tao uses, as strictly as the real one, and runs the words in
the files of $STAND_IN_ROOTFS, in mount and process namespaces of their own that end with this process. Needs root."""

import csv
import ctypes
import os
import signal
import sys
import warnings  # noqa: F401 (os.execvpe imports it, which it cannot any more behind chroot)

CLONE_NEWNS, CLONE_NEWPID, MS_BIND, MS_REC, MS_PRIVATE, MS_REMOUNT, MS_RDONLY = 0x20000, 0x20000000, 4096, 16384, 1 << 18, 32, 1
SWITCHES = {"--cleanenv", "--containall", "--writable-tmpfs", "--no-eval", "--nv", "--net"}
VALUES = {"--mount", "--pwd", "--home", "--network"}
PREFIXES = ("APPTAINERENV_", "SINGULARITYENV_")
BINDS = ("APPTAINER_BIND", "APPTAINER_BINDPATH", "SINGULARITY_BIND", "SINGULARITY_BINDPATH")
libc = ctypes.CDLL(None, use_errno=True)


def fatal(text):
    sys.stderr.write(f"FATAL:   {text}\n")
    sys.exit(255)


def call(name, *arguments):
    if getattr(libc, name)(*arguments) != 0:
        fatal(f"{name}: {os.strerror(ctypes.get_errno())}")


def mount(source, target, flags, kind=None, options=None):
    call("mount", os.fsencode(source), os.fsencode(target), kind, ctypes.c_ulong(flags), options)


def parse(words):
    options, at = [], 0
    if words[:1] in (["--quiet"], ["-q"]):
        at = 1
    if words[at : at + 1] != ["exec"]:
        fatal(f"unknown command {words[at:at + 1]}")
    at += 1
    while at < len(words) and words[at].startswith("-"):
        if words[at] in SWITCHES:
            options.append((words[at], None))
        elif words[at] in VALUES and at + 1 < len(words):
            options.append((words[at], words[at + 1]))
            at += 1
        else:
            fatal(f"unknown flag: {words[at]}")
        at += 1
    if len(words) < at + 2:
        fatal("requires at least 2 arg(s)")
    return options, words[at], words[at + 1 :]


def home(options):
    return next((value.split(":")[1] for name, value in options if name == "--home"), os.environ.get("HOME", "/"))


def binds(options):
    for name in BINDS:
        for pair in filter(None, os.environ.get(name, "").split(",")):
            source, destination = pair.split(":")
            yield source, destination, False
    for name, value in options:
        if name == "--home":
            source, destination = value.split(":")
            yield source, destination, False
        if name != "--mount":
            continue
        (fields,) = csv.reader([value], strict=True)
        keys = dict(field.split("=", 1) if "=" in field else (field, "") for field in fields)
        if keys.pop("type") != "bind":
            fatal("only bind mounts")
        read_only = keys.pop("ro", None) is not None
        source, destination = keys.pop("source"), keys.pop("target")
        if keys:
            fatal(f"invalid key {sorted(keys)} in mount specification")
        yield source, destination, read_only


def environment(options):
    own = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
    if ("--cleanenv", None) not in options:
        own = {**os.environ, **own}
    for prefix in PREFIXES:
        own.update((name[len(prefix) :], value) for name, value in os.environ.items() if name.startswith(prefix))
    own["HOME"] = home(options)
    return own


def contain(options, words):
    root = os.environ["STAND_IN_ROOTFS"]
    mount("none", "/", MS_REC | MS_PRIVATE)
    # Changes of the files are this container's own.
    call("mount", b"overlay-base", b"/mnt", b"tmpfs", ctypes.c_ulong(0), None)
    os.makedirs("/mnt/u"), os.makedirs("/mnt/w"), os.makedirs("/mnt/r")
    call("mount", b"overlay", b"/mnt/r", b"overlay", ctypes.c_ulong(0), f"lowerdir={root},upperdir=/mnt/u,workdir=/mnt/w".encode())
    inside = "/mnt/r"
    mount("/dev", f"{inside}/dev", MS_BIND | MS_REC)
    mount("proc", f"{inside}/proc", 0, b"proc")
    # Where nothing else is mounted, the home and /tmp are memory, and little.
    for place in {"/tmp", home(options)} - {"/"}:
        os.makedirs(inside + place, exist_ok=True)
        mount("tmpfs", inside + place, 0, b"tmpfs", b"size=64m")
    for source, destination, read_only in binds(options):
        if not os.path.exists(source):
            fatal(f"container creation failed: mount source {source} doesn't exist")
        target = inside + destination
        if os.path.isdir(source):
            os.makedirs(target, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            open(target, "a").close()
        mount(source, target, MS_BIND)
        if read_only:
            mount("none", target, MS_BIND | MS_REMOUNT | MS_RDONLY)
    own = environment(options)
    os.chroot(inside)
    try:
        os.chdir(next((value for name, value in options if name == "--pwd"), "/"))
    except OSError as error:
        fatal(f"chdir to {error.filename}: {error.strerror}")
    try:
        os.execvpe(words[0], words, own)
    except OSError as error:
        fatal(f'exec {words[0]} failed: stat {words[0]}: {error.strerror}')


def main():
    options, _, words = parse(sys.argv[1:])
    call("unshare", CLONE_NEWNS | CLONE_NEWPID)
    child = os.fork()
    if child == 0:
        call("prctl", 1, signal.SIGKILL)
        # The first process of a namespace ignores what it does not handle: so it is not the task.
        task = os.fork()
        if task == 0:
            contain(options, words)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, lambda got, _: os.kill(task, got))
        while True:
            ended, status = os.wait()
            if ended == task:
                os._exit(128 + status if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, lambda got, _: os.kill(child, got))
    status = os.waitpid(child, 0)[1]
    os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))


main()
