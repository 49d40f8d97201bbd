"""Record ids come from the source and its key or content, never from the order of rows."""

from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.model.sheet import SetAside, Sheet, SheetColumn
from hotpass.settings import Settings
from hotpass.store import sources
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Delivery

Row = tuple[str | None, str | None]
CELLS = st.one_of(st.none(), st.text(max_size=3))
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=30)


def identified(folder: Path, rows: list[Row], key: str | None = None) -> list[tuple[str, Row]]:
    """The record id and the cells of each row, in the file's order."""
    arrow = folder / "sheet.arrow"
    table = pa.table(
        {
            "sheet_row": pa.array(range(2, len(rows) + 2), pa.int32()),
            "c0001": pa.array([row[0] for row in rows], pa.string()),
            "c0002": pa.array([row[1] for row in rows], pa.string()),
        }
    )
    with pa.OSFile(str(arrow), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    columns = tuple(
        SheetColumn(position=place, letter=letter, header=header, column_name=name)
        for place, (letter, header, name) in enumerate([("A", "Code", "c0001"), ("B", 'x"; --', "c0002")])
    )
    sheet = Sheet(
        name="",
        kind="csv",
        header_row=1,
        columns=columns,
        rows_seen=len(rows) + 1,
        records=len(rows),
        aside=(SetAside(sheet_row=9, reason="empty row", cells=("", "x")),),
        arrow=arrow,
    )
    with Scratch(folder, Settings()) as scratch:
        arrival = sources.add(scratch.cursor, 1, Delivery("schools.csv", "0" * 64, None, key, ()), sheet)
        assert arrival is not None
        sources.take_in(scratch.cursor, arrival)
        assert sources.totals(scratch.cursor) == (len(rows) + 1, len(rows), 1)
        found = scratch.cursor.execute(
            'SELECT record_id, c0001, c0002 FROM record JOIN raw_0001 USING (record_id, "row") ORDER BY "row"'
        ).fetchall()
        aside = scratch.cursor.execute("SELECT sheet_row, reason, cells FROM set_aside").fetchall()
    assert aside == [(9, "empty row", ["", "x"])]
    return [(record_id, (first, second)) for record_id, first, second in found]


def test_ids_do_not_depend_on_row_order(tmp_path: Path) -> None:
    @settings(max_examples=25, deadline=None)
    @given(ROWS)
    def holds(rows: list[Row]) -> None:
        turned = list(reversed(rows))
        first, second = identified(tmp_path, rows), identified(tmp_path, turned)
        assert sorted(first, key=str) == sorted(second, key=str)
        assert len({record_id for record_id, _ in first}) == len(rows)

    holds()


def test_a_key_keeps_its_id_when_the_row_changes(tmp_path: Path) -> None:
    before = identified(tmp_path, [("k1", "old"), ("k2", "same"), (None, "no key")], key="Code")
    after = identified(tmp_path, [("k2", "same"), (None, "no key"), ("k1", "new")], key="Code")
    ids = {row[0]: record_id for record_id, row in before}
    assert ids == {row[0]: record_id for record_id, row in after}


def test_cells_that_run_together_are_told_apart(tmp_path: Path) -> None:
    ids = [record_id for record_id, _ in identified(tmp_path, [("ab", "c"), ("a", "bc"), ("abc", None), (None, "abc")])]
    assert len(set(ids)) == 4
