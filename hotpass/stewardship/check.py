"""A check: the findings of a bare file, without a workspace and without a profile."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from hotpass import profiles, reading
from hotpass.fields import standardise_distinct
from hotpass.fields.base import Standard
from hotpass.fields.home import home_country
from hotpass.fields.recognise import recognise
from hotpass.model.check import CheckedSheet, CheckReport, FailingCell, Finding
from hotpass.model.expectation import MEANINGS, ExpectationKind, Severity
from hotpass.model.semantic import SemanticType
from hotpass.model.sheet import Sheet
from hotpass.settings import Settings
from hotpass.stewardship import check_files, check_scores
from hotpass.store import bare_sheets
from hotpass.store.bare_sheets import BareSheets
from hotpass.store.inspection import faults
from hotpass.store.inspection.faults import Count
from hotpass.store.inspection.seen import Column
from hotpass.store.inspection.sheet import Inspection, inspect, tested

ORDER = (Severity.CRITICAL, Severity.ERROR, Severity.WARNING)


def check(path: Path, settings: Settings, *, rows: bool = False, reference: Path | None = None) -> CheckReport:
    """Checks every sheet of a file; `rows` adds the failing cells, `reference` compares the columns with that file's.

    Raises BadInput for a file that cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="hotpass-check-") as place:
        folder = Path(place)
        read = reading.read(path, folder / "reading", settings)
        findings = check_files.encoding(read)
        if reference is not None:
            findings += check_files.columns(read, reading.read(reference, folder / "reference", settings))
        sheets = []
        scores = check_scores.Scores()
        with BareSheets(folder, settings) as opened:
            for sheet in read.sheets:
                if sheet.records:
                    name = sheet.name if sheet.name not in ("", read.file) else None
                    found, columns = _inspected(opened, sheet)
                    findings += _findings(opened, sheet, name, found, rows=rows)
                    scores.add(found)
                    sheets.append(CheckedSheet(sheet=name, rows=sheet.records, columns=columns))
    findings.sort(key=lambda one: (ORDER.index(one.severity), -one.failing))
    return CheckReport(file=read.file, sheets=tuple(sheets), findings=tuple(findings), dimensions=scores.by_dimension())


def _inspected(opened: BareSheets, sheet: Sheet) -> tuple[Inspection, dict[str, str]]:
    looks = opened.load(sheet)
    profile = profiles.load("auto")
    types = recognise(looks, profile)
    samples: dict[SemanticType, list[str]] = {}
    for look, mapping in zip(looks, types, strict=True):
        samples.setdefault(mapping.type, []).extend(look.sample)
    country = home_country(samples)
    schemes = {field.name: field.scheme for field in profile.fields}
    columns = [
        Column(
            column.position,
            column.letter,
            column.header,
            column.column_name,
            mapping.type,
            schemes.get(mapping.field or ""),
        )
        for column, mapping in zip(sheet.columns, types, strict=True)
    ]
    today = datetime.now(UTC).date()
    found = inspect(opened.cursor, bare_sheets.TABLE, columns, sheet.records, partial(_judged, country), today)
    return found, {column.header: column.type.value for column in columns}


def _judged(country: str | None, kind: SemanticType, scheme: str | None, values: Sequence[str]) -> list[Standard]:
    return standardise_distinct(kind, values, country, scheme)


def _findings(opened: BareSheets, sheet: Sheet, name: str | None, found: Inspection, *, rows: bool) -> list[Finding]:
    columns = {column.position: column for column in found.columns}
    findings = []
    for count in found.counts:
        column = columns.get(count.position)
        cells = faults.cells(opened.cursor, count) if rows else []
        findings.append(
            _finding(
                name,
                column,
                count.kind,
                scope="cells" if column else "rows",
                tested=tested(found, count.kind, column),
                failing=count.failing,
                message=_message(count, column),
                rows=tuple(
                    FailingCell(cell=f"{column.letter}{cell.sheet_row}" if column else None, **cell._asdict())
                    for cell in cells
                ),
            )
        )
    for column, habits in found.habits.items():
        for habit in habits:
            message = f"{column.header}: {habit.cells:,} cells {habit.words}."
            asked = {"tested": sheet.records, "failing": habit.cells, "message": message}
            findings.append(_finding(name, column, habit.kind, scope="column", **asked))
    return findings


def _finding(sheet: str | None, column: Column | None, kind: ExpectationKind, **said: object) -> Finding:
    meaning = MEANINGS[kind]
    return Finding.model_validate(
        {
            "sheet": sheet,
            "column": column.header if column else None,
            "letter": column.letter if column else None,
            "expectation": kind,
            "dimension": meaning.dimension,
            "severity": meaning.severity,
            **said,
        }
    )


def _message(count: Count, column: Column | None) -> str:
    where = column.header if column else "Whole rows"
    said = count.reason if count.reasons == 1 else f"for example: {count.reason}"
    return f"{where}: {count.failing:,} fail “{MEANINGS[count.kind].words}”. {said[:1].upper()}{said[1:]}"
