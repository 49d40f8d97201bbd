import json
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from hotpass.errors import BadInput
from hotpass.matching.linker import SCORED, link, prepare
from hotpass.matching.request import LinkRequest
from hotpass.model.linkage import Linked
from hotpass.settings import Settings
from tests.benchmarks.generate import generate
from tests.matching.standard_records import connection, fill
from tests.matching.test_linker import PEOPLE

Pairs = list[tuple[str, str, float]]


def linked(cursor: DuckDBPyConnection, model: str | None, fields: int = len(PEOPLE)) -> tuple[Linked, Pairs]:
    rows, _ = generate(600)
    types = dict(list(PEOPLE.items())[:fields])
    taken = fill(cursor, types, [row[:fields] for row in rows])
    found = link(cursor, prepare(cursor, taken), LinkRequest(Settings(), model=model))
    return found, cursor.execute(f"SELECT left_id, right_id, match_weight FROM {SCORED} ORDER BY ALL").fetchall()


def test_a_saved_model_weighs_the_same_pairs_alike(tmp_path: Path) -> None:
    with connection(tmp_path) as cursor:
        trained, before = linked(cursor, None)
        again, after = linked(cursor, trained.settings)
    known = {(one, other): weight for one, other, weight in after}
    assert len(before) > 100
    assert all(known[one, other] == pytest.approx(weight, abs=1e-9) for one, other, weight in before)
    assert again.rarity == trained.rarity


def test_an_experts_model_says_nothing_of_rarity_so_it_is_measured(tmp_path: Path) -> None:
    with connection(tmp_path) as cursor:
        trained, _ = linked(cursor, None)
        stated = json.loads(trained.settings) | {"linker_uid": "an expert"}
        again, after = linked(cursor, json.dumps(stated))
    assert again.rarity.keys() == trained.rarity.keys()
    assert len(after) > 100


def test_a_changed_prior_of_a_saved_model_counts(tmp_path: Path) -> None:
    with connection(tmp_path) as cursor:
        trained, before = linked(cursor, None)
        stated = json.loads(trained.settings)
        stated["probability_two_random_records_match"] /= 2
        again, after = linked(cursor, json.dumps(stated))
    for one, other in zip(again.comparisons, trained.comparisons, strict=True):
        assert (one.name, one.level) == (other.name, other.level)
        assert one.weight == pytest.approx(other.weight)
    assert again.prior == pytest.approx(trained.prior / 2)
    lighter = {(one, other): weight for one, other, weight in after}
    common = [(weight, lighter[one, other]) for one, other, weight in before if (one, other) in lighter]
    assert len(common) > 0.9 * len(before) > 100
    assert all(new < old + 1 for old, new in common)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(lambda stated: stated["comparisons"].pop(), "says nothing of", id="a column without weights"),
        pytest.param(
            lambda stated: stated["comparisons"][0].update(output_column_name="shoe_size"),
            "compares shoe_size",
            id="a column that is not here",
        ),
        pytest.param(
            lambda stated: stated["comparisons"][0]["comparison_levels"].pop(1), "by other levels", id="other levels"
        ),
        pytest.param(
            lambda stated: stated["comparisons"][0]["comparison_levels"][1].pop("m_probability"),
            "without a weight",
            id="an untrained level",
        ),
        pytest.param(lambda stated: stated.clear(), "not a Splink model", id="something else"),
    ],
)
def test_a_model_for_other_columns_is_refused_with_a_sentence(tmp_path: Path, change: object, sentence: str) -> None:
    with connection(tmp_path) as cursor:
        trained, _ = linked(cursor, None)
        stated = json.loads(trained.settings)
        assert callable(change)
        change(stated)
        with pytest.raises(BadInput, match=sentence):
            linked(cursor, json.dumps(stated))
        with pytest.raises(BadInput, match="not a Splink model"):
            linked(cursor, "{")
