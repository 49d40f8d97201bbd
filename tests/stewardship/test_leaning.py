"""What leans on an earlier run is read, changed and returned to as if it stood alone."""

import shutil
from pathlib import Path

import pytest

from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Role, Settings
from hotpass.stewardship import drift, entities, people, quality, returning, revision
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.exports import export
from hotpass.stewardship.review import Desk
from hotpass.store import keys, layers, publication
from hotpass.store.shown import shown
from hotpass.store.veil import HIDDEN
from hotpass.store.workspace import Workspace
from tests.stewardship.test_following import ROWS, changed, decide, follows, run

Pair = tuple[Workspace, Workspace]
SECOND = changed(ROWS, ({3: (4, ""), 8: (1, "Zaphod"), 30: (5, "")}, [5], [(7, 1), (11, 2)], False))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two deliveries in two workspaces: one whose second run leans on the first, and one that has it whole."""
    place = tmp_path_factory.mktemp("leaning")
    leaning, whole = place / "leaning", place / "whole"
    run(leaning, ROWS)
    shutil.copytree(leaning, whole)
    assert follows(run(leaning, SECOND))
    assert not follows(run(whole, SECOND, anew=True))
    return leaning, whole


@pytest.fixture
def both(twice: tuple[Path, Path], tmp_path: Path) -> Pair:
    for folder in twice:
        shutil.copytree(folder, tmp_path / folder.name)
    one, other = (Workspace.open(tmp_path / folder.name, Settings()) for folder in twice)
    return one, other


def leans(workspace: Workspace) -> set[str]:
    with workspace.database.cursor() as cursor:
        return layers.bases(cursor)


def exported(workspace: Workspace) -> dict[str, bytes]:
    found = {}
    for table in ("golden", "members", "pairs", "findings"):
        place = workspace.folder / f"{table}.csv"
        export(workspace, place, table)
        found[table] = place.read_bytes()
    return found


def test_exports_are_the_same_to_the_byte(both: Pair) -> None:
    leaning, whole = both
    assert leans(leaning) and not leans(whole)
    assert exported(leaning) == exported(whole)


def test_pages_show_the_same(both: Pair) -> None:
    answers = []
    for workspace in both:
        page = entities.search(workspace, Sought(words="zaphod"), 1)
        assert page is not None
        desk = Desk(workspace)
        counts = desk.counts(ReviewFilter())
        desk.close()
        found = quality.quality_of(workspace)
        assert found is not None
        moved = drift.drift(workspace)
        # Sums of fractions may differ in their last digit, whatever the run.
        told = [(each.source, each.column, each.aspect, each.words) for each in moved.metrics]
        answers.append((page, counts, found.rules, told))
        assert Queue.UNSURE in counts
    for mine, theirs in zip(*answers, strict=True):
        assert mine == theirs


def test_decisions_take_effect_alike(both: Pair) -> None:
    for workspace in both:
        decide(workspace.folder, 1)
    leaning, whole = both
    assert leans(leaning)
    assert exported(leaning) == exported(whole)


def test_the_earlier_run_can_be_shown_again_and_changed(both: Pair) -> None:
    for workspace in both:
        with workspace.database.cursor() as cursor:
            first = publication.kept(cursor)[-1]
        returning.return_to(workspace, first, by="ann", fact_id="back")
        decide(workspace.folder, 1)
        assert returning.shown_run(workspace) == first
    leaning, whole = both
    assert not leans(leaning)
    assert exported(leaning) == exported(whole)
    for workspace in both:
        workspace.journal.append("withdrawal", {"target": "back"}, by="ann", fact_id="forth")
        revision.catch_up(workspace)
    assert exported(leaning) == exported(whole)


def test_viewers_see_masks_over_what_leans(twice: tuple[Path, Path], tmp_path: Path) -> None:
    shutil.copytree(twice[0], tmp_path / "w")
    workspace = Workspace.open(tmp_path / "w", Settings(role=Role.VIEWER))
    people.admit(workspace)
    with shown(workspace) as published:
        assert published is not None
        for table in ("golden", "standard"):
            bare_sql = f"count(*) FILTER (email NOT LIKE '%{HIDDEN}%')"
            count, bare = published.cursor.execute(f"SELECT count(*), {bare_sql} FROM {table}").fetchall()[0]
            assert count > 200 and bare == 0


def test_keys_are_laid_where_the_rows_are(both: Pair) -> None:
    leaning, _ = both
    with shown(leaning) as published:
        assert published is not None
        schema = publication.schema_of(published.run_id)
    with leaning.database.transaction(schema) as cursor:
        assert keys.lacking(cursor, 1)
        keys.lay(cursor)
        assert not keys.lacking(cursor, 1)
        found = cursor.execute("SELECT schema_name FROM duckdb_indexes() WHERE table_name = 'standard'").fetchall()
        assert [row[0] for row in found] == sorted(layers.bases(cursor))


def test_a_run_that_others_lean_on_is_not_thinned(both: Pair) -> None:
    leaning, _ = both
    with leaning.database.transaction() as cursor:
        assert publication.thin(cursor, 1) == 0
        assert len(publication.kept(cursor)) == 2
