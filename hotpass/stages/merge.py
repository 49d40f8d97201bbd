"""Merge: every cluster becomes an entity that keeps its id, with one surviving value for each field."""

from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.store import clusters, columns, entities, follow, golden, masters, survivors
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Names the entities and chooses their values; what a steward said stands above every rule."""
    if scratch.part is not None:
        report = run(scratch.part, job)
        scratch.differing |= follow.put_back(scratch.cursor, scratch.part)
        scratch.part.close()
        return report
    cursor = scratch.cursor
    fields = columns.fields(cursor)
    entities.name_clusters(cursor)
    lost = entities.heed_overrides(cursor)
    survivors.survive(cursor, fields, job.profile.source_priority)
    golden.show(cursor, fields)
    golden.account(cursor, fields)
    _, records = clusters.count(cursor)
    counts = entities.counts(cursor)
    told = (
        (counts.merged, "entities were merged into others since the last run; their ids lead there."),
        (counts.split, "entities gave records away or got them since the last run."),
        (lost, "values set by hand belong to entities that are no longer in the files and wait for them."),
    )
    notes = tuple(f"{number} {sentence}" for number, sentence in told if number)
    return StageReport(rows_in=records, rows_out=counts.entities, notes=(*_mastered(scratch), *notes))


def _mastered(scratch: Scratch) -> list[str]:
    """What other sources made of the master list, where there is one."""
    listed, linked, beside = masters.linked(scratch.cursor)
    told = f"Of the {listed} entities of the master list {linked} have records of other sources"
    return [f"{told}; {beside} entities are not in it."] if listed else []
