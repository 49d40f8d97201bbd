"""Replies in the forms of the real registers, about invented schools, and a server that gives them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.conftest import SCHOOLS

# Whole replies in the forms of the real interfaces, unused parts and all; what they tell of is invented.
RECORDED = Path(__file__).parent / "recorded"


def recorded(name: str) -> Any:  # noqa: ANN401 - whatever a register says
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


def near(words: str) -> list[int]:
    """The schools that share a word with what is asked, the most shared words first."""
    asked = set(words.casefold().split())
    shared = [(len(asked & set(name.casefold().split())), place) for place, (name, *_) in enumerate(SCHOOLS)]
    return [place for count, place in sorted(shared, reverse=True) if count][:5]


def gleif(words: str) -> dict[str, Any]:
    return {"data": [_lei(place) for place in near(words)]}


def _lei(place: int) -> dict[str, Any]:
    name, _, phone, town = SCHOOLS[place]
    address = {"addressLines": [f"{place} High Street"], "city": town, "country": "ZA", "postalCode": None}
    entity = {"legalName": {"name": name.upper(), "language": "en"}, "legalAddress": address, "registeredAs": phone}
    return {"attributes": {"lei": f"LEI{place:017}", "entity": entity, "registration": {"status": "ISSUED"}}}


def ror(words: str) -> dict[str, Any]:
    return {"number_of_results": 20, "items": [_organisation(place) for place in near(words)]}


def _organisation(place: int) -> dict[str, Any]:
    name, mail, _, town = SCHOOLS[place]
    names = [{"value": f"{name} Oraganisasie", "types": ["alias"]}, {"value": name, "types": ["ror_display", "label"]}]
    details = {"name": town, "country_code": "ZA", "country_name": "South Africa"}
    return {
        "id": f"https://ror.example.org/{place}",
        "names": names,
        "locations": [{"geonames_id": place, "geonames_details": details}],
        "links": [{"type": "website", "value": f"https://{mail.partition('@')[2]}"}],
        "status": "active",
    }


SAID_AT = {"/recorded/api/v1/lei-records": "gleif", "/recorded/v2/organizations": "ror"}


class Registers(BaseHTTPRequestHandler):
    """GLEIF, ROR and a reconciliation service on one port; `forms` keeps what was posted."""

    forms: ClassVar[list[dict[str, list[str]]]] = []

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        if parts.path.startswith("/recorded"):
            self.say(recorded(SAID_AT.get(parts.path, "manifest")))
        elif parts.path == "/api/v1/lei-records":
            self.say(gleif(asked["filter[fulltext]"][0]))
        elif parts.path == "/v2/organizations":
            self.say(ror(asked["query"][0]))
        else:
            view = {"url": "https://schools.example.org/{{id}}"}
            known = {"name": "Schools", "identifierSpace": "x", "schemaSpace": "y", "versions": ["0.2"]}
            self.say({**known, "view": view, "extend": {}})

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.forms.append(form)
        if self.path == "/recorded/wiki":
            self.say(recorded("extension" if "extend" in form else "results"))
            return
        if "extend" in form:
            ids = json.loads(form["extend"][0])["ids"]
            rows = {key: {"P1": [{"str": SCHOOLS[int(key)][3]}], "P2": [{"str": SCHOOLS[int(key)][2]}]} for key in ids}
            self.say({"meta": [{"id": "P1", "name": "town"}], "rows": rows})
            return
        queries = json.loads(form["queries"][0])
        self.say({key: {"result": _candidates(query["query"])} for key, query in queries.items()})

    def say(self, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing."""


def _candidates(words: str) -> list[dict[str, Any]]:
    return [{"id": str(place), "name": SCHOOLS[place][0], "score": 50.0, "match": False} for place in near(words)]


def served() -> ThreadingHTTPServer:
    """The server, at work on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server
