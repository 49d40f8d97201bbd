"""Renamings: what stewards said of columns that another name was seen for, by source and sheet."""

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from hotpass.errors import WorkspaceBusy
from hotpass.store import facts
from hotpass.store.journal import Fact, Journal
from hotpass.store.workspace import Workspace

KIND = "renaming"
Feed = tuple[str, str]
# What was said last of a header of now and one of before: whether both are one column.
Said = Mapping[tuple[str, str], Fact]


class Question(NamedTuple):
    """Whether the column under a header is the one that stood under another in an earlier delivery of a sheet."""

    source: str
    sheet: str
    header: str
    was: str


def said(journal: Journal) -> dict[Feed, dict[tuple[str, str], Fact]]:
    """The answers that stand, by the source and sheet they were given for, then by both headers."""
    found: dict[Feed, dict[tuple[str, str], Fact]] = {}
    for fact in facts.standing(journal.since(0)):
        if fact.kind == KIND:
            told = fact.body
            found.setdefault((told["source"], told["sheet"]), {})[told["header"], told["was"]] = fact
    return found


def one(said: Said, header: str, was: str) -> bool | None:
    """Whether a steward said that two headers name one column, or two; None where nobody said anything."""
    fact = said.get((header, was))
    return None if fact is None else bool(fact.body["same"])


def say(workspace: Workspace, asked: Question, *, same: bool, by: str, fact_id: str) -> Fact:
    """Saves an answer in the journal; the database follows at once, or when another program gives way."""
    fact = workspace.journal.append(KIND, {**asked._asdict(), "same": same}, by=by, fact_id=fact_id)
    with suppress(WorkspaceBusy), workspace.database.transaction() as cursor:
        facts.follow(cursor, workspace.journal)
    return fact
