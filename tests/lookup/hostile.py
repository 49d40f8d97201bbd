"""A real server on 127.0.0.1 that answers as badly as servers do; each path is one bad habit."""

import gzip
import json
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

GOOD = {"items": [{"name": "Ours"}]}
BOMB = gzip.compress(b" " * 20_000_000)
LATE = "Fri, 01 Jan 2065 00:00:00 GMT"


class Hostile(BaseHTTPRequestHandler):
    """What each path does; `seen` counts the questions by path."""

    seen: ClassVar[Counter[str]] = Counter()
    over: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        Hostile.seen[path] += 1
        with_habit = HABITS.get(path.strip("/"))
        if with_habit is None:
            self.say(200, json.dumps(GOOD).encode())
        else:
            with_habit(self)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def say(self, status: int, body: bytes = b"", kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing."""

    def trickle(self, texts: bytes) -> None:
        """One byte each half second, until the test is over or the other side is gone."""
        for byte in texts:
            if Hostile.over.wait(0.5):
                return
            try:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            except OSError:
                return

    def start(self, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()


def _hangs(_: Hostile) -> None:
    Hostile.over.wait(30)


def _slow_body(server: Hostile) -> None:
    server.start(1000)
    server.trickle(b" " * 1000)


def _slow_headers(server: Hostile) -> None:
    server.trickle(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000)


def _cut(server: Hostile) -> None:
    server.start(1000)
    server.wfile.write(b'{"items": [')
    server.close_connection = True


def _no_http(server: Hostile) -> None:
    server.wfile.write(b"220 mail.example.org ESMTP\r\n")
    server.close_connection = True


def _recovers(server: Hostile) -> None:
    third = Hostile.seen["/recovers"] >= 3
    server.say(200 if third else 503, json.dumps(GOOD).encode(), Retry_After="0")


HABITS: dict[str, Callable[[Hostile], None]] = {
    "busy": lambda server: server.say(429),
    "busy-soon": lambda server: server.say(429, Retry_After="0"),
    "busy-2065": lambda server: server.say(429, Retry_After=LATE),
    "busy-nonsense": lambda server: server.say(429, Retry_After="when it suits me"),
    "error": lambda server: server.say(500),
    "gateway": lambda server: server.say(502, b"<h1>Bad gateway</h1>", "text/html"),
    "missing": lambda server: server.say(404),
    "hangs": _hangs,
    "slow-body": _slow_body,
    "slow-headers": _slow_headers,
    "cut": _cut,
    "no-http": _no_http,
    "page": lambda server: server.say(200, b"<html>Sign in</html>", "text/html"),
    "garbage": lambda server: server.say(200, b'{"items": [}'),
    "latin": lambda server: server.say(200, b'{"items": "\xff\xfe"}'),
    "empty": lambda server: server.say(200, b"{}"),
    "bomb": lambda server: server.say(200, BOMB, Content_Encoding="gzip"),
    "no-gzip": lambda server: server.say(200, b"plain", Content_Encoding="gzip"),
    "huge": lambda server: server.say(200, b'"' + b"x" * 1_500_000 + b'"'),
    "loop": lambda server: server.say(302, Location="/loop"),
    "elsewhere": lambda server: server.say(301, Location="http://localhost:1/"),
    "file": lambda server: server.say(302, Location="file:///etc/passwd"),
    "onward": lambda server: server.say(302, Location="/good"),
    "recovers": _recovers,
}


def served() -> ThreadingHTTPServer:
    """The server, at work on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server
