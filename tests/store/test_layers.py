"""A run that leans on another shows the rows of both, for as long as what it leans on stays as it is."""

from collections.abc import Sequence

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given
from hypothesis import strategies as st

from hotpass.store import layers
from hotpass.store.database import see
from hotpass.store.layers import Layer, Runs
from hotpass.store.migrations import FOLDER

MEMBER = Layer("member", ("record_id",))
PAIR = Layer("pair", ("left_id", "right_id"))
Rows = Sequence[tuple[str, ...]]


@pytest.fixture
def cursor() -> DuckDBPyConnection:
    con = duckdb.connect()
    con.execute((FOLDER / "0004_layer.sql").read_text(encoding="utf-8"))
    return con


def run(cursor: DuckDBPyConnection, schema: str, table: str, columns: str, rows: Rows) -> None:
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    cursor.execute(f"CREATE TABLE {schema}.{table} ({columns})")
    if rows:
        cursor.executemany(f"INSERT INTO {schema}.{table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def shown(cursor: DuckDBPyConnection, schema: str, table: str = "member") -> Rows:
    return cursor.execute(f"FROM {schema}.{table} ORDER BY ALL").fetchall()


def follow(
    cursor: DuckDBPyConnection, schema: str, before: str, rows: Rows, keys: list[str], layer: Layer = MEMBER
) -> bool:
    """Makes a table of a run of what it is to be and of the keys that changed."""
    names = cursor.execute(f"DESCRIBE {before}.{layer.table}").fetchall()
    run(cursor, f"scratch_{schema}", layer.table, ", ".join(f"{name[0]} VARCHAR" for name in names), rows)
    run(cursor, f"scratch_{schema}", f"key_{layer.table}", "key VARCHAR", [(key,) for key in keys])
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    changed, differing = of(schema, layer)
    base = layers.lay(cursor, Runs(schema, before, layers.bases_of(cursor, before)), layer, changed, differing)
    if base:
        layers.enter(cursor, schema, {layer.table: base})
    return base is not None


def of(schema: str, layer: Layer) -> tuple[str, str]:
    """The keys that changed, and the rows that have them."""
    changed = f"scratch_{schema}.key_{layer.table}"
    return changed, f"(FROM scratch_{schema}.{layer.table} WHERE {layers.differing(layer, changed)})"


FIRST: Rows = [(f"e{number}", f"r{number}") for number in range(20)]
NAMES = "entity_id VARCHAR, record_id VARCHAR"


def test_rows_that_differ_stand_in_the_place_of_those_that_were(cursor: DuckDBPyConnection) -> None:
    run(cursor, "a", "member", NAMES, FIRST)
    second = [("e1", "r0"), *FIRST[1:5], *FIRST[6:], ("e20", "r20")]
    assert follow(cursor, "b", "a", second, ["r0", "r5", "r20"])
    assert shown(cursor, "b") == sorted(second)
    assert shown(cursor, "a") == sorted(FIRST)
    assert cursor.execute("SELECT count(*) FROM b.member__new").fetchall() == [(2,)]


def test_a_run_leans_on_the_first_one_and_not_on_one_that_leans(cursor: DuckDBPyConnection) -> None:
    run(cursor, "a", "member", NAMES, FIRST)
    second = [("e1", "r0"), *FIRST[1:]]
    third = [("e1", "r0"), ("e2", "r1"), *FIRST[2:]]
    assert follow(cursor, "b", "a", second, ["r0"])
    assert follow(cursor, "c", "b", third, ["r1"])
    assert layers.bases_of(cursor, "c") == {"member": "a"}
    assert layers.bases(cursor) == {"a"}
    cursor.execute("DROP SCHEMA b CASCADE")
    assert shown(cursor, "c") == sorted(third)


def test_the_rows_that_differ_are_enough_to_make_a_table_of(cursor: DuckDBPyConnection) -> None:
    run(cursor, "a", "member", NAMES, FIRST)
    assert follow(cursor, "b", "a", [("e1", "r0"), ("e20", "r20")], ["r0", "r5", "r20"])
    assert shown(cursor, "b") == sorted([("e1", "r0"), *FIRST[1:5], *FIRST[6:], ("e20", "r20")])
    assert follow(cursor, "c", "b", [("e2", "r1")], ["r1", "r20"])
    assert shown(cursor, "c") == sorted([("e1", "r0"), ("e2", "r1"), *FIRST[2:5], *FIRST[6:]])


def test_a_table_that_differs_much_is_left_to_be_written_whole(cursor: DuckDBPyConnection) -> None:
    run(cursor, "a", "member", NAMES, FIRST)
    assert not follow(cursor, "b", "a", FIRST, [f"r{number}" for number in range(5)])
    assert layers.bases_of(cursor, "b") == {}
    assert cursor.execute("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'b'").fetchall() == [(0,)]
    whole = layers.whole("a", MEMBER, *of("b", MEMBER))
    assert cursor.execute(f"FROM {whole} ORDER BY ALL").fetchall() == sorted(FIRST)


def couples_of_two_runs(cursor: DuckDBPyConnection) -> Rows:
    """Publishes couples, and again where those of one record differ; answers what they are then."""
    couples: Rows = [(f"r{number}", f"r{number + 1}", "3") for number in range(20)]
    run(cursor, "a", "pair", "left_id VARCHAR, right_id VARCHAR, weight VARCHAR", couples)
    changed = [row for row in couples if "r7" not in row] + [("r7", "r9", "4")]
    assert follow(cursor, "b", "a", changed, ["r7"], PAIR)
    return changed


def test_a_whole_table_has_the_rows_that_differ_and_all_others_as_they_were(cursor: DuckDBPyConnection) -> None:
    changed = couples_of_two_runs(cursor)
    later = [row for row in changed if "r9" not in row] + [("r2", "r9", "5")]
    assert not follow(cursor, "c", "b", later, ["r9", *(f"x{number}" for number in range(9))], PAIR)
    assert cursor.execute(f"FROM {layers.whole('b', PAIR, *of('c', PAIR))} ORDER BY ALL").fetchall() == sorted(later)


def test_a_couple_differs_where_either_side_does(cursor: DuckDBPyConnection) -> None:
    changed = couples_of_two_runs(cursor)
    assert shown(cursor, "b", "pair") == sorted(changed)


def test_what_leans_is_made_whole_before_its_base_changes(cursor: DuckDBPyConnection) -> None:
    run(cursor, "a", "member", NAMES, FIRST)
    second = [("e1", "r0"), *FIRST[1:]]
    assert follow(cursor, "b", "a", second, ["r0"])
    layers.free(cursor, "a")
    cursor.execute("DELETE FROM a.member")
    assert shown(cursor, "b") == sorted(second)
    assert layers.bases(cursor) == set()


places = st.integers(0, 19)


@given(
    acts=st.lists(st.tuples(st.booleans(), places, st.sampled_from(["e0", "e1", "new"])), max_size=6),
    again=st.lists(places, max_size=2, unique=True),
)
def test_changes_by_people_are_seen_by_the_next_run_too(acts: list[tuple[bool, int, str]], again: list[int]) -> None:
    with duckdb.connect() as cursor:
        cursor.execute((FOLDER / "0004_layer.sql").read_text(encoding="utf-8"))
        run(cursor, "a", "member", NAMES, FIRST)
        assert follow(cursor, "b", "a", [("e1", "r0"), *FIRST[1:]], ["r0"])
        see(cursor, "b")
        for stays, number, entity in acts:
            cursor.execute("CREATE OR REPLACE TEMP TABLE named AS SELECT ? AS record_id", [f"r{number}"])
            cursor.execute(
                "CREATE OR REPLACE TEMP TABLE row AS SELECT ? AS entity_id, ? AS record_id", [entity, f"r{number}"]
            )
            layers.remove(cursor, "member", "record_id", "named")
            if stays:
                layers.add(cursor, "member", "record_id", "row")
        now = {record: entity for entity, record in shown(cursor, "b")}
        expected = {record: entity for entity, record in [("e1", "r0"), *FIRST[1:]]}
        for stays, number, entity in acts:
            expected.pop(f"r{number}", None)
            expected |= {f"r{number}": entity} if stays else {}
        assert now == expected
        now |= {f"r{number}": "later" for number in again}
        third = [(entity, record) for record, entity in now.items()]
        if follow(cursor, "c", "b", third, [f"r{number}" for number in again]):
            assert shown(cursor, "c") == sorted(third)
