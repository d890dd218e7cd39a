"""The processes of one supervised run, found from outside."""

import os

from . import terminal


def guardian(mark: str):
    """The pid of the guardian of the run whose environment has `mark`; None if there is none."""
    for pid, words in terminal.processes_with(mark).items():
        if words.startswith(b"tao-shim-guardian\0"):
            return pid
    return None


def launcher(tao: int):
    """The pid of the launcher that the supervisor `tao` has started; None before and after."""
    return next((pid for pid, (parent, *_) in terminal.processes().items() if parent == tao), None)


def docker(tao: int):
    """The pids of the two docker commands below the launcher: the stand-in and, below it, the real one."""
    found = terminal.processes()
    for pid, (parent, *_, words) in found.items():
        if words.startswith(b"docker\0exec\0") and not found.get(parent, (0, 0, 0, b""))[3].startswith(b"docker\0exec\0"):
            if tao in ancestors(found, pid):
                return pid, next((child for child, (of, *_) in found.items() if of == pid), None)
    return None, None


def outside_containers(mark: str) -> list:
    """The pids of the processes with `mark` that are in no container: the variables of a container carry it as well."""
    here = os.readlink("/proc/self/ns/pid")
    return [pid for pid in terminal.processes_with(mark) if os.readlink(f"/proc/{pid}/ns/pid") == here]


def ancestors(found: dict, pid: int):
    while pid in found:
        pid = found[pid][0]
        yield pid
