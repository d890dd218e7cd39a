"""The shells' hooks: variables come and go with the project, exactly, and outside projects no process is started."""

import os
import shutil

import pytest
from harness import places

PROJECT = "version: 1\nlayout: tao-experiments\ntask: detectnet_v2\n"
BASH = 'export KEY="mine\n"; LOCAL_DATA_DIR=plain; eval "$(tao-shim hook SHELL)"; hook() { _tao_shim_hook; }'
FISH = "set -gx KEY 'mine\n'; set -g LOCAL_DATA_DIR plain; tao-shim hook fish | source; function hook; _tao_shim_hook; end"
SHELLS = {"bash": ["bash", "--norc"], "zsh": ["zsh", "-f"], "fish": ["fish", "--no-config"]}


@pytest.fixture(params=SHELLS)
def shell(request, home, run):
    """shell(lines): what the shell prints, with its hook; `hook` stands for a prompt."""
    if shutil.which(request.param) is None:
        pytest.skip(f"there is no {request.param}")

    def make(lines, **variables):
        start = FISH if request.param == "fish" else BASH.replace("SHELL", request.param)
        if "KEY" in variables:
            start = start.replace("set -gx KEY 'mine\n'; ", "").replace('export KEY="mine\n"; ', "")
        path = f"{places.prefix()}/bin:/usr/bin:/bin"
        # Without a locale of UTF-8 fish hands no value with other letters down as it was, hook or not.
        result = run([*SHELLS[request.param], "-c", f"{start}\n{lines}"], home=home, env={"PATH": path, "LC_ALL": "C.UTF-8", **variables})
        assert result.status == 0, result
        return result

    make.name = request.param
    return make


SHOW = "env | grep -E -A1 '^(KEY|SPECS_DIR|LOCAL_DATA_DIR)=' | sort"


def test_variables_are_set_inside_and_put_back_outside(shell, home):
    project = home.project("cars é 1", PROJECT)
    result = shell(f"cd '{project}'; hook; env | grep ^SPECS_DIR=; cd /; hook; {SHOW}; echo \"$LOCAL_DATA_DIR\"")
    assert result.stdout.decode() == (
        "SPECS_DIR=/workspace/tao-experiments/detectnet_v2/specs\n" + "".join(sorted(["\n", "KEY=mine\n"])) + "plain\n"
    )
    assert result.stderr == b""


def test_an_edited_project_file_counts_at_the_next_prompt(shell, home):
    project = home.project("cars", PROJECT)
    result = shell(
        f"cd '{project}'; hook; echo 'variables: {{KEY: other}}' >> tao-project.yaml; hook; echo \"$KEY\""
    )
    assert result.stdout == b"other\n"


def test_an_error_is_one_line_and_said_once(shell, home):
    project = home.project("cars", PROJECT + "mouts: []\n")
    result = shell(f"cd '{project}'; hook; hook; hook")
    assert result.stderr.decode() == (
        f"tao-shim: not every variable of {project}/tao-project.yaml could be set; to see why, type: tao-shim check\n"
    )


LEFT_OUT = PROJECT + "variables: {VIMINIT: ':!x', KEY: other}\n"


def test_a_variable_that_nobody_allowed_is_left_out_and_said_once(shell, home):
    project = home.project("cars", LEFT_OUT)
    result = shell(f"cd '{project}'; hook; hook; env | grep -E '^(KEY|VIMINIT)='; cd /; hook; cd '{project}'; hook")
    assert result.stdout == b"KEY=other\n"
    line = f"tao-shim: variables of {project}/tao-project.yaml are left out until you allow them; to see them, type: tao-shim check\n"
    assert result.errors == 2 * line


def test_what_a_terminal_would_obey_in_the_name_of_a_directory_is_made_visible(shell, home):
    for name in ("a\x1b]0;x\x07b", "a\nb", "cars é"):
        project = home.project(name, LEFT_OUT)
        result = shell('cd -- "$PLACE"; hook', PLACE=str(project))
        assert result.errors.count("\n") == 1
        assert "are left out until you allow them" in result.errors
        assert not set("\x1b\x07") & set(result.errors)
        assert ("cars é" in result.errors) == (name == "cars é")


