"""Looking back: an entity as it stood in an earlier run, beside what it is now."""

from pydantic import BaseModel, ConfigDict

from hotpass.model.entity import Entity
from hotpass.stewardship import entities
from hotpass.store import entity_reading
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

ABREAST = 4


class Then(BaseModel):
    """Where an entity's records were in an earlier run: the entities that held them, those of most of them first.

    `shared` counts the records each had in common with it; `absent` of its records were not there yet.
    """

    model_config = ConfigDict(frozen=True)

    run_id: str
    entities: tuple[Entity, ...]
    shared: tuple[int, ...]
    absent: int
    more: int


def then(workspace: Workspace, entity_id: str, run_id: str) -> Then:
    """The entities of that run that held the records the entity has now. Raises BadInput for a run that is not kept."""
    with shown(workspace) as now:
        members = sorted(entity_reading.member_ids(now.cursor, entity_id)) if now else []
    with shown(workspace, run_id) as earlier:
        homes = entity_reading.homes(earlier.cursor, members) if earlier else {}
        counts = {home: list(homes.values()).count(home) for home in sorted(set(homes.values()))}
        order = sorted(counts, key=lambda home: -counts[home])
        whole = [entities.whole(earlier, home, home) for home in order[:ABREAST]] if earlier else []
    return Then(
        run_id=run_id,
        entities=tuple(whole),
        shared=tuple(counts[home] for home in order[:ABREAST]),
        absent=len(members) - len(homes),
        more=max(0, len(order) - ABREAST),
    )
