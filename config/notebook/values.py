"""The values that cells give to names: Python's own texts, numbers, lists and dicts, and what stands for the others."""

import collections

import limits

Place = collections.namedtuple("Place", "cell line text")

# A part of a text that only a later run tells: the variable NAME of the user's environment, as \1NAME\2.
BEGINS, ENDS = "\1", "\2"


def variable_of_the_user(name):
    return BEGINS + name + ENDS


class Unknown:
    """What only a run of the notebook tells. readings: what it may be, where that much is known."""

    def __init__(self, place, readings=(), name=""):
        self.place = place
        self.name = name  # of a name that no cell has set
        self.readings = []
        for one in readings:
            for reading in one.readings if isinstance(one, Unknown) else [one]:
                if reading not in self.readings and len(self.readings) < 4:
                    self.readings.append(reading)

    def __deepcopy__(self, _):
        return self


class Path:
    """pathlib's."""

    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, Path) and other.text == self.text

    def __hash__(self):
        return hash(self.text)

    def __deepcopy__(self, _):
        return self


class Dotted:
    """A module or what is in it, by its full name: os.path.join."""

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Dotted) and other.name == self.name

    def __hash__(self):
        return hash(self.name)

    def __deepcopy__(self, _):
        return self


class Function:
    KINDS = frozenset(("staticmethod", "classmethod", "property"))

    def __init__(self, arguments, body, defaults, kind=""):
        self.arguments, self.body, self.defaults = arguments, body, defaults
        self.kind = kind  # one of KINDS, of a class's; empty of every other

    def __deepcopy__(self, _):
        return self


class Object:
    """A class of the notebook or an object of one: what it holds by name; a class also makes objects. Or a namespace."""

    def __init__(self, members, is_class=False):
        self.members, self.is_class = members, is_class


class Bound:
    """A function with its first arguments: a method of an object, functools.partial."""

    def __init__(self, function, words, named=()):
        self.function, self.words, self.named = function, words, dict(named)


class Template:
    """string.Template's."""

    def __init__(self, text):
        self.text = text

    def __deepcopy__(self, _):
        return self


class Json:
    """The text of a value that holds unknowns, as json.dumps() gives it."""

    def __init__(self, value):
        self.value = value

    def __deepcopy__(self, _):
        return self


class File:
    """An opened one."""

    def __init__(self, path):
        self.path = path

    def __deepcopy__(self, _):
        return self


class State:
    """Everything that cells have set so far."""

    def __init__(self, directory):
        self.scopes = [{}]  # names of Python; the last one is that of the function
        self.environment = {}
        self.set_at = {}  # the place where a variable of the environment was set
        self.files = {}  # what was written: path -> parts
        self.directory = directory


def measure(value):
    """How many elements all lists and dicts of the value have, and how deep they are in each other; no more is looked at than
    the limits say, for a list may hold itself. An object counts once."""
    waiting, count, deepest, objects = [(value, 0)], 0, 0, set()
    while waiting and count <= limits.ELEMENTS and deepest <= limits.DEPTH:
        one, depth = waiting.pop()
        count, deepest = count + 1, max(deepest, depth)
        if isinstance(one, Object):
            if id(one) in objects:
                continue
            objects.add(id(one))
            one = one.members
        if isinstance(one, dict):
            one = one.values()
        elif not isinstance(one, (list, tuple)):
            continue
        if count + len(one) > limits.ELEMENTS:
            return count + len(one), depth
        waiting.extend((inner, depth + 1) for inner in one)
    return count, deepest


def is_known(value, plain=False):
    """Has nothing unknown in it. plain: nor anything of the user's environment."""
    if isinstance(value, dict):
        return all(is_known(one, plain) for one in value.values())
    if isinstance(value, (list, tuple)):
        return all(is_known(one, plain) for one in value)
    if isinstance(value, Path):
        value = value.text
    return not (plain and BEGINS in value) if isinstance(value, str) else isinstance(value, (int, float, type(None)))


def text_of(value):
    """str(value); ValueError if it cannot be known."""
    if isinstance(value, Path):
        return value.text
    if not is_known(value):
        raise ValueError
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, (list, tuple, dict)) else str(value)


class LeftOpen(collections.namedtuple("LeftOpen", "text place")):
    """A path that the author leaves to the reader."""


ABSENT = object()


class Merge:
    """What two ways through the same lines come to: where they agree the value, else an unknown with both readings."""

    def __init__(self, place, exact):
        self.place, self.exact, self.seen = place, exact, {}

    def unknown(self, *readings):
        return Unknown(self.place, [one for one in readings if one is not ABSENT] if self.exact else ())

    def __call__(self, left, right):
        if left is right:
            return left
        key = id(left), id(right)
        if key not in self.seen and isinstance(left, Object) and isinstance(right, Object):
            both = Object({}, left.is_class)  # known before its members, which may hold it
            self.seen[key] = both, left, right
            both.members = self(left.members, right.members)
        if key not in self.seen:
            self.seen[key] = self.merged(left, right), left, right  # kept, so that the numbers stay theirs
        return self.seen[key][0]

    def merged(self, left, right):
        if left is ABSENT or right is ABSENT:
            return Unknown(self.place, [right if left is ABSENT else left])
        if type(left) is not type(right):
            return self.unknown(left, right)
        if isinstance(left, dict):
            both = list(left) + [key for key in right if key not in left]
            return {key: self(left.get(key, ABSENT), right.get(key, ABSENT)) for key in both}
        if isinstance(left, list):
            size = max(len(left), len(right))
            left, right = (one + [ABSENT] * (size - len(one)) for one in (left, right))
            return [self(one, other) for one, other in zip(left, right)]
        return left if left == right else self.unknown(left, right)

    def states(self, left, right):
        left.scopes = [self(one, other) for one, other in zip(left.scopes, right.scopes)]
        left.environment = self(left.environment, right.environment)
        left.set_at = dict(right.set_at, **left.set_at)
        # Whoever runs the notebook wants the file written.
        left.files = {path: self(left.files.get(path, right.files.get(path)), right.files.get(path, left.files.get(path)))
                      for path in list(left.files) + [path for path in right.files if path not in left.files]}
        left.directory = left.directory if left.directory == right.directory else right.directory
        return left
