"""Expectations are found on one part of the rows and proved on the rest; a person accepts, edits, refuses, undoes."""

from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.expectation import ExpectationKind, ExpectationSpec, Severity
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import expectations, quality
from hotpass.stewardship.computation import compute
from hotpass.stewardship.recognition import unchanged
from hotpass.store.workspace import Workspace

ROWS = 240


def listed(place: Path) -> Path:
    """Schools; one code is misshapen and one school closed before it opened."""
    lines = ["Name,Code,Kind,Seats,Opened,Closed"]
    for number in range(ROWS):
        code = "Z-9" if number == 11 else f"ZA-{number:04d}"
        closed = "1990-01-01" if number == 5 else f"2020-01-{number % 28 + 1:02d}"
        kind = ("Primary", "Secondary", "Combined")[number % 3]
        seats = 100 + number * 7 % 300
        lines.append(f"School {chr(65 + number % 26)}{number},{code},{kind},{seats},2001-02-03,{closed}")
    path = place / "schools.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = tmp_path_factory.mktemp("expected")
    compute(place / "workspace", RunRequest(files=(listed(place),)), Settings())
    return Workspace.open(place / "workspace", Settings())


def test_what_the_rows_keep_to_is_suggested_with_its_proof(workspace: Workspace) -> None:
    found = {one.key: one for one in expectations.suggestions(workspace)}
    assert found["code:matches"].spec.pattern == r"[A-Z]{2}\-[0-9]{4}"
    assert (found["code:matches"].today.tested, found["code:matches"].today.failing) == (ROWS, 1)
    assert found["code:matches"].proof.tested > ROWS // 10
    assert set(found["kind:in_set"].spec.allowed) == {"combined", "primary", "secondary"}
    assert (found["seats:in_range"].spec.low, found["seats:in_range"].today.failing) == (0, 0)
    assert found["closed:not_before:opened"].today.failing == 1
    assert not any(one.found.failing > 0.1 * one.found.tested for one in found.values())


def test_what_is_accepted_is_asked_by_the_next_run_and_what_is_refused_never_comes_again(workspace: Workspace) -> None:
    found = {one.key: one for one in expectations.suggestions(workspace)}
    edited = found["seats:in_range"].spec.model_copy(update={"high": 200.0, "severity": Severity.ERROR})
    tried = expectations.would_fail(workspace, edited)
    assert tried is not None and 0 < tried.failing < tried.tested == ROWS
    expectations.state(workspace, edited, by="ann", fact_id="seats-fact")
    expectations.state(workspace, edited, by="ann", fact_id="seats-fact")
    with pytest.raises(BadInput, match="already"):
        expectations.state(workspace, edited, by="ann", fact_id="again")
    expectations.refuse(workspace, "kind:in_set", by="ann", fact_id="no-kinds")
    left = {one.key for one in expectations.suggestions(workspace)}
    assert not {"seats:in_range", "kind:in_set"} & left
    assert [(line.by, line.asked) for line in expectations.every(workspace)] == [("ann", False)]

    request = RunRequest(files=(workspace.folder.parent / "schools.csv",))
    assert unchanged(workspace, request) is None
    compute(workspace.folder, request, Settings())
    told = quality.quality_of(workspace)
    assert told is not None
    rule = next(rule for rule in told.rules if rule.expectation_id == "seats:in_range:seats-fa")
    assert (rule.failed, rule.severity) == (tried.failing, Severity.ERROR)
    assert [line.asked for line in expectations.every(workspace)] == [True]
    expectations.withdraw(workspace, "seats-fact", by="ann", fact_id="taken-back")
    assert expectations.every(workspace) == ()


def test_what_makes_no_sense_is_refused_with_the_reason(workspace: Workspace) -> None:
    for spec, said in (
        (ExpectationSpec(field="gone", kind=ExpectationKind.PRESENT), "gone"),
        (ExpectationSpec(field="code", kind=ExpectationKind.MATCHES, pattern="("), "regular expression"),
    ):
        with pytest.raises(BadInput, match=said):
            expectations.state(workspace, spec, by="ann", fact_id="bad")
    with pytest.raises(BadInput, match="take back"):
        expectations.withdraw(workspace, "nothing", by="ann", fact_id="bad-too")
