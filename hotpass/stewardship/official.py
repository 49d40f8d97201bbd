"""Official values: where golden records and accepted rows of registers agree, and taking the register's word."""

from datetime import UTC, datetime, timedelta

from hotpass.model.attribute import Accord, OfficialValue
from hotpass.model.entity import Entity
from hotpass.model.override import Override
from hotpass.stewardship import overrides
from hotpass.store import official
from hotpass.store.journal import Fact
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def of_entity(workspace: Workspace, entity_id: str) -> list[OfficialValue]:
    """What accepted rows say of an entity's fields, beside its golden values."""
    with shown(workspace) as published:
        return official.of_entity(published.cursor, entity_id) if published else []


def accord(workspace: Workspace) -> list[Accord]:
    """How many golden values agree with official ones, field by field; what is stale by age is not counted."""
    with shown(workspace) as published:
        return official.accord(published.cursor, fresh_from(workspace)) if published else []


def fresh_from(workspace: Workspace) -> datetime:
    """Since when a register must have been asked for its word to count."""
    return datetime.now(UTC) - timedelta(days=workspace.settings.stale_days)


def take(workspace: Workspace, found: Entity, said: OfficialValue, *, by: str, fact_id: str) -> Fact:
    """Puts a register's value above every rule, as a value set by hand that names the register.

    Raises BadInput where the entity changed since it was seen, or shows this already.
    """
    kept = overrides.understood(workspace, said.field, said.text)
    wanted = Override(
        entity_id=found.entity_id,
        record_id=found.records[0].record_id,
        field=said.field,
        value=kept.value or said.text,
        seen=found.version,
        note=f"as {said.register_name} says",
    )
    return overrides.set_value(workspace, wanted, by=by, fact_id=fact_id)
