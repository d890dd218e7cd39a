"""Reads what the stand-in task (config/demo/stand_in.sh) says about itself."""

import base64
import re
import time
from dataclasses import dataclass


def records(output: bytes) -> dict:
    """Every `@name base64` line of an output: name -> its last value."""
    found = {}
    for name, value in re.findall(rb"^@(\w+) ?([A-Za-z0-9+/=]*)\r?$", output, re.MULTILINE):
        found[name.decode()] = base64.b64decode(value)
    return found


@dataclass(frozen=True)
class Report:
    task: str
    argv: list  # bytes, without the task's own name
    environment: dict  # bytes -> bytes
    cwd: str
    uid: int
    gid: int
    terminals: set  # of 0, 1, 2
    readable: set  # bytes: the words, and the values after `=`, that name something readable in the container
    more: dict  # what `do:` words added: read, stdin, list, ...

    @property
    def words(self) -> list:
        return [word.decode(errors="surrogateescape") for word in self.argv]


def report(output) -> Report:
    """The report in an output (bytes, or a Result). AssertionError if the task did not run."""
    data = output if isinstance(output, bytes) else output.stdout
    found = records(data)
    assert "cmdline" in found, f"the task never ran; output: {output}"
    uid, gid = found["ids"].decode().split(":")
    return Report(
        task=found["task"].decode(),
        argv=found["cmdline"].split(b"\0")[2:-1],
        environment=dict(entry.split(b"=", 1) for entry in found["env"].split(b"\0") if b"=" in entry),
        cwd=found["cwd"].decode(),
        uid=int(uid),
        gid=int(gid),
        terminals={int(n) for n in found["terminals"].split()},
        readable=set(found["readable"].split(b"\0")[:-1]),
        more=found,
    )


# The last word of a task's: seconds_after() measures from what it does.
SAY_WHEN = "do:write=/workspace/tao-experiments/ended"


def seconds_after(project) -> float:
    """Since the task in that project ended, called as soon as `tao` has. How long the machine took to start it does not count."""
    return time.time() - (project / "ended").stat().st_mtime
