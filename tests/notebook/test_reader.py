"""What is followed of a notebook, a form a test."""

import json
import unittest

from reading import mounts, notebook, notebook_of, read, shown, variables

DUMP = 'import json, os\nwith open(os.path.expanduser("~/.tao_mounts.json"), "w") as mfile:\n    json.dump(drive_map, mfile, indent=4)'
ONE = '{"source": %s, "destination": "/data"}'


def map_of(*sources):
    return "import os\ndrive_map = {'Mounts': [%s]}\n" % ", ".join(ONE % one for one in sources)


def source(expression, before="", after=""):
    """The source of a mount that a notebook gives as that expression."""
    found = mounts("%s\n%s%s" % (before, map_of(expression), after), DUMP)
    return found[0][0] if found and len(found) == 1 else found


class Objects(unittest.TestCase):
    def mounts(self, code):
        return mounts("import os, json\n" + code, DUMP)

    def test_attributes_of_a_class(self):
        for code in (
            "class C:\n    ROOT = '/a'\n    DATA = os.path.join(ROOT, 'd')\n" + map_of("C.DATA"),
            "class C:\n    pass\nC.data = '/a/d'\n" + map_of("C.data"),
            "class A:\n    ROOT = '/a'\nclass B(A):\n    DATA = A.ROOT + '/d'\n" + map_of("B.ROOT + '/d'"),
            "from enum import Enum\nclass E(str, Enum):\n    DATA = '/a/d'\n" + map_of("E.DATA.value"),
            "from types import SimpleNamespace\nc = SimpleNamespace(root='/a')\nc.data = c.root + '/d'\n" + map_of("c.data"),
        ):
            self.assertEqual(self.mounts(code), [("/a/d", "/data")], code)

    def test_methods_of_an_object(self):
        body = (
            "class C:\n    def __init__(self, root='/b'):\n        self.root = root\n    @property\n    def data(self):\n"
            "        return self.root + '/d'\n    def below(self, name):\n        return os.path.join(self.data, name)\n"
            "    @staticmethod\n    def plain(name):\n        return '/p/' + name\n"
            "    @classmethod\n    def made(cls):\n        return cls('/m')\nc = C('/a')\n"
        )
        for expression, expected in (
            ("c.data", "/a/d"), ("c.below('x')", "/a/d/x"), ("C.plain('x')", "/p/x"), ("C().data", "/b/d"),
            ("C.made().root", "/m"), ("list(map(c.below, ['x']))[0]", "/a/d/x"),
        ):  # fmt: skip
            self.assertEqual(self.mounts(body + map_of(expression)), [(expected, "/data")], expression)

    def test_a_data_class(self):
        code = (
            "from dataclasses import dataclass\n@dataclass\nclass M:\n    source: str\n    destination: str = '/data'\n"
            "drive_map = {'Mounts': [dict(source=m.source, destination=m.destination)"
            " for m in (M('/a'), M(source='/b', destination='/x'))]}"
        )
        self.assertEqual(self.mounts(code), [("/a", "/data"), ("/b", "/x")])

    def test_an_object_that_holds_itself(self):
        code = "class A:\n    pass\nA.me = A\nif unknown():\n    A.d = '/a'\nelse:\n    A.d = '/a'\n" + map_of("A.me.me.d")
        self.assertEqual(self.mounts(code), [("/a", "/data")])

    def test_functions_that_take_functions(self):
        pair = "lambda s, d: {'source': s, 'destination': d}"
        for expression in (
            "list(map(%s, ['/a', '/b'], ['/x', '/y']))" % pair,
            "[*map(lambda one: dict(source=one[0], destination=one[1]), [('/a', '/x'), ('/b', '/y')])]",
            "list(filter(lambda m: m['source'] != '/c', map(%s, ['/a', '/c', '/b'], ['/x', '/z', '/y'])))" % pair,
            "sum([[(%s)(*both)] for both in (('/a', '/x'), ('/b', '/y'))], [])" % pair,
            "[m._asdict() for m in (collections.namedtuple('M', 'source destination')(*one) for one in (('/a', '/x'), ('/b', '/y')))]",
            "[vars(m) for m in (SimpleNamespace(source='/a', destination='/x'), SimpleNamespace(source='/b', destination='/y'))]",
            "[functools.partial(dict, source='/a')(destination='/x'), functools.partial(%s, '/b')('/y')]" % pair,
            "sorted([(%s)('/b', '/y'), (%s)('/a', '/x')], key=lambda m: m['source'])" % (pair, pair),
            "functools.reduce(lambda found, one: found + [(%s)(*one)], (('/a', '/x'), ('/b', '/y')), [])" % pair,
            "list(itertools.chain([(%s)('/a', '/x')], [(%s)('/b', '/y')]))" % (pair, pair),
        ):
            found = self.mounts("import collections, functools, itertools\nfrom types import SimpleNamespace\ndrive_map = {'Mounts': %s}" % expression)
            self.assertEqual(found, [("/a", "/x"), ("/b", "/y")], expression)

    def test_templates(self):
        for expression in (
            "string.Template('$R/d').substitute(R='/a')", "Template('${R}/d').substitute({'R': '/a'})",
            "Template('$R/d').substitute(os.environ)", "Template('${R}/d').safe_substitute(os.environ)",
            "'{R}/d'.format(**os.environ)", "'{R}/d'.format_map(os.environ)", "dict(os.environ)['R'] + '/d'",
        ):  # fmt: skip
            found = self.mounts("import string\nfrom string import Template\nos.environ['R'] = '/a'\n" + map_of(expression))
            self.assertEqual(found, [("/a/d", "/data")], expression)
        self.assertEqual(source("string.Template('$R/$X').safe_substitute(R='/a')", "import string")[:2], ("open", "/a/$X"))


