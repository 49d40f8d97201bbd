"""Matching as a run does it: real files read, mapped, tidied, linked, and held against the truth nobody showed it."""

import csv
import re
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from hotpass import profiles
from hotpass.model.job import Job
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stages import cluster, ingest, map_columns, match, standardise
from hotpass.store.scratch import Scratch
from tests.benchmarks.generate import write

Row = tuple[str, int]


def clusters(folder: Path, files: Sequence[Path], ignore: Sequence[str] = ()) -> tuple[list[list[Row]], Scratch]:
    """The clusters of a run as rows of files, and its scratch file."""
    folder.mkdir(parents=True)
    request = RunRequest(files=tuple(files), ignore=tuple(ignore))
    job = Job(request=request, profile=profiles.load("auto"), settings=Settings(), folder=folder)
    scratch = Scratch(folder, job.settings)
    for stage in (ingest, map_columns, standardise, match, cluster):
        stage.run(scratch, job)
    rows = scratch.cursor.execute(
        'SELECT cluster_id, label, "row" FROM cluster JOIN record USING (record_id) JOIN source USING (source_id)'
    ).fetchall()
    found: dict[str, list[Row]] = {}
    for cluster_id, label, row in rows:
        found.setdefault(cluster_id, []).append((label, row))
    return list(found.values()), scratch


def f1(found: Sequence[Sequence[Row]], entity_of: Callable[[Row], str]) -> float:
    """Pairwise F1 of clusters."""
    groups: dict[str, int] = {}
    right = together = 0
    for rows in found:
        entities = [entity_of(row) for row in rows]
        right += sum(one == other for one, other in combinations(entities, 2))
        together += len(rows) * (len(rows) - 1) // 2
        for entity in entities:
            groups[entity] = groups.get(entity, 0) + 1
    true = sum(size * (size - 1) // 2 for size in groups.values())
    return 2 * right / (together + true)


def by_truth(path: Path) -> Callable[[Row], str]:
    """The entity of a row by a truth file."""
    with path.open(newline="", encoding="utf-8") as stream:
        known = {(line["source"], int(line["row"])): line["entity"] for line in csv.DictReader(stream)}
    return lambda row: known[row]


def test_invented_people_are_found_again(tmp_path: Path) -> None:
    people, truth = write(tmp_path / "made", 3000)
    found, scratch = clusters(tmp_path / "runs" / "one", [people])
    with scratch:
        assert f1(found, by_truth(truth)) >= 0.98
        kept = scratch.cursor.execute("SELECT count(*), min(match_probability) FROM pair").fetchall()[0]
        model = scratch.cursor.execute("SELECT auto_match_weight >= clerical_weight, settings FROM model").fetchall()[0]
    assert kept[0] > 0
    assert kept[1] >= 0.01
    assert model[0]
    assert '"link_type": "dedupe_only"' in model[1]


def test_two_runs_find_the_very_same_pairs(tmp_path: Path) -> None:
    people, _ = write(tmp_path / "made", 500)
    outcomes = []
    for name in ("one", "two"):
        _, scratch = clusters(tmp_path / "runs" / name, [people])
        with scratch:
            pairs = scratch.cursor.execute("FROM pair").fetchall()
            outcomes.append((pairs, scratch.cursor.execute("FROM model").fetchall()))
    assert outcomes[0] == outcomes[1]


def test_a_file_without_anything_to_match_on_is_said_so(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.csv"
    numbers.write_text("id\n" + "\n".join(map(str, range(1, 21))), encoding="utf-8")
    found, scratch = clusters(tmp_path / "runs" / "one", [numbers])
    with scratch:
        notes = scratch.cursor.execute("SELECT notes FROM model").fetchall()[0][0]
    assert len(found) == 20
    assert any("No field" in note for note in notes)


@pytest.mark.slow
def test_chicago_programmes_reach_the_bar(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "orgs-chicago-early-childhood"
    found, scratch = clusters(
        tmp_path / "runs" / "one", [folder / "early_childhood_with_true_ids.csv"], ["True Id", "Id"]
    )
    scratch.close()
    assert f1(found, by_truth(folder / "truth.csv")) >= 0.85


@pytest.mark.slow
def test_febrl_people_reach_the_bar(shared_data: Path, tmp_path: Path) -> None:
    file = shared_data / "people-febrl" / "dataset3.csv"
    found, scratch = clusters(tmp_path / "runs" / "one", [file], ["rec_id"])
    scratch.close()
    entities = re.findall(r"^rec-(\d+)-", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert f1(found, lambda row: entities[row[1]]) >= 0.98
