"""A column profile agrees with counting by hand."""

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.model.column_profile import ColumnProfile
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store.column_profile import profile, profiles
from hotpass.store.connection import connect
from hotpass.store.inspection.seen import Column

COLUMN = Column(1, "A", "Amount", "c0001", SemanticType.NUMBER)
TEXTS = st.sampled_from(["Ab 12", "x", "n/a"])
CELLS = st.lists(st.one_of(st.none(), st.integers(-50, 50).map(str), TEXTS), max_size=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@settings(max_examples=40, deadline=None)
@given(CELLS)
def test_counts_are_those_of_the_cells(folder: Path, cells: list[str | None]) -> None:
    with connect(":memory:", Settings(), [folder], lock=False) as cursor:
        rows = pa.table({"row": pa.array(range(len(cells)), pa.int32()), "c0001": pa.array(cells, pa.string())})
        cursor.register("arrived", rows)
        cursor.execute("CREATE TABLE bare AS FROM arrived")
        found = profile(cursor, "bare", COLUMN, len(cells))
    filled = [cell for cell in cells if cell is not None]
    assert (found.rows, found.filled) == (len(cells), len(filled))
    assert {one.text: one.cells for one in found.top} == dict(
        sorted(Counter(filled).items(), key=lambda pair: (-pair[1], pair[0]))[:10]
    )
    numbers = sorted(int(cell) for cell in filled if cell.lstrip("-").isdigit())
    if found.numbers:
        assert (found.numbers.least, found.numbers.most) == (numbers[0], numbers[-1])
        assert found.numbers.median == numbers[(len(numbers) - 1) // 2]
        assert sum(step.cells for step in found.numbers.steps) == len(numbers) == found.numbers.cells


def test_side_by_side_they_are_the_same(folder: Path) -> None:
    columns = [Column(place, "AB"[place], "Name", f"c000{place + 1}", SemanticType.TEXT) for place in range(2)]
    with connect(":memory:", Settings(), [folder], lock=False) as con:
        con.execute(
            "CREATE TABLE bare AS SELECT i::INTEGER AS \"row\", 'Ünal ' || (i % 7) AS c0001, (i % 5)::VARCHAR AS c0002 "
            "FROM range(3000) AS every(i)"
        )
        alone = [profile(con, "bare", column, 3000) for column in columns]
        assert profiles(con.cursor, "bare", columns, 3000, threads=2) == alone
    assert [(one.distinct, one.shapes[0].text) for one in alone] == [(7, "Aa 9"), (5, "9")]


def told(folder: Path, cells: list[str]) -> ColumnProfile:
    with connect(":memory:", Settings(), [folder], lock=False) as con:
        con.execute(
            'CREATE TABLE bare AS SELECT row_number() OVER () AS "row", c0001 FROM (SELECT unnest(?) AS c0001)', [cells]
        )
        return profile(con, "bare", COLUMN, len(cells))


@pytest.mark.parametrize(
    ("cells", "first", "last", "years"),
    [
        (["2020-01-05", "2021-02-28", "2021-12-31 10:00"], (2020, 1, 5), (2021, 12, 31), [("2020", 1), ("2021", 2)]),
        (["5/2/1999", "31/12/1960", "x"], (1960, 12, 31), (1999, 2, 5), [("1960 to 1964", 1), ("1995 to 1999", 1)]),
        (["12/31/2001", "01.02.2003"], (2001, 12, 31), (2003, 2, 1), [("2001", 1), ("2003", 1)]),
    ],
)
def test_days_fall_into_years(
    folder: Path,
    cells: list[str],
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    years: list[tuple[str, int]],
) -> None:
    days = told(folder, cells).days
    assert days is not None
    assert (days.first, days.last) == (date(*first), date(*last))
    assert [(one.text, one.cells) for one in days.years] == years


@pytest.mark.parametrize("cells", [["082 123 4567", "0111234567"], ["a", "b"], ["2020-13-45"], []])
def test_what_is_no_day_has_none(folder: Path, cells: list[str]) -> None:
    assert told(folder, cells).days is None


def test_the_scripts_of_the_letters_are_told(folder: Path) -> None:
    found = told(folder, ["Straße 5", "Москва", "مدرسة", "東京 Tokyo", "12"]).scripts
    assert {one.text: one.cells for one in found} == {"Latin": 2, "Cyrillic": 1, "Arabic": 1, "Chinese or Japanese": 1}
