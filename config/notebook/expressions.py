"""Values of expressions."""

import ast
import operator
import re

import limits
import places
import texts
from values import BEGINS, Dotted, Function, Json, Merge, Path, Place, Unknown, is_known, measure, text_of, variable_of_the_user

# What Python itself says where it cannot go on: then the value is unknown.
CANNOT = (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, UnicodeError, ValueError)

# Modules that cells use; some forget to import them.
_ALWAYS_THERE = {
    name: Dotted(name) for name in "copy getpass json os pathlib platform posixpath shutil string subprocess sys textwrap".split()
}
_ALWAYS_THERE.update(Path=Dotted("pathlib.Path"), get_ipython=Dotted("get_ipython"), __name__="__main__")
_BUILT_IN = frozenset(
    "abs all any bool bytes dict enumerate exit filter float frozenset globals int isinstance len list locals map max min open print quit range repr"
    " reversed round set sorted str sum tuple type vars zip".split()
)
_LONG_LINE = 160  # characters
_ON_COLAB = re.compile(r"(?:google\.)?colab\Z|COLAB_", re.IGNORECASE)
_OPERATORS = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv, "FloorDiv": operator.floordiv,
    "Mod": operator.mod, "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt,
    "GtE": operator.ge, "Is": lambda a, b: a is b or (a == b and type(a) is type(b)), "In": lambda a, b: a in b,
    "IsNot": lambda a, b: not (a is b or (a == b and type(a) is type(b))), "NotIn": lambda a, b: a not in b,
    "USub": operator.neg, "UAdd": operator.pos, "Not": operator.not_,
}  # fmt: skip


