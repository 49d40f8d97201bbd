"""What a sheet shows to be wrong, and what a clean one does not."""

import datetime
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from duckdb import DuckDBPyConnection

from hotpass.fields import standardise_distinct
from hotpass.fields.base import Standard
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store.bare_sheets import TABLE
from hotpass.store.connection import connect
from hotpass.store.inspection import faults
from hotpass.store.inspection.seen import Column
from hotpass.store.inspection.sheet import inspect

TODAY = datetime.date(2024, 5, 1)
TOWNS = ("Birmingham", "Huntsville", "Montgomery", "Tuscaloosa", "Florence", "Gadsden", "Sheffield", "Opelika", "Boaz")
ROWS = 450
Sheet = dict[str, list[str | None]]
TYPES = {
    "number": SemanticType.IDENTIFIER,
    "email": SemanticType.EMAIL,
    "born": SemanticType.DATE,
    "price": SemanticType.NUMBER,
    "north": SemanticType.LATITUDE,
    "east": SemanticType.LONGITUDE,
    "town": SemanticType.CITY,
    "till": SemanticType.DATE,
    "share_pct": SemanticType.NUMBER,
    "growth_pct": SemanticType.NUMBER,
}


@pytest.fixture
def cursor(tmp_path: Path) -> Iterator[DuckDBPyConnection]:
    with connect(tmp_path / "sheet.duckdb", Settings(), [tmp_path], lock=False) as opened:
        yield opened


def clean() -> Sheet:
    """A list without a fault: a key, a town with its code, a state, an e-mail address, a day, a price, a place."""
    chance = random.Random(1)
    towns = [chance.choice(TOWNS) for _ in range(ROWS)]
    return {
        "number": [f"A{place + 10_000}" for place in range(ROWS)],
        "town": list(towns),
        "code": [f"{35_000 + 7 * TOWNS.index(town)}" for town in towns],
        "state": ["open" if TOWNS.index(town) % 2 else "closed" for town in towns],
        "email": [f"person{place}@example-{chance.randrange(9)}.co.za" for place in range(ROWS)],
        "born": [f"{chance.randrange(1950, 2005)}-{chance.randrange(1, 13):02d}-11" for _ in range(ROWS)],
        "price": [f"{chance.lognormvariate(4, 0.8):.2f}" for _ in range(ROWS)],
        "north": [f"{chance.uniform(-34, -23):.4f}" for _ in range(ROWS)],
        "east": [f"{chance.uniform(17, 32):.4f}" for _ in range(ROWS)],
    }


def judged(kind: SemanticType, scheme: str | None, values: Sequence[str]) -> list[Standard]:
    return standardise_distinct(kind, values, "ZA", scheme)


def found(
    cursor: DuckDBPyConnection, sheet: Mapping[str, Sequence[str | None]]
) -> dict[tuple[str, str], dict[int, str | None]]:
    """Row and suggestion of every failing cell, by expectation and header."""
    columns = [
        Column(place, "ABCDEFGHIJ"[place - 1], header, f"c{place:04d}", TYPES.get(header, SemanticType.CATEGORY))
        for place, header in enumerate(sheet, 1)
    ]
    rows = len(next(iter(sheet.values())))
    arrays = {"row": pa.array(range(rows), pa.int32()), "sheet_row": pa.array(range(2, rows + 2), pa.int32())}
    arrays |= {column.name: pa.array(sheet[column.header], pa.string()) for column in columns}
    cursor.register("arrived", pa.table(arrays))
    cursor.execute(f"CREATE OR REPLACE TABLE {TABLE} AS FROM arrived")
    shown = inspect(cursor, TABLE, columns, rows, judged, TODAY)
    headers = {column.position: column.header for column in columns} | {0: ""}
    return {
        (count.kind.value, headers[count.position]): {cell.row: cell.suggestion for cell in faults.cells(cursor, count)}
        for count in shown.counts
    }


def test_a_clean_list_gives_nothing(cursor: DuckDBPyConnection) -> None:
    assert found(cursor, clean()) == {}


def put(header: str, text: str | None, sheet: Sheet) -> None:
    sheet[header][33] = text


def trade(one: str, other: str, sheet: Sheet) -> None:
    sheet[one][33], sheet[other][33] = sheet[other][33], sheet[one][33]


def repeat(sheet: Sheet) -> None:
    for header in sheet:
        sheet[header][33] = sheet[header][32]


def put_often(header: str, text: str, sheet: Sheet) -> None:
    sheet[header][33] = sheet[header][71] = text


def to_zero(sheet: Sheet) -> None:
    sheet["north"][33] = sheet["east"][33] = "0"


