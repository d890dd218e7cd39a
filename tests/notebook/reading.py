"""The reader of notebooks, called in this process: what config/notebook/ makes of cells."""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "config/notebook"))

import notebook  # noqa: E402

HERE = "/nb"  # where the kernel starts


def notebook_of(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": one} for one in cells], "nbformat": 4}).encode()


def read(*cells, project="/proj"):
    """The answer, for the user u of /home/u."""
    return notebook.answer(notebook_of(*cells), [HERE, project, "/home/u", "u", "1000", "1000"])


def variables(*cells):
    """{name: value} of the environment; of what is unknown (cell, line, *readings)."""
    return {one["name"]: shown(one["value"]) for one in read(*cells)["variables"]}


def shown(value):
    if isinstance(value, dict) and "\1unknown" in value:
        unknown = value["\1unknown"]
        return (unknown["cell"], unknown["line"], *map(shown, unknown["readings"]))
    if isinstance(value, dict) and "\1open" in value:
        return ("open", value["\1open"]["was"], value["\1open"]["cell"], value["\1open"]["line"])
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    return [shown(one) for one in value] if isinstance(value, list) else value


def mounts(*cells):
    """[(source, destination), ...] of the mounts file that the cells write; None if they write none."""
    content = read(*cells)["mounts_file"]
    return None if content is None else [
        (shown(one["source"]), shown(one["destination"])) if "source" in one else shown(one) for one in content["Mounts"]
    ]  # fmt: skip
