"""Drift: what is different since an earlier run, the most damaging first, and whether chance would explain it."""

from collections.abc import Sequence

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.errors import BadInput
from hotpass.model.drift import Aspect, Band, Baseline, Cell, Change, Drift, Metric
from hotpass.stewardship import people
from hotpass.stewardship.drift_causes import causes
from hotpass.stewardship.drift_sources import paired
from hotpass.store import baseline, publication, runs, veil
from hotpass.store.drift import blend, changes, columns
from hotpass.store.drift.changes import Feed
from hotpass.store.drift.effect import adjusted, band
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

# Relative changes of the number of rows; chance has no part in how much a source delivers.
ROWS = ((0.5, Band.LARGE), (0.2, Band.MODERATE), (0.05, Band.SMALL))

# What tells values themselves.
TELLING = frozenset({Aspect.CATEGORIES, Aspect.NUMBERS, Aspect.DATES})


class Kept(BaseModel):
    """A run whose tables are kept."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    finished: AwareDatetime
    files: tuple[str, ...]


def kept(workspace: Workspace) -> list[Kept]:
    """The runs that can be compared, the one that is shown first."""
    if not workspace.database.path.exists():
        return []
    with workspace.database.cursor() as cursor:
        found = [runs.one(cursor, run_id) for run_id in _kept(Shown("", cursor))]
    return [
        Kept(run_id=row.run_id, finished=row.finished or row.started, files=row.files)
        for row in found
        if row is not None
    ]


def drift(workspace: Workspace, reference: str | None = None, current: str | None = None) -> Drift:
    """Holds a run (by default the one that is shown) against an earlier one.

    That is by default the baseline, and where nobody chose one, the run before.

    Raises BadInput where a run is not kept, or there is nothing to compare with.
    """
    with workspace.database.cursor() as cursor:
        known = _kept(Shown("", cursor))
        usual = usual_reference(known, baseline.read(cursor), current)
        pair = _pair(workspace, known, reference or usual, current)
        told: list[Change] = []
        metrics = [*changes.matching(cursor, pair), *blend.blended(cursor, pair)]
        feeds = [changes.feeds(cursor, run_id) for run_id in pair]
        for before, now in paired(*feeds):
            if before is None or now is None:
                metrics.append(_source(before, now))
                continue
            told.append(changes.records(cursor, pair, before, now))
            moved = _columns(Shown(pair[1], cursor), before, now)
            metrics += [_volume(before, now), *_seen(workspace, pair[1], moved)]
        return Drift(
            reference=pair[0],
            current=pair[1],
            changes=tuple(told),
            entities=changes.entities(cursor, pair),
            metrics=_ordered(metrics),
            causes=causes(workspace, *pair),
        )


def usual_reference(known: Sequence[str], chosen: Baseline | None, current: str | None = None) -> str | None:
    """The run to compare with where nobody names one: the baseline, where it is kept and another than the later run."""
    now = current or next(iter(known), None)
    return chosen.run_id if chosen and chosen.run_id in known and chosen.run_id != now else None


def sentences(found: Drift) -> list[str]:
    """The report line by line: what came back, what became of entities, then what moved."""
    lines = [f"Run {found.current} beside run {found.reference}."]
    lines += [f"  Done otherwise: {cause}." for cause in found.causes]
    for change in found.changes:
        lines.append(
            f"  {change.source}: {change.same} records are the same, {change.changed} changed, {change.added} are new, "
            f"{change.gone} are gone."
        )
        most = sorted(change.columns.items(), key=lambda each: -each[1])[:5]
        if most:
            lines.append(f"    most changes: {', '.join(f'{header} in {count}' for header, count in most)}")
    told = found.entities
    lines.append(
        f"  {told.appeared} entities appeared, {told.vanished} vanished, {told.merged} were merged into others, "
        f"{told.split} were split; {told.values} golden values are others now."
    )
    moved = [metric for metric in found.metrics if metric.band not in (Band.SAME, Band.TOO_FEW)]
    lines += [f"  {metric.band.value}: {title(metric)}: {metric.words}" for metric in moved]
    return lines if moved else [*lines, "  Nothing moved more than chance explains."]


def title(metric: Metric) -> str:
    """What a metric is about."""
    parts = (metric.source, f"“{metric.column}”" if metric.source and metric.column else metric.column)
    return f"{' '.join(part for part in parts if part)} ({metric.aspect.value})"


def _kept(opened: Shown) -> list[str]:
    now = publication.current(opened.cursor)
    return [now, *(run_id for run_id in publication.kept(opened.cursor) if run_id != now)] if now else []


def _pair(workspace: Workspace, known: list[str], reference: str | None, current: str | None) -> tuple[str, str]:
    if not known:
        raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
    for asked in (reference, current):
        if asked is not None and asked not in known:
            raise BadInput(f"No run {asked} is kept: the runs are {', '.join(known)}.")
    now = current or known[0]
    before = reference or next(iter(known[known.index(now) + 1 :]), None)
    if before is None:
        raise BadInput(f"There is no run before {now} to compare with: drift shows after the second run.")
    return before, now


def _columns(opened: Shown, before: Feed, now: Feed) -> list[Metric]:
    moved = changes.renamed(opened.cursor, before, now)
    found = [_structure(now.name, old, f"is called “{new}” now") for old, new in moved.items()]
    gone = [header for header in before.columns if header not in now.columns and header not in moved]
    fresh = [header for header in now.columns if header not in before.columns and header not in moved.values()]
    found += [_structure(now.name, header, "is gone") for header in gone]
    found += [_structure(now.name, header, "is new") for header in fresh]
    both = [(header, header) for header in now.columns if header in before.columns] + list(moved.items())
    for old, new in both:
        found += columns.compare(opened.cursor, now.name, new, before.held(old), now.held(new))
    return found


def _seen(workspace: Workspace, run_id: str, metrics: list[Metric]) -> list[Metric]:
    """What moved, without the values of people for those who may not see them."""
    if not people.masked(workspace):
        return metrics
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        secret = veil.personal_headers(cursor)
    unsaid = {"cells": (), "words": "its values are masked"}
    return [
        each.model_copy(update=unsaid) if each.column in secret and each.aspect in TELLING else each for each in metrics
    ]


def _structure(source: str, header: str, words: str) -> Metric:
    return Metric(
        source=source,
        column=header,
        aspect=Aspect.STRUCTURE,
        reference=None,
        current=None,
        effect=1.0,
        words=words,
    )


def _source(before: Feed | None, now: Feed | None) -> Metric:
    feed = now or before
    name = feed.name if feed else ""
    return _structure(name, "", "the whole source is new" if now else "the whole source is gone")


def _volume(before: Feed, now: Feed) -> Metric:
    effect = abs(now.rows / before.rows - 1) if before.rows else 1.0
    return Metric(
        source=now.name,
        column="",
        aspect=Aspect.VOLUME,
        reference=float(before.rows),
        current=float(now.rows),
        effect=effect,
        words=f"{now.rows:,} rows, there were {before.rows:,}",
        cells=(Cell(text="rows", reference=before.rows, current=now.rows),),
    )


def _ordered(metrics: list[Metric]) -> tuple[Metric, ...]:
    """Each metric with its band; chances are corrected over all of them. The gravest come first."""
    chances = adjusted([metric.p for metric in metrics])
    judged = [
        metric.model_copy(update={"q": q, "band": _band(metric, q)}) for metric, q in zip(metrics, chances, strict=True)
    ]
    order = list(Band)
    return tuple(sorted(judged, key=lambda each: (-order.index(each.band), each.floor - each.effect, each.column)))


def _band(metric: Metric, q: float | None) -> Band:
    if metric.aspect is Aspect.STRUCTURE:
        return Band.LARGE if "gone" in metric.words or "held" in metric.words else Band.MODERATE
    if metric.aspect is Aspect.VOLUME:
        return next((found for least, found in ROWS if metric.effect >= least), Band.SAME)
    return band(metric.effect, metric.floor, q)
