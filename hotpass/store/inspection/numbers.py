"""Numbers: values far away from all others of their column, and a sign that no other has."""

import math
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.semantic import SemanticType
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Quartile widths beyond the quartiles: three is Tukey's "far out", which long-tailed columns reach often.
FAR = 5.0
# Bowley's skewness of the 5 % and 95 % quantiles up to which a column is taken for symmetric (Bowley 1901).
EVEN = 0.35
# More cells than that are a part of the distribution.
MOST = 0.02
LEAST_CELLS, LEAST_VALUES = 30, 10
NO_AMOUNTS = frozenset(
    {SemanticType.IDENTIFIER, SemanticType.POSTCODE, SemanticType.PHONE, SemanticType.LATITUDE, SemanticType.LONGITUDE}
)


class Spread(NamedTuple):
    """How a column's numbers are spread."""

    low: float
    first: float
    middle: float
    third: float
    high: float


def inspect(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Records faults of `seen`."""
    if figures.share(figures.numeric) < 0.9 or figures.numeric < LEAST_CELLS or column.type in NO_AMOUNTS:
        return
    distinct, quantiles, negative, positive, every, nearest = cursor.execute(STATEMENTS["spread"]).fetchall()[0]
    # Small negatives show that the column runs through zero; a lost sign turns usual amounts.
    if 0 < negative <= 0.01 * positive and nearest <= -quantiles[2]:
        _add(cursor, column, figures, 0.0, math.inf, "It is negative, as nearly no other value of this column is.")
    if distinct < LEAST_VALUES:
        return
    spread = Spread(*quantiles[1:6])
    low, high = limits(spread, is_positive=positive == every or negative <= 0.01 * positive)
    if low < high:
        words = f"It is far away from the others, most of which lie between {spread.low:g} and {spread.high:g}."
        _add(cursor, column, figures, low, high, words)


def limits(spread: Spread, *, is_positive: bool) -> tuple[float, float]:
    """Where outliers begin: on the plain scale for even columns, on the logarithmic one for long-tailed ones."""
    width, reach = spread.third - spread.first, spread.high - spread.low
    if width <= 0 or reach <= 0:
        return math.inf, -math.inf
    skew = (spread.high + spread.low - 2 * spread.middle) / reach
    if abs(skew) <= EVEN:
        return spread.first - FAR * width, spread.third + FAR * width
    if not is_positive or spread.first <= 0 or skew < 0:
        return math.inf, -math.inf
    steps = math.log(spread.third / spread.first)
    return -math.inf, spread.third * math.exp(FAR * steps)


def _add(cursor: DuckDBPyConnection, column: Column, figures: Figures, low: float, high: float, reason: str) -> None:
    asked = {"low": low, "high": high}
    if int(cursor.execute(STATEMENTS["outside"], asked).fetchall()[0][0]) <= MOST * figures.told:
        cursor.execute(STATEMENTS["add_outside"], {"position": column.position, "reason": reason, **asked})
