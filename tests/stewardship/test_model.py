"""The model of a run as a person asks for it: what changed, what lines would do, what decisions and truths say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import evaluation, model, model_lines
from hotpass.stewardship.computation import compute
from hotpass.stewardship.judgements import judge
from hotpass.stewardship.model_lines import Near
from hotpass.store.publication import schema_of
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.benchmarks.generate import write


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two runs over the same people, the second without their postcode; a few decisions; a truth held against it."""
    folder = tmp_path_factory.mktemp("modelled")
    people, truth = write(folder / "input", 800)
    compute(folder / "w", RunRequest(files=(people,)), Settings())
    compute(folder / "w", RunRequest(files=(people,), ignore=("postcode",)), Settings())
    opened = Workspace.open(folder / "w", Settings(idle_seconds=0.5))
    evaluation.evaluate(opened, truth)
    with shown(opened) as published:
        assert published is not None
        pairs = published.cursor.execute("SELECT left_id, right_id FROM pair ORDER BY match_weight").fetchall()
        strangers = published.cursor.execute(
            "SELECT left_id, other.record_id FROM pair JOIN record AS other ON other.record_id > right_id "
            "ANTI JOIN pair AS met ON met.left_id = pair.left_id AND met.right_id = other.record_id "
            "ORDER BY ALL LIMIT 1"
        ).fetchall()
    told = [(pairs[0], Verdict.NON_MATCH), (pairs[-1], Verdict.MATCH), (strangers[0], Verdict.MATCH)]
    for number, ((left, right), verdict) in enumerate([*told, (pairs[1], Verdict.UNSURE)]):
        said = Judgement(left=left, right=right, verdict=verdict, by="ann", on=datetime(2026, 3, 4, tzinfo=UTC))
        judge(opened, said, f"fact {number}")
    return opened


def test_what_changed_since_the_model_before_is_named(workspace: Workspace) -> None:
    found = model.account(workspace)
    assert found is not None
    assert found.before is not None
    told = {change.what: (change.before, change.now) for change in found.before.changes}
    assert told["Field: Postcode"] == ("compared", "not compared")
    assert any(what.startswith("Rule: ") and "Postcode" in what for what in told)


def test_each_line_tells_what_it_would_do(workspace: Workspace) -> None:
    found = model.account(workspace)
    effects = model_lines.at_each_line(workspace)
    assert found is not None
    assert {found.model.auto_match_weight, found.model.clerical_weight} <= {effect.line for effect in effects}
    assert [effect.pairs for effect in effects] == sorted((effect.pairs for effect in effects), reverse=True)
    own = next(effect for effect in effects if effect.line == found.model.auto_match_weight)
    assert (own.clusters, own.largest) == (found.entities, found.largest)
    assert own.clusters < effects[-1].clusters <= found.records == 800


def test_bands_hold_every_pair_once(workspace: Workspace) -> None:
    bands = model_lines.bands(workspace, 0.0, 8.0)
    effects = {effect.line: effect for effect in model_lines.at_each_line(workspace)}
    assert sum(band.pairs for band in bands) == max(effect.pairs for effect in effects.values())
    assert sum(band.pairs for band in bands if band.zone == 2) == effects[8.0].pairs
    assert all(band.bits >= 8 for band in bands if band.zone == 2)


@pytest.mark.parametrize("near", list(Near))
def test_examples_lie_where_they_are_asked_for(workspace: Workspace, near: Near) -> None:
    lower, upper = 2.0, 12.0
    for found in model_lines.examples(workspace, near, lower, upper):
        assert found.scores is not None
        assert found.evidence
        weight = found.scores.weight
        assert {
            Near.SUREST: weight >= upper,
            Near.OVER_UPPER: weight >= upper,
            Near.UNDER_UPPER: weight < upper,
            Near.OVER_LOWER: weight >= lower,
            Near.UNDER_LOWER: weight < lower,
        }[near]


def test_decisions_are_held_against_each_line(workspace: Workspace) -> None:
    lowest, *_, highest = model_lines.judged(workspace, (-100.0, 0.0, 100.0))
    assert (lowest.found_pairs, lowest.right_pairs, lowest.true_pairs) == (2, 1, 2)
    assert (highest.found_pairs, highest.precision, highest.recall) == (0, None, 0.0)


def test_a_truth_file_is_held_against_each_line_and_kept(workspace: Workspace) -> None:
    found = model.account(workspace)
    assert found is not None
    kept = model_lines.evaluated(workspace, found.run_id)
    assert kept is not None
    assert kept.pairwise.f1 > 0.9
    recalls = [each.recall or 0.0 for each in kept.by_line]
    assert recalls == sorted(recalls, reverse=True)
    assert max(recalls) > 0.9
    assert model_lines.evaluated(workspace, "another") is None


def test_a_workspace_without_a_run_has_no_model(tmp_path: Path) -> None:
    empty = Workspace.open(tmp_path / "w", Settings(), create=True)
    assert model.account(empty) is None
    assert model_lines.at_each_line(empty) == ()
    assert model_lines.bands(empty, 0.0, 1.0) == ()
    assert model_lines.examples(empty, Near.SUREST, 0.0, 1.0) == ()
    assert model_lines.judged(empty, (0.0,)) == ()


def test_a_run_that_an_earlier_version_published_still_shows_its_model(tmp_path: Path) -> None:
    people, _ = write(tmp_path / "input", 60)
    outcome = compute(tmp_path / "w", RunRequest(files=(people,)), Settings())
    opened = Workspace.open(tmp_path / "w", Settings())
    with opened.database.transaction(schema_of(outcome.run_id)) as cursor:
        cursor.execute("ALTER TABLE model DROP COLUMN rarity")
        cursor.execute("DROP TABLE unique_source")
    found = model.account(opened)
    assert found is not None
    assert found.model.comparisons
    assert found.model.rarity == {}
    assert model_lines.at_each_line(opened)
