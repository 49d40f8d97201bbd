"""A glance rules out only what does not hold, and tells beginnings for certain."""

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotpass.matching import glance
from hotpass.matching.comparison import alike, one_slip
from hotpass.matching.glance import Glance, Letters
from hotpass.matching.hints import Alike, Beginning, Initial, Slip

texts = st.lists(
    st.text("ab1-", max_size=7) | st.text("abcdefgXYZ0189 .@ßéж\U0001f600\x00", max_size=12), min_size=2, max_size=12
)
THRESHOLDS = (0.8, 0.88, 0.92, 0.95)


def seen(values: list[str]) -> tuple[Glance, list[str], list[str]]:
    """All pairs of some texts, and both sides."""
    left, right = (side.ravel() for side in np.indices((len(values), len(values)), dtype=np.int32))
    pairs = Glance(Letters(pa.array(values)), left, right)
    return pairs, [values[place] for place in left], [values[place] for place in right]


def told(condition: str, left: list[str], right: list[str]) -> list[bool]:
    """What the database says of each pair."""
    with duckdb.connect() as con:
        con.register("pair", pa.table({"text_l": left, "text_r": right}))
        return [bool(row[0]) for row in con.execute(f"SELECT {condition} FROM pair").fetchall()]


@settings(max_examples=60, deadline=None)
@given(values=texts)
@example(values=["1a", "1a", ""])
@example(values=["", "a", "é", "martha", "marhta", "1234567", "1243567", "12345678"])
def test_what_holds_is_never_ruled_out(values: list[str]) -> None:
    pairs, left, right = seen(values)
    for threshold in THRESHOLDS:
        possible = Alike("text", threshold).possible(pairs)
        assert not (np.array(told(alike("text", threshold), left, right)) & ~possible).any()
    assert not (np.array(told(one_slip("text"), left, right)) & ~Slip("text").possible(pairs)).any()
    initial = "left(text_l, 1) = left(text_r, 1) AND least(length(text_l), length(text_r)) = 1"
    assert not (np.array(told(initial, left, right)) & ~Initial("text").possible(pairs)).any()


@settings(max_examples=30, deadline=None)
@given(values=texts, letters=st.sampled_from([1, 3, 7]))
def test_beginnings_are_told_for_certain(values: list[str], letters: int) -> None:
    pairs, left, right = seen(values)
    stated = told(f"left(text_l, {letters}) = left(text_r, {letters})", left, right)
    assert Beginning("text", letters).possible(pairs).tolist() == stated


def test_most_of_what_differs_is_ruled_out() -> None:
    pairs, _, _ = seen(["anna botha", "pieter nel", "thandi dube", "sipho zulu"])
    assert Alike("text", 0.88).possible(pairs).sum() == Slip("text").possible(pairs).sum() == 4


def test_texts_are_gathered_in_batches_of_any_size() -> None:
    values = pa.array(["", *(f"{number:05d}" for number in range(2 * glance.BATCH + 1)), "", ""])
    letters = Letters(values)
    assert [int(bits).bit_count() for bits in letters.bits[[1, 12346, glance.BATCH * 2 + 1]]] == [1, 5, 2]
    assert letters.length[:3].tolist() == [0, 5, 5]
    part = Letters(values.slice(12346, 3))
    assert part.bits.tolist() == letters.bits[12346:12349].tolist()
    assert part.head.tolist() == letters.head[12346:12349].tolist()
