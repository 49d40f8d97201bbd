"""`hotpass entity` answers for every id that was ever given out."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import revision
from hotpass.stewardship.computation import compute
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

HEADER = "name,email,city"
FIRST = ["Karoo Gap Flying Club,info@karoo.co.za,Upington", "Oribi River School,office@oribi.co.za,Springs"]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as the run left it, which each test has a copy of."""
    folder = tmp_path_factory.mktemp("once")
    made = Workspace.open(folder / "w", Settings(), create=True)
    run(made, folder, FIRST)
    return made.folder


@pytest.fixture
def workspace(untouched: Path, tmp_path: Path) -> Workspace:
    return Workspace.open(shutil.copytree(untouched, tmp_path / "w"), Settings())


def run(workspace: Workspace, folder: Path, lines: list[str]) -> None:
    path = folder / "schools.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    compute(workspace.folder, RunRequest(files=(path,), source="schools", profile="organisation"), Settings())


def ids(workspace: Workspace) -> list[tuple[str, str]]:
    with shown(workspace) as published:
        assert published is not None
        return published.cursor.execute("SELECT entity_id, record_id FROM member ORDER BY entity_id").fetchall()


def asked(workspace: Workspace, entity_id: str, *more: str) -> Result:
    arguments = ["entity", entity_id, "--workspace", str(workspace.folder), *more]
    return CliRunner().invoke(hotpass, arguments)


def test_an_entity_is_told_with_its_values_records_and_life(workspace: Workspace) -> None:
    (entity_id, record_id), _ = ids(workspace)
    found = asked(workspace, entity_id)
    assert found.exit_code == 0
    assert record_id in found.stdout
    assert "schools.csv, " in found.stdout
    assert f"{entity_id} new" in found.stdout
    document = json.loads(asked(workspace, entity_id, "--json").stdout)
    assert (document["entity_id"], document["record_count"]) == (entity_id, 1)


def test_an_id_that_was_merged_leads_to_what_it_is_now(workspace: Workspace) -> None:
    (first, left), (second, right) = ids(workspace)
    workspace.journal.append("judgement", {"left": left, "right": right, "verdict": "match"}, by="ann", fact_id="one")
    revision.catch_up(workspace)
    (now, _), _ = ids(workspace)
    gone = second if now == first else first
    assert asked(workspace, gone).stdout.startswith(f"{gone} was merged into {now}.")


def test_an_id_whose_records_are_gone_still_answers(workspace: Workspace, tmp_path: Path) -> None:
    before = ids(workspace)
    run(workspace, tmp_path, FIRST[:1])
    gone = next(entity_id for entity_id, record_id in before if (entity_id, record_id) not in ids(workspace))
    found = asked(workspace, gone)
    assert found.exit_code == 0
    assert "has no record in the published run" in found.stdout
    assert "absent" in found.stdout
    assert json.loads(asked(workspace, gone, "--json").stdout)["entity_id"] is None


def test_an_id_that_was_never_given_out_is_refused(workspace: Workspace) -> None:
    found = asked(workspace, "e000000000000")
    assert isinstance(found.exception, BadInput)
    assert "ever had the id" in str(found.exception)
