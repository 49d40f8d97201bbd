"""Taking in only the rows that the ground lacks tells the same of every record as taking in all of them."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.model.sheet import Sheet, SheetColumn
from hotpass.settings import Settings
from hotpass.store import anchoring, fresh, ground, sources
from hotpass.store.arrivals import Arrival
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Delivery
from tests.cases.thoroughly import examples

HEADER = ("number", "given name", "surname", "email", "street")
Row = tuple[str | None, ...]
# Few texts, so that rows are equal, differ in one cell, and share a key.
rows = st.tuples(
    st.sampled_from(["1", "2", "3", "4"]),
    st.sampled_from(["Anna", "Ben"]),
    st.sampled_from(["Nkosi", "Botha", None]),
    st.sampled_from(["a@b.co.za", "c@d.co.za"]),
    st.just("1 Long Street"),
)
plain = [
    (str(number), f"Given{number}", f"Family{number}", f"p{number}@b.co.za", f"{number} Street") for number in range(9)
]
# A row that changed, and then came as it was beside itself; equal rows that changed places; one key in two rows.
other = [(*row[:4], text) for row, text in zip(plain[:1] * 2, "xy", strict=True)]
CAME_AGAIN = [plain, [other[0], *plain[1:]], [other[0], plain[0], *plain[1:]]]
CHANGED_PLACES = [[*plain, plain[0]], [plain[0], *plain[2:], plain[0], plain[0]]]
ONE_KEY = [[*plain, other[0]], [other[1], *plain[1:], other[0]]]


def laid(arrow: Path, delivered: Sequence[Row], places: Sequence[int]) -> Path:
    columns = {f"c{at:04d}": pa.array([delivered[row][at - 1] for row in places], pa.string()) for at in range(1, 6)}
    table = pa.table({"sheet_row": pa.array([row + 2 for row in places], pa.int32()), **columns})
    with pa.OSFile(str(arrow), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return arrow


def sheet(folder: Path, delivered: Sequence[Row], before: Sequence[Row] | None = None) -> Sheet:
    """All rows, or those that do not read as the row of before in their place."""
    other = [at for at, row in enumerate(delivered) if before is None or list(before[at : at + 1]) != [row]]
    arrow = laid(folder / "sheet.arrow", delivered, other)
    told = tuple(
        SheetColumn(position=at, letter="A", header=text, column_name=f"c{at:04d}") for at, text in enumerate(HEADER, 1)
    )
    count = len(delivered)
    since = None if before is None else "0" * 64
    return Sheet(
        name="", kind="csv", header_row=1, columns=told, rows_seen=count, records=count, arrow=arrow, since=since
    )


class Delivered(NamedTuple):
    """The rows that came and the column of their key; the rows that came before, where only others are read."""

    rows: Sequence[Row]
    key: str | None
    before: Sequence[Row] | None = None


def arrive(scratch: Scratch, came: Delivered) -> Arrival:
    delivery = Delivery("a.csv", "0" * 64, "list", came.key, ())

    def whole() -> Path:
        return laid(scratch.folder / "whole.arrow", came.rows, range(len(came.rows)))

    found = sheet(scratch.folder, came.rows, came.before)
    arrival = sources.add(scratch.cursor, 1, delivery, found)
    assert arrival is not None
    scratch.see_ground()
    return arrival._replace(whole=None if came.before is None else whole)


def fates(folder: Path, last: Path | None, came: Delivered, *, only: bool) -> Sequence[object]:
    """What became of each record since the run whose file is `last`; leaves this run's own file."""
    folder.mkdir()
    with Scratch(folder, Settings(), last) as scratch:
        cursor = scratch.cursor
        arrival = arrive(scratch, came)
        if not only:
            sources.take_in(cursor, arrival)
        else:
            assert fresh.take_in(cursor, [arrival])
        if last is None:
            return []
        with ground.before(cursor) as before:
            anchoring.anchor(before, cursor, fresh=only)
        ground.compare(cursor, fresh=only)
        return cursor.execute("SELECT * FROM change ORDER BY ALL").fetchall()


@pytest.fixture(autouse=True)
def _any_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much changed, only what is fresh is taken in."""
    monkeypatch.setattr(fresh, "FEW", 10**6)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries=st.lists(st.lists(rows, min_size=1, max_size=8), min_size=2, max_size=4), keyed=st.booleans())
@example(deliveries=CAME_AGAIN, keyed=False)
@example(deliveries=CHANGED_PLACES, keyed=False)
@example(deliveries=ONE_KEY, keyed=True)
def test_all_that_is_told_of_records_is_the_same(deliveries: list[list[Row]], keyed: bool) -> None:
    key, last = HEADER[0] if keyed else None, None
    with TemporaryDirectory() as place:
        for number, delivered in enumerate(deliveries):
            folder = Path(place) / str(number)
            whole = fates(folder, last, Delivered(delivered, key), only=False)
            if last is not None:
                before = deliveries[number - 1]
                assert fates(Path(place) / f"{number} fresh", last, Delivered(delivered, key), only=True) == whole
                few = Delivered(delivered, key, before)
                assert fates(Path(place) / f"{number} few", last, few, only=True) == whole
            last = Path(place) / f"{number}.duckdb"
            shutil.copyfile(folder / "scratch.duckdb", last)


def test_all_rows_are_taken_in_after_all_where_only_others_were_read(tmp_path: Path) -> None:
    fates(tmp_path / "first", None, Delivered(plain, None), only=False)
    last = tmp_path / "last.duckdb"
    shutil.copyfile(tmp_path / "first" / "scratch.duckdb", last)
    (tmp_path / "next").mkdir()
    with Scratch(tmp_path / "next", Settings(), last) as scratch:
        came = Delivered([other[0], *plain[1:]], None, plain)
        scratch.take_in([arrive(scratch, came)], follows=True)
        held = 'SELECT c0001, c0002, c0003, c0004, c0005 FROM raw_0001 ORDER BY "row"'
        assert scratch.cursor.execute(held).fetchall() == [other[0]]
        scratch.take_in_all()
        assert scratch.cursor.execute(held).fetchall() == came.rows
        assert scratch.cursor.execute("SELECT count(*) FROM likeness").fetchall() == [(len(plain),)]
