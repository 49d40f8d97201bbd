"""Headings: the row that names the columns is found by what stands below it."""

import pytest

from hotpass.reading.heading import Heading, find, kind

DATA = ["Acme", "0821234567", "a@b.co.za"]
MORE = ["Global", "0831234567", "c@d.co.za"]
NAMES = ["name", "phone", "email"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([NAMES, DATA, MORE], Heading(0, 1)),
        ([["Title"], [], NAMES, DATA, MORE], Heading(2, 3)),
        ([["Title", None, "2024"], NAMES, DATA, MORE], Heading(1, 2)),
        ([DATA, MORE], Heading(None, 0)),
        ([NAMES], Heading(0, 1)),
        ([DATA], Heading(None, 0)),
        ([["Province", "2019", "2020"], ["Gauteng", "1", "2"], ["Limpopo", "3", "4"]], Heading(0, 1)),
        ([[None, "phone", "email"], DATA, MORE], Heading(0, 1)),
        ([["name"], ["Acme"], ["Global"]], Heading(0, 1)),
        ([["name", "city"], ["Acme", "Paarl"], ["Global", "Durban"]], Heading(0, 1)),
        ([[None], ["", " "]], None),
        ([], None),
    ],
)
def test_the_heading_is_found(rows: list[list[str | None]], expected: Heading | None) -> None:
    assert find(rows) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("082 123 4567", "number"),
        ("-25.7", "number"),
        ("12 %", "number"),
        ("12%", "number"),
        ("2024", "text"),
        ("2024-03-01", "number"),
        ("1 March 2024", "date"),
        ("a@b.co", "email"),
        ("www.acme.co.za", "url"),
        ("yes", "truth"),
        (" ", None),
        ("12 Main Road", "text"),
    ],
)
def test_a_cell_looks_like_something(cell: str, expected: str | None) -> None:
    assert kind(cell) == expected
