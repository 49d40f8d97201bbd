"""The texts of records are trimmed, and columns in which there is nothing to trim are read as they are."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import standards
from hotpass.store.scratch import Scratch

CITY, SEVERAL = (
    RunField(
        position=place, name=name, title=name, type=kind, matched=True, survivorship=SurvivorshipRule.MOST_FREQUENT
    )
    for place, (name, kind) in enumerate((("city", SemanticType.CITY), ("email", SemanticType.EMAIL)))
)
TEXT = st.none() | st.text(st.sampled_from("a \té\u00a0\u3000\n"), max_size=4)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """One source of three columns, two of which fill the same field."""
    with Scratch(tmp_path_factory.mktemp("texts"), Settings()) as made:
        made.cursor.execute("CREATE TABLE raw_0001 (record_id VARCHAR, a VARCHAR, b VARCHAR, c VARCHAR)")
        made.cursor.execute("INSERT INTO source BY NAME SELECT 1 AS source_id, 'raw_0001' AS raw_table, 3 AS records")
        for place, (name, field) in enumerate((("a", CITY), ("b", SEVERAL), ("c", SEVERAL))):
            made.cursor.execute(
                "INSERT INTO source_column BY NAME SELECT 1 AS source_id, ? AS position, ? AS column_name, ? AS field",
                [place, name, field.name],
            )
        yield made


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=3))
@example([("a", "a", "a"), ("aa", None, "a a")])
@example([("a", " a", ""), ("a", None, "\u00a0")])
def test_columns_without_anything_to_trim_are_read_as_they_are(
    scratch: Scratch, rows: list[tuple[str | None, ...]]
) -> None:
    cursor = scratch.cursor
    cursor.execute("DELETE FROM raw_0001")
    for number, row in enumerate(rows):
        cursor.execute("INSERT INTO raw_0001 VALUES (?, ?, ?, ?)", [f"r{number}", *row])
    trimmed = cursor.execute(standards.texts(cursor, [CITY, SEVERAL])).fetchall()
    neat = standards.neat_columns(cursor)
    assert cursor.execute(standards.texts(cursor, [CITY, SEVERAL], neat=neat)).fetchall() == trimmed
    # A line feed at an end is no space, and stays.
    tidy = (name for place, name in enumerate("abc") if all(_is_tidy(row[place]) for row in rows))
    assert neat == {("raw_0001", name) for name in tidy}


def _is_tidy(text: str | None) -> bool:
    return text is None or (text != "" and text.strip(" \u00a0\u3000") == text)
