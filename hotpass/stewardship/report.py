"""The shareable report: the quality of a published run as one page, as Markdown or as JSON, with the same figures."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from hotpass.errors import BadInput
from hotpass.model.overview import Overview
from hotpass.model.quality import FailingRow
from hotpass.model.report import PastScores, QualityReport, ReportSource
from hotpass.stewardship.quality import quality_of
from hotpass.stewardship.report_forms import html, markdown
from hotpass.store import mends, overview, publication, quality
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

RUNS_SHOWN = 12
ROWS_SHOWN = 20
LONGEST_TEXT = 200
RULES_WITH_ROWS = 50
LARGEST_PAGE = 2_000_000


def report(workspace: Workspace, *, rows: bool = False) -> QualityReport:
    """What the published run says of its records; texts of rows only where asked. Raises BadInput before the first."""
    found = quality_of(workspace)
    if found is None:
        raise BadInput(f"{workspace.folder} holds no published run yet: fill it with `hotpass run`.")
    with shown(workspace) as published:
        if published is None:
            raise BadInput(f"{workspace.folder} holds no published run yet: fill it with `hotpass run`.")
        counted = overview.read(published.cursor)
        mended = sum(mends.uses(published.cursor).values())
        earlier = publication.earlier(published.cursor)[: RUNS_SHOWN - 1]
        failing = [rule for rule in found.rules if rule.failed]
        cells = (
            {rule.expectation_id: _cells(published, rule.expectation_id) for rule in failing[:RULES_WITH_ROWS]}
            if rows
            else {}
        )
    past = [PastScores(run_id=found.run_id, scores=found.scores)]
    past += [_past(workspace, run_id) for run_id in earlier]
    worse = [rule for rule in failing if rule.before is not None and rule.failed > rule.before]
    return QualityReport(
        workspace=workspace.folder.resolve().name,
        run_id=found.run_id,
        since=found.since,
        made=datetime.now(UTC),
        records=counted.records,
        entities=counted.entities,
        mended=mended,
        scores=found.scores,
        past=tuple(reversed(past)),
        sources=_sources(counted),
        worse=tuple(sorted(worse, key=lambda rule: (rule.before or 0) - rule.failed)),
        rules=found.rules,
        rows=cells,
    )


def _sources(counted: Overview) -> tuple[ReportSource, ...]:
    return tuple(
        ReportSource(
            label=source.label,
            rows=source.rows,
            aside=source.aside,
            filled=sum(cell.filled for cell in counted.quality if cell.source == source.label),
            valid=sum(cell.valid for cell in counted.quality if cell.source == source.label),
        )
        for source in counted.sources
    )


def text(found: QualityReport, suffix: str) -> str:
    """The report in the form a file name's suffix says. Raises BadInput for another one, or a page beyond 2 MB."""
    form = FORMS.get(suffix.lower())
    if form is None:
        raise BadInput(f"A report cannot be written as “{suffix}”: end the file's name in {', '.join(FORMS)}.")
    made = form(found)
    if form is html and len(made.encode()) > LARGEST_PAGE:
        raise BadInput("The page would be larger than 2 MB: leave the rows out, or write it as .md or .json.")
    return made


def write(workspace: Workspace, output: Path, *, rows: bool = False) -> QualityReport:
    """Writes the report to a file and answers it. Raises BadInput where that cannot be done."""
    found = report(workspace, rows=rows)
    made = text(found, output.suffix)
    try:
        output.write_text(made, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{output} cannot be written ({error.strerror}): choose another place.") from error
    return found


def _past(workspace: Workspace, run_id: str) -> PastScores:
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        return PastScores(run_id=run_id, scores=quality.scores(cursor))


def _cells(published: Shown, expectation_id: str) -> tuple[FailingRow, ...]:
    found = quality.rows(published.cursor, expectation_id, ROWS_SHOWN, 0)
    return tuple(
        row.model_copy(update={name: _short(getattr(row, name)) for name in ("original", "standard", "suggestion")})
        for row in found
    )


def _short(value: str | None) -> str | None:
    return value if value is None or len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 1]}…"


def _json(found: QualityReport) -> str:
    said = found.model_dump(mode="json") | {"critical": found.critical, "failed": found.critical > 0}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Callable[[QualityReport], str]] = {".html": html, ".md": markdown, ".json": _json}
