"""Reads a notebook without running it: what its cells set up for the launcher, as JSON.

    notebook.py FILE DIRECTORY PROJECT HOME USER UID GID

FILE: the notebook. DIRECTORY: where its kernel starts. PROJECT: what takes the place of a path that the author leaves open.
The others say for whom it is read. On standard output stands one object:

    language      of its cells, if that is not Python; then nothing of them is read but those of a shell
    mounts_file   what was last written to a mounts file, or what docker run is given, or null; in it, {"\\u0001unknown": PLACE and readings} is what is not
                  known, {"\\u0001open": PLACE and was} a source that is left to the reader
    variables     [{name, value, place}] of the environment, in the order of setting
    open_places   [{name, was, taken, place}]: variables that are left to the reader, and what was taken
    left_open     [{name, was, place}]: the same where nothing can be taken
    missing       [{name, place}]: names that no cell sets
    installs      [place]: cells that install the launcher
    remarks       [{text, place}]: what could not be followed
    image, gpus   of the containers that the notebook starts itself, where it writes no mounts file; empty: nothing is said
    fault         why there is none of this: beyond a limit, or no notebook

A place is {cell, line, text}; cells of code are counted from 1, as Run All numbers them; -1: of a script, which has none. In texts, \\u0001NAME\\u0002 stands for the
variable NAME of the user.

Python 3.6 and later, the standard library only. Nothing of the notebook is executed, imported or opened.
"""

import ast
import json
import os
import re
import shlex
import sys
import threading
import warnings

import cells
import containers
import limits
import places
import review
import texts
from scripts import Script, script_of
from shells import Shells
from statements import Way
from values import LeftOpen, Path, Place, State, Unknown, text_of

_MAGIC_OF_CELL = re.compile(r"\s*%%")
_NAMES_OF_CELL = re.compile(r"(?:%%capture(?:\s+--?[\w-]+)*|--(?:out|err|proc))\s+([A-Za-z_]\w*)")
_MARK = re.compile(r"\s*#\s*FIX_?ME\s*\d*\s*$")
_MOUNTS_FILE = re.compile(r"\b(?:tao|tlt)_mounts\.json\b|\bLAUNCHER_MOUNTS\b")
_CONTAINER = re.compile(r"\b(?:docker|podman|nerdctl|apptainer|singularity)[\s'\",]+(?:container[\s'\",]+)?(?:run|exec)\b|\benroot\s+start\b|\bcontainers\.(?:run|create)\(")
_VOLUME = re.compile(r"[\s'\"](?:-v|--volume|--mount|-B|--bind)[\s='\"]|\b(?:volumes|mounts)\s*=")
_OF_PYXIS = re.compile(r"--container-mounts\b")
_SHELL_KERNELS = frozenset(("bash", "sh", "zsh"))
_KERNELS = {"ir": "R"}  # by their names, where those do not say it
_INSTALLS = re.compile(r"[!%]\s*(?:sudo\s+)?(?:python3?\s+-m\s+)?pip3?\s+install\b[^#]*\bnvidia[-_](?:tao|tlt)\b")


