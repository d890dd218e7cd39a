"""Cells of a notebook: the lines of IPython in them (%env ..., !tao ..., x = !ls) and Python's syntax trees."""

import ast
import re

import limits

LINE = "_ipython_line_"  # stands for the line of IPython with that number

_REST = r"(?:[^\\\n]|\\[\s\S])*"
_IPYTHON = re.compile(r"([ \t]*)(?:([\w., \t]+=[ \t]*)(?=[%!](?!=)))?([%!]" + _REST + r")")
_AUTOMATIC = re.compile(r"()()((?:cd|env|set_env|pushd)[ \t]+(?![=,.(\[+*/%<>!&|^-]?=|[.(\[+*%<>!&|^]\s?|(?:in|is|and|or|if|for)\b)" + _REST + r")")
_HELP = re.compile(r"[ \t]*\?{0,2}[\w.]+\?{0,2}[ \t]*$", re.MULTILINE)
_NEXT = re.compile(r"""["'#\\()\[\]{}\n;:]""")
_STRING_END = {
    '"': re.compile(r'(?:[^"\\\n]|\\[\s\S])*"?'),
    "'": re.compile(r"(?:[^'\\\n]|\\[\s\S])*'?"),
    '"""': re.compile(r'(?:[^"\\]|\\[\s\S]|"(?!""))*(?:""")?'),
    "'''": re.compile(r"(?:[^'\\]|\\[\s\S]|'(?!''))*(?:''')?"),
}
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")


def split(cell):
    """The cell with the lines of IPython as calls _ipython_line_(N), those lines, and where its statements begin."""
    out, lines, starts = [], [], []
    depth, at, fresh = 0, 0, True
    while at < len(cell):
        if fresh:
            fresh = False
            if depth == 0:
                found = _IPYTHON.match(cell, at) or _AUTOMATIC.match(cell, at)
                if cell[at] not in " \t#\n\r" and not _CONTINUES.match(cell, at):
                    starts.append(cell.count("\n", 0, at) if not starts else starts[-1] + cell.count("\n", last, at))
                    last = at
                if found:
                    out.append("%s%s%s(%d)" % (found.group(1), found.group(2) or "", LINE, len(lines)))
                    out.append("\n" * found.group(3).count("\n"))
                    lines.append(re.sub(r"\\\n", " ", found.group(3)).strip())
                    at = found.end()
                    continue
                asked = _HELP.match(cell, at)
                if asked and "?" in asked.group():
                    at = asked.end()
                    continue
        found = _NEXT.search(cell, at)
        end = found.end() if found else len(cell)
        sign = found.group() if found else ""
        if sign == "#":
            end = cell.find("\n", end)
            end = len(cell) if end < 0 else end
        elif sign == "\\":
            end = min(end + 1, len(cell))
        elif sign and sign in "\"'":
            quote = sign * 3 if cell.startswith(sign * 3, end - 1) else sign
            end = _STRING_END[quote].match(cell, end - 1 + len(quote)).end()
        elif sign and sign in "([{":
            depth += 1
            if depth > limits.BRACKETS:
                raise limits.Limit("has more than %d brackets in each other" % limits.BRACKETS)
        elif sign and sign in ")]}":
            depth = max(depth - 1, 0)
        elif sign == "\n":
            fresh = True
        out.append(cell[at:end])
        at = end
    return "".join(out), lines, starts


def imports_colab(node):
    """Does the statement import google.colab?"""
    names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return any(name == "google.colab" or name.startswith("google.colab.") for name in names)


def trees(code, starts):
    """The syntax trees of the cell and the numbers of the first lines of what is no Python, from 0. One mistake does not
    hide the other statements."""
    parsed, wrong = _parse(code), []
    if parsed is not None:
        return [parsed], wrong
    found, rows = [], code.split("\n")
    for begin, end in zip(starts, starts[1:] + [len(rows)]):
        parsed = _parse("\n".join(rows[begin:end]))
        if parsed is None:
            wrong.append(begin)
        else:
            ast.increment_lineno(parsed, begin)
            found.append(parsed)
    return found, wrong


def _parse(code):
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError):
        return None
    except (RecursionError, MemoryError):
        raise limits.Limit("is nested too deeply")
