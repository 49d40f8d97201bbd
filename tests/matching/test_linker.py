import logging
import warnings
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from hotpass.matching.linker import SCORED, link, prepare
from hotpass.matching.request import LinkRequest
from hotpass.model.linkage import Linked
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store.clusters import log_odds
from tests.benchmarks.generate import generate
from tests.matching.standard_records import Rows, connection, fill

PEOPLE = {
    "given_name": SemanticType.PERSON_NAME,
    "family_name": SemanticType.PERSON_NAME,
    "date_of_birth": SemanticType.DATE,
    "name": SemanticType.ORGANISATION_NAME,
    "email": SemanticType.EMAIL,
    "phone": SemanticType.PHONE,
    "address": SemanticType.ADDRESS,
    "city": SemanticType.CITY,
    "postcode": SemanticType.POSTCODE,
    "region": SemanticType.REGION,
}
FIRM = {"name": SemanticType.ORGANISATION_NAME, "city": SemanticType.CITY, "phone": SemanticType.PHONE}


def linked(cursor: DuckDBPyConnection, types: dict[str, SemanticType], rows: Rows, **settings: object) -> Linked:
    found = fill(cursor, types, rows)
    return link(cursor, prepare(cursor, found), LinkRequest(Settings.model_validate(settings)))


def scored(cursor: DuckDBPyConnection) -> list[tuple[object, ...]]:
    return cursor.execute(f"FROM {SCORED} ORDER BY left_id, right_id").fetchall()


def test_people_are_found_again(tmp_path: Path) -> None:
    rows, entities = generate(2000)
    with connection(tmp_path) as cursor:
        found = linked(cursor, PEOPLE, rows)
        sure = cursor.execute(
            f"SELECT left_id, right_id FROM {SCORED} WHERE match_weight >= ?", [found.auto_match_weight]
        ).fetchall()
    right = [entities[int(left[1:])] == entities[int(other[1:])] for left, other in sure]
    sizes = [entities.count(entity) for entity in set(entities)]
    assert sum(right) / len(right) > 0.99
    assert sum(right) / sum(size * (size - 1) // 2 for size in sizes) > 0.97


def test_every_pair_keeps_its_levels_and_its_weights_add_up(tmp_path: Path) -> None:
    rows, _ = generate(400)
    with connection(tmp_path) as cursor:
        found = linked(cursor, PEOPLE, rows)
        titles = [row[0] for row in cursor.execute(f"DESCRIBE {SCORED}").fetchall()]
        pairs = [dict(zip(titles, row, strict=True)) for row in scored(cursor)]
    names = {level.name for level in found.comparisons}
    assert {f"gamma_{name}" for name in names} <= set(titles)
    prior = log_odds(found.prior)
    for pair in pairs:
        parts = sum(value for title, value in pair.items() if title.startswith("mw_"))
        assert pair["match_weight"] == pytest.approx(prior + parts, abs=1e-9)
        assert pair["left_id"] < pair["right_id"]
    known = {(level.name, level.level): level.weight for level in found.comparisons}
    for name in names:
        assert all(pair[f"mw_{name}"] == pytest.approx(known[name, pair[f"gamma_{name}"]], abs=1e-9) for pair in pairs)


def test_equal_input_gives_equal_pairs_whatever_the_threads(tmp_path: Path) -> None:
    rows, _ = generate(1500)
    outcomes = []
    for place, threads in enumerate((1, 2, 2)):
        folder = tmp_path / str(place)
        folder.mkdir()
        with connection(folder, threads) as cursor:
            found = linked(cursor, PEOPLE, rows, threads=threads)
            outcomes.append((found, scored(cursor)))
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_nothing_is_left_behind_and_nothing_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows, _ = generate(300)
    with connection(tmp_path) as cursor, warnings.catch_warnings():
        warnings.simplefilter("error")
        before = cursor.execute("SELECT database_name, table_name FROM duckdb_tables()").fetchall()
        linked(cursor, PEOPLE, rows)
        after = cursor.execute("SELECT database_name, table_name FROM duckdb_tables()").fetchall()
        views = cursor.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        home = cursor.execute("SELECT current_database()").fetchall()[0][0]
    assert before == []
    kept = {("temp", f"arriving_{name}") for name in ("value_count", "block_limit", "crowd")}
    assert set(after) == {("scratch", "standard"), ("temp", SCORED)} | kept
    assert views == []
    assert home == "scratch"
    assert capfd.readouterr() == ("", "")
    assert not logging.getLogger("splink").handlers or logging.getLogger("splink").propagate


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no record"),
        pytest.param([["Acme Ltd", "Durban", "0112345678"]], id="one record"),
        pytest.param([["Acme", "Durban", None], ["Beta", "Cape Town", None], ["Gamma", None, None]], id="three"),
        pytest.param([["Acme", "Durban", "0112345678"]] * 40, id="all the same"),
        pytest.param([[None, None, None]] * 10, id="all empty"),
        pytest.param([["Acme", None, None]] * 2 + [[None, None, None]] * 5, id="one name twice"),
    ],
)
def test_odd_input_gives_a_sentence_instead_of_pairs(tmp_path: Path, rows: Rows) -> None:
    with connection(tmp_path) as cursor:
        found = linked(cursor, FIRM, rows)
    assert found.pairs is None
    assert found.records == len(rows)
    assert found.notes