class Notebook(Shells):
    language = ""  # of its kernel; empty: Python

    def __init__(self, directory, project, home, user, user_id, group_id):
        self.state, self.start = State(directory), directory
        self.project, self.home, self.user = project, home, user
        self.user_id, self.group_id = user_id, group_id
        self.open_places, self.left_open, self.written_at, self.remarks, self.installs = [], [], {}, [], []
        self.copied_from = {}
        self.containers = []  # with the place of each
        self.image, self.gpus = "", []
        self.named = set()  # by lines of IPython
        self.sources, self.trees, self.lines, self.nodes = [], [], [], 0

    def read(self, sources):
        self.sources = [getattr(source, "shown", source).split("\n") for source in sources]
        for number, source in enumerate(sources, 1):
            self.cell, self.rows, self.line = number, self.sources[number - 1], 1
            if self.is_of_shell:
                self.cell_of_ipython("%%bash", source, first=1)
            elif not self.language:
                self.follow(source)

    def follow(self, source):
        if _MAGIC_OF_CELL.match(source):
            head, _, body = source.lstrip().partition("\n")
            self.named.update(_NAMES_OF_CELL.findall(head))
            if head[2:].split(" ")[0].strip() in ("time", "timeit", "capture", "prun"):
                self.follow("\n" + body)
            else:
                self.cell_of_ipython(head, body)
            return
        code, self.lines, starts = cells.split(source)
        trees, wrong = cells.trees(code, starts)
        self.nodes += sum(1 for tree in trees for _ in ast.walk(tree))
        if self.nodes > limits.NODES:
            raise limits.Limit("is more than %d parts of Python" % limits.NODES)
        self.trees.append((self.cell, trees))
        for row in wrong:
            if re.search(r"environ|json|mounts", "\n".join(self.rows[row : row + 40])):
                self.remark("this is no Python that could be read", row + 1)
        for tree in trees:
            if self.block(tree.body, Way()) == "raise":
                return

    def value_Call(self, node):
        if getattr(node.func, "id", "") != cells.LINE:
            return super().value_Call(node)
        number = getattr(node.args[0], "n", getattr(node.args[0], "value", -1)) if node.args else -1
        if not isinstance(number, int) or not 0 <= number < len(self.lines):
            return self.unknown(node)
        if _INSTALLS.match(self.lines[number]):
            self.installs.append(self.place())
        if self.lines[number].startswith("%store -r"):
            self.named.update(self.lines[number].split()[2:])
        return self.ipython(self.lines[number])

    def filled_in(self, name, value):
        taken = super().filled_in(name, value)
        if taken is value and isinstance(value, str) and places.is_left_open(value):
            self.left_open.append((name, value, self.place()))
        elif taken is value and isinstance(value, (str, int)) and self.is_marked():
            self.left_open.append((name, str(value), self.place()))
        return taken

    def is_marked(self):
        """Is the line behind `#FIXME1`, and was that not said yet?"""
        place = self.place()
        marked = 1 < place.line <= len(self.rows) and _MARK.match(self.rows[place.line - 2])
        return bool(marked) and all(said != place for _, _, said in self.left_open)

    def remark(self, text, line):
        self.remarks.append((text, Place(self.cell, line, self.rows[line - 1].strip())))

    def mounts_file(self):
        """The last one that was written."""
        before = len(self.remarks)
        for path in reversed(list(self.written_at)):
            if "_mounts.json" not in path.rsplit("/", 1)[-1] and path != self.state.environment.get("LAUNCHER_MOUNTS"):
                continue
            content = self.content(path)
            if isinstance(content, dict) and "Mounts" not in content:
                self.remarks.append(("the mounts file that is written here has no \"Mounts\", and the launcher refuses it",
                                     self.written_at[path]))  # fmt: skip
                continue
            if isinstance(content, dict):
                for mount in content["Mounts"] if isinstance(content["Mounts"], list) else []:
                    if isinstance(mount, dict) and isinstance(mount.get("source", 0), (str, type(None))):
                        mount["source"] = self.source(mount["source"], self.written_at[path])
                return placed(content, self.written_at[path])
            what = "a mounts file is written here in a way that could not be followed"
            if path in self.copied_from:
                what = "the mounts file is %s; type: tao-shim init --from %s" % ((shlex.quote(self.copied_from[path]),) * 2)
            self.remarks.append((what, self.written_at[path]))
        content = self.mounts_of_containers() if self.containers else {}
        if content.get("Mounts"):
            return content
        if len(self.remarks) == before:
            self.name_what_was_not_followed()
        if self.language and not self.is_of_shell:
            self.remarks.insert(0, ("the cells of this notebook are %s, not Python, and were not read" % self.language, Place(0, 0, "")))
        return None

    def mounts_of_containers(self):
        """Where no mounts file is written: what the containers are given that the notebook starts itself."""
        found, images = [], {}
        for container, place in self.containers:
            for mount in container.setup["Mounts"]:
                mount["source"] = self.source(mount["source"], place)
                if re.search(r"[$`{]", mount["destination"]):
                    mount["destination"] = Unknown(place)
            found.append(container)
            self.gpus = container.gpus or self.gpus
            images.setdefault(container.image, place)
            if not container.setup["Mounts"] and not container.image:
                self.remarks.append(("the mounts of this container could not be followed; write them in", place))
            if container.left:
                text = "these options of a container were not taken over: " + " ".join(container.left)
                if all(text != said for said, _ in self.remarks):
                    self.remarks.append((text, place))
        known = [one for one in images if one]
        self.image = known[0] if len(known) == 1 else ""
        if len(known) > 1:
            self.remarks.append(("the containers have several images; without the launcher, write under image: which task has which",
                                 images[known[-1]]))  # fmt: skip
        return placed(containers.together(found), self.containers[-1][1])

    def name_what_was_not_followed(self):
        """Lines that may have to do with mounts, where no mounts file was found."""
        said = {(place.cell, place.line) for _, place in self.remarks}
        for self.cell, self.rows in enumerate(self.sources, 1):
            for line, row in enumerate(self.rows, 1):
                if len(self.remarks) >= 20 or row.lstrip().startswith("#") or (self.cell, line) in said:
                    continue
                if _MOUNTS_FILE.search(row):
                    self.remark("this has to do with the launcher's mounts file, and could not be followed; write the mounts in", line)
                elif _OF_PYXIS.search(row) or _CONTAINER.search(row) and _VOLUME.search(" ".join(self.rows[line - 1 : line + 11])):
                    self.remark("the mounts of this container were not taken over; write them in", line)

    def source(self, text, written):
        """A source with variables filled in, which the launcher would not do; what is still open then, as such."""
        if text is None:
            return LeftOpen("None", written)
        # Of what exists the signs are its own.
        known = next((one for one in (self.start, self.project, self.home) if (text + "/").startswith(one + "/")), "")
        is_share = text.startswith("\\\\")  # of Windows, of which a shell would take a backslash
        text = text if is_share else known + self.with_variables(text[len(known):])
        if not places.is_left_open(text[len(known):]) and not re.search(r"[$`{]", text[len(known):]):
            return text
        for number, rows in enumerate(self.sources[: written.cell], 1):
            for line, row in enumerate(rows, 1):
                if text in row:
                    cut = len(row) > 160 and row.find(text)
                    written = Place(number, line, "... " + row[cut:].strip() if cut else row.strip())
        return LeftOpen(text, written)

    def result(self):
        missing = []
        for self.cell, node in review.missing_names(self.trees, self.named):
            self.rows = self.sources[self.cell - 1]
            missing.append({"name": node.id, "place": self.place(node)})
        only_on_colab = []
        for self.cell, node in review.imports_of_colab(self.trees):
            self.rows = self.sources[self.cell - 1]
            only_on_colab.append(self.place(node))
        mounts_file = self.mounts_file()
        return {
            "mounts_file": mounts_file,
            "image": self.image,
            "gpus": self.gpus,
            "language": "" if self.is_of_shell else self.language,
            "variables": [{"name": name, "value": self.in_variable(value), "place": self.state.set_at.get(name)}
                          for name, value in self.state.environment.items() if not (self.containers and name in containers.BINDS)],
            "open_places": [dict(zip(("name", "was", "taken", "place"), one)) for one in self.open_places],
            "left_open": [dict(zip(("name", "was", "place"), one)) for one in self.left_open],
            "missing": missing,
            "installs": self.installs,
            "only_on_colab": only_on_colab,
            "remarks": [dict(zip(("text", "place"), one)) for one in self.remarks],
        }  # fmt: skip

    def in_variable(self, value):
        """A variable's value as a text; $HOME and the like at its start are filled in, which nobody else would do."""
        value = self.apply(text_of, value)
        if isinstance(value, str) and re.match(r"\$\{?(?:HOME|PWD|USER)\b", value):
            head, slash, rest = value.partition("/")
            return self.with_variables(head) + slash + rest
        return value


