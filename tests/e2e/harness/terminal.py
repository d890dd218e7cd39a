"""Starts programs as a person or a job scheduler would: on a real terminal, or without one."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    status: int  # as $? in a shell: 128+N for a death by signal N
    stdout: bytes  # on a terminal: everything that appeared on it
    stderr: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.stdout.decode(errors="replace").replace("\r\n", "\n")

    @property
    def errors(self) -> str:
        return self.stderr.decode(errors="replace")


class Process:
    """A started program. With `tty`, stdin, stdout and stderr are a new terminal that controls the program's session
    (or those of the three named in `tty`); without, stdin is `stdin` (bytes; None: /dev/null), the others are pipes."""

    def __init__(self, argv, *, environment, cwd, tty=False, stdin=None, user=None, rows=24, columns=80, new_session=True,
                 before=None, pass_fds=(), executable=None):
        on_terminal = {"stdin", "stdout", "stderr"} if tty is True else set(tty or ())
        self._master = self._slave = None
        if on_terminal:
            self._master, self._slave = pty.openpty()
            self.resize(rows, columns, tell=False)
        streams = {
            name: self._slave if name in on_terminal else subprocess.PIPE for name in ("stdin", "stdout", "stderr")
        }
        if streams["stdin"] is subprocess.PIPE and stdin is None:
            streams["stdin"] = subprocess.DEVNULL

        def in_child():
            # As in a login, whatever started the tests: nohup, or a shell that put them in the background, ignore some.
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            if self._slave is not None:
                fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
            if before is not None:
                before()

        as_user = {}
        if user is not None:
            as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": os.getgrouplist(user.pw_name, user.pw_gid)}
        if self._slave is not None and user is not None:
            os.fchown(self._slave, user.pw_uid, user.pw_gid)
        self.start = time.monotonic()
        self.popen = subprocess.Popen(
            [os.fspath(word) for word in argv], env=environment, cwd=cwd, start_new_session=new_session or bool(on_terminal),
            preexec_fn=in_child, pass_fds=pass_fds, executable=executable, **streams, **as_user,
        )
        self.pid = self.popen.pid
        if self._slave is not None:
            os.close(self._slave)
        self._seen = {"stdout": bytearray(), "stderr": bytearray()}
        self._changed = threading.Condition()
        self._readers = []
        self._stop, self._stopper = os.pipe()
        for name in ("stdout", "stderr"):
            if streams[name] is subprocess.PIPE:
                self._read_all(name, getattr(self.popen, name).fileno())
        if self._master is not None:
            self._read_all("stdout" if "stdout" in on_terminal else "stderr", self._master)
        if self.popen.stdin is not None:
            threading.Thread(target=self._feed, args=(stdin,), daemon=True).start()

    def _read_all(self, name, descriptor):
        def read():
            while True:
                try:
                    # Never blocked in read(2) on a terminal, because that would keep it open when it is hung up.
                    ready, _, _ = select.select([descriptor, self._stop], [], [])
                    data = os.read(descriptor, 65536) if descriptor in ready else b""
                except OSError:  # a terminal whose last user has gone
                    data = b""
                with self._changed:
                    self._seen[name] += data
                    self._changed.notify_all()
                if not data:
                    return

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        self._readers.append(reader)

    def _feed(self, data):
        try:
            self.popen.stdin.write(data)
            self.popen.stdin.close()
        except BrokenPipeError:
            pass

    @property
    def seen(self) -> bytes:
        """Everything on stdout (or the terminal) so far."""
        with self._changed:
            return bytes(self._seen["stdout"])

    @property
    def seen_errors(self) -> bytes:
        """Everything on stderr so far; nothing on a terminal."""
        with self._changed:
            return bytes(self._seen.get("stderr", b""))

    @property
    def ended(self) -> bool:
        return self.popen.poll() is not None

    def type(self, data: bytes) -> None:
        """Types on the terminal; b"\\x03" is Ctrl-C."""
        os.write(self._master, data)

    def resize(self, rows: int, columns: int, tell: bool = True) -> None:
        descriptor = self._slave if not tell else self._master
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes(self) -> list:
        """The terminal's modes, as termios.tcgetattr gives them."""
        return termios.tcgetattr(self._master)

    def hang_up(self) -> None:
        """Closes the terminal's other end, as closing its window does."""
        self._stop_readers()
        self._close()

    def expect(self, pattern: str, seconds: float = 20.0, stream: str = "stdout"):
        """Waits until `pattern` has appeared; its match. AssertionError with all that was seen when the time is over."""
        expression = re.compile(pattern.encode(), re.MULTILINE | re.DOTALL)
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (match := expression.search(self._seen[stream])):
                left = deadline - time.monotonic()
                ended = self.ended and not any(reader.is_alive() for reader in self._readers)
                if left <= 0 or ended:
                    raise AssertionError(f"{pattern!r} did not appear{' before the end' if ended else ''}; seen: {self._seen}")
                self._changed.wait(min(left, 0.2))
        return match

    def signal(self, number: int) -> None:
        self.popen.send_signal(number)

    def signal_group(self, number: int) -> None:
        os.killpg(self.pid, number)

    def wait(self, seconds: float = 60.0) -> Result:
        """The end of the program; the whole session is killed and AssertionError raised when `seconds` have passed."""
        try:
            status = self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            with self._changed:
                seen = {name: bytes(data) for name, data in self._seen.items()}
            self.kill()
            raise AssertionError(f"still running after {seconds} s; seen: {seen}") from None
        taken = time.monotonic() - self.start
        for reader in self._readers:
            # What the program left running may hold the pipe open; that must not hold up the test.
            reader.join(2)
        self._stop_readers()
        self._close()
        with self._changed:
            seen = {name: bytes(data) for name, data in self._seen.items()}
        return Result(status if status >= 0 else 128 - status, seen["stdout"], seen["stderr"], taken)

    def kill(self) -> None:
        for process in session_members(self.pid):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.popen.wait()
        self._stop_readers()
        self._close()

    def _stop_readers(self):
        if self._stopper is not None:
            os.close(self._stopper)
            self._stopper = None
            for reader in self._readers:
                reader.join()
            os.close(self._stop)

    def _close(self):
        if self._master is not None:
            os.close(self._master)
            self._master = None