def test_a_few_records_can_match(tmp_path: Path) -> None:
    rows = [
        ["Acme Flight School (Pty) Ltd", "Durban", "0312345678"],
        ["Acme Flight School", "Durban", "031 234 5678"],
        ["Beta Aviation", "Cape Town", "0212345678"],
    ]
    with connection(tmp_path) as cursor:
        found = linked(cursor, FIRM, rows)
        pairs = scored(cursor)
    assert found.records == 3
    assert [pair[:2] for pair in pairs] == [("r00000", "r00001")]


def test_five_thousand_equal_names_do_not_explode(tmp_path: Path) -> None:
    rows = [["Acme", None, f"011{2000000 + number // 2}"] for number in range(5000)]
    rows += [["Beta", None, "0212345678"]] * 2
    with connection(tmp_path) as cursor:
        found = linked(cursor, FIRM, rows)
    assert found.compared < 400_000
    assert any("leaves out" in note for note in found.notes)


def test_words_reserved_in_sql_can_name_fields(tmp_path: Path) -> None:
    types = {"full": SemanticType.PERSON_NAME, "order": SemanticType.CATEGORY, "group": SemanticType.PHONE}
    rows = [
        [f"Anna Botha{chr(97 + number // 2)}", "ab"[number % 2], f"01123456{number // 2:02d}"] for number in range(40)
    ]
    with connection(tmp_path) as cursor:
        found = linked(cursor, types, rows)
        pairs = scored(cursor)
    assert {level.name for level in found.comparisons} == {"full", "order", "group"}
    assert pairs


def test_names_alone_are_believed_where_they_are_nearly_all_different(tmp_path: Path) -> None:
    first, second = (
        ("Umoya", "Thaba", "Karoo", "Delta", "Sable", "Oribi"),
        ("Foods", "Metals", "Freight", "Optics", "Timber"),
    )
    names: list[str | None] = [f"{one} {two} {number}" for number, one in enumerate(first) for two in second]
    rows = [[name] for name in [*names, *names[:10]]]
    with connection(tmp_path) as cursor:
        found = linked(cursor, {"name": SemanticType.ORGANISATION_NAME}, rows)
        sure = cursor.execute(
            f"SELECT left_id, right_id FROM {SCORED} WHERE match_weight >= ?", [found.auto_match_weight]
        ).fetchall()
    assert {tuple(sorted(int(record[1:]) for record in pair)) for pair in sure} == {
        (place, place + len(names)) for place in range(10)
    }


def test_a_field_that_many_share_is_not_believed_alone(tmp_path: Path) -> None:
    rows = [[("Durban", "Paarl", "George")[number % 3]] for number in range(60)]
    with connection(tmp_path) as cursor:
        found = linked(cursor, {"city": SemanticType.CITY}, rows)
        weights = [row[2] for row in scored(cursor)] if found.pairs else []
    assert all(float(str(weight)) < found.auto_match_weight for weight in weights)
