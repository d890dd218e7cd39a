"""Tests over a table in place of a product: each row once, on a terminal and without one in turn."""

import pytest


def on_a_terminal_in_turn(names, rows):
    """A mark like parametrize(names, rows) that gives `tty` besides, in turn, so that rows that differ in one value each
    see both. rows: of tuples, or single values for a single name."""
    values = []
    for number, row in enumerate(rows):
        row = row if isinstance(row, tuple) else (row,)
        tty = number % 2 == 0
        values.append(pytest.param(*row, tty, id="-".join([*map(str, row), "terminal" if tty else "no_terminal"])))
    return pytest.mark.parametrize(f"{names}, tty", values)
