"""Overrides: a value that a steward put above every survivorship rule."""

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Override(BaseModel):
    """A fact about one field of one entity; an empty `value` leaves the field empty.

    It holds for the entity that has the record, wherever that goes; `entity_id` answers once the record is gone.
    `seen` is the version of the entity that the person looked at.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    record_id: str
    field: str
    value: str
    seen: str = ""
    note: str = ""


class SetValue(BaseModel):
    """An override that stands, as a screen names it; the latest on a field is the one that shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact_id: str
    field: str
    value: str
    by: str
    on: AwareDatetime
    note: str
