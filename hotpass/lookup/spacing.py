"""Spacing: how long after the last question to a host the next may be asked, by anybody in this program."""

import threading
import time

_LATEST: dict[str, float] = {}
_LOCK = threading.Lock()


def wait(host: str, gap_seconds: float) -> None:
    """Waits until the last question to this host is so long ago; those who come together go one after the other."""
    if not gap_seconds:
        return
    with _LOCK:
        since = time.monotonic() - _LATEST.get(host, float("-inf"))
        time.sleep(max(0.0, gap_seconds - since))
        _LATEST[host] = time.monotonic()
