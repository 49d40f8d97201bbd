"""A geocoder on 127.0.0.1 that replies in the form of Nominatim, about a street nobody lives in."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.lookup.replies import recorded


class Geocoder(BaseHTTPRequestHandler):
    """`asked` keeps path, fields and user agent of each question, `times` when it came; `odd` is said to odd ones."""

    asked: ClassVar[list[tuple[str, dict[str, list[str]], str]]] = []
    times: ClassVar[list[float]] = []
    odd: ClassVar[str] = ""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        fields = parse_qs(parts.query)
        self.times.append(time.monotonic())
        self.asked.append((parts.path, fields, self.headers["User-Agent"]))
        words = fields["q"][0]
        known: Any = recorded("nominatim") if "Upington" in words else []
        content = self.odd.encode() if words.startswith("odd") else json.dumps(known).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing."""


def served() -> ThreadingHTTPServer:
    """The server, at work on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Geocoder)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server