def test_a_variable_that_was_allowed_is_there_at_the_next_prompt(shell, home):
    project = home.project("cars", LEFT_OUT)
    show = "env | grep -E '^VIMINIT='"
    result = shell(f"cd '{project}'; hook; tao-shim trust > /dev/null; hook; {show}; tao-shim untrust > /dev/null; cd /; hook; cd '{project}'; hook; echo on; {show}; true")
    assert result.stdout == b"VIMINIT=:!x\non\n"


def test_a_large_file_of_somebody_else_above_costs_a_prompt_nothing(shell, home, tmp_path):
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    shared = home.path / "shared"
    (shared / "mine").mkdir(parents=True)
    shared.chmod(0o1777)
    planted = shared / "tao-project.yaml"
    planted.write_bytes(b"#" * 60_000_000)
    os.chown(planted, 65534, 65534)
    loop = "for n in (seq 100); hook; end" if shell.name == "fish" else "for n in {1..100}; do hook; done"
    result = shell(f"cd '{shared}/mine'; {loop}; echo done")
    assert (result.stdout, result.errors) == (b"done\n", "")
    # One read of it takes a second in any of the three; a hundred prompts take as long as in any other directory.
    assert result.seconds < 10


def test_of_a_large_file_of_ones_own_no_more_is_read_than_a_project_file_may_have(shell, home):
    project = home.project("cars", PROJECT)
    (project / "tao-project.yaml").write_bytes(PROJECT.encode() + b"#" * 60_000_000)
    loop = "for n in (seq 20); hook; end" if shell.name == "fish" else "for n in {1..20}; do hook; done"
    result = shell(f"cd '{project}'; {loop}; echo done")
    assert result.stdout == b"done\n"
    assert result.seconds < 10


@pytest.mark.parametrize("options", ["-u", "-e", "-eu"])
def test_a_shell_with_strict_options_is_served_alike_and_keeps_them(options, shell, home):
    if shell.name == "fish":
        pytest.skip("fish has no such options")
    project = home.project("cars", PROJECT)
    broken = home.project("broken", PROJECT + "mouts: []\n")
    result = shell(
        f"set {options}; cd '{project}'; hook; echo \"$SPECS_DIR\"; cd '{broken}'; hook; cd /; hook; hook; {SHOW}; echo $-",
    )
    lines = result.text.splitlines()
    assert lines[0] == "/workspace/tao-experiments/detectnet_v2/specs"
    assert sorted(lines[1:-1]) == ["", "KEY=mine"]
    assert all(letter in lines[-1] for letter in options[1:])


def test_a_prompt_after_a_failure_does_not_end_a_bash_with_set_e(home, run):
    """`! true` fails without an error: only what runs at the prompt can end the shell for it."""
    path = f"{places.prefix()}/bin:/usr/bin:/bin"
    typed = b'eval "$(tao-shim hook bash)"\nset -e\n! true\necho status $?\n'
    result = run(["bash", "--norc", "-i"], home=home, env={"PATH": path}, stdin=typed)
    assert (result.status, result.stdout) == (0, b"status 1\n")


ODD = """it's "100%"\\ & a:b;é $HOME\n\n"""


@pytest.mark.parametrize("child", SHELLS)
@pytest.mark.parametrize("where", ["inside", "outside"])
def test_a_shell_started_in_a_project_puts_back_what_was_before_it(where, child, shell, home):
    if shutil.which(child) is None:
        pytest.skip(f"there is no {child}")
    project = home.project("cars", "version: 1\nvariables:\n  KEY: \"a'b:%41\\n\\\\x41\\n\"\n  LOCAL_DATA_DIR: x\n")
    load = "tao-shim hook fish | source" if child == "fish" else f'eval "$(tao-shim hook {child})"'
    first = "_tao_shim_hook" if where == "inside" else ":"
    lines = f"{load}; {first}; cd /; _tao_shim_hook; /usr/bin/env -0; echo"
    script = home.write("child", lines)
    result = shell(f"cd '{project}'; tao-shim trust > /dev/null; hook; {' '.join(SHELLS[child])} '{script}'", KEY=ODD)
    assert result.stderr == b""
    left = dict(entry.split("=", 1) for entry in result.stdout.decode().split("\0")[:-1])
    assert left["KEY"] == ODD
    assert not left.keys() & {"LOCAL_DATA_DIR", "TAO_SHIM_HOOK"}
