from pathlib import Path

import pytest

from hotpass.store.queries import Statements


def test_statements_are_found_by_name_and_a_name_stands_once(tmp_path: Path) -> None:
    place = tmp_path / "noun.sql"
    place.write_text("-- name: one\nSELECT 1;\n-- name: two\nSELECT 2;\n", encoding="utf-8")
    found = Statements(str(place.with_suffix(".py")))
    assert (found.names(), found["two"]) == (("one", "two"), "SELECT 2;")
    place.write_text("-- name: one\nSELECT 1;\n-- name: one\nSELECT 2;\n", encoding="utf-8")
    with pytest.raises(ValueError, match="stands twice"):
        Statements(str(place.with_suffix(".py")))
