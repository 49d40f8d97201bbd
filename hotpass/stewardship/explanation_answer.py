"""The answer to why or why not in a sentence or two, and which of the possible causes it was."""

from collections.abc import Sequence

from hotpass.model.explanation import Cause, FieldEvidence, Scores
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship.explanation_hold import Hold

SAID = {
    Verdict.MATCH: "they are the same",
    Verdict.NON_MATCH: "they are different",
    Verdict.UNSURE: "it cannot be told",
}


def cause(hold: Hold, scores: Scores | None, model: SavedModel, *, stored: bool, met: bool) -> Cause:
    """What decided: people first, then the pair's own weight, then what holds or parts the two without it."""
    if hold.own and hold.own.verdict is (Verdict.MATCH if hold.together else Verdict.NON_MATCH):
        return Cause.JUDGED
    if hold.together:
        return Cause.SURE if stored and scores and scores.weight >= model.auto_match_weight else Cause.CHAIN
    if hold.judgements and any(each.verdict is Verdict.NON_MATCH for each in hold.judgements):
        return Cause.KEPT_APART
    if not stored:
        return _unkept(scores, model, met=met)
    return _kept(scores, model)


def _kept(scores: Scores | None, model: SavedModel) -> Cause:
    """A pair that was compared and kept, and yet did not make the two one entity."""
    if scores is not None and scores.weight >= model.auto_match_weight:
        return Cause.UNFIT
    below = scores is not None and scores.weight < model.clerical_weight
    return Cause.UNLIKELY if below else Cause.UNDECIDED


def _unkept(scores: Scores | None, model: SavedModel, *, met: bool) -> Cause:
    """A pair the run did not keep although its weight would have counted was left out with its crowd."""
    if not met:
        return Cause.NEVER_MET
    likely = scores is not None and scores.weight >= model.clerical_weight
    return Cause.CROWD if likely else Cause.NOT_KEPT


def answer(
    found: Cause,
    hold: Hold,
    scores: Scores | None,
    model: SavedModel,
    decides: FieldEvidence | None,
    met: Sequence[str],
) -> str:
    """The answer in words."""
    said = _said(found, hold, scores, model, met)
    return f"{said}{_why(found, scores, decides)}{_later(hold)}"


def _why(found: Cause, scores: Scores | None, decides: FieldEvidence | None) -> str:
    """The field that decides; where other records hold two together or apart, none of this pair's own does."""
    if found in {Cause.CHAIN, Cause.UNFIT} or scores is None:
        return ""
    if decides is None:
        return " No field speaks against a match, but too little speaks for one."
    return f" What decides: {decides.sentence}."


def _said(found: Cause, hold: Hold, scores: Scores | None, model: SavedModel, met: Sequence[str]) -> str:
    match found:
        case Cause.JUDGED:
            return f"{_by(hold.judgements[0])}."
        case Cause.KEPT_APART:
            return _parted(hold)
        case Cause.SURE:
            return f"They are one entity: {_weighs(scores)}, {_above(model)}."
        case Cause.CHAIN:
            return _chained(hold, scores)
        case Cause.UNFIT:
            alone = f"They stand apart although this pair alone reaches the line ({_weighs(scores)})."
            return f"{alone} {hold.reason or ''}".rstrip()
        case Cause.UNDECIDED:
            return f"They stand apart until a person decides: {_weighs(scores)}. {hold.reason or ''}".rstrip()
        case Cause.UNLIKELY:
            return f"They are two entities: {_weighs(scores)}, too little to ask a person about."
        case _:
            return _unmet(found, scores, model, met)


def _unmet(found: Cause, scores: Scores | None, model: SavedModel, met: Sequence[str]) -> str:
    """Why the run kept no pair of the two."""
    if found is Cause.NOT_KEPT:
        return f"They are two entities: they met by “{met[0]}”, but {_weighs(scores)}, too little to be kept."
    had = f" If they had been: {_weighs(scores)}." if scores else ""
    if found is Cause.CROWD:
        crowd = f"“{met[0]}” would bring them together, but too many records share that value"
        return f"They are two entities: {crowd}, so they were not compared.{had}"
    rules = f"none of the {len(model.rules)} blocking rules brings them together" if model.rules else "no records met"
    return f"They are two entities and were never compared: {rules}.{had}"


def _weighs(scores: Scores | None) -> str:
    if scores is None:
        return "their weight was not kept"
    percent = min(max(100 * scores.probability, 0.001), 99.999)
    return f"the evidence comes to {scores.weight:+.1f} bits, a match with a probability of {percent:.3g} %"


def _above(model: SavedModel) -> str:
    return f"at or above the line of {model.auto_match_weight:+.1f} from which pairs merge without asking"


def _by(judgement: Judgement) -> str:
    note = f" (“{judgement.note}”)" if judgement.note else ""
    return f"{judgement.by} decided on {judgement.on:%d %b %Y} that {SAID[judgement.verdict]}{note}"


def _parted(hold: Hold) -> str:
    wall = hold.judgements[0]
    if hold.own:
        return f"{_by(wall)}."
    more = f", and {len(hold.judgements) - 1} more such decisions stand" if len(hold.judgements) > 1 else ""
    return f"{_by(wall)}: {wall.left} and {wall.right}. That keeps their entities apart{more}."


def _chained(hold: Hold, scores: Scores | None) -> str:
    if len(hold.chain) == 1:
        return (
            f"They are one entity although this pair alone does not reach the line ({_weighs(scores)}): all pairs of "
            "the group together speak for it."
        )
    own = f"their own pair is not what merged them ({_weighs(scores)})" if scores else "they are no pair themselves"
    if not hold.chain:
        return f"They are one entity, held together over other records; {own}."
    weakest = min((link.weight for link in hold.chain if link.weight is not None), default=None)
    told = f", the weakest of {weakest:+.1f} bits" if weakest is not None else ""
    return f"They are one entity through a chain of {len(hold.chain)} steps{told}; {own}."


def _later(hold: Hold) -> str:
    """A decision that what is shown does not heed yet."""
    against = Verdict.NON_MATCH if hold.together else Verdict.MATCH
    if hold.own and hold.own.verdict is against:
        return f" {_by(hold.own)}; this does not show here yet."
    return ""
