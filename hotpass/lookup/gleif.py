"""GLEIF: legal entities by their LEI, from the interface of the Global Legal Entity Identifier Foundation."""

from urllib.parse import urlencode

from pydantic import JsonValue

from hotpass.lookup.client import Client
from hotpass.lookup.provider import Found, Sought, listed, part, texts

HOST = "https://api.gleif.org"
MOST = 5


class Gleif:
    """Finds legal entities by words of their names; no key is needed."""

    name = "GLEIF"
    licence = "CC0 1.0"

    def __init__(self, client: Client, host: str = HOST) -> None:
        """`host` is where the interface answers."""
        self._client, self._host = client, host

    def find(self, sought: Sought) -> Found:
        """The legal entities whose names or addresses hold the words of the name."""
        asked = urlencode({"filter[fulltext]": sought.name, "page[size]": MOST})
        answer = self._client.ask(f"{self._host}/api/v1/lei-records?{asked}", _is_ours)
        return Found(answer, tuple(_row(each) for each in listed(answer.body, "data")))


def _is_ours(body: JsonValue) -> bool:
    records = part(body, "data")
    return isinstance(records, list) and all(part(each, "attributes", "lei") for each in records)


def _row(record: JsonValue) -> dict[str, str]:
    entity = part(record, "attributes", "entity")
    row = {
        "LEI": part(record, "attributes", "lei"),
        "Name": part(entity, "legalName", "name"),
        "Address": listed(entity, "legalAddress", "addressLines"),
        "City": part(entity, "legalAddress", "city"),
        "Postcode": part(entity, "legalAddress", "postalCode"),
        "Country": part(entity, "legalAddress", "country"),
        "Registration number": part(entity, "registeredAs"),
        "LEI status": part(record, "attributes", "registration", "status"),
    }
    return texts(row)
