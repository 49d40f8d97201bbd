"""The review desk: a doubtful link as a person sees it, what the person says of it, and what becomes of that."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from hotpass.model.group import CHOSEN_AT_MOST
from hotpass.model.judgement import Verdict

PICKED_AT_MOST = 50


class Queue(StrEnum):
    """Why links, or groups as a whole, wait for a person."""

    UNSURE = "unsure"
    BIG = "big"
    STRETCHED = "stretched"
    SECOND_LOOK = "second_look"
    DEFERRED = "deferred"
    STALE = "stale"
    SAMPLE = "sample"
    FOUR_EYES = "four_eyes"


class Band(StrEnum):
    """How likely the model holds a link to be."""

    LIKELY = "likely"
    OPEN = "open"
    UNLIKELY = "unlikely"


class ReviewFilter(BaseModel):
    """Which links of a queue are wanted: words in either record, a source's label, a field that differs, a band.

    `rule` is the blocking rule that brought the two records together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str = ""
    label: str | None = None
    field: str | None = None
    band: Band | None = None
    rule: str | None = None


class Likeness(StrEnum):
    """How two values of a field differ."""

    SAME = "same"
    TIDIED = "tidied"
    NEARLY = "nearly"
    DIFFERENT = "different"
    EMPTY = "empty"


class Piece(BaseModel):
    """A piece of a value; `marked` where the other value differs from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    marked: bool = False


class FieldRow(BaseModel):
    """A field of both records, piece by piece, how they differ, and what that tells (`weight` in bits).

    `offers` are the two values for a golden record, the left one first, where both have one and they are not the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    likeness: Likeness
    field: str = ""
    offers: tuple[str, ...] = ()
    tells: str = ""
    worth: str = ""
    weight: float = 0.0


class Spot(BaseModel):
    """Where a record says that it is, in degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float
    longitude: float


class SideRecord(BaseModel):
    """A record of a link: where it stands, the version of it that is shown, and how many records it is held with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    version: str
    label: str
    sheet_row: int
    entity_id: str
    records: int


class GoldenChoice(BaseModel):
    """What a golden record would show of a field if both were one: the value, by which rule, and which side has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    rule: str
    side: Literal["left", "right", "other"]


class Companion(BaseModel):
    """Another record of one of the two groups, with its values in the order of the rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    side: str
    place: str
    values: tuple[str, ...]


class ReviewItem(BaseModel):
    """One doubtful link. `probability` (0 to 1) is None where the run kept no pair; `edges` are places in `nodes`.

    `nodes` are record ids of both groups, the judged two first; `said` is the last standing decision in words.
    `spots` say where the nodes are, None for one that says of no place.
    `golden` says by field what the golden record would show if both groups were one thing.
    Where they are `joined`, both groups are the sides of one entity, and the question is whether it is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["link"] = "link"
    key: str
    left: SideRecord
    right: SideRecord
    rows: tuple[FieldRow, ...]
    companions: tuple[Companion, ...]
    nodes: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]
    spots: tuple[Spot | None, ...]
    probability: float | None
    links: int
    golden: dict[str, GoldenChoice] = {}
    joined: bool = False
    said: str = ""


class Deed(StrEnum):
    """What a person does at the desk."""

    JUDGE = "judge"
    GROUP = "group"
    UNDO = "undo"
    SECOND_LOOK = "second_look"


class Pick(BaseModel):
    """Of which of the two records a golden record shall show the value of a field."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    field: str = Field(max_length=200)
    record_id: str = Field(max_length=200)


class Act(BaseModel):
    """One act as the browser sends it: the id is the browser's own, so that sending it twice is harmless.

    `seen` maps record ids to the versions that were on the screen, `as_of` is the last fact known when they came
    there, `supersedes` names acts of the same person on the same pair, `target` the act that is taken back.
    With “same”, `picks` say whose values the golden record shall show, whatever the rules.
    An act on a group says of `entities`, whose members hash to `digest`, that all their records are one thing, or all
    different things; where records are `chosen`, those are one thing and the others are not part of it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    deed: Deed
    left: str = Field(default="", max_length=200)
    right: str = Field(default="", max_length=200)
    verdict: Verdict | None = None
    seen: dict[str, str] = Field(default={}, max_length=100)
    entities: tuple[str, ...] = Field(default=(), max_length=10)
    digest: str = Field(default="", max_length=64)
    chosen: tuple[str, ...] = Field(default=(), max_length=CHOSEN_AT_MOST)
    milliseconds: int = Field(default=0, ge=0, le=86_400_000)
    note: str = Field(default="", max_length=2_000)
    picks: tuple[Pick, ...] = Field(default=(), max_length=PICKED_AT_MOST)
    as_of: int = Field(default=0, ge=0)
    supersedes: tuple[str, ...] = Field(default=(), max_length=200)
    target: str = Field(default="", max_length=100)


class Receipt(BaseModel):
    """What became of an act: stored for good, or refused with a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    stored: bool
    words: str = ""


class Decided(BaseModel):
    """A decision that stands, as a list shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    key: str
    by: str
    note: str
    words: str
