"""A file as register proposes rows for golden records, with evidence, and changes nothing."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.proposal import Enrichment
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.enrichment import GOLDEN, enrich
from hotpass.store import publication
from hotpass.store.workspace import Workspace
from tests.conftest import SCHOOLS

STRANGERS = 30


def write_register(path: Path) -> Path:
    """A register of eight of the schools, in another order and spelling, among strangers."""
    known = [
        (f"L{place}", name.upper(), town, f"+27 {phone[1:]}")
        for place, (name, _, phone, town) in enumerate(SCHOOLS[:8])
    ]
    strangers = [(f"X{n}", f"Quarry {n} Holdings", f"Elsewhere {n}", f"031 444 {n:04}") for n in range(STRANGERS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Licence", "Organisation", "City", "Telephone"])
        rows.writerows([*strangers, *reversed(known)])
    return path


def hashed(folder: Path) -> str:
    return hashlib.sha256((folder / "hotpass.duckdb").read_bytes()).hexdigest()


def names(folder: Path) -> dict[str, str]:
    workspace = Workspace.open(folder, Settings(), "test")
    with workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    assert run_id is not None
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        found = dict(cursor.execute("SELECT entity_id, name FROM golden").fetchall())
    workspace.close()
    return found


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_register(tmp_path_factory.mktemp("register") / "licences.csv")


@pytest.fixture(scope="module")
def found(filled_folder: Path, register: Path) -> Enrichment:
    workspace = Workspace.open(filled_folder, Settings(), "test")
    try:
        return enrich(workspace, register, "Licences")
    finally:
        workspace.close()


def test_each_known_school_gets_its_own_row_first(found: Enrichment, filled_folder: Path) -> None:
    called = names(filled_folder)
    first = {
        each.cells["Licence"]: called[each.entity_id].removesuffix(" (Pty) Ltd")
        for each in found.proposals
        if each.rank == 1
    }
    assert first == {f"L{place}": school[0] for place, school in enumerate(SCHOOLS[:8])}
    assert (found.register_name, found.register_rows, found.entities) == ("Licences", STRANGERS + 8, len(called))
    assert found.found == found.sure == 8


def test_a_proposal_says_where_it_stands_and_what_speaks_for_it(found: Enrichment) -> None:
    for each in found.proposals:
        assert each.sheet_row == each.row + 2
        assert each.weight is not None
        assert each.weight > 0
        assert each.evidence
        assert all(piece.sentence for piece in each.evidence)
        assert each.official["phone"].standard == f"+27{each.cells['Telephone'][3:].replace(' ', '')}"


def test_the_workspace_is_only_read(found: Enrichment, filled_folder: Path, register: Path) -> None:
    before, folders = hashed(filled_folder), sorted(filled_folder.rglob("*"))
    arguments = ["enrich", "--workspace", str(filled_folder), "--register", str(register)]
    said = CliRunner().invoke(hotpass, [*arguments, "--name", "Licences", "--json"])
    assert said.exit_code == 0
    assert json.loads(said.stdout)["proposals"] == [each.model_dump(mode="json") for each in found.proposals]
    assert hashed(filled_folder) == before
    assert sorted(filled_folder.rglob("*")) == folders


def test_a_register_that_cannot_be_read_is_refused_and_leaves_nothing(filled_folder: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(filled_folder, Settings(), "test")
    broken, taken = tmp_path / "broken.xlsx", tmp_path / GOLDEN
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    taken.write_bytes(b"")
    for path in (tmp_path / "missing.csv", broken, taken):
        with pytest.raises(BadInput):
            enrich(workspace, path)
    assert list((filled_folder / "cache").glob("register-*")) == []
    workspace.close()


def test_a_workspace_without_golden_records_is_refused(register: Path, tmp_path: Path) -> None:
    empty = Workspace.open(tmp_path / "w", Settings(), create=True)
    with pytest.raises(BadInput, match="no finished run"):
        enrich(empty, register)
    empty.close()


def test_names_alone_are_found_within_longer_texts_and_said_to_be_little(tmp_path: Path) -> None:
    folder, own, register = tmp_path / "w", tmp_path / "own.csv", tmp_path / "names.csv"
    known = [school[0] for school in SCHOOLS[:9]]
    asking = [f"Hangar {place} of the {name} at the airport" for place, name in enumerate(known)]
    own.write_text("\n".join(["Organisation", *asking, *known[:3]]) + "\n", "utf-8")
    register.write_text("\n".join(["Organisation", *known[2:], "Quarry 7 Holdings"]) + "\n", "utf-8")
    compute(folder, RunRequest(files=(own,), profile="organisation"), Settings())
    said = CliRunner().invoke(hotpass, ["enrich", "--workspace", str(folder), "--register", str(register), "--json"])
    assert said.exit_code == 0
    found = Enrichment.model_validate_json(said.stdout)
    called = names(folder)
    first = {called[each.entity_id]: each for each in found.proposals if each.rank == 1}
    assert {name: each.cells["Organisation"] for name, each in first.items() if name.startswith("Hangar")} == {
        text: name for text, name in zip(asking, known, strict=True) if name in known[2:]
    }
    assert [name for name, each in first.items() if each.sure] == [known[2]]
    within = first[asking[4]]
    assert within.weight is None
    assert within.worth.startswith("found by its name, ")
    assert within.evidence[0].sentence.endswith("of 100 alike: not weighed")
    assert any("Only “Name” could be compared" in note for note in found.notes)
