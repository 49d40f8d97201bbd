"""However many rows fail a rule: shown page by page they are as many as are counted and downloaded, each once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotpass.store import exports, quality
from hotpass.store.exports import ExportTable
from hotpass.store.scratch import Scratch
from tests.cases import scene

FAILING, PAGE = 25_000, 1_000


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    """Two sources whose every row fails a rule, recorded in no order, and a second rule that a few rows fail."""
    with Scratch(tmp_path, scene.job(tmp_path).settings) as made:
        scene.add_sources(made, ["one", "two"])
        made.cursor.execute(
            "INSERT INTO expectation VALUES ('a', 'phone', 'valid', 'validity', 'error', 'Phone is valid', $1, 0, $1), "
            "('b', 'phone', 'present', 'completeness', 'warning', 'Phone is filled', 10, 7, 3)",
            [FAILING],
        )
        made.cursor.execute("INSERT INTO tolerance VALUES ('b', 3)")
        made.cursor.execute(
            "INSERT INTO finding SELECT 'a', 'r' || n, 1 + n % 2, n // 2 + 2, 'B', 'Phone', n, NULL, 'Wrong.', NULL "
            "FROM (SELECT (n * 7919) % $1 AS n FROM range($1) AS every(n))",
            [FAILING],
        )
        yield made


def test_rows_shown_counted_and_downloaded_are_the_same(scratch: Scratch) -> None:
    cursor = scratch.cursor
    shown = [row for start in range(0, FAILING + PAGE, PAGE) for row in quality.rows(cursor, "a", PAGE, start)]
    places = [(row.label, row.sheet_row) for row in shown]
    assert len(places) == len(set(places)) == FAILING == quality.failed(cursor)["a"]
    assert places == sorted(places)
    assert (shown[0].cell, shown[0].original) == ("B2", "0")
    downloaded = exports.read(cursor, ExportTable.FINDINGS)
    assert sorted(downloaded.column("original").to_pylist()) == sorted(row.original or "" for row in shown)


def test_a_rule_that_fails_no_more_than_it_may_holds(scratch: Scratch) -> None:
    wrong, allowed = quality.rules(scratch.cursor, {"b": 9})
    assert (wrong.expectation_id, wrong.holds, wrong.before) == ("a", False, None)
    assert (allowed.failed, allowed.tolerated, allowed.holds, allowed.before) == (3, 3, True, 9)
