"""What agrees by chance is counted among the pairs that may meet, and among no others."""

import math
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.matching import comparisons, evidence, keys, records
from hotpass.matching.blocking import Blocks
from hotpass.matching.chance import Chance
from hotpass.matching.comparison import Comparison
from hotpass.matching.places import DISTANCES, EARTH_KM
from hotpass.model.semantic import SemanticType
from tests.matching.standard_records import connection, fill

FIELD = {
    "city": SemanticType.CITY,
    "latitude": SemanticType.LATITUDE,
    "longitude": SemanticType.LONGITUDE,
}
TOWNS = ("Upington", "Kimberley", "Musina", None)
Row = tuple[str | None, float | None, int]
drawn_rows = st.lists(
    st.tuples(
        st.sampled_from(TOWNS),
        st.sampled_from([None, -28.0, -28.0005, -28.005, -28.03, -28.1, -33.0]),
        st.sampled_from([1, 2, 3]),
    ),
    min_size=4,
    max_size=12,
)


def compared(folder: Path, rows: list[Row], apart: tuple[int, ...]) -> tuple[dict[str, Comparison], Chance]:
    """The comparisons of these rows, and chance where the sources `apart` repeat nothing."""
    told = [[town, str(lat) if lat else None, "21.5" if lat else None] for town, lat, _ in rows]
    with connection(folder) as cursor:
        made = fill(cursor, FIELD, told, [source for _, _, source in rows])
        taken = [evidence.Evidence(field, len(rows), 2, 9.0, frozenset()) for field in made]
        found, _ = comparisons.derive(taken)
        blocks = Blocks(records.read(cursor, found, keys.columns(()), "standard"), ())
    blocks.keep_apart(apart)
    return {one.name: one for one in found}, Chance(blocks)


def among(distances: list[float], place: int) -> int:
    """How many lie in a ring."""
    closer = DISTANCES[place - 1][1] if place else -1.0
    return sum(closer < distance <= DISTANCES[place][1] for distance in distances)


def kilometres(one: float, other: float) -> float:
    return EARTH_KM * math.radians(abs(one - other))


@settings(max_examples=25, deadline=None)
@given(rows=drawn_rows, apart=st.sampled_from([(), (1,), (1, 2), (1, 2, 3)]))
def test_shares_are_those_of_every_pair_that_may_meet(rows: list[Row], apart: tuple[int, ...]) -> None:
    with TemporaryDirectory() as folder:
        by_name, chance = compared(Path(folder), rows, apart)
    pairs = [(one, other) for one, other in combinations(rows, 2) if one[2] != other[2] or one[2] not in apart]
    assert chance.pairs == len(pairs)
    towns = [one[0] == other[0] for one, other in pairs if one[0] and other[0]]
    assert chance.equal("city__value") == (pytest.approx(np.mean(towns)) if towns else None)
    away = [kilometres(one[1], other[1]) for one, other in pairs if one[1] and other[1]]
    shares = chance.known(by_name["latitude"])
    assert bool(shares) == bool(away)
    inside = [
        kilometres(one[1], other[1])
        for one, other in combinations(rows, 2)
        if one[2] == other[2] and one[1] and other[1]
    ]
    across, around = ([among(distances, place) for place in range(len(DISTANCES))] for distances in (away, inside))
    for place, (_, limit, _) in enumerate(DISTANCES):
        if away:
            closer = DISTANCES[place - 1][1] if place else 0.0
            area = (limit**2 - closer**2) / (DISTANCES[-1][1] ** 2 - DISTANCES[-2][1] ** 2)
            least = across[-1] * max(around[place] / max(1, around[-1]), area)
            expected = min(across[place], least) if chance.alone else across[place]
            assert shares[len(DISTANCES) - place] == pytest.approx(expected / len(away), abs=1e-9)
    assert chance.alone == ({source for _, _, source in rows} <= set(apart))


def test_drawn_pairs_are_none_of_a_source_that_repeats_nothing(tmp_path: Path) -> None:
    rows: list[Row] = [("Musina", None, 1 + place % 2) for place in range(500)]
    _, chance = compared(tmp_path, rows, (1, 2))
    left, right = chance.drawn(seed=1)
    assert chance.pairs == 250 * 250
    assert len(left) > 40_000
    assert ((left + right) % 2 == 1).all()


def test_where_positions_are_known_the_town_adds_nothing(tmp_path: Path) -> None:
    rows: list[Row] = [("Musina", -28.0, 1), ("Musina", -28.0, 2), ("Musina", None, 2)]
    by_name, chance = compared(tmp_path, rows, ())
    with connection(tmp_path) as cursor:
        drawn = np.array([0, 0, 1], dtype=np.int32), np.array([1, 2, 2], dtype=np.int32)
        assert chance.levels(cursor, by_name["city"], drawn).tolist() == [0, 0, 2]