class Expressions(unittest.TestCase):
    def test_forms_of_paths(self):
        for expression, expected in (
            ('"/a/b"', "/a/b"),
            ("'/a' + '/b'", "/a/b"),
            ("'/a' '/b'", "/a/b"),
            ("os.path.join('/a', 'b', '..', 'c')", "/a/b/../c"),
            ("os.path.join('/a', '/b')", "/b"),
            ("os.path.expanduser('~/x')", "/home/u/x"),
            ("os.path.expandvars('$HOME/x')", "/home/u/x"),
            ("os.environ['HOME'] + '/x'", "/home/u/x"),
            ("os.getenv('HOME')", "/home/u"),
            ("f'{os.environ[\"HOME\"]}/x'", "/home/u/x"),
            ("f'/data/{1:03d}'", "/data/001"),
            ("'%s/%s' % ('/a', 'b')", "/a/b"),
            ("'%(d)s/x' % {'d': '/a'}", "/a/x"),
            ("'/data/%03d' % 7", "/data/007"),
            ("'{}/{}'.format('/a', 'b')", "/a/b"),
            ("'{1}/{0}/{x}'.format('b', '/a', x='c')", "/a/b/c"),
            ("'{d[0]}/x'.format(d=['/a'])", "/a/x"),
            ("'/'.join(['', 'a', 'b'])", "/a/b"),
            ("os.getcwd()", "/nb"),
            ("os.getcwd() + '/data'", "/nb/data"),
            ("os.path.abspath('data')", "/nb/data"),
            ("os.path.realpath('../data')", "/data"),
            ("os.path.dirname('/a/b/c')", "/a/b"),
            ("os.path.dirname(os.getcwd())", "/"),
            ("'/a/' + os.path.basename('/x/y')", "/a/y"),
            ("os.path.normpath('/a//b/../c')", "/a/c"),
            ("os.path.split('/a/b')[0]", "/a"),
            ("os.path.splitext('/a/b.zip')[0]", "/a/b"),
            ("os.getenv('NOTEBOOK_ROOT', os.getcwd())", "/nb"),
            ("os.environ.get('NOTEBOOK_ROOT', '/x')", "/x"),
            ("os.environ.get('NOTEBOOK_ROOT') or '/x'", "/x"),
            ("'/a' if True else '/b'", "/a"),
            ("'/a' if len('x') > 1 else '/b'", "/b"),
            ("['/a', '/b'][1]", "/b"),
            ("{'k': '/a'}['k']", "/a"),
            ("{'k': '/a'}.get('z', '/b')", "/b"),
            ("'/A/B'.lower()", "/a/b"),
            ("'/a/b/'.rstrip('/')", "/a/b"),
            ("'/a/b'.replace('b', 'c')", "/a/c"),
            ("'/a/b/c'.split('/')[1]", "a"),
            ("'/a/b/c'.rsplit('/', 1)[0]", "/a/b"),
            ("'/a/b/c'[:4]", "/a/b"),
            ("'y' * 3", "yyy"),
            ("'/home/' + os.getlogin()", "/home/u"),
            ("str(1000) + '/x'", "1000/x"),
            ("(lambda name: '/a/' + name)('b')", "/a/b"),
            ("max(['/a', '/b'])", "/b"),
            ("eval('1')", (1, 3)),
        ):
            with self.subTest(expression):
                self.assertEqual(source(expression), expected)

    def test_pathlib(self):
        before = "from pathlib import Path\nimport pathlib"
        for expression, expected in (
            ("str(Path('/a') / 'b')", "/a/b"),
            ("str(Path.home() / 'x')", "/home/u/x"),
            ("str(pathlib.Path.cwd())", "/nb"),
            ("str(Path('/a/b/c').parent)", "/a/b"),
            ("str(Path('/a/b/c').parents[1])", "/a"),
            ("str(Path('data').resolve())", "/nb/data"),
            ("Path('~/x').expanduser().as_posix()", "/home/u/x"),
            ("f\"{Path('/a').joinpath('b', 'c')}\"", "/a/b/c"),
            ("'/x/' + Path('/a/b.zip').stem", "/x/b"),
            ("os.path.join(Path('/a'), 'b')", "/a/b"),
        ):
            with self.subTest(expression):
                self.assertEqual(source(expression, before), expected)

    def test_imports_by_other_names(self):
        for before, expression in (
            ("import os.path as osp", "osp.join('/a', 'b')"),
            ("from os.path import join", "join('/a', 'b')"),
            ("from os import path, environ\nenviron['X'] = '/a'", "path.join(environ['X'], 'b')"),
            ("import os\nos.environ |= {'X': '/a/b'}", "os.environ['X']"),
            ("from os import getenv as g\nimport os\nos.environ['X'] = '/a/b'", "g('X')"),
        ):
            with self.subTest(before):
                self.assertEqual(source(expression, before), "/a/b")

    def test_a_variable_of_the_user_stays_one(self):
        self.assertEqual(source("os.environ['MY_DATA'] + '/x'"), "\1MY_DATA\2/x")
        self.assertEqual(source("os.path.join('/a', os.environ['MY_DATA'])"), "\1MY_DATA\2")
        self.assertEqual(source("os.environ['MY_DATA'].split('/')[0]"), (1, 3))

    def test_what_is_unknown_has_its_place(self):
        self.assertEqual(source("input('where?')"), (1, 3))
        self.assertEqual(source("os.path.join(os.listdir('/')[0], 'x')"), (1, 3))


