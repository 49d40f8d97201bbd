"""Renamed columns: what stood under one header in the last delivery of a source stands under another now."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words, likeness
from hotpass.model.column import ColumnMapping, MappedBy, RenamedBy
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote
from hotpass.store.queries import Statements
from hotpass.store.renamings import Feed, Said, one
from hotpass.store.sources import paired

STATEMENTS = Statements(__file__)
# Of the filled rows of both columns, and different texts in each: fewer tell nothing (yes and no are in many columns).
SAME, LEAST = 0.8, 10
MAYBE = 0.5  # worth a question, and not more
# Likeness of headers (0 to 1) from which one is the other misspelt.
ALIKE = 0.7
MOST_COLUMNS = 40
EXAMPLES = 3
# Of the rows of a list, so many have a text of their own where it tells them apart.
TELLING = 0.5
LETTERED = "count(DISTINCT {column}) FILTER (regexp_matches({column}, '\\pL'))"
REASONS = {
    RenamedBy.VALUES: "it holds what “{was}” held in the last delivery",
    RenamedBy.STEWARD: "a steward said that it is the column “{was}”",
    RenamedBy.EARLIER: "it goes where “{was}” went in earlier deliveries",
}


class Renamed(NamedTuple):
    """A header, what it was, the field and type that column had, and what says so."""

    header: str
    was: str
    field: str | None
    type: str | None
    known_by: RenamedBy

    def mapping(self, position: int) -> ColumnMapping:
        """Where the column goes: where it went under its other name."""
        return ColumnMapping(
            position=position,
            header=self.header,
            field=self.field,
            type=SemanticType(self.type or SemanticType.TEXT),
            confidence=1.0,
            reason=REASONS[self.known_by].format(was=self.was),
            mapped_by=MappedBy.LOOK,
        )


class Column(NamedTuple):
    """A column as it is stored, the field and type it was taken for, and whether a steward said so."""

    header: str
    name: str
    field: str | None = None
    type: str | None = None
    said: bool = False

    @property
    def words(self) -> str:
        """The header in plain words: where they are the same, no other name was given."""
        return header_words(self.header)


class Listing(NamedTuple):
    """A delivery of a sheet: where its texts lie, its columns, and its key's header; `whole`: all rows lie there."""

    cursor: DuckDBPyConnection
    source_id: int
    raw: str
    header_row: int
    columns: tuple[Column, ...]
    whole: bool = True
    key: str | None = None


class Evidence(NamedTuple):
    """Which share (0 to 1) of the filled cells holds texts that stand under both headers, and the commonest of them."""

    share: float
    examples: tuple[str, ...]


def find(before: DuckDBPyConnection, now: DuckDBPyConnection, said: Mapping[Feed, Said]) -> int:
    """Writes which columns of sources delivered before have another name; answers how many got it in this delivery.

    `before` sees the tables of the published run, `now` those of the run that has just read its files.
    """
    count = 0
    for feed, old, new in paired(listings(before), listings(now)):
        for each in expected(old, new, said.get(feed, {})):
            now.execute(STATEMENTS["add"], [new.source_id, *each])
            count += each.known_by is not RenamedBy.EARLIER
    return count


def of_source(cursor: DuckDBPyConnection, source_id: int) -> list[Renamed]:
    """The renamed columns of a source of this run."""
    rows = cursor.execute(STATEMENTS["of_source"], [source_id]).fetchall()
    return [Renamed(header, was, field, kind, RenamedBy(by)) for header, was, field, kind, by in rows]


def listings(cursor: DuckDBPyConnection) -> dict[Feed, Listing]:
    """The sheets of a run by source and sheet, where no two of them share that."""
    return {
        (name, sheet): Listing(cursor, source_id, raw, header_row, _columns(cursor, source_id), key=key)
        for source_id, name, sheet, raw, header_row, key in cursor.execute(STATEMENTS["sources"]).fetchall()
    }


def expected(old: Listing, new: Listing, said: Said) -> list[Renamed]:
    """The columns of a delivery that had another name, by their texts unless a steward spoke."""
    return [*_earlier(old, new, said), *_lately(old, new, said, SAME)]


def perhaps(old: Listing, new: Listing, said: Said, sure: Sequence[Renamed]) -> list[Renamed]:
    """Other columns than those `sure` that may have had another name: too little speaks for it to go unasked."""
    was, here = {each.was for each in sure}, {each.header for each in sure}
    left = old._replace(columns=tuple(column for column in old.columns if column.header not in was))
    right = new._replace(columns=tuple(column for column in new.columns if column.header not in here))
    return _lately(left, right, said, MAYBE)


