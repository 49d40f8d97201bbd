"""A steward mends texts: counted before, heeded by the next run, named on the record, exported, and taken back."""

from pathlib import Path

import pyarrow.csv as csv
import pytest

from hotpass.errors import BadInput
from hotpass.model.mend import Likeness, Mend
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import entities, mending, quality, spellings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.exports import export
from hotpass.store.workspace import Workspace

TOWNS = ("Kimberley", "Upington", "Springbok", "George")
BAD = "post-at-firm.co.za"


def listed(place: Path, rows: int = 60) -> Path:
    """Firms, five of which have the same wrong e-mail address, and towns spelt in several ways."""
    lines = ["Name,Email,Town"]
    for number in range(rows):
        town = {3: "kimberley ", 7: "Kimberlxy", 11: "KIMBERLEY"}.get(number, TOWNS[number % 4])
        mail = BAD if number % 12 == 5 else f"post{number}@firm{number}.co.za"
        lines.append(f"Firm {chr(65 + number % 26)}{number} Trading,{mail},{town}")
    path = place / "firms.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(place: Path, rows: int = 60) -> Workspace:
    compute(place / "workspace", RunRequest(files=(listed(place, rows),), profile="organisation"), Settings())
    return Workspace.open(place / "workspace", Settings(idle_seconds=0.5))


def failing(workspace: Workspace, rule: str) -> int:
    found = quality.quality_of(workspace)
    assert found is not None
    return next(each.failed for each in found.rules if each.expectation_id == rule)


def mended_cells(workspace: Workspace, place: Path) -> list[dict[str, object]]:
    path = place / "mends.csv"
    export(workspace, path, "mends")
    found: list[dict[str, object]] = csv.read_csv(path).to_pylist()
    return found


def test_a_fault_is_mended_everywhere_survives_runs_reaches_new_rows_and_is_taken_back(tmp_path: Path) -> None:
    workspace = run(tmp_path)
    fault = next(each for each in mending.faults(workspace) if each.field == "email")
    before = mending.preview(workspace, "email", (fault.text,))
    assert (fault.text, fault.cells, before.cells, before.places[0].cell) == (BAD, 5, 5, "B7")
    wanted = Mend(field="email", replaced=(fault.text,), value="post@firm.co.za", note="asked them")
    mending.mend(workspace, wanted, by="ann", fact_id="m1")
    mending.mend(workspace, wanted, by="ann", fact_id="m1")
    assert [line.cells for line in mending.every(workspace)] == [None]
    assert mending.waiting(mending.every(workspace)) == 1
    workspace = run(tmp_path)
    assert failing(workspace, "email:valid") == 0
    assert [line.cells for line in mending.every(workspace)] == [5]
    workspace = run(tmp_path, rows=72)
    cells = mended_cells(workspace, tmp_path)
    assert [line.cells for line in mending.every(workspace)] == [6] == [len(cells)]
    assert {key: cells[0][key] for key in ("column", "sheet_row", "original", "value", "by", "note")} == {
        "column": "B", "sheet_row": 7, "original": BAD, "value": "post@firm.co.za", "by": "ann", "note": "asked them",
    }  # fmt: skip
    mending.withdraw(workspace, "m1", by="ben", fact_id="w1")
    assert mending.every(workspace)[0].withdrawn
    workspace = run(tmp_path)
    assert (failing(workspace, "email:valid"), mending.every(workspace)) == (5, ())


def test_one_record_is_mended_and_says_who_did_it_and_what_the_file_says(tmp_path: Path) -> None:
    workspace = run(tmp_path)
    places = mending.preview(workspace, "email", (BAD,)).places
    wanted = Mend(field="email", replaced=(BAD,), value="a5@firm.co.za", record_id=places[0].record_id)
    mending.mend(workspace, wanted, by="ann", fact_id="m1")
    workspace = run(tmp_path)
    assert failing(workspace, "email:valid") == 4
    page = entities.search(workspace, Sought(words="a5@firm.co.za"), 1)
    assert page is not None and page.found == 1
    found = entities.entity(workspace, page.lines[0].entity_id)
    assert found is not None
    value = next(each for each in found.golden if each.field == "email")
    assert value.value == "a5@firm.co.za"
    assert "mended by ann on" in value.place and f"the file says “{BAD}”" in value.place
    assert any(text and BAD in text for text in found.records[0].original)


def test_spellings_are_grouped_and_merged_and_a_later_mend_speaks_of_what_an_earlier_one_put(tmp_path: Path) -> None:
    workspace = run(tmp_path)
    by_words = spellings.groups(workspace, "city", Likeness.FINGERPRINT)
    assert {one.text for one in by_words[0].spellings} == {"Kimberley", "kimberley", "KIMBERLEY"}
    near = spellings.groups(workspace, "city", Likeness.NEAREST)
    assert {one.text for one in near[0].spellings} == {"Kimberley", "kimberley", "KIMBERLEY", "Kimberlxy"}
    odd = tuple(one.text for one in near[0].spellings[1:])
    mending.mend(workspace, Mend(field="city", replaced=odd, value="Kimberley"), by="ann", fact_id="m1")
    mending.mend(workspace, Mend(field="city", replaced=("Kimberley",), value="Kimberley Town"), by="ann", fact_id="m2")
    workspace = run(tmp_path)
    assert mending.preview(workspace, "city", ("Kimberley Town",)).cells == sum(o.cells for o in near[0].spellings)
    assert spellings.groups(workspace, "city", Likeness.NEAREST) == ()
    texts = {cell["original"] for cell in mended_cells(workspace, tmp_path)}
    assert texts == {"Kimberley", "kimberley", "KIMBERLEY", "Kimberlxy"}


def test_a_field_may_be_called_as_a_column_of_our_own_tables(tmp_path: Path) -> None:
    names = ("name", "label", "letter", "note", "value", "replaced", "made_by", "sheet_row", "field")
    lines = [",".join(names), *(",".join(f"{name} {chr(97 + row)}" for name in names) for row in range(20))]
    (tmp_path / "odd.csv").write_text("\n".join(lines), encoding="utf-8")
    request = RunRequest(files=(tmp_path / "odd.csv",))
    compute(tmp_path / "workspace", request, Settings())
    workspace = Workspace.open(tmp_path / "workspace", Settings())
    known = set(spellings.fields(workspace)) & set(names)
    assert len(known) >= 6
    for name in known:
        assert mending.preview(workspace, name, (f"{name} a",)).cells == 1
        wanted = Mend(field=name, replaced=(f"{name} a",), value="mended")
        mending.mend(workspace, wanted, by="ann", fact_id=f"m-{name}")
    compute(tmp_path / "workspace", request, Settings())
    assert {line.cells for line in mending.every(workspace)} == {1}
    assert mending.preview(workspace, "nowhere", ("a",)).cells == 0


def test_what_says_nothing_is_refused(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, Settings(), create=True)
    for wanted in (
        Mend(field="city", replaced=("George",), value=" George "),
        Mend(field="city", replaced=(), value="George"),
        Mend(field="city", replaced=("",), value="George"),
        Mend(field="city", replaced=("A", "B"), value="George", record_id="r1"),
        Mend(field="city", replaced=("A",), value="x" * 10_001),
    ):
        with pytest.raises(BadInput):
            mending.mend(workspace, wanted, by="ann", fact_id="m1")
    with pytest.raises(BadInput):
        mending.withdraw(workspace, "m1", by="ann", fact_id="w1")
    assert workspace.journal.head() == 0
    assert (mending.faults(workspace), spellings.fields(workspace)) == ((), {})
