"""`hotpass run --master`: new records link to a list of known things, and its ids answer from then on."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import entities, revision
from hotpass.stewardship.computation import compute
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.stewardship.test_recognition import FAMILY, GIVEN

KNOWN, SHARED = 40, 15


def people(seed: int) -> list[str]:
    drawn = random.Random(seed)
    towns = ("Durban", "Paarl", "George", "Springs")
    return [
        f"{drawn.choice(GIVEN)} {drawn.choice(FAMILY)},p{number}@mail.co.za,{drawn.choice(towns)}"
        for number in range(KNOWN + 20)
    ]


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class Office:
    """A master list of known people, and another list that shares some of them."""

    def __init__(self, folder: Path) -> None:
        rows = people(5)
        numbered = [f"CU-{1000 + number},{row}" for number, row in enumerate(rows[:KNOWN])]
        self.master = written(folder / "known.csv", ["cust_no,name,email,city", *numbered])
        self.others = written(folder / "others.csv", ["name,email,city", *rows[KNOWN - SHARED :]])
        self.folder = folder / "w"

    def run(self) -> dict[str, set[str]]:
        """Runs over both; answers for each entity the labels of its records."""
        asked = ["run", str(self.others), "--master", str(self.master), "--workspace", str(self.folder)]
        answer = CliRunner().invoke(hotpass, [*asked, "--profile", "person"])
        assert answer.exit_code == 0, answer.output
        self.workspace = Workspace.open(self.folder, Settings())
        return self.entities()

    def entities(self) -> dict[str, set[str]]:
        with shown(self.workspace) as published:
            assert published is not None
            found = published.cursor.execute(
                "SELECT entity_id, list(label) FROM member JOIN record USING (record_id) JOIN source USING (source_id) "
                "GROUP BY entity_id"
            ).fetchall()
        return {entity_id: set(labels) for entity_id, labels in found}

    def record_of(self, entity_id: str) -> str:
        found = entities.entity(self.workspace, entity_id)
        assert found is not None
        return next(record.record_id for record in found.records if record.label.startswith("known"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_others_link_to_the_master_whose_ids_hold_through_runs_and_decisions(office: Office, tmp_path: Path) -> None:
    ids = {f"CU-{1000 + number}" for number in range(KNOWN)}
    found = office.run()
    linked = {entity for entity in ids if len(found[entity]) == 2}
    assert ids <= set(found)
    assert len(found) == KNOWN + 20
    assert linked == {f"CU-{1000 + number}" for number in range(KNOWN - SHARED, KNOWN)}
    shown_one = entities.entity(office.workspace, "CU-1030")
    assert shown_one is not None
    assert shown_one.listed == "known.csv, row 32"

    body = {"left": office.record_of("CU-1001"), "right": office.record_of("CU-1030"), "verdict": "match"}
    office.workspace.journal.append("judgement", body, by="ann", fact_id="one")
    revision.catch_up(office.workspace)
    decided = office.entities()
    assert ("CU-1001" in decided, decided["CU-1030"]) == (False, {"known.csv", "others.csv"})
    answered = CliRunner().invoke(hotpass, ["entity", "CU-1001", "--workspace", str(office.folder)])
    assert answered.output.startswith("CU-1001 was merged into CU-1030.")

    rows = office.master.read_text(encoding="utf-8").splitlines()
    office.master = written(
        tmp_path / "known-2.csv", [rows[0], *reversed(rows[2:]), "CU-9999,New Comer,new@x.co.za,Paarl"]
    )
    again = office.run()
    assert {entity for entity in ids if entity in again} == ids - {"CU-1000", "CU-1001"}
    assert "CU-9999" in again
    assert {entity for entity, labels in again.items() if len(labels) == 2} == linked

    office.workspace.journal.append("withdrawal", {"target": "one"}, by="ann", fact_id="undone")
    revision.catch_up(office.workspace)
    assert {entity for entity in ids if entity in office.entities()} == ids - {"CU-1000"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["id,name", "1,Ann", "2,Ben", "1,Cyd"], "rows (2, 4)"),
        (["name,town", "Ann,Paarl", "Ben,Paarl"], "--master-key"),
    ],
)
def test_a_list_that_names_nothing_once_is_refused(tmp_path: Path, lines: list[str], said: str) -> None:
    path = written(tmp_path / "known.csv", lines)
    asked = RunRequest(files=(path,), master="known.csv", master_key="id" if "rows" in said else None)
    with pytest.raises(BadInput) as refused:
        compute(tmp_path / "w", asked, Settings())
    assert said in str(refused.value)
