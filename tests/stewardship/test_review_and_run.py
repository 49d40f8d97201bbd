"""What decisions make of a published run is what the next run makes of them, to the byte."""

import csv
import io
import uuid
from pathlib import Path
from random import Random

import pytest

from hotpass.demo import sample
from hotpass.model.request import RunRequest
from hotpass.model.review import Queue, ReviewFilter, ReviewItem
from hotpass.settings import Settings
from hotpass.stewardship import exports, revision, showcase
from hotpass.stewardship.computation import compute
from hotpass.stewardship.review import Desk
from hotpass.store.workspace import Workspace

pytestmark = pytest.mark.slow
DECISIONS = 24


def taken_away(workspace: Workspace, place: Path) -> tuple[bytes, bytes]:
    golden, members = place / "golden.csv", place / "members.csv"
    exports.export(workspace, golden)
    exports.export(workspace, members, "members")
    return golden.read_bytes(), members.read_bytes()


def test_decisions_taken_at_once_and_by_a_run_come_to_the_same(tmp_path: Path) -> None:
    folder, chance = tmp_path / "workspace", Random(5)
    showcase.fill(folder, "chicago", Settings())
    workspace = Workspace.open(folder, Settings(idle_seconds=0.5))
    published = taken_away(workspace, tmp_path)
    desk = Desk(workspace)
    made = []
    for number in range(DECISIONS):
        hand = desk.deal("me", Queue.UNSURE, ReviewFilter())
        assert hand is not None
        item = hand.items[0]
        assert isinstance(item, ReviewItem)
        ends = {"left": item.left.record_id, "right": item.right.record_id}
        verdict = chance.choice(["match", "non_match", "unsure"])
        made += desk.take([{"id": str(uuid.uuid4()), "deed": "judge", "verdict": verdict, **ends}], "ann")
        if number % 6 == 0:
            revision.catch_up(workspace)
    desk.close()
    revision.catch_up(workspace)
    at_once = taken_away(workspace, tmp_path)
    asked = sample("chicago")
    compute(
        folder, RunRequest(files=asked.files, profile=asked.profile, ignore=asked.ignore, key=asked.key), Settings()
    )
    assert taken_away(workspace, tmp_path) == at_once
    assert at_once != published
    for receipt in made:
        workspace.journal.append("withdrawal", {"target": receipt.id}, by="ann", fact_id=str(uuid.uuid4()))
    revision.catch_up(workspace)
    golden, _ = taken_away(workspace, tmp_path)
    assert without_ids(golden) == without_ids(published[0])


def without_ids(golden: bytes) -> list[list[str]]:
    """The values alone: an entity that one run merged and a later one split has a new id."""
    return sorted(row[1:] for row in csv.reader(io.StringIO(golden.decode("utf-8-sig"), newline="")))