class Statements(unittest.TestCase):
    def test_built_mounts(self):
        """Lists and dicts that are put together in other ways than as a whole."""
        pairs = "pairs = [('/a', '/data'), ('/b', '/specs')]\n"
        expected = [("/a", "/data"), ("/b", "/specs")]
        for name, cell in (
            ("a comprehension", pairs + "drive_map = {'Mounts': [{'source': s, 'destination': d} for s, d in pairs]}"),
            ("a comprehension over a dict", "m = {'/a': '/data', '/b': '/specs'}\n"
             "drive_map = {'Mounts': [{'source': s, 'destination': d} for s, d in m.items()]}"),
            ("two lists", "s = ['/a', '/b']\nd = ['/data', '/specs']\n"
             "drive_map = dict(Mounts=[dict(source=a, destination=b) for a, b in zip(s, d)])"),
            ("append in a loop", pairs + "drive_map = {'Mounts': []}\nfor s, d in pairs:\n"
             "    drive_map['Mounts'].append({'source': s, 'destination': d})"),
            ("extend", pairs + "mounts = []\nmounts.extend([{'source': s, 'destination': d} for s, d in pairs])\n"
             "drive_map = {'Mounts': mounts}"),
            ("+=", "drive_map = {'Mounts': [{'source': '/a', 'destination': '/data'}]}\n"
             "drive_map['Mounts'] += [{'source': '/b', 'destination': '/specs'}]"),
            ("a function", "def mount(source, destination='/data'):\n    return {'source': source, 'destination': destination}\n"
             "drive_map = {'Mounts': [mount('/a'), mount('/b', destination='/specs')]}"),
            ("a function that makes all", pairs + "def build():\n    found = []\n    for s, d in pairs:\n"
             "        found.append(dict(source=s, destination=d))\n    return {'Mounts': found}\ndrive_map = build()"),
            ("map", pairs + "mount = lambda pair: {'source': pair[0], 'destination': pair[1]}\n"
             "drive_map = {'Mounts': [mount(p) for p in pairs]}"),
            ("enumerate and range", "s = ['/a', '/b']\nd = ['/data', '/specs']\ndrive_map = {'Mounts': []}\n"
             "for i in range(len(s)):\n    drive_map['Mounts'] = drive_map['Mounts'] + [{'source': s[i], 'destination': d[i]}]"),
            ("unpacking", pairs + "first = {'source': '/a'}\ndrive_map = {'Mounts': [{**first, 'destination': '/data'},"
             " {'source': '/b', 'destination': '/specs'}]}"),
            ("setdefault and insert", "drive_map = {}\ndrive_map.setdefault('Mounts', []).append({'source': '/b', 'destination': '/specs'})\n"
             "drive_map['Mounts'].insert(0, {'source': '/a', 'destination': '/data'})"),
            ("update", "drive_map = {}\ndrive_map.update({'Mounts': [{'source': '/a', 'destination': '/data'}, {'source': '/b', 'destination': '/specs'}]})"),
            ("text of JSON", "import json\ndrive_map = json.loads('''{\"Mounts\": [{\"source\": \"/a\", \"destination\": \"/data\"},"
             " {\"source\": \"/b\", \"destination\": \"/specs\"}]}''')"),
            ("a condition that is known", pairs + "use = True\nif use:\n    drive_map = {'Mounts': [{'source': s, 'destination': d} for s, d in pairs]}\n"
             "else:\n    drive_map = {}"),
            ("a loop that is left", pairs + "drive_map = {'Mounts': []}\nfor s, d in pairs + [('/c', '/c')]:\n    if s == '/c':\n        break\n"
             "    drive_map['Mounts'].append({'source': s, 'destination': d})"),
            ("try", pairs + "try:\n    drive_map = {'Mounts': [{'source': s, 'destination': d} for s, d in pairs]}\nexcept KeyError as e:\n    print(e)"),
        ):  # fmt: skip
            with self.subTest(name):
                self.assertEqual(mounts(cell, DUMP), expected)

    def test_ways_to_write_the_file(self):
        start = map_of("'/a'") + "import json\nfrom pathlib import Path\nmounts_file = os.path.expanduser('~/.tao_mounts.json')\n"
        for cell in (
            "with open(mounts_file, 'w') as f:\n    json.dump(drive_map, f)",
            "with open(mounts_file, 'w') as f:\n    json.dump(obj=drive_map, fp=f) if False else json.dump(drive_map, f)",
            "with open(mounts_file, mode='w') as f:\n    f.write(json.dumps(drive_map, indent=4))",
            "with open(mounts_file, 'w') as f:\n    f.write(json.dumps(drive_map) + '\\n')",
            "with open(mounts_file, 'w') as f:\n    print(json.dumps(drive_map), file=f)",
            "f = open(mounts_file, 'w')\njson.dump(drive_map, f)\nf.close()",
            "json.dump(drive_map, open(mounts_file, 'w'))",
            "Path(mounts_file).write_text(json.dumps(drive_map))",
            "with Path('~/.tao_mounts.json').expanduser().open('w') as f:\n    json.dump(drive_map, f)",
            "def save(content, file):\n    with open(file, 'w') as f:\n        json.dump(content, f)\nsave(drive_map, mounts_file)",
            "with open('/tmp/m.json', 'w') as f:\n    json.dump(drive_map, f)\n!cp /tmp/m.json ~/.tao_mounts.json",
            "import shutil\nwith open('/tmp/m.json', 'w') as f:\n    json.dump(drive_map, f)\nshutil.copy('/tmp/m.json', mounts_file)",
            "text = json.dumps(drive_map)\n!echo '{text}' > ~/.tao_mounts.json",
            "os.environ['LAUNCHER_MOUNTS'] = '/nb/my.json'\nwith open('my.json', 'w') as f:\n    json.dump(drive_map, f)",
        ):
            with self.subTest(cell):
                self.assertEqual(mounts(start + cell), [("/a", "/data")])

    def test_a_cell_magic_of_a_script(self):
        script = """get_ipython().run_cell_magic('writefile', '~/.tao_mounts.json', '{"Mounts": [%s]}\\n')"""
        self.assertEqual(mounts(script % (ONE % '"/a"')), [("/a", "/data")])

    def test_the_directory_as_ipython_says_it(self):
        self.assertEqual(source("here + '/data'", "here = %pwd"), "/nb/data")
        self.assertEqual(source("here[0] + '/data'", "%cd /srv\nhere = !pwd"), "/srv/data")

    def test_a_byte_order_mark_is_no_part_of_a_notebook(self):
        text = b"\xef\xbb\xbf" + notebook_of("import os\nos.environ['A'] = '/a'")
        self.assertEqual(notebook.answer(text, ["/nb", "/proj", "/home/u", "u", "1", "1"])["variables"][0]["value"], "/a")

    def test_a_file_without_mounts_is_said(self):
        found = read("with open('/home/u/.tao_mounts.json', 'w') as f:\n    f.write('{\"mounts\": []}')")
        self.assertIsNone(found["mounts_file"])
        self.assertEqual([one["place"]["line"] for one in found["remarks"]], [2])

    def test_the_file_as_it_is_written_last(self):
        again = "drive_map['Mounts'][0]['source'] = '/b'\n" + DUMP
        self.assertEqual(mounts(map_of("'/a'"), DUMP, again), [("/b", "/data")])
        self.assertEqual(mounts(map_of("'/a'"), DUMP, "drive_map['Mounts'] = []"), [("/a", "/data")])

    def test_a_notebook_that_reads_its_own_file_back(self):
        more = (
            "with open(os.path.expanduser('~/.tao_mounts.json')) as f:\n    content = json.load(f)\n"
            "content['Mounts'].append({'source': '/b', 'destination': '/b'})\n"
            "with open(os.path.expanduser('~/.tao_mounts.json'), 'w') as f:\n    json.dump(content, f)"
        )
        self.assertEqual(mounts(map_of("'/a'"), DUMP, more), [("/a", "/data"), ("/b", "/b")])

    def test_an_open_condition_gives_both_readings(self):
        before = "import os\nif os.path.isdir('/raid'):\n    base = '/raid'\nelse:\n    base = '/data'"
        self.assertEqual(source("os.path.join(base, 'x')", before), (1, 2, "/raid/x", "/data/x"))
        before = "import os\nbase = '/raid' if os.path.isdir('/raid') else '/data'"
        self.assertEqual(source("base", before), (1, 2, "/raid", "/data"))

    def test_the_first_of_some_that_is_there(self):
        before = "import os\nfor base in ['/raid', '/data']:\n    if os.path.isdir(base):\n        break\nelse:\n    raise OSError"
        self.assertEqual(set(source("base", before)[2:]), {"/raid", "/data"})

    def test_a_function_that_decides(self):
        before = "import os\ndef base():\n    if os.path.isdir('/raid'):\n        return '/raid'\n    return '/data'"
        self.assertEqual(set(source("base()", before)[2:]), {"/raid", "/data"})

    def test_a_way_that_ends_in_an_error_does_not_count(self):
        before = "import os\nif os.path.isdir('/raid'):\n    base = '/raid'\nelse:\n    raise OSError('no disk')"
        self.assertEqual(source("base", before), "/raid")

    def test_a_mount_under_a_condition_is_one_that_is_open(self):
        after = "if os.path.isdir('/raid'):\n    drive_map['Mounts'].append({'source': '/raid', 'destination': '/raid'})\n"
        found = mounts(map_of("'/a'") + after, DUMP)
        self.assertEqual(found, [("/a", "/data"), (1, 3, {"source": "/raid", "destination": "/raid"})])

    def test_a_loop_over_what_is_not_known_keeps_what_was_there(self):
        after = "for one in os.listdir('/raid'):\n    drive_map['Mounts'].append({'source': one, 'destination': '/x'})\n"
        found = mounts(map_of("'/a'") + after, DUMP)
        self.assertEqual(found[0], ("/a", "/data"))
        self.assertEqual(found[1][:2], (1, 3))

    def test_the_rounds_of_a_while_loop_whose_condition_is_known(self):
        add = "drive_map['Mounts'].append({'source': dirs[i], 'destination': dirs[i]})\n    i += 1"
        expected = [("/a", "/data"), ("/b", "/b"), ("/c", "/c")]
        for condition, body in (
            ("i < len(dirs)", add),
            ("i < 2", add),
            ("True", "if i == 2:\n        break\n    " + add),
            ("True", add + "\n    if i < 2:\n        continue\n    break"),
        ):
            with self.subTest(condition + body):
                loop = "dirs = ['/b', '/c']\ni = 0\nwhile %s:\n    %s\n" % (condition, body)
                self.assertEqual(mounts(map_of("'/a'") + loop, DUMP), expected)
        self.assertEqual(mounts(map_of("'/a'") + "while dirs:\n    pass\n", DUMP), [("/a", "/data")])

    def test_a_while_loop_without_an_end_or_with_an_open_one_may_have_run(self):
        add = "drive_map['Mounts'].append({'source': '/b', 'destination': '/b'})\n"
        for loop in ("while True:\n    ", "import os\nwhile True:\n    if os.path.isdir('/raid'):\n        break\n    "):
            found = mounts(map_of("'/a'") + loop + add, DUMP)
            self.assertEqual(found[0], ("/a", "/data"))
            self.assertLessEqual(len(found), 2)

    def test_what_a_handler_sets_is_the_other_reading(self):
        before = "import os\ntry:\n    base = os.environ['MY_BASE']\nexcept KeyError:\n    base = '/data'"
        self.assertEqual(source("base", before), (1, 5, "\1MY_BASE\2", "/data"))

    def test_a_magic_of_a_handler_is_the_other_reading(self):
        found = variables("try:\n    import torch\n    %env HAS_TORCH=1\nexcept:\n    %env HAS_TORCH=0\n    print('no')")
        self.assertEqual(set(found["HAS_TORCH"][2:]), {"1", "0"})

    def test_nobody_is_on_colab_which_has_no_containers(self):
        self.assertEqual(variables("try:\n    import google.colab\n    %env ON=1\nexcept:\n    %env ON=0"), {"ON": "0"})
        tried = "import os, sys\ntry:\n    from google.colab import drive\n    COLAB = True\nexcept ImportError:\n    COLAB = False\n"
        self.assertEqual(source("'/content' if COLAB else '/a'", tried), "/a")
        for question in ("'google.colab' in sys.modules", "'google.colab' in str(get_ipython())", "'COLAB_GPU' in os.environ",
                         "os.path.exists('/content/drive')", "os.path.isdir('/kaggle')"):  # fmt: skip
            self.assertEqual(source("'/content' if %s else '/a'" % question, "import os, sys"), "/a", question)
        self.assertNotEqual(source("'/b' if os.path.exists('/b') else '/a'", "import os"), "/a")

    def test_the_file_written_under_a_condition_counts(self):
        cell = map_of("'/a'") + "if not os.path.exists(os.path.expanduser('~/.tao_mounts.json')):\n    " + DUMP.replace("\n", "\n    ")
        self.assertEqual(mounts(cell), [("/a", "/data")])

    def test_changes_of_dicts_and_lists(self):
        for change, expected in (
            ("del drive_map['Mounts'][0]", [("/b", "/data")]),
            ("drive_map['Mounts'].pop()", [("/a", "/data")]),
            ("drive_map['Mounts'].reverse()", [("/b", "/data"), ("/a", "/data")]),
            ("drive_map['Mounts'][1]['source'] += '/c'", [("/a", "/data"), ("/b/c", "/data")]),
            ("first, *rest = drive_map['Mounts']\ndrive_map['Mounts'] = rest", [("/b", "/data")]),
            ("for m in drive_map['Mounts']:\n    m['source'] = '/p' + m['source']", [("/p/a", "/data"), ("/p/b", "/data")]),
            ("drive_map['Mounts'] = [m for m in drive_map['Mounts'] if m['source'] != '/a']", [("/b", "/data")]),
        ):
            with self.subTest(change):
                self.assertEqual(mounts(map_of("'/a'", "'/b'"), change, DUMP), expected)

    def test_the_user_that_a_shell_fills_in(self):
        document = '%%%%bash\ncat > ~/.tao_mounts.json <<%s\n{"Mounts": [], "DockerOptions": {"user": "%s"}}\nEOF'
        for written in ("$(id -u):$(id -g)", "`id -u`:`id -g`", "$UID:$GID", "${UID}:$(id -g)", "$( id  -u ):$( id  -g )", "$EUID:$GID"):
            with self.subTest(written):
                content = read(document % ("EOF", written))["mounts_file"]
                self.assertEqual(content["DockerOptions"]["user"], "1000:1000")
        self.assertEqual(read(document % ("EOF", "$(id -u)"))["mounts_file"]["DockerOptions"]["user"], "1000")
        self.assertEqual(read(document % ("EOF", "$(stat -c u x)"))["mounts_file"]["DockerOptions"]["user"], "$(stat -c u x)")
        kept = "$(id -u):$(id -g)"
        self.assertEqual(read(document % ("'EOF'", kept))["mounts_file"]["DockerOptions"]["user"], kept)

    def test_docker_options_and_envs(self):
        cell = (
            "import os\ndrive_map = {'Mounts': [], 'Envs': [{'variable': 'A', 'value': 1}], 'DockerOptions': {'shm_size': '16G',"
            " 'ulimits': {'memlock': -1}, 'user': '{}:{}'.format(os.getuid(), os.getgid()), 'privileged': True, 'ports': {8888: 8888}}}"
        )
        content = read(cell, DUMP)["mounts_file"]
        self.assertEqual(content["Envs"], [{"variable": "A", "value": 1}])
        self.assertEqual(
            content["DockerOptions"],
            {"shm_size": "16G", "ulimits": {"memlock": -1}, "user": "1000:1000", "privileged": True, "ports": {"8888": 8888}},
        )


