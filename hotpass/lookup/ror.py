"""ROR: research organisations, from the interface of the Research Organization Registry, version 2."""

from urllib.parse import urlencode

from pydantic import JsonValue

from hotpass.lookup.client import Client
from hotpass.lookup.provider import Found, Sought, listed, part, texts

HOST = "https://api.ror.org"
MOST = 5


class Ror:
    """Finds research organisations by name; no key is needed."""

    name = "ROR"
    licence = "CC0 1.0"

    def __init__(self, client: Client, host: str = HOST) -> None:
        """`host` is where the interface answers."""
        self._client, self._host = client, host

    def find(self, sought: Sought) -> Found:
        """The organisations that the registry ranks first for the name."""
        asked = urlencode({"query": sought.name})
        answer = self._client.ask(f"{self._host}/v2/organizations?{asked}", _is_ours)
        return Found(answer, tuple(_row(each) for each in listed(answer.body, "items")[:MOST]))


def _is_ours(body: JsonValue) -> bool:
    items = part(body, "items")
    return isinstance(items, list) and all(part(each, "id") for each in items)


def _row(item: JsonValue) -> dict[str, str]:
    names = listed(item, "names")
    shown = next((name for name in names if "ror_display" in listed(name, "types")), part(item, "names", 0))
    others = [part(name, "value") for name in names if name is not shown]
    place = part(item, "locations", 0, "geonames_details")
    sites = [part(link, "value") for link in listed(item, "links") if part(link, "type") == "website"]
    row = {
        "ROR": part(item, "id"),
        "Name": part(shown, "value"),
        "City": part(place, "name"),
        "Country": part(place, "country_code"),
        "Website": sites[:1],
        "Other names": others,
        "ROR status": part(item, "status"),
    }
    return texts(row)
