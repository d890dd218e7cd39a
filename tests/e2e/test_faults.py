"""What a run needs is missing: it is said whole, the status is right, nothing was started, and nothing is left."""

# ctest: timeout=900

import errno
import os
import pwd
import resource
import subprocess

import pytest
from harness.place import FILE_WRONG, LAUNCHERS_OWN_STATUS, NOT_FOUND, OWN_FAILURE, TASK, Place

@pytest.fixture
def place(home, run, prefix):
    return Place(home, run)


def limit(what, most):
    return lambda: resource.setrlimit(what, (most, most))


@pytest.fixture
def needs_root():
    if os.getuid() != 0:
        pytest.skip("only root can mount")


# Descriptors


@pytest.mark.parametrize("most", range(4, 17))
def test_too_few_descriptors_are_an_error_or_enough(most, place):
    result = place.run(before=limit(resource.RLIMIT_NOFILE, most), seconds=30)

    if result.status == LAUNCHERS_OWN_STATUS:
        assert (place.started, result.errors) == (True, "")
    else:
        assert result.status in (OWN_FAILURE, 126) and not place.started
        assert "Too many open files" in result.errors


def test_no_descriptor_for_the_guardian(place):
    result = place.run(before=limit(resource.RLIMIT_NOFILE, 6))

    assert (result.status, place.said(result)) == (
        OWN_FAILURE,
        "tao-shim: error: cannot execute 'PREFIX/lib/tao-shim/front/docker': Too many open files\n"
        "tao-shim:   this shell allows too few open files (ulimit -n); allow more: ulimit -n 1024\n",
    )
    assert not place.started


# Memory


def test_no_room_for_the_shared_memory(place):
    result = place.run(before=limit(resource.RLIMIT_FSIZE, 0))

    assert (result.status, result.errors) == (OWN_FAILURE, "tao-shim: error: no memory to share with the launcher: File too large\n")
    assert not place.started


def test_no_room_for_the_mounts_file(place):
    # Enough for what is shared with the launcher, which has a fixed size; not for a mounts file of this size.
    mounts = "".join(f"  - {{source: d{number}, destination: /d{number}, create: true}}\n" for number in range(400))
    place.home.write(place.project / "tao-project.yaml", "version: 1\nmounts:\n" + mounts)

    result = place.run(before=limit(resource.RLIMIT_FSIZE, 16384))

    assert (result.status, result.errors) == (OWN_FAILURE, "tao-shim: error: no memory for the mounts file: File too large\n")
    assert not place.started


# Disk


def test_a_full_disk_where_a_source_is_to_be_made(place, needs_root):
    disk = place.home.path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "nr_inodes=2,mode=755", "none", disk], check=True)
    try:
        place.home.write(disk / "tao-project.yaml", "version: 1\nmounts:\n  - {source: results, destination: /results, create: true}\n")
        result = place.run(cwd=disk)
    finally:
        subprocess.run(["umount", disk], check=True)

    assert (result.status, place.said(result)) == (
        OWN_FAILURE,
        "tao-shim: error: cannot make the directory 'HOME/disk/results': No space left on device\n",
    )
    assert not place.started


# HOME


def test_home_is_not_needed_for_a_project(place, needs_root):
    # The account's own directory stands in for it, as it does for the launcher.
    account = pwd.getpwuid(os.getuid()).pw_dir
    instead = ["unshare", "--mount", "sh", "-c", 'mount --bind "$1" "$2" && shift 2 && exec "$@"', "-", str(place.home.path), account]

    result = place.run(env={"HOME": None}, within=instead)

    assert (result.status, result.errors, place.started) == (LAUNCHERS_OWN_STATUS, "", True)


def test_a_read_only_home_matters_only_to_what_is_written_there(place, needs_root):
    read_only = ["unshare", "--mount", "sh", "-c", 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"', "-"]
    home = str(place.home.path)
    # The launcher of this test was reached: it cannot note that on the read-only disk.
    assert "Read-only file system: '" in place.run(within=[*read_only, home]).errors

    place.home.write(place.project / "tao-project.yaml", "version: 1\nmounts:\n  - {source: new, destination: /new, create: true}\n")
    result = place.run(within=[*read_only, home])

    assert result.status == FILE_WRONG
    assert "error: the source 'HOME/cars/new' cannot be made: you may not write to 'HOME/cars'\n" in place.said(result)


def test_a_project_file_above_a_file_system_is_not_used(place, needs_root):
    disk = place.project / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", disk], check=True)
    try:
        result = place.run(cwd=disk)
    finally:
        subprocess.run(["umount", disk], check=True)

    assert (result.status, result.stdout, result.errors) == (LAUNCHERS_OWN_STATUS, b"no mounts file\n", "")


# The rest of the surroundings


def test_proc_is_not_mounted(place, needs_root):
    without_proc = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "-"]

    result = place.run(within=without_proc)

    assert (result.status, result.errors) == (
        OWN_FAILURE,
        "tao-shim: error: /proc is not mounted; through it tao-shim finds its own files, and the launcher its mounts file\n"
        "tao-shim:   mount it (as root): mount -t proc proc /proc\n",
    )
    assert not place.started


