"""Likely causes of drift: what was done otherwise in one run than in another."""

from hotpass.store.drift import causes as found
from hotpass.store.publication import schema_of
from hotpass.store.workspace import Workspace


def causes(workspace: Workspace, reference: str, current: str) -> tuple[str, ...]:
    """Sentences on the files, the reading of columns, the model, the rules and the decisions that differ."""
    stands = []
    for run_id in (reference, current):
        with workspace.database.cursor(schema_of(run_id)) as cursor:
            stands.append(found.stand(cursor, run_id))
    with workspace.database.cursor() as cursor:
        return tuple(found.causes(cursor, *stands))
