"""Scripts and texts that stand for a notebook, as one cell of code whose lines keep their numbers.

.py in jupytext's percent or light form, where lines of IPython are comments (# %env A=b, # !ls, # %%bash); .md of jupytext and MyST,
or of a guide: its blocks of code. A Makefile: its variables and the lines of its rules, as a script of a shell. Any other .py, as
jupyter nbconvert writes it, is Python as it stands.
"""

import re

_MARK = re.compile(r"#\s*(?:%%(?:\s(.*))?|\+(?:\s(.*))?|-)$")
_HEADER = re.compile(r"#\s*---\s*$")
_TEXT = re.compile(r"\[(?:markdown|md|raw)\]")
_LANGUAGE = re.compile(r"""(?:language|magic_args)="([^"]*)\"""")
_CELL_MAGIC = re.compile(r"#\s?%%(?=\w)(.*)$")
_LINE = re.compile(r"([ \t]*)#\s?((?:[\w.]+\s*=\s*)?[%!][A-Za-z.~/({$_].*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})\s*(?:\{code(?:-cell|-block)?\}\s*)?\{?\.?([\w+-]*)")
_OF_MAKE = re.compile(r"\$\$|\$[({](?:CURDIR|PWD)[)}]|\$\(shell\s+([^()]*)\)|\$[({](\w+)[)}]")
_SETS_IN_MAKE = re.compile(r"(?:(?:export|override)\s+)*([A-Za-z_]\w*)\s*(?:\?|:{1,3})?=\s*(.*)$")
_OF_PYTHON = frozenset("python python3 py ipython ipython3 jupyter-python".split())
_OF_SHELL = frozenset("bash sh shell zsh".split())


class Script(str):
    """The cell of a script; shown: the script itself."""

    shown = ""


def script_of(text, kind):
    """The text as one cell; kind: py, md, sh or make."""
    script = Script(_cell_of(text, kind))
    script.shown = text
    return script


def _cell_of(text, kind):
    rows = text.replace("\r\n", "\n").split("\n")
    if kind == "sh":
        return "\n".join(rows)
    if kind == "md":
        return "\n".join(_blocks(rows))
    if kind == "make":
        return "\n".join(_lines_of_make(rows))
    header = "\n".join(rows[:40])
    if not re.search(r"(?m)^#\s*jupytext:|^#\s*%%(?:\s|$)", header) and not any(re.match(r"# %%(?:\s|$)", row) for row in rows):
        return text
    return "\n".join(_cells(rows))


def _magic(line, rows):
    """A call on the first line for a cell of that magic, and as many lines as it has."""
    name, _, words = line.strip().partition(" ")
    return "get_ipython().run_cell_magic(%r, %r, %r)" % (name, words, "\n".join(rows)) + "\n" * (len(rows) - 1)


def _cells(rows):
    at = 0
    if rows and _HEADER.match(rows[0]):
        end = next((number for number, row in enumerate(rows[1:], 1) if _HEADER.match(row)), 0)
        at = end + 1 if end else 0
        for _ in range(at):
            yield ""
    options = ""
    while at < len(rows):
        end = at
        while end < len(rows) and not _MARK.match(rows[end]):
            end += 1
        if end > at:
            yield _cell(rows[at:end], options)
        if end < len(rows):
            options = " ".join(one for one in _MARK.match(rows[end]).groups() if one)
            yield ""
        at = end + 1


def _lines_of_make(rows):
    """What a shell would read, a line for each."""

    def in_shell(found):
        command, name = found.groups()
        if found.group() == "$$":
            return "$"
        return "$(%s)" % command.strip() if command else "${%s}" % (name or "PWD")

    in_rule = continues = False
    for row in rows:
        in_rule = row.startswith("\t") or continues and in_rule
        text = _OF_MAKE.sub(in_shell, row.lstrip("\t"))
        setting = None if in_rule or continues else _SETS_IN_MAKE.match(text)
        continues = row.endswith("\\") and (in_rule or bool(setting) or continues)
        if in_rule:
            yield text.lstrip("@-+")
        elif setting and not continues:
            yield '%s="%s"' % (setting.group(1), setting.group(2).split(" #")[0].rstrip().replace('"', '\\"'))
        else:
            yield ""


def _cell(rows, options):
    if _TEXT.search(options):
        return "\n" * (len(rows) - 1)
    first = next((number for number, row in enumerate(rows) if row.strip()), 0)
    magic, language = _CELL_MAGIC.match(rows[first]), _LANGUAGE.search(options)
    if magic or language:
        begin = first + 1 if magic else first
        body = [re.sub(r"^# ?", "", row) for row in rows[begin:]] or [""]
        return "\n" * begin + _magic(magic.group(1) if magic else language.group(1), body)
    out, continues = [], False
    for row in rows:
        found = _LINE.match(row)
        if continues:
            row = re.sub(r"^([ \t]*)# ?", r"\1", row)
        elif found:
            row = found.group(1) + found.group(2)
        continues = (continues or bool(found)) and row.endswith("\\")
        out.append(row)
    return "\n".join(out)


def _blocks(rows):
    at = 0
    while at < len(rows):
        fence = _FENCE.match(rows[at])
        at += 1
        yield ""
        if not fence:
            continue
        closing = re.compile(r"[ \t]*%s+[ \t]*$" % re.escape(fence.group(1)))
        end = next((number for number in range(at, len(rows)) if closing.match(rows[number])), len(rows))
        block, language = rows[at:end], fence.group(2).lower()
        # MyST gives options to a cell in its first lines.
        while block and re.match(r":\w[\w-]*:", block[0]):
            block = block[1:]
            yield ""
        if block and language in _OF_SHELL:
            yield _magic("bash", [re.sub(r"^[ \t]*\$ ", "", row) for row in block])
        elif block and language in _OF_PYTHON and block[0].startswith("%%"):
            body = block[1:] or [""]
            yield _magic(block[0][2:], body) + "\n" * (len(block) - len(body))
        elif block and language in _OF_PYTHON:
            yield "\n".join(block)
        elif block:
            yield "\n" * (len(block) - 1)
        if end < len(rows):
            yield ""
        at = end + 1
