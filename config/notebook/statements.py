"""Statements: what is set, and both ways of an `if` whose condition only a run tells."""

import ast
import copy

import cells
import limits
import places
from calls import Calls, Stop
from expressions import CANNOT
from values import Dotted, File, Function, Merge, Object, Unknown, measure

class Way:
    """How a block ends, other than at its end: the states in which a loop or a function was left."""

    def __init__(self):
        self.states = {"break": [], "continue": [], "return": []}


class Statements(Calls):
    def block(self, body, way):
        """Follows the statements. Returns how they end: None, break, continue, return or raise."""
        for node in body:
            self.step(node)
            self.depth += 1
            if self.depth > limits.DEPTH:
                raise limits.Limit("has statements more than %d deep" % limits.DEPTH)
            try:
                ended = getattr(self, "follow_" + type(node).__name__, self.not_followed)(node, way)
            except Stop:
                ended = "raise"
            except CANNOT:
                ended = self.not_followed(node, way)
            finally:
                self.depth -= 1
            if ended:
                return ended
        return None

    def not_followed(self, node, _):
        """What it sets is unknown from now on."""
        for inner in ast.walk(node):
            if isinstance(getattr(inner, "ctx", None), ast.Store) and isinstance(inner, (ast.Name, ast.Subscript, ast.Attribute)):
                self.assign(inner, self.unknown(node))

    def follow_Pass(self, node, _):
        return None

    follow_Nonlocal = follow_Pass

    def follow_Expr(self, node, _):
        self.value(node.value)

    def follow_Assert(self, node, _):
        return None

    def follow_Raise(self, node, _):
        return "raise"

    def follow_Break(self, node, _):
        return "break"

    def follow_Continue(self, node, _):
        return "continue"

    def follow_Return(self, node, way):
        self.state.scopes[-1]["return"] = self.value(node.value)
        return "return"

    def follow_Global(self, node, _):
        declared = self.state.scopes[-1].get("global")
        self.state.scopes[-1]["global"] = (declared if isinstance(declared, list) else []) + node.names

    def follow_Import(self, node, _):
        for one in node.names:
            self.set_name(one.asname or one.name.split(".")[0], Dotted(one.name if one.asname else one.name.split(".")[0]))

    def follow_ImportFrom(self, node, _):
        for one in node.names:
            self.set_name(one.asname or one.name, Dotted("%s.%s" % (node.module or "", one.name)))

    def follow_FunctionDef(self, node, _):
        known = not node.decorator_list
        self.set_name(node.name, Function(node.args, node.body, self.defaults(node.args)) if known else self.unknown(node))

    def follow_AsyncFunctionDef(self, node, _):
        self.set_name(node.name, self.unknown(node))

    def follow_ClassDef(self, node, _):
        members = {}
        bases = [self.value(one) for one in node.bases]
        for base in bases:
            if isinstance(base, Object):
                members.update(base.members)
        self.state.scopes.append(members)
        try:
            for one in node.body:
                if isinstance(one, ast.FunctionDef) and one.decorator_list:
                    kinds = [getattr(each, "id", "") for each in one.decorator_list]
                    if kinds[0] in Function.KINDS and len(kinds) == 1:
                        members[one.name] = Function(one.args, one.body, self.defaults(one.args), kinds[0])
                        continue
                if isinstance(one, ast.AnnAssign) and one.value is None and isinstance(one.target, ast.Name):
                    members[one.target.id] = self.unknown(one)  # a field without a default
                self.block([one], Way())
        finally:
            self.state.scopes.pop()
        if any(isinstance(base, Dotted) and base.name in ("enum.Enum", "enum.IntEnum", "enum.StrEnum") for base in bases):
            members = {name: value if isinstance(value, Function) else Object({"name": name, "value": value})
                       for name, value in members.items()}  # fmt: skip
        self.set_name(node.name, Object(members, is_class=True))

    # --- setting ---

    def follow_Assign(self, node, _):
        value = self.value(node.value)
        for target in node.targets:
            self.assign(target, value)

    def follow_AnnAssign(self, node, _):
        if node.value is not None:
            self.assign(node.target, self.value(node.value))

    def follow_AugAssign(self, node, _):
        target = copy.copy(node.target)
        target.ctx = ast.Load()
        left, right = self.value(target), self.value(node.value)
        if isinstance(left, list) and isinstance(node.op, ast.Add):
            left.extend(self.iterated(right) or [self.unknown(node)])
            self.made(left)
        elif isinstance(left, Dotted) and left.name == "os.environ" and isinstance(right, dict):
            self.call_os_environ_update(right)
        else:
            self.assign(node.target, self.operation(type(node.op).__name__, left, right))

    def follow_Delete(self, node, _):
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.state.scopes[-1].pop(target.id, None)
            elif isinstance(target, ast.Subscript):
                holder, key = self.value(target.value), self.value(target.slice)
                if isinstance(holder, Dotted) and holder.name == "os.environ" and isinstance(key, str):
                    self.state.environment.pop(key, None)
                elif isinstance(holder, dict) and not isinstance(key, Unknown):
                    self.apply(lambda: holder.pop(key, None))
                elif isinstance(holder, list) and isinstance(key, int) and -len(holder) <= key < len(holder):
                    del holder[key]

    def assign(self, target, value):
        if isinstance(target, ast.Name):
            self.set_name(target.id, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self.unpack(target.elts, self.iterated(value))
        elif isinstance(target, ast.Attribute):
            holder = self.value(target.value)
            if isinstance(holder, Object):
                holder.members[target.attr] = value
                self.made(holder)
        elif isinstance(target, ast.Subscript):
            holder, key = self.value(target.value), self.value(target.slice)
            if isinstance(holder, Dotted) and holder.name == "os.environ":
                if isinstance(key, str):
                    self.set_variable(key, value)
            elif isinstance(holder, dict) and isinstance(key, (str, int, float, type(None))):
                holder[key] = value
                self.made(holder)
            elif isinstance(holder, list) and isinstance(key, int) and -len(holder) <= key < len(holder):
                holder[key] = value
                self.made(holder)
            elif isinstance(holder, (dict, list)):
                self.assign(target.value, self.unknown())

    def unpack(self, targets, values):
        starred = [at for at, one in enumerate(targets) if isinstance(one, ast.Starred)]
        more = len(values or ()) - len(targets)
        if starred and values is not None and more >= -1:
            at = starred[0]
            values = values[:at] + [values[at : at + more + 1]] + values[at + more + 1 :]
        elif values is None or more:
            values = [self.unknown() for _ in targets]
        for target, value in zip(targets, values):
            self.assign(target, value)

    def set_name(self, name, value):
        declared = self.state.scopes[-1].get("global")
        globally = isinstance(declared, list) and name in declared
        self.state.scopes[0 if globally else -1][name] = self.filled_in(name, value)

    def set_variable(self, name, value):
        self.state.environment[name] = self.filled_in(name, value)
        self.state.set_at[name] = self.place()

    def filled_in(self, name, value):
        """The value, or what is taken for one that is left open."""
        text = value.name if isinstance(value, Unknown) else value
        taken = places.taken_for(name, text, self.project) if isinstance(text, str) and text else None
        if taken is None:
            return value
        self.open_places.append((name, text, taken, self.place()))
        return taken

    # --- ways ---

    def fork(self):
        """A copy of the state for another way; None if there were too many."""
        state = self.state
        if self.copies > limits.COPIES:
            return None
        for values in state.scopes + [state.environment, state.files]:
            self.copies += sum(measure(one)[0] for one in values.values())
        return copy.deepcopy(state)

    def both(self, node, first, second, way, exact=True):
        """Follows two ways from here, and goes on with what they come to. Each is a function that returns how it ends."""
        other, place = self.fork(), self.place(node)
        if other is None:
            return self.not_followed(node, way)
        ended = first()
        one, self.state = self.state, other
        otherwise = second()
        other = self.state
        if ended is None and otherwise is None:
            self.state = Merge(place, exact).states(one, other)
            return None
        ways = [(how, state) for how, state in ((ended, one), (otherwise, other)) if how != "raise"]
        if not ways:
            return "raise"
        ways.sort(key=lambda both: both[0] is not None)  # the one that goes on is the first
        for how, state in ways[1:]:
            way.states[how].append(state)
        how, self.state = ways[0]
        return how

    def join(self, states, place, exact=True):
        """Goes on with what the present state and others come to."""
        for one in states:
            self.state = Merge(place, exact).states(self.state, one)
        del states[:]

    def follow_If(self, node, way):
        truth = self.truth(self.value(node.test))
        if truth is not None:
            return self.block(node.body if truth else node.orelse, way)
        return self.both(node, lambda: self.block(node.body, way), lambda: self.block(node.orelse, way), way)

    def follow_For(self, node, way):
        elements = self.iterated(self.value(node.iter))
        if elements is None or len(elements) + self.rounds > limits.ROUNDS:
            return self.unknown_rounds(node, way, node.target)
        inner, ended, place = Way(), None, self.place(node)
        inner.states["return"] = way.states["return"]
        for element in elements:
            if not self.once_more():
                return self.unknown_rounds(node, way, node.target)
            self.assign(node.target, element)
            ended = self.block(node.body, inner)
            if ended in ("return", "raise"):
                break
            self.join(inner.states["continue"], place)
            if ended == "break":
                break
        else:
            ended = self.block(node.orelse, way)
        return self.after_loop(ended, inner, place)

    def after_loop(self, ended, inner, place, exact=True):
        """How a loop ends whose last round ended that way."""
        states = inner.states["break"] + inner.states["continue"]
        if ended == "raise" and states:
            self.state, ended = states.pop(), None
        self.join(states, place, exact)
        return ended if ended in ("return", "raise") else None

    def follow_While(self, node, way):
        before = self.fork()
        inner, ended, place = Way(), None, self.place(node)
        inner.states["return"] = way.states["return"]
        rounds = 0
        while True:
            truth = self.truth(self.value(node.test))
            if truth is False:
                ended = self.block(node.orelse, way)
                break
            # A break that may have been taken leaves open whether there is another round.
            if truth is None or before is None or inner.states["break"] or rounds == limits.WHILE or not self.once_more():
                if rounds and before is not None:
                    self.state = before
                return self.unknown_rounds(node, way)
            rounds += 1
            ended = self.block(node.body, inner)
            if ended in ("return", "raise"):
                break
            self.join(inner.states["continue"], place)
            if ended == "break":
                break
        return self.after_loop(ended, inner, place)

    def unknown_rounds(self, node, way, target=None):
        """A loop that runs not at all, or some time."""
        inner, place = Way(), self.place(node)

        def once():
            if target is not None:
                self.assign(target, self.unknown(node))
            return self.after_loop(self.block(node.body, inner), inner, place, exact=False)

        inner.states["return"] = way.states["return"]
        return self.both(node, once, lambda: None, way, exact=False)

    def follow_With(self, node, way):
        for one in node.items:
            value = self.value(one.context_expr)
            if one.optional_vars is not None:
                self.assign(one.optional_vars, value if isinstance(value, File) else self.unknown(node))
        return self.block(node.body, way)

    def follow_Try(self, node, way):
        """As if nothing went wrong; what a handler sets instead is the other reading."""
        place = self.place(node)
        at = next((at for at, one in enumerate(node.body) if cells.imports_colab(one)), None)
        if at is not None and node.handlers:  # which fails wherever containers run
            ended = self.block(node.body[:at] + node.handlers[0].body, way)
            return self.block(node.finalbody, way) or ended
        sets = [one for handler in node.handlers for one in ast.walk(handler) if _sets(one)]
        before = self.fork() if sets else None
        ended = self.block(node.body + node.orelse, way)
        if before is not None and ended is None:
            here, self.state = self.state, before
            handled = [self.block(handler.body, Way()) for handler in node.handlers[:1]]
            if handled == [None]:
                changed = self.state
                for name, stored in {one.id: one for one in sets if isinstance(one, ast.Name)}.items():
                    if name in changed.scopes[-1]:
                        both = Merge(self.place(stored), True)(here.scopes[-1].get(name), changed.scopes[-1][name])
                        here.scopes[-1][name] = both
                here.environment = Merge(place, True)(here.environment, dict(here.environment, **{
                    name: value for name, value in changed.environment.items() if changed.set_at.get(name) != here.set_at.get(name)
                }))  # fmt: skip
            self.state = here
        return self.block(node.finalbody, way) or ended

    follow_TryStar = follow_Try

    def run_function(self, body, scope):
        """The value that the function returns."""
        self.state.scopes.append(scope)
        place = self.place()
        try:
            if not isinstance(body, list):  # of a lambda
                return self.value(body)
            way = Way()
            ended = self.block(body, way)
            left = way.states["return"]
            if ended == "raise":
                if not left:
                    raise Stop
                self.state = left.pop()
            self.join(left, place)
            return self.state.scopes[-1].get("return")
        finally:
            self.state.scopes.pop()


def _sets(node):
    if isinstance(node, ast.Name):
        return isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == cells.LINE  # %env
    return isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
