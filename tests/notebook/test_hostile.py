"""Notebooks made to cost more than they should: each ends in time, within its memory, and in words."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import unittest

import reading

CODE = "import sys; sys.path.insert(0, %r); import notebook; notebook.main()" % reading.sys.path[0]
SECONDS = 180  # of any clock; the reader gives itself some of the processor's (limits.py), and ends by a signal then
MEGABYTES = 700

# name: (a cell, words of the fault; empty: it is read, and what is too much in it is unknown)
CELLS = {
    "doubled text": ("x = 'ab'\n" + "x = x + x\n" * 60, "cell 1, line 21 builds a text of more than 1048576 characters"),
    "doubled list": ("x = [1]\n" + "x = x + x\n" * 60, "builds a value of more than 20000 elements"),
    "list in lists": ("x = [1]\n" + "x = [x, x]\n" * 60, "builds a value of more than 20000 elements"),
    "list in itself": ("x = []\nx.append(x)", "builds a value of more than 20000 elements|deep"),
    "extended by itself": ("x = [1]\n" + "x.extend(x)\n" * 60, "builds a value of more than 20000 elements"),
    "dict in dicts": ("x = {}\n" + "x = {'a': x}\n" * 3000, "builds a value that is more than 100 deep"),
    "dict of strings": ("x = {}\n" + "x['a' * len(x)] = 1\n" * 20000, "more than|deep|"),
    "repeated text": ("x = 'a' * 10000000000", "repeats a value 10000000000 times"),
    "repeated list": ("x = [0] * 10000000000", "repeats a value 10000000000 times"),
    "replaced": ("x = 'a' * 1000000\nx = x.replace('a', 'b' * 1000000)", "builds a text of more than"),
    "joined": ("x = ','.join(['a' * 1000000] * 10000)", "builds a text of more than"),
    "power": ("x = 9 ** 9 ** 9\ny = 1 << 10 ** 9", ""),
    "padded": ("a = '{:1000000000}'.format(1)\nb = '%1000000000d' % 1\nc = f'{1:>1000000000}'\nd = '%*d' % (10 ** 9, 1)\ne = 'x'.zfill(10 ** 9)", ""),
    "attributes by format": ("x = '{0.__class__.__mro__}'.format(1)\ny = '{0[__class__]}'.format({})", ""),
    "open brackets": ("x = " + "[" * 200000, "cell 1, line 1 has more than 90 brackets in each other"),
    "brackets": ("x = " + "[" * 100000 + "]" * 100000, "has more than 90 brackets in each other"),
    "signs": ("x = " + "-" * 100000 + "1", "nested too deeply|deep"),
    "sums": ("x = " + "1+" * 80000 + "1", "nested too deeply|deep"),
    "attributes": ("x = a" + ".b" * 80000, "nested too deeply|deep"),
    "calls": ("x = f" + "()" * 60000, "nested too deeply|deep"),
    "lambdas": ("x = " + "lambda:" * 20000 + "1", "nested too deeply|deep"),
    "blocks": ("".join(" " * depth + "if True:\n" for depth in range(400)) + " " * 400 + "x = 1", ""),
    "open conditions in each other": ("".join(" " * depth + "if u:\n" for depth in range(95)) + " " * 95 + "x = 1", ""),
    "open conditions": ("d = {'a': [1] * 1000}\n" + "".join("if u%d:\n  d['k%d'] = [%d]\n" % (n, n, n) for n in range(3000)), ""),
    "recursion": ("def f(a):\n    return f(a) + f(a)\nx = f(1)", "takes more than 300000 steps"),
    "functions by functions": ("def f0(): return 1\n" + "".join("def f%d(): return f%d() + f%d()\n" % (n + 1, n, n) for n in range(40)) + "x = f40()", "takes more than 300000 steps"),
    "loops": ("for i in range(1000):\n  for j in range(1000):\n    for k in range(1000):\n      x = i", ""),
    "endless loop": ("while True:\n    x = 1", ""),
    "comprehensions": ("x = [a for a in range(5000) for b in range(5000) for c in range(5000)]", ""),
    "a long number": ("x = " + "9" * 250000, ""),
    "quotes of a shell": ("%%bash\n" + "'\n" + '"a\n' * 30000, ""),
    "here-documents": ("%%bash\n" + "cat <<A\n" * 20000, ""),
    "names to fill in": ("%env A=" + "{a" * 60000, ""),
    "variables to fill in": ("import os\nx = '" + "${" * 60000 + "'\nos.environ['HOST_DIR'] = x\ny = os.path.expandvars(x)", ""),
    "strings": ('"' * 100001, ""),
    "long strings": ('"""' * 50001, ""),
    "f-strings": ("x = f'" + "{x" * 50000 + "'", ""),
    "continued lines": ("\\\n" * 100000, ""),
    "placeholders": ("import os\nos.environ['A_DIR'] = '" + "your a_" * 30000 + "!'", ""),
    "angle brackets": ("import os\nos.environ['A_DIR'] = '" + "<" * 200000 + "'", ""),
    "targets": ("a, " * 60000 + "!", ""),
    "questions": ("a.b" * 60000 + "?", ""),
    "a long cell": ("x = 1\n" * 50000, "has a cell of more than 262144 characters of code"),
    "control characters": ("x = '\0\1unknown\2'\nimport os\nos.environ['A'] = x", ""),
    "half a character": ("import os\nos.environ['A'] = '\ud800'", ""),
}  # fmt: skip


def read(content):
    """(exit status, object printed) of the reader as a program."""
    with tempfile.NamedTemporaryFile(suffix=".ipynb") as file:
        file.write(content)
        file.flush()
        words = [sys.executable, "-I", "-S", "-B", "-c", CODE, file.name, "/nb", "/proj", "/home/u", "u", "1000", "1000"]
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS)
        return done.returncode, json.loads(done.stdout.decode() or "{}")


class Hostile(unittest.TestCase):
    def test_cells(self):
        for name, (cell, words) in CELLS.items():
            with self.subTest(name):
                status, answer = read(reading.notebook_of(cell))
                self.assertEqual(status, 0)
                if words:
                    self.assertTrue(any(one in answer.get("fault", "") for one in words.split("|")), answer.get("fault"))
                else:
                    self.assertNotIn("fault", answer)

    def test_many_cells(self):
        status, answer = read(reading.notebook_of(*["x = 1"] * 5001))
        self.assertEqual((status, answer["fault"]), (0, "it is more than 5000 cells, or 4194304 characters, of code"))

    def test_a_deep_file(self):
        for content in (b"[" * 200000, b'{"cells": ' * 100000, b'{"cells": [' + b"[" * 100000):
            status, answer = read(content)
            self.assertEqual(status, 0)
            self.assertIn("fault", answer)

    @classmethod
    def tearDownClass(cls):
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        assert used < MEGABYTES, "%d megabytes" % used


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    unittest.main()