def test_without_a_path_the_engine_is_where_the_system_has_its_programs(place):
    if not any(os.access(f"{directory}/docker", os.X_OK) for directory in os.defpath.split(":") + ["/usr/local/bin"]):
        pytest.skip("docker is elsewhere")

    result = place.run(env={"PATH": None})

    assert (result.status, place.said(result)) == (0, "")


def test_path_is_empty(place):
    result = place.run(env={"PATH": ""})

    assert (result.status, place.said(result)) == (
        NOT_FOUND,
        "tao-shim: tao: no launcher found\n"
        "tao-shim:   no directory of PATH has a program tao besides this shim\n"
        "tao-shim:   to install it, type: python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n"
        "tao-shim:   and to have it found: mkdir -p HOME/.config/tao-shim && "
        "echo 'launcher: ~/.venvs/tao/bin/tao' >> HOME/.config/tao-shim/config.yaml\n"
        "tao-shim:   or without it: where docker, podman or apptainer is on PATH, a project's tasks run on that\n",
    )


def test_a_line_that_the_launchers_shell_cannot_take(place):
    result = place.run([*TASK, "x" * 131000])

    assert result.status == OWN_FAILURE and not place.started
    assert result.errors == (
        "tao-shim: error: the command line is too long: "
        f"{131000 + 256 + len(str(place.launcher)) + 1 + len('model detectnet_v2 train ') + 1} bytes, "
        "and the launcher can pass on 131071 (Linux' limit of one argument)\n"
        "tao-shim:   write the values into a spec file, or name a directory in place of its files\n"
    )


def test_an_argument_list_at_the_kernels_limit_passes_without_a_project(place):
    somewhere = place.home.project("no project", "")
    words = [*TASK, *["x" * 100_000] * 18]

    result = place.run(words, cwd=somewhere)

    assert (result.status, result.stdout, result.errors) == (LAUNCHERS_OWN_STATUS, b"no mounts file\n", "")


LONG = "/".join(["abcdefg"] * 600)  # 4,799 bytes: longer than the kernel takes as a path


@pytest.mark.parametrize("word", [LONG, "/" + LONG, f"--out=/{LONG}"])
def test_a_word_longer_than_a_path_can_be_is_just_a_word(word, place):
    result = place.run([*TASK, word])

    assert (result.status, result.errors, place.started) == (LAUNCHERS_OWN_STATUS, "", True)


@pytest.mark.parametrize("key", ["source", "destination", "workdir"])
def test_a_path_of_the_project_file_that_is_too_long_is_refused(key, place):
    paths = {"source": ".", "destination": "/ws", key: "/" + LONG}
    workdir = f"workdir: {paths.pop('workdir')}\n" if key == "workdir" else ""
    place.home.write(
        place.project / "tao-project.yaml",
        f"version: 1\n{workdir}mounts:\n  - source: {paths['source']}\n    destination: {paths['destination']}\n",
    )

    result = place.run()

    assert result.status in (OWN_FAILURE, FILE_WRONG) and not place.started
    assert f"/{LONG}'" in result.errors


def test_a_working_directory_deeper_than_a_path_can_be(place):
    def go_deep():
        for _ in range(30):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)

    result = place.run(before=go_deep)

    # Its name cannot be had, so neither can that of a project above it.
    assert (result.status, result.stdout, result.errors) == (LAUNCHERS_OWN_STATUS, b"no mounts file\n", "")


def test_a_working_directory_that_was_deleted(place):
    def delete_it():
        os.mkdir("gone")
        os.chdir("gone")
        os.rmdir("../gone")

    assert place.run(before=delete_it).stdout == b"no mounts file\n"
    named = place.run(before=delete_it, env={"TAO_PROJECT": str(place.project / "tao-project.yaml")})
    assert (named.status, named.errors) == (LAUNCHERS_OWN_STATUS, "")
    assert str(place.project) in named.text


