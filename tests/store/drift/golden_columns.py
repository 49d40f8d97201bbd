"""Two invented deliveries with columns of every kind, the same on every machine."""

import numpy as np

SEED = 11
REFERENCE, CURRENT = 5000, 4000
NUMBERS = ("turnover", "staff", "branches", "score", "latitude")
CATEGORIES = ("province", "suburb")
Columns = dict[str, list[float | str | None]]


def deliveries() -> tuple[Columns, Columns]:
    """The reference and the current delivery, column by column; None is an empty cell."""
    chance = np.random.default_rng(SEED)
    return _delivery(chance, REFERENCE, 0), _delivery(chance, CURRENT, 1)


def _delivery(chance: np.random.Generator, rows: int, moved: int) -> Columns:
    names = [f"province {place}" for place in range(9)]
    known = names[:-1] if not moved else names[1:]
    score = chance.normal(50 + moved, 10, rows)
    empty = chance.random(rows) < 0.1
    return {
        "turnover": np.exp(chance.normal(10 + 0.1 * moved, 1, rows)).tolist(),
        "staff": chance.poisson(40 + 2 * moved, rows).astype(float).tolist(),
        "branches": chance.integers(0, 8, rows).astype(float).tolist(),
        "score": [None if none else float(value) for value, none in zip(score, empty, strict=True)],
        "latitude": np.round(chance.uniform(-34.8, -22.1 - moved, rows), 4).tolist(),
        "province": [known[place] for place in chance.integers(0, len(known), rows)],
        "suburb": [f"suburb {place}" for place in (300 * chance.random(rows) ** (1.5 + 0.1 * moved)).astype(int)],
    }