class Magics(unittest.TestCase):
    def test_variables(self):
        for cell, expected in (
            ("%env A=/a b", "/a b"),
            ("%env A /a", "/a"),
            ("%env A = /a", "/a"),
            ("%set_env A=/a", "/a"),
            ("env A=/a", "/a"),
            ("x = '/a'\n%env A={x}/b", "/a/b"),
            ("x = '/a'\n%env A=$x/b", "/a/b"),
            ("import os\n%env A={os.path.join('/a', 'b')}", "/a/b"),
            ("import os\nos.environ['A'] = '/a'", "/a"),
            ("import os\nos.environ['A'] = str(1)", "1"),
            ("import os\nos.environ.update({'A': '/a'})", "/a"),
            ("import os\nos.environ.update(A='/a')", "/a"),
            ("import os\nos.environ.setdefault('A', '/a')", "/a"),
            ("import os\nfor k, v in {'A': '/a'}.items():\n    os.environ[k] = v", "/a"),
            ("get_ipython().run_line_magic('env', 'A=/a')", "/a"),
            ("get_ipython().magic('env A=/a')", "/a"),
            ("%%time\n%env A=/a", "/a"),
            ("if True:\n    %env A=/a", "/a"),
            ("%env A=$HOME/x", "/home/u/x"),
            ("files = !ls\n%env A={files[0]}", (1, 1)),
            ("%env A={undefined}", (1, 1)),
            ("import os\nos.environ['A'] = '/a'\ndel os.environ['A']\n%env A=/b", "/b"),
        ):
            with self.subTest(cell):
                self.assertEqual(variables(cell)["A"], expected)

    def test_directories(self):
        for cell, expected in (
            ("%cd /a/b", "/a/b"),
            ('%cd "/a/My Drive/p"', "/a/My Drive/p"),
            ("%cd '/a/My Drive/p'", "/a/My Drive/p"),
            ("%cd /a/My\\ Drive/p", "/a/My Drive/p"),
            ("%cd sub", "/nb/sub"),
            ("%cd ..", "/"),
            ("%cd ~/x", "/home/u/x"),
            ("%cd -q /a", "/a"),
            ("%cd", "/home/u"),
            ("cd /a", "/a"),
            ("x = '/a'\n%cd {x}/b", "/a/b"),
            ("import os\nos.chdir('/a')", "/a"),
            ("!cd /a", "/nb"),
        ):
            with self.subTest(cell):
                self.assertEqual(source("os.getcwd()", cell), expected)
        self.assertEqual(mounts("%%bash\ncd /a", map_of("os.getcwd()"), DUMP), [("/nb", "/data")])

    def test_files_that_shells_write(self):
        content = '{"Mounts": [{"source": "%s", "destination": "/data"}]}'
        for script, expected in (
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "/a" + "\nEOF", "/a"),
            ("cat <<'EOF' > ~/.tao_mounts.json\n" + content % "/a" + "\nEOF", "/a"),
            ("cat << EOF | tee ~/.tao_mounts.json\n" + content % "/a" + "\nEOF", "/a"),
            ("tee $HOME/.tao_mounts.json <<-EOF\n\t" + content % "/a" + "\n\tEOF\necho done", "/a"),
            ("sudo tee ~/.tao_mounts.json <<EOF >/dev/null\n" + content % "/a" + "\nEOF", "/a"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "$PWD/data" + "\nEOF", "/nb/data"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "$(pwd)/data" + "\nEOF", "/nb/data"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "`pwd`/data" + "\nEOF", "/nb/data"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "/raid/$(whoami)" + "\nEOF", "/raid/u"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "${HOME}/data" + "\nEOF", "/home/u/data"),
            ("cat > ~/.tao_mounts.json <<'EOF'\n" + content % "$HOME/data" + "\nEOF", "/home/u/data"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "$LOCAL_PROJECT_DIR/data" + "\nEOF", "/p/data"),
            ("D=/d\ncat > ~/.tao_mounts.json <<EOF\n" + content % "$D/data" + "\nEOF", "/d/data"),
            ("export D=/d\ncat > ~/.tao_mounts.json <<EOF\n" + content % "${E:-$D}/data" + "\nEOF", "/d/data"),
            ("cd /c\ncat > ~/.tao_mounts.json <<EOF\n" + content % "$PWD/data" + "\nEOF", "/c/data"),
            ("cat > ~/.tao_mounts.json <<EOF\n" + content % "$NOBODY_SET/data" + "\nEOF", ("open", "$NOBODY_SET/data", 2, 3)),
            ("echo '" + content % "/a" + "' > ~/.tao_mounts.json", "/a"),
            ("echo '" + (content % "/a").replace(", ", ",\n") + "' > ~/.tao_mounts.json", "/a"),
            ("printf '%s\\n' '" + content % "/a" + "' > ~/.tao_mounts.json", "/a"),
            ("echo '" + content % "/a" + "' | tee ~/.tao_mounts.json", "/a"),
            ("echo x && echo '" + content % "/a" + "' > ~/.tao_mounts.json", "/a"),
        ):
            with self.subTest(script):
                self.assertEqual(mounts("%env LOCAL_PROJECT_DIR=/p", "%%bash\n" + script), [(expected, "/data")])

    def test_files_that_lines_write(self):
        content = '{"Mounts": [{"source": "/a", "destination": "/data"}]}'
        for cell in (
            "%%writefile ~/.tao_mounts.json\n" + content,
            "%%writefile /home/u/.tao_mounts.json\n" + content,
            "!echo '" + content + "' > ~/.tao_mounts.json",
            "import os\nos.system('''cat > ~/.tao_mounts.json <<EOF\n" + content + "\nEOF''')",
        ):
            with self.subTest(cell):
                self.assertEqual(mounts(cell), [("/a", "/data")])


