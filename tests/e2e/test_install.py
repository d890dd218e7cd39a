"""install.sh: what it writes, where, that doing it twice changes nothing, and that --uninstall leaves what was there before."""
# ctest: long
# ctest: lock=release

import os
import shutil
import stat
import subprocess

import pytest

from harness import places
from harness.home import ordinary_user

BEGIN = "# >>> tao-shim: put there by its install.sh, and taken away by install.sh --uninstall >>>"
INSTALLED = {
    "bin/tao-shim", "lib/tao-shim/shims/tao", "lib/tao-shim/shims/tlt", "lib/tao-shim/shims/tao-deploy",
    "lib/tao-shim/front/docker", "share/tao-shim/install-manifest",
}
PATH = "/usr/local/bin:/usr/bin:/bin"

# shell -> (its start-up files, the start of a shell that reads them)
SHELLS = {
    "bash": ([".bashrc", ".profile"], [["bash", "-i", "-c"], ["bash", "-l", "-c"], ["bash", "-l", "-i", "-c"]]),
    "zsh": ([".zshrc"], [["zsh", "-i", "-c"], ["zsh", "-l", "-i", "-c"]]),
    "fish": ([".config/fish/conf.d/tao-shim.fish"], [["fish", "-c"], ["fish", "-l", "-c"]]),
    "dash": ([".profile"], [["dash", "-l", "-c"]]),
}


@pytest.fixture
def prefix(home):
    return home.path / "a prefix it's"


@pytest.fixture
def install(home, prefix):
    """install(*options, shell=..., status=...): runs install.sh in that home; its output, stderr included."""

    def make(*options, shell="bash", status=0, prefix=prefix, path=PATH, as_user=None):
        # Whatever the end is, nothing of it stays but a log that a message names.
        temporary = home.root / "temporary"
        temporary.mkdir(exist_ok=True)
        temporary.chmod(0o777)
        environment = {"HOME": str(home.path), "PATH": path, "SHELL": f"/bin/{shell}", "TMPDIR": str(temporary)}
        done = subprocess.run(
            [places.SOURCE / "install.sh", "--prefix", prefix, *options], env=environment, cwd=home.path, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, user=as_user,
        )
        assert done.returncode == status, done.stdout
        assert [path for path in temporary.iterdir() if str(path) not in done.stdout] == []
        return done.stdout

    return make


def everything_below(directory, times=False):
    """Every entry: path -> kind and mode, content or target, and with `times` what tells an untouched file from one written again."""
    found = {}
    for path in sorted(directory.rglob("*")):
        state = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found[str(path.relative_to(directory))] = (
            stat.filemode(state.st_mode), content, (state.st_ino, state.st_mtime_ns) if times else None,
        )
    return found


def first_tao(start_of_shell, home, path=PATH):
    """Which `tao` that shell finds, for somebody with this home."""
    if shutil.which(start_of_shell[0]) is None:
        pytest.skip(f"{start_of_shell[0]} is not installed")
    done = subprocess.run([*start_of_shell, "command -v tao"], env={"HOME": str(home.path), "PATH": path}, cwd=home.path,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=20)
    return done.stdout.strip()


def test_every_part_is_installed(install, prefix):
    install()

    assert {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()} >= INSTALLED


def test_the_installed_programs_start(install, prefix):
    install("--no-modify-path")

    done = subprocess.run([prefix / "bin/tao-shim", "--version"], env={}, stdout=subprocess.PIPE, text=True)
    assert (done.returncode, done.stdout) == (0, "tao-shim 1.0.0\n")


@pytest.mark.parametrize("shell, kind", [(shell, kind) for shell, (_, kinds) in SHELLS.items() for kind in range(len(kinds))])
def test_a_new_shell_finds_the_shim_first(shell, kind, install, home, prefix):
    # A launcher in ~/.local/bin, which Debian's .profile puts in front of everything else.
    home.write(".local/bin/tao", "#!/bin/sh\n", 0o755)
    shutil.copy("/etc/skel/.profile", home.path)
    shutil.copy("/etc/skel/.bashrc", home.path)

    install(shell=shell)

    assert first_tao(SHELLS[shell][1][kind], home) == str(prefix / "lib/tao-shim/shims/tao")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_within_a_shell_finds_the_shim_first(shell, install, home, prefix):
    home.write("venv/bin/tao", "#!/bin/sh\n", 0o755)
    install(shell=shell)

    nested = f"{home.path}/venv/bin:{prefix}/lib/tao-shim/shims:{PATH}"

    assert first_tao(SHELLS[shell][1][0], home, nested) == str(prefix / "lib/tao-shim/shims/tao")


