# ctest: timeout=900
"""tao-shim enable and disable: the shim stays first on PATH in real shells and environments, and everything goes again."""

import os
import shutil
import stat
import subprocess
import sys
import venv

import pytest

from harness import places

PREFIX = places.prefix()
SHIMS = f"{PREFIX}/lib/tao-shim/shims"
SYSTEM = "/usr/local/bin:/usr/bin:/bin"
OTHER = "#!/bin/sh\necho the launcher\n"


@pytest.fixture
def tao_shim(home):
    """tao_shim(words..., status=0): runs it for the person with that home; its output, stderr included."""

    def make(*words, status=0, **environment):
        done = subprocess.run([PREFIX / "bin/tao-shim", *map(str, words)], cwd=home.path, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=20,
                              env={"HOME": str(home.path), "PATH": SYSTEM, **environment})
        assert done.returncode == status, done.stdout
        return done.stdout

    return make


@pytest.fixture
def shell(home):
    """shell(argv, script, path): the lines that the script prints, in an environment of HOME and PATH."""

    def make(argv, script, path=SYSTEM):
        if shutil.which(argv[0]) is None:
            pytest.skip(f"there is no {argv[0]}")
        done = subprocess.run([*argv, script], env={"HOME": str(home.path), "PATH": path}, cwd=home.path,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=30)
        return done.stdout.splitlines()

    return make


@pytest.fixture
def environment(home):
    """A virtual environment with a program named tao in it."""
    venv.create(home.path / "an env", with_pip=False)
    home.write("an env/bin/tao", OTHER, 0o755)
    return home.path / "an env"


@pytest.fixture
def conda(home):
    """What conda asks of a prefix, with a program named tao in it."""
    home.write("conda/conda-meta/history")
    home.write("conda/bin/tao", OTHER, 0o755)
    return home.path / "conda"


def everything_below(directory):
    return {str(path.relative_to(directory)): (stat.filemode(path.lstat().st_mode), os.readlink(path) if path.is_symlink()
                                               else path.read_bytes() if path.is_file() else None)
            for path in directory.rglob("*")}


STARTS = [["bash", "-i", "-c"], ["bash", "-l", "-c"], ["bash", "-l", "-i", "-c"], ["zsh", "-i", "-c"],
          ["zsh", "-l", "-i", "-c"], ["fish", "-c"], ["fish", "-l", "-c"], ["fish", "-i", "-c"]]


@pytest.mark.parametrize("argv", STARTS, ids=" ".join)
def test_a_new_shell_finds_the_shim_first_and_once(argv, home, tao_shim, shell):
    home.write(".local/bin/tao", OTHER, 0o755)
    shutil.copy("/etc/skel/.profile", home.path)
    shutil.copy("/etc/skel/.bashrc", home.path)
    tao_shim("enable", argv[0])

    show_path = "string join : $PATH" if argv[0] == "fish" else 'printf "%s\\n" "$PATH"'
    (path,) = shell(argv, show_path, f"{home.path}/.local/bin:{SHIMS}:{SYSTEM}")[-1:]

    assert path.split(":")[0] == SHIMS
    assert path.split(":").count(SHIMS) == 1
    assert path.split(":").count(f"{PREFIX}/bin") == 1


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_at_a_prompt_an_environment_that_was_not_enabled_does_not_win(name, home, tao_shim, environment, start):
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name}")
    tao_shim("enable", name)
    activate = "activate.fish" if name == "fish" else "activate"

    terminal = start([name, "-i"], home=home, tty=True, shim=False)
    terminal.type(f". '{environment}/bin/{activate}'\n".encode())
    terminal.type(b"echo in'to' $(command -v tao)\n")
    terminal.expect(f"into {SHIMS}/tao")
    terminal.type(b"deactivate\n")
    terminal.type(b"echo out'of' $(command -v tao)\n")
    terminal.expect(f"outof {SHIMS}/tao")
    terminal.type(b"exit\n")
    terminal.wait(20)


def test_a_prompt_keeps_the_status_and_what_else_is_done_before_it(home, tao_shim, start):
    home.write(".bashrc", "PROMPT_COMMAND='seen=$?;'\n")
    tao_shim("enable", "bash")

    terminal = start(["bash", "-i"], home=home, tty=True, shim=False)
    terminal.type(b". ~/.bashrc\n(exit 7)\n")
    terminal.type(b"echo status'=' $? seen $seen\n")
    terminal.expect("status= 7 seen 7")
    terminal.type(b"exit\n")
    terminal.wait(20)


VENV_SHELLS = [("bash", "activate", 'echo "$PATH"'), ("zsh", "activate", 'echo "$PATH"'), ("dash", "activate", 'echo "$PATH"'),
               ("fish", "activate.fish", "string join : $PATH"), ("tcsh", "activate.csh", 'echo "$PATH"')]