class WhatIsLeftToTheReader(unittest.TestCase):
    def test_places_become_the_project(self):
        for cell, taken in (
            ("%env LOCAL_PROJECT_DIR=/path/to/local/tao-experiments", "/proj"),
            ("%env LOCAL_PROJECT_DIR=YOUR_LOCAL_PROJECT_DIR_PATH", "/proj"),
            ("%env LOCAL_PROJECT_DIR=FIXME", "/proj"),
            ("%env LOCAL_PROJECT_DIR=FIX_ME", "/proj"),
            ("%env LOCAL_PROJECT_DIR=<your project>", "/proj"),
            ("%env LOCAL_PROJECT_DIR=/home/your_name/tao", "/proj"),
            ("%env LOCAL_PROJECT_DIR=/home/<user>/tao", "/proj"),
            ("%env LOCAL_PROJECT_DIR=/workspace/tao-experiments/", "/proj"),
            ("import os\nos.environ['LOCAL_PROJECT_DIR'] = FIXME", "/proj"),
            ("import os\nos.environ['LOCAL_PROJECT_DIR'] = 'CHANGE_ME'", "/proj"),
            ("%env HOST_DATA_DIR=/path/to/your/host/data", "/proj/data"),
            ("%env HOST_DATA_DIR=/absolute/path/to/data", "/proj/data"),
            ("%env LOCAL_DATA_DIR=/workspace/tao-experiments/data", "/proj/data"),
        ):
            with self.subTest(cell):
                answer = read(cell)
                self.assertEqual([one["value"] for one in answer["variables"]], [taken])
                self.assertEqual([one["taken"] for one in answer["open_places"]], [taken])
                self.assertIn("_DIR", answer["open_places"][0]["place"]["text"])

    def test_places_that_are_none(self):
        for value in ("/data/fixtures", "/mnt/method/pathto", "/srv/todo-list", "/x/yours/y", "/data/me", "/a/Thor"):
            with self.subTest(value):
                answer = read("%env LOCAL_PROJECT_DIR=" + value)
                self.assertEqual(answer["open_places"], [])

    def test_container_paths_of_the_container_are_none(self):
        self.assertEqual(variables("%env USER_EXPERIMENT_DIR=/workspace/tao-experiments/x")["USER_EXPERIMENT_DIR"], "/workspace/tao-experiments/x")

    def test_what_flows_from_them(self):
        cell = "import os\nos.environ['LOCAL_PROJECT_DIR'] = FIXME\nos.environ['D'] = os.path.join(os.getenv('LOCAL_PROJECT_DIR', os.getcwd()), 'd')"
        self.assertEqual(variables(cell)["D"], "/proj/d")

    def test_the_directories_that_layouts_know_are_taken_by_their_names(self):
        for name, directory in (("HOST_DATA_DIR", "data"), ("HOST_SPECS_DIR", "specs"), ("HOST_RESULTS_DIR", "results"),
                                ("HOST_MODEL_DIR", "model"), ("LOCAL_DATA_DIR", "data")):  # fmt: skip
            for value in ("FIXME", "'TODO'", "'FIXME'", "'/path/to/your/dir'", "'<YOUR_PATH>'"):
                with self.subTest(name + value):
                    self.assertEqual(variables("import os\nos.environ['%s'] = %s" % (name, value)), {name: "/proj/" + directory})
        self.assertEqual(variables("%env HOST_DATA_DIR=/path/to/kitti"), {"HOST_DATA_DIR": "/proj/kitti"})
        self.assertEqual(variables("%env DATA_DIR=FIXME"), {"DATA_DIR": "/proj"})

    def test_a_line_behind_a_mark_is_left_open(self):
        answer = read("#FIXME1\n%env NUM_GPUS=1\n# FIXME\nn = 2\n# FIXME: was wrong before\nm = 3\n%env B=2")
        self.assertEqual([(one["name"], one["was"], one["place"]["line"]) for one in answer["left_open"]],
                         [("NUM_GPUS", "1", 2), ("n", "2", 4)])  # fmt: skip

    def test_what_cannot_be_taken_is_named(self):
        answer = read("%env KEY=YOUR_KEY\nurl = 'FIXME'")
        self.assertEqual([(one["name"], one["was"], one["place"]["line"]) for one in answer["left_open"]],
                         [("KEY", "YOUR_KEY", 1), ("url", "FIXME", 2)])  # fmt: skip

    def test_paths_of_windows_are_left_open(self):
        for path in (r"C:\\Users\\ann\\data", "D:/data", r"\\\\server\\share"):
            self.assertEqual(source("'%s'" % path)[0], "open", path)
        answer = read("import os\nos.environ['LOCAL_PROJECT_DIR'] = r'C:\\Users\\ann'\nos.environ['HOST_DATA_DIR'] = 'D:/data'")
        self.assertEqual([(one["name"], one["value"]) for one in answer["variables"]], [("LOCAL_PROJECT_DIR", "/proj"), ("HOST_DATA_DIR", "/proj/data")])
        self.assertEqual([one["was"] for one in answer["open_places"]], ["C:\\Users\\ann", "D:/data"])

    def test_sources_that_are_left_open(self):
        self.assertEqual(source("'<YOUR_PATH_TO_DATA_DIR>'"), ("open", "<YOUR_PATH_TO_DATA_DIR>", 1, 3))
        self.assertEqual(source("'$NOBODY/x'"), ("open", "$NOBODY/x", 1, 3))
        self.assertEqual(source("'{project}/x'"), ("open", "{project}/x", 1, 3))
        self.assertEqual(source("'...'"), ("open", "...", 1, 3))
        self.assertEqual(source("'$HOME/x'"), "/home/u/x")


class BeforeRunAll(unittest.TestCase):
    def test_names_that_no_cell_sets(self):
        cells = (
            "import os\nos.environ['LOCAL_PROJECT_DIR'] = FIXME\n",
            "x = [i for i in range(3)]\ndef f(a):\n    return a + later + never\nlater = 1",
            "url = KITTI_IMAGES_DOWNLOAD_URL\nwith open('x') as g:\n    print(g, x, __name__)\n!echo $undefined",
            "from os import *",
        )
        missing = [(one["name"], one["place"]["cell"], one["place"]["line"]) for one in read(*cells[:3])["missing"]]
        self.assertEqual(missing, [("FIXME", 1, 2), ("never", 2, 3), ("KITTI_IMAGES_DOWNLOAD_URL", 3, 1)])
        self.assertEqual(read(*cells)["missing"], [])

    def test_names_that_ipython_sets(self):
        cells = ("%%capture cap --no-stderr\nx = 1", "cap.show()", "%%bash --out o --err er\nls", "print(o, er)", "%store -r stored\nprint(stored)",
                 "ls -la", "print(_1, _i2, _oh)", "class A:\n    def m(self):\n        return __class__")  # fmt: skip
        self.assertEqual(read(*cells)["missing"], [])
        self.assertEqual([one["name"] for one in read("ls = 1", "print(cap)")["missing"]], ["cap"])

    def test_what_only_colab_has(self):
        cells = ("x = 1\nfrom google.colab import drive\ndrive.mount('/content/drive')", "import google.colab.files as files",
                 "try:\n    import google.colab\nexcept ImportError:\n    pass", "import google.colabx\nfrom google import x")  # fmt: skip
        self.assertEqual([(one["cell"], one["line"]) for one in read(*cells)["only_on_colab"]], [(1, 2), (2, 1)])

    def test_the_launcher_is_installed(self):
        for line in ("!pip3 install nvidia-tao", "%pip install -q nvidia-tao==5.5", "!python -m pip install nvidia_tao", "! pip install nvidia-tlt"):
            self.assertEqual([one["line"] for one in read("# install\n" + line)["installs"]], [2])
        self.assertEqual(read("!pip install numpy  # for nvidia-tao")["installs"], [])


class Notebooks(unittest.TestCase):
    def answer(self, content):
        import notebook

        return notebook.answer(content, ["/nb", "/proj", "/home/u", "u", "1", "1"])

    def test_other_forms(self):
        cell = {"cell_type": "code", "input": ["%env A=/a\n", "%env B=/b"]}
        for content in ({"worksheets": [{"cells": [cell]}]}, {"cells": [dict(cell, source=cell["input"])]}):
            self.assertEqual([one["value"] for one in self.answer(json.dumps(content).encode())["variables"]], ["/a", "/b"])

    def test_what_is_no_notebook(self):
        for content in (b"", b"{", b"[]", b"{}", b'{"cells": 1}', b"\xff\xfe", b"null", b'"cells"'):
            self.assertIn("fault", self.answer(content))

    def test_odd_cells_are_passed_over(self):
        content = {"cells": [1, None, {}, {"cell_type": "code"}, {"cell_type": "code", "source": [1]}, {"cell_type": "code", "source": "%env A=b"}]}
        self.assertEqual(self.answer(json.dumps(content).encode())["variables"][0]["place"]["cell"], 1)

    def test_a_mistake_in_a_cell_does_not_hide_the_rest(self):
        self.assertEqual(variables("print 'old'\n%env A=/a\nimport os\nos.environ['B'] = '/b'\nx = = 1"), {"A": "/a", "B": "/b"})

    def test_lines_in_strings_are_no_magics(self):
        self.assertEqual(variables("x = '''\n%env A=/a\n'''\ny = [\n%env\n]" "\n%env B=/b"), {"B": "/b"})

    def test_a_cell_in_another_language_sets_nothing(self):
        self.assertEqual(variables("%%bash\nexport A=/a", "%%html\n<a>"), {})

    def test_what_writes_a_mounts_file_in_another_way_is_said(self):
        answer = read("!python make_mounts.py > ~/.tao_mounts.json")
        self.assertIsNone(answer["mounts_file"])
        self.assertEqual([(one["place"]["cell"], one["place"]["line"]) for one in answer["remarks"]], [(1, 1)])