@pytest.mark.parametrize(
    ("fault", "expectation", "header"),
    [
        (partial(put, "town", None), "present", "town"),
        (partial(put, "town", "NaN"), "no_placeholder", "town"),
        (partial(put, "town", "n/a"), "no_placeholder", "town"),
        (partial(put, "email", "test@test.com"), "no_placeholder", "email"),
        (partial(put_often, "price", "-999"), "no_placeholder", "price"),
        (partial(put_often, "price", "99999"), "no_placeholder", "price"),
        (partial(put, "email", "person@@example"), "valid", "email"),
        (partial(put, "born", "1980-02-31"), "valid", "born"),
        (partial(put, "born", "2031-01-01"), "plausible_date", "born"),
        (partial(put, "price", "twelve"), "one_type", "price"),
        (partial(put, "price", "R 1,250.00"), "one_unit", "price"),
        (partial(put, "price", "9999999"), "usual_range", "price"),
        (partial(put, "price", "-60.10"), "usual_range", "price"),
        (partial(put, "number", "A1o033"), "usual_pattern", "number"),
        (partial(put, "number", "A103"), "usual_pattern", "number"),
        (partial(put_often, "number", "1-Jun"), "usual_pattern", "number"),
        (partial(put_often, "number", "3.50E+12"), "usual_pattern", "number"),
        (partial(put, "number", "A10032"), "unique", "number"),
        (partial(put, "town", '=HYPERLINK("http://x")'), "no_formula", "town"),
        (partial(put, "town", "FlorÃ©nce"), "readable", "town"),
        (partial(put, "town", "Florence\u200b"), "no_control_character", "town"),
        (partial(put, "town", " Florence"), "no_stray_blank", "town"),
        (partial(put, "town", "FLORENCE"), "one_spelling", "town"),
        (partial(put, "state", "clxsed"), "depends_on", "state"),
        (partial(trade, "town", "state"), "in_its_column", "town"),
        (repeat, "unique_row", ""),
        (to_zero, "plausible_position", "north"),
        (partial(trade, "north", "east"), "plausible_position", "east"),
    ],
)  # fmt: skip
def test_a_fault_is_found_in_its_cell(
    cursor: DuckDBPyConnection, fault: Callable[[Sheet], object], expectation: str, header: str
) -> None:
    sheet = clean()
    fault(sheet)
    seen = found(cursor, sheet)
    assert 33 in seen.get((expectation, header), {}), seen


def test_what_looks_odd_and_is_right_gives_nothing(cursor: DuckDBPyConnection) -> None:
    chance = random.Random(2)
    kinds = [f"kind {letter}" for letter in "abcdefgh"]
    odd: Sheet = {
        "number": [f"A{place + 1}" for place in range(ROWS)],
        "price": [f"{chance.paretovariate(1.2) * 100:.0f}" for _ in range(ROWS)],
        "kind": [chance.choices(kinds, [1 / 2**rank for rank in range(8)])[0] for _ in range(ROWS)],
        "sex": [chance.choices(["M", "F", "X"], [50, 49, 1])[0] for _ in range(ROWS)],
        "limit": [chance.choice(["10", "100", "1000", "10000"]) for _ in range(ROWS)],
        "growth_pct": [f"{chance.gauss(2, 6):.1f}" for _ in range(ROWS)],
    }
    assert found(cursor, odd) == {}


def test_a_stranger_in_a_short_list_is_told(cursor: DuckDBPyConnection) -> None:
    chance = random.Random(5)
    states: list[str | None] = [chance.choice(["open", "closed", "on hold"]) for _ in range(ROWS)]
    states[33] = states[71] = "Zebra"
    assert set(found(cursor, {"case": states})["usual_pattern", "case"]) == {33, 71}


def test_a_number_is_held_to_what_its_header_says_it_is(cursor: DuckDBPyConnection) -> None:
    chance = random.Random(3)
    shares: list[str | None] = [f"{chance.randrange(101)}" for _ in range(ROWS)]
    shares[33], shares[71] = "104", "-3"
    assert set(found(cursor, {"share_pct": shares})["usual_range", "share_pct"]) == {33, 71}


def test_few_days_with_day_and_month_exchanged_are_told(cursor: DuckDBPyConnection) -> None:
    chance = random.Random(4)
    days: list[str | None] = [f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/2019" for _ in range(ROWS)]
    days[33] = "04/25/2019"
    ends: list[str | None] = [f"{str(day)[:6]}2021" for day in days]
    ends[71] = "01/01/2011"
    seen = found(cursor, {"born": days, "till": ends})
    assert set(seen["plausible_date", "born"]) == {33}
    assert set(seen["dates_in_order", "till"]) == {71}


def test_a_wrong_letter_is_named_with_its_mend(cursor: DuckDBPyConnection) -> None:
    sheet = clean()
    right = sheet["town"][33] or ""
    sheet["town"][33] = right[:4] + "x" + right[5:]
    del sheet["code"], sheet["state"]
    assert found(cursor, sheet) == {("usual_spelling", "town"): {33: right}}


def test_the_rare_side_of_a_broken_dependency_is_wrong_and_gets_the_others_value(cursor: DuckDBPyConnection) -> None:
    sheet = clean()
    right = sheet["town"][33] or ""
    like = [town for town in TOWNS if TOWNS.index(town) % 2 == TOWNS.index(right) % 2]
    sheet["town"][33] = next(town for town in like if town != right)
    assert found(cursor, sheet)["depends_on", "town"] == {33: right}


def test_an_exception_that_another_column_explains_is_none(cursor: DuckDBPyConnection) -> None:
    """One town's branch abroad has a state of its own wherever it stands."""
    sheet = clean()
    sheet["branch"] = ["main"] * ROWS
    for place in range(0, 9 * 5, 5):
        sheet["branch"][place], sheet["state"][place] = "abroad", "foreign"
    assert ("depends_on", "state") not in found(cursor, sheet)


@pytest.mark.parametrize("values", [[], [None] * 40, ["x"] * 40, ["x" * 300] * 40, ["1", "x"] * 20])
def test_odd_columns_break_nothing(cursor: DuckDBPyConnection, values: list[str | None]) -> None:
    found(cursor, {"price": values, "town": values})
