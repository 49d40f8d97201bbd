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

# The queues a person works through, and the answer that changes something.
CHANGES = {Queue.UNSURE: Verdict.MATCH, Queue.STRETCHED: Verdict.NON_MATCH}
EVERY = 10  # decisions between two measurements, after which they have taken effect


class Course:
    """A workspace whose review queue is answered by the truth, step by step."""

    def __init__(self, workspace: Workspace, told: pa.Table) -> None:
        """Nothing is decided yet."""
        self.workspace = workspace
        self.told = told
        self.decisions = 0
        self.unknown: set[Pair] = set()
        self._asked = dict.fromkeys(CHANGES, 0)
        self._changed = dict.fromkeys(CHANGES, 0)

    def measure(self) -> tuple[str, Agreement, Mapping[str, str]]:
        """The run, how its clusters agree with the truth now, and the true entity of each record told of."""
        with shown(self.workspace) as published:
            if published is None:
                raise BadInput(f"{self.workspace.folder} holds no finished run yet: start one with `hotpass run`.")
            evaluation.tell(published.cursor, self.told)
            found = agreement(evaluation.count(published.cursor))
            return published.run_id, found, evaluation.true_entities(published.cursor)

    def answer(self, most: int, entities: Mapping[str, str]) -> int:
        """Answers `most` links at most and lets the answers take effect; answers how many it gave.

        As a person would, it goes on where answers change something: each queue gets its share of that so far.
        """
        heads = {queue: self._known(queue, most, entities) for queue in CHANGES}
        given = [(queue, pair) for queue, count in self._turns(heads, most).items() for pair in heads[queue][:count]]
        for queue, (left, right) in given:
            verdict = Verdict.MATCH if entities[left] == entities[right] else Verdict.NON_MATCH
            said = Judgement(left=left, right=right, verdict=verdict, by="simulation", on=datetime.now(UTC))
            judgements.judge(self.workspace, said, f"simulated-{left}-{right}")
            self._asked[queue] += 1
            self._changed[queue] += verdict is CHANGES[queue]
        revision.catch_up(self.workspace)
        self.decisions += len(given)
        return len(given)

    def waits(self) -> int:
        """How many links wait that the truth can answer."""
        return sum(self._waiting(queue, 1)[0] for queue in CHANGES)

    def _turns(self, heads: Mapping[Queue, list[Pair]], most: int) -> dict[Queue, int]:
        """How many links each queue gives; each gives one while it has one."""
        rate = {queue: (self._changed[queue] + 1) / (self._asked[queue] + 2) for queue in CHANGES}
        turns = dict.fromkeys(CHANGES, 0)
        for _ in range(most):
            able = [queue for queue in CHANGES if turns[queue] < len(heads[queue])]
            if able:
                turns[min(able, key=lambda queue: (turns[queue] + 1) / rate[queue])] += 1
        return turns

    def _known(self, queue: Queue, most: int, entities: Mapping[str, str]) -> list[Pair]:
        """The links worth most of those that the truth can answer."""
        while True:
            _, pairs = self._waiting(queue, most)
            unknown = {pair for pair in pairs if not entities.keys() >= set(pair)}
            if not unknown:
                return pairs
            self.unknown |= unknown

    def _waiting(self, queue: Queue, most: int) -> tuple[int, list[Pair]]:
        with shown(self.workspace) as published:
            if published is None:
                return 0, []
            fields = columns.fields(published.cursor)
            total, found = review_queue.waiting(published.cursor, queue, ReviewFilter(), fields, self.unknown, most)
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
