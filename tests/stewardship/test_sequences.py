"""Whatever people and runs do in whatever order: what is shown is what the facts that stand make from scratch."""

import itertools
import uuid
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.stewardship import returning, revision
from hotpass.store import publication
from hotpass.store.workspace import Workspace
from tests.cases import published
from tests.cases.published import RECORDS, Fact
from tests.cases.thoroughly import examples

records = st.lists(st.sampled_from(sorted(RECORDS)), min_size=2, max_size=4, unique=True)
pairs_drawn = st.lists(st.tuples(records.map(lambda found: found[:2]), st.sampled_from([0.5, 4.0, 7.0])), max_size=8)
judged = st.tuples(st.just("judgement"), records, st.sampled_from(["match", "non_match"]))
regrouped = st.tuples(st.just("grouping"), records, st.sampled_from(["match", "non_match"]))
overridden = st.tuples(st.just("override"), records, st.sampled_from(["Paarl", "Knysna"]))
undone = st.tuples(st.just("undo"), records, st.integers(0, 9).map(str))
anew = st.tuples(st.sampled_from(["run", "return"]), records, st.integers(0, 9).map(str))
acts_drawn = st.lists(st.one_of(judged, regrouped, overridden, undone, anew), min_size=1, max_size=8)
NUMBERS = itertools.count()


class Course:
    """A workspace to which things are done, and the facts that stand."""

    def __init__(self, folder: Path, pairs: published.Pairs) -> None:
        """Publishes the first run."""
        self.pairs, self.runs = pairs, 1
        self.standing: dict[str, list[Fact]] = {}
        self.workspace = published.publish_run(folder, pairs, "r1")

    def do(self, kind: str, ends: list[str], said: str) -> None:
        """Does one thing; one that makes no sense is left out."""
        if kind == "run":
            self.workspace.close()
            self.runs += 1
            self.workspace = published.publish_run(self.workspace.folder, self.pairs, f"r{self.runs}")
        elif kind == "return":
            self._return(int(said) % self.runs + 1)
        elif kind == "undo":
            self.undo(int(said))
        else:
            self._say(kind, ends, said)
        revision.catch_up(self.workspace)

    def undo(self, number: int) -> None:
        """Takes one of the facts that stand back."""
        if self.standing:
            target = list(self.standing)[number % len(self.standing)]
            del self.standing[target]
            self.workspace.journal.append("withdrawal", {"target": target}, by="ann", fact_id=str(uuid.uuid4()))

    def _return(self, number: int) -> None:
        if returning.shown_run(self.workspace) != f"r{number}":
            fact = returning.return_to(self.workspace, f"r{number}", by="ann", fact_id=str(uuid.uuid4()))
            self.standing[fact.id] = []

    def _say(self, kind: str, ends: list[str], said: str) -> None:
        two = list(itertools.pairwise(ends)) if kind == "grouping" else [(ends[0], ends[1])]
        body: dict[str, Any] = {"left": ends[0], "right": ends[1], "verdict": said}
        if kind == "override":
            body = {"record_id": ends[0], "field": "city", "value": said}
        elif kind == "grouping":
            body = {"deed": "part", "says": [{"left": left, "right": right, "verdict": said} for left, right in two]}
        fact = self.workspace.journal.append(kind, body, by="ann", fact_id=str(uuid.uuid4()))
        told = "override" if kind == "override" else "judgement"
        self.standing[fact.id] = [Fact(told, left, right, said, fact.serial) for left, right in two]


def things(found: dict[str, Any]) -> dict[frozenset[str], tuple[Any, ...]]:
    """The golden values of each group of records, whatever its id."""
    values = {row[0]: row[1:] for row in found["golden"]}
    return {
        frozenset(record for entity, record in found["member"] if entity == entity_id): values[entity_id]
        for entity_id in values
    }


def scratched(workspace: Workspace, pairs: published.Pairs, facts: list[Fact]) -> dict[frozenset[str], tuple[Any, ...]]:
    return things(published.rerun(workspace.folder, pairs, [], facts))


@settings(max_examples=examples(2), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=pairs_drawn, acts=acts_drawn)
@example(pairs=[], acts=[("grouping", ["a", "c", "b"], "match"), ("judgement", ["a", "b"], "non_match")])
def test_what_is_shown_is_what_the_surviving_facts_say(
    tmp_path: Path, pairs: list[tuple[list[str], float]], acts: list[tuple[str, list[str], str]]
) -> None:
    course = Course(tmp_path / str(next(NUMBERS)), pairs)
    for kind, ends, said in acts:
        course.do(kind, ends, said)
    facts = [fact for said in course.standing.values() for fact in said]
    assert things(published.published_state(course.workspace)) == scratched(course.workspace, pairs, facts)
    with course.workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    assert run_id is not None
    with course.workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        assert publication.judged(cursor).broken == 0
    while course.standing:
        course.undo(0)
    revision.catch_up(course.workspace)
    assert things(published.published_state(course.workspace)) == scratched(course.workspace, pairs, [])
    course.workspace.close()
