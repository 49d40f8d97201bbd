"""Our figures beside those of other people's programs, as golden/README.md tells."""

import json
import math
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from numpy.typing import NDArray

from hotpass.model.drift import Aspect, Metric
from hotpass.store.drift.columns import Held, compare
from hotpass.store.drift.effect import hellinger, jensen_shannon, stability_index
from tests.store.drift.golden_columns import CATEGORIES, CURRENT, NUMBERS, REFERENCE, Columns, deliveries

GOLDEN: dict[str, dict[str, float]] = json.loads(
    Path(__file__).with_name("golden").joinpath("golden.json").read_text(encoding="utf-8")
)["figures"]
FILLED_UP = 0.0001
Counts = NDArray[np.float64]


@pytest.fixture(scope="module")
def sides() -> tuple[Columns, Columns]:
    return deliveries()


@pytest.fixture(scope="module")
def reported(sides: tuple[Columns, Columns]) -> dict[tuple[str, Aspect], Metric]:
    found: dict[tuple[str, Aspect], Metric] = {}
    with duckdb.connect() as cursor:
        for name, side in zip(("before", "now"), sides, strict=True):
            texts = {column: [None if value is None else str(value) for value in side[column]] for column in side}
            unnested = ", ".join(f"unnest(${column}::VARCHAR[]) AS {column}" for column in texts)
            cursor.execute(f"CREATE TABLE {name} AS SELECT {unnested}", texts)
        for column in (*NUMBERS, *CATEGORIES):
            held = (Held("before", column, REFERENCE), Held("now", column, CURRENT))
            found |= {(column, metric.aspect): metric for metric in compare(cursor, "s", column, *held)}
    return found


def filled(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def steps(before: list[float], now: list[float], rows: int) -> NDArray[np.float64]:
    """Edges of equal steps after Sturges; steps of whole numbers are at least 1 wide."""
    every = np.array(before + now)
    width = (every.max() - every.min()) / (math.log2(rows) + 1)
    return np.linspace(every.min(), every.max(), math.ceil((every.max() - every.min()) / width) + 1)


def counted(before: list[Any], now: list[Any], *, always: bool) -> tuple[Counts, Counts]:
    """Evidently's cells: steps for numbers of more than 20 values (for Hellinger always), else the values."""
    numbers = isinstance(before[0], float)
    if numbers and (always or len(set(before)) > 20):
        edges = steps(before, now, len(set(before) | set(now)) if always else len(before) + len(now))
        one, other = (np.histogram(side, edges)[0].astype(float) for side in (before, now))
        return one, other
    values = sorted(set(before) | set(now))
    one, other = (np.array([side.count(value) for value in values], dtype=float) for side in (before, now))
    return one, other


def shares(counts: Counts, *, fill: bool) -> Counts:
    found: Counts = counts / counts.sum()
    least = found[found > 0].min()
    filler = FILLED_UP if least > FILLED_UP else least / 1e6
    return np.where(found == 0, filler, found) if fill else found


@pytest.mark.parametrize("column", [*NUMBERS, *CATEGORIES])
def test_formulas_agree_on_the_same_cells(sides: tuple[Columns, Columns], column: str) -> None:
    before, now = (filled(list(side[column])) for side in sides)
    one, other = counted(before, now, always=False)
    expected = GOLDEN[column]
    index = stability_index(shares(one, fill=True), shares(other, fill=True))
    assert index == pytest.approx(expected["psi"], abs=1e-6)
    between = jensen_shannon(shares(one, fill=False), shares(other, fill=False))
    assert between == pytest.approx(expected["jensenshannon"], abs=1e-6)
    one, other = counted(before, now, always=True)
    apart = hellinger(shares(one, fill=False), shares(other, fill=False))
    assert apart == pytest.approx(expected["hellinger"], abs=1e-6)


@pytest.mark.parametrize("column", [name for name in NUMBERS if name != "branches"])
def test_distances_of_the_report_agree(reported: dict[tuple[str, Aspect], Metric], column: str) -> None:
    details = reported[column, Aspect.NUMBERS].details
    assert details["wasserstein"] == pytest.approx(GOLDEN[column]["wasserstein"], abs=1e-6)
    assert details["ks"] == pytest.approx(GOLDEN[column]["ks"], abs=1e-6)


@pytest.mark.parametrize("column", CATEGORIES)
def test_chances_of_the_report_agree(reported: dict[tuple[str, Aspect], Metric], column: str) -> None:
    found = reported[column, Aspect.CATEGORIES]
    assert found.p == pytest.approx(GOLDEN[column]["chi2_p"], abs=1e-6)
