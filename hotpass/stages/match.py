"""Match: records that may be the same thing meet, and every pair gets its weight and its reasons."""

from functools import partial
from uuid import uuid4

import pyarrow as pa

from hotpass.errors import BadInput
from hotpass.matching import following, shelf, standing, triangles
from hotpass.matching.change import Since
from hotpass.matching.request import LinkRequest
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.linkage import Linked
from hotpass.model.run import StageReport
from hotpass.store import columns, follow, ground, masters, pairs, saved_model, sources, standards
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Source

AGAIN = "The model of the last run is used again, since most records are the same."


def run(scratch: Scratch, job: Job) -> StageReport:
    """Links the standard records; `pair` keeps every pair that is at all likely. Raises BadInput."""
    cursor = scratch.cursor
    fields = columns.fields(cursor)
    if scratch.follows:
        if report := _followed(scratch, fields):
            return report
        scratch.compute_all()
    every = sources.every(cursor)
    asked = LinkRequest(
        settings=job.settings,
        repeats=dict.fromkeys(masters.source_ids(cursor), False) | _told(every, job),
        wrong_at_most=job.request.wrong_at_most,
        model=_model(job),
        shelf=(scratch.new_shelf, uuid4().hex),
    )
    linked, said = _linked(scratch, fields, asked)
    scratch.let_go()
    if asked.shelf is not None:
        ground.shelve(cursor, asked.shelf[1])
    kept = pairs.save(cursor, linked)
    met = f"{linked.compared} pairs were compared, {kept} of them are likely enough to keep."
    return StageReport(
        rows_in=linked.records, rows_out=kept, notes=(met, *said, *_measured(every, linked, asked), *linked.notes)
    )


def _followed(scratch: Scratch, fields: list[RunField]) -> StageReport | None:
    """Compares only what changed, by the model of the last run; None where that cannot be."""
    cursor = scratch.cursor
    counts = partial(follow.counts, cursor)
    last = following.Last(follow.settings(cursor), counts, *follow.limits(cursor), follow.apart(cursor))
    tables = standards.COMPARED, standards.COMPARED_BEFORE
    found = following.follow(cursor, fields, last, *tables, _since(scratch))
    if found is None:
        return None
    follow.keep_learned(cursor, found.counts, found.in_again, found.out_now)
    if found.shelf is not None:
        token = uuid4().hex
        shelf.lay_by(scratch.new_shelf, token, found.shelf)
        ground.shelve(cursor, token)
    records = pa.concat_arrays([found.asked, found.left])
    follow.renew_pairs(cursor, follow.Void(records, found.touched, found.parted, triangles.RULE), found.pairs)
    kept = sum(pairs.num_rows for pairs in found.pairs)
    count = len(found.asked)
    told = (
        f"Only what changed was compared: {count} records in {found.compared} pairs, of which {kept} are likely enough"
    )
    notes = (AGAIN, f"{told} to keep.")
    return StageReport(rows_in=count, rows_out=kept, notes=notes)


def _since(scratch: Scratch) -> Since | None:
    """What an earlier run laid by, and what changed since."""
    token, stale = ground.shelved(scratch.cursor)
    found = shelf.read(scratch.shelf, token) if scratch.shelf else None
    return Since(found, stale, standards.COMPARED_SINCE, follow.counts(scratch.cursor, since=True)) if found else None


def _linked(scratch: Scratch, fields: list[RunField], asked: LinkRequest) -> tuple[Linked, list[str]]:
    """The pairs by the model a person named, else by that of the last run, else by one learned from these records."""
    # Splink takes a moment to load, and a run that follows another has no use for it.
    from hotpass.matching.linker import link, prepare

    cursor = scratch.cursor
    scratch.clear(standards.COMPARED)
    prepared = prepare(cursor, fields, standards.COMPARED)
    scratch.clear()
    last = saved_model.remembered(cursor) if asked.model is None else None
    said = []
    if last is not None:
        try:
            linked = link(cursor, prepared, _as_before(asked, last))
        except BadInput:
            scratch.forget_model()
            said = ["The model of the last run does not fit these columns any more, so a new one was learned."]
        else:
            return linked, [AGAIN]
    return link(cursor, prepared, asked), said


def _as_before(asked: LinkRequest, last: saved_model.Remembered) -> LinkRequest:
    """The same request, to be judged as the last run judged."""
    same_goal = asked.wrong_at_most is not None and asked.wrong_at_most == last.wrong_at_most
    return asked._replace(
        repeats=last.repeats | dict(asked.repeats),
        model=last.settings,
        standing=standing.of_tables(*last.learned),
        line=last.auto_match_weight if same_goal else None,
    )


def _told(every: list[Source], job: Job) -> dict[int, bool]:
    """For each source a person spoke of whether its own records may be the same thing."""
    found: dict[int, bool] = {}
    for names, repeats in ((job.request.unique, False), (job.request.not_unique, True)):
        for name in names:
            called = [source.feed_id for source in every if name in {source.name, source.label}]
            if not called:
                known = ", ".join(source.label for source in every)
                raise BadInput(f"No source is called “{name}”: the sources are {known}.")
            found |= dict.fromkeys(called, repeats)
    return found


def _model(job: Job) -> str | None:
    """The text of the model to use. Raises BadInput where it cannot be read."""
    place = job.request.model
    if place is None:
        return None
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(f"The model {place.name} cannot be read: {fault}.") from fault


def _measured(every: list[Source], linked: Linked, asked: LinkRequest) -> list[str]:
    """A sentence on each source whose records turned out to be all different."""
    labels = {source.source_id: source.label for source in every}
    return [
        f"The records of {labels[source]} are taken to be all different, since none of them repeats another: "
        f"two of them are never merged. If that is wrong, run again with --not-unique {labels[source]}."
        for source in linked.unique_sources
        if source not in asked.repeats
    ]
