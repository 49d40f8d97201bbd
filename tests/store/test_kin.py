"""Kin: found out once for a run, by likely pairs and by the base, until the base grows."""

from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from hotpass.store import kin, revision
from hotpass.store.shown import shown
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["b", "c"], 7.0), (["c", "d"], 4.0)]  # from 6 bits on a pair is likely


def families(cursor: DuckDBPyConnection) -> list[list[str]]:
    found = cursor.execute(
        "SELECT list(record_id ORDER BY record_id) AS all FROM kin GROUP BY kin ORDER BY all"
    ).fetchall()
    return [row[0] for row in found if len(row[0]) > 1]


def test_kin_are_those_that_likely_pairs_or_the_base_hold_together(tmp_path: Path) -> None:
    with shown(published.publish_run(tmp_path / "w", PAIRS)) as run:
        assert run is not None
        revision.keep_base(run.cursor)
        kin.learn(run.cursor)
        assert families(run.cursor) == [["a", "b", "c"]]
        run.cursor.execute("INSERT INTO base_retired VALUES ('e1', 'd'), ('e1', 'h'), ('e1', 'nobody')")
        kin.learn(run.cursor)
        assert families(run.cursor) == [["a", "b", "c"]]
        kin.forget(run.cursor)
        kin.learn(run.cursor)
        assert families(run.cursor) == [["a", "b", "c"], ["d", "h"]]


@pytest.mark.parametrize("pairs", [[], PAIRS])
def test_every_record_has_kin_of_its_own_at_least(tmp_path: Path, pairs: published.Pairs) -> None:
    with shown(published.publish_run(tmp_path / "w", pairs)) as run:
        assert run is not None
        revision.stand_in_for_base(run.cursor)
        kin.learn(run.cursor)
        assert run.cursor.execute("SELECT count(*), count(DISTINCT record_id) FROM kin").fetchall() == [(8, 8)]
