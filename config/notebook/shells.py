"""Lines of IPython and of shells: %env, %cd, %%bash, !cat > file <<EOF."""

import ast
import json
import posixpath
import re

import cells
import limits
import texts
from containers import container_of, words_of_docker_run
from statements import Statements, Way
from values import BEGINS, Dotted, File, Unknown, is_known, text_of

_NAME = re.compile(r"[A-Za-z_]\w*\Z")
_FIELD = re.compile(r"\{([A-Za-z_][^{}\n]*)\}|\$\$|\$([A-Za-z_]\w*)")
_HERE = re.compile(r"(?<![<0-9(])<<(-?)[ \t]*(['\"\\]?)(\w+)['\"]?")
_LINE = re.compile(r"""(?:\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|(?<!\S)\#.*|[^\n])*""")
_VARIABLE = re.compile(r"\\([$`\"\\])|\$\( *([a-z][a-z -]*?) *\)|` *([a-z][a-z -]*?) *`|\$\{(\w+)(?::?-([^{}]*))?\}|\$(\w+)")
_WORD = re.compile(r"""\s*(&&|\|\||[;|&\n]|>>|[0-9]?>|<|(?:\$\([^()'"\n]*\)|`[^`'"\n]*`|[^\s;|&<>'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+|['"\\])""")
_PART = re.compile(r"""'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^'"\\]+)""")
_COMMENT = re.compile(r"(?:^|\s)\#.*")  # IPython keeps it, and nobody means it
_DEPTH_OF_SCRIPT = 5  # counts as that many functions in each other
_PYTHON = re.compile(r"python[0-9.]*\Z")
_SHELLS = ("bash", "sh", "script", "system", "sx", "!", "ksh", "zsh")
_OF_PYTHON = ("time", "timeit", "capture", "prun")
_NO_PYTHON = ("html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG", "perl", "ruby", "R", "cython", "sql", "pypy")


