"""Containers that a notebook or a script starts itself, as a mounts file has them: docker run -v DATA:/data IMAGE TASK ...,
apptainer exec --bind DATA:/data IMAGE TASK ..., srun --container-image IMAGE --container-mounts DATA:/data TASK ... (Pyxis)."""

import collections
import posixpath
import re

import texts
from values import text_of, variable_of_the_user

# setup: Mounts, Envs and DockerOptions. image, gpus: empty where nothing is said. left: options that none of these can say.
Container = collections.namedtuple("Container", "setup image gpus left")

_PROGRAMS = frozenset("docker podman nerdctl nvidia-docker".split())
_OF_APPTAINER = frozenset("apptainer singularity".split())
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
    "cap-add cpus cwd device entrypoint env-file group-add ipc memory pid platform pwd runtime security-opt tmpfs userns workdir".split()
)
_OF_TAO = re.compile(r"(?:^|[/:_-])(?:tao|tlt)(?:$|[/:_-])", re.IGNORECASE)
# Of apptainer: what takes no value. All else does.
_FLAGS_OF_APPTAINER = frozenset(
    "allow-setuid cleanenv compat contain containall debug disable-cache dmtcp-launch fakeroot ipc keep-privs no-eval no-home"
    " no-https no-init no-mount-home no-privs no-umask nv nvccli pid quiet rocm silent sparse unsquash userns uts verbose writable"
    " writable-tmpfs".split()
)
_IMAGE_OF_APPTAINER = re.compile(r"\w{2,}://|\.(?:sif|simg)\Z")
_LETTERS_OF_APPTAINER = {"B": "bind", "H": "home", "o": "overlay", "S": "scratch", "W": "workdir"}
# What apptainer binds besides its own options.
BINDS = ("APPTAINER_BIND", "APPTAINER_BINDPATH", "SINGULARITY_BIND", "SINGULARITY_BINDPATH")
# Of Pyxis: what says nothing of what the task sees.
_OF_NO_MEANING_TO_PYXIS = frozenset("name remap-root no-mount-home save writable readonly entrypoint-log".split())
_OF_NO_MEANING_IN_PYTHON = frozenset("auto_remove device_requests remove stderr stdin_open stdout stream".split())
_SUBTASKS = frozenset(
    "analyze annotations augment convert dataset_convert distill evaluate export generate gen_trt_engine inference prune quantize"
    " train validate".split()
)


def container_of(words, directory, home, variables=()):
    """The container that the words of a command start; None if they start none, or one that is not TAO's. variables: of its
    environment."""
    while words and words[0] in _BEFORE:
        words = words[1:]
    program = posixpath.basename(words[0]) if words else ""
    if program == "srun":
        return _of_pyxis(words[1:], directory, home)
    if program in _OF_APPTAINER:
        return _of_apptainer(words[1:], directory, home, variables)
    if program not in _PROGRAMS:
        return None
    words = words[2:] if words[1:2] == ["container"] else words[1:]
    if words[:1] != ["run"]:
        return None
    reading = _Reading(directory, home)
    command = reading.options(words[1:])
    return _of_tao(reading, (command[:1] or [""])[0], command[1:])


def _of_tao(reading, image, task):
    """The container of an image and the command in it; None if it is not TAO's."""
    known = image if not re.search(r"[${}\1]", image) else ""
    is_of_tao = not known or _OF_TAO.search(known) or any(one in _SUBTASKS for one in task[1:2])
    return Container(reading.setup, _reference(known, reading), reading.gpus, reading.left) if image and is_of_tao else None


def _reference(image, reading):
    """The name by which every engine knows an image. A file is one engine's, and is named."""
    if re.search(r"\.(?:sif|simg|sqsh)\Z", image) or image.startswith(("/", ".", "~")):
        reading.left.append(image)
        return ""
    return image.partition("://")[2] or image


def _of_apptainer(words, directory, home, variables):
    reading = _Reading(directory, home)
    while words and words[0].startswith("-"):
        words = words[1:]
    if words[:1] not in (["exec"], ["run"], ["shell"]):
        return None
    command = reading.options_of_apptainer(words[1:])
    for name in BINDS:
        if isinstance(variables, dict) and isinstance(variables.get(name), str):
            reading.bind_of_apptainer(variables[name])
    return _of_tao(reading, (command[:1] or [""])[0], command[1:])


