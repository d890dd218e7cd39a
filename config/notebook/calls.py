"""Calls of functions and methods: those by which notebooks build their paths and write their files. None of them is made."""

import copy
import json
import platform
import posixpath
import re
import shlex

import limits
import texts
from expressions import CANNOT, Expressions
from values import BEGINS, Bound, Dotted, File, Function, Json, Object, Path, Template, Unknown, is_known, text_of

_CONSTANTS = {
    "os.sep": "/", "os.path.sep": "/", "os.curdir": ".", "os.pardir": "..", "os.pathsep": ":", "os.name": "posix",
    "sys.platform": "linux",
}  # fmt: skip
_STOPS = frozenset(("sys.exit", "exit", "quit", "os._exit"))


def _whole(value):
    number = int(value)
    if abs(number) >= 1 << 63:
        raise ValueError
    return number


def _range(*ends):
    numbers = range(*ends)
    if len(numbers) > limits.ROUNDS:
        raise ValueError
    return list(numbers)


# Of texts and Paths.
_OF_PATHS = {
    "os.path.join": texts.join_paths, "os.path.dirname": posixpath.dirname, "os.path.basename": posixpath.basename,
    "os.path.normpath": posixpath.normpath, "os.path.split": posixpath.split, "os.path.splitext": posixpath.splitext,
    "os.path.isabs": lambda path: path.startswith(("/", BEGINS)), "os.fspath": str, "textwrap.dedent": str,
    "pathlib.Path": lambda *parts: Path(texts.join_paths(*parts or ["."])), "str": lambda text="": text,
}  # fmt: skip
_OF_VALUES = {
    "int": _whole, "float": float, "len": len, "range": _range, "min": min, "max": max, "abs": abs, "round": round,
    "repr": lambda value: repr(text_of(value)), "copy.copy": copy.copy, "copy.deepcopy": copy.deepcopy,
    "json.loads": json.loads, "platform.machine": platform.machine, "platform.system": lambda: "Linux",
}  # fmt: skip
# Of the elements of the first value.
_OF_ELEMENTS = {
    "list": list, "tuple": tuple, "reversed": lambda all_of: all_of[::-1],
    "set": lambda all_of: [one for at, one in enumerate(all_of) if one not in all_of[:at]],
    "sorted": lambda all_of, reverse=False: sorted(all_of, reverse=bool(reverse)),
    "enumerate": lambda all_of, start=0: [(start + at, one) for at, one in enumerate(all_of)],
}  # fmt: skip
_SAME = {
    "os.geteuid": "os.getuid", "os.getegid": "os.getgid", "os.getlogin": "getpass.getuser", "os.path.realpath": "os.path.abspath",
    "os.environ.get": "os.getenv", "pathlib.PosixPath": "pathlib.Path", "pathlib.PurePath": "pathlib.Path", "frozenset": "set",
    "shutil.copyfile": "shutil.copy", "shutil.copy2": "shutil.copy", "shutil.move": "shutil.copy", "os.rename": "shutil.copy",
    "os.replace": "shutil.copy", "subprocess.run": "os.system", "subprocess.call": "os.system", "subprocess.check_call": "os.system",
    "subprocess.getoutput": "os.system", "subprocess.check_output": "os.system", "get_ipython.system": "os.system", "get_ipython.getoutput": "os.system",
    "get_ipython.magic": "get_ipython.run_line_magic", "collections.OrderedDict": "dict",
    "argparse.Namespace": "types.SimpleNamespace", "dataclasses.asdict": "vars", "io.open": "open", "codecs.open": "open",
    "os.path.isdir": "os.path.exists", "globals": "locals",
}  # fmt: skip
_CHANGES = {
    list: frozenset("append clear copy count extend index insert pop remove reverse".split()),
    dict: frozenset("clear copy get items keys pop setdefault update values".split()),
}
_LISTED = frozenset(("keys", "values", "items"))
_BY_KEY = frozenset("get index pop remove setdefault".split())


class Stop(Exception):
    """The notebook ends the cell here."""


