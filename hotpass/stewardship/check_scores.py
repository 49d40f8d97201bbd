"""Scores: what the checks of a file say by dimension, in tests made and tests passed."""

from hotpass.model.check import Score
from hotpass.model.expectation import MEANINGS, Dimension
from hotpass.store.inspection.sheet import Inspection


class Scores:
    """Tests made and passed, summed over sheets."""

    def __init__(self) -> None:
        """Nothing tested yet."""
        self._tested: dict[Dimension, int] = {}
        self._failed: dict[Dimension, int] = {}

    def add(self, found: Inspection) -> None:
        """Counts each cell once for each dimension that looked at it."""
        for figures in found.columns.values():
            self._more(Dimension.COMPLETENESS, figures.rows)
            self._more(Dimension.VALIDITY, figures.filled)
            self._more(Dimension.CONSISTENCY, figures.filled)
        if found.columns:
            self._more(Dimension.UNIQUENESS, next(iter(found.columns.values())).rows)
        for count in found.counts:
            dimension = MEANINGS[count.kind].dimension
            self._failed[dimension] = self._failed.get(dimension, 0) + count.failing

    def _more(self, dimension: Dimension, tested: int) -> None:
        self._tested[dimension] = self._tested.get(dimension, 0) + tested

    def by_dimension(self) -> dict[Dimension, Score | None]:
        """Every dimension; None where nothing tested it."""
        return {dimension: self._score(dimension) for dimension in Dimension}

    def _score(self, dimension: Dimension) -> Score | None:
        tested = self._tested.get(dimension, 0)
        failed = min(self._failed.get(dimension, 0), tested)
        return Score(passed=tested - failed, tested=tested) if tested else None