def _of_pyxis(words, directory, home):
    """Of srun's own options nothing is said: they say where a task runs, and when."""
    reading = _Reading(directory, home)
    image, rest = "", []
    words = list(words)
    while words:
        word = words.pop(0)
        if not word.startswith("--container-") and not word.startswith("--no-container-"):
            rest.append(word)
            continue
        name, sign, value = word.partition("--")[2].replace("container-", "").partition("=")
        if not sign and name in ("image", "mounts", "workdir", "name", "save", "env"):
            value = words.pop(0) if words else ""
        if name == "image":
            image = value.replace("#", "/", 1)
        elif name == "mounts":
            reading.mounts_of_pyxis(value)
        elif name == "env":
            for one in value.split(","):
                reading.take_env(one)
        elif name not in _OF_NO_MEANING_TO_PYXIS:
            reading.left.append("--container-%s%s%s" % (name, sign, value))
    task = next((rest[at - 1 :] for at, one in enumerate(rest) if at and one in _SUBTASKS), [])
    return _of_tao(reading, image, task)


def words_of_docker_run(image, command, options):
    """The words of docker run for a call of Docker's library for Python: client.containers.run(IMAGE, COMMAND, volumes=...)."""
    words = ["docker", "run"]
    volumes = options.pop("volumes", ())
    for one in volumes.items() if isinstance(volumes, dict) else volumes or ():
        source, said = one if isinstance(one, tuple) else (one, None)
        parts = [source] if said is None else [source, said["bind"], said.get("mode", "rw")]
        words += ["-v", ":".join(map(text_of, parts))]
    variables = options.pop("environment", ())
    for one in variables.items() if isinstance(variables, dict) else variables or ():
        words += ["-e", "=".join(map(text_of, one)) if isinstance(one, tuple) else text_of(one)]
    for key, option in (("shm_size", "--shm-size"), ("user", "--user"), ("network", "--network"), ("network_mode", "--network")):
        if options.get(key) is not None:
            words += [option, text_of(options.pop(key))]
    if options.pop("privileged", False) is True:
        words.append("--privileged")
    for port, on_host in dict(options.pop("ports", None) or {}).items():
        words += ["-p", "%s:%s" % (text_of(on_host), re.sub("/tcp$", "", text_of(port)))]
    for key in options:
        if key.replace("_", "-") not in _OF_NO_MEANING and key not in _OF_NO_MEANING_IN_PYTHON:
            words.append("--%s=" % key.replace("_", "-"))
    return words + [text_of(image)] + (command.split() if isinstance(command, str) else [text_of(one) for one in command or ()])


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

    def options_of_apptainer(self, words):
        """The same of apptainer exec."""
        words = list(words)
        while words and words[0].startswith("-") and words[0] != "-":
            word = words.pop(0)
            if word == "--":
                break
            name, sign, value = _LETTERS_OF_APPTAINER.get(word[1:2], ""), "", word[2:]
            if word.startswith("--"):
                name, sign, value = word[2:].partition("=")
            if name in _FLAGS_OF_APPTAINER or not name:
                continue
            # Of an option that is not known the next word may be the image.
            if not sign and not value and words and not _IMAGE_OF_APPTAINER.search(words[0]):
                value = words.pop(0)
            if name == "bind":
                self.bind_of_apptainer(value)
            elif name == "env":
                for one in value.split(","):
                    self.take_env(one)
            elif name != "mount" or not self.take_mount(value):
                self.left.append("--%s %s" % (name, value) if name in _SHOWN else "--" + name)
        return words

    def bind_of_apptainer(self, value):
        """DATA:/data:ro,/the/same"""
        for one in re.split(r",(?![^${]*\})", value):
            parts = re.split(r":(?![^${]*\})", one)
            read_only = "ro" in parts[2].split(",") if parts[2:] else False
            if not one or not self.mount(parts[0], parts[1] if parts[1:] else parts[0], read_only):
                self.left.append("--bind " + one)

    def mounts_of_pyxis(self, value):
        """DATA:/data:ro+nosuid,/the/same"""
        for one in value.split(","):
            parts = re.split(r":(?![^${]*\})", one)
            read_only = "ro" in re.split("[+]", parts[2]) if parts[2:] else False
            if not one or not self.mount(parts[0], parts[1] if parts[1:] else parts[0], read_only):
                self.left.append("--container-mounts " + one)

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
