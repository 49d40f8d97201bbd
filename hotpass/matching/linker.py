"""Linking: from standard records to scored pairs, with everything a person needs to see why."""

import json
import math
from collections.abc import Sequence

import numpy as np
from duckdb import DuckDBPyConnection

from hotpass.matching import blocking, comparisons, evidence, keys, learning, line, patterns, records, splink_model
from hotpass.matching.blocking import Blocking
from hotpass.matching.comparison import Comparison
from hotpass.matching.learning import Learned
from hotpass.model.field import RunField
from hotpass.model.linkage import ComparisonLevel, Linked
from hotpass.settings import Settings
from hotpass.store.compose import quote

# Pairs less likely than this are not kept.
FLOOR = 0.01
SCORED = "scored_pair"
NOTHING_MET = "No two records share enough to be compared, so each stands alone."


def link(cursor: DuckDBPyConnection, fields: Sequence[RunField], settings: Settings, table: str = "standard") -> Linked:
    """Finds and scores the pairs of a table of standard records (record_id, source_id, <field>, <field>__<part>…).

    The pairs lie in the temporary table `scored_pair`; nothing else is left on the connection.
    """
    taken, notes = evidence.weigh(cursor, fields, table)
    compared, more = comparisons.derive(taken)
    notes += more
    home = str(cursor.execute("SELECT current_database()").fetchall()[0][0])
    cursor.execute(f"ATTACH ':memory:' AS {records.CATALOGUE}")
    try:
        place = records.locate(cursor, table)
        cursor.execute(f"USE {records.CATALOGUE}")
        count = records.build(cursor, compared, place)
        rules = keys.rules(taken, compared)
        blocked = blocking.block(cursor, rules, count)
        if not compared or not blocked.pairs:
            reason = NOTHING_MET if compared else "No field can tell records apart or bring them together."
            return _nothing(count, blocked, settings, (*notes, *blocked.notes, reason))
        return _linked(cursor, compared, blocked, count, settings, notes)
    finally:
        cursor.execute(f"USE {quote(home)}")
        cursor.execute(f"DETACH {records.CATALOGUE}")


def _linked(
    cursor: DuckDBPyConnection,
    compared: Sequence[Comparison],
    blocked: Blocking,
    count: int,
    settings: Settings,
    notes: tuple[str, ...],
) -> Linked:
    learned, doubts = _learn(cursor, compared, blocked, count, settings)
    described = splink_model.describe(compared, blocked.rules, learned)
    scored, model, said = splink_model.score(cursor, described, FLOOR)
    drawn, reason = _draw(cursor, scored, count, settings)
    _keep(cursor, compared, scored)
    return Linked(
        pairs=SCORED,
        records=count,
        compared=blocked.pairs,
        comparisons=_levels(compared, learned),
        rules=blocked.counts,
        settings=model,
        prior=learned.prior,
        auto_match_weight=drawn,
        clerical_weight=min(drawn, weight_of(settings.clerical_probability)),
        notes=(*notes, *blocked.notes, *doubts, *said, *reason),
    )


def _learn(
    cursor: DuckDBPyConnection, compared: Sequence[Comparison], blocked: Blocking, count: int, settings: Settings
) -> tuple[Learned, list[str]]:
    met = patterns.among_met(cursor, compared, blocked.pairs)
    random = patterns.at_random(cursor, compared, count, settings.seed)
    best = [comparison.levels[0].exact for comparison in compared]
    shares = patterns.exact_shares(cursor, [column for column in best if column], count)
    learned = learning.learn(
        met,
        random,
        [comparison.start for comparison in compared],
        [shares.get(column) if column else None for column in best],
        [comparison.weighed_levels for comparison in compared],
        count * (count - 1) // 2,
    )
    return _believable(compared, learned)


def _believable(compared: Sequence[Comparison], learned: Learned) -> tuple[Learned, list[str]]:
    """Agreement never speaks against a match, nor disagreement for one: such a level is made to say nothing."""
    doubts = []
    for comparison, m, u in zip(compared, learned.m, learned.u, strict=True):
        if m[-1] < u[-1]:
            m[-1] = u[-1]
            doubts.append(f"“{comparison.title}”: equal values seemed to speak against a match and count for nothing.")
        if m[0] > u[0]:
            m[0] = u[0]
            doubts.append(f"“{comparison.title}”: different values seemed to speak for a match and count for nothing.")
    return learned, doubts


def _levels(compared: Sequence[Comparison], learned: Learned) -> tuple[ComparisonLevel, ...]:
    found = []
    for position, (comparison, m, u) in enumerate(zip(compared, learned.m, learned.u, strict=True)):
        missing = ComparisonLevel(
            position=position,
            name=comparison.name,
            field=",".join(comparison.fields),
            title=comparison.title,
            level=-1,
            label="Missing",
            m=None,
            u=None,
            weight=0.0,
        )
        found.append(missing)
        for level, label in enumerate(comparison.labels):
            share, chance = float(m[level]), float(u[level])
            weight = float(np.log2(share / chance))
            learnt = {"level": level, "label": label, "m": share, "u": chance, "weight": weight}
            found.append(missing.model_copy(update=learnt))
    return tuple(found)


def _draw(cursor: DuckDBPyConnection, scored: str, count: int, settings: Settings) -> tuple[float, list[str]]:
    """The weight from which pairs are merged without asking; never below the probability that is set."""
    found = cursor.execute(
        f"SELECT unique_id_l, unique_id_r, match_weight, match_probability FROM {quote(scored)} ORDER BY ALL"
    ).fetchnumpy()
    pairs = line.Scored(*(np.asarray(column) for column in found.values()))
    lowest = weight_of(settings.auto_match_probability)
    drawn = line.draw(pairs, count, lowest)
    if drawn.line == lowest:
        return lowest, []
    share = 100 / (1 + 2**-drawn.line)
    reason = "below, chains of doubtful pairs would join records that have too little in common"
    return drawn.line, [f"Pairs are merged without asking from a probability of {share:.4g} % on: {reason}."]


def weight_of(probability: float) -> float:
    """The match weight in bits that a probability (between 0 and 1) stands for: the log2 of its odds."""
    return math.log2(probability / (1 - probability))


def _keep(cursor: DuckDBPyConnection, compared: Sequence[Comparison], scored: str) -> None:
    """Copies the scored pairs out of Splink's table, under the records' own ids, the lower first."""
    columns = []
    for comparison in compared:
        columns += [f"gamma_{comparison.name}", f"mw_{comparison.name}"]
        if any(level.tf for level in comparison.levels):
            columns.append(f"mw_tf_adj_{comparison.name}")
    selected = ", ".join(f"pair.{quote(column)}" for column in columns)
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {SCORED} AS
        SELECT one.record_id AS left_id, other.record_id AS right_id, pair.match_weight, pair.match_probability,
               pair.match_key::INTEGER AS match_key, {selected}
        FROM {quote(scored)} AS pair
        JOIN {records.RECORDS} AS one ON one.unique_id = pair.unique_id_l
        JOIN {records.RECORDS} AS other ON other.unique_id = pair.unique_id_r
        """
    )


def _nothing(count: int, blocked: Blocking, settings: Settings, notes: tuple[str, ...]) -> Linked:
    return Linked(
        pairs=None,
        records=count,
        compared=0,
        comparisons=(),
        rules=blocked.counts,
        settings=json.dumps({}),
        prior=0.0,
        auto_match_weight=weight_of(settings.auto_match_probability),
        clerical_weight=weight_of(settings.clerical_probability),
        notes=notes,
    )
