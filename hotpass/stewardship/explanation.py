"""Why, why not and how: what the published run and people's decisions say of two records."""

from collections.abc import Sequence

from hotpass.errors import BadInput
from hotpass.matching import explanation as words
from hotpass.matching.explanation import Found
from hotpass.model.explanation import Cause, ExplainedRecord, Explanation, FieldEvidence, Scores, SeenValue
from hotpass.model.field import RunField
from hotpass.model.linkage import ComparisonLevel
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship import explanation_answer, explanation_hold, people
from hotpass.stewardship.explanation_subject import chosen
from hotpass.store import columns, saved_model
from hotpass.store import explanation as stored
from hotpass.store.connection import connect
from hotpass.store.explanation import Contribution, Rescore, ScoredPair
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace


def explain(workspace: Workspace, left: str, right: str, rescore: Rescore | None = None) -> Explanation:
    """Explains two records, named by their ids or by the ids of their entities.

    `rescore` works a pair out that the run did not keep; without it such a pair has no scores. Raises BadInput for ids
    nobody knows.
    """
    with shown(workspace) as published:
        if published is None:
            raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
        one, other, notes = chosen(published, left, right)
        found = _explain(workspace, published, one, other, rescore)
    return found.model_copy(update={"notes": notes})


def _explain(
    workspace: Workspace, published: Shown, one: ExplainedRecord, other: ExplainedRecord, rescore: Rescore | None
) -> Explanation:
    cursor, model = published.cursor, saved_model.read(published.cursor)
    fields = columns.fields(cursor)
    pair = stored.pair(cursor, one.record_id, other.record_id)
    live = _live(workspace, published, fields, model, (one.record_id, other.record_id), rescore) if not pair else None
    seen = pair or live
    values = stored.values(cursor, one.record_id, other.record_id, fields)
    evidence = field_evidence(published, model, values, seen.contributions) if seen else ()
    scores = _scores(model, seen.weight, seen.probability, live=pair is None) if seen else None
    hold = explanation_hold.read(workspace, published, one, other)
    titles = {rule.position: rule.rule for rule in model.rules}
    met = [titles[rule] for rule in (seen.rules if seen else ()) if rule in titles]
    cause = explanation_answer.cause(hold, scores, model, stored=pair is not None, met=bool(met))
    match = scores is not None and scores.weight >= model.auto_match_weight
    decides = words.deciding(evidence, match=match)
    return Explanation(
        run_id=published.run_id,
        left=one,
        right=other,
        together=hold.together,
        cause=cause,
        answer=explanation_answer.answer(cause, hold, scores, model, decides, met),
        scores=scores,
        auto_match_weight=model.auto_match_weight,
        clerical_weight=model.clerical_weight,
        evidence=evidence,
        decides=decides.name if decides else None,
        met=met[0] if met else None,
        rules=tuple(titles.values()),
        judgements=hold.judgements,
        chain=hold.chain if cause is Cause.CHAIN else (),
        held=hold.reason,
    )


def _live(
    workspace: Workspace,
    published: Shown,
    fields: Sequence[RunField],
    model: SavedModel,
    pair: tuple[str, str],
    rescore: Rescore | None,
) -> ScoredPair | None:
    # Masked values cannot be compared.
    if rescore is None or not model.comparisons or people.masked(workspace):
        return None
    with connect(":memory:", workspace.settings, [workspace.folder], lock=False) as own:
        return rescore(published.cursor, own, fields, model, columns.home(published.cursor), pair)


def _scores(model: SavedModel, weight: float, probability: float, *, live: bool) -> Scores:
    return Scores(weight=weight, start=model.start, probability=probability, live=live)


def field_evidence(
    published: Shown,
    model: SavedModel,
    values: Sequence[SeenValue],
    contributions: dict[str, Contribution],
) -> tuple[FieldEvidence, ...]:
    """One piece of evidence a comparison, in the order of the model."""
    levels: dict[str, dict[int, ComparisonLevel]] = {}
    for each in model.comparisons:
        levels.setdefault(each.name, {})[each.level] = each
    by_field = {value.field: value for value in values}
    return tuple(
        _piece(published, levels[name][contributions[name].level], contributions[name], by_field)
        for name in levels
        if name in contributions
    )


def _piece(
    published: Shown, level: ComparisonLevel, given: Contribution, by_field: dict[str, SeenValue]
) -> FieldEvidence:
    compared = tuple(by_field[field] for field in level.field.split(",") if field in by_field)
    own = compared[0]
    sides = (own.left_standard, own.right_standard)
    shared = sides[0] if level.level > 0 and sides[0] == sides[1] else None
    holders = stored.holders(published.cursor, own.field, shared) if shared is not None else None
    found = Found(level.level, level.label, given.rarity, holders, sum(side is not None for side in sides))
    weight = given.weight + given.rarity
    return FieldEvidence(
        name=level.name,
        title=level.title,
        level=level.level,
        label=level.label,
        weight=weight,
        rarity=given.rarity,
        holders=holders,
        finding=words.finding(found),
        strength=words.worth(found, weight),
        values=compared,
    )
