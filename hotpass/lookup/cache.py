"""The cache of answers: a file for this user alone, in JSON; put aside where damaged, gone without where locked."""

import os
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import requests
from requests_cache import CachedSession
from requests_cache.backends.sqlite import SQLiteCache

MOST_BYTES = 50_000_000
LOCKED_SECONDS = 0.2
Keeps = Callable[[requests.Response], bool]


class Cache:
    """The session that asks and remembers; `notices` says what had to be done without."""

    def __init__(
        self, path: Path, days: int, keeps: Keeps, adapter: requests.adapters.HTTPAdapter, agent: str = ""
    ) -> None:
        """`keeps` says of an answer whether it is good enough to be remembered, for `days`; `agent` is who asks."""
        self.path = path
        self._headers = {"User-Agent": agent} if agent else {}
        self.notices: list[str] = []
        self._days, self._keeps, self._adapter = days, keeps, adapter
        self._session = self._opened()

    def send(self, method: str, url: str, form: dict[str, str] | None, seconds: float) -> requests.Response:
        """The answer from the cache, or from the network; raises what requests raises."""
        try:
            return self._asked(self._session, method, url, form, seconds)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            self._notice("Answers were asked for anew: another program holds the cache.")
        except sqlite3.DatabaseError:
            self._session.close()
            self._put_aside()
            self._session = self._opened()
            return self._asked(self._session, method, url, form, seconds)
        with self._mounted(requests.Session()) as plain:
            return self._asked(plain, method, url, form, seconds)

    def count(self) -> int:
        """How many answers are remembered."""
        return len(self._session.cache.responses) if isinstance(self._session, CachedSession) else 0

    def close(self) -> None:
        """Closes the file and all connections."""
        self._session.close()

    def _opened(self) -> requests.Session:
        try:
            return self._cached()
        except sqlite3.OperationalError:
            self._notice("Answers were asked for anew: the cache cannot be opened.")
            return self._mounted(requests.Session())
        except sqlite3.DatabaseError:
            self._put_aside()
            return self._cached()

    def _cached(self) -> requests.Session:
        # Made before SQLite would make it readable by everybody.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        if self.path.stat().st_size > MOST_BYTES:
            self.path.unlink()
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        session = CachedSession(
            backend=SQLiteCache(str(self.path), serializer="json", timeout=LOCKED_SECONDS),
            expire_after=timedelta(days=self._days),
            allowable_methods=("GET", "POST"),
            stale_if_error=True,
            filter_fn=self._keeps,
        )
        return self._mounted(session)

    def _mounted(self, session: requests.Session) -> requests.Session:
        session.headers.update(self._headers)
        session.trust_env = False  # no proxy and no password file decides where we go
        for scheme in ("http://", "https://"):
            session.mount(scheme, self._adapter)
        return session

    @staticmethod
    def _asked(
        session: requests.Session, method: str, url: str, form: dict[str, str] | None, seconds: float
    ) -> requests.Response:
        return session.request(method, url, data=form, timeout=seconds, allow_redirects=False)

    def _put_aside(self) -> None:
        self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))
        self._notice(f"The cache of answers was damaged; it was put aside as {self.path.name}.damaged.")

    def _notice(self, said: str) -> None:
        if said not in self.notices:
            self.notices.append(said)
