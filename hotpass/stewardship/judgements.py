"""Judgements: the steward's facts, taken in and given out as JSON lines."""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from hotpass.errors import BadInput
from hotpass.model.judgement import Judgement
from hotpass.stewardship import revision
from hotpass.stewardship.accord import Accord
from hotpass.store import facts
from hotpass.store.journal import Fact
from hotpass.store.workspace import Workspace

KIND = "judgement"


class Brought(NamedTuple):
    """What became of decisions from outside: how many stand, and the lines that were refused, each with its reason."""

    saved: int
    refused: tuple[str, ...]


def judge(workspace: Workspace, judgement: Judgement, fact_id: str) -> Fact:
    """Saves a decision in the journal, from where it takes effect. Sending the same id twice is harmless."""
    body = judgement.model_dump(mode="json", exclude={"by"})
    return workspace.journal.append(KIND, body, by=judgement.by, fact_id=fact_id)


def every(workspace: Workspace) -> list[Judgement]:
    """The decisions that stand, in the order they were made: not withdrawn, and the last word on their pair."""
    latest: dict[frozenset[str], Judgement] = {}
    for fact in facts.standing(workspace.journal.facts()):
        for said in facts.sayings(fact):
            found = Judgement.model_validate({"on": fact.on, **_said(fact, said), "by": fact.by})
            pair = frozenset((found.left, found.right))
            latest.pop(pair, None)
            latest[pair] = found
    return list(latest.values())


def write(workspace: Workspace, path: Path) -> int:
    """Writes the decisions that stand to a file of JSON lines; answers how many there are."""
    found = every(workspace)
    try:
        path.write_text("".join(f"{judgement.model_dump_json()}\n" for judgement in found), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}): choose another place.") from error
    return len(found)


def read(workspace: Workspace, path: Path) -> Brought:
    """Saves the decisions of a file of JSON lines and applies them; what contradicts a decision is left out.

    A line's id is the hash of what it says, so that the same file read twice adds nothing. Raises BadInput naming the
    first line that is no judgement; nothing is saved then.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: name a file of JSON lines.") from error
    judgements = [(number, _parsed(line, number, path)) for number, line in enumerate(lines, 1) if line.strip()]
    accord = Accord(every(workspace))
    refused = []
    for number, found in judgements:
        name = hashlib.sha256(found.model_dump_json().encode()).hexdigest()
        if accord.knows(found) or workspace.journal.known(name):
            continue
        if reason := accord.against(found):
            refused.append(f"line {number}, {found.left} and {found.right}: {reason}")
            continue
        judge(workspace, found, name)
        accord.add(found)
    revision.catch_up(workspace)
    return Brought(len(judgements) - len(refused), tuple(refused))


def _said(fact: Fact, said: dict[str, Any]) -> dict[str, Any]:
    """What a fact says of a pair as a judgement; how it came about at the desk is left out."""
    told = {"note": fact.body.get("note", ""), **said}
    return {name: value for name, value in told.items() if name in Judgement.model_fields}


def _parsed(line: str, number: int, path: Path) -> Judgement:
    try:
        found = Judgement.model_validate_json(line)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the line"
        raise BadInput(f"{path.name}, line {number}: {place}: {error.errors()[0]['msg']}.") from error
    if found.left == found.right:
        raise BadInput(f"{path.name}, line {number}: a record cannot be judged against itself.")
    return found
