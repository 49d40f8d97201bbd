"""Why, why not and how for two records of a real run, before and after people decided."""

import csv
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.matching.rescoring import rescore
from hotpass.model.explanation import Cause, Explanation
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.explanation import explain
from hotpass.stewardship.explanation_apart import explain_apart
from hotpass.stewardship.judgements import judge
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.benchmarks.generate import HEADER, generate

# So high a line leaves pairs below it for a person.
SETTINGS = Settings(auto_match_probability=0.995, clerical_probability=0.3, idle_seconds=0.5)
SPARSE = {HEADER.index("email"), HEADER.index("date_of_birth")}
APART = "one.entity_id <> other.entity_id"
TOGETHER = "one.entity_id = other.entity_id"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few hundred invented people, a quarter of them repeated, told so sparsely that doubts remain."""
    chosen = ("given_name", "surname", "date_of_birth", "city", "email", "province")
    places = [HEADER.index(name) for name in chosen]
    cells, _ = generate(800)
    file = tmp_path_factory.mktemp("people") / "people.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        lines = csv.writer(stream)
        lines.writerow(chosen)
        for number, row in enumerate(cells):
            lines.writerow("" if place in SPARSE and (number + place) % 3 else row[place] for place in places)
    return file


@pytest.fixture(scope="module")
def workspace(people: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that one run has filled; tests that share it only read."""
    folder = tmp_path_factory.mktemp("explained") / "w"
    compute(folder, RunRequest(files=(people,)), SETTINGS)
    return Workspace.open(folder, SETTINGS)


def pair(workspace: Workspace, condition: str) -> tuple[str, str]:
    """The first two records, with their entities and the weight of their pair, that fit a condition."""
    with shown(workspace) as published:
        assert published is not None
        found = published.cursor.execute(
            "SELECT one.record_id, other.record_id FROM member AS one "
            "JOIN member AS other ON one.record_id < other.record_id "
            "LEFT JOIN pair ON left_id = one.record_id AND right_id = other.record_id "
            "JOIN standard AS s ON s.record_id = one.record_id JOIN standard AS t ON t.record_id = other.record_id, "
            f"model WHERE {condition} ORDER BY ALL LIMIT 1"
        ).fetchall()
    assert found, condition
    return found[0]


def why(workspace: Workspace, condition: str) -> Explanation:
    """The whole explanation of such a pair."""
    return explain(workspace, *pair(workspace, condition), rescore)


def test_a_sure_pair_adds_up_and_names_what_decides(workspace: Workspace) -> None:
    found = why(workspace, f"{TOGETHER} AND match_weight >= auto_match_weight")
    assert found.cause is Cause.SURE
    assert found.scores is not None
    assert not found.scores.live
    assert found.scores.start + sum(each.weight for each in found.evidence) == pytest.approx(found.scores.weight)
    best = max(found.evidence, key=lambda each: each.weight)
    assert found.decides == best.name
    assert best.sentence in found.answer
    assert found.met in found.rules
    seen = {value.field: value for each in found.evidence for value in each.values}
    assert seen["family_name"].left_standard == (seen["family_name"].left or "").lower()


def test_a_shared_value_says_how_many_records_have_it(workspace: Workspace) -> None:
    alone = "(SELECT count(*) FROM standard WHERE email = s.email) = 2"
    found = why(workspace, f"{TOGETHER} AND s.email = t.email AND s.city = t.city AND {alone}")
    by_name = {each.name: each for each in found.evidence}
    assert by_name["email"].holders == 2
    assert "only these two records" in by_name["email"].finding
    assert (by_name["city"].holders or 0) > 2


def test_a_doubtful_pair_waits_and_names_what_speaks_against_it(workspace: Workspace) -> None:
    between = f"{APART} AND match_weight >= clerical_weight AND match_weight < auto_match_weight"
    found = why(workspace, f"{between} AND least(mw_given_name, mw_family_name, mw_date_of_birth, mw_city) < -1")
    assert found.cause is Cause.UNDECIDED
    assert found.held is not None
    assert found.held in found.answer
    assert found.decides == min(found.evidence, key=lambda each: each.weight).name


def test_a_doubtful_pair_that_nothing_speaks_against_says_so(workspace: Workspace) -> None:
    nothing = "gamma_given_name = -1 AND gamma_email = -1 AND mw_city > 0 AND mw_family_name > 0"
    found = why(workspace, f"{APART} AND match_weight < auto_match_weight AND {nothing} AND mw_date_of_birth >= 0")
    assert found.decides is None
    assert "No field speaks against a match, but too little speaks for one." in found.answer


def test_an_unlikely_pair_was_compared(workspace: Workspace) -> None:
    found = why(workspace, f"{APART} AND match_weight < clerical_weight")
    assert found.cause is Cause.UNLIKELY
    assert found.met is not None


def test_a_pair_that_never_met_is_told_so_and_scored_now(workspace: Workspace) -> None:
    strangers = "s.family_name[1] <> t.family_name[1] AND s.city <> t.city AND s.email <> t.email"
    found = why(workspace, f"{APART} AND {strangers} AND s.given_name[1] <> t.given_name[1] AND s.region <> t.region")
    assert found.cause is Cause.NEVER_MET
    assert found.met is None
    assert f"none of the {len(found.rules)} blocking rules" in found.answer
    assert found.scores is not None
    assert found.scores.live
    assert found.scores.weight < found.clerical_weight


