"""Columns: what one column holds in two runs, value by value, and how far the two are apart."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.drift import Aspect, Cell, Metric
from hotpass.store.compose import quote
from hotpass.store.drift.effect import OTHERS, effect
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
MOST_CATEGORIES = 300
MASK = STATEMENTS["mask"]
TYPICAL = 0.9  # of the filled cells: the column is taken to hold numbers, or dates
SHOWN = 12
READINGS = {
    Aspect.NUMBERS: "TRY_CAST(value AS DOUBLE)",
    Aspect.DATES: "epoch(TRY_CAST(value AS TIMESTAMP)) / 86400",
    Aspect.LENGTHS: "length(value)::DOUBLE",
}


class Held(NamedTuple):
    """A column of a run: the table with its schema, quoted, the column's name in it, and the rows of the table."""

    table: str
    column: str
    rows: int


class Figures(NamedTuple):
    """Rows of either run that fill the column, their distinct values, and how many read as numbers or dates."""

    filled: tuple[int, int]
    distinct: tuple[int, int]
    numbers: tuple[int, int]
    dates: tuple[int, int]
    unseen: int
    lost: int

    def holds(self, side: int) -> Aspect | None:
        """What the cells of a side are: numbers, dates, one of few categories, or texts; None for an empty column."""
        filled = self.filled[side]
        if not filled:
            return None
        if self.numbers[side] >= TYPICAL * filled:
            return Aspect.NUMBERS if self.distinct[side] > 20 else Aspect.CATEGORIES
        if self.dates[side] >= TYPICAL * filled:
            return Aspect.DATES
        few = self.distinct[side] <= MOST_CATEGORIES and self.distinct[side] <= filled / 2
        return Aspect.CATEGORIES if few else Aspect.SHAPES


def compare(cursor: DuckDBPyConnection, source: str, header: str, before: Held, now: Held) -> list[Metric]:
    """All that can be said of a column that both runs have; an empty or re-typed one gives a line that says so."""
    figures = meet(cursor, before, now)
    found = [_presence(source, header, before, now, figures)]
    kinds = [figures.holds(side) for side in (0, 1)]
    if None in kinds:
        return found
    retyped = {kinds[0], kinds[1]} & {Aspect.NUMBERS, Aspect.DATES} and kinds[0] is not kinds[1]
    if retyped and Aspect.CATEGORIES not in kinds:
        return [*found, _retyped(source, header, kinds)]
    aspect = kinds[0]
    if aspect in (Aspect.NUMBERS, Aspect.DATES):
        return [*found, _spread(cursor, source, header, aspect)]
    if aspect is Aspect.CATEGORIES:
        return [*found, _categories(cursor, source, header, figures)]
    return [*found, _shapes(cursor, source, header, figures), _spread(cursor, source, header, Aspect.LENGTHS)]


def meet(cursor: DuckDBPyConnection, before: Held, now: Held) -> Figures:
    """Puts the distinct values of both columns side by side, and counts them."""
    names = {"reference": before.table, "current": now.table}
    names |= {"before": quote(before.column), "now": quote(now.column)}
    cursor.execute(STATEMENTS["met"].format(**names))
    row = cursor.execute(STATEMENTS["figures"]).fetchall()[0]
    return Figures(row[0:2], row[2:4], row[4:6], row[6:8], row[8], row[9])


def _presence(source: str, header: str, before: Held, now: Held, figures: Figures) -> Metric:
    filled, rows = figures.filled, (before.rows, now.rows)
    cells = (
        Cell(text="filled", reference=filled[0], current=filled[1]),
        Cell(text="empty", reference=rows[0] - filled[0], current=rows[1] - filled[1]),
    )
    shares = [count / of if of else 0.0 for count, of in zip(filled, rows, strict=True)]
    words = f"filled in {shares[0]:.1%} of the rows, now in {shares[1]:.1%}"
    return _metric(source, header, Aspect.PRESENCE, cells, (shares[0], shares[1]), words)


