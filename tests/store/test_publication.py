"""Texts that repeat are made smaller; old runs are thinned: the last ones stay whole, of the others entities' lives."""

from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import drift_baseline, entities
from hotpass.stewardship.computation import compute
from hotpass.stewardship.drift import drift
from hotpass.store import facts, publication
from hotpass.store.scratch import Scratch
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def test_only_texts_that_repeat_are_made_smaller(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", Settings(), create=True)
    folder = workspace.run_folder("one")
    folder.mkdir(parents=True)
    with Scratch(folder, Settings()) as scratch:
        rows = "SELECT 'r' || md5(range::VARCHAR), 1, range, range, 'h' || range % 900 FROM range(150000)"
        scratch.cursor.execute(f"INSERT INTO record {rows}")
        scratch.close()
        publication.fill(workspace.database, scratch.path, "one")
    with workspace.database.cursor() as cursor:
        found = cursor.execute(
            "SELECT column_name, list(DISTINCT compression) FROM pragma_storage_info('r_one.record') "
            "WHERE segment_type = 'VARCHAR' GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        assert cursor.execute("SELECT count(DISTINCT record_id) FROM r_one.record").fetchall() == [(150_000,)]
    assert found == [("content_hash", ["DICT_FSST"]), ("record_id", ["Uncompressed"])]


def test_only_the_last_runs_can_be_looked_at_and_ids_keep_answering(tmp_path: Path) -> None:
    settings = Settings(keep_runs=2)
    path, run_ids = tmp_path / "people.csv", []
    said = {"left": "r1", "right": "r2", "verdict": "match"}
    Workspace.open(tmp_path / "w", settings, create=True).journal.append("judgement", said, by="ann", fact_id="one")
    for count in (3, 4, 5, 6):
        rows = [f"Person {number},p{number}@mail.co.za" for number in range(count)]
        path.write_text("\n".join(["name,email", *rows]) + "\n", encoding="utf-8")
        run_ids.append(compute(tmp_path / "w", RunRequest(files=(path,), source="people"), settings).run_id)
    workspace = Workspace.open(tmp_path / "w", settings)
    with workspace.database.cursor() as cursor:
        assert publication.current(cursor) == run_ids[3]
        assert publication.earlier(cursor) == [run_ids[2]]
        kept = dict(
            cursor.execute(
                "SELECT schema_name, list(table_name ORDER BY table_name) FROM duckdb_tables() "
                "WHERE starts_with(schema_name, 'r_') GROUP BY 1"
            ).fetchall()
        )
    assert [kept[publication.schema_of(run_id)] for run_id in run_ids[:2]] == [["entity_event"], ["entity_event"]]
    with shown(workspace) as published:
        assert published is not None
        entity_id = published.cursor.execute("SELECT min(entity_id) FROM entity").fetchall()[0][0]
    found = entities.entity(workspace, entity_id)
    assert found is not None
    assert found.history[-1].event == "new"
    with workspace.database.cursor() as cursor:
        assert facts.counts(cursor) == {"judgement": 1}
    with pytest.raises(BadInput, match=f"No run {run_ids[0]} is kept: the runs are {run_ids[3]}, {run_ids[2]}"):
        drift(workspace, reference=run_ids[0])


def test_the_baseline_is_never_thinned(tmp_path: Path) -> None:
    settings = Settings(keep_runs=2)
    path, run_ids = tmp_path / "people.csv", []
    for count in (2, 3, 4, 5):
        path.write_text("\n".join(["name", *(f"Person {number}" for number in range(count))]) + "\n", encoding="utf-8")
        run_ids.append(compute(tmp_path / "w", RunRequest(files=(path,), source="people"), settings).run_id)
        if count == 2:
            drift_baseline.pin(Workspace.open(tmp_path / "w", settings), run_ids[0], by="Ann", fact_id="p1")
    workspace = Workspace.open(tmp_path / "w", settings)
    with workspace.database.cursor() as cursor:
        assert publication.earlier(cursor) == [run_ids[2], run_ids[0]]
    assert drift(workspace).reference == run_ids[0]


def test_nothing_is_thinned_while_there_are_few(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\nAnn\nBen\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(path,)), Settings())
    with Workspace.open(tmp_path / "w", Settings()).database.cursor() as cursor:
        assert publication.thin(cursor, 2) == 0
