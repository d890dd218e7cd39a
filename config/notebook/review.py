"""What stops Run All: names that no cell sets, modules that only Colab has."""

import ast
import builtins

_OF_IPYTHON = frozenset("get_ipython display In Out exit quit _ __ ___ _exit_code _i _ii __IPYTHON__ __file__".split())
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def _bound(node):
    """Names that the node itself binds."""
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for one in node.names:
            yield one.asname or one.name.split(".")[0]
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name
    elif type(node).__name__ in ("MatchAs", "MatchStar", "MatchMapping"):
        yield getattr(node, "name", None) or getattr(node, "rest", None)


def _parts(node, in_function=False):
    yield node, in_function
    for inner in ast.iter_child_nodes(node):
        yield from _parts(inner, in_function or isinstance(node, _FUNCTIONS))


def missing_names(cells):
    """(number of the cell, node) of each name at its first use that no cell sets until then; of those in functions, that no
    cell sets at all. cells: [(number, trees, lines of IPython)]"""
    everywhere, found, seen = set(dir(builtins)) | _OF_IPYTHON, [], set()
    parts = [(number, [part for tree in trees for part in _parts(tree)]) for number, trees in cells]
    for _, nodes in parts:
        for node, _ in nodes:
            everywhere.update(_bound(node))
    if "*" in everywhere:
        return []
    so_far = set(dir(builtins)) | _OF_IPYTHON
    for number, nodes in parts:
        for node, _ in nodes:
            so_far.update(_bound(node))
        for node, in_function in nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and not node.id.startswith("_ipython_line_"):
                if node.id not in (everywhere if in_function else so_far) and node.id not in seen:
                    seen.add(node.id)
                    found.append((number, node))
    return found


def imports_of_colab(cells):
    """(number of the cell, node) of each import of google.colab that nothing guards: no try, no condition."""
    for number, trees in cells:
        for node in [node for tree in trees for node in tree.body]:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name == "google.colab" or name.startswith("google.colab.") for name in names):
                yield number, node
