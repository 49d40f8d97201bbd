"""Neighbourhood: what the tables say of some links and of the groups they lie in, each table asked once for all."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.entity import EntityRecord
from hotpass.model.explanation import ExplainedRecord
from hotpass.model.field import RunField
from hotpass.store import entity_reading, explanation, review_item
from hotpass.store.explanation import Joined, ScoredPair
from hotpass.store.review_item import Standing

Pair = tuple[str, str]


class Neighbourhood(NamedTuple):
    """By record: where it stands, its version, its values. By pair, the lower id first: its score, what was said of it.

    By entity: how many records it has, the first of them, and the kept pairs inside.
    """

    records: dict[str, ExplainedRecord]
    versions: dict[str, str]
    values: dict[str, EntityRecord]
    scored: dict[Pair, ScoredPair]
    said: dict[Pair, Standing]
    sizes: dict[str, int]
    members: dict[str, list[EntityRecord]]
    inside: dict[str, list[Joined]]


def read(cursor: DuckDBPyConnection, pairs: Sequence[Pair], fields: Sequence[RunField], most: int) -> Neighbourhood:
    """What there is to say of these pairs, with at most so many records of each of their entities."""
    ends = sorted({end for pair in pairs for end in pair})
    ordered = [ordering(*pair) for pair in pairs]
    records = explanation.records(cursor, ends)
    entities = sorted({record.entity_id for record in records.values()})
    members, values = entity_reading.companies(cursor, entities, ends, fields, most)
    return Neighbourhood(
        records=records,
        versions=review_item.versions(cursor, ends),
        values=values,
        scored=explanation.pairs(cursor, ordered),
        said=review_item.said(cursor, ordered),
        sizes=review_item.sizes(cursor, entities),
        members=members,
        inside=explanation.inside(cursor, entities),
    )


def ordering(left: str, right: str) -> Pair:
    """A pair as the tables name it, the lower id first."""
    return min(left, right), max(left, right)
