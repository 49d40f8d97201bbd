"""Row keys: the next delivery is told apart by the key of the last one, whatever that is called now."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hotpass.store import renamed, row_keys, sources
from hotpass.store.scratch import Scratch
from tests.store.test_anchoring import COUNT, HEADER, delivered, ids, person

ROWS = [person(number) for number in range(COUNT)]


def keyed(scratch: Scratch) -> Scratch:
    """The same delivery, its rows told apart by their e-mail."""
    (source,) = sources.every(scratch.cursor)
    sources.take_key(scratch.cursor, source, "email", "c0003")
    return scratch


@pytest.mark.parametrize("header", [HEADER, (*HEADER[:2], "reach under", *HEADER[3:])])
def test_rows_that_changed_are_known_by_the_key_of_before(tmp_path: Path, header: Sequence[str]) -> None:
    changed = [("Somebody", "Else", row[2], "0", "1 Other Road", row[5]) for row in reversed(ROWS)]
    with delivered(tmp_path / "1", HEADER, ROWS) as plain, delivered(tmp_path / "2", header, changed) as second:
        first = keyed(plain)
        renamed.find(first.cursor, second.cursor, {})
        assert row_keys.keep(first.cursor, second.cursor, ["list"]) == []
        assert row_keys.keep(first.cursor, second.cursor, []) == [("list.csv", header[2])]
        assert ids(second) == list(reversed(ids(first)))


def test_a_delivery_without_the_column_is_told_apart_by_its_content(tmp_path: Path) -> None:
    without = [(*row[:2], *row[3:]) for row in ROWS]
    with (
        delivered(tmp_path / "1", HEADER, ROWS) as plain,
        delivered(tmp_path / "2", (*HEADER[:2], *HEADER[3:]), without) as second,
    ):
        assert row_keys.keep(keyed(plain).cursor, second.cursor, []) == []
