"""Leases: what each open desk has on its screen, so that two people are not given the same link."""

import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice

LEASE_SECONDS = 300.0
GRACE_SECONDS = 20.0  # what is dealt no more may still be on the screen for a moment


class Leases:
    """Who has which key, until when; kept in memory, since a lost lease harms nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has anything yet."""
        self._clock = clock
        self._held: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def claim(self, holder: str, wanted: Iterable[str], most: int) -> list[str]:
        """Gives a desk the first of these keys that no other desk has; what it had before it keeps for a moment."""
        with self._lock:
            now = self._clock()
            free = (key for key in wanted if self._owner(key, now) in (None, holder))
            mine = list(islice(free, most))
            for key, (owner, until) in list(self._held.items()):
                if owner == holder:
                    self._held[key] = (holder, min(until, now + GRACE_SECONDS))
                if until <= now:
                    del self._held[key]
            self._held.update(dict.fromkeys(mine, (holder, now + LEASE_SECONDS)))
            return mine

    def others(self, holder: str) -> set[str]:
        """The keys that other desks have at the moment."""
        with self._lock:
            now = self._clock()
            return {key for key, (owner, until) in self._held.items() if owner != holder and until > now}

    def _owner(self, key: str, now: float) -> str | None:
        owner, until = self._held.get(key, (None, 0.0))
        return owner if until > now else None
