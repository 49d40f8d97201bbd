"""What many tests stand on: the shared real data sets where they are present, and a workspace that a run has filled."""

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import settings

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute

# Tests share the cores: how long an example takes says nothing of the code.
settings.register_profile("shared-cores", deadline=None)
settings.load_profile("shared-cores")
# `pytest --hypothesis-profile=thorough tests/stewardship/test_sequences.py` takes the better part of an hour.
settings.register_profile("thorough", deadline=None, max_examples=1000)

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
HOSTILE = "<b>Bush</b> ![x](http://example.invalid/x.png) & $5$ Pilots"
SCHOOLS = (
    ("Karoo Gap Flying Club", "info@karoogap.example.co.za", "021 555 1056", "Upington"),
    ("Acacia River Flight School", "fly@acacia.example.co.za", "016 555 1063", "Vereeniging"),
    ("Sable Ridge Aviation Academy", "hello@sableridge.example.co.za", "053 555 1070", "Kimberley"),
    ("Kestrel Pan Flying School", "info@kestrelpan.example.co.za", "013 555 1091", "Mbombela"),
    ("Oribi River Flight School", "office@oribi.example.co.za", "011 555 1098", "Springs"),
    ("Hoopoe Plains Training Centre", "info@hoopoe.example.co.za", "015 555 1007", "Polokwane"),
    ("Protea Cape Air Academy", "info@protea.example.co.za", "044 555 1105", "George"),
    ("Springbok Hills Flying Club", "club@springbok.example.co.za", "051 555 1112", "Bloemfontein"),
    ("Baobab North Pilot College", "college@baobab.example.co.za", "015 555 1119", "Musina"),
    ("Fynbos Coast Aviators", "team@fynbos.example.co.za", "028 555 1126", "Hermanus"),
    ("Gemsbok Desert Air", "ops@gemsbok.example.co.za", "054 555 1133", "Springbok"),
    (HOSTILE, "pilots@bush.example.co.za", "035 555 1140", "Richards Bay"),
)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets beside the checkout; a plain clone has only the committed samples."""
    if not SHARED.is_dir():
        pytest.skip("the shared data sets are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def schools_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of 24 rows about 12 invented schools: two sheets, a title above the headers, an empty row."""
    path = tmp_path_factory.mktemp("workbook") / "schools.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        members = book.add_worksheet("Members")
        members.write_row(0, 0, ["Members of the association"])
        members.write_row(2, 0, ["School", "E-mail", "Phone", "Town", "Remarks"])
        for place, school in enumerate(SCHOOLS):
            members.write_row(3 + place, 0, [*school, f"remark {place}"])
        contacts = book.add_worksheet("Contacts")
        contacts.write_row(0, 0, ["Name", "Mail", "Tel", "City"])
        for place, (name, mail, phone, town) in enumerate(SCHOOLS):
            contacts.write_row(1 + place, 0, [f"{name} (Pty) Ltd", mail.upper(), f"+27 {phone[1:]}", town.upper()])
    return path


@pytest.fixture(scope="session")
def filled_folder(schools_workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that a real run over that workbook has filled; tests that share it only read."""
    folder = tmp_path_factory.mktemp("filled") / "workspace"
    compute(folder, RunRequest(files=(schools_workbook,), profile="organisation"), Settings())
    return folder
