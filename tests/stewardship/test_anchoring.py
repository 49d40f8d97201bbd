"""Decisions go with a record that has no key and comes back changed, and say that it changed since."""

from pathlib import Path

from hotpass.model.request import RunRequest
from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.drift import drift
from hotpass.stewardship.review import Desk
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.store.test_anchoring import COUNT, HEADER, altered, person


def delivery(folder: Path, rows: list[tuple[str | None, ...]]) -> RunRequest:
    path = folder / "people.csv"
    lines = [",".join(HEADER), *(",".join(cell or "" for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return RunRequest(files=(path,), source="people", profile="person")


def test_a_decision_goes_with_its_record_and_waits_to_be_looked_at_again(tmp_path: Path) -> None:
    rows = [person(number) for number in range(COUNT)]
    compute(tmp_path / "w", delivery(tmp_path, rows), Settings())
    workspace = Workspace.open(tmp_path / "w", Settings())
    with shown(workspace) as published:
        assert published is not None
        held = dict(published.cursor.execute('SELECT record_id, content_hash FROM record WHERE "row" < 2').fetchall())
    left, right = sorted(held)
    body = {"left": left, "right": right, "verdict": "match", "seen": held}
    workspace.journal.append("judgement", body, by="ann", fact_id="one")

    outcome = compute(tmp_path / "w", delivery(tmp_path, [altered(rows[0], "phone"), *rows[1:]]), Settings())
    assert (outcome.counts["judgements_total"], outcome.counts["judgements_kept"]) == (1, 1)
    assert any("1 without a key are known again" in note for note in outcome.notes)
    (change,) = drift(workspace).changes
    assert (change.same, change.changed, change.added, change.gone) == (COUNT - 1, 1, 0, 0)
    assert change.columns == {"phone": 1}
    hand = Desk(workspace).deal("me", Queue.STALE, ReviewFilter())
    assert hand is not None
    assert [item.key for item in hand.items] == [f"{left}~{right}"]
