"""What one column holds in two runs: numbers by tenths, categories, texts by shape; an empty column stops nothing."""

import math
from collections.abc import Sequence

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp, wasserstein_distance

from hotpass.model.drift import Aspect, Metric
from hotpass.store.drift.columns import Held, compare

Texts = Sequence[str | None]
numbers = st.lists(st.integers(-1000, 1000).map(lambda value: value / 4), min_size=40, max_size=80)


def compared(before: Texts, now: Texts) -> dict[Aspect, Metric]:
    with duckdb.connect() as cursor:
        for name, values in (("before", before), ("now", now)):
            cursor.execute(f"CREATE TABLE {name} (x VARCHAR)")
            cursor.execute(f"INSERT INTO {name} SELECT unnest(?::VARCHAR[])", [values])
        found = compare(cursor, "s", "x", Held("before", "x", len(before)), Held("now", "x", len(now)))
    return {metric.aspect: metric for metric in found}


@settings(max_examples=25, deadline=None)
@given(numbers, numbers)
def test_distances_agree_with_scipy(before: list[float], now: list[float]) -> None:
    found = compared([str(value) for value in before], [str(value) for value in now])
    if Aspect.NUMBERS in found and len(set(before)) > 20:
        details = found[Aspect.NUMBERS].details
        sigma = max(float(np.std(before)), 0.001)
        assert details["wasserstein"] == pytest.approx(wasserstein_distance(before, now) / sigma, abs=1e-6)
        assert details["ks"] == pytest.approx(ks_2samp(before, now, method="asymp").statistic, abs=1e-9)


def test_numbers_are_held_against_the_tenths_of_the_reference() -> None:
    found = compared([str(value) for value in range(1000)], [str(value + 300) for value in range(1000)])
    metric = found[Aspect.NUMBERS]
    assert [cell.reference for cell in metric.cells] == pytest.approx([100] * 10, abs=1)
    assert sum(cell.current for cell in metric.cells) == 1000
    assert (metric.reference, metric.current) == (499.5, 799.5)
    assert metric.effect > 0.25


def test_a_few_wild_numbers_do_not_hide_a_real_rise() -> None:
    wild = ["1e9"] * 5
    calm = compared([str(v) for v in range(5000)], [str(v * 1.3) for v in range(5000)])[Aspect.NUMBERS].effect
    typo = compared([*map(str, range(5000)), *wild], [*(str(v * 1.3) for v in range(5000)), *wild])
    assert typo[Aspect.NUMBERS].effect == pytest.approx(calm, rel=0.05)


def test_categories_tell_what_is_new_and_what_is_gone() -> None:
    found = compared(["a"] * 50 + ["b"] * 50, ["a"] * 50 + ["c"] * 50)[Aspect.CATEGORIES]
    assert found.words == "1 value is new, 1 value is gone"
    assert {cell.text: (cell.reference, cell.current) for cell in found.cells} == {
        "a": (50, 50),
        "b": (50, 0),
        "c": (0, 50),
    }


def test_texts_are_compared_by_shape_and_length_and_never_by_value() -> None:
    before = [f"Name {number}" for number in range(200)]
    found = compared([*before], [f"NAME-{number}" for number in range(200)])
    shapes = found[Aspect.SHAPES]
    assert {cell.text for cell in shapes.cells} == {"Aa 9", "A-9"}
    assert shapes.details["unseen"] == 1.0
    assert found[Aspect.LENGTHS].effect < 0.02


def test_no_row_is_left_out_where_shapes_are_many_and_the_commonest_come_first() -> None:
    many = [f"{'a9' * (1 + place)} {place}x" for place in range(400)]
    shapes = compared([*many, *["z-z-z"] * 50], [*many, *["z-z-z"] * 70])[Aspect.SHAPES]
    assert (shapes.cells[0].text, shapes.cells[0].reference, shapes.cells[0].current) == ("a-a-a", 50, 70)
    assert shapes.floor < 0.1


def test_dates_are_compared_as_days() -> None:
    before = [f"2020-{1 + day % 12:02d}-{1 + day % 28:02d}" for day in range(300)]
    found = compared([*before], [text.replace("2020", "2021") for text in before])
    assert found[Aspect.DATES].effect > 0.25


@pytest.mark.parametrize("now", [[None] * 60, [""] * 60, [" "] * 60])
def test_a_column_that_emptied_gives_a_line_and_stops_nothing(now: Texts) -> None:
    found = compared([str(value) for value in range(60)], now)
    assert set(found) == {Aspect.PRESENCE}
    assert (found[Aspect.PRESENCE].reference, found[Aspect.PRESENCE].current) == (1.0, 0.0)
    assert set(compared(now, now)) == {Aspect.PRESENCE}


def test_a_column_of_another_kind_gives_a_line_that_says_so() -> None:
    found = compared([str(value) for value in range(200)], [f"word {value}" for value in range(200)])
    assert found[Aspect.STRUCTURE].words == "held numbers, now texts"


def test_a_constant_column_and_strange_numbers_are_no_trouble() -> None:
    assert compared(["5"] * 100, ["5"] * 100)[Aspect.CATEGORIES].effect == 0.0
    odd = [*map(str, range(100)), "inf", "nan", "-inf"]
    assert math.isfinite(compared([*odd], [*odd])[Aspect.NUMBERS].details["wasserstein"])
