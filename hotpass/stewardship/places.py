"""Places: where an entity and its records lie, and a steward who puts that right."""

from collections.abc import Sequence

from hotpass.errors import BadInput
from hotpass.model.override import Override
from hotpass.model.place import POSITION, RecordPosition, Town, Whereabouts
from hotpass.stewardship import revision
from hotpass.stewardship.atlas import area_name
from hotpass.stewardship.overrides import KIND
from hotpass.store import entity_reading, positions
from hotpass.store.journal import Fact
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def whereabouts(workspace: Workspace, entity_id: str) -> Whereabouts:
    """Where an entity of the published run lies and why. Raises BadInput before the first run."""
    with shown(workspace) as published:
        if published is None:
            raise BadInput("There are no golden records yet: run a file first.")
        found = positions.of_entity(published.cursor, entity_id)
    return found.model_copy(update={"towns": tuple(map(_in_words, found.towns))})


def of_records(workspace: Workspace, record_ids: Sequence[str]) -> tuple[RecordPosition, ...]:
    """Where these records lie, those that lie anywhere."""
    with shown(workspace) as published:
        return positions.of_records(published.cursor, record_ids) if published else ()


def move(
    workspace: Workspace, entity_id: str, latitude: float, longitude: float, *, by: str, fact_id: str, note: str = ""
) -> Fact:
    """Says where an entity lies, in degrees; `overrides.withdraw` takes it back. Sending twice is harmless.

    Raises BadInput for an entity that is not there, and for a position that cannot be.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or latitude == longitude == 0:
        raise BadInput(
            "A latitude lies between -90 and 90 degrees, a longitude between -180 and 180; 0, 0 is in the sea."
        )
    with shown(workspace) as published:
        members = entity_reading.member_ids(published.cursor, entity_id) if published else set()
    if not members:
        raise BadInput("This entity is no longer there: open it again.")
    wanted = Override(
        entity_id=entity_id,
        record_id=min(members),
        field=POSITION,
        value=f"{latitude:.6f}, {longitude:.6f}",
        note=note.strip(),
    )
    fact = workspace.journal.append(KIND, wanted.model_dump(mode="json"), by=by, fact_id=fact_id)
    revision.catch_up(workspace)
    return fact


def _in_words(town: Town) -> Town:
    return town.model_copy(update={"region": area_name(town.region), "country": area_name(town.country)})
