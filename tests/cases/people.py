"""People whose names, addresses and numbers occur nowhere else, with values set, a text mended, and notes."""

from pathlib import Path

from hotpass.model.entity import Entity
from hotpass.model.mend import Mend
from hotpass.model.override import Override
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import entities, mending, overrides
from hotpass.stewardship.computation import compute
from hotpass.stewardship.entities import Sought
from hotpass.store.workspace import Workspace

HEADER = "Given name,Family name,Date of birth,E-mail,Phone,Street address,City"
PEOPLE = (
    ("Quirina", "Zabransky", "1971-03-04", "quirina.zabransky@planted.example", "021 555 1056", "17 Vlindersteeg"),
    ("Quirina", "Zabranski", "1971-03-04", "quirina.zabransky@planted.example", "021 555 1056", "17 Vlindersteg"),
    ("Xolisile", "Uwineza", "1985-11-23", "xolisile@uwineza.example", "011 555 1098", "4 Kiepersolweg"),
    ("Xolisile", "Uwineza", "1985-11-23", "xolisile@uwineza", "011 555 1098", "4 Kiepersolweg"),
    ("Yolandi", "Oosthuysen", "1990-06-30", "yolandi@oost.example", "013 555 1070", "99 Wildepruimlaan"),
    ("Waldemar", "Pfeffer", "1966-01-15", "", "12", "3 Ysterhoutpad"),
)
NAMES = ("quirina", "zabransk", "xolisile", "uwineza", "yolandi", "oosthuysen", "waldemar", "pfeffer", "1971-03-04")
SECRETS = (*NAMES, "vlinderste", "kiepersol", "wildepruim", "planted.example", "555 1056", "215551056", "hushword")


def fill(place: Path) -> Path:
    """The folder of a workspace of two runs over them."""
    first, second = place / "people.csv", place / "later" / "people.csv"
    second.parent.mkdir()
    for path, rows in ((first, PEOPLE[:-1]), (second, PEOPLE)):
        lines = [",".join((*row, town)) for row, town in zip(rows, ["Paarl", "Ceres"] * 9, strict=False)]
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        compute(place / "w", RunRequest(files=(path,), profile="person", source="people"), Settings())
    workspace = Workspace.open(place / "w", Settings())
    found = someone(workspace)
    said = Override(
        entity_id=found.entity_id,
        record_id=found.records[0].record_id,
        field="family_name",
        value="Zabransky-Pfeffer",
        seen=found.version,
        note="hushword",
    )
    overrides.set_value(workspace, said, by="Ann", fact_id="set")
    for name in ("mend", "gone"):
        wanted = Mend(field="family_name", replaced=("Zabranski",), value="Zabransky", note="hushword")
        mending.mend(workspace, wanted, by="Ann", fact_id=name)
    mending.withdraw(workspace, "gone", by="Ann", fact_id="back")
    workspace.close()
    return place / "w"


def someone(workspace: Workspace) -> Entity:
    """One of them, who has two records."""
    page = entities.search(workspace, Sought("Quirina"), 1)
    assert page is not None
    found = entities.entity(workspace, page.lines[0].entity_id)
    assert found is not None
    return found