def test_without_the_matcher_such_a_pair_has_no_scores(workspace: Workspace) -> None:
    found = explain(workspace, *pair(workspace, f"{APART} AND match_weight IS NULL"))
    assert found.cause is Cause.NEVER_MET
    assert found.scores is None
    assert found.evidence == ()


def test_decisions_hold_together_and_apart(people: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    compute(folder, RunRequest(files=(people,)), Settings())
    workspace = Workspace.open(folder, Settings())
    parted = pair(workspace, f"{TOGETHER} AND match_weight >= auto_match_weight")
    joined = pair(workspace, f"{APART} AND match_weight IS NULL AND s.city <> t.city AND s.email <> t.email")
    for number, (two, verdict) in enumerate(((parted, Verdict.NON_MATCH), (joined, Verdict.MATCH))):
        said = Judgement(left=two[0], right=two[1], verdict=verdict, by="ann", on=datetime(2026, 3, 4, tzinfo=UTC))
        judge(workspace, said, f"fact {number}")
    before = explain(workspace, *parted)
    assert before.cause is Cause.SURE
    assert "ann decided on 04 Mar 2026 that they are different; this does not show here yet." in before.answer

    compute(folder, RunRequest(files=(people,)), Settings())
    apart, together = explain(workspace, *parted), explain(workspace, *joined)
    assert (apart.cause, apart.together) == (Cause.JUDGED, False)
    assert (together.cause, together.together) == (Cause.JUDGED, True)
    assert together.answer.startswith("ann decided on 04 Mar 2026 that they are the same.")
    assert [fact.verdict for fact in apart.judgements] == [Verdict.NON_MATCH]
    assert apart.held is not None


def test_a_chain_names_every_link(workspace: Workspace) -> None:
    found = why(workspace, f"{TOGETHER} AND (match_weight IS NULL OR match_weight < auto_match_weight)")
    assert found.cause is Cause.CHAIN
    assert len(found.chain) >= 2
    assert (found.chain[0].left, found.chain[-1].right) == (found.left, found.right)
    weakest = min(link.weight for link in found.chain if link.weight is not None)
    assert weakest >= (found.scores.weight if found.scores and not found.scores.live else -100)
    assert f"the weakest of {weakest:+.1f} bits" in found.answer


def test_a_decision_about_others_keeps_whole_entities_apart(people: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    compute(folder, RunRequest(files=(people,)), Settings())
    workspace = Workspace.open(folder, Settings())
    left, right = pair(workspace, f"{APART} AND s.city <> t.city AND one.entity_id IN "
                       "(SELECT entity_id FROM entity WHERE records = 2)")  # fmt: skip
    said = Judgement(left=left, right=right, verdict=Verdict.NON_MATCH, by="ann", on=datetime(2026, 3, 4, tzinfo=UTC))
    judge(workspace, said, "fact")
    with shown(workspace) as published:
        assert published is not None
        [(companion,)] = published.cursor.execute(
            "SELECT record_id FROM member WHERE entity_id = (SELECT entity_id FROM member WHERE record_id = ?) "
            "AND record_id <> ?",
            [left, left],
        ).fetchall()
    found = explain(workspace, companion, right)
    assert found.cause is Cause.KEPT_APART
    assert left in found.answer
    assert "keeps their entities apart" in found.answer


def test_an_entity_stands_for_its_most_alike_record(workspace: Workspace) -> None:
    one, other = pair(workspace, f"{APART} AND match_weight >= clerical_weight AND match_weight < auto_match_weight")
    direct = explain(workspace, one, other)
    by_entity = explain(workspace, direct.left.entity_id, direct.right.entity_id)
    assert by_entity.scores is not None
    assert direct.scores is not None
    assert by_entity.scores.weight >= direct.scores.weight
    assert explain(workspace, direct.left.entity_id, other).right.record_id == other


def test_ids_that_mean_nothing_or_one_thing_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    one, other = pair(workspace, f"{TOGETHER} AND match_weight >= auto_match_weight")
    entity = explain(workspace, one, other).left.entity_id
    for left, right, said in (("nobody", one, "nobody"), (one, one, "same record"), (entity, entity, "name two of")):
        with pytest.raises(BadInput, match=said):
            explain(workspace, left, right)
    with pytest.raises(BadInput, match="no finished run"):
        explain(Workspace.open(tmp_path / "new", SETTINGS, create=True), "a", "b")


def test_a_page_can_explain_without_loading_the_matcher() -> None:
    script = "import sys\nimport hotpass.stewardship.explanation\nprint('splink' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_screen_has_such_a_pair_scored_by_another_program(workspace: Workspace) -> None:
    strangers = pair(workspace, f"{APART} AND match_weight IS NULL")
    assert explain_apart(workspace, *strangers) == explain(workspace, *strangers, rescore)
    kept = pair(workspace, f"{TOGETHER} AND match_weight >= auto_match_weight")
    assert explain_apart(workspace, *kept) == explain(workspace, *kept)
    with pytest.raises(BadInput, match="nobody"):
        explain_apart(workspace, "nobody", kept[0])
