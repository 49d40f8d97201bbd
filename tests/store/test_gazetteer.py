"""Gazetteer: which town a name means, when it is written otherwise, shared by several, or stands in an address."""

from collections.abc import Iterator

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.fields.fold import words
from hotpass.lookup.gazetteer import FOLDER
from hotpass.store import gazetteer

Asked = tuple[str | None, str | None, str | None, str | None]


@pytest.fixture
def cursor() -> Iterator[DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def found(cursor: DuckDBPyConnection, *asked: Asked) -> list[dict[str, object]]:
    """What the gazetteer makes of (name, region, country, address), in this order."""
    gazetteer.ask(cursor)
    cursor.executemany("INSERT INTO place_asked VALUES (?, ?, ?, ?, ?)", [(at, *one) for at, one in enumerate(asked)])
    gazetteer.find(cursor, FOLDER)
    rows = cursor.execute("FROM place_found ORDER BY number").fetchall()
    names = ("number", "name", "region", "country", "latitude", "longitude", "precision", "confidence", "others")
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_name_is_known_however_it_is_written(cursor: DuckDBPyConnection) -> None:
    asked: list[Asked] = [
        ("upington", "ZA-NC", "ZA", None),
        ("bloemfontain", "ZA-FS", "ZA", None),
        ("keimouth", "ZA-EC", "ZA", None),
        ("port alfred central", "ZA-EC", "ZA", None),
        ("witbank", None, "ZA", None),
        (words("Кейптаун"), None, "ZA", None),
        (None, None, "ZA", "16 erskine terrace south beach durban 4001"),
        (None, None, "ZA", "corner george and durban roads upington 8801"),
    ]
    answers = found(cursor, *asked)
    names = ["Upington", "Bloemfontein", "Kei Mouth", "Port Alfred", "Emalahleni", "Cape Town", "Durban", "Upington"]
    assert [answer["name"] for answer in answers] == names
    sure = [answer["confidence"] for answer in answers]
    assert sure[0] == 1.0
    assert all(isinstance(one, float) and 0.4 < one < 1 for one in sure[1:4])


def test_suburbs_and_places_that_only_post_goes_to_are_known_where_no_town_has_their_name(
    cursor: DuckDBPyConnection,
) -> None:
    asked: list[Asked] = [
        ("sandton", "ZA-GP", "ZA", None),
        ("britstown", "ZA-NC", "ZA", None),
        (None, None, "ZA", "12 main road hout bay 7806"),
        ("belfast", "ZA-MP", "ZA", None),
    ]
    answers = found(cursor, *asked)
    assert [answer["name"] for answer in answers] == ["Sandton", "Britstown", "Hout Bay", "Belfast"]
    assert [answer["region"] for answer in answers] == ["ZA-GP", "ZA-NC", "ZA-WC", "ZA-MP"]
    assert answers[3]["others"]


def test_towns_are_known_by_new_names_and_by_those_of_another_language(cursor: DuckDBPyConnection) -> None:
    names = ("komani", "makhado", "griekwastad", "ballito", "fish hoek")
    answers = found(cursor, *((name, None, "ZA", None) for name in names))
    assert [answer["name"] for answer in answers] == [
        *("Queenstown", "Louis Trichardt", "Griquatown", "Ballitoville", "Vishoek")
    ]
    assert all(answer["confidence"] == 1.0 for answer in answers)


def test_a_town_of_the_region_that_was_said_is_meant_before_a_larger_one_far_from_it(
    cursor: DuckDBPyConnection,
) -> None:
    small, near, spelt = found(
        cursor,
        ("houston", "US-MS", "US", None),
        ("texarkana", "US-AR", "US", None),
        ("mpumalanga", "ZA-MP", "ZA", None),
    )
    assert (small["region"], small["precision"]) == ("US-MS", "city")
    others = small["others"]
    assert isinstance(others, list) and others[0]["region"] == "US-TX"
    assert near["precision"] == "city"
    assert (spelt["name"], spelt["region"]) == ("Empumalanga", "ZA-MP")


def test_letters_for_one_sound_and_words_left_out_do_not_hide_a_town_but_a_hill_beyond_it_is_another_place(
    cursor: DuckDBPyConnection,
) -> None:
    answers = found(
        cursor,
        ("koffyfontein", "ZA-FS", "ZA", None),
        ("bethesda", "ZA-EC", "ZA", None),
        ("upington heights", "ZA-NC", "ZA", None),
        ("thompson springs", "US-UT", "US", None),
    )
    assert [answer["name"] for answer in answers] == ["Koffiefontein", "Nieu-Bethesda", None, None]
    assert [answer["precision"] for answer in answers] == ["city", "city", "region", "region"]


def test_a_shared_name_means_the_town_of_that_region_else_the_largest_and_keeps_the_others(
    cursor: DuckDBPyConnection,
) -> None:
    springfields = found(cursor, ("springfield", "US-IL", "US", None), ("springfield", None, "US", None))
    assert [one["region"] for one in springfields] == ["US-IL", "US-MO"]
    first, second = (one["confidence"] for one in springfields)
    assert isinstance(first, float) and isinstance(second, float) and first > 0.9 > 0.5 > second
    assert springfields[1]["others"]


def test_where_no_town_is_known_the_region_or_the_country_is_told_and_a_town_of_elsewhere_only_offered(
    cursor: DuckDBPyConnection,
) -> None:
    answers = found(
        cursor,
        (None, "ZA-WC", "ZA", None),
        ("no such town", None, "ZA", None),
        ("no such town", None, None, None),
        ("durban", "ZA-GP", "ZA", None),
    )
    assert [answer["precision"] for answer in answers] == ["region", "country", None, "region"]
    assert answers[2]["latitude"] is answers[2]["confidence"] is None
    others = answers[3]["others"]
    assert isinstance(others, list) and others[0]["region"] == "ZA-KZN"
    assert "name" in others[0] and answers[3]["name"] is None


def test_a_town_of_that_name_is_meant_before_a_larger_one_that_once_had_it_but_not_before_its_short_form(
    cursor: DuckDBPyConnection,
) -> None:
    answers = found(
        cursor,
        ("franklin", "US-TX", "US", None),
        (None, "US-TX", "US", "12 main street franklin"),
        ("newcastle", "GB-ENG", "GB", None),
        (None, "GB-ENG", "GB", "12 high street newcastle"),
        ("elliot", "ZA-EC", "ZA", None),
    )
    newcastle = "Newcastle upon Tyne"
    assert [answer["name"] for answer in answers] == ["Franklin", "Franklin", newcastle, newcastle, "Khowa"]
    others = answers[0]["others"]
    assert isinstance(others, list) and "El Paso" in {other["name"] for other in others}


def test_of_several_places_that_nothing_tells_apart_none_is_meant_but_all_are_offered(
    cursor: DuckDBPyConnection,
) -> None:
    several, one = found(cursor, ("clifford", None, "US", None), ("clifford", "US-MI", "US", None))
    assert (one["name"], one["precision"]) == ("Clifford", "city")
    assert (several["name"], several["precision"]) == (None, "country")
    others = several["others"]
    assert isinstance(others, list) and len({other["region"] for other in others}) == 5


def test_an_island_that_a_town_of_the_mainland_is_named_with_is_another_place(cursor: DuckDBPyConnection) -> None:
    answers = found(
        cursor,
        ("cape town marion island", "ZA-WC", "ZA", None),
        ("ensenada isla guadalupe", "MX-BCN", "MX", None),
        ("mataram lombok island", None, "ID", None),
    )
    assert [answer["name"] for answer in answers] == [None, None, "Mataram"]
    assert answers[0]["precision"] == "region"


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=60)), min_size=20))
def test_whatever_is_asked_is_answered(rows: list[tuple[str, str]]) -> None:
    asked: list[Asked] = [
        (None if at % 3 == 0 else name, None, "ZA", address) for at, (name, address) in enumerate(rows)
    ]
    with duckdb.connect() as opened:
        answers = found(opened, *asked)
    assert [answer["number"] for answer in answers] == list(range(len(rows)))
    for answer in answers:
        sure = answer["confidence"]
        assert isinstance(sure, float) and 0 < sure <= 1 + 1e-9
