"""The breaker: a host that keeps failing, or asks for a pause, is left alone for a while."""

import time
from collections import Counter
from collections.abc import Callable

FAILURES = 5
REST_SECONDS = 60.0


class Breaker:
    """Counts failures in a row by host; after five it opens for a minute, then one question is let through."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` answers seconds from any start."""
        self._clock = clock
        self._failures: Counter[str] = Counter()
        self._until: dict[str, float] = {}

    def is_open(self, host: str) -> bool:
        """Whether the host is left alone now."""
        return self._clock() < self._until.get(host, 0.0)

    def succeeded(self, host: str) -> None:
        """Forgets what failed before."""
        self._failures.pop(host, None)

    def failed(self, host: str) -> None:
        """Counts a failure; the fifth in a row opens, and so does the next one after a rest."""
        self._failures[host] += 1
        if self._failures[host] >= FAILURES:
            self.rest(host, REST_SECONDS)

    def rest(self, host: str, seconds: float) -> None:
        """Leaves a host alone for so long, but a minute at most."""
        self._until[host] = self._clock() + min(seconds, REST_SECONDS)
