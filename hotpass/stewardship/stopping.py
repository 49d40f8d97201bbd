"""Stopping: a request to end a run, which is heard where it leaves nothing half done."""

import os
import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Self

from hotpass.errors import RunCancelled

STOPPED = "The run was stopped. The workspace is as it was before it."
# How soon a request that came at a bad moment is made again, and for how long there can be bad moments.
AGAIN_SECONDS = 0.02
PATIENCE_SECONDS = 1.0
# Those of our own modules that take locks: between taking one and noting that it is taken nothing may come.
KEEPERS = frozenset(f"hotpass.store.{name}" for name in ("database", "journal", "progress", "turn"))


class Stopping:
    """While it is entered, SIGTERM and SIGINT raise RunCancelled in the main thread, once.

    It is raised in code of our own that takes no locks. A library may have taken one that nobody would give back, or
    may take any exception for a failure it can live with: there the request waits, but not beyond PATIENCE_SECONDS.
    """

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.asked = False
        self._latest = 0.0
        self._over = False
        self._again: threading.Timer | None = None

    def __enter__(self) -> Self:
        """Begins to listen."""
        self._before = {number: signal.signal(number, self._hear) for number in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves the signals to whoever listened before."""
        self._over = True
        if self._again is not None:
            self._again.cancel()
            self._again.join()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self._over:
            return
        if not self.asked:
            self.asked, self._latest = True, time.monotonic() + PATIENCE_SECONDS
        if _harmless(frame) or time.monotonic() >= self._latest:
            self._over = True
            raise RunCancelled(STOPPED)
        self._again = threading.Timer(AGAIN_SECONDS, os.kill, (os.getpid(), number))
        self._again.daemon = True
        self._again.start()


def _harmless(frame: FrameType | None) -> bool:
    """Whether the code at work, or what called a function that is not Python's, is ours and keeps no locks."""
    name = str(frame.f_globals.get("__name__")) if frame else ""
    return name.startswith("hotpass.") and name not in KEEPERS
