"""A query of one's own reads the records and does nothing else: the engine itself refuses all that reaches further."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from hotpass.store.query_room import QueryRoom, Refused
from hotpass.store.scratch import Scratch
from tests.cases import scene

HIDDEN = "name\nsecret\n"
REACHING = (
    "COPY records TO '{place}/out.csv'",
    "COPY (SELECT 1) TO '{place}/out.parquet' (FORMAT parquet)",
    "SELECT * FROM read_csv('{place}/secret.csv')",
    "SELECT * FROM '{place}/secret.csv'",
    "SELECT * FROM read_text('{place}/secret.csv')",
    "SELECT * FROM glob('{place}/*')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "ATTACH '{place}/other.duckdb' AS other",
    "EXPORT DATABASE '{place}/all'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "PRAGMA enable_external_access = true",
    "RESET lock_configuration",
    "INSERT INTO records (record_id) VALUES ('x')",
    "DELETE FROM records",
    "DROP TABLE records",
    "CREATE TABLE more AS SELECT 1",
    "SELECT * FROM planted",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("room")
    (made / "run").mkdir()
    (made / "secret.csv").write_text(HIDDEN, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def room(place: Path) -> Iterator[QueryRoom]:
    with Scratch(place / "run", scene.job(place).settings) as scratch:
        scene.add_sources(scratch, ["one"])
        fields = scene.add_fields(scratch, {"name": {"type": "text"}, "row": {"type": "number"}}, 1)
        scene.add_records(scratch, scene.job(place), fields, {"a": {"name": "Karoo"}, "b": {"name": "Vaal"}})
        with QueryRoom(scratch.cursor, scratch.folder, fields) as made:
            yield made
    assert not list(scratch.folder.glob("query.duckdb*"))


@pytest.mark.parametrize("statement", REACHING)
def test_the_engine_refuses_what_reaches_further(room: QueryRoom, place: Path, statement: str) -> None:
    planted = {"name": ["secret"]}
    asked = statement.format(place=place)
    with pytest.raises(duckdb.Error):
        room.con.execute(asked).fetchall()
    with pytest.raises(Refused):
        room.failing(asked)
    assert planted and sorted(path.name for path in place.iterdir()) == ["run", "secret.csv"]


def test_a_query_answers_rows_once_with_its_own_words(room: QueryRoom) -> None:
    assert room.failing("SELECT 'a' AS record_id FROM range(3) -- twice; and more") == (["a"], ["It fails the query."])
    asked = """SELECT record_id, 'Row ' || "row" AS message FROM texts WHERE name = 'Vaal' AND source = 'one.csv';"""
    assert room.failing(asked) == (["b"], ["Row 3"])
    assert room.failing("SELECT 'stranger' AS record_id") == ([], [])
    wrong = ("SELECT 1; SELECT 2", "SELECT name FROM records", "SELECT nothing FROM records", "", "SELECT ) FROM (")
    for asked in wrong:
        with pytest.raises(Refused):
            room.failing(asked)
