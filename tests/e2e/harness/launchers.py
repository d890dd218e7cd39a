"""NVIDIA's launchers, each version in a virtual environment of its own, kept between runs."""

import json
from dataclasses import dataclass
from pathlib import Path

from . import places
from .engine import script

# One version a generation at least; the main ones are those on which everything is tested.
VERSIONS = ("6.26.3", "5.5.1", "0.1.24", "6.0.0", "5.0.0", "4.0.1")
MAIN_VERSIONS = VERSIONS[:3]


@dataclass(frozen=True)
class Launcher:
    version: str
    tao: Path  # the console script

    @property
    def bin(self) -> Path:
        return self.tao.parent

    @property
    def package(self) -> Path:
        name = "tlt" if self.version[0] in "04" else "nvidia_tao_cli"
        (found,) = self.bin.parent.glob(f"lib/python3*/site-packages/{name}")
        return found

    def command(self, task: str, *words) -> list:
        """The words of a command in this version's own grammar: task("detectnet_v2", "train", ...)."""
        group = ["model"] if self.version[0] in "56" else []
        return ["tao", *group, task, *map(str, words)]

    def images(self) -> dict:
        """Every image:tag of the version's task tables -> its tasks, under the name the launcher looks up."""
        found = {}
        for table in sorted(self.package.glob("config/config*.json")):
            content = json.loads(table.read_text())
            groups = [group["dockers"] for group in content.get("task_group", {}).values()] or [content["dockers"]]
            for dockers in groups:
                for image, tags in dockers.items():
                    for tag, entry in tags.items():
                        registry = entry["docker_registry"]
                        found.setdefault(f"{registry}/{image}:{tag}", set()).update(entry["tasks"])
        return found


def install(version: str) -> Launcher:
    """The launcher of that version; engine.Unavailable if it cannot be installed."""
    return Launcher(version, Path(script("launcher.sh", version, places.cache() / "launchers" / version)))
