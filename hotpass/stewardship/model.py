"""The model: what the published run compared, why, and what changed since the model before."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.saved_model import SavedModel
from hotpass.stewardship.model_changes import Change, changes
from hotpass.store import pair_weights, publication, runs, saved_model
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

# How matching says that a field takes no part.
LEFT_OUT = "is not compared"


class Before(BaseModel):
    """The last published run before this one that had a model, and what is different now."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    finished: AwareDatetime | None
    changes: tuple[Change, ...]


class ModelAccount(BaseModel):
    """A published run's model, and how many records the largest of its entities has.

    `left_out` says why fields take no part, `noticed` what else matching had to say.
    `before` is None where this run is the first with a model.
    """

    model_config = ConfigDict(frozen=True)

    run_id: str
    records: int
    entities: int
    largest: int
    model: SavedModel
    left_out: tuple[str, ...]
    noticed: tuple[str, ...]
    before: Before | None


def account(workspace: Workspace) -> ModelAccount | None:
    """The model of the published run, None before the first."""
    with shown(workspace) as published:
        if published is None:
            return None
        model = saved_model.read(published.cursor)
        records = pair_weights.record_count(published.cursor)
        entities, largest = pair_weights.entity_sizes(published.cursor)
        run_id = published.run_id
    return ModelAccount(
        run_id=run_id,
        records=records,
        entities=entities,
        largest=largest,
        model=model,
        left_out=tuple(note for note in model.notes if LEFT_OUT in note),
        noticed=tuple(note for note in model.notes if LEFT_OUT not in note),
        before=_before(workspace, model),
    )


def _before(workspace: Workspace, model: SavedModel) -> Before | None:
    with workspace.database.cursor() as cursor:
        earlier = publication.earlier(cursor)
    for run_id in earlier:
        with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
            past = saved_model.read(cursor)
            run = runs.one(cursor, run_id)
        if past.comparisons:
            return Before(run_id=run_id, finished=run.finished if run else None, changes=changes(past, model))
    return None