def processes() -> dict:
    """Every process: pid -> (parent, group, session, command line)."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as stat, open(f"/proc/{entry}/cmdline", "rb") as cmdline:
                    fields = stat.read().rpartition(b")")[2].split()
                    words = cmdline.read()
            except OSError:
                continue
            if fields[0] not in (b"Z", b"X"):
                found[int(entry)] = (int(fields[1]), int(fields[2]), int(fields[3]), words)
    return found


def session_members(session: int) -> list:
    return [pid for pid, (_, _, member_of, _) in processes().items() if member_of == session]


def processes_with(mark: str) -> dict:
    """The processes that carry `mark` in their environment or command line: pid -> command line."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and int(entry) != os.getpid():
            try:
                # That of a kernel's thread, or of a process that has ended, is empty, and so would be its command line.
                with open(f"/proc/{entry}/environ", "rb") as environ:
                    variables = environ.read()
                if not variables:
                    continue
                with open(f"/proc/{entry}/cmdline", "rb") as cmdline:
                    words = cmdline.read()
            except OSError:
                continue
            if mark.encode() in variables + b"\0" + words:
                found[int(entry)] = words
    return found


def wait_for(condition, seconds: float = 10.0, what: str = "the condition"):
    """Polls until `condition()` is true, the more seldom the longer it takes; its value."""
    start = time.monotonic()
    while not (value := condition()):
        waited = time.monotonic() - start
        assert waited < seconds, f"{what} did not come true within {seconds} s"
        select.select([], [], [], min(0.02 + waited / 20, 0.25))
    return value