def language_of(notebook):
    """The language of the notebook's cells; empty if it is Python, or not said."""
    metadata = json.loads(notebook.decode("utf-8-sig", "replace")).get("metadata")
    said = []
    for key, name in (("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name")):
        one = metadata.get(key) if isinstance(metadata, dict) else None
        said.append(one.get(name) if isinstance(one, dict) and isinstance(one.get(name), str) else "")
    language = (said[0] or said[1] or (said[2] if said[2] in _KERNELS else ""))
    language = _KERNELS.get(language, re.sub("[^A-Za-z0-9+#_ -]", "", language)[:30])
    return "" if re.match("i?python|pyspark|sage|xeus-python", language, re.IGNORECASE) else language


def sources_of(notebook):
    """The code cells of a notebook's text, nbformat 3 and 4; None if it is none."""
    content = json.loads(notebook.decode("utf-8-sig", "replace"))
    if not isinstance(content, dict) or not isinstance(content.get("cells", content.get("worksheets")), list):
        return None
    sheets = [content] if "cells" in content else content["worksheets"]
    found = []
    for cell in [cell for sheet in sheets if isinstance(sheet, dict) for cell in sheet.get("cells") or ()]:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", cell.get("input"))
        source = "".join(one for one in source if isinstance(one, str)) if isinstance(source, list) else source
        # What stands for something in values is not let in.
        source = re.sub("[\0-\b\x0e-\x1f]", "", source if isinstance(source, str) else "").replace("\r\n", "\n")
        if not source.strip():
            continue  # Run All gives it no number either
        if len(source) > limits.CELL:
            raise limits.Limit("has a cell of more than %d characters of code" % limits.CELL)
        found.append(script_of(source, content["script"]) if isinstance(content.get("script"), str) else source)
        if isinstance(content.get("shown"), str) and isinstance(found[-1], Script):
            found[-1].shown = content["shown"]
    if len(found) > limits.CELLS or sum(map(len, found)) > limits.CODE:
        raise limits.Limit("is more than %d cells, or %d characters, of code" % (limits.CELLS, limits.CODE))
    return found


