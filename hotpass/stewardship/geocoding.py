"""Geocoding: one entity's address asked of a geocoder on the network, when a steward clicks and never otherwise."""

from datetime import UTC, datetime

from hotpass.errors import BadInput
from hotpass.lookup.client import USABLE
from hotpass.lookup.nominatim import GAP_SECONDS, LICENCE, Nominatim
from hotpass.model.place import Spotted
from hotpass.model.semantic import SemanticType
from hotpass.stewardship import people
from hotpass.stewardship.atlas import area_name
from hotpass.store import candidate, columns
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

PARTS = (SemanticType.ADDRESS, SemanticType.CITY, SemanticType.POSTCODE, SemanticType.REGION, SemanticType.COUNTRY)
LONGEST = 300


def is_offered(workspace: Workspace) -> bool:
    """Whether a geocoder is named, to somebody who may use it."""
    return bool(workspace.settings.geocoder) and not people.looks_only(workspace)


def question(workspace: Workspace, entity_id: str) -> str:
    """What its golden record says of where an entity is, as one would ask for it; empty where it says nothing."""
    said = _said(workspace, entity_id)
    texts = [area_name(text) if kind in PARTS[3:] else text for kind in PARTS if (text := said.get(kind))]
    return ", ".join(texts)


def ask(
    workspace: Workspace, entity_id: str, text: str, gap_seconds: float = GAP_SECONDS
) -> tuple[tuple[Spotted, ...], str]:
    """The places that the geocoder knows by this text, in the entity's country, and what a person should know of it.

    Nothing is changed: a person moves the entity to one of them, or does not. Raises BadInput in words where no answer
    came, and NotAllowed for viewers.
    """
    people.check(workspace)
    settings = workspace.settings
    if not settings.geocoder:
        raise BadInput("No geocoder is named: HOTPASS_GEOCODER holds the address of one.")
    if not settings.lookup_contact:
        raise BadInput("A geocoder wants to know who asks: put an e-mail address in HOTPASS_LOOKUP_CONTACT.")
    if not 1 <= len(text.strip()) <= LONGEST:
        raise BadInput(f"Ask with an address or the name of a place, in {LONGEST} letters at most.")
    country = _said(workspace, entity_id).get(SemanticType.COUNTRY)
    geocoder = Nominatim(workspace.folder / "cache", settings, gap_seconds)
    try:
        found = geocoder.find(text, country if country and len(country) == 2 else None)
        notices = " ".join(geocoder.notices)
    finally:
        geocoder.close()
    if found.answer.outcome not in USABLE:
        raise BadInput(notices)
    return found.places, notices or ("" if found.places else f"{geocoder.name} knows no such place.")


def credit(workspace: Workspace) -> str:
    """Whom a position is from, when it was asked for and under which licence: what is kept with it."""
    return f"{workspace.settings.geocoder}, {datetime.now(UTC):%Y-%m-%d}, {LICENCE}"


def _said(workspace: Workspace, entity_id: str) -> dict[SemanticType, str]:
    """The first filled golden value of each kind that says where something is."""
    with shown(workspace) as published:
        if published is None:
            return {}
        fields = [field for field in columns.fields(published.cursor) if field.type in PARTS]
        values = candidate.golden(published.cursor, [entity_id], fields).get(entity_id, ()) if fields else ()
    found: dict[SemanticType, str] = {}
    for field, value in zip(fields, values, strict=False):
        if value:
            found.setdefault(field.type, value)
    return found
