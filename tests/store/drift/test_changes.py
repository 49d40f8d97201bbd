"""What became of entities between any two runs, and how many records wait in links."""

from collections.abc import Mapping

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.store.drift.changes import entities, matching

Groups = Mapping[str, str]


def fill(cursor: DuckDBPyConnection, run_id: str, groups: Groups, waiting: list[tuple[str, str]]) -> None:
    """A run whose entities, by id, hold the records whose letters are given."""
    schema = f"r_{run_id}"
    cursor.execute(f"CREATE SCHEMA {schema}")
    cursor.execute(f"CREATE TABLE {schema}.entity (entity_id VARCHAR, records INTEGER)")
    cursor.execute(f"CREATE TABLE {schema}.member (entity_id VARCHAR, record_id VARCHAR)")
    cursor.execute(f"CREATE TABLE {schema}.golden (entity_id VARCHAR, name VARCHAR)")
    cursor.execute(f"CREATE TABLE {schema}.pair (match_weight DOUBLE)")
    cursor.execute(f"CREATE TABLE {schema}.held_link (left_id VARCHAR, right_id VARCHAR, waits BOOLEAN)")
    for name, letters in groups.items():
        cursor.execute(f"INSERT INTO {schema}.entity VALUES (?, ?)", [name, len(letters)])
        cursor.execute(f"INSERT INTO {schema}.golden VALUES (?, ?)", [name, letters])
        for letter in letters:
            cursor.execute(f"INSERT INTO {schema}.member VALUES (?, ?)", [name, letter])
    for left, right in waiting:
        cursor.execute(f"INSERT INTO {schema}.held_link VALUES (?, ?, true)", [left, right])


def test_merged_and_split_are_counted_between_runs_that_do_not_follow_each_other() -> None:
    with duckdb.connect() as cursor:
        fill(cursor, "one", {"e1": "ab", "e2": "c", "e3": "de", "e4": "f"}, [])
        fill(cursor, "two", {"e1": "abc", "e3": "de"}, [])
        fill(cursor, "three", {"e1": "abc", "e3": "d", "e5": "e", "e6": "g"}, [])
        found = entities(cursor, ("one", "three"))
    assert (found.appeared, found.vanished, found.merged, found.split) == (2, 2, 1, 1)
    assert found.values == 2


def test_a_record_of_several_links_that_wait_counts_once() -> None:
    with duckdb.connect() as cursor:
        fill(cursor, "one", {"e1": "a", "e2": "b", "e3": "c"}, [("a", "b"), ("a", "c"), ("b", "c")])
        fill(cursor, "two", {"e1": "a", "e2": "b", "e3": "c"}, [("a", "b")])
        waits = matching(cursor, ("one", "two"))[-1]
    assert [(cell.reference, cell.current) for cell in waits.cells] == [(3, 2), (0, 1)]
