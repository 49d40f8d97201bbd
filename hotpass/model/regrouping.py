"""Regroupings: what a person does to whole entities, as the few judgements that say it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.entity import Entity

Block = tuple[str, ...]


class Regroup(StrEnum):
    """What a person can do with records and entities by hand."""

    TAKE_OUT = "take_out"
    MOVE = "move"
    MERGE = "merge"


class Regrouping(BaseModel):
    """What is wanted: `parts` of records, each to be one entity, no two to be the same.

    A part is made of blocks, whose records hold together by themselves. `seen` are the entities as the person saw them:
    id and version. `firm` says every record's place by a judgement, for where fewer do not bring what is wanted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    deed: Regroup
    parts: tuple[tuple[Block, ...], ...]
    seen: dict[str, str]
    firm: bool = False


class Foreseen(BaseModel):
    """What a regrouping would bring: the entities before and after, in how many judgements, and what it contradicts.

    `plan` is what to confirm. `exact`: the records come out as they were wanted. `against` are in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Regrouping
    before: tuple[Entity, ...]
    after: tuple[Entity, ...]
    judgements: int
    exact: bool
    against: tuple[str, ...]
