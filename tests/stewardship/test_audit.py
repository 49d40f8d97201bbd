"""The audit: every act is one line with what became of it, found again by who, what, when and words, and undone."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.audit import AuditFilter, AuditLine
from hotpass.model.override import Override
from hotpass.stewardship import audit, decisions, entities, overrides, regrouping
from hotpass.stewardship.taking_back import take_back
from hotpass.store import entity_reading
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

ONE, TWO = (f"00000000-0000-0000-0000-00000000000{place}" for place in (1, 2))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Ann decided a pair in three seconds, Ben said otherwise, Ann set a value and took a record out."""
    made = published.publish_run(tmp_path_factory.mktemp("audit") / "w", [(["a", "b"], 9.0), (["c", "d"], 3.0)])
    act = {"deed": "judge", "left": "c", "right": "d", "seen": {}, "note": "", "as_of": 0}
    ann = {**act, "id": ONE, "verdict": "match", "milliseconds": 3000}
    decisions.take(made, [ann], "ann")
    ben = {**act, "id": TWO, "verdict": "non_match", "milliseconds": 1000, "supersedes": [ONE], "note": "=no"}
    decisions.take(made, [ben], "ben")
    with shown(made) as run:
        assert run is not None
        home = entity_reading.homes(run.cursor, ["a"])["a"]
    seen = entities.entity(made, home)
    assert seen is not None
    put = Override(entity_id=home, record_id="a", field="city", value="Paarl", seen=seen.version, note="rang them")
    overrides.set_value(made, put, by="ann", fact_id="three")
    regrouping.regroup(made, regrouping.take_out(made, home, ("b",)), by="ann", act_id="four")
    return made


def lines(workspace: Workspace, **wanted: object) -> list[AuditLine]:
    return list(audit.page(workspace, AuditFilter.model_validate(wanted), 1).lines)


def test_every_act_is_a_line_that_says_what_became_of_it(workspace: Workspace) -> None:
    found = {line.act_id: line for line in lines(workspace)}
    assert list(found) == ["four", "three", TWO, ONE]
    assert (found[ONE].milliseconds, found[ONE].later_by, found[TWO].later_by) == (3000, "ben", None)
    assert found[ONE].words == "Same: members.csv, row 3 and contacts.csv, row 3"
    assert found["three"].words.startswith("city of e")
    assert (found["four"].deed, found["four"].facts, found["four"].standing) == ("take_out", 1, 1)


def test_acts_are_found_by_who_what_when_and_words(workspace: Workspace) -> None:
    assert {line.act_id for line in lines(workspace, by="ben")} == {TWO}
    assert {line.act_id for line in lines(workspace, deed="override")} == {"three"}
    assert {line.act_id for line in lines(workspace, words="PAARL rang")} == {"three"}
    assert len(lines(workspace, since=datetime.now(UTC).date())) in (0, 4)
    assert lines(workspace, until=date(2001, 1, 1)) == []
    assert audit.choices(workspace) == (["ann", "ben"], ["judgement", "override", "take_out"])
    with shown(workspace) as run:
        assert run is not None
        homes = entity_reading.homes(run.cursor, ["a", "c"])
    assert {line.act_id for line in audit.of_entity(workspace, homes["a"])} == {"three", "four"}
    assert {line.act_id for line in audit.of_entity(workspace, homes["c"])} == {ONE, TWO}


def test_the_list_is_a_file_in_which_nothing_comes_alive(workspace: Workspace, tmp_path: Path) -> None:
    assert audit.export(workspace, AuditFilter(), tmp_path / "audit.csv") == 4
    with (tmp_path / "audit.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["act_id"] for row in rows] == ["four", "three", TWO, ONE]
    assert rows[2]["note"] == "'=no"
    assert rows[3]["later_by"] == "ben"


def test_an_undo_is_an_act_too_and_cannot_be_undone(workspace: Workspace, tmp_path: Path) -> None:
    workspace.copy(tmp_path / "w")
    copy = Workspace(tmp_path / "w", workspace.settings)
    take_back(copy, "three", by="ben", undo_id="five")
    found = {line.act_id: line for line in lines(copy)}
    assert (found["three"].gone_by, found["three"].undoable) == ("ben", False)
    assert found["five"].words.startswith("Set a value: city of")
    assert not found["five"].undoable
    with pytest.raises(BadInput, match="no such act"):
        take_back(copy, "five", by="ben", undo_id="six")
    with pytest.raises(BadInput, match="already"):
        take_back(copy, "three", by="ben", undo_id="six")
