"""Assignments: a person is asked for a queue, finds it, and is done with it; nothing about the links changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.audit import AuditFilter
from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Role, Settings
from hotpass.stewardship import assignments, audit, people
from hotpass.stewardship.review import Desk
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["d", "e"], 4.5), (["f", "g"], 5.5)]
WANTED = ReviewFilter(words="school a")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = published.publish_run(tmp_path / "w", PAIRS)
    yield made
    made.close()


def test_a_person_is_asked_and_is_done(workspace: Workspace, desk: Desk) -> None:
    before = desk.waiting(Queue.UNSURE, ReviewFilter())
    assignments.assign(workspace, Queue.UNSURE, WANTED, "  Ben ", by="Ann", fact_id="one", note="please")
    assignments.assign(workspace, Queue.UNSURE, WANTED, "Ben", by="Ann", fact_id="one")
    (asked,) = assignments.every(workspace)
    assert (asked.to, asked.by, asked.queue, asked.wanted, asked.note) == ("Ben", "Ann", Queue.UNSURE, WANTED, "please")
    with pytest.raises(BadInput, match="already"):
        assignments.assign(workspace, Queue.UNSURE, WANTED, "Ben", by="Cy", fact_id="two")
    assert desk.waiting(Queue.UNSURE, ReviewFilter()) == before
    lines = audit.page(workspace, AuditFilter(), 1).lines
    assert lines[0].words == "Ben, for the queue “unsure”"
    assignments.withdraw(workspace, "one", by="Ben", fact_id="done")
    assert assignments.every(workspace) == ()


def test_nobody_and_nothing_cannot_be_asked(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="whom"):
        assignments.assign(workspace, Queue.UNSURE, WANTED, " ", by="Ann", fact_id="one")
    with pytest.raises(BadInput, match="Nobody was asked"):
        assignments.withdraw(workspace, "one", by="Ann", fact_id="two")


def test_viewers_do_not_read_the_words_of_a_filter(workspace: Workspace) -> None:
    assignments.assign(workspace, Queue.UNSURE, WANTED, "Ben", by="Ann", fact_id="one", note="hush")
    viewed = Workspace(workspace.folder, Settings(role=Role.VIEWER))
    people.admit(viewed)
    (asked,) = assignments.every(viewed)
    assert (asked.wanted.words, asked.note) == ("", "")
