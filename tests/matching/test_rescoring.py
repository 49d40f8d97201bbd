"""A pair scored anew by the saved model: the run's own weights, bit by bit, whether or not the run kept the pair."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotpass.matching.rescoring import rescore
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.opening import opened
from hotpass.store import columns, explanation, saved_model
from hotpass.store.connection import connect
from hotpass.store.shown import Shown, shown
from tests.benchmarks.generate import write


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("rescored")
    people, _ = write(folder / "input", 600)
    compute(folder / "w", RunRequest(files=(people,)), Settings())
    with shown(opened(folder / "w")) as run:
        assert run is not None
        yield run


def test_a_kept_pair_weighs_as_the_run_weighed_it(published: Shown, tmp_path: Path) -> None:
    cursor = published.cursor
    chosen = cursor.execute(
        "SELECT left_id, right_id FROM pair QUALIFY row_number() OVER (ORDER BY match_weight) % 19 = 1 ORDER BY ALL"
    ).fetchall()
    assert len(chosen) >= 8
    fields, model = columns.fields(cursor), saved_model.read(cursor)
    for left, right in chosen:
        kept = explanation.pair(cursor, left, right)
        assert kept is not None
        with connect(":memory:", Settings(), [tmp_path], lock=False) as own:
            anew = rescore(cursor, own, fields, model, None, (left, right))
        assert anew.weight == pytest.approx(kept.weight, abs=1e-9)
        assert kept.rules[0] in anew.rules
        assert set(anew.contributions) == set(kept.contributions)
        for name, contribution in kept.contributions.items():
            assert anew.contributions[name] == pytest.approx(contribution, abs=1e-9)


def test_a_pair_that_never_met_has_no_rule_and_a_low_weight(published: Shown, tmp_path: Path) -> None:
    cursor = published.cursor
    fields, model = columns.fields(cursor), saved_model.read(cursor)
    [(left, right)] = cursor.execute(
        "SELECT one.record_id, other.record_id FROM standard AS one, standard AS other "
        "WHERE one.family_name <> other.family_name AND one.city <> other.city AND one.email <> other.email "
        "AND one.postcode <> other.postcode AND left(one.given_name, 1) <> left(other.given_name, 1) "
        "AND one.record_id < other.record_id AND left(one.phone, 5) <> left(other.phone, 5) ORDER BY ALL LIMIT 1"
    ).fetchall()
    with connect(":memory:", Settings(), [tmp_path], lock=False) as own:
        anew = rescore(cursor, own, fields, model, None, (left, right))
    assert anew.weight < model.clerical_weight
    assert explanation.pair(cursor, left, right) is None
