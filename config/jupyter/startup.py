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

    seen = {"directory": None, "project": None, "message": None, "left_out": False, "elsewhere": set()}
    variables = {}  # of the project

    def say(text):
        print("tao-shim: " + text, file=sys.stderr, flush=True)

    def project_file(directory):
        if os.environ.get("TAO_PROJECT"):
            return os.environ["TAO_PROJECT"]
        while True:
            file = os.path.join(directory, "tao-project.yaml")
            if os.path.lexists(file):
                return file
            if directory == os.path.dirname(directory):
                return None
            directory = os.path.dirname(directory)

    def load(*_):
        if seen["message"] and _:
            say(seen["message"])
            seen["message"] = None
        try:
            directory = os.getcwd()
            again = seen["left_out"]  # they may have been allowed meanwhile
            if directory == seen["directory"] and not again:
                return
            seen["directory"] = directory
            file = project_file(directory)
            if file is None or file == seen["project"] and not again:
                return
            again = again and file == seen["project"]
            seen["project"] = file
            done = subprocess.run(
                [tool, "env", "--format", "json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, timeout=10,
                env={**os.environ, "PWD": os.environ.get("PWD", directory)},
            )
            if done.stdout:
                variables.clear()
                variables.update(json.loads(done.stdout))
                os.environ.update(variables)
            # The name of a directory may hold what a terminal obeys.
            named = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in file)
            why = {
                77: "variables of " + named + " are left out until you allow them; to see them",
                78: "not every variable of " + named + " could be set; to see why",
            }.get(done.returncode)
            seen["left_out"] = done.returncode == 77
            if why and not again:
                seen["message"] = why + ": !tao-shim check"
        except Exception:
            pass

    places = {"__name__": "places"}
    exec(@PLACES@, places)

    def text_of(node):
        return node.value if type(node).__name__ == "Constant" else getattr(node, "s", None)  # Python 3.7 and earlier

    def taken(name, text):
        """The project's value for what a cell leaves open; None if it is none of that."""
        if isinstance(text, str) and places["is_no_place_here"](name, text):
            return variables.get(name) or places["taken_for"](name, text, os.path.dirname(seen["project"]))
        return None

    def shown(name, value):
        """NAME=VALUE; of a value that may be a secret the name alone."""
        if value is False or (isinstance(value, str) and places["NAMES_A_PLACE"].search(name)):
            return "%s=%s" % (name, value)
        return name

    def variable_set(node):
        """os.environ["NAME"] = ... and NAME = ...: the name and the node of its value."""
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Subscript) and "'environ'" in ast.dump(target.value):
                of_old_python = type(target.slice).__name__ == "Index"
                return text_of(target.slice.value if of_old_python else target.slice)
            return getattr(target, "id", None)
        return None

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
        if here and own and here not in seen["elsewhere"] and os.path.realpath(here) != os.path.realpath(own):
            seen["elsewhere"].add(here)
            say("a cell set LOCAL_PROJECT_DIR to " + here + ", but tao goes by " + seen["project"] + ", where it is " + own)

    class Cell(ast.NodeTransformer):
        def __init__(self):
            self.said = []

        def visit_Assign(self, node):
            name = variable_set(node)
            text = getattr(node.value, "id", None) or text_of(node.value)
            value = taken(name, text) if isinstance(name, str) else None
            if value is not None:
                self.said.append(shown(name, value))
                node.value = ast.copy_location(ast.Constant(value), node.value)
            return self.with_look(node)

        def visit_Expr(self, node):
            name, words = magic_of(node)
            if name == "run_line_magic" and words[:1] in (["env"], ["set_env"]) and len(words) == 2 and words[1]:
                variable, sign, text = words[1].partition("=" if "=" in words[1] else " ")
                value = taken(variable.strip(), text.strip()) if sign else None
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

    def names_missed(tree, known):
        """Names that the cell uses and nothing has set, of which the project or the notebooks' own first cells know."""
        own = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}
        own.update((one.asname or one.name).split(".")[0] for one in ast.walk(tree) if isinstance(one, ast.alias))
        for one in ast.walk(tree):
            name = getattr(one, "id", None)
            if name is None or name in own or name in known or hasattr(builtins, name):
                continue
            own.add(name)
            if name in variables:
                yield name, variables[name]
            elif places["SWITCHED_OFF"].match(name):
                yield name, False
            elif name in ("os", "json"):
                yield name, sys.modules[name]

    class Cells:
        """Looks at the syntax tree of every cell before it runs."""

        def visit(self, tree):
            try:
                if seen["project"] is None:
                    return tree
                cell = Cell()
                changed = ast.fix_missing_locations(cell.visit(tree))
                if cell.said:
                    say("left open in this cell, and taken from " + seen["project"] + ": " + ", ".join(cell.said))
                missed = dict(names_missed(changed, shell.user_ns))
                if missed:
                    shell.user_ns.update(missed)
                    say("set by no cell so far: " + ", ".join(shown(name, missed[name]) for name in sorted(missed)))
                return changed
            except Exception:
                return tree

    # At the start, and before a cell where the directory has changed: some programs change it once the kernel runs.
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