class Expressions:
    # Where the reading is, and what it has cost.
    cell, line, rows = 0, 0, ()
    depth = steps = rounds = copies = calls = 0
    script_at = None  # the line that runs the script of another file which is followed at the moment

    def place(self, node=None):
        """Where the reading is, or the node."""
        if self.script_at:
            return self.script_at
        line = getattr(node, "lineno", self.line)
        text = self.rows[line - 1] if 0 < line <= len(self.rows) else ""
        column = getattr(node, "col_offset", 0)
        # Of a long line what is meant: one line may set up eight mounts. Nothing in front of it, which may name a secret behind.
        if len(text) > _LONG_LINE and 0 < column < len(text):
            return Place(self.cell, line, "... " + text.encode()[column:].decode(errors="ignore").strip())
        return Place(self.cell, line, text.strip())

    def unknown(self, node=None, readings=(), name=""):
        return Unknown(self.place(node), readings, name)

    def step(self, node):
        if not self.script_at:
            self.line = getattr(node, "lineno", self.line)
        self.steps += 1
        if self.steps > limits.STEPS:
            raise limits.Limit("takes more than %d steps to follow" % limits.STEPS)

    def once_more(self):
        """Counts a round of a loop; False if there were enough."""
        self.rounds += 1
        return self.rounds <= limits.ROUNDS

    def made(self, value):
        """A value that was put together just now."""
        elements, depth = measure(value)
        if elements > limits.ELEMENTS:
            raise limits.Limit("builds a value of more than %d elements" % limits.ELEMENTS)
        if depth > limits.DEPTH:
            raise limits.Limit("builds a value that is more than %d deep" % limits.DEPTH)
        return value

    def apply(self, function, *values):
        """function(*values); of an unknown value, what comes of its readings."""
        for at, value in enumerate(values):
            if isinstance(value, Unknown):
                rest = list(values)
                readings = []
                for reading in value.readings:
                    rest[at] = reading
                    readings.append(self.apply(function, *rest))
                return Unknown(value.place, [one for one in readings if not isinstance(one, Unknown)], value.name)
        try:
            return function(*values)
        except CANNOT:
            return self.unknown()

    def truth(self, value):
        """True, False, or None where it is not known."""
        if isinstance(value, Unknown) or (isinstance(value, str) and BEGINS in value):
            return None
        return bool(value) if isinstance(value, (str, int, float, list, tuple, dict, type(None))) else True

    def value(self, node):
        if node is None:
            return None
        self.step(node)
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise limits.Limit("has expressions more than %d deep" % limits.DEPTH)
        try:
            return getattr(self, "value_" + type(node).__name__, self.unknown)(node)
        finally:
            self.depth -= 1

    def value_Constant(self, node):
        if isinstance(node.value, str):
            return texts.without_marks(node.value)
        if isinstance(node.value, (bool, float, type(None))):
            return node.value
        return node.value if isinstance(node.value, int) and abs(node.value) < 1 << 63 else self.unknown(node)

    value_NameConstant = value_Constant  # Python 3.7 and earlier

    def value_Num(self, node):
        return node.n if isinstance(node.n, float) or (isinstance(node.n, int) and abs(node.n) < 1 << 63) else self.unknown(node)

    def value_Str(self, node):
        return texts.without_marks(node.s)

    def value_Index(self, node):  # Python 3.8 and earlier
        return self.value(node.value)

    def value_Name(self, node):
        for scope in reversed(self.state.scopes):
            if node.id in scope:
                return scope[node.id]
        if node.id in _ALWAYS_THERE:
            return _ALWAYS_THERE[node.id]
        if places.SWITCHED_OFF.match(node.id):
            return False
        return Dotted(node.id) if node.id in _BUILT_IN else self.unknown(node, name=node.id)

    def value_Attribute(self, node):
        return self.attribute(self.value(node.value), node.attr)

    def value_Subscript(self, node):
        holder = self.value(node.value)
        if isinstance(holder, Dotted) and holder.name == "os.environ":
            return self.apply(self.variable, self.value(node.slice))
        if isinstance(node.slice, ast.Slice):
            parts = [self.value(one) for one in (node.slice.lower, node.slice.upper, node.slice.step)]
            return self.apply(lambda of, *ends: self.part(of, slice(*ends)), holder, *parts)
        return self.apply(self.part, holder, self.value(node.slice))

    def part(self, holder, key):
        if isinstance(holder, str) and BEGINS in holder:
            raise ValueError
        return holder[key]

    def elements(self, nodes):
        found = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                inner = self.value(node.value)
                found.extend(self.iterated(inner) or [self.unknown(node)])
            else:
                found.append(self.value(node))
        return found

    def value_List(self, node):
        return self.made(self.elements(node.elts))

    def value_Tuple(self, node):
        return self.made(tuple(self.elements(node.elts)))

    value_Set = value_List

    def value_Dict(self, node):
        made = {}
        for key, value in zip(node.keys, node.values):
            value = self.value(value)
            if key is None:  # {**value}
                made.update(value if isinstance(value, dict) else {})
                continue
            key = self.value(key)
            if isinstance(key, (str, int, float, type(None))):
                made[key] = value
        return self.made(made)

    def value_JoinedStr(self, node):
        return self.apply(lambda *parts: texts.no_longer("".join(parts)), *[self.value(one) for one in node.values])

    def value_FormattedValue(self, node):
        value = self.value(node.value)
        if node.conversion == ord("r"):
            value = self.apply(lambda one: repr(text_of(one)), value)
        return self.apply(texts.formatted, value, self.value(node.format_spec) or "")

    def value_BinOp(self, node):
        return self.operation(type(node.op).__name__, self.value(node.left), self.value(node.right))

    def operation(self, name, left, right):
        return self.apply(lambda a, b: self.operated(name, a, b), left, right)

    def operated(self, name, left, right):
        if name == "Mod" and isinstance(left, str):
            return texts.percent(left, right)
        if name == "Div" and Path in (type(left), type(right)):
            return Path(texts.join_paths(text_of(left), text_of(right)))
        if name == "Add" and isinstance(left, Json) and not right.strip():
            return left
        if name == "BitOr":
            return self.made(dict(left, **right))
        if name == "Mult" and not isinstance(left, (int, float)):
            left, right = right, left
        if name == "Mult" and isinstance(right, (str, list, tuple)):
            if len(right) * left > (limits.TEXT if isinstance(right, str) else limits.ELEMENTS):
                raise limits.Limit("repeats a value %d times" % left)
            return self.made(right * left)
        if name in ("Sub", "Div", "FloorDiv", "Mod", "Mult") and not isinstance(left, (int, float)):
            raise TypeError
        result = _OPERATORS[name](left, right)
        if isinstance(result, int) and abs(result) >= 1 << 63:
            raise ValueError
        return texts.no_longer(result) if isinstance(result, str) else self.made(result)

    def value_UnaryOp(self, node):
        value = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            truth = self.truth(value)
            return self.unknown(node) if truth is None else not truth
        return self.apply(lambda one: _OPERATORS[type(node.op).__name__](one), value)

    def value_BoolOp(self, node):
        stops = isinstance(node.op, ast.Or)
        value = None
        for position, operand in enumerate(node.values):
            value = self.value(operand)
            if self.truth(value) is stops:
                return value
            # What the user's environment may have is left out, as in os.getenv(NAME, default).
            users = isinstance(value, str) and value.startswith(BEGINS) and stops
            if self.truth(value) is None and not users and position + 1 < len(node.values):
                return self.unknown(node, [value, self.value(node.values[position + 1])])
        return value

    def value_Compare(self, node):
        left = self.value(node.left)
        for sign, right in zip(node.ops, node.comparators):
            right, name = self.value(right), type(sign).__name__
            # Colab has no containers, so nobody who reads the notebook for a project is there.
            if name in ("In", "NotIn") and isinstance(left, str) and _ON_COLAB.match(left) and not is_known(right):
                return name == "NotIn"
            result = self.apply(lambda a, b, name=name: self.compared(name, a, b), left, right)
            if self.truth(result) is not True:
                return result
            left = right
        return True

    def compared(self, name, left, right):
        if isinstance(right, Dotted) and right.name == "os.environ" and left in self.state.environment:
            return name == "In"
        if isinstance(right, dict) and name in ("In", "NotIn"):
            right = list(right)
        if not is_known(left, plain=True) or not is_known(right, plain=True):
            raise ValueError
        return _OPERATORS[name](left, right)

    def value_IfExp(self, node):
        truth = self.truth(self.value(node.test))
        if truth is not None:
            return self.value(node.body if truth else node.orelse)
        return Merge(self.place(node), True)(self.value(node.body), self.value(node.orelse))

    def value_NamedExpr(self, node):
        value = self.value(node.value)
        self.assign(node.target, value)
        return value

    def value_Lambda(self, node):
        return Function(node.args, node.body, self.defaults(node.args))

    def defaults(self, arguments):
        names = [one.arg for one in arguments.args]
        found = dict(zip(names[len(names) - len(arguments.defaults):], map(self.value, arguments.defaults)))
        found.update((one.arg, self.value(default)) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default)
        return found

    def iterated(self, value):
        """The elements of the value as a list, None if they are not known."""
        if isinstance(value, str) and BEGINS in value:
            return None
        return list(value) if isinstance(value, (str, list, tuple, dict)) else None

    def value_ListComp(self, node):
        found = []
        known = self.comprehension(node.generators, lambda wrapped: found.append(wrapped(self.value(node.elt))))
        return self.made(found) if known else self.unknown(node)

    value_GeneratorExp = value_SetComp = value_ListComp

    def value_DictComp(self, node):
        found = {}

        def add(wrapped):
            key = self.value(node.key)
            if isinstance(key, (str, int, float, type(None))):
                found[key] = wrapped(self.value(node.value))

        return self.made(found) if self.comprehension(node.generators, add) else self.unknown(node)

    def comprehension(self, generators, produce, wrapped=lambda value: value):
        """Calls produce(wrapped) for each element; wrapped() makes what a condition leaves open unknown. False if the
        elements are not known."""
        if not generators:
            produce(wrapped)
            return True
        first = generators[0]
        elements = self.iterated(self.value(first.iter))
        if elements is None:
            return False
        self.state.scopes.append({})
        try:
            for element in elements:
                if not self.once_more():
                    return False
                self.assign(first.target, element)
                truths = [self.truth(self.value(one)) for one in first.ifs]
                open_one = wrapped if None not in truths else lambda value: self.unknown(first.ifs[0], [value])
                if False not in truths and not self.comprehension(generators[1:], produce, open_one):
                    return False
        finally:
            self.state.scopes.pop()
        return True

    def variable(self, name):
        """os.environ[name]"""
        if name in self.state.environment:
            return self.state.environment[name]
        known = {"HOME": self.home, "USER": self.user, "LOGNAME": self.user, "PWD": self.state.directory}
        return known[name] if name in known else variable_of_the_user(name)
