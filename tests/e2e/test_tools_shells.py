"""What shells and people read: completions, the manual, --help."""

import re
import shutil
import subprocess

import pytest

from harness import places

PREFIX = places.prefix()
COMPLETIONS = {
    "bash": PREFIX / "share/bash-completion/completions/tao",
    "zsh": PREFIX / "share/zsh/site-functions/_tao-shim",
    "fish": PREFIX / "share/fish/vendor_completions.d/tao.fish",
}


@pytest.fixture
def completed(home, launcher, run):
    """completed("tao", "model", "d"): what bash offers in place of the last word."""

    def make(*words):
        script = f'''. {COMPLETIONS["bash"]}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
_tao_shim_complete
printf '%s\\n' "${{COMPREPLY[@]}}"'''
        environment = home.environment(launcher())
        environment["PATH"] += f":{PREFIX}/bin"
        result = run(["bash", "--norc", "-c", script, "bash", *words], home=home, bare_environment=environment)
        assert (result.status, result.errors) == (0, "")
        return result.text.split()

    return make


def test_bash_completes_groups_tasks_and_subtasks(completed):
    assert completed("tao", "") == ["model", "dataset", "deploy", "list", "stop", "info"]
    assert "detectnet_v2" in completed("tao", "model", "d")
    assert completed("tao", "deploy", "detectnet_v2", "gen") == ["gen_trt_engine"]
    assert completed("tao", "model", "detectnet_v2", "train", "sp") == []  # files, by bash itself


def test_bash_completes_commands_and_options(completed):
    assert completed("tao-shim", "unt") == ["untrust"]
    assert completed("tao-shim", "ps", "--a") == ["--all-projects"]
    assert completed("tao-shim", "explain", "--", "tao", "mo") == ["model"]
    assert completed("tao-shim", "explain", "--json", "tao", "mo") == ["model"]


def test_bash_completes_values(completed):
    assert completed("tao-shim", "init", "--layout", "tl") == ["tlt-experiments"]
    assert completed("tao-shim", "init", "--task", "detectnet") == ["detectnet_v2"]
    assert completed("tao-shim", "env", "--format", "=", "do") == ["dotenv"]
    assert completed("tao-shim", "doctor", "detectnet") == ["detectnet_v2"]
    assert completed("tao-shim", "enable", "bash", "ju") == ["jupyter"]
    assert completed("tao-shim", "help", "unt") == ["untrust"]


def test_fish_completes_them_too(home, launcher, run):
    if shutil.which("fish") is None:
        pytest.skip("there is no fish")
    environment = home.environment(launcher())
    environment["PATH"] += f":{PREFIX}/bin"

    def completed(line):
        words = ["fish", "--no-config", "-c", f"source {COMPLETIONS['fish']}; complete --do-complete '{line}'"]
        result = run(words, home=home, bare_environment=environment)
        return [entry.split("\t")[0] for entry in result.text.splitlines()]

    assert "model" in completed("tao mo")
    assert "gen_trt_engine" in completed("tao deploy detectnet_v2 gen")
    assert "untrust" in completed("tao-shim unt")
    assert completed("tao-shim hook ") == ["bash", "fish", "zsh"]  # and no files


@pytest.mark.parametrize("shell, check", [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])])
def test_the_completions_are_right_for_their_shell(shell, check):
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    subprocess.run([shell, *check, COMPLETIONS[shell]], check=True, timeout=20)


@pytest.mark.parametrize("program", ["tao-shim", "tao", "tlt", "tao-deploy"])
def test_every_program_has_its_completion(program):
    assert (PREFIX / "share/bash-completion/completions" / program).is_file()
    assert (PREFIX / "share/fish/vendor_completions.d" / f"{program}.fish").is_file()
    assert program in COMPLETIONS["zsh"].read_text().splitlines()[0].split()


@pytest.mark.parametrize("page", ["man1/tao-shim.1", "man1/tao.1", "man5/tao-project.yaml.5"])
def test_the_manual_is_laid_out_without_complaint(page):
    file = PREFIX / "share/man" / page
    assert file.is_file()
    if shutil.which("groff") is None:
        pytest.skip("there is no groff")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", file], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, "")
    assert not re.search(r"@(VERSION|command|key|variable|trust)", done.stdout)


def test_help_and_manual_have_the_same_commands(home, run):
    shown = run([PREFIX / "bin/tao-shim", "--help"], home=home)
    assert shown.status == 0
    manual = (PREFIX / "share/man/man1/tao-shim.1").read_text().replace("\\-", "-")
    table = shown.text.split("Commands:\n")[1].split("\n\n")[0]
    listed = [line.split()[0] for line in table.splitlines() if not line.startswith("   ")]
    assert "check" in listed and "complete" not in listed
    for command in listed:
        assert f'.SS "tao-shim {command}' in manual


def test_a_misspelt_command_says_what_there_is(home, run):
    result = run([PREFIX / "bin/tao-shim", "chek"], home=home)
    assert result.status == 2
    assert result.errors == "tao-shim: error: there is no command 'chek'; did you mean check?\n"
