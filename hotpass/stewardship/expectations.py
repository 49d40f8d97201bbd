"""Expectations: what people expect of the records beside the profile, suggested, stated, refused and taken back."""

from collections.abc import Mapping

from pydantic import ValidationError

from hotpass.errors import BadInput
from hotpass.model.expectation import MEANINGS, OF_SOURCES, ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.suggestion import StatedLine, Suggestion, Tried
from hotpass.stewardship import revision
from hotpass.store import columns, findings, proofs, quality, suggested_expectations
from hotpass.store.conditions import title
from hotpass.store.journal import WITHDRAWAL, Fact
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

KIND, REFUSAL = "expectation", "refused_expectation"
UNTRIED = OF_SOURCES | {ExpectationKind.QUERY}


def fields(workspace: Workspace) -> dict[str, RunField]:
    """The fields of the published run by name."""
    with shown(workspace) as published:
        return _fields(published)


def suggestions(workspace: Workspace) -> tuple[Suggestion, ...]:
    """What the published run's rows keep to and nobody asked for, stated or refused yet; worth keeping for a run."""
    standing = _standing(workspace)
    refused = {str(fact.body.get("key")) for fact in standing if fact.kind == REFUSAL}
    with shown(workspace) as published:
        if published is None:
            return ()
        asked = {name.split(":#")[0] for name in quality.failed(published.cursor)}
        return tuple(
            one
            for one in suggested_expectations.suggest(published.cursor, _fields(published), frozenset(refused))
            if not _is_known(one.spec, asked, standing)
        )


def would_fail(workspace: Workspace, spec: ExpectationSpec) -> Tried | None:
    """How the rows of the published run would fare with it; None where only a run can tell."""
    with shown(workspace) as published:
        known = _fields(published)
        if published is None or spec.kind in UNTRIED or not set(spec.named) <= known.keys():
            return None
        if spec.pattern is not None and findings.unsound(published.cursor, spec.pattern):
            return None
        findings.place(published.cursor)
        one, other = proofs.proof(published.cursor, spec, known, 0)
        return Tried(tested=one.tested + other.tested, failing=one.failing + other.failing)


def state(workspace: Workspace, spec: ExpectationSpec, *, by: str, fact_id: str) -> Fact:
    """Saves an expectation; the next run asks it. Sending the same id twice is harmless. Raises BadInput."""
    if known := workspace.journal.known(fact_id):
        return known
    if gone := set(spec.named) - fields(workspace).keys():
        raise BadInput(f"No column of the last run fills {' and '.join(sorted(gone))}: choose another field.")
    if spec.pattern is not None and would_fail(workspace, spec) is None:
        raise BadInput(f"{spec.pattern} is not a regular expression that the engine knows.")
    body = {"spec": spec.model_dump(mode="json", exclude_defaults=True) | {"kind": spec.kind.value}}
    if any(fact.kind == KIND and fact.body == body for fact in _standing(workspace)):
        raise BadInput("You expect this already.")
    fact = workspace.journal.append(KIND, body, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def refuse(workspace: Workspace, key: str, *, by: str, fact_id: str) -> Fact:
    """Remembers that a suggestion is not wanted, whatever bounds it has."""
    fact = workspace.journal.append(REFUSAL, {"key": key}, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def withdraw(workspace: Workspace, target: str, *, by: str, fact_id: str) -> Fact:
    """Takes an expectation or a refusal back; the next run no longer asks it. Raises BadInput for an unknown one."""
    known = workspace.journal.known(target)
    if known is None or known.kind not in (KIND, REFUSAL):
        raise BadInput("There is no such expectation to take back.")
    fact = workspace.journal.append(WITHDRAWAL, {"target": target}, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def every(workspace: Workspace) -> tuple[StatedLine, ...]:
    """The expectations that people stated and that stand, the latest first."""
    with shown(workspace) as published:
        known = _fields(published)
        asked = set() if published is None else set(quality.failed(published.cursor))
    lines = []
    for fact in _standing(workspace):
        spec = _spec(fact) if fact.kind == KIND else None
        if spec is not None:
            told = any(name.endswith(f":{fact.id[:8]}") for name in asked)
            words = _words(spec, known)
            lines.append(StatedLine(fact_id=fact.id, spec=spec, title=words, by=fact.by, on=fact.on, asked=told))
    return tuple(reversed(lines))


def _words(spec: ExpectationSpec, known: Mapping[str, RunField]) -> str:
    if spec.words or spec.kind in UNTRIED or spec.field not in known:
        return spec.words or f"{spec.field.replace('_', ' ')} {MEANINGS[spec.kind].words}".strip()
    return title(spec, known[spec.field], known.get(spec.other or ""))


def _is_known(spec: ExpectationSpec, asked: set[str], standing: list[Fact]) -> bool:
    """Whether the run asks it of this field already, or a person stated it since."""
    mine = [found for fact in standing if fact.kind == KIND and (found := _spec(fact)) is not None]
    taken = {suggested_expectations.key(found) for found in mine}
    return f"{spec.field}:{spec.kind}" in asked or suggested_expectations.key(spec) in taken


def _standing(workspace: Workspace) -> list[Fact]:
    return [
        fact
        for fact in workspace.journal.since(0)
        if fact.kind in (KIND, REFUSAL) and not workspace.journal.withdrawn(fact.id)
    ]


def _spec(fact: Fact) -> ExpectationSpec | None:
    try:
        return ExpectationSpec.model_validate(fact.body.get("spec"))
    except ValidationError:
        return None


def _fields(published: Shown | None) -> dict[str, RunField]:
    return {} if published is None else {field.name: field for field in columns.fields(published.cursor)}