WRITES = 'import json, os\njson.dump({"Mounts": [%s]}, open(os.path.expanduser("~/.tao_mounts.json"), "w"))' % (ONE % '"/a"')
BY_SHELL = 'cat > ~/.tao_mounts.json <<EOF\n{"Mounts": [%s]}\nEOF\n' % (ONE % '"/a"')


def remarks(*cells, **more):
    return [(one["text"], one["place"]["cell"], one["place"]["line"]) for one in read(*cells, **more)["remarks"]]


class ScriptsOfTheNotebook(unittest.TestCase):
    def test_a_script_of_python_that_a_cell_writes_and_one_runs(self):
        for run in (
            "%run make.py", "%run -i 'make.py' x", "!python3 make.py", "!python -u make.py x", "!cd . && python make.py", "%%bash\npython3 make.py",
            "!bash -c 'python make.py'", "import os\nos.system('python make.py')", "import subprocess\nsubprocess.run(['python3', 'make.py'])",
        ):  # fmt: skip
            self.assertEqual(mounts("%%writefile make.py\n" + WRITES, run), [("/a", "/data")], run)
        self.assertEqual(mounts("%%writefile make.py\n#!/usr/bin/env python3\n" + WRITES, "!./make.py"), [("/a", "/data")])

    def test_a_script_of_a_shell_that_a_cell_writes_and_one_runs(self):
        for run in ("!bash make.sh", "!sh ./make.sh", "!./make.sh", "!source make.sh", "%%bash\n. make.sh"):
            self.assertEqual(mounts("%%writefile make.sh\n" + BY_SHELL, run), [("/a", "/data")], run)

    def test_a_script_that_an_interpreter_is_given(self):
        for cell in ("%%bash\npython3 - <<'PY'\n" + WRITES + "\nPY", "%%bash\npython3 <<'PY'\n" + WRITES + "\nPY",
                     "!python -c \"" + WRITES.replace('"', "'").replace("\n", "; ") + '"'):  # fmt: skip
            self.assertEqual(mounts(cell), [("/a", "/data")], cell)

    def test_what_a_script_sets_ends_with_it_unless_it_is_run_here(self):
        make = "%%writefile make.py\nimport os\nos.environ['A'] = '/s'\nb = '/s'"
        cell = "import os\nos.environ['B'] = b"
        self.assertEqual(variables("b = '/n'", make, "!python make.py", cell), {"B": "/n"})
        self.assertEqual(variables("b = '/n'", make, "%run make.py", cell), {"A": "/s", "B": "/s"})

    def test_scripts_that_run_each_other_come_to_an_end(self):
        loop = "%%writefile make.py\nimport os\nos.system('python make.py; python make.py')\n"
        self.assertNotIn("mistake_of_the_reader", read(loop + WRITES, "!python make.py"))

    def test_a_script_that_does_not_end_in_a_file_is_no_mistake(self):
        for cell in ("!sudo", "!python", "!bash", "!python nowhere.py", "!./nowhere", "!python -c", "!source", "%run", "%run nowhere.py"):
            self.assertNotIn("fault", read(cell), cell)


class WhatCouldNotBeFollowed(unittest.TestCase):
    def test_lines_that_have_to_do_with_mounts_are_named_where_no_mounts_file_was_found(self):
        what = "this has to do with the launcher's mounts file, and could not be followed; write the mounts in"
        self.assertEqual(remarks("x = 1", "m = find()\njson.dump(m, open(os.path.join(find(), '.tao_mounts.json'), 'w'))"), [(what, 2, 2)])
        self.assertEqual(remarks("# ~/.tao_mounts.json is the launcher's", "x = 1"), [])
        self.assertEqual(remarks("!cat ~/.tao_mounts.json", WRITES), [])

    def test_the_mounts_of_a_container_that_is_not_taos_are_named(self):
        what = "the mounts of this container were not taken over; write them in"
        self.assertEqual(remarks("!docker run -v $(pwd)/data:/data jupyter/base-notebook"), [(what, 1, 1)])
        self.assertEqual(remarks("%%bash\npodman run --rm \\\n  --volume=/a:/b \\\n  x"), [(what, 1, 2)])
        self.assertEqual(remarks("subprocess.run(['docker', 'run', '-v', data(), 'x'])"), [(what, 1, 1)])
        self.assertEqual(remarks("!docker run hello-world"), [])

    def test_a_mounts_file_that_comes_from_elsewhere_is_named(self):
        for line in ("!cp mounts.json ~/.tao_mounts.json", "!ln -sf $(pwd)/mounts.json ~/.tao_mounts.json"):
            self.assertEqual(remarks(line), [("the mounts file is /nb/mounts.json; type: tao-shim init --from /nb/mounts.json", 1, 1)])

    def test_what_is_unknown_has_the_place_where_it_is_written(self):
        found = read("from config import MOUNTS\nimport json, os\njson.dump({'Mounts': MOUNTS}, open('.tao_mounts.json', 'w'))")
        self.assertEqual(shown(found["mounts_file"]), {"Mounts": (1, 3)})

    def test_a_source_that_is_none_is_left_open(self):
        cells = ("import os\nos.environ['DATA'] = None", map_of("os.environ['DATA']"), DUMP)
        self.assertEqual(mounts(*cells), [(("open", "None", 3, 3), "/data")])


TAO = "nvcr.io/nvidia/tao/tao-toolkit:5.5.0-pyt"


def container(*cells):
    """(the mounts file, image, gpus) of the containers that the cells start."""
    answer = read(*cells)
    return shown(answer["mounts_file"]), answer["image"], answer["gpus"]


