"""Texts that Python builds: % and format(), methods of str, paths. Only what cannot grow beyond the limits, whatever is asked.

Every function raises ValueError, or what Python itself raises, where the result cannot be known.
"""

import posixpath
import pwd
import re
import string

import limits
from values import BEGINS, ENDS, Path, text_of

_SPECIFICATION = re.compile(r"[<>=^]?[-+ ]?#?0?\d{0,3}[,_]?(?:\.\d{1,2})?[a-zA-Z%]?\Z")
_PERCENT = re.compile(r"%(?:\((\w+)\))?([-+ 0#]*\d{0,3}(?:\.\d{0,2})?)([a-zA-Z%])")
_METHODS = frozenset(
    "capitalize casefold count endswith find index isalnum isalpha isdigit islower isspace isupper lower lstrip partition"
    " removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip split splitlines startswith strip swapcase title"
    " upper encode".split()
)
_WHOLE = frozenset("lstrip rstrip strip startswith endswith".split())  # right also around a variable of the user


def no_longer(text):
    """The text, or anything as long as it would be."""
    if len(text) > limits.TEXT:
        raise limits.Limit("builds a text of more than %d characters" % limits.TEXT)
    return text


def without_marks(text):
    """A text of the notebook: what stands for something in values is not let in."""
    return text.replace(BEGINS, "").replace(ENDS, "") if BEGINS in text or ENDS in text else text


def formatted(value, specification):
    if not specification:
        return text_of(value)
    if not _SPECIFICATION.match(specification) or BEGINS in str(value):
        raise ValueError
    return format(text_of(value) if isinstance(value, Path) else value, specification)


def format_method(text, words, named):
    """text.format(*words, **named)"""
    out, following = [], 0
    for literal, field, specification, conversion in string.Formatter().parse(text):
        out.append(literal)
        if field is None:
            continue
        name, *keys = re.split(r"[\[\]]+", field.rstrip("]"))
        if name == "":
            value, following = words[following], following + 1
        else:
            value = words[int(name)] if name.isdigit() else named[name]
        for key in keys:
            value = value[int(key) if key.isdigit() and isinstance(value, (list, tuple)) else key]
        if "{" in specification:
            raise ValueError
        out.append(formatted(repr(text_of(value)) if conversion == "r" else value, specification))
        no_longer(out[-1])
    return no_longer("".join(out))


def substituted(text, value_of, safe):
    """string.Template(text).substitute(); value_of(name) raises KeyError where there is none, which `safe` leaves as it is."""

    def one(found):
        name = found.group("named") or found.group("braced")
        if name is None:
            if not found.group("escaped"):
                raise ValueError
            return "$"
        try:
            return no_longer(text_of(value_of(name)))
        except KeyError:
            if not safe:
                raise
            return found.group()

    return no_longer(string.Template.pattern.sub(one, text))


def percent(text, values):
    """text % values"""
    values = list(values) if isinstance(values, tuple) else values
    following = [0]

    def one(found):
        name, flags, kind = found.groups()
        if kind == "%":
            return "%"
        value = values
        if name:
            value = values[name]
        elif isinstance(values, list):
            value = values[following[0]]
            following[0] += 1
        return ("%" + flags + kind) % (text_of(value) if kind in "rsa" or not isinstance(value, (int, float)) else value)

    if re.search(r"%(?![(\-+ 0#\d.a-zA-Z%])|%[^a-zA-Z%]*\*", text):
        raise ValueError
    return no_longer(_PERCENT.sub(one, text))


def join(between, parts):
    no_longer(range(sum(map(len, parts)) + len(between) * len(parts)))
    return between.join(parts)


def method(text, name, words, named):
    """text.name(*words, **named)"""
    if name == "format":
        return format_method(text, words, named)
    if name == "join":
        return join(text, list(words[0]))
    if name in ("zfill", "ljust", "rjust", "center") and isinstance(words[0], int) and words[0] > 999:
        raise ValueError
    if name not in _METHODS and name not in ("zfill", "ljust", "rjust", "center"):
        raise ValueError
    if name not in _WHOLE and BEGINS in text:
        raise ValueError
    if name == "replace":
        no_longer(range(len(text) + text.count(words[0]) * len(words[1])))
    result = getattr(text, name)(*words, **named)
    return text if isinstance(result, bytes) else result


def join_paths(first, *others):
    path = first
    for part in others:
        # The user's variables hold whole paths.
        path = part if part.startswith(BEGINS) else posixpath.join(path, part)
    return no_longer(path)


def absolute(path, directory):
    return path if path.startswith(BEGINS) else posixpath.normpath(join_paths(directory, path))


def with_home_of_any(path, home):
    """os.path.expanduser(path): also the home directory of another user of this computer."""
    name, slash, rest = path[1:].partition("/")
    if not path.startswith("~") or not name:
        return with_home(path, home)
    try:
        return pwd.getpwnam(name).pw_dir.rstrip("/") + slash + rest
    except KeyError:
        return path


def with_home(path, home):
    return home + path[1:] if path == "~" or path.startswith("~/") else path
