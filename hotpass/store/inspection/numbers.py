"""Numbers: values far away from all others of their column, signs that no other has, and numbers in place of none."""

import math
from statistics import NormalDist
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.model.semantic import SemanticType
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Quartile widths beyond the quartiles: three is Tukey's "far out" (1977), which only long-tailed columns reach often.
FAR_OUT, FAR, FAR_IN_LONG_TAILS = 3.5, 5.0, 7.0
# Standard deviations in a quartile width of a normal spread; so few of all its cells lie beyond the limit by chance.
QUARTILES, BY_CHANCE = 1.349, 0.001
# Where many more lie halfway than at the limit, it is a long tail and no slip; a normal one has so many halfway.
TIMES_HALFWAY, HALFWAY = 3, 0.003
# From the 5 % to the 95 % quantile it is 2.4 quartile widths where values are spread normally, 3.3 in long tails.
SHORT_TAILS = 2.8
# Bowley's skewness of the 5 % and 95 % quantiles up to which a column is taken for symmetric (Bowley 1901).
EVEN, EVEN_LOGARITHMS = 0.35, 0.2
# More cells than that are a part of the distribution.
MOST = 0.035
LEAST_CELLS, LEAST_VALUES = 30, 10
# So many of the negative numbers are as far from zero as usual positive ones where a sign was lost.
MIRRORED = 0.9
NO_AMOUNTS = frozenset(
    {SemanticType.IDENTIFIER, SemanticType.POSTCODE, SemanticType.PHONE, SemanticType.LATITUDE, SemanticType.LONGITUDE}
)


# Numbers whose header says what they can be; those of a change run beyond.
PERCENT, AGE = frozenset({"percent", "pct", "percentage"}), frozenset({"age"})
CHANGES = frozenset({"change", "growth", "delta", "variation", "variance", "difference", "diff", "return", "yoy"})


class Spread(NamedTuple):
    """How a column's numbers are spread."""

    low: float
    first: float
    middle: float
    third: float
    high: float

    @property
    def skew(self) -> float:
        """Bowley's skewness of the outer quantiles, -1 to 1."""
        reach = self.high - self.low
        return (self.high + self.low - 2 * self.middle) / reach if reach > 0 else 0.0


def inspect(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Records faults of `seen`."""
    if figures.share(figures.numeric) < 0.9 or figures.numeric < LEAST_CELLS or column.type in NO_AMOUNTS:
        return
    cursor.execute(STATEMENTS["add_sentinels"], {"position": column.position})
    distinct, quantiles, negative, positive, every = cursor.execute(STATEMENTS["spread"]).fetchall()[0]
    # Small negatives show that the column runs through zero; a lost sign turns usual amounts.
    if 0 < negative <= MOST * positive and _mirrored(cursor) >= MIRRORED * negative:
        _add(cursor, column, figures, 0.0, math.inf, "It is negative, as nearly no other value of this column is.")
    _named(cursor, column, figures)
    if distinct < LEAST_VALUES:
        return
    spread = Spread(*quantiles[1:6])
    spares_zero = abs(spread.skew) > EVEN
    is_positive = positive == every or negative <= MOST * positive
    low, high = limits(spread, figures.numeric, is_positive=is_positive)
    halfway = limits(spread, figures.numeric, is_positive=is_positive, part=0.5)
    if low < high and _stand_apart(cursor, figures, (low, high), halfway, spares_zero=spares_zero):
        words = f"It is far away from the others, most of which lie between {spread.low:g} and {spread.high:g}."
        _add(cursor, column, figures, low, high, words, spares_zero=spares_zero)


def _mirrored(cursor: DuckDBPyConnection) -> int:
    """How many cells are as far below zero as usual ones are above."""
    return int(cursor.execute(STATEMENTS["mirrored"]).fetchall()[0][0])


def _named(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Percentages beyond 0 to 100, ages beyond 0 to 120, where nearly all others lie between."""
    words = set(header_words(column.header).split())
    if words & CHANGES:
        return
    if words & PERCENT or "%" in column.header:
        _add(cursor, column, figures, 0.0, 100.0, "It is no percentage between 0 and 100, as the others are.")
    elif words & AGE:
        _add(cursor, column, figures, 0.0, 120.0, "It is no age that anybody has.")


def _stand_apart(
    cursor: DuckDBPyConnection,
    figures: Figures,
    limit: tuple[float, float],
    halfway: tuple[float, float],
    *,
    spares_zero: bool,
) -> bool:
    """Whether what lies beyond the limit is no end of a long tail, of which many more would lie halfway."""
    beyond, between = (_outside(cursor, low, high, spares_zero=spares_zero) for low, high in (limit, halfway))
    return beyond > 0 and between <= TIMES_HALFWAY * beyond + HALFWAY * figures.numeric


def limits(spread: Spread, cells: int, *, is_positive: bool, part: float = 1.0) -> tuple[float, float]:
    """Where outliers begin: on the plain scale for even columns, on the logarithmic one for long-tailed ones.

    `part` shortens the way from the quartiles.
    """
    far_out = max(FAR_OUT, NormalDist().inv_cdf(1 - BY_CHANCE / max(cells, 1)) / QUARTILES - 0.5)
    width, reach = spread.third - spread.first, spread.high - spread.low
    if width <= 0 or reach <= 0:
        return math.inf, -math.inf
    if abs(spread.skew) <= EVEN:
        far = part * (far_out if reach <= SHORT_TAILS * width else FAR)
        return spread.first - far * width, spread.third + far * width
    if not is_positive or spread.first <= 0 or spread.skew < 0:
        return math.inf, -math.inf
    steps = math.log(spread.third / spread.first)
    if spread.low > 0 and math.log(spread.high / spread.low) <= SHORT_TAILS * steps:
        middles = math.log(spread.middle / spread.low), math.log(spread.high / spread.middle)
        if abs(middles[1] - middles[0]) <= EVEN_LOGARITHMS * sum(middles):
            reach = math.exp(part * far_out * steps)
            return spread.first / reach, spread.third * reach
    return -math.inf, spread.third * math.exp(part * FAR_IN_LONG_TAILS * steps)


def _outside(cursor: DuckDBPyConnection, low: float, high: float, *, spares_zero: bool) -> int:
    asked = {"low": low, "high": high, "spares_zero": spares_zero}
    return int(cursor.execute(STATEMENTS["outside"], asked).fetchall()[0][0])


def _add(
    cursor: DuckDBPyConnection,
    column: Column,
    figures: Figures,
    low: float,
    high: float,
    reason: str,
    *,
    spares_zero: bool = False,
) -> None:
    if _outside(cursor, low, high, spares_zero=spares_zero) <= MOST * figures.told:
        asked = {"low": low, "high": high, "spares_zero": spares_zero, "position": column.position, "reason": reason}
        cursor.execute(STATEMENTS["add_outside"], asked)
