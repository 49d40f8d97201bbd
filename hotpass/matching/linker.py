"""Linking: from standard records to scored pairs, with everything a person needs to see why."""

import json
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection

from hotpass.matching import comparisons, evidence, keys, line, search, shelf, splink_model, standing, twins
from hotpass.matching.blocking import Blocks
from hotpass.matching.comparison import Comparison, weighed
from hotpass.matching.keys import Rule
from hotpass.matching.learning import Learned
from hotpass.matching.records import Records, read
from hotpass.matching.request import LinkRequest
from hotpass.matching.scoring import Model, join
from hotpass.matching.search import Found
from hotpass.matching.twins import Folded
from hotpass.model.field import RunField
from hotpass.model.linkage import ComparisonLevel, Linked
from hotpass.settings import Settings
from hotpass.store.clusters import log_odds
from hotpass.store.compose import quote

SCORED = "scored_pair"
CATALOGUE = "hotpass_linking"
NOTHING_MET = "No two records share enough to be compared, so each stands alone."


class Prepared(NamedTuple):
    """Records that are ready to be linked, how they are compared, what they may meet on, and what is left out."""

    records: Records
    compared: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    notes: tuple[str, ...]


def prepare(cursor: DuckDBPyConnection, fields: Sequence[RunField], table: str = "standard") -> Prepared:
    """Reads a table of standard records (record_id, source_id, <field>, <field>__<part>…), not needed from then on."""
    taken, notes = evidence.weigh(cursor, fields, table)
    compared, more = comparisons.derive(taken)
    rules = keys.rules(taken, compared)
    records = read(cursor, compared, keys.columns(rules), quote(table))
    return Prepared(records, compared, rules, (*notes, *more))


def link(cursor: DuckDBPyConnection, prepared: Prepared, asked: LinkRequest) -> Linked:
    """Finds and scores the pairs of records.

    The pairs lie in the temporary table `scored_pair`, what the model goes on with in those that `standing` names.
    """
    records, compared, rules, notes = prepared
    folded, blocks, found = _search(cursor, compared, rules, records, asked)
    if asked.shelf is not None:
        laid = shelf.Shelf(records, folded.others, _numbered(compared, found) if found else {})
        shelf.lay_by(*asked.shelf, laid)
    notes = (*notes, *blocks.notes())
    if found is None:
        reason = NOTHING_MET if compared else "No field can tell records apart or bring them together."
        return _nothing(records.count, blocks, asked.settings, (*notes, reason))
    described = splink_model.describe(compared, blocks.used(), found.trained)
    stated, said = _stated(cursor, described, compared, folded.records, found, asked)
    _keep(cursor, records, compared, folded, found)
    learned, auto = found.trained.learned, _line(found, asked)
    return Linked(
        pairs=SCORED,
        wrong_at_most=asked.wrong_at_most,
        records=records.count,
        compared=found.compared + len(folded.others),
        comparisons=_levels(compared, learned),
        rules=(*blocks.counts(found.pairs), *found.closed, *folded.counts()),
        settings=stated,
        prior=learned.prior,
        auto_match_weight=auto,
        clerical_weight=min(auto, log_odds(asked.settings.clerical_probability)),
        unique_sources=found.unique,
        rarity=found.trained.rarity.factors(),
        standing=_standing(cursor, compared, blocks, found),
        notes=(*notes, *found.trained.doubts, *said),
    )


def _search(
    cursor: DuckDBPyConnection,
    compared: Sequence[Comparison],
    rules: Sequence[Rule],
    records: Records,
    asked: LinkRequest,
) -> tuple[Folded, Blocks, Found | None]:
    """What is found among the records, twins taken as one; where too few are left to meet, each by itself."""
    limits = asked.standing.limits if asked.standing else None
    apart = [source for source, may in asked.repeats.items() if not may]
    folded = twins.fold(records, compared, apart)
    blocks = Blocks(folded.records, rules, limits)
    if not compared:
        return folded, blocks, None
    asked = asked._replace(twins=folded.repeats, stand_ins=folded.stand_ins())
    found = search.find(cursor, compared, blocks, asked)
    if len(folded.others) and (found is None or folded.repeats.keys() & set(found.unique)):
        # Too few are left to meet, or a source turned out to hold no two records of one thing.
        folded = twins.fold(records, compared, found.unique) if found else twins.whole(records)
        blocks = Blocks(folded.records, rules, limits)
        repeats = dict.fromkeys(found.unique if found else (), False) | dict(asked.repeats)
        asked = asked._replace(repeats=repeats, twins={}, stand_ins=folded.stand_ins())
        found = search.find(cursor, compared, blocks, asked)
    return folded, blocks, found


def _line(found: Found, asked: LinkRequest) -> float:
    """The weight from which pairs are merged without asking: a saved model's own, where it was learned for this."""
    if asked.line is not None:
        return asked.line
    if asked.wrong_at_most is None:
        return log_odds(asked.settings.auto_match_probability)
    return line.draw(found.scored.weight, asked.wrong_at_most)


def _stated(
    cursor: DuckDBPyConnection,
    described: splink_model.Settings,
    compared: Sequence[Comparison],
    records: Records,
    found: Found,
    asked: LinkRequest,
) -> tuple[str, list[str]]:
    """The model as Splink has it; one that was saved went through Splink when it was learned.

    What Splink makes on the way lies in a database in memory that goes with it.
    """
    if asked.model is not None:
        return json.dumps(described, sort_keys=True), []
    home = str(cursor.execute("SELECT current_database()").fetchall()[0][0])
    cursor.execute(f"ATTACH ':memory:' AS {CATALOGUE}")
    try:
        cursor.execute(f"USE {CATALOGUE}")
        return splink_model.check(cursor, described, compared, records, found.trained.rarity, found.scored)
    finally:
        cursor.execute(f"USE {quote(home)}")
        cursor.execute(f"DETACH {CATALOGUE}")


def _standing(
    cursor: DuckDBPyConnection, compared: Sequence[Comparison], blocks: Blocks, found: Found
) -> dict[str, str]:
    """What the model needs to judge later deliveries alike, in temporary tables."""
    frequencies = found.trained.rarity.frequencies
    return standing.show(cursor, {column: frequencies.counted(column) for column in weighed(compared)}, blocks.limits())


def _numbered(compared: Sequence[Comparison], found: Found) -> dict[str, standing.Numbered]:
    """The same frequencies by the numbers of values."""
    frequencies = found.trained.rarity.frequencies
    return {column: frequencies.numbered(column) for column in weighed(compared)}


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


def _keep(
    cursor: DuckDBPyConnection, records: Records, compared: Sequence[Comparison], folded: Folded, found: Found
) -> None:
    """Puts the scored pairs into a temporary table, under the records' own ids, the lower first."""
    model = Model.of(compared, found.trained.learned, found.trained.rarity)
    same, others = folded.scored(cursor, model, search.FLOOR)
    scored = join([found.scored, same])
    cursor.register("arriving_pair", scored.rows(compared, *twins.ids(folded, records, scored, others)))
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {SCORED} AS FROM arriving_pair")
    cursor.unregister("arriving_pair")


def _nothing(count: int, blocks: Blocks, settings: Settings, notes: tuple[str, ...]) -> Linked:
    return Linked(
        pairs=None,
        wrong_at_most=None,
        records=count,
        compared=0,
        comparisons=(),
        rules=(),
        settings=json.dumps({}),
        prior=0.0,
        auto_match_weight=log_odds(settings.auto_match_probability),
        clerical_weight=log_odds(settings.clerical_probability),
        unique_sources=(),
        rarity={},
        standing={},
        notes=notes,
    )
