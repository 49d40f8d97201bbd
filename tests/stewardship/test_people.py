"""People at the desk: their names, who is told of whom, and what a viewer may do."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotpass.errors import NotAllowed
from hotpass.model.review import Queue
from hotpass.settings import Role, Settings
from hotpass.stewardship import decisions, people, revision
from hotpass.stewardship.people import LONGEST, NAMELESS, signed
from hotpass.stewardship.review import Desk
from hotpass.store.workspace import Workspace
from tests.cases import published
from tests.stewardship.test_review import ANY, PAIRS, dealt, judged, keys, links


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = published.publish_run(tmp_path / "w", PAIRS)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann  O'Neill ", "Ann O'Neill"),
        ("", NAMELESS),
        ("\n\t<>", NAMELESS),
        ("<script>x</script>", "script x script"),
        ("Zoë Łukasz, 東", "Zoë Łukasz, 東"),
        ("x" * 500, "x" * LONGEST),
    ],
)
def test_a_name_keeps_its_letters_and_nothing_that_could_be_more(typed: str, kept: str) -> None:
    assert signed(typed) == kept


def test_who_holds_what_waits_is_named_and_so_is_who_is_here(desk: Desk) -> None:
    told = []
    for holder, name in (("one", "Ann"), ("two", "Ben"), ("three", NAMELESS)):
        hand = desk.deal(holder, Queue.UNSURE, ANY, by=name)
        assert hand is not None
        told.append((hand.held_by, hand.here))
    assert told == [((), ()), (("Ann",), ("Ann",)), (("Ann",), ("Ann", "Ben"))]
    again = desk.deal("four", Queue.STALE, ANY, by="Ann")
    assert again is not None
    assert (again.held_by, again.here) == ((), ("Ben",))


def test_a_window_that_was_loaded_anew_takes_over_what_its_person_had(desk: Desk) -> None:
    before, after = (desk.deal(holder, Queue.UNSURE, ANY, by="Ann") for holder in ("one", "one anew"))
    assert before is not None
    assert after is not None
    assert keys(before) == keys(after)
    assert after.elsewhere == 0


def test_of_three_people_on_one_link_the_first_decides_and_the_others_are_told(desk: Desk) -> None:
    link = links(dealt(desk))[0]
    said = [
        (name, judged(link, verdict)) for name, verdict in (("Ann", "match"), ("Ben", "non_match"), ("Cy", "match"))
    ]
    receipts = [desk.take([act], name)[0] for name, act in said]
    assert [receipt.stored for receipt in receipts] == [True, False, False]
    assert all("Ann decided this just now: Same" in receipt.words for receipt in receipts[1:])
    asked = {"id": str(uuid.uuid4()), "deed": "second_look", "left": link.left.record_id, "right": link.right.record_id}
    assert desk.take([asked], "Ben")[0].stored
    revision.follow(desk.workspace)
    assert keys(dealt(desk, Queue.SECOND_LOOK)) == [link.key]


def test_a_viewer_changes_nothing_and_is_told_so(workspace: Workspace, desk: Desk) -> None:
    link = links(dealt(desk))[0]
    viewed = Workspace(workspace.folder, Settings(role=Role.VIEWER))
    people.admit(viewed)
    act = judged(link)
    (receipt,) = decisions.take(viewed, [act], "Vic")
    assert (receipt.id, receipt.stored) == (act["id"], False)
    assert "for viewers" in receipt.words
    with pytest.raises(NotAllowed):
        people.check(viewed)
    assert workspace.journal.head() == 0
