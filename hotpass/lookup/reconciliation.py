"""Any register that speaks the Reconciliation Service API, version 0.2, such as that of Wikidata."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import JsonValue

from hotpass.lookup.answer import Answer, Outcome
from hotpass.lookup.client import USABLE, Client
from hotpass.lookup.provider import Found, Sought, listed, part, texts

MOST = 5


class ReconciliationService:
    """Asks for candidates and fetches the values of their properties.

    `properties` names, for each of our fields, the service's property that means the same: it is sent along with the
    name, and its values come back as columns.
    """

    def __init__(self, client: Client, address: str, properties: Mapping[str, str] | None = None) -> None:
        """Asks nothing yet."""
        self._client, self._address, self._properties = client, address, dict(properties or {})
        self._manifest: JsonValue = None
        self.name = urlsplit(address).hostname or address
        self.licence = ""

    def find(self, sought: Sought) -> Found:
        """The candidates for a name, each with its properties, its page and the service's own score."""
        ready = self._ready()
        if ready.outcome not in USABLE:
            return Found(ready)
        known = [
            {"pid": pid, "v": sought.values[field]} for field, pid in self._properties.items() if field in sought.values
        ]
        query = {"query": sought.name, "limit": MOST, **({"properties": known} if known else {})}
        answer = self._client.ask(self._address, _is_batch, {"queries": json.dumps({"q0": query}, ensure_ascii=False)})
        candidates = listed(answer.body, "q0", "result")[:MOST]
        given = self._extended([str(part(each, "id")) for each in candidates])
        return Found(answer, tuple(self._row(each, part(given, str(part(each, "id")))) for each in candidates))

    def _ready(self) -> Answer:
        """The manifest, asked for once."""
        if self._manifest is None:
            answer = self._client.ask(self._address, _is_manifest)
            self._manifest = answer.body
            self.name = str(part(answer.body, "name") or self.name)
            return answer
        return Answer(Outcome.ANSWERED, self._manifest)

    def _extended(self, ids: list[str]) -> JsonValue:
        """The values of the properties, by id; nothing where the service offers none or does not answer."""
        if not ids or not self._properties or part(self._manifest, "extend") is None:
            return None
        wanted = {"ids": ids, "properties": [{"id": pid} for pid in self._properties.values()]}
        answer = self._client.ask(self._address, _is_extension, {"extend": json.dumps(wanted)})
        return part(answer.body, "rows")

    def _row(self, candidate: JsonValue, given: JsonValue) -> dict[str, str]:
        key = str(part(candidate, "id"))
        template = part(self._manifest, "view", "url")
        row: dict[str, object] = {
            "Id": key,
            "Name": part(candidate, "name"),
            "Description": part(candidate, "description"),
            "Page": template.replace("{{id}}", key) if isinstance(template, str) else None,
            "Score given": part(candidate, "score"),
        }
        for field, pid in self._properties.items():
            row[field] = [_plain(value) for value in listed(given, pid)]
        return texts(row)


def _plain(value: JsonValue) -> JsonValue:
    """A property's value in the five forms the interface knows."""
    told = (part(value, kind) for kind in ("str", "name", "date", "float", "int"))
    return next((each for each in told if each is not None), "")


def _is_manifest(body: JsonValue) -> bool:
    return isinstance(body, dict) and {"name", "identifierSpace", "schemaSpace"} <= set(body)


def _is_batch(body: JsonValue) -> bool:
    result = part(body, "q0", "result")
    return isinstance(result, list) and all(
        isinstance(part(each, "id"), str) and isinstance(part(each, "name"), str) for each in result
    )


def _is_extension(body: JsonValue) -> bool:
    return isinstance(part(body, "rows"), dict)