class Containers(unittest.TestCase):
    DATA = {"Mounts": [{"source": "/nb/data", "destination": "/data"}]}

    def test_the_mounts_of_a_container_of_tao(self):
        for line in ("!docker run --rm -it --gpus all -v $(pwd)/data:/data %s dino train", "!docker container run -v$PWD/data:/data %s",
                     "!sudo podman run --name x --volume=`pwd`/data:/data -d %s", "!docker run --mount type=bind,src=$PWD/data,dst=/data %s",
                     "import os, subprocess\nsubprocess.run(['docker', 'run', '-v', os.getcwd() + '/data:/data', '%s'])",
                     "import os\nRUN = f'docker run -v {os.getcwd()}/data:/data %s'\n!{RUN} dino train",
                     "%%%%bash\nfor task in dino; do docker run \\\n  -v ./data:/data \\\n  %s $task train; done"):  # fmt: skip
            self.assertEqual(container(line % TAO), (self.DATA, TAO, []), line)

    def test_a_container_counts_by_its_image_or_its_task(self):
        for image in ("$IMAGE", "my-tao:1", "nvcr.io/nvidia/tlt-streamanalytics:v3.0"):
            self.assertEqual(container("!docker run -v $PWD/data:/data " + image)[0], self.DATA, image)
        self.assertEqual(container("!docker run -v $PWD/data:/data mine dino train -e /specs/x"), (self.DATA, "mine", []))
        self.assertEqual(container("!docker run -v $PWD/data:/data taotie/x"), (None, "", []))

    def test_its_options(self):
        line = ("!docker run -v ~/x:/x:ro -e KEY=abc --env A -e B=$MINE --shm-size=16g --ulimit memlock=-1 --ulimit stack=5:5 --net host"
                " -u $(id -u):$(id -g) -p 8888:80 --privileged --gpus '\"device=0,2\"' " + TAO)  # fmt: skip
        found, _, gpus = container(line)
        self.assertEqual(found["Mounts"], [{"source": "/home/u/x", "destination": "/x", "read_only": True}])
        self.assertEqual([(one["variable"], one["value"]) for one in found["Envs"]], [("KEY", "abc"), ("A", "\1A\2"), ("B", "\1MINE\2")])
        self.assertEqual(found["DockerOptions"], {"shm_size": "16g", "ulimits": {"memlock": -1, "stack": 5}, "network": "host",
                                                  "user": "1000:1000", "ports": {"80": 8888}, "privileged": True})  # fmt: skip
        self.assertEqual(gpus, [0, 2])
        self.assertEqual(remarks(line), [])

    def test_options_that_cannot_be_taken_over_are_named(self):
        line = "!docker run -v $PWD/data:/data -v cache:/cache -w /data --ipc=host --gpus 2 --ulimit nofile=1:2 " + TAO
        what = "these options of a container were not taken over: -v cache:/cache -w /data --ipc=host --gpus 2 --ulimit nofile=1:2"
        self.assertEqual((container(line)[0], remarks(line)), (self.DATA, [(what, 1, 1)]))

    def test_the_value_of_an_option_that_is_not_known_is_no_part_of_a_remark(self):
        for option in ("--creds u:secret", "--creds=u:secret"):
            line = "!podman run -v $PWD/data:/data %s %s" % (option, TAO)
            self.assertEqual(remarks(line), [("these options of a container were not taken over: --creds", 1, 1)])

    def test_what_the_author_leaves_open_and_what_only_a_run_tells(self):
        found = container("x = 1\n!docker run -v /path/to/data:/data -v $DATA:/d -v /a:$HERE " + TAO)[0]["Mounts"]
        self.assertEqual([one["source"] for one in found], [("open", "/path/to/data", 1, 2), ("open", "$DATA", 1, 2), "/a"])
        self.assertEqual(found[2]["destination"], (1, 2))

    def test_several_containers_are_one(self):
        other = TAO.replace("pyt", "deploy")
        cells = ("!docker run -v $PWD/data:/data %s dino train" % TAO, "!docker run -v $PWD/data:/data -v /a:/a %s dino evaluate" % TAO)
        self.assertEqual(container(*cells), ({"Mounts": self.DATA["Mounts"] + [{"source": "/a", "destination": "/a"}]}, TAO, []))
        self.assertEqual(container(*cells, "!docker run -v /a:/a %s dino evaluate" % other)[1], "")
        self.assertEqual(len(remarks(*cells, "!docker run -v /a:/a %s dino evaluate" % other)), 1)

    def test_options_in_a_variable_of_the_shell(self):
        self.assertEqual(container('%%bash\nARGS="-v $PWD/data:/data --rm"\ndocker run $ARGS ' + TAO), (self.DATA, TAO, []))
        what = "the mounts of this container could not be followed; write them in"
        for run in ('docker run "${ARGS[@]}" %s dino train', "docker run $(arguments) %s dino train"):
            line = '%%bash\nARGS=(-v "$PWD/data:/data")\n' + run % TAO
            self.assertEqual(remarks(line), [(what, 1, 3)], run)

    def test_containers_without_mounts_set_up_none(self):
        self.assertEqual(container("!docker run %s dino --help" % TAO), (None, TAO, []))

    def test_containers_of_apptainer(self):
        for line in ("apptainer exec --nv --bind $PWD/data:/data docker://%s dino train", "singularity -q exec --nv -B ./data:/data docker://%s dino train",
                     "apptainer run --cleanenv -B$(pwd)/data:/data docker://%s dino train",
                     "apptainer exec --mount type=bind,source=$PWD/data,destination=/data docker://%s dino train",
                     "export APPTAINER_BIND=$PWD/data:/data; apptainer exec --nv docker://%s dino train"):  # fmt: skip
            self.assertEqual(container("%%bash\n" + line % TAO), (self.DATA, TAO, []), line)
        line = "!apptainer exec --nv --bind /a:/b:ro,/same --env A=b,C=$D --pwd /b --docker-login tao_5.5.0-pyt.sif dino train"
        found, image, _ = container(line)
        self.assertEqual(found["Mounts"], [{"source": "/a", "destination": "/b", "read_only": True}, {"source": "/same", "destination": "/same"}])
        self.assertEqual([(one["variable"], one["value"]) for one in found["Envs"]], [("A", "b"), ("C", "\1D\2")])
        self.assertEqual(image, "")
        self.assertEqual(remarks(line)[0][0].partition(": ")[2], "--pwd /b --docker-login tao_5.5.0-pyt.sif")

    def test_variables_of_apptainer_are_mounts_and_no_variables(self):
        answer = read("%env SINGULARITY_BINDPATH=/a\n!singularity exec docker://" + TAO + " dino train")
        self.assertEqual((answer["mounts_file"]["Mounts"], answer["variables"]), ([{"source": "/a", "destination": "/a"}], []))

    def test_containers_of_slurm(self):
        of_pyxis = TAO.replace("/", "#", 1)
        for image in (TAO, of_pyxis, "docker://" + TAO):
            for line in ("srun -p gpu --gres=gpu:4 --container-image=%s --container-mounts=$PWD/data:/data dino train -e x",
                         "srun --container-image %s \\\n  --container-mounts ./data:/data --no-container-mount-home \\\n  dino train"):  # fmt: skip
                self.assertEqual(container("%%bash\n" + line % image), (self.DATA, TAO, []), line)
        line = "!srun --container-image=x.sqsh --container-mounts=/a:/b:ro+nosuid,/same --container-workdir=/b --container-env=A dino train"
        found, image, _ = container(line)
        self.assertEqual(found["Mounts"], [{"source": "/a", "destination": "/b", "read_only": True}, {"source": "/same", "destination": "/same"}])
        self.assertEqual([one["variable"] for one in found["Envs"]], ["A"])
        self.assertEqual((image, remarks(line)[0][0].partition(": ")[2]), ("", "--container-workdir=/b x.sqsh"))
        for line in ("!srun -v hostname", "!srun --container-image=nvcr.io#nvidia/pytorch:24.01-py3 --container-mounts=/a:/a python x.py"):
            self.assertEqual(container(line), (None, "", []), line)

    def test_containers_of_dockers_library(self):
        for code in ("client = docker.from_env()\nclient.containers.run('%s', ['dino', 'train'], volumes={os.getcwd() + '/data': {'bind': '/data', 'mode': 'rw'}})",
                     "docker.DockerClient().containers.run(image='%s', command='dino train', volumes=['/nb/data:/data'], remove=True, detach=True)",
                     "from docker import from_env\nfrom_env().containers.create('%s', volumes=['/nb/data:/data'])"):  # fmt: skip
            self.assertEqual(container("import docker, os\n" + code % TAO), (self.DATA, TAO, []), code)
        line = ("import docker, os\ndocker.from_env().containers.run('%s', 'dino train', volumes={'/a': {'bind': '/b', 'mode': 'ro'}}, shm_size='16G',"
                " environment={'A': 'b', 'KEY': os.environ['KEY']}, network_mode='host', ports={'80/tcp': 8888}, mem_limit='8g')") % TAO  # fmt: skip
        found = container(line)[0]
        self.assertEqual(found["Mounts"], [{"source": "/a", "destination": "/b", "read_only": True}])
        self.assertEqual([(one["variable"], one["value"]) for one in found["Envs"]], [("A", "b"), ("KEY", "\1KEY\2")])
        self.assertEqual(found["DockerOptions"], {"shm_size": "16G", "network": "host", "ports": {"80": 8888}})
        self.assertEqual([one[0] for one in remarks(line)], ["these options of a container were not taken over: --mem-limit"])

    def test_containers_that_cannot_be_followed_are_named(self):
        what = "the mounts of this container were not taken over; write them in"
        for line in ("client.containers.run(image, volumes=all_of_them())", "!enroot start --mount /a:/a tao dino train",
                     "!srun $OPTIONS --container-mounts=/a:/a dino train"):  # fmt: skip
            self.assertEqual(remarks(line), [(what, 1, 1)], line)
        self.assertEqual(remarks("!srun -v python -m torch.distributed.run x.py"), [])

    def test_a_mounts_file_comes_first(self):
        self.assertEqual(mounts("!docker run -v /b:/b " + TAO, WRITES), [("/a", "/data")])


