"""What a notebook may cost its reader: whoever wrote it, this computer stays usable."""

CELLS = 5000  # of code
CELL = 256 << 10  # characters of a cell
CODE = 4 << 20  # characters of all cells
BRACKETS = 90  # open at the same time; Python 3.6 itself ends at about a hundred
NODES = 400000  # of the syntax trees of all cells
DEPTH = 100  # of an expression or of statements in each other
STEPS = 300000  # expressions and statements looked at, each time one is
TEXT = 1 << 20  # characters of a value
ELEMENTS = 20000  # of a value, in all its lists and dicts
SECONDS = 10  # of the processor
MEMORY = 1 << 30  # bytes of addresses, the stack included
STACK = 256 << 20  # bytes: Python 3.8 and earlier build deep trees without looking at the stack

# Behind these the reading goes on, and what was left out counts as unknown.
ROUNDS = 5000  # of all loops
WHILE = 100  # rounds of one while loop
CALLS = 20  # of functions in each other
CONTAINERS = 200  # that the notebook starts itself
COPIES = 100000  # elements, to try what an undecided `if` may do


class Limit(Exception):
    """The notebook is more than its reader takes; the text says of what."""
