"""Enrichment from the network: a register's answers become the rows of a register file, compared like any other."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hotpass.errors import BadInput
from hotpass.lookup.answer import Outcome
from hotpass.lookup.client import Client
from hotpass.lookup.gleif import Gleif
from hotpass.lookup.provider import Provider, Sought
from hotpass.lookup.reconciliation import ReconciliationService
from hotpass.lookup.ror import Ror
from hotpass.model.proposal import Enrichment
from hotpass.model.semantic import SemanticType
from hotpass.stewardship.enrichment import enrich
from hotpass.store import candidate, columns, kept_proposals
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

NAMES = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME)
# After these the next question would end in the same way.
HOPELESS = frozenset({Outcome.BARRED, Outcome.OFFLINE, Outcome.RESTING})
OWN: dict[str, Callable[[Client], Provider]] = {"gleif": Gleif, "ror": Ror}


def enrich_from(workspace: Workspace, service: str, properties: Mapping[str, str]) -> tuple[Enrichment, str]:
    """Asks a register on the network about golden records, and compares what it answers; answers its licence too.

    `service` is `gleif`, `ror` or the address of a reconciliation service. Entities with an accepted row are left out;
    the questions of one go are counted (`HOTPASS_LOOKUP_QUESTIONS`), what was asked before is remembered and free.
    Raises BadInput where nothing came back: then nothing is changed.
    """
    client = Client(workspace.folder / "cache", workspace.settings)
    try:
        provider = _provider(client, service, properties)
        rows, notes = _gathered(workspace, client, provider)
    finally:
        client.close()
    if not rows:
        raise BadInput(" ".join(notes) or f"{provider.name} knows none of these golden records.")
    with TemporaryDirectory(dir=workspace.folder / "cache", prefix="answers-") as place:
        path = Path(place) / "answers.csv"
        _write(path, rows)
        found = enrich(workspace, path, provider.name)
    return found.model_copy(update={"notes": (*notes, *found.notes)}), provider.licence


def _provider(client: Client, service: str, properties: Mapping[str, str]) -> Provider:
    if service in OWN:
        return OWN[service](client)
    if not service.startswith(("https://", "http://")):
        raise BadInput(f"There is no register “{service}”: take {', '.join(OWN)}, or the address of one.")
    return ReconciliationService(client, service, properties)


def _gathered(workspace: Workspace, client: Client, provider: Provider) -> tuple[list[dict[str, str]], list[str]]:
    """All rows that came back, each once, and what a person should know of the asking."""
    rows: dict[str, dict[str, str]] = {}
    most = workspace.settings.lookup_questions
    wanted = _sought(workspace, provider.name)
    for place, sought in enumerate(wanted):
        found = provider.find(sought)
        for row in found.rows:
            rows.setdefault(kept_proposals.key_of(row), row)
        if found.answer.outcome in HOPELESS:
            break
        if client.asked >= most and place + 1 < len(wanted):
            left = len(wanted) - place - 1
            note = f"{client.asked} questions were asked, {left} golden records are left: ask again to go on."
            return list(rows.values()), [*client.notices, note]
    return list(rows.values()), client.notices


def _sought(workspace: Workspace, register: str) -> list[Sought]:
    """The golden records to ask about: those with a name, and without an accepted row of this register."""
    with shown(workspace) as published:
        if published is None:
            raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
        fields = columns.fields(published.cursor)
        name = next((field.name for field in fields if field.type in NAMES), None)
        if name is None:
            raise BadInput("No field of these records holds names, which registers are asked by.")
        ids = kept_proposals.unsettled(published.cursor, register)
        golden = candidate.golden(published.cursor, ids, fields)
    known = [dict(zip([field.name for field in fields], golden[key], strict=True)) for key in ids]
    filled = [{field: value for field, value in values.items() if value} for values in known]
    return [Sought(values[name], values) for values in filled if name in values]


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, headers)
        table.writeheader()
        table.writerows(rows)
