"""The one client that asks the network: allowed hosts only, in bounded time and size, remembering good answers."""

import json
import logging
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests
from pydantic import JsonValue
from urllib3.exceptions import NewConnectionError

from hotpass.lookup import spacing
from hotpass.lookup.answer import Answer, Outcome, sentence
from hotpass.lookup.breaker import Breaker
from hotpass.lookup.cache import Cache
from hotpass.lookup.capped import CappedAdapter, CutOff
from hotpass.settings import Settings

TURNS = 3
PAUSE_SECONDS = 0.4
HOPS = 3
SERVER_ERROR = 500
AGAIN = frozenset({Outcome.BUSY, Outcome.FAILED, Outcome.BROKEN})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
USABLE = frozenset({Outcome.ANSWERED, Outcome.STALE})
CACHE_FILE = "lookup.sqlite"
Shape = Callable[[JsonValue], bool]
# It would log a whole traceback for each answer that is taken from the cache in want of a new one.
logging.getLogger("requests_cache").setLevel(logging.CRITICAL)


class _Try(NamedTuple):
    """One turn: how it ended, and for how many seconds the host asks us to wait."""

    answer: Answer
    wait: float | None = None


class Client:
    """Asks one question after the other; not for several threads. `notices` holds each kind of trouble once.

    `asked` counts the questions that went to the network.
    """

    def __init__(self, folder: Path, settings: Settings, agent: str = "", gap_seconds: float = 0.0) -> None:
        """`folder` is where the cache lies; the settings name the hosts and the seconds for one question.

        `agent` is who asks, to hosts that want to know; `gap_seconds` lie between two questions to one host.
        """
        self._gap = gap_seconds
        self.asked = 0
        self._said: dict[str, None] = {}
        self._hosts = frozenset(settings.lookup_hosts)
        self._seconds = settings.lookup_seconds
        self._breaker = Breaker()
        self._shape: Shape = lambda _: True
        self._cache = Cache(folder / CACHE_FILE, settings.lookup_days, self._is_good, CappedAdapter(), agent)

    @property
    def notices(self) -> list[str]:
        """What went wrong so far, each kind once."""
        return [*self._said, *self._cache.notices]

    def ask(self, url: str, shape: Shape, form: dict[str, str] | None = None) -> Answer:
        """Asks by GET, by POST where there is a form. `shape` says whether the JSON is of the form agreed on.

        Never raises for what the other side does: every trouble has its outcome, within the seconds set.
        """
        host = urlsplit(url).hostname or ""
        answer = self._bounded(url, host, shape, form)
        if answer.outcome is not Outcome.ANSWERED:
            self._said.setdefault(sentence(answer.outcome, host))
        return answer

    def close(self) -> None:
        """Closes the cache and all connections."""
        self._cache.close()

    def remembered(self) -> int:
        """How many answers the cache holds."""
        return self._cache.count()

    def _bounded(self, url: str, host: str, shape: Shape, form: dict[str, str] | None) -> Answer:
        if not self._is_allowed(url):
            return Answer(Outcome.BARRED)
        if self._breaker.is_open(host):
            return Answer(Outcome.RESTING)
        self._shape = shape
        deadline = time.monotonic() + self._seconds
        found = _Try(Answer(Outcome.SLOW))
        for turn in range(TURNS):
            found = self._turn(url, form, deadline)
            if found.answer.outcome not in AGAIN:
                break
            jitter = random.SystemRandom().uniform(0.5, 1.5)
            wait = found.wait if found.wait is not None else PAUSE_SECONDS * 2**turn * jitter
            if time.monotonic() + wait >= deadline:
                break
            time.sleep(wait)
        self._remember(host, found)
        return found.answer

    def _remember(self, host: str, found: _Try) -> None:
        """What the outcome means for the next question to this host."""
        if found.answer.outcome is Outcome.ANSWERED:
            self._breaker.succeeded(host)
        elif found.wait:
            self._breaker.rest(host, found.wait)
        else:
            self._breaker.failed(host)

    def _turn(self, url: str, form: dict[str, str] | None, deadline: float) -> _Try:
        """One question, followed where the same host sends us on."""
        for _ in range(HOPS):
            spacing.wait(urlsplit(url).hostname or "", self._gap)
            left = deadline - time.monotonic()
            if left <= 0:
                return _Try(Answer(Outcome.SLOW))
            try:
                response = self._cache.send("POST" if form else "GET", url, form, left)
            except CutOff as error:
                return _Try(Answer(error.outcome))
            except requests.Timeout:
                return _Try(Answer(Outcome.SLOW))
            except requests.RequestException as error:
                return _Try(Answer(_unreached(error)))
            self.asked += not getattr(response, "from_cache", False)
            if not response.is_redirect:
                return self._read(response)
            onward = urljoin(url, response.headers["location"])
            if _place(onward) != _place(url):
                break
            url = onward
        return _Try(Answer(Outcome.REDIRECTED))

    def _read(self, response: requests.Response) -> _Try:
        if response.status_code != requests.codes.ok:
            return _Try(Answer(_status(response.status_code)), _asked_to_wait(response))
        try:
            body = json.loads(response.content)
        except ValueError:
            return _Try(Answer(Outcome.NOT_JSON))
        if not self._shape(body):
            return _Try(Answer(Outcome.UNEXPECTED))
        late = getattr(response, "from_cache", False) and getattr(response, "is_expired", False)
        return _Try(Answer(Outcome.STALE if late else Outcome.ANSWERED, body))

    def _is_good(self, response: requests.Response) -> bool:
        """Whether an answer may be remembered: it is exactly what was asked for."""
        return self._read(response).answer.outcome in USABLE

    def _is_allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.hostname in self._hosts and (parts.scheme == "https" or parts.hostname in LOOPBACK)


def _place(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _status(code: int) -> Outcome:
    if code == requests.codes.too_many_requests:
        return Outcome.BUSY
    return Outcome.FAILED if code >= SERVER_ERROR else Outcome.REFUSED


def _unreached(error: requests.RequestException) -> Outcome:
    """Offline where no connection came about, broken where one did."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return Outcome.OFFLINE if isinstance(reason, NewConnectionError) else Outcome.BROKEN


def _asked_to_wait(response: requests.Response) -> float | None:
    """Seconds from a `Retry-After` header, which holds a number or a date; None where it makes no sense."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((aware - datetime.now(UTC)).total_seconds(), 0.0)