class FilesThatAreEdited(unittest.TestCase):
    HERE = "%%%%bash\ncat > ~/.tao_mounts.json <<EOF\n{\"Mounts\": [{\"source\": \"PROJ/a\", \"destination\": \"/a\"}]}\nEOF\n%s"

    def test_sed_in_place(self):
        for line in ('sed -i "s|PROJ|$PWD|" ~/.tao_mounts.json', "sed -i -e 's#PROJ#/nb#g' ~/.tao_mounts.json"):
            self.assertEqual(mounts(self.HERE % line), [("/nb/a", "/a")], line)

    def test_sed_in_place_of_what_python_wrote(self):
        self.assertEqual(mounts(WRITES, "!sed -i 's|\"/a|\"/b|' ~/.tao_mounts.json"), [("/b", "/data")])

    def test_what_is_more_than_a_plain_substitution_is_named(self):
        for line in ("sed -i 's|P.*J|/x|' ~/.tao_mounts.json", "perl -pi -e 's/P+ROJ/x/' ~/.tao_mounts.json", "sed -i /PROJ/d ~/.tao_mounts.json"):
            self.assertIsNone(mounts(self.HERE % line), line)
            self.assertEqual(len(remarks(self.HERE % line)), 1, line)


class LongLines(unittest.TestCase):
    def test_of_a_long_line_what_is_meant_is_quoted(self):
        rows = ", ".join("{'source': %s, 'destination': '/%d'}" % (value, at) for at, value in enumerate(["'/a'"] * 5 + ["ask()", "'<PATH>'"]))
        found = read("import json\njson.dump({'Mounts': [%s]}, open('/home/u/.tao_mounts.json', 'w'))" % rows)["mounts_file"]["Mounts"]
        self.assertTrue(found[5]["source"]["\1unknown"]["text"].startswith("... ask(), 'destination': '/5'"))
        self.assertTrue(found[6]["source"]["\1open"]["text"].startswith("... <PATH>', 'destination': '/6'"))


class DirectoriesWithSigns(unittest.TestCase):
    def test_a_dollar_of_the_directory_is_its_own(self):
        cells = map_of("os.getcwd()", "os.path.join(os.getcwd(), 'data')", "os.getcwd() + '/$NOBODY/x'"), DUMP
        found = notebook.answer(notebook_of(*cells), ["/nb/we ird $x", "/nb/we ird $x", "/home/u", "u", "1000", "1000"])
        sources = [shown(one["source"]) for one in found["mounts_file"]["Mounts"]]
        self.assertEqual(sources[:2], ["/nb/we ird $x", "/nb/we ird $x/data"])
        self.assertEqual(sources[2][0], "open")


class LinesOfEnv(unittest.TestCase):
    def test_a_comment_and_quotes_are_no_part_of_a_value(self):
        for line in ("%env D=/a  # where", "%env D='/a'", '%env D="/a"', "%env D /a\t#x", "%set_env D = '/a' # x"):
            self.assertEqual(variables(line), {"D": "/a"}, line)
        self.assertEqual(variables("%env D=/a#1"), {"D": "/a#1"})
        self.assertEqual(variables("x = %env HOME\n%env D=$x"), {"D": "/home/u"})


class OtherLanguages(unittest.TestCase):
    def read(self, cell, kernel, **metadata):
        content = dict(json.loads(notebook_of(cell)), metadata=dict(metadata, kernelspec=kernel))
        return notebook.answer(json.dumps(content).encode(), ["/nb", "/proj", "/home/u", "u", "1000", "1000"])

    def test_cells_that_are_not_python_are_not_read(self):
        cell = 'library(jsonlite)\nwriteLines(toJSON(list(Mounts=list(list(source=getwd())))), "~/.tao_mounts.json")'
        for kernel, metadata in (({"name": "ir", "language": "R"}, {}), ({"name": "ir"}, {}), (None, {"language_info": {"name": "R"}})):
            found = self.read(cell, kernel, **metadata)
            self.assertEqual((found["language"], found["mounts_file"], found["missing"], found["variables"]), ("R", None, [], []))
            self.assertEqual([(one["text"][:40], one["place"]["line"]) for one in found["remarks"]],
                             [("the cells of this notebook are R, not Py", 0), ("this has to do with the launcher's mount", 2)])  # fmt: skip

    def test_every_name_of_python_is_python(self):
        for kernel in ({"name": "python3", "language": "python"}, {"name": "conda-env-r"}, {"language": "Python"}, None, 5, {"language": 5}):
            self.assertEqual(self.read("%env A=1", kernel)["variables"][0]["value"], "1")

    def test_cells_of_a_shell_are_followed(self):
        found = self.read("export A=/a B='b c'\nC=1\n" + BY_SHELL, {"name": "bash", "language": "bash"})
        self.assertEqual(shown(found["mounts_file"]), {"Mounts": [{"source": "/a", "destination": "/data"}]})
        self.assertEqual([(one["name"], one["value"], one["place"]["line"]) for one in found["variables"]], [("A", "/a", 1), ("B", "b c", 1)])
        self.assertEqual(found["language"], "")

    def test_what_a_shell_of_one_cell_exports_is_gone_with_it(self):
        self.assertEqual(self.read("%%bash\nexport A=1\necho $A", None)["variables"], [])


class Scripts(unittest.TestCase):
    def read(self, text, kind):
        content = json.dumps({"cells": [{"cell_type": "code", "source": text}], "script": kind})
        return notebook.answer(content.encode(), ["/nb", "/proj", "/home/u", "u", "1000", "1000"])

    def test_a_makefile_is_read_by_its_variables_and_rules(self):
        text = (
            "# mine\nDATA ?= /data/kitti\nexport IMAGE := %s  # the image\nARGS = --rm \\\n  --gpus all\n.PHONY: train\ntrain: x\n"
            "\t@mkdir -p $(CURDIR)/results\n\t-docker run --rm -v $(DATA):/data -v ${CURDIR}:/w \\\n"
            "\t  -u $(shell id -u):$(shell id -g) -e KEY=$$KEY $(IMAGE) dino train -e /w/x\n" % TAO
        )
        content = {"cells": [{"cell_type": "code", "source": text}], "script": "make", "metadata": {"kernelspec": {"language": "bash"}}}
        found = notebook.answer(json.dumps(content).encode(), ["/nb", "/proj", "/home/u", "u", "1000", "1000"])
        self.assertEqual(found["mounts_file"], {
            "Mounts": [{"source": "/data/kitti", "destination": "/data"}, {"source": "/nb", "destination": "/w"}],
            "Envs": [{"variable": "KEY", "value": "\1KEY\2"}], "DockerOptions": {"user": "1000:1000"},
        })  # fmt: skip
        self.assertEqual((found["image"], found["remarks"]), (TAO, []))

    def test_jupytext_has_the_lines_of_ipython_as_comments(self):
        text = (
            "# ---\n# jupyter: x\n# ---\n\n# %% [markdown]\n# # A title\n# %env NOT=1\n\n# %%\n# %env A=/a\nimport os, json\n"
            "# !cat > x \\\n#   y\n# %%\n# %%bash\n# cat > ~/.tao_mounts.json <<EOF\n" '# {"Mounts": [{"source": "/a", "destination": "/b"}]}\n# EOF\n'
        )
        found = self.read(text, "py")
        self.assertEqual([(one["name"], one["value"], one["place"]) for one in found["variables"]], 
                         [("A", "/a", {"cell": -1, "line": 10, "text": "# %env A=/a"})])  # fmt: skip
        self.assertEqual(shown(found["mounts_file"]), {"Mounts": [{"source": "/a", "destination": "/b"}]})

    def test_a_script_that_is_python_keeps_its_comments(self):
        self.assertEqual(self.read("# %env A=1\nimport os\nos.environ['B'] = '2'", "py")["variables"][0]["name"], "B")

    def test_the_blocks_of_code_of_a_text(self):
        text = "%env NOT=1\n```python\n%env A=1\n```\n```{code-cell} ipython3\n:tags: [x]\n%env B=2\n```\n~~~bash\n$ " + BY_SHELL + "~~~\n```yaml\n%env C=1\n```\n"
        found = self.read(text, "md")
        self.assertEqual([(one["name"], one["place"]["line"]) for one in found["variables"]], [("A", 3), ("B", 7)])
        self.assertEqual(shown(found["mounts_file"]), {"Mounts": [{"source": "/a", "destination": "/data"}]})


if __name__ == "__main__":
    unittest.main()
