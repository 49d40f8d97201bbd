from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.matching import comparisons, evidence, records
from hotpass.matching.comparison import one_slip
from hotpass.matching.grading import grade
from hotpass.model.semantic import SemanticType
from tests.matching.standard_records import connection, fill

T = SemanticType
EXAMPLES = [
    (T.ORGANISATION_NAME, "Acme Flight School (Pty) Ltd", "ACME Flight School", "Same name"),
    (T.ORGANISATION_NAME, "School of Flight Acme", "Acme School of Flight", "Same words in another order"),
    (T.ORGANISATION_NAME, "Acme Flight School", "Acme Flihgt School", "Nearly the same name"),
    (T.ORGANISATION_NAME, "Lanseria Acme Flight School North", "Acme Flight School", "One name holds the other"),
    (T.ORGANISATION_NAME, "Dandong", "Dandong Langtou Airport", "The one word of a name is in the other"),
    (T.ORGANISATION_NAME, "Acme Flight School", "Zulu Bakery", "Different"),
    (T.PERSON_NAME, "Anna van Wyk", "van Wyk, Anna", "Same name"),
    (T.PERSON_NAME, "Johanna", "Johana", "Nearly the same name"),
    (T.PERSON_NAME, "J", "Johanna", "Only an initial"),
    (T.EMAIL, "a.botha@x.co.za", "A.Botha@X.co.za", "Same e-mail address"),
    (T.EMAIL, "a.botha@x.co.za; info@x.co.za", "info@x.co.za", "One of several is the same"),
    (T.EMAIL, "a.botha@x.co.za", "a.botha@y.com", "Same name before the @"),
    (T.PHONE, "011 234 5678", "+27 11 234 5678", "Same phone number"),
    (T.PHONE, "011 234 5678", "012 234 5678", "Same last digits"),
    (T.PHONE, "011 234 5678", "011 234 5679", "One digit differs"),
    (T.WEBSITE, "https://www.x.co.za/about", "x.co.za", "Same website"),
    (T.IDENTIFIER, "AB-12345", "AB12354", "One character differs"),
    (T.ADDRESS, "12 Main Road, Durban", "12 Main Rd", "Same number and street"),
    (T.ADDRESS, "12 Main Road", "18 Main Road", "Same street, another number"),
    (T.ADDRESS, "2507 N Greenview Avenue", "7059 N Greenview Ave", "Same street, another number"),
    (T.ADDRESS, "2507 N Greenview Avenue", "2570 N Greenview Ave", "Same street, one sign of a long number differs"),
    (T.CITY, "Bloemfontein", "Bloemfontien", "Nearly the same place"),
    (T.POSTCODE, "4001", "4010", "One character differs"),
    (T.DATE, "1980-03-04", "1980-04-03", "Day and month are swapped"),
    (T.DATE, "1980-03-04", "1980-03-05", "One digit differs"),
    (T.DATE, "1980-03-04", "1980-03-25", "Same month of the same year"),
    (T.DATE, "1980-03-04", "1980-11-25", "Same year"),
    (T.NUMBER, "100", "100.5", "Within 1 %"),
    (T.NUMBER, "100", "95", "Within 10 %"),
    (T.CATEGORY, "small", "large", "Different"),
    (T.TEXT, "blue", "blues", "Nearly the same text"),
]


def label(folder: Path, types: dict[str, SemanticType], left: list[str | None], right: list[str | None]) -> list[str]:
    """The words of the level at which two records stand, for each comparison, as graded and as Splink's SQL has it."""
    with connection(folder) as cursor:
        fields = fill(cursor, types, [left, right])
        described = cursor.execute("DESCRIBE standard").fetchall()
        columns = frozenset(str(row[0]) for row in described)
        found = tuple(evidence.Evidence(field, 2, 2, 10.0, columns) for field in fields)
        compared, _ = comparisons.derive(found)
        read = records.read(cursor, compared, {}, "standard")
        one, other = np.zeros(1, dtype=np.int32), np.ones(1, dtype=np.int32)
        graded = [int(grade(cursor, read, comparison, one, other)[0]) for comparison in compared]
        names = {name for comparison in compared for name in comparison.columns}
        sides = {f"{name}_{side}": read.column(name)[row : row + 1] for name in names for row, side in enumerate("lr")}
        cursor.register("side", pa.table(sides))
        stated = cursor.execute(f"SELECT {', '.join(one.gamma_sql() for one in compared)} FROM side").fetchall()[0]
    assert tuple(graded) == stated
    return [one.labels[level] if level >= 0 else "Missing" for one, level in zip(compared, graded, strict=True)]


@pytest.mark.parametrize(("kind", "left", "right", "expected"), EXAMPLES)
def test_two_values_stand_at_the_level_a_person_would_say(
    tmp_path: Path, kind: SemanticType, left: str, right: str, expected: str
) -> None:
    assert label(tmp_path, {"field": kind}, [left], [right]) == [expected]


@pytest.mark.parametrize("kind", [kind for kind in T if kind not in {T.LATITUDE, T.LONGITUDE}])
def test_a_missing_value_says_nothing(tmp_path: Path, kind: SemanticType) -> None:
    assert label(tmp_path, {"field": kind}, [None], [None]) == ["Missing"]


def test_swapped_names_count_once(tmp_path: Path) -> None:
    types = {"given_name": T.PERSON_NAME, "family_name": T.PERSON_NAME}
    assert label(tmp_path, types, ["Anna", "Botha"], ["Botha", "Anna"]) == [
        "Given and family name are swapped",
        "Missing",
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("-29.6144", "31.1196", "Within 100 m"),
        ("-29.6200", "31.1196", "Within 1 km"),
        ("-26.1392", "28.2460", "Different"),
    ],
)
def test_positions_are_compared_by_distance(tmp_path: Path, latitude: str, longitude: str, expected: str) -> None:
    types = {"latitude": T.LATITUDE, "longitude": T.LONGITUDE}
    assert label(tmp_path, types, ["-29.6145", "31.1197"], [latitude, longitude]) == [expected]


letters = st.text("abc", max_size=7)


@settings(deadline=None)
@given(pairs=st.lists(st.tuples(letters, letters), min_size=1, max_size=200))
def test_a_slip_is_found_wherever_it_is(pairs: list[tuple[str, str]]) -> None:
    columns = {"t_l": [one for one, _ in pairs], "t_r": [other for _, other in pairs]}
    con = duckdb.connect()
    con.register("pair", pa.table(columns))
    found = con.execute(f"SELECT {one_slip('t')}, damerau_levenshtein(t_l, t_r) <= 1 FROM pair").fetchall()
    con.close()
    assert all(quick == slow for quick, slow in found)


def test_a_region_says_nothing_more_where_the_town_is_the_same(tmp_path: Path) -> None:
    types = {"city": T.CITY, "region": T.REGION}
    assert label(tmp_path, types, ["Durban", "KZN"], ["Durban", "KZN"]) == ["Same place", "Missing"]
    (tmp_path / "other").mkdir()
    assert label(tmp_path / "other", types, ["Durban", "KZN"], ["Ballito", "KZN"]) == ["Different", "The same"]


def test_offices_that_are_both_called_info_have_different_addresses(tmp_path: Path) -> None:
    assert label(tmp_path, {"email": T.EMAIL}, ["info@acme.co.za"], ["info@zulu.org"]) == ["Different"]
