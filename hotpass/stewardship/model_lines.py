"""The two lines: what each line one could draw would do, how many pairs lie where, and examples of them."""

from enum import StrEnum

import numpy as np
from pydantic import BaseModel, ConfigDict

from hotpass.matching.effects import Effect, agreements, effects, lines_of
from hotpass.model.evaluation import Evaluation, LineAgreement
from hotpass.model.explanation import Explanation
from hotpass.model.judgement import Verdict
from hotpass.model.linkage import TWINS
from hotpass.stewardship import judgements
from hotpass.stewardship.evaluation import EVALUATION
from hotpass.stewardship.explanation import explain
from hotpass.store import clusters, pair_weights, saved_model
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

EXAMPLES = 3


class Near(StrEnum):
    """Where in the order of weights examples are taken from."""

    SUREST = "The surest"
    OVER_UPPER = "Just above the upper line"
    UNDER_UPPER = "Just below the upper line"
    OVER_LOWER = "Just above the lower line"
    UNDER_LOWER = "Just below the lower line"


class Band(BaseModel):
    """How many pairs have a weight of `bits` to `bits + 1`, in one zone: 0 left apart, 1 asked about, 2 merged."""

    model_config = ConfigDict(frozen=True)

    bits: int
    zone: int
    pairs: int


def at_each_line(workspace: Workspace) -> tuple[Effect, ...]:
    """What each line worth trying would do; empty where no pair was kept."""
    with shown(workspace) as published:
        if published is None:
            return ()
        model = saved_model.read(published.cursor)
        records = clusters.number_nodes(published.cursor)
        pairs = clusters.edges(published.cursor)
        same = clusters.edges_of(published.cursor, TWINS)
        sources = pair_weights.unique_sources(published.cursor, records)
    lines = lines_of(pairs.weight, model.clerical_weight, model.auto_match_weight)
    return effects(pairs, same, sources, lines) if len(pairs.weight) else ()


def bands(workspace: Workspace, lower: float, upper: float) -> tuple[Band, ...]:
    """The kept pairs by whole bits and by what two lines would do with them."""
    with shown(workspace) as published:
        found = pair_weights.bands(published.cursor, lower, upper) if published else []
    return tuple(Band(bits=bits, zone=zone, pairs=pairs) for bits, zone, pairs in found)


def examples(workspace: Workspace, near: Near, lower: float, upper: float) -> tuple[Explanation, ...]:
    """A few pairs, explained, from one part of the order of weights."""
    with shown(workspace) as published:
        if published is None:
            return ()
        cursor = published.cursor
        match near:
            case Near.SUREST:
                found = pair_weights.heaviest(cursor, EXAMPLES)
            case Near.OVER_UPPER:
                found = pair_weights.above(cursor, upper, EXAMPLES)
            case Near.UNDER_UPPER:
                found = pair_weights.below(cursor, upper, EXAMPLES)
            case Near.OVER_LOWER:
                found = pair_weights.above(cursor, lower, EXAMPLES)
            case Near.UNDER_LOWER:
                found = pair_weights.below(cursor, lower, EXAMPLES)
    return tuple(explain(workspace, left, right) for left, right in found)


def judged(workspace: Workspace, lines: tuple[float, ...]) -> tuple[LineAgreement, ...]:
    """What people's decisions say of each line; empty where nobody decided on two records of the run."""
    said = [
        (each.left, each.right, each.verdict is Verdict.MATCH)
        for each in judgements.every(workspace)
        if each.verdict is not Verdict.UNSURE
    ]
    with shown(workspace) as published:
        found = pair_weights.judged(published.cursor, said) if published and said else []
    if not found:
        return ()
    weight = np.array([-np.inf if weight is None else weight for weight, _ in found])
    right = np.array([match for _, match in found])
    return agreements(weight, right, int(right.sum()), lines)


def evaluated(workspace: Workspace, run_id: str) -> Evaluation | None:
    """What `hotpass evaluate` found last for a run, None where nobody held it against a truth file."""
    path = workspace.run_folder(run_id) / EVALUATION
    return Evaluation.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else None
