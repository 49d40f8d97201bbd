"""Taking turns: which program may have the workspace file open, and who is waiting for it."""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from hotpass.errors import WorkspaceBusy

POLL_SECONDS = 0.02


def is_alive(pid: int) -> bool:
    """Whether a program with this id runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Turn:
    """A turn at the workspace: held by one program at a time, asked for by leaving a note beside the file."""

    def __init__(self, folder: Path, name: str) -> None:
        """`name` is what others are told while this program has the turn."""
        self._folder = folder
        self._name = name
        self._note = folder / f"wanted-{os.getpid()}"
        self._handle: int | None = None

    def take(self, wait_seconds: float) -> None:
        """Waits for the turn. Raises WorkspaceBusy, naming the holder, when the wait is over."""
        deadline = time.monotonic() + wait_seconds
        with ExitStack() as undo:
            handle = os.open(self._folder / "turn.lock", os.O_RDWR | os.O_CREAT, 0o600)
            undo.callback(os.close, handle)
            with ExitStack() as waiting:
                waiting.callback(self._note.unlink, missing_ok=True)
                while not _locked(handle):
                    self._note.touch()
                    if time.monotonic() > deadline:
                        raise WorkspaceBusy(self._busy(handle))
                    time.sleep(POLL_SECONDS)
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{self._name} (process {os.getpid()})".encode(), 0)
            undo.pop_all()
        self._handle = handle

    def give_back(self) -> None:
        """Lets the next program in."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def is_wanted(self) -> bool:
        """Whether another living program waits for the turn."""
        return any(self._waits(note) for note in self._folder.glob("wanted-*"))

    def yield_to_others(self, patience_seconds: float = 2.0) -> None:
        """Steps aside while others wait, for a bounded time, so that a busy program cannot starve them."""
        _until(lambda: not self.is_wanted(), patience_seconds)

    def _waits(self, note: Path) -> bool:
        pid = int(note.name.removeprefix("wanted-"))
        if pid == os.getpid():
            return False
        if is_alive(pid):
            return True
        note.unlink(missing_ok=True)
        return False

    def _busy(self, handle: int) -> str:
        holder = os.pread(handle, 200, 0).decode(errors="replace") or "another program"
        return (
            f"The workspace {self._folder} is in use by {holder}, which did not give it back in time: "
            "wait until it is done, or stop it, and try again."
        )


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _until(settled: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not settled() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