def _retyped(source: str, header: str, kinds: Sequence[Aspect | None]) -> Metric:
    words = f"held {kinds[0]}, now {kinds[1]}".replace("shapes", "texts")
    return Metric(
        source=source, column=header, aspect=Aspect.STRUCTURE, reference=None, current=None, effect=1.0, words=words
    )


def _categories(cursor: DuckDBPyConnection, source: str, header: str, figures: Figures) -> Metric:
    cells = _commonest(cursor, "met")
    fresh = [cell.text for cell in cells if not cell.reference]
    gone = [cell.text for cell in cells if not cell.current]
    told = [_told(len(fresh), "new"), _told(len(gone), "gone")]
    words = ", ".join(part for part in told if part)
    distinct = (float(figures.distinct[0]), float(figures.distinct[1]))
    return _metric(source, header, Aspect.CATEGORIES, cells, distinct, words)


def _told(count: int, fate: str) -> str:
    return f"{count:,} {'value is' if count == 1 else 'values are'} {fate}" if count else ""


def _shapes(cursor: DuckDBPyConnection, source: str, header: str, figures: Figures) -> Metric:
    cursor.execute(STATEMENTS["shapes"].format(mask=MASK))
    cells = _commonest(cursor, "shaped")
    unseen = figures.unseen / figures.filled[1]
    found = _metric(
        source, header, Aspect.SHAPES, cells, (1.0, 1 - unseen), f"{unseen:.1%} of the texts were not there before"
    )
    return found.model_copy(update={"details": found.details | {"unseen": unseen}})


def _spread(cursor: DuckDBPyConnection, source: str, header: str, aspect: Aspect) -> Metric:
    """Numbers by the tenths of the reference, with the distance of both distributions as detail."""
    edges = tenths(cursor, aspect)
    steps = cursor.execute(STATEMENTS["in_steps"], {"edges": edges}).fetchall()
    cells = [Cell(text=step_text(edges, step), reference=r, current=c) for step, r, c in steps]
    distance, furthest, before, now = cursor.execute(STATEMENTS["distance"]).fetchall()[0]
    words = f"on the average {before:,.6g}, now {now:,.6g}" if aspect is not Aspect.DATES else ""
    found = _metric(source, header, aspect, cells, (before, now), words)
    apart = {"wasserstein": distance or 0.0, "ks": furthest or 0.0}
    return found.model_copy(update={"details": found.details | apart})


def tenths(cursor: DuckDBPyConnection, aspect: Aspect) -> list[float]:
    """Where the tenths of the reference end, in the column that was put side by side last."""
    cursor.execute(STATEMENTS["number"].format(reading=READINGS[aspect]))
    return [float(row[0]) for row in cursor.execute(STATEMENTS["steps"]).fetchall()]


def step_text(edges: Sequence[float], step: int) -> str:
    """The name of a step: what lies above so many edges."""
    if not edges:
        return "all"
    if step == 0:
        return f"up to {edges[0]:g}"
    return f"above {edges[-1]:g}" if step == len(edges) else f"{edges[step - 1]:g} to {edges[step]:g}"


def _commonest(cursor: DuckDBPyConnection, counted: str) -> list[Cell]:
    """The values that most rows of both runs have, and one cell for all others, so that no row is left out."""
    most = {"most": MOST_CATEGORIES}
    rows = cursor.execute(STATEMENTS["commonest"].format(counted=counted), most).fetchall()
    cells = [Cell(text=text, reference=reference, current=current) for text, reference, current in rows]
    rest = cursor.execute(STATEMENTS["rest"].format(counted=counted), most).fetchall()[0]
    return [*cells, Cell(text=OTHERS, reference=rest[0], current=rest[1])] if sum(rest) else cells


def _metric(
    source: str, header: str, aspect: Aspect, cells: Sequence[Cell], values: tuple[float, float], words: str
) -> Metric:
    found = effect(cells)
    return Metric(
        source=source,
        column=header,
        aspect=aspect,
        reference=values[0],
        current=values[1],
        effect=found.psi,
        floor=found.floor,
        p=found.p,
        words=words,
        details=dict(found.details),
        cells=tuple(cells[:SHOWN]) if aspect in (Aspect.CATEGORIES, Aspect.SHAPES) else tuple(cells),
    )