@pytest.mark.parametrize("name, script, show", VENV_SHELLS, ids=[name for name, *_ in VENV_SHELLS])
@pytest.mark.parametrize("before", [SYSTEM, f"{SYSTEM}:{SHIMS}"], ids=["not on PATH before", "on PATH before"])
def test_an_enabled_environment_has_the_shim_first_until_it_is_left(name, script, show, before, tao_shim, environment, shell):
    tao_shim("enable", "venv", environment)
    dot = "source" if name in ("fish", "tcsh") else "."
    leave = "deactivate" if name != "tcsh" else "eval deactivate"

    options = ["-f", "-c"] if name == "tcsh" else ["-c"]
    # The activation script for csh takes for granted that there is a prompt.
    start = "set prompt=x\n" if name == "tcsh" else ""
    lines = shell([name, *options], f"{start}{dot} '{environment}/bin/{script}'\n{show}\n{leave}\n{show}", before)

    assert len(lines) == 2
    assert lines[0].split(":")[:2] == [SHIMS, f"{environment}/bin"]
    assert lines[1] == before


def test_an_enabled_environment_stays_so_when_the_launcher_is_installed_again(home, tao_shim, shell):
    """`venv --upgrade` links the interpreters anew, which touches no script; pip writes bin/tao anew, which is told and mended."""
    subprocess.run([sys.executable, "-m", "venv", home.path / "env"], check=True, timeout=120)
    tao_shim("enable", "venv", "env")
    pip = [home.path / "env/bin/pip", "-q", "--disable-pip-version-check", "install", "--no-deps"]
    for requirement in ("nvidia-tao==5.5.1", "nvidia-tao==6.26.3"):
        done = subprocess.run([*pip, "-U", requirement], capture_output=True, text=True, timeout=300)
        if done.returncode:
            pytest.skip("pip: " + (done.stderr.strip().splitlines() or ["failed"])[-1])
    subprocess.run([sys.executable, "-m", "venv", "--upgrade", home.path / "env"], check=True, timeout=120)

    assert shell(["bash", "-c"], ". env/bin/activate; command -v tao") == [f"{SHIMS}/tao"]
    assert f"venv {home.path}/env: in part, or by another version; enable it again\n" in tao_shim("enable", "--status")
    assert tao_shim("enable", "venv", "env").startswith(f"{home.path}/env/bin/tao: lines that start the shim\n")
    assert tao_shim("enable", "venv", "env").startswith(f"venv {home.path}/env: is enabled already\n")
    found = subprocess.run(["bash", "-c", f". env/bin/activate; '{PREFIX}/bin/tao-shim' which"], cwd=home.path, text=True,
                           env={"HOME": str(home.path), "PATH": SYSTEM}, capture_output=True, timeout=20)
    assert found.stdout.startswith(f"{home.path}/env/bin/tao\n")


# What `conda activate` and `conda deactivate` have the shell do: PATH first, then the scripts in the order of their names.
CONDA_SH = '''
export PATH="{prefix}/bin:$PATH"; for script in "{prefix}"/etc/conda/activate.d/*.sh; do . "$script"; done
echo "$PATH"
PATH=:$PATH:; PATH=${{PATH/:{pattern}:/:}}; PATH=${{PATH#:}}; PATH=${{PATH%:}}
for script in "{prefix}"/etc/conda/deactivate.d/*.sh; do . "$script"; done
echo "$PATH"; set | grep -c '^_TAO_SHIM\\|^_tao_shim'
'''
CONDA_FISH = '''
set -gx PATH "{prefix}/bin" $PATH; for script in "{prefix}"/etc/conda/activate.d/*.fish; source $script; end
string join : $PATH
set -e PATH[(contains -i "{prefix}/bin" $PATH)]
for script in "{prefix}"/etc/conda/deactivate.d/*.fish; source $script; end
string join : $PATH; set -n | grep -c _TAO_SHIM
'''


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("before, after", [(SYSTEM, SYSTEM), (f"{SYSTEM}:{SHIMS}", f"{SHIMS}:{SYSTEM}")],
                         ids=["not on PATH before", "on PATH before"])
def test_an_enabled_conda_environment_has_the_shim_first_until_it_is_left(name, before, after, tao_shim, conda, shell):
    tao_shim("enable", "conda", conda)
    script = CONDA_FISH if name == "fish" else CONDA_SH

    lines = shell([name, "-c"], script.format(prefix=conda, pattern=str(conda / "bin").replace("/", "\\/")), before)

    assert lines == [f"{SHIMS}:{conda}/bin:{SYSTEM}", after, "0"]


@pytest.mark.parametrize("content", [None, "", "alias ll='ls -l'\n", "no newline at the end"])
def test_disabling_leaves_everything_as_it_was(content, home, tao_shim, environment, conda):
    if content is not None:
        for file in (".bashrc", ".profile", ".zshrc", ".config/fish/conf.d/tao-shim.fish"):
            home.write(file, content, 0o600)
    home.write("dotfiles/login", content or "")
    (home.path / ".bash_profile").symlink_to("dotfiles/login")
    home.write(".local/state/tao-shim/kept")
    words = ["bash", "zsh", "fish", "venv", environment, "conda", conda]
    before = everything_below(home.path)

    tao_shim("enable", *words)
    enabled = everything_below(home.path)
    tao_shim("enable", *words)
    assert everything_below(home.path) == enabled != before
    assert enabled[".bash_profile"] == before[".bash_profile"]
    tao_shim("disable", "--all")

    assert everything_below(home.path) == before


