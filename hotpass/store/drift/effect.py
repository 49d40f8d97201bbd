"""Effect: how far two lists of counts are apart, what chance alone makes of that, and which bands follow."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import rel_entr
from scipy.stats import chi2

from hotpass.model.drift import Band, Cell

FEWEST = 5.0  # expected rows of a cell, below which the chi-square distribution does not hold (Cochran, 1954)
OTHERS = "all others"
Shares = NDArray[np.float64]
Q_AT_MOST = 0.05
FLOOR_AT_MOST = 0.1
BANDS = ((0.25, Band.LARGE), (0.1, Band.MODERATE), (0.02, Band.SMALL))


class Effect(NamedTuple):
    """The index of the merged cells, its floor under chance, and the chance of so much where nothing changed."""

    psi: float
    floor: float
    p: float | None
    details: Mapping[str, float] = MappingProxyType({})


def merged(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, those with too few expected rows put together."""
    cells = [cell for cell in cells if cell.reference or cell.current]
    rows = np.array([[cell.reference, cell.current] for cell in cells], dtype=float).reshape(-1, 2)
    sums = rows.sum(axis=0)
    total = sums.sum()
    if not total:
        return []
    expected = rows.sum(axis=1)[:, None] * sums[None, :] / total
    rare = (expected < FEWEST).any(axis=1)
    kept = [cell for cell, few in zip(cells, rare, strict=True) if not few]
    if rare.any():
        reference, current = (int(value) for value in rows[rare].sum(axis=0))
        kept.append(Cell(text=OTHERS, reference=reference, current=current))
    return kept


def effect(cells: Sequence[Cell]) -> Effect:
    """How far the two sides of these cells are apart.

    The stability index is taken with half a row added to each cell; where nothing changed it is about
    (cells - 1)(1/n + 1/m) (Yurdakul, 2018). The chance is that of the chi-square test of homogeneity.
    """
    together = merged(cells)
    counts = np.array([[cell.reference, cell.current] for cell in together], dtype=float).reshape(-1, 2)
    sums = counts.sum(axis=0) if len(counts) else np.zeros(2)
    if not sums.all():
        return Effect(0.0, float("inf"), None)
    shares = (counts + 0.5) / (sums + 0.5 * len(counts))
    psi = stability_index(*shares.T)
    if len(counts) < 2:
        return Effect(0.0, 0.0, 1.0)
    n, m = sums
    one, other = counts.T
    homogeneity = float(((np.sqrt(m / n) * one - np.sqrt(n / m) * other) ** 2 / (one + other)).sum())
    floor = (len(counts) - 1) * (1 / n + 1 / m)
    plain = (one / n, other / m)
    details = {"jensen_shannon": jensen_shannon(*plain), "hellinger": hellinger(*plain)}
    return Effect(psi, float(floor), float(chi2.sf(homogeneity, len(counts) - 1)), details)


def stability_index(before: Shares, now: Shares) -> float:
    """Σ(p - q)·ln(p/q) over the shares of the cells, none of which may be 0 (Kullback and Leibler, 1951)."""
    return float(((before - now) * np.log(before / now)).sum())


def jensen_shannon(before: Shares, now: Shares) -> float:
    """The root of the divergence of both sides from their middle, in nats: 0 to 0.8326 (Lin, 1991)."""
    middle = (before + now) / 2
    divergence = (rel_entr(before, middle).sum() + rel_entr(now, middle).sum()) / 2
    return float(np.sqrt(max(0.0, divergence)))


def hellinger(before: Shares, now: Shares) -> float:
    """The distance of the roots of the shares, 0 to 1 (Hellinger, 1909)."""
    return float(np.sqrt(max(0.0, 1 - np.sqrt(before * now).sum())))


def adjusted(chances: Sequence[float | None]) -> list[float | None]:
    """The chances after the step-up procedure of Benjamini and Hochberg (1995), those unknown left out."""
    known = [(chance, place) for place, chance in enumerate(chances) if chance is not None]
    found: list[float | None] = [None] * len(chances)
    least = 1.0
    for rank, (chance, place) in reversed(list(enumerate(sorted(known), 1))):
        least = min(least, chance * len(known) / rank)
        found[place] = least
    return found


def band(psi: float, floor: float, q: float | None) -> Band:
    """Moved only where chance does not explain it and the index is above its floor by at least 0.02."""
    if floor > FLOOR_AT_MOST:
        return Band.TOO_FEW
    if q is None or q > Q_AT_MOST:
        return Band.SAME
    return next((found for least, found in BANDS if psi - floor >= least), Band.SAME)
