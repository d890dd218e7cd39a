"""Containers that a notebook or a script starts itself (docker run -v DATA:/data IMAGE TASK ...), as a mounts file has them."""

import collections
import posixpath
import re

import texts
from values import variable_of_the_user

# setup: Mounts, Envs and DockerOptions. image, gpus: empty where nothing is said. left: options that none of these can say.
Container = collections.namedtuple("Container", "setup image gpus left")

_PROGRAMS = frozenset("docker podman nerdctl nvidia-docker".split())
_BEFORE = frozenset("sudo do then else time nohup exec ! {".split())
_FLAGS = frozenset(
    "detach init interactive no-healthcheck oom-kill-disable privileged publish-all quiet read-only replace rm sig-proxy tty".split()
)
_LETTERS = {"v": "volume", "e": "env", "u": "user", "p": "publish", "w": "workdir", "l": "label", "h": "hostname", "m": "memory",
            "c": "cpu-shares", "a": "attach"}  # fmt: skip
_FLAG_LETTERS = "ditPq"
# What a run has by itself, or what says nothing of what the task sees.
_OF_NO_MEANING = frozenset(
    "attach detach hostname init interactive label log-driver log-opt name pull quiet replace restart rm runtime sig-proxy tty".split()
)
_SHOWN = frozenset(
    "cap-add cpus device entrypoint env-file group-add ipc memory pid platform runtime security-opt tmpfs userns workdir".split()
)
_OF_TAO = re.compile(r"(?:^|[/:_-])(?:tao|tlt)(?:$|[/:_-])", re.IGNORECASE)
_SUBTASKS = frozenset(
    "analyze annotations augment convert dataset_convert distill evaluate export generate gen_trt_engine inference prune quantize"
    " train validate".split()
)


def container_of(words, directory, home):
    """The container that the words of a command start; None if they start none, or one that is not TAO's."""
    while words and words[0] in _BEFORE:
        words = words[1:]
    if not words or posixpath.basename(words[0]) not in _PROGRAMS:
        return None
    words = words[2:] if words[1:2] == ["container"] else words[1:]
    if words[:1] != ["run"]:
        return None
    reading = _Reading(directory, home)
    command = reading.options(words[1:])
    image, task = (command[:1] or [""])[0], command[1:]
    known = image if not re.search(r"[${}\1]", image) else ""
    is_of_tao = not known or _OF_TAO.search(known) or task[1:2] and task[1] in _SUBTASKS
    return Container(reading.setup, known, reading.gpus, reading.left) if image and is_of_tao else None


class _Reading:
    def __init__(self, directory, home):
        self.directory, self.home = directory, home
        self.setup, self.gpus, self.left = {"Mounts": [], "Envs": [], "DockerOptions": {}}, [], []

    def options(self, words):
        """Reads the options; returns the words behind them."""
        words = list(words)
        while words and words[0].startswith("-") and words[0] != "-":
            word = words.pop(0)
            if word == "--":
                break
            if word.startswith("--"):
                name, sign, value = word[2:].partition("=")
                if not sign and name not in _FLAGS:
                    value = words.pop(0) if words else ""
                self.option(name, value, [word] if sign or name in _FLAGS else [word, value])
                continue
            rest = word[1:].lstrip(_FLAG_LETTERS)
            if rest:
                value = rest[1:].lstrip("=") or (words.pop(0) if words else "")
                self.option(_LETTERS.get(rest[0], rest[0]), value, ["-" + rest[0], value])
        return words

    def option(self, name, value, written):
        """Takes an option over, or keeps it among those that are left."""
        take = getattr(self, "take_" + name.replace("-", "_"), None)
        taken = name in _OF_NO_MEANING if take is None else take(value)
        if not taken:
            # The value of an option that is not known may be a secret: --creds.
            shown = take or name in _SHOWN
            self.left.append(" ".join(written) if shown else written[0].partition("=")[0])

    def docker(self, key, value):
        self.setup["DockerOptions"][key] = value
        return True

    def mount(self, source, destination, read_only=False):
        if not source.startswith(("/", ".", "~", "$", "{")):
            return False  # a volume of Docker's
        source = texts.with_home(source, self.home)
        source = source if source.startswith(("$", "{")) else texts.absolute(source, self.directory)
        self.setup["Mounts"].append(dict({"source": source, "destination": destination}, **{"read_only": True} if read_only else {}))
        return True

    def take_volume(self, value):
        parts = re.split(r":(?![^${]*\})", value)  # not in ${NAME:-DEFAULT}
        return len(parts) in (2, 3) and self.mount(parts[0], parts[1], "ro" in parts[2:3][0].split(",") if parts[2:] else False)

    def take_mount(self, value):
        said = dict(one.partition("=")[::2] for one in value.split(","))
        if said.get("type", "volume") != "bind":
            return False
        source = said.get("source", said.get("src", ""))
        destination = said.get("target", said.get("destination", said.get("dst", "")))
        read_only = said.get("readonly", said.get("ro", "false")) in ("", "true", "1")
        return bool(destination) and self.mount(source, destination, read_only)

    def take_env(self, value):
        name, sign, said = value.partition("=")
        users = re.match(r"\$\{?(\w+)\}?\Z", said) if sign else re.match(r"(\w+)\Z", name)
        self.setup["Envs"].append({"variable": name, "value": variable_of_the_user(users.group(1)) if users else said})
        return True

    def take_shm_size(self, value):
        return self.docker("shm_size", value)

    def take_user(self, value):
        return self.docker("user", value)

    def take_network(self, value):
        return self.docker("network", value)

    take_net = take_network

    def take_privileged(self, value):
        return self.docker("privileged", True) if value in ("", "true") else True

    def take_ulimit(self, value):
        found = re.match(r"(\w+)=(-1|\d+)(?::(-1|\d+))?\Z", value)
        if not found or found.group(3) not in (None, found.group(2)):
            return False
        self.setup["DockerOptions"].setdefault("ulimits", {})[found.group(1)] = int(found.group(2))
        return True

    def take_publish(self, value):
        found = re.match(r"(\d+):(\d+(?:/\w+)?)\Z", value)
        if found:
            self.setup["DockerOptions"].setdefault("ports", {})[found.group(2)] = int(found.group(1))
        return bool(found)

    def take_gpus(self, value):
        found = re.match(r"\"?device=(\d+(?:,\d+)*)\"?\Z", value)
        if found:
            self.gpus = [int(one) for one in found.group(1).split(",")]
        return bool(found) or value == "all"


def together(containers):
    """What several containers come to as one: all their mounts and variables, of options the last."""
    setup = {"Mounts": [], "Envs": [], "DockerOptions": {}}
    for container in containers:
        for key in ("Mounts", "Envs"):
            setup[key] += [one for one in container.setup[key] if one not in setup[key]]
        for key, value in container.setup["DockerOptions"].items():
            both = dict(setup["DockerOptions"].get(key, {}), **value) if isinstance(value, dict) else value
            setup["DockerOptions"][key] = both
    return {key: value for key, value in setup.items() if value or key == "Mounts"}
