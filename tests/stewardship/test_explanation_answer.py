"""Which cause an answer names, for every way in which two records can stand."""

from datetime import UTC, datetime

import pytest

from hotpass.model.explanation import Cause, Scores
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship.explanation_answer import answer, cause
from hotpass.stewardship.explanation_hold import Hold

MODEL = SavedModel.model_construct(auto_match_weight=5.0, clerical_weight=0.0, prior=0.01, rules=(), notes=())
REASON = "The groups do not fit."


def judged(verdict: Verdict) -> Judgement:
    return Judgement(left="a", right="b", verdict=verdict, by="ann", on=datetime(2026, 3, 4, tzinfo=UTC), note="seen")


def hold(own: Verdict | None = None, wall: bool = False, *, together: bool = False) -> Hold:
    decided = judged(own) if own else None
    walls = (judged(Verdict.NON_MATCH),) if wall else ()
    return Hold(together, decided, (decided,) if decided else walls, (), REASON)


def scores(weight: float | None) -> Scores | None:
    return None if weight is None else Scores(weight=weight, start=-6.6, probability=0.5, live=False)


@pytest.mark.parametrize(
    ("held", "weight", "stored", "met", "expected"),
    [
        (hold(Verdict.MATCH, together=True), -9.0, True, True, Cause.JUDGED),
        (hold(Verdict.NON_MATCH), 9.0, True, True, Cause.JUDGED),
        (hold(wall=True), 9.0, True, True, Cause.KEPT_APART),
        (hold(together=True), 9.0, True, True, Cause.SURE),
        (hold(together=True), 1.0, True, True, Cause.CHAIN),
        (hold(together=True), 9.0, False, False, Cause.CHAIN),
        (hold(), 9.0, True, True, Cause.UNFIT),
        (hold(), 1.0, True, True, Cause.UNDECIDED),
        (hold(Verdict.UNSURE), 1.0, True, True, Cause.UNDECIDED),
        (hold(), -1.0, True, True, Cause.UNLIKELY),
        (hold(), -9.0, False, True, Cause.NOT_KEPT),
        (hold(), 9.0, False, True, Cause.CROWD),
        (hold(), -9.0, False, False, Cause.NEVER_MET),
        (hold(), None, False, False, Cause.NEVER_MET),
    ],
)
def test_one_cause_is_named_and_told(
    held: Hold, weight: float | None, stored: bool, met: bool, expected: Cause
) -> None:
    found = cause(held, scores(weight), MODEL, stored=stored, met=met)
    assert found is expected
    said = answer(found, held, scores(weight), MODEL, None, ["Same name"] if met else [])
    assert said.startswith(("They are one entity", "They are two entities", "They stand apart", "ann decided"))
    assert (REASON in said) == (expected in {Cause.UNFIT, Cause.UNDECIDED})
    assert ("Same name" in said) == (expected in {Cause.NOT_KEPT, Cause.CROWD})


def test_a_decision_that_does_not_show_yet_is_told() -> None:
    held = hold(Verdict.NON_MATCH, together=True)
    found = cause(held, scores(9.0), MODEL, stored=True, met=True)
    assert found is Cause.SURE
    assert "are different (“seen”); this does not show here yet." in answer(found, held, scores(9.0), MODEL, None, [])
