"""Learning without labels: the m and u of every level and the prior, by expectation maximisation over patterns.

The model is that of Fellegi and Sunter (1969) with the estimation of Winkler (1988): levels are independent given that
a pair matches or not. u comes from random pairs and stays; m and the prior come from the pairs that met, taking all
pairs that never met as non-matches. Everything is counted first, so equal input gives equal weights to the last bit.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotpass.matching.patterns import Counts, Patterns

ROUNDS = 200
SETTLED = 1e-6
# What was expected before counts as much as this many matching pairs.
BELIEF = 5.0
# No agreement is rarer by chance than this share of pairs, and none rarer among matches than FEWEST_M.
FEWEST_U, FEWEST_M = 1e-8, 1e-4
# No table is taken to hold more matches than this share of all its pairs.
HIGHEST_PRIOR = 0.9
# Which share of the pairs with equal values is one thing, where there is nothing else to tell by.
BELIEVED = 0.95
# Learning and taking the matches out of the random pairs are done in turn until no weight moves by this many bits, or
# so many times.
STILL, PASSES = 0.05, 20
Shares = NDArray[np.float64]


class Learned(NamedTuple):
    """m and u per comparison, the weakest level first; `prior`: the probability that two random records match."""

    m: tuple[Shares, ...]
    u: tuple[Shares, ...]
    prior: float


class Room(NamedTuple):
    """How many pairs there could be, and how many of them could be matches at most."""

    pairs: float
    matches: float


def learn(
    met: Patterns,
    random: Sequence[Counts],
    starts: Sequence[Sequence[float]],
    known: Sequence[Mapping[int, float]],
    weighed: Sequence[frozenset[int]],
    room: Room,
    areas: Sequence[Shares | None],
) -> Learned:
    """Learns from the patterns of pairs that met.

    `random` are the pairs at each level of each comparison among pairs drawn by chance, `starts` the m expected
    before, `known` the u of levels that were counted rather than drawn, `weighed` the levels whose values weigh by
    their rarity. `areas` are for levels of distance how large each ring is beside the outermost, 0 elsewhere; None
    where the levels that were counted hold no matches.
    """
    m = [np.array(start) / sum(start) for start in starts]
    observed = [_observed(counts, shares) for counts, shares in zip(random, known, strict=True)]
    u = observed
    prior = _bounded(0.3 * float(met.counts.sum()) / room.pairs, met, room)
    beliefs = [share.copy() for share in m]
    for _ in range(PASSES):
        before = u
        m, prior = _maximise(met, m, u, weighed, beliefs, prior, room)
        u = [_without_matches(seen, share, prior, area) for seen, share, area in zip(observed, m, areas, strict=True)]
        if all(np.abs(np.log2(new / old)).max() < STILL for new, old in zip(u, before, strict=True)):
            break
    return Learned(tuple(m), tuple(u), prior)


def alone(learned: Learned, equal: float) -> Learned:
    """The same where a single field is compared, of which the share `equal` of all pairs has equal values.

    One field cannot tell how much of its agreement is chance, so that is believed: of twenty pairs one.
    """
    (m,), (u,) = learned.m, learned.u
    u = u.copy()
    u[-1] = max((1 - BELIEVED) * equal, FEWEST_U)
    return Learned((m,), (u,), min(max(learned.prior, BELIEVED * equal / float(m[-1])), HIGHEST_PRIOR))


def _observed(counts: Counts, known: Mapping[int, float]) -> Shares:
    """How often each level occurs among random pairs; what was never seen counts as half a pair."""
    shares = np.maximum(counts, 0.5) / max(1.0, float(counts.sum()))
    for level, share in known.items():
        shares[level] = max(share, FEWEST_U)
    return _scaled(shares)


def _without_matches(seen: Shares, m: Shares, prior: float, areas: Shares | None) -> Shares:
    """Random pairs hold matches too: what is left when their part is taken out.

    Near a place there are by chance at least as many others, for its size, as in the ring far around it.
    """
    if areas is None:
        return seen
    left = np.maximum((seen - prior * m) / (1 - prior), np.maximum(0.02 * seen, FEWEST_U))
    return _scaled(np.maximum(left, areas * left[1]) if areas.any() else left)


def _scaled(shares: Shares) -> Shares:
    scaled: Shares = shares / shares.sum()
    return scaled


def _maximise(
    met: Patterns,
    m: list[Shares],
    u: list[Shares],
    weighed: Sequence[frozenset[int]],
    beliefs: list[Shares],
    prior: float,
    room: Room,
) -> tuple[list[Shares], float]:
    for _ in range(ROUNDS):
        matched = match_chance(met, m, u, weighed, prior) * met.counts
        renewed = [_renewed(met.levels[:, place], matched, belief) for place, belief in enumerate(beliefs)]
        moved = max(float(np.abs(new - old).max()) for new, old in zip(renewed, m, strict=True))
        m, prior = renewed, _bounded(float(matched.sum()) / room.pairs, met, room)
        if moved < SETTLED:
            break
    return m, prior


def match_chance(
    met: Patterns, m: Sequence[Shares], u: Sequence[Shares], weighed: Sequence[frozenset[int]], prior: float
) -> Counts:
    """The probability of a match for each pattern; a shared value that weighs by its rarity takes the place of u."""
    weight = np.full(len(met.counts), np.log(prior) - np.log1p(-prior)) + np.log(2) * met.rarity
    for place, (matching, other) in enumerate(zip(m, u, strict=True)):
        by_chance = np.log(other)
        by_chance[list(weighed[place])] = 0.0
        ratios = np.append(np.log(matching) - by_chance, 0.0)
        weight += ratios[met.levels[:, place]]
    chance: Counts = 1.0 / (1.0 + np.exp(-weight))
    return chance


def _renewed(levels: NDArray[np.int8], matched: Counts, belief: Shares) -> Shares:
    counts = np.array([matched[levels == level].sum() for level in range(len(belief))]) + BELIEF * belief
    return _scaled(np.maximum(counts / counts.sum(), FEWEST_M))


def among_matches(levels: NDArray[np.int8], starts: Sequence[Sequence[float]]) -> tuple[Shares, ...]:
    """The m of each level where every pair (a row of levels) is a match."""
    matched = np.ones(len(levels))
    beliefs = [np.array(start) / sum(start) for start in starts]
    return tuple(_renewed(levels[:, place], matched, belief) for place, belief in enumerate(beliefs))


def _bounded(prior: float, met: Patterns, room: Room) -> float:
    """At least one match among all pairs, never more than nine tenths of the pairs that met, nor than there can be."""
    most = min(0.9 * max(1.0, float(met.counts.sum())), room.matches) / room.pairs
    return min(max(prior, min(1.0 / room.pairs, most)), most, HIGHEST_PRIOR)
