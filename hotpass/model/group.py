"""Groups at the review desk: records that are held together, or asked to be, as a person sees all of them at once."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

CHOSEN_AT_MOST = 5_000


class Shade(BaseModel):
    """What records of a clump say of a field: the commonest text, how many say it, and how many others there are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    records: int
    others: int


class Clump(BaseModel):
    """Records of a group that are sure to belong together; `shades` follow the titles of the group.

    `members` are their ids, left out of a group of more than 300 records.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    records: int
    members: tuple[str, ...]
    shades: tuple[Shade, ...]


class Bridge(BaseModel):
    """The weak link between two clumps, by their places; `words` say how weak it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: int
    other: int
    words: str


class GroupRecord(BaseModel):
    """A record of a group: its clump and its entity by place; `odd` are places of values that are not the commonest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    place: str
    clump: int
    entity: int
    values: tuple[str, ...]
    odd: tuple[int, ...]


class GroupItem(BaseModel):
    """One group, or several that could be one, with a page of its records, the most unusual first.

    `digest` is the hash of who belongs to it, `seen` maps the records of the page to their versions, `ends` are the
    two records that its weakest link joins, `sizes` count the records of its entities. Of several entities,
    each is a clump.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["group"] = "group"
    key: str
    name: str
    entities: tuple[str, ...]
    sizes: tuple[int, ...]
    records: int
    digest: str
    ends: tuple[str, str]
    titles: tuple[str, ...]
    clumps: tuple[Clump, ...]
    bridges: tuple[Bridge, ...]
    rows: tuple[GroupRecord, ...]
    seen: dict[str, str]
    page: int
    pages: int
    said: str = ""