def test_one_target_is_disabled_and_the_others_stay(home, tao_shim, environment):
    tao_shim("enable", "zsh", "venv", environment)
    tao_shim("disable", "venv", environment)

    assert (home.path / ".zshrc").exists()
    assert ">>> tao-shim" not in (environment / "bin/activate").read_text()


def test_the_status_lists_shells_and_environments(tao_shim, environment, conda):
    tao_shim("enable", "zsh", "venv", environment, "conda", conda)
    shutil.rmtree(conda)

    lines = tao_shim("enable", "--status").splitlines()

    assert "bash: not enabled" in lines
    assert "zsh: enabled" in lines
    assert f"venv '{environment}': enabled" in lines
    assert f"conda {conda}: not there any more" in lines


def test_without_a_terminal_nothing_is_done_and_the_line_to_type_is_shown(home, tao_shim, environment):
    output = tao_shim("enable", status=2, SHELL="/bin/zsh", VIRTUAL_ENV=str(environment))

    assert output == ("tao-shim: error: name what to enable\n"
                      f"tao-shim:   for example: tao-shim enable zsh venv '{environment}'\n")
    assert not (home.path / ".zshrc").exists()


def test_a_file_that_cannot_be_changed_is_named_and_none_is(home, tao_shim):
    home.write(".bashrc", "x\n")
    (home.path / ".profile").symlink_to("missing")

    output = tao_shim("enable", "bash", status=125)

    assert output == ("tao-shim: error: bash: nothing was changed, because a file cannot be\n"
                      f"tao-shim:   {home.path}/.profile: it is a link to a file that is not there\n")
    assert (home.path / ".bashrc").read_text() == "x\n"


@pytest.mark.parametrize("words, message", [
    (["enable", "bsh"], "error: there is no target 'bsh'; did you mean bash?\ntao-shim:   for example: tao-shim enable bash\n"),
    (["enable", "venv"], "error: venv needs the directory of the environment\ntao-shim:   for example: tao-shim enable venv ~/my-env\n"),
    (["disable"], "error: name what to disable, or --all\ntao-shim:   for example: tao-shim disable bash\n"),
])
def test_a_wrong_line_is_refused(words, message, tao_shim):
    assert tao_shim(*words, status=2) == f"tao-shim: {message}"


def test_a_directory_that_is_no_environment_is_refused(home, tao_shim):
    assert tao_shim("enable", "venv", "nothing", status=125) == (
        f"tao-shim: error: {home.path}/nothing is not a virtual environment: it has no pyvenv.cfg\n"
        f"tao-shim:   for example: python3 -m venv {home.path}/nothing\n")


@pytest.mark.parametrize("name, start_file", [("bash", ""), ("zsh", ""), ("zsh", "autoload -Uz compinit; compinit -D\n"),
                                              ("fish", "")], ids=["bash", "zsh", "zsh with compinit", "fish"])
def test_at_a_prompt_the_tabulator_completes_words_and_values(name, start_file, home, tao_shim, start):
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name}")
    if name == "zsh":
        home.write(".zshrc", start_file)
    tao_shim("enable", name)

    terminal = start([name, "-i"], home=home, tty=True, shim=False)
    terminal.type(b"echo re'ady'\n")
    terminal.expect("ready")
    terminal.type(b"tao-shim init --layout tl\t")
    terminal.expect("tlt-experiments")
    terminal.type(b"\x15tao-shim untr\t")
    terminal.expect("untrust")
    terminal.type(b"\x15exit\n")
    terminal.wait(20)


def test_doctor_knows_that_lines_are_there_and_does_not_advise_to_write_them_again(home, tao_shim):
    tao_shim("enable", "bash")

    output = tao_shim("doctor", status=1, SHELL="/bin/bash")

    assert "tao-shim enable bash" not in output
    assert "this shell has not read them: open a new terminal, or" in output


@pytest.mark.parametrize("name, file, line, what", [
    ("bash", ".bashrc", "alias tao='docker run --rm it'", "an alias"),
    ("bash", ".bashrc", "tao() { docker run --rm it; }", "a function"),
    ("zsh", ".zshrc", "alias tao='docker run --rm it'", "an alias"),
    ("fish", ".config/fish/config.fish", "alias tao='docker run --rm it'", "a function")])
def test_doctor_sees_a_word_of_the_shell_that_hides_the_shim(home, tao_shim, name, file, line, what):
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name}")
    tao_shim("enable", name)
    start = home.path / file
    home.write(file, (start.read_text() if start.exists() else "") + f"\n{line}\n")

    output = tao_shim("doctor", status=1)

    assert f"in an interactive {name} tao is {what}, which comes before every program" in " ".join(output.split())


def test_doctor_says_which_shell_does_not_answer(home, tao_shim):
    home.write(".bashrc", "exec false\n")

    output = tao_shim("doctor", status=1)

    assert "an interactive bash did not say in time what tao is there" in " ".join(output.split())
