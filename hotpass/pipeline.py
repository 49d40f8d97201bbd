"""The pipeline: the tuple of stages, and the runner that records each of them."""

from collections.abc import Callable
from typing import NamedTuple

from opentelemetry.trace import Status, StatusCode, Tracer

from hotpass.errors import FactsChanged, HotpassError, RunFailed
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.stages import (
    cluster,
    ingest,
    locate,
    map_columns,
    match,
    merge,
    publish,
    snapshot,
    standardise,
    validate,
)
from hotpass.store.connection import OutOfMemory
from hotpass.store.progress import ProgressFile
from hotpass.store.scratch import Scratch

PRIOR = ("prior_member", "prior_redirect", "prior_retired")
LEARNED = ("prior_model", "prior_value_count", "prior_block_limit", "prior_crowd")
FACTS = ("judgement", "override", "correction", "mend", "stated_expectation", "stated_rule")


class Stage(NamedTuple):
    """A step of a run: what it is called, what it does, and which tables it reads and writes."""

    name: str
    run: Callable[[Scratch, Job], StageReport]
    reads: tuple[str, ...]
    writes: tuple[str, ...]


PIPELINE: tuple[Stage, ...] = (
    Stage(
        "ingest", ingest.run, (), ("source", "raw", "record", "likeness", "set_aside", "source_column", "master_entity")
    ),
    Stage(
        "snapshot",
        snapshot.run,
        ("source",),
        (*FACTS, *PRIOR, *LEARNED, "basis", "earlier_delivery", "prior_source", "renamed_column"),
    ),
    Stage(
        "map columns",
        map_columns.run,
        ("source", "earlier_delivery", "raw", "source_column", "correction", "renamed_column", "stated_rule"),
        ("field", "home_country"),
    ),
    Stage(
        "standardise",
        standardise.run,
        ("source", "earlier_delivery", "raw", "record", "source_column", "field", "home_country", "mend"),
        ("original", "standard_value", "standard", "compared", "mended", "mend_use"),
    ),
    Stage("locate", locate.run, ("field", "home_country", "standard"), ("place", "spot")),
    Stage(
        "validate",
        validate.run,
        (
            *(
                "source",
                "earlier_delivery",
                "record",
                "source_column",
                "field",
                "home_country",
                "original",
                "standard_value",
                "standard",
                "mended",
            ),
            *("place", "spot", "stated_expectation", "prior_source"),
        ),
        ("expectation", "finding", "quality", "tolerance", "unasked"),
    ),
    Stage(
        "match",
        match.run,
        ("field", "compared", *LEARNED, "prior_source", "source", "earlier_delivery", "record", "master_entity"),
        (
            *("comparison", "blocking_rule", "model", "value_count", "block_limit", "crowd", "pair", "unique_source"),
            *("shelved", "stale", "value_count_since"),
        ),
    ),
    Stage(
        "cluster",
        cluster.run,
        ("record", "earlier_delivery", "field", "comparison", "pair", "model", "unique_source", "judgement"),
        ("cluster", "held_link", "stretched", "overruled", "caution"),
    ),
    Stage(
        "merge",
        merge.run,
        (
            *("cluster", "record", "source", "field", "original", "standard", "pair", "override"),
            *("master_entity", *PRIOR),
        ),
        ("entity", "member", "golden", "chosen_value", "entity_event", "redirect", "former_member", "retired_member"),
    ),
    Stage(
        "publish",
        publish.run,
        ("source", "record", "finding", "quality", "entity", "held_link", "stretched"),
        ("footing", "overview", "stands"),
    ),
)
# Where a run goes back to when a person decided something while it computed.
ON_NEW_FACTS = next(place for place, stage in enumerate(PIPELINE) if stage.name == "cluster")


def run(scratch: Scratch, job: Job, tracer: Tracer, progress: ProgressFile) -> None:
    """Runs every stage in order; decisions made meanwhile are taken in before anything is published."""
    place = 0
    while place < len(PIPELINE):
        try:
            _run_stage(place, scratch, job, tracer, progress)
        except FactsChanged:
            if scratch.follows:
                # What the ground was is gone: everything is computed, with all that people decided.
                scratch.close()
                scratch.begin()
                place = 0
                continue
            _learn(scratch, job)
            place = ON_NEW_FACTS
        else:
            place += 1


def _run_stage(place: int, scratch: Scratch, job: Job, tracer: Tracer, progress: ProgressFile) -> None:
    stage = PIPELINE[place]
    progress.say(stage=stage.name, stage_number=place + 1)
    with tracer.start_as_current_span(
        f"stage {stage.name}", record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            report = stage.run(scratch, job)
        except HotpassError as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise
        except Exception as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise RunFailed(
                f"The stage “{stage.name}” failed ({_cause(error)}). The workspace is as it was."
            ) from error
        span.set_attributes({"rows_in": report.rows_in, "rows_out": report.rows_out})
    progress.done(stage.name, report.rows_in, report.rows_out, report.notes)


def _learn(scratch: Scratch, job: Job) -> None:
    """Takes in the new facts and empties what depends on them; tables made anew by their stage need no emptying."""
    scratch.close()
    scratch.open()
    scratch.learn(scratch.workspace.journal.facts())
    scratch.empty(table for stage in PIPELINE[ON_NEW_FACTS:] for table in stage.writes)


def _cause(error: Exception) -> str:
    """Names the kind of failure without a value of anybody's data in it."""
    if isinstance(error, OutOfMemory):
        return "not enough memory: raise HOTPASS_MEMORY_LIMIT or split the files"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
