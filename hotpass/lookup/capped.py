"""Capped reading: an answer may take so many seconds and so many bytes in all, whatever the other side does."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from hotpass.lookup.answer import Outcome

MOST_BYTES = 1_000_000
BLOCK_BYTES = 16_384
CONNECT_SECONDS = 3.0


class CutOff(requests.RequestException):
    """We stopped listening; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        """Keeps the reason."""
        super().__init__(outcome.value)
        self.outcome = outcome


class _WatchedHTTP(HTTPConnection):
    """A connection in the clear whose headers must be there in the time of one read, not of one byte."""

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # urllib3 returns its own kind, too
        """The status line and headers, in time."""
        with _watched(self):
            return super().getresponse()


class _WatchedHTTPS(HTTPSConnection):
    """The same under TLS."""

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # urllib3 returns its own kind, too
        """The status line and headers, in time."""
        with _watched(self):
            return super().getresponse()


@contextmanager
def _watched(connection: HTTPConnection) -> Iterator[None]:
    """Ends the connection when time is up, which ends the reading."""
    watch = threading.Timer(connection.timeout or CONNECT_SECONDS, _end, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _WatchedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedHTTPS


class CappedAdapter(HTTPAdapter):
    """Reads each answer itself; `timeout` is the whole time for one, in seconds."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - handed on as it comes
        """Connections of ours in place of the library's."""
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}

    def send(self, request: requests.PreparedRequest, **named: Any) -> requests.Response:  # type: ignore[override] # noqa: ANN401 - handed on as it comes
        """The whole answer. Raises CutOff, and what requests raises."""
        seconds = float(named["timeout"])
        deadline = time.monotonic() + seconds
        named |= {"stream": True, "timeout": (min(CONNECT_SECONDS, seconds), seconds)}
        try:
            response = super().send(request, **named)
            response._content = _read(response, deadline)
        except (requests.ConnectionError, HTTPError) as error:
            if time.monotonic() >= deadline:
                raise CutOff(Outcome.SLOW) from error
            if isinstance(error, HTTPError):
                raise CutOff(Outcome.BROKEN) from error
            raise
        return response


def _read(response: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    try:
        while block := response.raw.read1(BLOCK_BYTES, decode_content=True):
            body += block
            if len(body) > MOST_BYTES:
                raise CutOff(Outcome.TOO_LARGE)
            if time.monotonic() > deadline:
                raise CutOff(Outcome.SLOW)
    finally:
        response.raw.close()
    return bytes(body)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
