"""Blend: how much of a move over all sources is another mix of them, and how much a change within each."""

from collections.abc import Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.drift import Aspect, Cell, Metric
from hotpass.store.compose import quote
from hotpass.store.drift.effect import effect
from hotpass.store.publication import schema_of
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
Counts = Mapping[str, tuple[int, int]]


class Parts(NamedTuple):
    """What of a move of a share, in parts of 1, comes from another mix, and what from change within the sources."""

    mix: float
    within: float


def parts(before: Counts, now: Counts) -> Parts:
    """Splits the move of a share, given for each source how many rows have something, and how many rows it has.

    With weights w and shares p of each source, mix = Σ(w' - w)(p + p')/2 and within = Σ(p' - p)(w + w')/2; they add up
    to the whole move (Kitagawa, 1955). A source that only one side has is mix alone: its share counts for both.
    """
    totals = [sum(rows for _, rows in side.values()) or 1 for side in (before, now)]
    mix = within = 0.0
    for source in before.keys() | now.keys():
        (have, rows), (have_now, rows_now) = before.get(source, (0, 0)), now.get(source, (0, 0))
        share = have / rows if rows else have_now / rows_now
        share_now = have_now / rows_now if rows_now else share
        weight, weight_now = rows / totals[0], rows_now / totals[1]
        mix += (weight_now - weight) * (share + share_now) / 2
        within += (share_now - share) * (weight + weight_now) / 2
    return Parts(mix, within)


def blended(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> list[Metric]:
    """For runs of several sources: how each field is filled over all of them, and how many records share an entity."""
    found: list[dict[str, dict[str, tuple[int, int]]]] = []
    for run_id in runs:
        rows = cursor.execute(STATEMENTS["shares"].format(schema=quote(schema_of(run_id)))).fetchall()
        told: dict[str, dict[str, tuple[int, int]]] = {}
        for title, source, have, of in rows:
            if of:
                told.setdefault(title, {})[source] = (int(have), int(of))
        found.append(told)
    before, now = found
    shared = [title for title in now if title in before and len(before[title].keys() | now[title].keys()) > 1]
    return [_metric(title, before[title], now[title]) for title in shared]


def _metric(title: str, before: Counts, now: Counts) -> Metric:
    sides = [(sum(have for have, _ in side.values()), sum(rows for _, rows in side.values())) for side in (before, now)]
    cells = (
        Cell(text="yes", reference=sides[0][0], current=sides[1][0]),
        Cell(text="no", reference=sides[0][1] - sides[0][0], current=sides[1][1] - sides[1][0]),
    )
    split = parts(before, now)
    shares = [have / rows for have, rows in sides]
    told = effect(cells)
    return Metric(
        source="",
        column=title,
        aspect=Aspect.BLEND,
        reference=shares[0],
        current=shares[1],
        effect=told.psi,
        floor=told.floor,
        p=told.p,
        words=f"{shares[0]:.1%}, now {shares[1]:.1%}: {100 * split.mix:+.1f} points by another mix of sources, "
        f"{100 * split.within:+.1f} by change within them",
        details={**told.details, "mix": split.mix, "within": split.within},
        cells=cells,
    )
