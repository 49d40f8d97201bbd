"""Simulation: the truth answers the review queue as a steward would, on a copy that goes with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from hotpass.errors import BadInput
from hotpass.model.evaluation import Agreement
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.review import Queue, ReviewFilter
from hotpass.model.simulation import Simulation, Step
from hotpass.stewardship import judgements, revision
from hotpass.stewardship.evaluation import agreement, read_truth
from hotpass.store import columns, evaluation, review_queue
from hotpass.store.review_queue import Pair
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

EVERY = 10  # decisions between two measurements, after which they have taken effect


class Course:
    """A workspace whose review queue is answered by the truth, step by step."""

    def __init__(self, workspace: Workspace, told: pa.Table) -> None:
        """Nothing is decided yet."""
        self.workspace = workspace
        self.told = told
        self.decisions = 0
        self.unknown: set[Pair] = set()

    def measure(self) -> tuple[str, Agreement, Mapping[str, str]]:
        """The run, how its clusters agree with the truth now, and the true entity of each record told of."""
        with shown(self.workspace) as published:
            if published is None:
                raise BadInput(f"{self.workspace.folder} holds no finished run yet: start one with `hotpass run`.")
            evaluation.tell(published.cursor, self.told)
            found = agreement(evaluation.count(published.cursor))
            return published.run_id, found, evaluation.true_entities(published.cursor)

    def answer(self, most: int, entities: Mapping[str, str]) -> int:
        """Answers the links worth most, `most` at once, and lets the answers take effect; answers how many it gave."""
        _, pairs = self._waiting(most)
        for left, right in pairs:
            same = entities[left] == entities[right]
            verdict = Verdict.MATCH if same else Verdict.NON_MATCH
            said = Judgement(left=left, right=right, verdict=verdict, by="simulation", on=datetime.now(UTC))
            judgements.judge(self.workspace, said, f"simulated-{left}-{right}")
        revision.catch_up(self.workspace)
        self.decisions += len(pairs)
        return len(pairs)

    def waits(self) -> int:
        """How many links wait that the truth can answer."""
        return self._waiting(1)[0]

    def look(self, entities: Mapping[str, str]) -> None:
        """Notes the links at the head of the queue that the truth says nothing of, so that they are passed over."""
        while True:
            _, pairs = self._waiting(EVERY)
            unknown = {(left, right) for left, right in pairs if left not in entities or right not in entities}
            if not unknown:
                return
            self.unknown |= unknown

    def _waiting(self, most: int) -> tuple[int, list[Pair]]:
        with shown(self.workspace) as published:
            if published is None:
                return 0, []
            fields = columns.fields(published.cursor)
            total, found = review_queue.waiting(
                published.cursor, Queue.UNSURE, ReviewFilter(), fields, self.unknown, most
            )
        return total, [(each.left, each.right) for each in found]


def simulate(workspace: Workspace, truth: Path, decisions: int) -> Simulation:
    """Answers the queue `decisions` times at most and measures after every 10; the workspace itself is only read.

    Raises BadInput for a truth that does not fit the published run.
    """
    with _copied(workspace) as copy:
        course = Course(copy, read_truth(truth))
        run_id, now, entities = course.measure()
        steps = [Step(decisions=0, pairwise=now)]
        while course.decisions < decisions:
            course.look(entities)
            if not course.answer(min(EVERY, decisions - course.decisions), entities):
                break
            steps.append(Step(decisions=course.decisions, pairwise=course.measure()[1]))
        waiting = course.waits()
    unknown = len(course.unknown)
    return Simulation(run_id=run_id, decisions=course.decisions, unknown=unknown, waiting=waiting, steps=tuple(steps))


@contextmanager
def _copied(workspace: Workspace) -> Iterator[Workspace]:
    """A copy of what is published and decided, which goes when it is done with."""
    with TemporaryDirectory(dir=workspace.folder / "cache", prefix="simulation-") as place:
        folder = Path(place)
        workspace.copy(folder)
        copy = Workspace(folder, workspace.settings, "hotpass simulate")
        try:
            yield copy
        finally:
            copy.close()