def in_json(value):
    """The value as json.dump() writes it: a copy."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): in_json(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_json(one) for one in value]
    return value if isinstance(value, (str, int, float, type(None), Unknown)) else Unknown(None)


class Calls(Expressions):
    def attribute(self, holder, name):
        if isinstance(holder, Dotted):
            full = (holder.name + "." + name).replace("posixpath.", "os.path.")
            return _CONSTANTS.get(full, Dotted(full))
        if isinstance(holder, Path):
            if name == "parents":
                return [Path(posixpath.normpath(holder.text + "/.." * up)) for up in range(1, holder.text.count("/") + 1)]
            stem, suffix = posixpath.splitext(posixpath.basename(holder.text))
            parts = {"parent": Path(posixpath.dirname(holder.text) or "."), "name": stem + suffix, "stem": stem, "suffix": suffix}
            return parts.get(name, self.unknown())
        if isinstance(holder, Object):
            if name == "__dict__":
                return self.fields_of(holder)
            if name == "_asdict":
                return Bound(Dotted("vars"), [holder])
            value = holder.members.get(name, self.unknown())
            if not isinstance(value, Function) or value.kind == "staticmethod" or (holder.is_class and not value.kind):
                return value
            return self.called(value, [holder], {}) if value.kind == "property" else Bound(value, [holder])
        return self.apply(lambda _: self.unknown(), holder)

    def value_Call(self, node):
        holder = name = None
        if type(node.func).__name__ == "Attribute":
            holder, name = self.value(node.func.value), node.func.attr
            function = self.attribute(holder, name) if isinstance(holder, (Dotted, Object)) else None
        else:
            function = self.value(node.func)
        words = self.elements(node.args)
        named = {}
        for one in node.keywords:
            value = self.value(one.value)
            if self.is_environment(value):
                value = dict(self.state.environment)
            named.update({one.arg: value} if one.arg else value if isinstance(value, dict) else {})
        try:
            if isinstance(function, (Function, Dotted, Object, Bound)):
                return self.invoked(function, words, named)
            return self.method(holder, name, words, named) if name and function is None else self.unknown(node)
        except CANNOT:
            return self.unknown(node)

    def is_environment(self, value):
        return isinstance(value, Dotted) and value.name == "os.environ"

    def invoked(self, function, words, named):
        if isinstance(function, Function):
            return self.called(function, words, named)
        if isinstance(function, Bound):
            return self.invoked(function.function, function.words + words, dict(function.named, **named))
        if isinstance(function, Dotted):
            return self.call(_SAME.get(function.name, function.name), words, named)
        return self.object_of(function, words, named) if isinstance(function, Object) else self.unknown()

    def object_of(self, kind, words, named):
        """What a call of a class makes."""
        made = Object(dict(kind.members))
        begins = kind.members.get("__init__")
        if isinstance(begins, Function):
            self.called(begins, [made] + words, named)
        else:  # of a data class
            fields = [name for name, value in kind.members.items() if not isinstance(value, Function)]
            made.members.update(zip(fields, words))
            made.members.update(named)
        return self.made(made)

    def call(self, name, words, named):
        if name in _STOPS:
            raise Stop
        if name in _OF_PATHS:
            return self.apply(lambda *paths: _OF_PATHS[name](*map(text_of, paths)), *words)
        if name in _OF_ELEMENTS:
            elements = self.iterated(words[0]) if words else []
            if name == "sorted" and elements is not None and named.get("key") is not None:
                keys = [self.invoked(named["key"], [one], {}) for one in elements if self.once_more()]
                if len(keys) != len(elements) or not is_known(keys, plain=True):
                    return self.unknown()
                order = sorted(range(len(elements)), key=keys.__getitem__, reverse=bool(named.get("reverse")))
                return [elements[at] for at in order]
            return self.unknown() if elements is None else self.made(_OF_ELEMENTS[name](elements, *words[1:], **named))
        if name in _OF_VALUES:
            if not all(is_known(one, plain=True) or isinstance(one, (list, dict, Unknown)) for one in words):
                return self.unknown()
            return self.apply(lambda *values: self.made(_OF_VALUES[name](*values)), *words)
        function = getattr(self, "call_" + name.replace(".", "_"), None)
        return function(*words, **named) if function else self.unknown()

    # --- what knows the state ---

    def call_os_getcwd(self):
        return self.state.directory

    def call_pathlib_Path_cwd(self):
        return Path(self.state.directory)

    def call_pathlib_Path_home(self):
        return Path(self.home)

    def call_os_path_abspath(self, path):
        return self.apply(lambda one: texts.absolute(text_of(one), self.state.directory), path)

    def call_os_path_expanduser(self, path):
        return self.apply(lambda one: texts.with_home_of_any(text_of(one), self.home), path)

    def call_os_path_exists(self, path):
        there = self.apply(text_of, path)
        # Directories that only Colab and Kaggle have.
        return False if isinstance(there, str) and re.match(r"/(?:content|kaggle)(?:/|\Z)", there) else self.unknown()

    def call_os_path_expandvars(self, path):
        return self.apply(lambda one: self.with_variables(text_of(one)), path)

    def call_os_chdir(self, path):
        self.change_directory(path)

    def call_os_getuid(self):
        return self.user_id

    def call_os_getgid(self):
        return self.group_id

    def call_getpass_getuser(self):
        return self.user

    def call_os_getenv(self, name, default=None):
        if default is not None and name not in self.state.environment and name not in ("HOME", "USER"):
            return default  # not of this process: what the notebook falls back to is what it means
        return self.apply(self.variable, name)

    def call_os_environ_setdefault(self, name, value):
        if isinstance(name, str) and name not in self.state.environment:
            self.set_variable(name, value)
        return self.apply(self.variable, name)

    def call_os_environ_update(self, values=(), **named):
        for name, value in dict(values, **named).items():
            self.set_variable(name, value)

    def call_os_environ_pop(self, name, default=None):
        return self.state.environment.pop(name, default)

    def call_os_environ_copy(self):
        return dict(self.state.environment)

    def call_get_ipython(self):
        return Dotted("get_ipython")

    def call_get_ipython_run_line_magic(self, magic_name, line=""):
        self.magic("%s %s" % (magic_name, line))

    def call_get_ipython_run_cell_magic(self, magic_name, line="", cell=""):
        self.cell_of_ipython("%%%%%s %s" % (magic_name, line), cell, first=0)

    # --- functions of Python ---

    def call_bool(self, value=False):
        truth = self.truth(value)
        return self.unknown() if truth is None else truth

    def call_any(self, values):
        truths = [self.truth(one) for one in self.iterated(values) or [self.unknown()]]
        return True if True in truths else self.unknown() if None in truths else False

    def call_dict(self, values=(), **named):
        return self.made(dict(self.state.environment if self.is_environment(values) else values, **named))

    def call_map(self, function, *values):
        lists = [self.iterated(one) for one in values]
        if None in lists or not all(self.once_more() for _ in lists[0]):
            return self.unknown()
        return self.made([self.invoked(function, list(each), {}) for each in zip(*lists)])

    def call_filter(self, function, values):
        elements = self.iterated(values)
        if elements is None or not all(self.once_more() for _ in elements):
            return self.unknown()
        truths = [self.truth(one if function is None else self.invoked(function, [one], {})) for one in elements]
        kept = [one if truth else self.unknown(readings=[one]) for one, truth in zip(elements, truths) if truth is not False]
        return self.made(kept)

    def call_sum(self, values, start=0):
        for one in self.iterated(values) or [self.unknown()]:
            start = self.operation("Add", start, one)
        return start

    def call_itertools_chain(self, *values):
        lists = [self.iterated(one) for one in values]
        return self.unknown() if None in lists else self.made([one for each in lists for one in each])

    def call_functools_partial(self, function, *words, **named):
        return Bound(function, list(words), named)

    def call_functools_reduce(self, function, values, *begin):
        elements = list(begin) + (self.iterated(values) or [self.unknown()])
        result = elements[0]
        for one in elements[1:]:
            result = self.invoked(function, [result, one], {}) if self.once_more() else self.unknown()
        return result

    def call_collections_namedtuple(self, _, fields):
        names = fields.replace(",", " ").split() if isinstance(fields, str) else self.iterated(fields)
        return Object({name: self.unknown() for name in names}, is_class=True)

    def fields_of(self, holder):
        return {name: value for name, value in holder.members.items() if not isinstance(value, Function)}

    def call_vars(self, holder):
        return self.made(self.fields_of(holder)) if isinstance(holder, Object) else self.unknown()

    def call_locals(self):
        return {name: value for scope in self.state.scopes for name, value in scope.items() if isinstance(value, (str, int, Path))}

    def call_isinstance(self, value, kind):
        kinds = {"str": str, "int": int, "float": float, "list": list, "dict": dict, "tuple": tuple, "bool": bool, "pathlib.Path": Path}
        names = [getattr(one, "name", "") for one in (kind if isinstance(kind, (list, tuple)) else [kind])]
        if not (is_known(value) or isinstance(value, (list, dict, tuple))) or not all(name in kinds for name in names):
            return self.unknown()
        return isinstance(value, tuple(kinds[name] for name in names))

    def call_types_SimpleNamespace(self, **named):
        return self.made(Object(named))

    def call_string_Template(self, template):
        return self.apply(lambda text: Template(text_of(text)), template)

    def call_zip(self, *values):
        lists = [self.iterated(one) for one in values]
        return self.unknown() if None in lists else self.made(list(zip(*lists)))

    # --- files ---

    def call_json_dumps(self, obj, **_):
        value = in_json(obj)
        return json.dumps(value) if is_known(value) else Json(value)

    def call_json_dump(self, obj, fp, **_):
        self.write(fp, in_json(obj))

    def call_json_load(self, fp):
        content = self.content(fp.path)
        return self.unknown() if content is None else copy.deepcopy(content)

    def call_open(self, file, mode="r", **_):
        path = texts.absolute(texts.with_home(text_of(file), self.home), self.state.directory)
        if "w" in mode or "x" in mode:
            self.state.files[path] = []
        return File(path)

    def call_print(self, *words, **named):
        for word in words if "file" in named else ():
            self.write(named["file"], word)

    def call_shutil_copy(self, source, target):
        self.copy_file(source, target)

    def call_os_system(self, command, **_):
        if isinstance(command, (list, tuple)) and is_known(list(command), plain=True):
            command = " ".join(shlex.quote(text_of(one)) for one in command)
        if isinstance(command, str):
            self.shell(command)
        return self.unknown()

    # --- methods ---

    def method(self, holder, name, words, named):
        kinds = {str: self.method_of_text, File: self.method_of_file, Path: self.method_of_path, Template: self.method_of_template}
        if type(holder) in kinds:
            return kinds[type(holder)](holder, name, words, named)
        if isinstance(holder, Json) and name in ("encode", "strip"):
            return holder
        if name not in _CHANGES.get(type(holder), ()) or (name in _BY_KEY and words and isinstance(words[0], Unknown)):
            return self.unknown()
        if name in ("extend", "update") and words and not isinstance(words[0], (list, tuple, dict)):
            if isinstance(holder, list):
                holder.append(self.unknown())
            return None
        result = getattr(holder, name)(*words, **named)
        self.made(holder)
        return list(result) if name in _LISTED else result

    def method_of_template(self, template, name, words, named):
        if name not in ("substitute", "safe_substitute"):
            return self.unknown()
        values = words[0] if words else {}

        def value_of(key):
            value = named[key] if key in named else self.variable(key) if self.is_environment(values) else values[key]
            if isinstance(value, Unknown):
                raise ValueError
            return value

        return texts.substituted(template.text, value_of, name == "safe_substitute")

    def method_of_text(self, text, name, words, named):
        if name == "format_map":
            name, named, words = "format", dict(self.state.environment if self.is_environment(words[0]) else words[0]), []
        if name == "join" and isinstance(words[0], (list, tuple)):
            return self.apply(lambda *parts: texts.join(text, parts), *words[0])
        keys, count = list(named), len(words)
        values = words + [named[key] for key in keys]
        return self.apply(lambda *of: texts.method(text, name, of[:count], dict(zip(keys, of[count:]))), *values)

    def method_of_file(self, file, name, words, _):
        if name in ("write", "writelines"):
            for one in words[:1] if name == "write" else self.iterated(words[0]) or [self.unknown()]:
                self.write(file, one)
        elif name == "read":
            parts = self.state.files.get(file.path)
            known = parts and all(isinstance(one, str) for one in parts)
            content = texts.join("", parts) if known else self.content(file.path)
            return content if known else self.unknown() if content is None else Json(content)
        return None

    def method_of_path(self, path, name, words, named):
        if name in ("resolve", "absolute", "expanduser"):
            whole = texts.with_home(path.text, self.home)
            return Path(whole if name == "expanduser" else texts.absolute(whole, self.state.directory))
        if name in ("as_posix", "__str__", "__fspath__"):
            return path.text
        if name == "joinpath":
            return self.call("pathlib.Path", [path] + words, {})
        if name in ("with_name", "with_suffix"):
            stem = posixpath.splitext(path.text)[0] if name == "with_suffix" else posixpath.dirname(path.text) + "/"
            return self.apply(lambda one: Path(stem + one), *words)
        if name == "open":
            return self.call_open(path, *words, **named)
        if name in ("write_text", "write_bytes"):
            return self.write(self.call_open(path, "w"), words[0])
        if name in ("read_text", "read_bytes"):
            return self.method_of_file(self.call_open(path), "read", [], {})
        return None if name in ("mkdir", "touch", "unlink") else self.unknown()

    def called(self, function, words, named):
        """A function of the notebook."""
        if self.calls >= limits.CALLS:
            return self.unknown()
        arguments = function.arguments
        names = [one.arg for one in getattr(arguments, "posonlyargs", []) + arguments.args]
        every = names + [one.arg for one in arguments.kwonlyargs]
        scope = {name: self.unknown() for name in every}
        scope.update(function.defaults)
        scope.update(zip(names, words))
        scope.update((key, value) for key, value in named.items() if key in every)
        if arguments.vararg:
            scope[arguments.vararg.arg] = tuple(words[len(names) :])
        if arguments.kwarg:
            scope[arguments.kwarg.arg] = {key: value for key, value in named.items() if key not in every}
        self.calls += 1
        try:
            return self.run_function(function.body, scope)
        finally:
            self.calls -= 1
