# Read by every IPython and every Jupyter kernel of this user. It puts the shim first on PATH, and sets the variables of
# the tao-project.yaml that the kernel's directory is in. What NVIDIA's notebooks leave open in their first cells it takes from
# there, and says so. Without tao-shim it does nothing, and it never fails.
def _tao_shim():
    import os

    shims, tool = @SHIMS@, @TOOL@
    if not os.access(os.path.join(shims, "tao"), os.X_OK):
        return
    others = [entry for entry in os.environ.get("PATH", os.defpath).split(os.pathsep) if entry != shims]
    last = [] if os.path.dirname(tool) in others else [os.path.dirname(tool)]
    os.environ["PATH"] = os.pathsep.join([shims, *others, *last])

    import ast
    import builtins
    import json
    import re
    import subprocess
    import sys

    # asked: what was there when tao-shim was asked. file: the project file found. project: the same, if cells go by it.
    seen = {"asked": None, "file": None, "project": None, "record": None, "message": None, "told": None, "elsewhere": set()}
    variables = {}  # of the project
    before = {}  # of each variable that was set: what it was (None: nothing), and what it was set to
    given = {}  # what was put into the user's namespace

    def say(text):
        # The name of a directory may hold what a terminal obeys.
        visible = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
        print("tao-shim: " + visible, file=sys.stderr, flush=True)

    def state_of(file):
        try:
            state = os.stat(file)
            return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_uid, state.st_mode
        except OSError:
            return os.path.lexists(file)

    def what_is_there():
        """What tao-shim env would go by. It alone finds and judges project files: another answer here means no more than
        that it is worth asking again."""
        directory = os.getcwd()
        named = os.environ.get("TAO_PROJECT")
        files = [os.path.expanduser(named)] if named else []
        above = None if named else directory
        while above:
            files.append(os.path.join(above, "tao-project.yaml"))
            above = os.path.dirname(above) if above != os.path.dirname(above) else None
        return [directory, named, state_of(seen["record"] or "")] + [state_of(file) for file in files]

    def inherit():
        """From a shell whose hook had set the variables of its project; its form is told in the hooks (tao-shim hook bash)."""
        decoded = [
            re.sub("%([0-9A-Fa-f]{2})", lambda code: chr(int(code.group(1), 16)), word)
            for word in os.environ.get("TAO_SHIM_HOOK", "").split(":")
        ]
        for name, was, value in zip(decoded[0::3], decoded[1::3], decoded[2::3]):
            before[name] = (was[2:] if was.startswith("x=") else None, value)

    def put_back():
        """As the shells' hooks do: what a cell has changed meanwhile keeps its value."""
        for name, (was, value) in before.items():
            if os.environ.get(name) != value:
                continue
            if was is None:
                del os.environ[name]
            else:
                os.environ[name] = was

    def set_variables(own):
        """own: what cells have set themselves in this project, which stays."""
        kept = {name: before[name] for name in own}
        before.clear()
        before.update(kept)
        for name, value in variables.items():
            if name not in own:
                before[name] = (os.environ.get(name), value)
                os.environ[name] = value
        hand_down()

    def hand_down():
        """To a shell that is started here, in the form of the hooks."""
        def coded(text):
            return re.sub(r"[%\\:\n]", lambda one: "%%%02X" % ord(one.group()), text)

        entries = [(name, "" if was is None else "x=" + was, value) for name, (was, value) in before.items()]
        record = "".join(coded(word) + ":" for entry in entries for word in entry)
        os.environ.pop("TAO_SHIM_HOOK", None)
        if 0 < len(record) < 30000:
            os.environ["TAO_SHIM_HOOK"] = record

    def runs_in_a_line(value):
        """IPython puts values of the kernel as they are into the lines that it hands to a shell: !tao -k $KEY. Variables of
        the environment are the shell's own to put in, and run nothing there."""
        return isinstance(value, str) and bool(re.search(r"[;&|<>()`$\x00-\x1f\x7f]", value))

    def say_what_stays_out(names):
        if names:
            say("not put into this cell, since a line for the shell would run what is in it: " + ", ".join(sorted(names)))

    def renew_names():
        """What was put into the user's namespace: the value of now, or nothing; what a cell has set meanwhile stays."""
        space = get_ipython().user_ns if given else {}
        for name, value in list(given.items()):
            if space.get(name, given) is not value:
                del given[name]
            elif name in variables and not runs_in_a_line(variables[name]):
                space[name] = given[name] = variables[name]
            elif name in variables or seen["project"] is None or isinstance(value, str):
                del space[name], given[name]

    def ask():
        """The variables of the project here, by `tao-shim env`."""
        last = seen["file"]
        changed = [name for name, (_, value) in before.items() if os.environ.get(name) != value]
        put_back()
        variables.clear()
        seen.update(file=None, project=None, record=None)
        status = 0
        try:
            done = subprocess.run(
                [tool, "env", "--format", "json", "--as", "jupyter"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, timeout=10,
                env={**os.environ, "PWD": os.environ.get("PWD", os.getcwd())},
            )
            status = done.returncode
            variables.update(json.loads(done.stdout) if done.stdout else {})
            for name in ("file", "project", "record"):
                seen[name] = variables.pop("_tao_shim_" + name, None)
        finally:
            set_variables(changed if seen["file"] == last else [])
            renew_names()
            if seen["file"] != last:
                seen["told"] = None
        why = {
            77: "variables of %s are left out until you allow them; to see them",
            78: "not every variable of %s could be set; to see why",
        }.get(status)
        told = why and seen["file"] and why % seen["file"] + ": !tao-shim check"
        seen["message"] = told if told != seen["told"] else None
        seen["told"] = told

    def load(*_):
        try:
            if what_is_there() != seen["asked"]:
                try:
                    ask()
                finally:  # a tool that does not answer is asked once
                    seen["asked"] = what_is_there()
        except Exception:
            pass
        if seen["message"] and _:
            say(seen["message"])
            seen["message"] = None

    places = {"__name__": "places"}
    exec(@PLACES@, places)
    # Besides the project's own variables: those that the layouts and the notebooks' first cells have for places of this computer.
    known = re.compile(r"(?:(?:HOST|LOCAL)_\w*(?:DIR|PATH|ROOT|FOLDER)|NOTEBOOK_ROOT|PROJECT_DIR|SAMPLES_DIR)\Z")
    to_places = re.compile(r"(?:^|/)path/to(?:/|$)", re.IGNORECASE)
    extension = re.compile(r"\.[A-Za-z]\w*\Z")

    def text_of(node):
        return node.value if type(node).__name__ == "Constant" else getattr(node, "s", None)  # Python 3.7 and earlier

    def is_placeholder(component):
        """Is it one as a whole? TODO.csv is none."""
        return bool(places["_IN_CAPITALS"].fullmatch(component) or places["_IN_LOWER_CASE"].fullmatch(component.lower()))

    def is_open(name, text):
        """A value that is no place of this computer yet. What only has a placeholder somewhere in it is a template or a name."""
        if not places["is_no_place_here"](name, text):
            return False
        parts = text.strip("/").split("/")
        if extension.search(parts[-1]) and not is_placeholder(parts[-1]):
            return False
        if places["OF_WINDOWS"].match(text):
            return True
        return bool(not places["is_left_open"](text) or to_places.search(text) or any(map(is_placeholder, parts)))

    def taken(name, text):
        """The project's value for what a cell leaves open; None if it is none of that."""
        if (name in variables or known.match(name)) and isinstance(text, str) and is_open(name, text):
            return variables.get(name) or places["taken_for"](name, text, os.path.dirname(seen["project"]))
        return None

    def shown(name, value):
        """NAME=VALUE; of a value that may be a secret the name alone."""
        if value is False or (isinstance(value, str) and places["NAMES_A_PLACE"].search(name)):
            return "%s=%s" % (name, value)
        return name

    def names_bound(tree):
        """What the cell gives a value itself, parameters too, wherever in it."""
        bound = set()
        for one in ast.walk(tree):
            kind = type(one).__name__
            if kind == "Name" and not isinstance(one.ctx, ast.Load):
                bound.add(one.id)
            elif kind == "arg":
                bound.add(one.arg)
            elif kind == "alias":
                bound.add((one.asname or one.name).split(".")[0])
            elif kind in ("FunctionDef", "AsyncFunctionDef", "ClassDef", "ExceptHandler", "MatchAs", "MatchStar", "TypeVar"):
                bound.add(one.name)
            elif kind == "MatchMapping":
                bound.add(one.rest)
        return bound

    def variable_set(node):
        """os.environ["NAME"] = ... and NAME = ...: the name and the node of its value."""
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Subscript) and "'environ'" in ast.dump(target.value):
                of_old_python = type(target.slice).__name__ == "Index"
                return text_of(target.slice.value if of_old_python else target.slice)
            return getattr(target, "id", None)
        return None

    def settings_of(node):
        """os.environ.update({"NAME": VALUE}, NAME=VALUE), os.environ |= {...}: each name, the node of its value, and what puts
        another one in its place."""
        values = []
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.BitOr) and "'environ'" in ast.dump(node.target):
            values = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            if "'environ'" in ast.dump(node.func.value):
                values = [node] + node.args
        for one in values:
            if isinstance(one, ast.Dict):
                for at, key in enumerate(one.keys):
                    if key is not None:
                        yield text_of(key), one.values[at], lambda new, at=at, one=one: one.values.__setitem__(at, new)
            elif one is node or isinstance(one, ast.Call) and getattr(one.func, "id", "") == "dict":
                for word in one.keywords:
                    yield word.arg, word.value, lambda new, word=word: setattr(word, "value", new)

    def magic_of(node):
        """get_ipython().NAME(WORD, ...): NAME and the words."""
        call = getattr(node, "value", None)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
            if getattr(call.func.value.func, "id", "") == "get_ipython":
                return call.func.attr, [text_of(one) for one in call.args]
        return None, []

    def elsewhere():
        """Before a line of tao: one line, once, where a cell has set LOCAL_PROJECT_DIR to another directory than the project's."""
        here, own = os.environ.get("LOCAL_PROJECT_DIR"), variables.get("LOCAL_PROJECT_DIR")
        if seen["project"] and here and own and here not in seen["elsewhere"] and os.path.realpath(here) != os.path.realpath(own):
            seen["elsewhere"].add(here)
            say("a cell set LOCAL_PROJECT_DIR to " + here + ", but tao goes by " + seen["project"] + ", where it is " + own)

    class Cell(ast.NodeTransformer):
        def __init__(self, bound):
            self.said = []
            self.left_out = set()
            self.bound = bound

        def undefined(self, node):
            """NAME where nobody has set it: FIXME. Of one that is set the value counts, whatever its name is."""
            name = getattr(node, "id", None)
            return None if name is None or name in self.bound or name in shell.user_ns or hasattr(builtins, name) else name

        def visit_Assign(self, node):
            name = variable_set(node)
            text = self.undefined(node.value) or text_of(node.value)
            value = taken(name, text) if isinstance(name, str) else None
            if value is not None and isinstance(node.targets[0], ast.Name) and runs_in_a_line(value):
                self.left_out.add(name)
            elif value is not None:
                self.said.append(shown(name, value))
                node.value = ast.copy_location(ast.Constant(value), node.value)
            return self.with_look(node)

        def take_settings(self, node):
            for name, value, put in settings_of(node):
                new = taken(name, self.undefined(value) or text_of(value)) if isinstance(name, str) else None
                if new is not None:
                    self.said.append(shown(name, new))
                    put(ast.copy_location(ast.Constant(new), value))

        def visit_AugAssign(self, node):
            self.take_settings(node)
            return self.with_look(node)

        def visit_Expr(self, node):
            self.take_settings(node.value)
            name, words = magic_of(node)
            if name == "run_line_magic" and words[:1] in (["env"], ["set_env"]) and len(words) == 2 and words[1]:
                variable, sign, text = words[1].partition("=" if "=" in words[1] else " ")
                # IPython puts values of the kernel in for $NAME and {NAME}.
                value = taken(variable.strip(), text.strip()) if sign and not re.search("[${]", text) else None
                if value is not None:
                    self.said.append(shown(variable.strip(), value))
                    node.value.args[1] = ast.copy_location(ast.Constant(variable + "=" + value), node)
            return self.with_look(node)

        def with_look(self, node):
            name, words = magic_of(node)
            if name in ("system", "getoutput", "run_cell_magic") and any(
                isinstance(one, str) and re.search(r"(?:^|[\s;&|(])(?:tao|tlt|tao-deploy)\s", one) for one in words
            ):
                return [ast.copy_location(ast.parse("get_ipython().tao_shim_elsewhere()").body[0], node), node]
            return node

    def speaks_of_places(tree):
        """Is it one of the notebooks' own cells, that only their first one makes run?"""
        texts = [text for text in map(text_of, ast.walk(tree)) if isinstance(text, str)]
        return any(text in variables or known.match(text) or ".tao_mounts.json" in text for text in texts)

    def names_missed(tree, bound, space):
        """Names that the cell uses and nothing has set, of which the project or the notebooks' own first cells know."""
        if "'NameError'" in ast.dump(tree):
            return  # the cell looks itself
        looked_at = set(bound)
        modules = ("os", "json") if speaks_of_places(tree) else ()
        for one in ast.walk(tree):
            name = getattr(one, "id", None)
            if name is None or name in looked_at or name in space or hasattr(builtins, name):
                continue
            looked_at.add(name)
            if name in variables:
                yield name, variables[name]
            elif places["SWITCHED_OFF"].match(name):
                yield name, False
            elif name in modules:
                yield name, sys.modules[name]

    class Cells:
        """Looks at the syntax tree of every cell before it runs."""

        def visit(self, tree):
            try:
                if seen["project"] is None:
                    return tree
                bound = names_bound(tree)
                cell = Cell(bound)
                changed = ast.fix_missing_locations(cell.visit(tree))
                if cell.said:
                    say("left open in this cell, and taken from " + seen["project"] + ": " + ", ".join(cell.said))
                missed = dict(names_missed(changed, bound, shell.user_ns))
                unsafe = {name for name in missed if runs_in_a_line(missed[name])}
                say_what_stays_out(cell.left_out | unsafe)
                missed = {name: missed[name] for name in missed if name not in unsafe}
                if missed:
                    shell.user_ns.update(missed)
                    given.update(missed)
                    say("set by no cell so far: " + ", ".join(shown(name, missed[name]) for name in sorted(missed)))
                return changed
            except Exception:
                return tree

    # At the start, and before a cell where the directory or the project file has changed.
    inherit()
    load()
    try:
        shell = get_ipython()
        shell.events.register("pre_run_cell", load)
        shell.tao_shim_elsewhere = elsewhere
        shell.ast_transformers.append(Cells())
    except Exception:
        pass


try:
    _tao_shim()
finally:
    del _tao_shim
