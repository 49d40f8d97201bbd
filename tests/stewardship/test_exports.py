"""What is taken away is in a fixed order, exact, and never a live formula."""

import csv
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hotpass.errors import BadInput
from hotpass.settings import Settings
from hotpass.stages import cluster, merge, validate
from hotpass.stewardship import export_files
from hotpass.stewardship.exports import export
from hotpass.store import publication
from hotpass.store.exports import distinct_names
from hotpass.store.formula import unguard
from hotpass.store.scratch import Scratch
from hotpass.store.workspace import Workspace
from tests.cases import scene

FIELDS = {"name": {"type": "organisation_name"}, "phone": {"type": "phone"}, "remark": {"type": "text"}}
RECORDS: dict[str, dict[str, object]] = {
    "ra": {"name": "Karoo Air", "phone": "082 123 4567", "remark": "=1+1"},
    "rb": {"name": "Karoo Air", "phone": "082 123 4567"},
    "rc": {"name": "Blue, Crane", "remark": "@SUM(A1)"},
    "rd": {"source": 2, "name": "Desert Fly", "remark": "-cmd", "phone": "12"},
}
GOLDEN = ["entity", "records", "sources", "name", "phone", "remark", "Notes", "Entity (2)", "Notes (2)", "column H"]


def published(folder: Path) -> Workspace:
    """A workspace with two sources, three entities and columns that were not mapped."""
    workspace = Workspace.open(folder, Settings(idle_seconds=0.5), create=True)
    job = scene.job(workspace.run_folder("1"), expectations=[{"field": "phone", "kind": "valid"}])
    job.folder.mkdir(parents=True)
    with Scratch(job.folder, job.settings) as scratch:
        scene.add_sources(scratch, ["one", "two"])
        fields = scene.add_fields(scratch, FIELDS, 2)
        scene.add_records(scratch, job, fields, RECORDS)
        scene.add_pairs(scratch, [("ra", "rb", 9.5), ("rb", "rc", -7)])
        scratch.cursor.execute(
            """
            INSERT INTO source_column (source_id, position, letter, header, column_name) VALUES
            (1, 4, 'E', 'Notes', 'c0005'), (1, 5, 'F', 'Entity', 'c0006'), (1, 6, 'G', 'Notes', 'c0007'),
            (2, 4, 'E', 'Notes', 'c0005'), (2, 7, 'H', ' ', 'c0008');
            CREATE TABLE raw_0001 AS SELECT * FROM (VALUES (0, ' ', 'x', NULL), (1, 'second', 'y', 'more'),
                (2, E'two\\rlines "said"', NULL, NULL)) AS t("row", c0005, c0006, c0007);
            CREATE TABLE raw_0002 AS SELECT 0 AS "row", '\N{FULLWIDTH EQUALS SIGN}1+1' AS c0005, '+27821234567' AS c0008
            """
        )
        for stage in (validate, cluster, merge):
            stage.run(scratch, job)
    publication.fill(workspace.database, scratch.path, "1")
    with workspace.database.transaction() as cursor:
        publication.flip(cursor, "1")
    return workspace


def test_golden_records_come_with_their_values_and_the_columns_nobody_mapped(tmp_path: Path) -> None:
    report = export(published(tmp_path / "w"), tmp_path / "golden.parquet")
    rows = {row["name"]: row for row in pq.read_table(tmp_path / "golden.parquet").to_pylist()}
    assert list(rows["Karoo Air"]) == GOLDEN
    assert list(rows["Karoo Air"].values())[1:] == [
        2,
        1,
        "Karoo Air",
        "+27821234567",
        "=1+1",
        "second",
        "x",
        "more",
        None,
    ]
    assert list(rows["Blue, Crane"].values())[5:7] == ["@SUM(A1)", 'two\rlines "said"']
    assert (report.table, report.rows, report.columns) == ("golden", 3, len(GOLDEN))


