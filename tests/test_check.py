"""`hotpass check`, started as a person starts it."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LINES = ["id,town,phone\n"]
LINES += [f"{place},{'Upington' if place % 2 else 'Kimberley'},05455501{place:02d}\n" for place in range(60)]


def check(*words: object) -> tuple[int, Any]:
    command = [sys.executable, "-m", "hotpass", "check", *map(str, words), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


def test_a_clean_file_has_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "clean.csv"
    path.write_text("".join(LINES), encoding="utf-8")
    code, report = check(path)
    assert (code, report["findings"]) == (0, [])
    assert report["dimensions"]["accuracy"] is None
    assert report["dimensions"]["completeness"] == {"passed": 180, "tested": 180}


def test_a_formula_is_critical_and_every_failing_cell_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = LINES.copy()
    lines[5] = '4,"=HYPERLINK(""http://x"")",0545550104\n'
    lines[9] = "8,Kimberlxy,0545550108\n"
    path.write_text("".join(lines), encoding="utf-8")
    code, report = check(path, "--rows")
    assert code == 3
    found = {finding["expectation"]: finding for finding in report["findings"]}
    assert found["no_formula"]["severity"] == "critical"
    cell = found["usual_spelling"]["rows"][0]
    assert (cell["row"], cell["sheet_row"], cell["cell"]) == (8, 10, "B10")
    assert (cell["value"], cell["suggestion"]) == ("Kimberlxy", "Kimberley")
    assert all(len(finding["rows"]) == finding["failing"] for finding in report["findings"])
    assert "rows" not in check(path)[1]["findings"][0]


def test_renamed_columns_are_told_beside_an_earlier_delivery(tmp_path: Path) -> None:
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    before.write_text("".join(LINES), encoding="utf-8")
    after.write_text("".join(LINES).replace("id,town,phone", "id,town,phone number"), encoding="utf-8")
    _, report = check(after, "--reference", before)
    assert [finding["expectation"] for finding in report["findings"]] == ["expected_columns"]
    assert "phone" in report["findings"][0]["message"]


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    code, said = check(tmp_path / "none.csv")
    assert code == 2
    assert "none.csv" in said


def test_wrong_cells_of_the_hospital_benchmark(shared_data: Path) -> None:
    folder = shared_data / "cleaning-hospital"
    _, report = check(folder / "dirty.csv", "--rows")
    with (folder / "dirty.csv").open(encoding="utf-8") as dirty, (folder / "clean.csv").open(encoding="utf-8") as clean:
        one, other = list(csv.reader(dirty)), list(csv.reader(clean))
    header = one[0]
    wrong = {
        (row, header[place])
        for row, (left, right) in enumerate(zip(one[1:], other[1:], strict=True))
        for place in range(len(header))
        if left[place] != right[place]
    }
    found = {(cell["row"], finding["column"]) for finding in report["findings"] for cell in finding["rows"]}
    assert len(wrong) == 509
    assert len(found & wrong) >= 0.95 * len(found)
    assert len(found & wrong) >= 0.9 * len(wrong)


def test_three_dated_files_of_one_source(shared_data: Path) -> None:
    folder = shared_data / "za-hospitals"
    april, may, july = (folder / f"hospitals_v1_2020-{day}.csv" for day in ("04-08", "05-11", "07-28"))
    _, first = check(april)
    nan = {finding["column"]: finding for finding in first["findings"] if finding["expectation"] == "no_placeholder"}
    assert nan["Province"]["failing"] == 498
    assert "NaN" in nan["Province"]["message"]
    _, second = check(may, "--reference", april)
    said = [finding["message"] for finding in second["findings"]]
    assert any("Windows-1252" in words for words in said)
    assert any("Size was called “5. Size”" in words for words in said)
    _, third = check(july, "--reference", may)
    assert any("renamed" in finding["message"] for finding in third["findings"])
