"""The search for pairs: a first lot trains the model, then more are compared for as long as that finds matches."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection

from hotpass.matching import blocking, triangles
from hotpass.matching.adoption import adopt
from hotpass.matching.blocking import Blocks, Keys, Pairs
from hotpass.matching.comparison import Comparison
from hotpass.matching.partition import Bounds, Edges, partition
from hotpass.matching.patterns import Sample
from hotpass.matching.request import LinkRequest
from hotpass.matching.scoring import Model, Scored, join, score
from hotpass.matching.standing import Frequencies
from hotpass.matching.training import Trained, retrain, train, weigh
from hotpass.model.linkage import BlockingCount
from hotpass.store.components import components

# Pairs lighter than this (bits, about 1 %) are not kept.
FLOOR = -6.6
# The next lot of pairs is this much larger, and is compared where a trial of it finds this share more matches.
WIDER, WORTH, TRIAL = 3, 0.01, 20_000
# Pairs from this weight on connect the records whose triangles are closed, round after round.
LIKELY, ROUNDS = 0.0, 2
# The model is learned again from groups where they hold at least so many pairs for each record.
REPEATED = 0.5
# Pairs from this weight on are as good as sure. A source is unique where at most this share of its records has such a
# twin inside it that is more alike than anything outside, and so many times more have one outside.
SURE, TWINS, OUTSIDE = 10.0, 0.02, 10


class Found(NamedTuple):
    """The pairs that met, those worth keeping, the model, and the sources whose records are all different things."""

    pairs: Pairs
    scored: Scored
    trained: Trained
    unique: tuple[int, ...]
    closed: tuple[BlockingCount, ...]
    compared: int


class Search:
    """Compares pairs of records, lot by lot, and never the same pair twice under one model."""

    def __init__(
        self,
        cursor: DuckDBPyConnection,
        compared: Sequence[Comparison],
        blocks: Blocks,
        pairs: Pairs,
        asked: LinkRequest,
    ) -> None:
        """Trains on the first lot of pairs, unless a model is given, and scores it."""
        known = asked.standing.counts if asked.standing else None
        frequencies = Frequencies(blocks.records, known, asked.stand_ins)
        self._cursor, self._compared, self._blocks, self._records = cursor, compared, blocks, blocks.records
        self._count = blocks.records.count
        self._budget = blocks.budget()
        self.pairs = pairs
        self.closed = triangles.pairs_of(np.empty(0, dtype=np.int64), self._count)
        self._given = adopt(asked.model, compared) if asked.model is not None else None
        self.trained = (
            train(cursor, blocks, compared, self.pairs, asked.settings.seed)
            if self._given is None
            else weigh(cursor, frequencies, compared, self.pairs, self._given)
        )
        self.scored = self._score(self.pairs, self.trained.sample)

    def widen(self) -> None:
        """Lets larger blocks in for as long as a trial of their pairs finds enough matches that were not known."""
        while self._budget < blocking.most(self._count):
            self._budget = min(self._budget * WIDER, blocking.most(self._count))
            allowed = self._blocks.allowed
            fresh = self._blocks.pairs(self._budget, self.pairs)
            if not self._worth(fresh):
                # What was only tried is not among the rules and crowds the run tells of.
                self._blocks.let_in(allowed)
                break
            self.scored = join([self.scored, self._score(fresh)])
            self.pairs = self.pairs.among(fresh, self._count)

    def close(self) -> None:
        """Compares records that likely pairs connect over others."""
        for _ in range(ROUNDS):
            likely = self.scored.weight >= LIKELY
            together = components(self._count, self.scored.left[likely], self.scored.right[likely])
            fresh = self._fresh(triangles.within(together, 3))
            if not len(fresh.left):
                break
            self.closed = self.closed.beside(fresh)
            self.scored = join([self.scored, self._score(fresh)])

    def refine(self) -> None:
        """Learns from whole groups where things repeat often, and scores every pair anew."""
        if self._given is not None:
            return
        edges = Edges(self.scored.left, self.scored.right, self.scored.weight - LIKELY)
        grouped = triangles.within(partition(edges, Bounds.none(self._blocks.apart)), 2)
        if len(grouped) < REPEATED * self._count:
            return
        pairs = triangles.pairs_of(grouped, self._count)
        self.closed = self.closed.beside(self._fresh(grouped))
        self.trained = retrain(self._cursor, self._blocks, self._compared, self.trained.learned, pairs)
        self.scored = self._score(self.pairs.beside(self.closed))

    def _fresh(self, keys: Keys) -> Pairs:
        """Those of the pairs that were not compared yet."""
        known = np.sort(np.concatenate([self.pairs.keys(self._count), self.closed.keys(self._count)]))
        pairs = triangles.pairs_of(keys[blocking.absent(keys, known)], self._count)
        return pairs.of(self._blocks.may_meet(pairs.left, pairs.right))

    def _worth(self, fresh: Pairs) -> bool:
        step = max(1, len(fresh.left) // TRIAL)
        tried = self._score(fresh.every(step))
        return float(tried.chance.sum()) * step >= WORTH * float(self.scored.chance.sum())

    def _score(self, pairs: Pairs, known: Sample | None = None) -> Scored:
        model = Model.of(self._compared, self.trained.learned, self.trained.rarity)
        return score(self._cursor, self._records, model, pairs, FLOOR, known)


def find(
    cursor: DuckDBPyConnection,
    compared: Sequence[Comparison],
    blocks: Blocks,
    asked: LinkRequest,
) -> Found | None:
    """Everything that can be found; None where no two records meet. Raises BadInput for a model of other columns."""
    repeats = asked.repeats
    told = [source for source, may in repeats.items() if not may]
    blocks.keep_apart(told)
    first = blocks.pairs(blocks.budget())
    if not len(first.left):
        return None
    search = Search(cursor, compared, blocks, first, asked)
    unique = unique_sources(blocks, search.scored, repeats, asked.twins)
    if set(unique) - set(told):
        blocks.keep_apart(unique)
        search = Search(cursor, compared, blocks, blocks.pairs(blocks.budget()), asked)
    search.widen()
    search.close()
    search.refine()
    met, closed = len(search.pairs.left), len(search.closed.left)
    titled = BlockingCount(position=triangles.RULE, rule="Both are like a third record", pairs=closed)
    return Found(search.pairs, search.scored, search.trained, unique, (titled,) if closed else (), met + closed)


def unique_sources(
    blocks: Blocks, scored: Scored, repeats: Mapping[int, bool], folded: Mapping[int, int]
) -> tuple[int, ...]:
    """The sources whose own records do not repeat, as far as sure pairs show it; `repeats` overrules.

    `folded` counts the twins of a source that are not among the records.
    """
    source = blocks.records.sources
    sure = scored.weight >= SURE
    left, right, weight = scored.left[sure], scored.right[sure], scored.weight[sure]
    across = source[left] != source[right]
    outside = np.zeros(blocks.records.count)
    for side in (left, right):
        np.maximum.at(outside, side[across], weight[across])
    twins = ~across & (weight >= np.maximum(outside[left], outside[right]))
    found = []
    for one in np.unique(source).tolist():
        own = len(
            np.unique(np.concatenate([left[twins & (source[left] == one)], right[twins & (source[left] == one)]]))
        )
        own += folded.get(one, 0)
        met = int((outside[source == one] > 0).sum())
        alone = met > 0 and own <= TWINS * (source == one).sum() and met >= OUTSIDE * own
        if not repeats.get(one, not alone):
            found.append(one)
    return tuple(found)