def test_a_phone_and_a_formula_survive_every_form(tmp_path: Path) -> None:
    workspace = published(tmp_path / "w")
    for suffix in ("csv", "xlsx", "parquet"):
        export(workspace, tmp_path / f"golden.{suffix}")
    exact = [
        tuple(str(cell or "") for cell in row.values())
        for row in pq.read_table(tmp_path / "golden.parquet").to_pylist()
    ]
    with (tmp_path / "golden.csv").open(encoding="utf-8", newline="") as lines:
        written = list(csv.reader(lines))
    assert written[0] == GOLDEN
    assert [tuple(unguard(cell) for cell in row) for row in written[1:]] == exact
    cells = {cell for row in written for cell in row}
    assert {"'=1+1", "'@SUM(A1)", "'-cmd", "'\N{FULLWIDTH EQUALS SIGN}1+1", "+27821234567"} <= cells
    sheet = openpyxl.load_workbook(tmp_path / "golden.xlsx").active
    assert sheet is not None
    shown = list(sheet.iter_rows())
    # XML reads a lone carriage return as a line feed, so it is written escaped.
    texts = [tuple(str(cell.value or "").replace("_x000D_", "\r") for cell in row) for row in shown]
    assert texts == [tuple(GOLDEN), *exact]
    assert {cell.data_type for row in shown for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    with zipfile.ZipFile(tmp_path / "golden.xlsx") as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_members_say_which_row_of_which_file_belongs_to_which_entity(tmp_path: Path) -> None:
    export(published(tmp_path / "w"), tmp_path / "m.csv", "members")
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "source,row,entity,record"
    rows = [line.split(",") for line in lines[1:]]
    assert [[row[0], row[1], row[3]] for row in rows] == [
        ["one.csv", "0", "ra"],
        ["one.csv", "1", "rb"],
        ["one.csv", "2", "rc"],
        ["two.csv", "0", "rd"],
    ]
    assert rows[0][2] == rows[1][2] != rows[2][2]


def test_pairs_and_findings_can_be_taken_away_too(tmp_path: Path) -> None:
    workspace = published(tmp_path / "w")
    export(workspace, tmp_path / "p.parquet", "pairs")
    export(workspace, tmp_path / "f.parquet", "findings")
    assert pq.read_table(tmp_path / "p.parquet").column("match_weight").to_pylist() == [9.5, -7]
    found = pq.read_table(tmp_path / "f.parquet").to_pylist()
    assert [(row["source"], row["sheet_row"], row["column"], row["original"], row["record"]) for row in found] == [
        ("two.csv", 2, "B", "12", "rd")
    ]


def test_equal_runs_give_equal_bytes(tmp_path: Path) -> None:
    first, second = published(tmp_path / "first"), published(tmp_path / "second")
    for table in ("golden", "members", "pairs", "findings"):
        for suffix in ("csv", "parquet", "xlsx"):
            outputs = [tmp_path / f"{name}-{table}.{suffix}" for name in ("first", "second")]
            for workspace, output in zip((first, second), outputs, strict=True):
                export(workspace, output, table)
            assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_an_older_file_stays_until_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = published(tmp_path / "w")
    output = tmp_path / "golden.xlsx"
    output.write_bytes(b"older")
    with monkeypatch.context() as patch:
        patch.setattr(export_files, "XLSX_CHARACTERS", 5)
        with pytest.raises(BadInput, match=r"row 1, column “entity” has 6 characters.*\.csv or \.parquet"):
            export(workspace, output)
    assert output.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    export(workspace, output)
    assert zipfile.is_zipfile(output)


def test_a_call_that_cannot_work_is_refused_with_a_sentence(tmp_path: Path) -> None:
    workspace = published(tmp_path / "w")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").touch()
    for name, table, sentence in (
        ("golden.ods", "golden", "end its name in .csv, .xlsx, .parquet"),
        ("golden", "golden", "end its name in"),
        ("missing/golden.csv", "golden", "does not exist"),
        ("file/golden.csv", "golden", "does not exist"),
        ("folder.csv", "golden", "is a folder"),
        ("golden.csv", "gold", "take one of golden, members, pairs, findings"),
        (f"{'n' * 300}.csv", "golden", "cannot be written"),
    ):
        with pytest.raises(BadInput, match=sentence):
            export(workspace, tmp_path / name, table)


def test_an_empty_workspace_says_what_to_do_first(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="hotpass run FILE"):
        export(Workspace.open(tmp_path, Settings(), create=True), tmp_path / "golden.csv")


def test_more_than_a_sheet_holds_is_refused(tmp_path: Path) -> None:
    long = pa.table({"entity": pa.nulls(1_048_576, pa.string())})
    with pytest.raises(BadInput, match="do not fit into a sheet"):
        export_files.write_xlsx(long, tmp_path / "long.xlsx")


def test_names_never_collide() -> None:
    assert distinct_names(["a", "A", "a", "a (2)", "b"]) == ["a", "A (2)", "a (3)", "a (2) (2)", "b"]
