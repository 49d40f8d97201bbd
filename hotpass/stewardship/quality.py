"""Quality: the scores and rules of the published run, the rows that fail, and a closer look at one of its files."""

from datetime import datetime
from functools import partial

from pydantic import BaseModel, ConfigDict, ValidationError

from hotpass.errors import BadInput
from hotpass.model.check import CheckReport, Score
from hotpass.model.column_profile import ColumnProfile
from hotpass.model.expectation import Dimension
from hotpass.model.quality import FailingRow, Quality
from hotpass.stewardship import people
from hotpass.stewardship.check import check
from hotpass.stewardship.official import fresh_from
from hotpass.stewardship.sample_check import interval
from hotpass.store import column_profile, columns, official, publication, quality, sources
from hotpass.store import overview as counted
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

PAGE_SIZE = 25


class KeptFile(BaseModel):
    """A file of the published run: its name and the hash its bytes are kept under."""

    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str


def quality_of(workspace: Workspace) -> Quality | None:
    """What the published run says of its records, None before the first."""
    with shown(workspace) as published:
        if published is None:
            return None
        earlier = publication.earlier(published.cursor)
    before = None
    if earlier:
        with workspace.database.cursor(publication.schema_of(earlier[0])) as cursor:
            before = quality.failed(cursor)
    with shown(workspace) as published:
        if published is None:
            return None
        scores = _scores(published, fresh_from(workspace))
        sample = scores[Dimension.ACCURACY]
        return Quality(
            run_id=published.run_id,
            since=earlier[0] if earlier else None,
            scores=scores,
            accuracy=interval(sample.passed, sample.tested) if sample else None,
            rules=quality.rules(published.cursor, before),
            labels=quality.labels(published.cursor),
            unasked=quality.unasked(published.cursor),
        )


def _scores(published: Shown, since: datetime) -> dict[Dimension, Score | None]:
    """The scores of the run, and as accuracy the golden values that accepted rows of registers speak of since then."""
    scores = quality.scores(published.cursor)
    held = official.accord(published.cursor, since)
    if held:
        tested = scores[Dimension.ACCURACY] or Score(passed=0, tested=0)
        passed = tested.passed + sum(each.agrees for each in held)
        scores[Dimension.ACCURACY] = Score(passed=passed, tested=tested.tested + sum(each.tested for each in held))
    return scores


def narrowed(workspace: Workspace, found: Quality, dimension: Dimension | None, label: str | None) -> Quality:
    """The same with the rules of one dimension alone, and how often each fails in one source, those that do first."""
    rules = [rule for rule in found.rules if dimension in (None, rule.dimension)]
    if label is not None:
        with shown(workspace) as published:
            here = quality.failed_in(published.cursor, label) if published else {}
        rules = [rule.model_copy(update={"here": here.get(rule.expectation_id, 0)}) for rule in rules]
        rules.sort(key=lambda rule: not rule.shown)
    return found.model_copy(update={"rules": tuple(rules)})


def failing_rows(
    workspace: Workspace, expectation_id: str, page: int, label: str | None = None
) -> tuple[FailingRow, ...]:
    """A page (counted from 1) of the rows that fail a rule, those of one source where its label is given."""
    with shown(workspace) as published:
        if published is None:
            return ()
        return quality.rows(published.cursor, expectation_id, PAGE_SIZE, (page - 1) * PAGE_SIZE, label)


def columns_of(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The headers of every source of the published run, by the source's label."""
    with shown(workspace) as published:
        if published is None:
            return {}
        cursor = published.cursor
        return {
            source.label: tuple(column.header for column in columns.of_source(cursor, source))
            for source in sources.every(cursor)
        }


def profile_of(workspace: Workspace, label: str, header: str) -> ColumnProfile | None:
    """What a source's column holds, None where there is no such column."""
    with shown(workspace) as published:
        for source in sources.every(published.cursor) if published else []:
            for column in columns.of_source(published.cursor, source) if published else []:
                if (source.label, column.header) == (label, header) and published:
                    return column_profile.profile(published.cursor, source.raw_table, column, source.records)
    return None


def profiles_of(workspace: Workspace, label: str) -> list[ColumnProfile]:
    """What every column of a source holds, in the file's order; empty where there is no such source."""
    with shown(workspace) as published:
        found = [source for source in sources.every(published.cursor) if source.label == label] if published else []
        if not found or published is None:
            return []
        opened = partial(workspace.database.cursor, publication.schema_of(published.run_id))
        every = columns.of_source(published.cursor, found[0])
        return column_profile.profiles(opened, found[0].raw_table, every, found[0].records, workspace.settings.threads)


def files(workspace: Workspace) -> tuple[KeptFile, ...]:
    """The files of the published run, in the order they were handed in."""
    with shown(workspace) as published:
        if published is None:
            return ()
        sources = counted.read(published.cursor).sources
    return tuple(dict.fromkeys(KeptFile(name=source.file, sha256=source.sha256) for source in sources))


def looked_at(workspace: Workspace, file: KeptFile) -> bool:
    """Whether a closer look at a file is remembered."""
    return (workspace.folder / "cache" / f"check-{file.sha256}.json").exists()


def closer_look(workspace: Workspace, file: KeptFile) -> CheckReport:
    """Every cell of a kept file checked on its own; remembered, since its bytes never change.

    Raises BadInput for a file that is gone, and NotAllowed for those who see masked values.
    """
    people.check_sight(workspace)
    known = workspace.folder / "cache" / f"check-{file.sha256}.json"
    if known.exists():
        try:
            return CheckReport.model_validate_json(known.read_text(encoding="utf-8"))
        except ValidationError:
            known.unlink()  # an earlier Hotpass wrote it
    path = workspace.folder / "sources" / file.sha256 / file.name
    if not path.exists():
        raise BadInput(f"{file.name} is no longer kept in the workspace: import it again.")
    report = check(path, workspace.settings, rows=True)
    known.write_text(report.model_dump_json(), encoding="utf-8")
    return report
