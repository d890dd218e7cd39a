"""What stops Run All: names that no cell sets, modules that only Colab has."""

import ast
import builtins
import re

import cells

_OF_IPYTHON = frozenset("get_ipython display In Out exit quit _ __ ___ _exit_code _i _ii _iii _dh _ih _oh __IPYTHON__ __file__".split())
_NUMBERED = re.compile(r"_i?\d+\Z")  # what a cell gave, and what stood in it
_OF_A_CLASS = frozenset(("__class__", "__qualname__", "__module__"))
# Lines of IPython that are Python's as well: ls -la
_AUTOMATIC = frozenset("ls ll la lf lk lx ldir pwd cat cp mv rm mkdir rmdir man more less who whos".split())
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


def _is_of_ipython(statement):
    """Is it a line of IPython without its %?"""
    first = getattr(statement, "value", None) if isinstance(statement, ast.Expr) else None
    while isinstance(first, ast.BinOp):
        first = first.left
    return isinstance(first, ast.Name) and first.id in _AUTOMATIC


def missing_names(all_cells, named):
    """(number of the cell, node) of each name at its first use that no cell sets until then; of those in functions, that no
    cell sets at all. all_cells: [(number, trees)]; named: names that lines of IPython set."""
    of_python = set(dir(builtins)) | _OF_IPYTHON | _OF_A_CLASS | set(named)
    everywhere, found, seen = set(of_python), [], set()
    parts = [(number, [part for tree in trees for node in tree.body if not _is_of_ipython(node) for part in _parts(node)])
             for number, trees in all_cells]  # fmt: skip
    for _, nodes in parts:
        for node, _ in nodes:
            everywhere.update(_bound(node))
    if "*" in everywhere:
        return []
    so_far = set(of_python)
    for number, nodes in parts:
        for node, _ in nodes:
            so_far.update(_bound(node))
        for node, in_function in nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and not node.id.startswith("_ipython_line_"):
                if _NUMBERED.match(node.id):
                    continue
                if node.id not in (everywhere if in_function else so_far) and node.id not in seen:
                    seen.add(node.id)
                    found.append((number, node))
    return found


def imports_of_colab(all_cells):
    """(number of the cell, node) of each import of google.colab that nothing guards: no try, no condition."""
    for number, trees in all_cells:
        for node in [node for tree in trees for node in tree.body]:
            if cells.imports_colab(node):
                yield number, node