def evidence(old: Listing, new: Listing, found: Renamed) -> Evidence:
    """What speaks for it that a column is the one that stood under another header."""
    was = next(column for column in old.columns if column.header == found.was)
    here = next(column for column in new.columns if column.header == found.header)
    with _lent(old, was, new.cursor):
        share = _alike(new, here, 1)
        asked = STATEMENTS["examples"].format(column=quote(here.name), raw=quote(new.raw))
        examples = new.cursor.execute(asked, [EXAMPLES]).fetchall()
    return Evidence(share, tuple(str(row[0]) for row in examples))


def known_again(old: Listing, new: Listing) -> float:
    """How much of a delivery stood in an earlier one, under whatever names: the share (0 to 1) of cells of a column.

    Only columns that tell rows apart are asked, and such as hold letters: numbers of rows are in every list.
    """
    counts = ", ".join(LETTERED.format(column=quote(column.name)) for column in new.columns)
    rows, *texts = new.cursor.execute(f"SELECT count(*), {counts} FROM {quote(new.raw)}").fetchall()[0]
    telling = [column for column, count in zip(new.columns, texts, strict=True) if count >= max(LEAST, TELLING * rows)]
    shares = [0.0]
    for was in old.columns[:MOST_COLUMNS] if telling else ():
        with _lent(old, was, new.cursor):
            shares += [_alike(new._replace(whole=False), column, LEAST) for column in telling]
    return max(shares)


def _columns(cursor: DuckDBPyConnection, source_id: int) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in cursor.execute(STATEMENTS["columns"], [source_id]).fetchall())


def _earlier(old: Listing, new: Listing, said: Said) -> list[Renamed]:
    """Columns that got their name in an earlier delivery, and go on going where they went before that."""
    here = {column.header for column in new.columns}
    rows = old.cursor.execute(STATEMENTS["earlier"], [old.source_id]).fetchall()
    return [
        Renamed(header, was, field, kind, RenamedBy.EARLIER)
        for header, was, field, kind in rows
        if header in here and one(said, header, was) is not False
    ]


def _lately(old: Listing, new: Listing, said: Said, least: float) -> list[Renamed]:
    here, there = {column.words for column in new.columns}, {column.words for column in old.columns}
    fresh = {column.header: column for column in new.columns if column.words not in there}
    gone = [column for column in old.columns if column.words not in here]
    if len(fresh) > MOST_COLUMNS:
        return []
    found = []
    told = {was: header for (header, was) in said if header in fresh and one(said, header, was)}
    # What a steward said is taken out first, so that no other column gets that name.
    for was in sorted(gone[:MOST_COLUMNS], key=lambda column: column.header not in told):
        named = fresh.pop(told.get(was.header, ""), None)
        open_ = [each for each in fresh.values() if one(said, each.header, was.header) is None]
        likest = named or _likest(old, was, new, open_, least)
        if likest is not None:
            fresh.pop(likest.header, None)
            # A column that only the profile left aside may well be known by its new name.
            kept = (was.field, was.type) if was.field or was.said else (None, None)
            found.append(Renamed(likest.header, was.header, *kept, RenamedBy.STEWARD if named else RenamedBy.VALUES))
    return found


def _likest(old: Listing, was: Column, new: Listing, fresh: list[Column], least: float) -> Column | None:
    """The new column that holds the texts of an old one."""
    if not fresh:
        return None
    told = []
    with _lent(old, was, new.cursor):
        for place, column in enumerate(fresh):
            # Where the names are alike too, few different texts are enough.
            texts = 1 if likeness(column.words, [was.words])[0] >= ALIKE else LEAST
            told.append((_alike(new, column, texts), place))
    share, place = max(told)
    return fresh[place] if share >= least else None


def _alike(new: Listing, column: Column, texts: int) -> float:
    """The share (0 to 1) of cells whose texts stand in this column and in the one that is lent."""
    asked = STATEMENTS["alike"].format(column=quote(column.name), raw=quote(new.raw))
    return float(new.cursor.execute(asked, {"least": texts, "whole": new.whole}).fetchall()[0][0] or 0)


@contextmanager
def _lent(old: Listing, was: Column, now: DuckDBPyConnection) -> Iterator[None]:
    """Shows the texts of a column of before, and how many cells each had, as `was_value`."""
    raw, column = quote(old.raw), quote(was.name)
    held = old.cursor.sql(
        f"SELECT trim({column}) AS value, count(*) AS cells FROM {raw} WHERE trim({column}) <> '' GROUP BY value"
    )
    now.register("was_value", held.to_arrow_table())
    yield
    now.unregister("was_value")
