"""Opinions: whose answers stand beside whose, and kappa as others compute it."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped] # scikit-learn ships no types

from hotpass.model.judgement import Verdict
from hotpass.settings import Settings
from hotpass.stewardship.opinions import kappa, opinions
from hotpass.stewardship.people import NAMELESS
from hotpass.store.journal import WITHDRAWAL
from hotpass.store.workspace import Workspace

# The answers of three people on each of four links.
THREE = ("SSS", "SSD", "DDS", "SND")
LETTERS = {"S": Verdict.MATCH, "D": Verdict.NON_MATCH, "N": Verdict.UNSURE}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path / "w", Settings(), create=True)
    yield made
    made.close()


def say(workspace: Workspace, by: str, link: str, verdict: str, **more: object) -> str:
    left, right = list(link)
    number = f"{workspace.journal.head() + 1}"
    body = {"left": left, "right": right, "verdict": LETTERS[verdict].value, **more}
    return workspace.journal.append("judgement", body, by=by, fact_id=number).id


@given(st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict)), min_size=1, max_size=40))
def test_kappa_is_that_of_scikit_learn(couples: list[tuple[Verdict, Verdict]]) -> None:
    found = kappa(couples)
    if found is None:
        assert len({verdict for couple in couples for verdict in couple}) == 1
    else:
        one, other = ([couple[end].value for couple in couples] for end in (0, 1))
        assert found == pytest.approx(cohen_kappa_score(one, other), abs=1e-12)


def test_kappa_over_all_couples_is_that_of_fleiss() -> None:
    couples = [couple for said in THREE for couple in permutations([LETTERS[letter] for letter in said], 2)]
    met = (1 + 1 / 3 + 1 / 3 + 0) / len(THREE)
    chance = sum(("".join(THREE).count(letter) / 12) ** 2 for letter in LETTERS)
    assert kappa(couples) == pytest.approx((met - chance) / (1 - chance))


def test_answers_of_two_people_on_one_link_stand_beside_each_other(workspace: Workspace) -> None:
    for link, ann, ben in (("ab", "S", "S"), ("cd", "S", "D"), ("ef", "D", "D"), ("gh", "N", "N")):
        say(workspace, "Ann", link, ann)
        say(workspace, "Ben", link[::-1], ben)
    found = opinions(workspace)
    assert (found.links, found.same) == (4, 3)
    assert [(each.by, each.compared, each.same) for each in found.stewards] == [("Ann", 4, 3), ("Ben", 4, 3)]
    assert found.stewards[0].kappa == pytest.approx(cohen_kappa_score(list("SSDN"), list("SDDN")))


def test_what_was_taken_back_said_for_many_or_by_nobody_in_particular_does_not_count(workspace: Workspace) -> None:
    say(workspace, "Ann", "ab", "D")
    say(workspace, "Ann", "ab", "S")
    say(workspace, NAMELESS, "ab", "D")
    say(workspace, "Cy", "ab", "D", act={"id": "x", "deed": "decide_all"})
    assert opinions(workspace).links == 0
    target = say(workspace, "Ben", "ab", "S")
    assert (opinions(workspace).links, opinions(workspace).same, opinions(workspace).kappa) == (1, 1, None)
    workspace.journal.append(WITHDRAWAL, {"target": target}, by="Ben", fact_id="back")
    assert opinions(workspace).links == 0
