"""Leases: what each open desk has on its screen, so that two people are not given the same link."""

import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice

from hotpass.stewardship.people import NAMELESS

LEASE_SECONDS = 300.0
GRACE_SECONDS = 20.0  # what is dealt no more may still be on the screen for a moment


class Leases:
    """Who has which key, until when; kept in memory, since a lost lease harms nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has anything yet."""
        self._clock = clock
        self._held: dict[str, tuple[str, float]] = {}
        self._names: dict[str, str] = {}
        self._seen: dict[str, float] = {}
        self._lock = threading.Lock()

    def claim(self, holder: str, wanted: Iterable[str], most: int) -> list[str]:
        """Gives a desk the first of these keys that no other desk has; what it had before it keeps for a moment."""
        with self._lock:
            now = self._clock()
            free = (key for key in wanted if self._free(key, holder, now))
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
            return {key for key in self._held if not self._free(key, holder, now)}

    def greet(self, holder: str, name: str) -> None:
        """Remembers who sits at a desk, and that they are there."""
        with self._lock:
            self._names[holder] = name
            self._seen[holder] = self._clock()

    def here(self, holder: str) -> set[str]:
        """Who else sat at a desk within the last minutes."""
        with self._lock:
            now = self._clock()
            near = (each for each, seen in self._seen.items() if now - seen < LEASE_SECONDS)
            return {self._names[each] for each in near if not self._same(each, holder)}

    def names(self, holder: str, keys: Iterable[str]) -> set[str]:
        """Who sits at the other desks that have any of these keys at the moment."""
        with self._lock:
            now = self._clock()
            taken = (self._held[key][0] for key in keys if not self._free(key, holder, now))
            return {self._names.get(owner, NAMELESS) for owner in taken}

    def _free(self, key: str, holder: str, now: float) -> bool:
        owner, until = self._held.get(key, (holder, 0.0))
        return until <= now or self._same(owner, holder)

    def _same(self, owner: str, holder: str) -> bool:
        """Whether two desks are one person's: a window that was loaded anew takes over from what it was before."""
        name = self._names.get(owner, NAMELESS)
        return owner == holder or (name != NAMELESS and name == self._names.get(holder))