@pytest.mark.parametrize("shell", SHELLS)
def test_installing_twice_changes_nothing(shell, install, home):
    install(shell=shell)
    before = everything_below(home.path, times=True)

    output = install(shell=shell)

    assert everything_below(home.path, times=True) == before
    assert "is up to date; nothing was changed." in output


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("content", [None, "", "alias ll='ls -l'\n", "no newline at the end"])
def test_uninstalling_leaves_everything_as_it_was(shell, content, install, home, prefix):
    for file in SHELLS[shell][0]:
        if content is not None:
            home.write(file, content, 0o600)
    home.write(prefix / "bin/of somebody else", "x")
    before = everything_below(home.path)

    install(shell=shell)
    installed = everything_below(home.path)
    install("--uninstall", shell=shell)

    assert installed != before
    assert everything_below(home.path) == before


def test_lines_added_after_ours_survive_the_removal(install, home):
    home.write(".bashrc", "first")
    install()
    with open(home.path / ".bashrc", "a") as file:
        file.write("last\n")

    install("--uninstall")

    assert (home.path / ".bashrc").read_text() == "first\nlast\n"


def test_a_linked_start_up_file_stays_a_link_and_keeps_its_mode(install, home):
    home.write("dotfiles/bashrc", "mine\n", 0o640)
    (home.path / ".bashrc").symlink_to("dotfiles/bashrc")

    install()
    assert BEGIN in (home.path / "dotfiles/bashrc").read_text()
    install("--uninstall")

    assert os.readlink(home.path / ".bashrc") == "dotfiles/bashrc"
    assert (home.path / "dotfiles/bashrc").read_text() == "mine\n"
    assert stat.S_IMODE((home.path / "dotfiles/bashrc").stat().st_mode) == 0o640


@pytest.mark.parametrize("file", [".bash_profile", ".bash_login", ".profile"])
def test_the_login_file_that_bash_reads_gets_the_lines(file, install, home):
    home.write(file, "export A=1\n")

    install()

    assert BEGIN in (home.path / file).read_text()
    assert not {".bash_profile", ".bash_login", ".profile"} - {file} & set(os.listdir(home.path))


def test_without_modifying_path_no_start_up_file_is_touched_and_the_lines_are_shown(install, home, prefix):
    output = install("--no-modify-path")

    assert set(os.listdir(home.path)) == {".docker", prefix.name}
    assert "PATH must begin with " in output
    assert f"    {BEGIN}\n" in output


def test_a_start_up_file_that_cannot_be_written_is_named_and_the_lines_are_shown(install, home):
    (home.path / ".bashrc").mkdir()

    output = install()

    assert f"{home.path}/.bashrc: not changed, because it cannot be written\n" in output
    assert f"    {BEGIN}\n" in output


def test_half_of_our_lines_are_not_repaired_by_guessing(install, home):
    home.write(".bashrc", f"{BEGIN}\nPATH=/x\n")

    output = install()

    assert f"{home.path}/.bashrc: not changed, because a line of an earlier installation has lost its partner: {BEGIN}" in output
    assert (home.path / ".bashrc").read_text() == f"{BEGIN}\nPATH=/x\n"


def test_a_later_installation_elsewhere_takes_the_lines_over(install, home, prefix):
    other = home.path / "other"
    install()
    install(prefix=other)

    assert first_tao(["bash", "-i", "-c"], home) == str(other / "lib/tao-shim/shims/tao")
    install("--uninstall")

    assert first_tao(["bash", "-i", "-c"], home) == str(other / "lib/tao-shim/shims/tao")
    assert not prefix.exists()


def test_a_file_of_somebody_else_is_not_overwritten(install, home, prefix):
    home.write(prefix / "bin/tao-shim", "mine")
    before = everything_below(home.path)

    output = install(status=1)

    assert output.endswith(
        f"install.sh: {prefix}/bin/tao-shim is there already and was not put there by this script.\n"
        "    Move it away, or choose another place with --prefix DIRECTORY\n"
    )
    assert everything_below(home.path) == before


def test_a_program_that_was_changed_is_brought_up_to_date(install, prefix):
    install()
    good = (prefix / "bin/tao-shim").read_bytes()
    (prefix / "bin/tao-shim").write_text("broken")

    install()

    assert (prefix / "bin/tao-shim").read_bytes() == good


def test_a_file_that_is_no_longer_part_of_the_shim_is_removed_by_the_next_installation(install, home, prefix):
    install()
    home.write(prefix / "share/tao-shim/old", "of an earlier version")
    with open(prefix / "share/tao-shim/install-manifest", "a") as manifest:
        manifest.write("file share/tao-shim/old\n")

    install()

    assert not (prefix / "share/tao-shim/old").exists()


