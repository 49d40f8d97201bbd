from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest

from hotpass.matching.comparison import Comparison, exactly
from hotpass.matching.numbering import encode
from hotpass.matching.rarity import LEAST, Rarity, lower
from hotpass.matching.records import Records
from hotpass.matching.standing import Frequencies

NAME = Comparison(
    "name", "Name", ("name",), {"name": "name"}, ("name",), (exactly("Same name", "name", 0.9),), ("name",)
)


def records(names: Sequence[str | None]) -> Records:
    ids = pa.array([f"r{number}" for number in range(len(names))])
    return Records(ids, np.ones(len(names), dtype=np.int32), {"name": encode(pa.array(names))}, ())


def test_a_shared_value_tells_more_the_rarer_it_is() -> None:
    rarity = Rarity(Frequencies(records(["Ann"] * 4 + ["Zoë"] * 2 + [None, "Bob", "Cyd"])))
    left, right = np.array([0, 4, 0], dtype=np.int32), np.array([1, 5, 4], dtype=np.int32)
    levels = np.array([1, 1, 0], dtype=np.int8)
    assert rarity.bits(NAME, levels, left, right) == pytest.approx([1.0, 2.0, 0.0])


def test_values_that_one_thing_repeats_are_not_taken_to_be_frequent() -> None:
    """Five times Zoë, all of them one person; five times Ann, all of them different people."""
    found = records(["Zoë"] * 5 + ["Ann"] * 9 + [f"only {number}" for number in range(86)])
    left, right = (side.astype(np.int32) for side in np.triu_indices(14, k=1))
    matches = ((left < 5) & (right < 5)).astype(np.float64)
    raw, seen = Rarity(Frequencies(found)), Rarity(Frequencies(found), lower(found, [NAME], left, right, matches))
    lowered, counted = (rarity.shares("name")[found.codes("name")] for rarity in (seen, raw))
    assert lowered[0] < counted[0] / 10
    assert lowered[0] >= LEAST * counted[0]
    assert lowered[6] == pytest.approx(counted[6], rel=0.02)