class Shells(Statements):
    is_of_shell = False  # does one shell follow all cells?
    before_pipe = None  # the words of the program whose output the next one reads

    def cell_of_ipython(self, head, body, first=2):
        """A cell that begins with %%. first: the line of the cell where the body begins; 0: it is no part of it."""
        name, _, words = head[2:].strip().partition(" ")
        if name in ("writefile", "file"):
            words = words.split()
            append = words[:1] == ["-a"]
            path = self.expanded(" ".join(words[append:]))
            if isinstance(path, str):
                self.write_file(self.unquoted(path), body, append)
        elif name in _SHELLS or name.startswith(("bash", "sh")):
            self.shell(body, first=first)

    def ipython(self, line):
        """A line that begins with % or !, or does without the %."""
        if line.strip() in ("!pwd", "%pwd"):
            return [self.state.directory] if line.startswith("!") else self.state.directory
        if line.startswith("!"):
            text = self.expanded(line.lstrip("!"))
            self.shell(text if isinstance(text, str) else line.lstrip("!"))
        elif re.match(r"%(?:set_)?env[ \t]+\w+\Z", line):
            return self.apply(self.variable, line.split()[-1])
        else:
            self.magic(line.lstrip("%"))
        return self.unknown()

    def magic(self, line):
        name, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if name in ("env", "set_env"):
            name, sign, value = rest.partition("=") if "=" in rest else rest.partition(" ")
            if sign and _NAME.match(name.strip()):
                self.set_variable(name.strip(), self.expanded(self.unquoted(_COMMENT.sub("", value).strip())))
        elif name in ("cd", "pushd"):
            words = [one for one in rest.split(" ", 1) if one] if rest.startswith("-q ") else ["", rest]
            path = self.expanded(self.unquoted(words[1].strip()).replace("\\ ", " ") or "~")
            if isinstance(path, str) and not path.startswith("-"):
                self.change_directory(path)
        elif name in ("time", "timeit"):
            for tree in cells.trees(rest, [0])[0]:
                self.block(tree.body, None)
        elif name in ("system", "sx"):
            self.shell(rest)
        elif name == "run":
            words = [one for one in rest.split() if not one.startswith("-")]
            script = self.expanded(self.unquoted(words[0])) if words else None
            if isinstance(script, str):
                self.run_python(self.file_text(script), own_process=False)

    @staticmethod
    def unquoted(text):
        return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text

    def change_directory(self, path):
        if isinstance(path, Unknown):
            return
        self.state.directory = texts.absolute(texts.with_home(text_of(path), self.home), self.state.directory)

    def expanded(self, text):
        """The text with {name} and $name of Python's variables filled in, as IPython does; unknown if one of them is."""
        unknown = []

        def field(found):
            code, name = found.groups()
            if found.group() == "$$":
                return "$"
            if name and not any(name in scope for scope in self.state.scopes):
                if name not in self.state.environment and name not in ("HOME", "PWD", "USER"):
                    unknown.append(self.unknown(name=name))
                return found.group()  # left to the shells
            for tree in cells.trees(code or name, [0])[0][:1]:
                if len(tree.body) == 1 and hasattr(tree.body[0], "value"):
                    value = self.apply(text_of, self.value(tree.body[0].value))
                    if isinstance(value, str):
                        return value
                    unknown.append(value)
            return found.group()

        result = _FIELD.sub(field, text)
        return unknown[0] if unknown else texts.no_longer(result)

    # --- shells ---

    def shell(self, text, first=0):
        """Follows the files that a script of a shell writes: here-documents, echo, printf, tee, cp. first: its line in the
        cell, if it is a whole one."""
        variables, start = {}, self.state.directory
        at = 0
        while at < len(text):
            if first and not self.script_at:
                self.line = first + text.count("\n", 0, at)
            end = _LINE.match(text, at).end()
            command, document, at = text[at:end].replace("\\\n", ""), None, end + 1
            here = _HERE.search(command)
            if here and not command.lstrip().startswith("#"):
                dash, quoted, name = here.groups()
                end = re.compile(r"^%s%s$" % ("\t*" if dash else "", name), re.MULTILINE).search(text, at)
                document = text[at : end.start() if end else len(text)]
                document = re.sub(r"(?m)^\t+", "", document) if dash else document
                document = document if quoted else self.with_variables(document, variables)
                command, at = command[: here.start()] + command[here.end() :], end.end() + 1 if end else len(text)
            self.commands(command, variables, document)
        self.state.directory = start

    def commands(self, text, variables, document):
        words = []
        for found in _WORD.finditer(text + "\n"):
            word = found.group(1)
            if word in ("&&", "||", ";", "&", "\n", "|"):
                self.command(words, variables, document, piped=word == "|")
                self.before_pipe = words if word == "|" else None
                words = []
            elif word.startswith("#") and not words:
                break
            else:
                words.append(word)
        self.before_pipe = None

    def command(self, words, variables, document, piped):
        exported = False
        while words and re.match(r"[A-Za-z_]\w*=", words[0]) or words[:1] == ["export"]:
            name, sign, value = words.pop(0).partition("=")
            exported |= name == "export"
            if sign:
                variables[name] = self.word(value, variables)
            # What a cell of Python's starts is a shell of its own.
            if sign and exported and self.is_of_shell:
                self.set_variable(name, variables[name])
        if not words or piped:
            return
        targets = [(self.word(words[at + 1], variables), sign.endswith(">>")) for at, sign in enumerate(words[:-1])
                   if sign in (">", ">>", "1>")]  # fmt: skip
        rest, skip = [], False
        for word in words:
            if skip or word.endswith(">") or word == "<":
                skip = not skip
                continue
            value = self.word(word, variables)
            # Of a variable without quotes each word is one.
            rest += value.split() if re.match(r"\$\{?\w+\}?\Z", word) and " " in value.strip() else [value]
        if not rest:
            return
        if self.starts_container(rest, dict(self.state.environment, **variables)):
            return
        program, content = rest[0].rsplit("/", 1)[-1], document
        if program == "sudo":
            rest, program = rest[1:], (rest[1:] or [""])[0]
        if program == "cd":
            self.change_directory(rest[1] if len(rest) > 1 else "~")
        if rest and not targets:
            self.follow_program(program, rest, content)
        if program in ("cp", "mv", "ln") and len(rest) > 2:
            self.copy_file(rest[-2], rest[-1])
        if program in ("sed", "perl") and any(re.match("-[a-zA-Z]*i|--in-place", one) for one in rest[1:]):
            self.edit_file(rest[1:])
        if program == "tee":
            targets += [(one, "-a" in rest) for one in rest[1:] if not one.startswith("-")]
            if content is None and self.before_pipe:
                content = self.printed([self.word(one, variables) for one in self.before_pipe])
        elif content is None:
            content = self.printed(rest)
        for path, append in targets:
            if path != "/dev/null" and not path.startswith("&"):
                self.write_file(path, content if content is not None else self.unknown(), append)

    def starts_container(self, words, variables):
        """Do the words of a command start a container of TAO's?"""
        container = container_of(words, self.state.directory, self.home, variables)
        if container and len(self.containers) < limits.CONTAINERS:
            self.containers.append((container, self.place()))
        return container is not None

    # Docker's library for Python.

    def call_docker_from_env(self, *_, **__):
        return Dotted("docker.client")

    call_docker_DockerClient = call_docker_from_env

    def call_docker_client_containers_run(self, image, command=(), **options):
        self.starts_container(words_of_docker_run(image, command, options), {})
        return self.unknown()

    call_docker_client_containers_create = call_docker_client_containers_run

    # --- scripts ---

    def follow_program(self, program, words, document):
        """Follows a script that the notebook has written or gives to an interpreter. words: those of the command."""
        kind = "python" if _PYTHON.match(program) else "shell" if program in _SHELLS else ""
        text, options = None, words[1:]
        while kind and options and options[0].startswith("-") and options[0] not in ("-", "-c"):
            options = options[1:]
        if not kind or program in ("source", "."):
            text = self.file_text(words[0] if "/" in words[0] else " ".join(options[:1]) if program in ("source", ".") else "")
            kind = "python" if text and re.match(r"#!.*python", text) else "shell"
        elif options[:1] == ["-c"]:
            text = " ".join(options[1:2])
        elif options and options[0] != "-":
            text = self.file_text(options[0])
        else:
            text = document
        if not isinstance(text, str):
            return
        if kind == "python":
            self.run_python(text)
        else:
            self.in_script(lambda: self.shell(text))

    def file_text(self, path):
        """The text of a file that was written; None if it is not known."""
        if not path:
            return None
        parts = self.state.files.get(texts.absolute(texts.with_home(path, self.home), self.state.directory))
        return "".join(parts) if parts and all(isinstance(one, str) for one in parts) else None

    def in_script(self, follow):
        """Follows another file: whatever is said of it has the place of the line that runs it."""
        if self.calls >= limits.CALLS:
            return
        before, self.calls = self.script_at, self.calls + _DEPTH_OF_SCRIPT
        self.script_at = self.place()
        try:
            follow()
        finally:
            self.script_at, self.calls = before, self.calls - _DEPTH_OF_SCRIPT

    def run_python(self, text, own_process=True):
        """Follows a script of Python. own_process: its variables and its directory end with it."""
        if text is None:
            return
        code, lines, starts = cells.split(texts.without_marks(text))
        trees = cells.trees(code, starts)[0]
        self.nodes += sum(1 for tree in trees for _ in ast.walk(tree))
        if self.nodes > limits.NODES:
            raise limits.Limit("is more than %d parts of Python" % limits.NODES)
        state, before = self.state, (self.lines, self.state.directory, dict(self.state.environment), dict(self.state.set_at))
        depth = len(state.scopes)

        def follow():
            for tree in trees:
                if self.block(tree.body, Way()) == "raise":
                    break

        self.lines = lines
        if own_process:
            state.scopes.append({})
        try:
            self.in_script(follow)
        finally:
            self.lines = before[0]
            if own_process:
                del self.state.scopes[depth:]
                self.state.directory, self.state.environment, self.state.set_at = before[1:]

    @staticmethod
    def printed(words):
        """What echo or printf prints; None of other programs."""
        if words[:1] == ["echo"]:
            return " ".join(words[2 if words[1:2] and words[1] in ("-e", "-n", "-en") else 1 :])
        if words[:1] == ["printf"] and len(words) > 1:
            return texts.percent(words[1].replace("\\n", "\n"), tuple(words[2:]))
        return None

    def word(self, word, variables):
        """A word as the shell gives it to the program."""
        out = []
        for single, double, escaped, bare in _PART.findall(word):
            if bare:
                home = self.home + bare[1:] if not out and (bare == "~" or bare.startswith("~/")) else bare
                out.append(self.with_variables(home, variables))
            else:
                out.append(single or escaped or self.with_variables(double, variables))
        return texts.no_longer("".join(out))

    def with_variables(self, text, variables=()):
        """The text with $NAME, ${NAME}, $(pwd), $(id -u) and their like filled in; those that nobody has set stay."""
        printed = {"pwd": self.state.directory, "id -u": self.user_id, "id -g": self.group_id,
                   "id -un": self.user, "id -u -n": self.user, "whoami": self.user}  # fmt: skip
        of_shell = {"UID": self.user_id, "EUID": self.user_id, "GID": self.group_id}

        def one(found):
            escaped, command, old_command, name, default, bare = found.groups()
            if escaped:
                return escaped
            name, command = name or bare, command or old_command
            if command:
                return printed.get(" ".join(command.split()), found.group())
            if name == "PWD":
                return self.state.directory
            value = variables[name] if name in variables else self.variable(name)
            if name in of_shell and name not in variables and name not in self.state.environment:
                return of_shell[name]
            if isinstance(value, Unknown) or BEGINS in str(value):
                return found.group() if default is None else self.with_variables(default, variables)
            return text_of(value)

        return texts.no_longer(_VARIABLE.sub(one, text))

    # --- files ---

    def write(self, file, value):
        if isinstance(file, File):
            self.state.files.setdefault(file.path, []).append(value)
            self.written_at[file.path] = self.place()

    def write_file(self, path, value, append=False):
        path = texts.absolute(texts.with_home(path, self.home), self.state.directory)
        if not append:
            self.state.files[path] = []
        self.write(File(path), value)

    def edit_file(self, words):
        """What `sed -i s/OLD/NEW/ FILE` makes of a file that was written; of what is more than that, the content is unknown."""
        path = texts.absolute(texts.with_home(words[-1], self.home), self.state.directory)
        if path not in self.state.files:
            return
        text, edits = self.file_text(path), [one for one in words[:-1] if not one.startswith("-")]
        if text is None and len(self.state.files[path]) == 1 and is_known(self.state.files[path][0], plain=True):
            text = json.dumps(self.state.files[path][0])
        for edit in edits:
            found = re.match(r"s([|/#,@:])((?:(?!\1)[\w<>{}%@#:/\"' -])+)\1((?:(?!\1)[^\\&])*)\1(g?)\Z", edit)
            text = None if text is None or not found else self.substituted(text, *found.group(2, 3, 4))
        self.state.files[path] = [self.unknown() if text is None else text]

    @staticmethod
    def substituted(text, old, new, everywhere):
        return texts.no_longer("\n".join(row.replace(old, new, -1 if everywhere else 1) for row in text.split("\n")))

    def copy_file(self, source, target):
        source, target = (texts.absolute(texts.with_home(text_of(one), self.home), self.state.directory) for one in (source, target))
        known = self.state.files.get(source)
        if posixpath.basename(target) != posixpath.basename(source) and not posixpath.splitext(target)[1]:
            target = target if posixpath.basename(target).startswith(".") else target + "/" + posixpath.basename(source)
        self.state.files[target] = list(known) if known is not None else [self.unknown()]
        self.written_at[target] = self.place()
        self.copied_from[target] = source

    def content(self, path):
        """The object of JSON in the file, as far as it is known; None if it is none."""
        parts = self.state.files.get(path)
        if not parts:
            return None
        if len(parts) == 1 and not isinstance(parts[0], str):
            return getattr(parts[0], "value", parts[0])
        try:
            return json.loads("".join(getattr(one, "value", one) for one in parts))
        except (TypeError, ValueError):
            return None