def test_uninstalling_what_is_not_installed_says_where_it_looked(install, prefix):
    assert install("--uninstall", status=1) == (
        f"install.sh: no tao shim is installed in {prefix} (it has no share/tao-shim/install-manifest).\n"
        "    If it is elsewhere: ./install.sh --uninstall --prefix DIRECTORY\n"
    )


def test_missing_packages_are_one_line_to_type_for_who_may_not_install_them(install, home):
    # Two packages are not there, by the word of a dpkg-query that stands in front.
    home.write("bin/dpkg-query", '#!/bin/sh\ncase "$*" in *libcli11-dev|*ninja-build) exit 1;; esac\necho installed\n', 0o755)
    user = ordinary_user()

    output = install(status=1, path=f"{home.path}/bin:{PATH}", as_user=user and user.pw_uid)

    assert output == (
        "install.sh: Building the tao shim needs packages that are not installed. Type this, then start again:\n"
        "    sudo apt-get install ninja-build libcli11-dev\n"
    )


@pytest.mark.parametrize(
    "options, message",
    [
        (["--prefx", "x"], "install.sh: there is no option --prefx.\n    ./install.sh --help lists them\n"),
        (["--prefix"], "install.sh: --prefix needs a directory.\n    For example: ./install.sh --prefix ~/.local\n"),
        (["--from"], "install.sh: --from needs a file.\n    For example: ./install.sh --from tao-shim_1.0.0_amd64.tar.gz\n"),
        (["--from", "/nowhere"], "install.sh: there is no file /nowhere.\n    --from takes a package of the tao shim\n"),
        (["--prefix", "/a:b"], "install.sh: the prefix /a:b has a colon in it, which cannot stand in PATH.\n    Choose another directory\n"),
    ],
)
def test_a_wrong_command_line_is_refused(options, message, install, home):
    before = everything_below(home.path)

    assert install(*options, status=1) == message
    assert everything_below(home.path) == before


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """What cpack makes of the release that install.sh has built: {".deb": file, ".tar.gz": file}."""
    directory = tmp_path_factory.mktemp("packages")
    configuration = places.SOURCE / "build/release/CPackConfig.cmake"
    if not configuration.exists():
        pytest.skip(f"no release is built in {configuration.parent}")
    subprocess.run(["cpack", "--config", configuration, "-B", directory], check=True, capture_output=True)
    return {ending: next(directory.glob(f"tao-shim_*{ending}")) for ending in (".deb", ".tar.gz")}


def installed_below(prefix):
    return {name: what for name, what in everything_below(prefix).items() if not name.startswith("share/doc") and "manifest" not in name}


@pytest.mark.parametrize("ending", [".tar.gz", ".deb"])
def test_a_package_holds_what_a_build_installs(ending, packages, install, home):
    install("--no-modify-path")
    install("--no-modify-path", "--from", packages[ending], prefix=home.path / "from it")

    assert installed_below(home.path / "from it") == installed_below(home.path / "a prefix it's")
    assert (home.path / "from it/share/doc/tao-shim/licences").is_dir()


def test_an_unpacked_tarball_installs_itself_and_is_taken_away(packages, install, home, prefix):
    subprocess.run(["tar", "-xf", packages[".tar.gz"], "-C", home.root], check=True)
    (unpacked,) = home.root.glob("tao-shim_*")
    words = [unpacked / "install.sh", "--prefix", prefix]
    environment = {"HOME": str(home.path), "PATH": PATH, "SHELL": "/bin/bash"}
    before = everything_below(home.path)

    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert first_tao(["bash", "-i", "-c"], home) == f"{prefix}/lib/tao-shim/shims/tao"
    subprocess.run([*words, "--uninstall"], env=environment, check=True, stdout=subprocess.DEVNULL)
    assert everything_below(home.path) == before


def test_programs_of_another_architecture_are_not_installed(install, home, prefix, tmp_path):
    program = tmp_path / "package/tree/bin/tao-shim"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)
    archive = home.root / "tao-shim_1.0.0_mips.tar.gz"
    subprocess.run(["tar", "-czf", archive, "-C", tmp_path, "package"], check=True)

    assert install("--from", archive, status=1) == (
        f"install.sh: the programs do not run on this machine, which is {os.uname().machine}.\n"
        "    Choose the package of its architecture\n"
    )
    assert not prefix.exists()


def test_a_file_that_is_no_package_is_refused(install, prefix, tmp_path):
    subprocess.run(["tar", "-czf", tmp_path / "some.tar.gz", "-C", places.SOURCE, "config/hooks"], check=True)

    assert install("--from", tmp_path / "some.tar.gz", status=1) == (
        f"install.sh: {tmp_path}/some.tar.gz holds no tao shim.\n"
        "    It is named tao-shim_VERSION_ARCHITECTURE.tar.gz or .deb\n"
    )
    assert not prefix.exists()
