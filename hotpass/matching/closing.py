"""Closing anew: of groups that a change touched, the pairs that no rule brought, as if all were searched."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching import triangles
from hotpass.matching.blocking import Pairs
from hotpass.matching.change import SIDES
from hotpass.matching.records import Rows
from hotpass.matching.search import LIKELY
from hotpass.model.linkage import TWINS
from hotpass.store.components import components


class Closed(NamedTuple):
    """The pairs to compare so that groups are judged whole, by the ids of both sides, and all records of these."""

    left: pa.Array
    right: pa.Array
    touched: pa.Array


def find(cursor: DuckDBPyConnection, fresh: pa.Table, asked: pa.Array, left: pa.Array) -> Closed:
    """What `fresh` pairs of the records `asked` leave to compare, with the pairs of before in `pair`.

    Pairs of before of those records, and of those that `left`, are void.
    """
    before = cursor.sql("SELECT left_id, right_id, match_weight, match_key FROM pair").to_arrow_table()
    gone = pa.concat_arrays([asked, left])
    near = _near(before, fresh, gone)
    every = pa.concat_tables([near, fresh.select(before.column_names)])
    ids, one, other = _numbered(every)
    weight, rule = every["match_weight"].to_numpy(), every["match_key"].to_numpy()
    old = np.arange(len(one)) < near.num_rows
    void = pc.is_in(ids, value_set=gone).to_numpy(zero_copy_only=False)
    likely = (weight >= LIKELY) & (rule != TWINS)
    whole = components(len(ids), one[likely], other[likely])
    touched = np.isin(whole, whole[void])
    closed = old & (rule == triangles.RULE) & touched[one]
    here = touched[one] & touched[other] & ~(old & (void[one] | void[other])) & ~closed
    together = components(len(ids), one[here & likely], other[here & likely])
    inside = triangles.within(np.where(touched, together, np.arange(len(ids), dtype=np.int32)), 3)
    known = one[here].astype(np.int64) * len(ids) + other[here]
    lower, upper = np.divmod(inside[~np.isin(inside, known)], max(1, len(ids)))
    return Closed(ids.take(pa.array(lower)), ids.take(pa.array(upper)), ids.filter(pa.array(touched)))


def pairs(one: Rows, other: Rows) -> Pairs:
    """Pairs that no rule brought."""
    return Pairs(one, other, np.full(len(one), triangles.RULE, dtype=np.uint8))


def _near(before: pa.Table, fresh: pa.Table, chosen: pa.Array) -> pa.Table:
    """The pairs of before of all records that likely pairs tie to those chosen."""
    sides = [(pairs, [pairs[side].combine_chunks() for side in SIDES], _likely(pairs)) for pairs in (before, fresh)]
    reached = last = pc.unique(chosen)
    while len(last):
        met = [_with(both, last).to_numpy(zero_copy_only=False) & likely for _, both, likely in sides]
        ends = [side.filter(pa.array(here)) for (_, both, _), here in zip(sides, met, strict=True) for side in both]
        ends = pc.unique(pa.concat_arrays(ends))
        last = ends.filter(pc.invert(pc.is_in(ends, value_set=reached)))
        reached = pa.concat_arrays([reached, last])
    return before.filter(_with(sides[0][1], reached))


def _likely(pairs: pa.Table) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (pairs["match_weight"].to_numpy() >= LIKELY) & (pairs["match_key"].to_numpy() != TWINS)
    return found


def _with(sides: Sequence[pa.Array], chosen: pa.Array) -> pa.Array:
    """Which pairs have one of the chosen records on one of their sides."""
    left, right = (pc.is_in(side, value_set=chosen) for side in sides)
    return pc.or_(left, right)


def _numbered(every: pa.Table) -> tuple[pa.Array, NDArray[np.int32], NDArray[np.int32]]:
    """The ids of all sides, in order, and the places of the lower and the higher side among them."""
    sides = [every[side].combine_chunks() for side in SIDES]
    ids = pc.unique(pa.concat_arrays(sides))
    ids = ids.take(pc.sort_indices(ids))
    one, other = (pc.index_in(side, value_set=ids).to_numpy(zero_copy_only=False).astype(np.int32) for side in sides)
    return ids, np.minimum(one, other), np.maximum(one, other)
