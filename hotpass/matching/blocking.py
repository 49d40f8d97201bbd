"""Which records meet: rules counted before they are used, so that no crowd of equal values can explode."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.matching.keys import Rule
from hotpass.matching.records import PAIRS, RECORDS
from hotpass.model.linkage import BlockingCount
from hotpass.store.compose import quote

# Pairs a run may compare: this many for each record of a small run, fewer for each record of a large one.
PER_RECORD_SMALL, PER_RECORD_LARGE, SMALL_RUN, MOST = 20, 6, 20_000, 20_000_000
# Rules bring the same pairs again and again: where less than this share of the budget comes of it, more is let in.
ENOUGH, LET_IN = 1 / 3, (2, 4, 8, 16)
BLOCKS = "hotpass_linking_block_"


class Blocking(NamedTuple):
    """The rules in use, what each brought, and what was left out, in words."""

    rules: tuple[Rule, ...]
    counts: tuple[BlockingCount, ...]
    notes: tuple[str, ...]
    pairs: int


def budget(records: int) -> int:
    """The most pairs to compare among this many records."""
    return min(MOST, max(min(records, SMALL_RUN) * PER_RECORD_SMALL, records * PER_RECORD_LARGE))


def block(cursor: DuckDBPyConnection, rules: Sequence[Rule], records: int) -> Blocking:
    """Makes the table of pairs: the numbers of two records, the lower first, and the first rule that brought them."""
    sizes = []
    for number, rule in enumerate(rules):
        _group(cursor, rule, number)
        sizes.append(_sizes(cursor, number))
    caps = _fill(cursor, sizes, budget(records))
    brought = dict(cursor.execute(f"SELECT match_key::INTEGER, count(*) FROM {PAIRS} GROUP BY match_key").fetchall())
    used = [number for number, cap in enumerate(caps) if cap]
    return Blocking(
        rules=tuple(rules[number] for number in used),
        counts=tuple(
            BlockingCount(position=number, rule=rules[number].title, pairs=brought.get(number, 0)) for number in used
        ),
        notes=tuple(_crowds(rules, sizes, caps)),
        pairs=sum(brought.values()),
    )


def _fill(cursor: DuckDBPyConnection, sizes: Sequence[Sequence[tuple[int, int]]], most: int) -> list[int]:
    """Makes the table of pairs and answers the caps it took; `most` counts different pairs."""
    caps = largest_blocks(sizes, most)
    _pair(cursor, caps)
    for times in LET_IN:
        found = int(cursor.execute(f"SELECT count(*) FROM {PAIRS}").fetchall()[0][0])
        wider = largest_blocks(sizes, most * times)
        if found >= ENOUGH * most or wider == caps:
            break
        caps = wider
        _pair(cursor, caps)
    return caps


def largest_blocks(sizes: Sequence[Sequence[tuple[int, int]]], allowed: int) -> list[int]:
    """For each rule the size of the largest block to use, 0 for none, given its sizes and how many blocks have each.

    The fewer records share a value, the more it tells, so blocks are taken in the order of their size, over all rules,
    until the pairs that are allowed are spent.
    """
    caps = [0] * len(sizes)
    every = sorted((size, number, blocks) for number, found in enumerate(sizes) for size, blocks in found)
    for size, number, blocks in every:
        allowed -= blocks * size * (size - 1) // 2
        if allowed < 0:
            break
        caps[number] = size
    return caps


def _crowds(rules: Sequence[Rule], sizes: Sequence[Sequence[tuple[int, int]]], caps: Sequence[int]) -> list[str]:
    """A sentence on each rule of one key that leaves out values too many records share."""
    notes = []
    for rule, found, cap in zip(rules, sizes, caps, strict=True):
        crowds = sum(blocks for size, blocks in found if size > cap)
        if rule.alone and crowds:
            notes.append(f"“{rule.title}” leaves out {crowds} values that more than {max(1, cap)} records share.")
    return notes


def _group(cursor: DuckDBPyConnection, rule: Rule, number: int) -> None:
    """Makes a table of the blocks of a rule: the records that share its keys, where at least two do."""
    keys = [f"UNNEST({key.of('record')})" if key.several else key.of("record") for key in rule.keys]
    named = [f"k{place}" for place in range(len(keys))]
    selected = ", ".join(f"{key} AS {name}" for key, name in zip(keys, named, strict=True))
    filled = " AND ".join(f"{name} IS NOT NULL" for name in named)
    cursor.execute(
        f"""
        CREATE OR REPLACE TABLE {quote(f"{BLOCKS}{number}")} AS
        SELECT list(unique_id) AS members, count(*) AS size
        FROM (SELECT unique_id, {selected} FROM {RECORDS} AS record) WHERE {filled}
        GROUP BY {", ".join(named)} HAVING count(*) > 1
        """
    )


def _sizes(cursor: DuckDBPyConnection, number: int) -> list[tuple[int, int]]:
    place = quote(f"{BLOCKS}{number}")
    return cursor.execute(f"SELECT size, count(*) FROM {place} GROUP BY size ORDER BY size").fetchall()


def _pair(cursor: DuckDBPyConnection, caps: Sequence[int]) -> None:
    met = []
    for number, cap in enumerate(caps):
        if not cap:
            continue
        place = quote(f"{BLOCKS}{number}")
        member = f"(SELECT rowid AS block, unnest(members) AS id FROM {place} WHERE size <= {cap})"
        met.append(
            f"SELECT one.id AS lower, other.id AS upper, {number} AS rule "
            f"FROM {member} AS one JOIN {member} AS other ON one.block = other.block AND one.id < other.id"
        )
    every = " UNION ALL ".join(met) or "SELECT 0 AS lower, 0 AS upper, 0 AS rule WHERE false"
    cursor.execute(
        f"""
        CREATE OR REPLACE TABLE {PAIRS} AS
        SELECT lower AS join_key_l, upper AS join_key_r, min(rule)::VARCHAR AS match_key
        FROM ({every}) GROUP BY lower, upper
        """
    )