def test_a_project_file_that_is_replaced_while_runs_begin(place):
    """Each run has one of the two files, whole; a file that is written in place is refused while it is half there."""
    file = place.project / "tao-project.yaml"
    versions = {}
    for name in ("one", "two"):
        filling = f"# {name}\n" * 4000
        versions[name] = f"version: 1\nenvs: {{FIRST: {name}}}\n{filling}mounts:\n  - source: .\n    destination: /{name}\n"
    beside = place.home.write(place.project / "beside", versions["one"])
    os.replace(beside, file)
    seen = set()
    writer = subprocess.Popen(
        ["sh", "-c", 'while :; do cp two beside && mv beside tao-project.yaml && cp one beside && mv beside tao-project.yaml; done'],
        cwd=[place.home.write(place.project / name, text) for name, text in versions.items()][0].parent,
        env={"PATH": "/usr/bin:/bin"},
    )
    try:
        for _ in range(40):
            result = place.run()
            assert (result.status, result.errors) == (LAUNCHERS_OWN_STATUS, "")
            kinds = {name for name in versions if f'"/{name}"' in result.text}
            assert len(kinds) == 1 and f'"value": "{kinds.copy().pop()}"' in result.text
            seen |= kinds
    finally:
        writer.kill()
        writer.wait()
    assert seen  # which of them is chance


# Streams


def redirect(*numbers, to):
    def before():
        for number in numbers:
            if to is None:
                os.close(number)
            else:
                os.dup2(os.open(to, os.O_WRONLY), number)

    return before


@pytest.mark.parametrize("to", ["/dev/full", None], ids=["full", "closed"])
@pytest.mark.parametrize("numbers", [(1,), (2,), (1, 2), (0, 1, 2)])
def test_streams_that_take_nothing_change_no_status(to, numbers, place):
    if numbers[0] == 0 and to is not None:
        pytest.skip("standard input is not written to")
    place.home.write(place.project / "tao-project.yaml", "version: 2\n")

    result = place.run(before=redirect(*numbers, to=to))

    assert (result.status, place.started) == (FILE_WRONG, False)


@pytest.mark.parametrize("to", ["/dev/full", None], ids=["full", "closed"])
def test_a_run_goes_on_when_its_warnings_cannot_be_shown(to, place):
    # A file that no mount covers: a warning.
    place.home.write("outside.txt", "x")

    result = place.run([*TASK, str(place.home.path / "outside.txt")], before=redirect(2, to=to))

    assert (result.status, place.started) == (LAUNCHERS_OWN_STATUS, True)


# What the kernel refuses


def refuse(name):
    """A seccomp filter that answers one system call with ENOSYS, as an older kernel does."""
    import ctypes
    import platform
    import struct

    numbers = {"memfd_create": {"x86_64": 319, "aarch64": 279}, "pidfd_open": {"x86_64": 434, "aarch64": 434}}
    number = numbers[name][platform.machine()]
    load_number, jump_if_equal, give = 0x20, 0x15, 0x06
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (load_number, 0, 0, 0),
            (jump_if_equal, 0, 1, number),
            (give, 0, 0, 0x00050000 | errno.ENOSYS),
            (give, 0, 0, 0x7FFF0000),
        )
    )
    buffer = ctypes.create_string_buffer(program)
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filter_mode = 38, 22, 2

    def before():
        zero = ctypes.c_ulong(0)
        assert libc.prctl(no_new_privileges, ctypes.c_ulong(1), zero, zero, zero) == 0
        assert libc.prctl(set_seccomp, ctypes.c_ulong(filter_mode), ctypes.c_char_p(filter_), zero, zero) == 0

    before.keep = (buffer, filter_)
    return before


def test_a_kernel_without_anonymous_files(place):
    result = place.run(before=refuse("memfd_create"))

    assert (result.status, result.errors) == (
        OWN_FAILURE,
        "tao-shim: error: no memory to share with the launcher: Function not implemented\n",
    )
    assert not place.started


def test_a_kernel_without_handles_of_processes(place):
    result = place.run(before=refuse("pidfd_open"))

    assert (result.status, place.said(result)) == (
        126,
        "tao-shim: error: cannot execute 'HOME/bin/tao': Function not implemented\ntao-shim:   tao-shim needs Linux 5.3 or later\n",
    )
    assert not place.started
