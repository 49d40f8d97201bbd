"""Which records meet: rules counted before they are used, so that no crowd of equal values can explode."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.matching.keys import Rule
from hotpass.matching.records import PAIRS, RECORDS
from hotpass.model.linkage import BlockingCount
from hotpass.store.compose import quote

# Pairs a run may compare: this many for each record of a small run, fewer for each record of a large one.
PER_RECORD_SMALL, PER_RECORD_LARGE, SMALL_RUN, MOST = 60, 6, 5_000, 20_000_000
# What one rule may take of that: a telling key more than two weak ones together.
SHARE_ALONE, SHARE_PAIRED = 0.25, 0.1
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
    left = total = budget(records)
    used: list[tuple[Rule, int]] = []
    notes: list[str] = []
    for rule in rules:
        _group(cursor, rule, len(used))
        share = int(total * (SHARE_ALONE if rule.alone else SHARE_PAIRED))
        cap, pairs, crowds = _largest_block(cursor, len(used), min(share, left))
        if pairs == 0:
            continue
        used.append((rule, cap))
        left -= pairs
        if crowds and rule.alone:
            notes.append(f"“{rule.title}” leaves out {crowds} values that more than {cap} records share.")
    _pair(cursor, used)
    counts, found = _count(cursor, used)
    return Blocking(tuple(rule for rule, _ in used), counts, tuple(notes), found)


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


def _largest_block(cursor: DuckDBPyConnection, number: int, allowed: int) -> tuple[int, int, int]:
    """The largest size of block that keeps the rule's pairs within what is allowed, its pairs, and the crowds above."""
    sizes = cursor.execute(
        f"SELECT size, count(*) FROM {quote(f'{BLOCKS}{number}')} GROUP BY size ORDER BY size"
    ).fetchall()
    cap = pairs = crowds = 0
    for size, blocks in sizes:
        more = blocks * size * (size - 1) // 2
        if crowds or pairs + more > allowed:
            crowds += blocks
        else:
            cap, pairs = size, pairs + more
    return cap, pairs, crowds


def _pair(cursor: DuckDBPyConnection, used: Sequence[tuple[Rule, int]]) -> None:
    met = []
    for number, (_, cap) in enumerate(used):
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


def _count(cursor: DuckDBPyConnection, used: Sequence[tuple[Rule, int]]) -> tuple[tuple[BlockingCount, ...], int]:
    brought = dict(cursor.execute(f"SELECT match_key::INTEGER, count(*) FROM {PAIRS} GROUP BY match_key").fetchall())
    counts = tuple(
        BlockingCount(position=number, rule=rule.title, pairs=brought.get(number, 0))
        for number, (rule, _) in enumerate(used)
    )
    return counts, sum(brought.values())
