"""Notebooks that nobody wrote: published forms with pieces changed, moved, doubled and taken away, thousands of them.

    mutations.py [--seed N] [--count N | --seconds N]       2000 of seed 1, if not said

For each the reader must give an answer or a fault in its own words, in time, within its memory, and in JSON. Prints how many
there were; the exit status is 1, and the notebook is printed, if one of them was too much.
"""

import argparse
import json
import random
import resource
import signal
import sys
import time
import warnings

import reading
from cells_as_published import CELLS

LONGEST = 10  # seconds of one notebook
WORDS = (
    "\n", "    ", "\t", "(", ")", "[", "]", "{", "}", '"', "'", '"""', "'''", "\\", "\\\n", "#", "%env A=", "%cd ", "!", "%%bash\n",
    "<<EOF\n", "EOF", "$HOME", "${A}", "{x}", "{", "os.environ['A'] = ", "json.dump(", "with open(x, 'w') as f:\n", "for a in b:\n",
    "while 1:\n", "if x:\n", "else:\n", "def f(a, *b, **c):\n", "return ", "lambda: ", "yield ", "await ", "import os\n", "try:\n",
    "except:\n", "class A:\n", "x = x + x\n", "x = [x, x]\n", "x * 10 ** 9", "'a' * 999999", "range(10 ** 9)", "f(f)", "*", "**", "@",
    ":=", "->", "...", "\0", "\r", "\u2028", "\ud800", "é", "\U0001f600", "FIXME", "/path/to/x", "%s" * 9, "%999s", "{:>999}", "{0[0]}",
    "1e999", "0x" + "f" * 99, "9" * 99, "b'x'", "f'{x!r:>{y}}'", "global x\n", "del x\n", "x[...] = ", "a, *b = ", "print x",
)  # fmt: skip


def mutated(chance):
    """A notebook, as bytes."""
    cells = chance.choices(CELLS, k=chance.randint(1, 6))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(cells))
        text = cells[at]
        begin = chance.randint(0, len(text))
        end = min(len(text), begin + int(chance.expovariate(0.05)))
        other = chance.choice(CELLS)
        cells[at] = text[:begin] + chance.choice((
            "", text[begin:end] * 2, text[begin:end] * chance.choice((3, 30, 300)), chance.choice(WORDS) + text[end:end],
            chance.choice(WORDS) * chance.choice((1, 2, 50, 5000)), other[: chance.randint(0, len(other))], text[begin:end][::-1],
        )) + text[end if chance.random() < 0.7 else begin :]  # fmt: skip
    content = json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells], "nbformat": 4}).encode()
    if chance.random() < 0.1:  # the file itself is damaged
        at = chance.randrange(len(content))
        content = content[:at] + bytes(chance.choices(range(256), k=3)) + content[at + chance.randint(0, 9) :]
    return content


def fault_of(content):
    """Why the answer to the notebook is none that may be given; empty if it is one."""

    def too_late(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(LONGEST)
    try:
        answer = reading.notebook.answer(content, ["/nb", "/proj", "/home/u", "u", "1000", "1000"])
        json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    except TimeoutError:
        return "it took more than %d seconds" % LONGEST
    except BaseException as reason:  # noqa: BLE001 - whatever it is, it is a fault
        return "%s: %s" % (type(reason).__name__, reason)
    finally:
        signal.alarm(0)
    if "mistake_of_the_reader" in answer:
        return answer["fault"]
    if "fault" in answer:
        return "" if answer["fault"] else "a fault without words"
    missing = {"mounts_file", "variables", "open_places", "left_open", "missing", "installs", "remarks"} - set(answer)
    return "the answer lacks %s" % sorted(missing) if missing else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seconds", type=float)
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    started, done = time.monotonic(), 0
    while time.monotonic() - started < wanted.seconds if wanted.seconds else done < wanted.count:
        content = mutated(random.Random(wanted.seed * 1000003 + done))
        fault = fault_of(content)
        if fault:
            print("notebook %d of seed %d: %s\n%s" % (done, wanted.seed, fault, content.decode("utf-8", "replace")))
            return 1
        done += 1
    print("%d notebooks in %.0f seconds" % (done, time.monotonic() - started))
    return 0


if __name__ == "__main__":
    sys.exit(main())
