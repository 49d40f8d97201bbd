"""The last run of an earlier Hotpass gets the tables and columns that today's pages read."""

from pathlib import Path

from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Settings
from hotpass.stewardship import revision
from hotpass.stewardship.atlas import atlas_of
from hotpass.stewardship.review import Desk
from hotpass.store import publication
from hotpass.store.completion import complete
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["c", "d"], 4.5)]


def aged(folder: Path) -> None:
    """A workspace as it was before some tables and columns were thought of."""
    workspace = published.publish_run(folder, PAIRS)
    with workspace.database.transaction("r_r1") as cursor:
        for table in ("place", "spot", "stretched", "caution", "mended"):
            cursor.execute(f"DROP TABLE {table}")
        cursor.execute("ALTER TABLE finding DROP COLUMN suggestion")
    workspace.close()


def test_an_older_run_can_be_reviewed_and_decided_on(tmp_path: Path) -> None:
    aged(tmp_path / "w")
    workspace = Workspace.open(tmp_path / "w", Settings())
    desk = Desk(workspace)
    assert desk.counts(ReviewFilter()) == {**dict.fromkeys(Queue, 0), Queue.UNSURE: 1, Queue.SAMPLE: 1}
    body = {"left": "a", "right": "b", "verdict": "non_match"}
    workspace.journal.append("judgement", body, by="ann", fact_id="apart")
    revision.catch_up(workspace)
    with shown(workspace) as now:
        assert now is not None
        assert now.cursor.execute("SELECT count(*) FROM entity").fetchall() == [(8,)]
        assert now.cursor.execute("SELECT suggestion FROM finding").fetchall() == []
        assert now.cursor.execute("FROM caution").fetchall() == [(False,)]
    desk.close()
    workspace.close()


def test_a_run_of_today_lacks_nothing(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", PAIRS)
    with workspace.database.cursor() as cursor:
        assert publication.current(cursor) == "r1"
        assert complete(cursor) == 0


def test_an_older_run_has_a_map_without_the_places_it_never_looked_for(tmp_path: Path) -> None:
    aged(tmp_path / "w")
    found = atlas_of(Workspace.open(tmp_path / "w", Settings()))
    assert found is not None and found.placed == 0 and found.lost