def placed(value, place):
    """The value, in which everything that is unknown has a place."""
    if isinstance(value, Unknown) and value.place is None:
        return Unknown(place, value.readings, value.name)
    if isinstance(value, dict):
        return {key: placed(one, place) for key, one in value.items()}
    return [placed(one, place) for one in value] if isinstance(value, list) else value


def in_output(value):
    """The value as JSON has it."""
    if isinstance(value, Place):
        return dict(value._asdict(), text=value.text[:200])
    if isinstance(value, Unknown):
        place = value.place or Place(0, 0, "")
        return {"\1unknown": dict(in_output(place), readings=[in_output(one) for one in value.readings])}
    if isinstance(value, LeftOpen):
        return {"\1open": dict(in_output(value.place), was=value.text)}
    if isinstance(value, dict):
        return {texts.without_marks(str(key)): in_output(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_output(one) for one in value]
    if isinstance(value, Path):
        return value.text
    if isinstance(value, float) and not abs(value) < 1e300:
        return str(value)
    return value if isinstance(value, (str, int, float, type(None))) else in_output(Unknown(None))


def without_cells(value):
    """The output, in which no place names a cell: a script has none."""
    if isinstance(value, dict):
        kept = {key: without_cells(one) for key, one in value.items()}
        return dict(kept, cell=-1) if kept.get("cell") == 1 and "line" in kept else kept
    return [without_cells(one) for one in value] if isinstance(value, list) else value


def answer(notebook, words):
    """The object that is printed."""
    reader = None
    try:
        sources = sources_of(notebook)
        if sources is None:
            return {"fault": "it has no cells"}
        reader = Notebook(*words)
        reader.language = language_of(notebook)
        reader.is_of_shell = reader.language in _SHELL_KERNELS
        reader.read(sources)
        result = in_output(reader.result())
        return without_cells(result) if any(isinstance(one, Script) for one in sources) else result
    except limits.Limit as limit:
        where = "cell %d, line %d " % (reader.cell, reader.line) if reader and reader.cell else "it "
        return {"fault": where + str(limit)}
    except (RecursionError, MemoryError):
        where = "cell %d " % reader.cell if reader and reader.cell else "it "
        return {"fault": where + "is nested too deeply, or needs too much memory"}
    except Exception as reason:
        if reader is None:
            return {"fault": "it is no JSON (%s)" % reason}
        what = "cell %d, line %d confuses its reader (%s: %s)" % (reader.cell, reader.line, type(reason).__name__, reason)
        return {"fault": what, "mistake_of_the_reader": True}


def main():
    warnings.simplefilter("ignore")
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        pass
    with open(sys.argv[1], "rb") as file:
        notebook = file.read()
    found = []
    threading.stack_size(limits.STACK)
    thread = threading.Thread(target=lambda: found.append(answer(notebook, sys.argv[2:])), daemon=True)
    thread.start()
    thread.join()
    text = json.dumps(found[0], ensure_ascii=False).encode("utf-8", "replace")
    with os.fdopen(1, "wb", closefd=False) as output:
        output.write(text)


if __name__ == "__main__":
    main()
