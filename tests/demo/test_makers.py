import csv
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hotpass.demo import SAMPLES
from hotpass.demo.invented_schools import PROVINCES
from hotpass.demo.make_airfields import COUNTRIES, make_airportsdata, make_ourairports
from hotpass.demo.make_chicago import make_programmes
from hotpass.demo.make_flight_schools import make_workbook

SHIPPED = {file.name: file for each in SAMPLES.values() for file in each.files}


def parts(path: Path) -> dict[str, bytes]:
    """What a zip archive holds: compression may differ from machine to machine, content may not."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_maker_still_makes_the_workbook_that_ships(tmp_path: Path) -> None:
    assert parts(make_workbook(tmp_path)) == parts(SHIPPED["flight_schools.xlsx"])


def test_the_workbook_has_the_troubles_it_is_there_for() -> None:
    book = openpyxl.load_workbook(SHIPPED["flight_schools.xlsx"])
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "visible", "hidden"]
    members, approved, contacts, _ = book.worksheets
    assert any(dimension.hidden for dimension in members.row_dimensions.values())
    assert {str(each) for each in members.merged_cells.ranges} >= {"A1:I1", "A5:I5"}
    assert [cell.value for cell in approved[6]].count("Tel No") == 2
    assert all(isinstance(approved.cell(row, 3).value, int) for row in range(7, 20))
    assert {cell.value for cell in members["H"]} >= set(PROVINCES["Gauteng"])
    assert any("/" in str(cell.value) and "@" in str(cell.value) for cell in contacts["E"])
    assert "=see members list" in [cell.value for cell in contacts["F"]]


@pytest.mark.parametrize("date", ["2020-10-23", "2021-04-12"])
def test_the_maker_still_cuts_the_airfields_that_ship(date: str, shared_data: Path, tmp_path: Path) -> None:
    made = make_ourairports(shared_data / "drift-ourairports" / f"airports_{date}.csv.gz", tmp_path)
    assert made.read_bytes() == SHIPPED[made.name].read_bytes()


def test_the_second_list_keeps_the_same_countries_and_only_those(tmp_path: Path) -> None:
    full = tmp_path / "full.csv"
    full.write_text(
        '"icao","iata","name","city","subd","country","elevation","lat","lon","tz","lid"\n'
        '"FAAB","ALJ","Alexander Bay Airport","Alexander Bay","","ZA",98,-28.5,16.5,"Africa/Johannesburg",""\n'
        '"00AA","","Aero B Ranch Airport","Leoti","Kansas","US",3435,38.7,-101.4,"America/Chicago","00AA"\n',
        encoding="utf-8",
    )
    with make_airportsdata(full, tmp_path).open(encoding="utf-8") as file:
        assert [row["icao"] for row in csv.DictReader(file)] == ["FAAB"]
    with SHIPPED["airportsdata.csv"].open(encoding="utf-8") as file:
        assert {row["country"] for row in csv.DictReader(file)} == COUNTRIES


def test_the_maker_still_copies_the_programmes_that_ship(shared_data: Path, tmp_path: Path) -> None:
    original = shared_data / "orgs-chicago-early-childhood" / "early_childhood_with_true_ids.csv"
    made = make_programmes(original, tmp_path)
    assert made.read_bytes() == SHIPPED[made.name].read_bytes()
