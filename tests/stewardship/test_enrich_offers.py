"""What registers propose is kept, decided by a person, remembered through everything, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest

from hotpass.errors import BadInput, NotAllowed
from hotpass.model.attribute import Official, Verdict
from hotpass.model.proposal import Enrichment, Offer, Proposal
from hotpass.settings import Role, Settings
from hotpass.stewardship import enrich_offers, exports, people, revision
from hotpass.stewardship.entities import Sought, search
from hotpass.store.workspace import Workspace
from tests.cases import published

LICENCES = "Licences"
PAIRS = [(["a", "b"], 8.0), (["c", "d"], 4.5)]


def proposal(
    entity_id: str, row: int, weight: float, rank: int = 1, official: dict[str, Official] | None = None
) -> Proposal:
    return Proposal(
        entity_id=entity_id,
        row=row,
        sheet_row=row + 2,
        rank=rank,
        weight=weight,
        probability=0.9,
        sure=weight > 6,
        cells={"Licence": f"L{row}", "Odd 'name": f"School {row}"},
        official=official or {},
        evidence=(),
    )


def said(*proposals: Proposal) -> Enrichment:
    return Enrichment(run_id="r1", register_name=LICENCES, register_rows=9, entities=7, proposals=proposals)


def entity_of(workspace: Workspace, words: str) -> str:
    page = search(workspace, Sought(words=words), 1)
    assert page is not None
    return page.lines[0].entity_id


def next_offer(workspace: Workspace) -> Offer | None:
    asked = enrich_offers.coverage(workspace)[0]
    waiting = enrich_offers.waiting(workspace, LICENCES)
    return enrich_offers.offer(workspace, asked, waiting[0]) if waiting else None


def given(workspace: Workspace, entity_id: str) -> dict[str, str]:
    return {each.name: each.value for each in enrich_offers.attributes(workspace, entity_id)}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = published.publish_run(tmp_path / "w", PAIRS)
    yield opened
    opened.close()


def test_an_accepted_row_gives_attributes_through_a_merge_and_another_asking(workspace: Workspace) -> None:
    ours, other = entity_of(workspace, "school a0"), entity_of(workspace, "school c2")
    rows = (proposal(ours, 1, 9.0), proposal(ours, 2, 7.0, rank=2), proposal(other, 3, 5.0))
    enrich_offers.keep(workspace, said(*rows), "CC0")
    found = next_offer(workspace)
    assert found is not None
    assert (found.entity_id, [row.proposal.row for row in found.rows]) == (ours, [1, 2])
    assert next(iter(found.golden.values())).startswith("School a0")
    fact = enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="ann", fact_id="one")
    assert enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="ann", fact_id="one") == fact
    assert given(workspace, ours) == rows[0].cells
    assert enrich_offers.waiting(workspace, LICENCES) == [other]
    body = {"left": "a", "right": "c", "verdict": "match"}
    workspace.journal.append("judgement", body, by="ann", fact_id="joined")
    revision.catch_up(workspace)
    joined = entity_of(workspace, "school a0")
    assert given(workspace, joined) == rows[0].cells
    enrich_offers.keep(workspace, said(proposal(joined, 1, 9.0), proposal(joined, 4, 8.0, rank=2)), "CC0")
    assert enrich_offers.waiting(workspace, LICENCES) == []
    state = enrich_offers.coverage(workspace)[0]
    assert (state.accepted, state.waiting, state.rows, state.licence) == (1, 0, 9, "CC0")


def test_a_refused_and_an_ignored_row_do_not_come_back_until_taken_back(workspace: Workspace) -> None:
    ours = entity_of(workspace, "school e1")
    enrich_offers.keep(workspace, said(proposal(ours, 1, 9.0), proposal(ours, 2, 7.0, rank=2)), "")
    found = next_offer(workspace)
    assert found is not None
    enrich_offers.decide(workspace, found, found.rows[0], Verdict.REFUSED, by="ann", fact_id="no")
    enrich_offers.decide(workspace, found, found.rows[1], Verdict.IGNORED, by="ann", fact_id="aside")
    enrich_offers.keep(workspace, said(proposal(ours, 1, 9.5), proposal(ours, 2, 7.5, rank=2)), "")
    state = enrich_offers.coverage(workspace)[0]
    assert (state.accepted, state.waiting, state.refused, state.ignored) == (0, 0, 1, 1)
    assert given(workspace, ours) == {}
    with pytest.raises(BadInput, match="does not wait"):
        enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="bob", fact_id="late")
    assert [each.verdict for each in enrich_offers.latest(workspace)] == [Verdict.IGNORED, Verdict.REFUSED]
    enrich_offers.withdraw(workspace, "no", by="ann", fact_id="undo")
    again = next_offer(workspace)
    assert again is not None
    assert [row.proposal.row for row in again.rows] == [1]
    with pytest.raises(BadInput, match="no such decision"):
        enrich_offers.withdraw(workspace, "nobody", by="ann", fact_id="undo-2")


def test_a_profile_accepts_heavy_rows_that_nothing_competes_with(workspace: Workspace, tmp_path: Path) -> None:
    profile = tmp_path / "trusting.yaml"
    profile.write_text("name: trusting\ntitle: Trusting\naccept_from: 8\n", encoding="utf-8")
    a, e, f = (entity_of(workspace, f"school {name}") for name in ("a0", "e1", "f2"))
    rows = (proposal(a, 1, 9.0), proposal(a, 2, 7.0, rank=2), proposal(e, 3, 9.0), proposal(f, 3, 8.5))
    enrich_offers.keep(workspace, said(*rows), "", str(profile))
    assert (given(workspace, a)["Licence"], given(workspace, e), given(workspace, f)) == ("L1", {}, {})
    assert enrich_offers.attributes(workspace, a)[0].fact_id is None
    assert set(enrich_offers.waiting(workspace, LICENCES)) == {e, f}
    profile.write_text("name: trusting\ntitle: Trusting\naccept_from: {GLEIF: 8}\n", encoding="utf-8")
    enrich_offers.keep(workspace, said(*rows), "", str(profile))
    assert set(enrich_offers.waiting(workspace, LICENCES)) == {a, e, f}
    profile.write_text(f"name: trusting\ntitle: Trusting\naccept_from: {{{LICENCES}: 8}}\n", encoding="utf-8")
    enrich_offers.keep(workspace, said(*rows), "", str(profile))
    assert given(workspace, a)["Licence"] == "L1"


def test_what_was_taken_over_can_be_exported(workspace: Workspace, tmp_path: Path) -> None:
    ours = entity_of(workspace, "school a0")
    enrich_offers.keep(workspace, said(proposal(ours, 1, 9.0)), "CC0")
    found = next_offer(workspace)
    assert found is not None
    enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="ann", fact_id="one")
    report = exports.export(workspace, tmp_path / "attributes.parquet", "attributes")
    table = pyarrow.parquet.read_table(report.output).to_pylist()
    assert [(row["entity"], row["attribute"], row["value"], row["licence"], row["accepted by"]) for row in table] == [
        (ours, "Licence", "L1", "CC0", "ann"),
        (ours, "Odd 'name", "School 1", "CC0", "ann"),
    ]


def test_without_a_run_there_is_nothing_to_keep_for(tmp_path: Path) -> None:
    empty = Workspace.open(tmp_path / "w", Settings(), create=True)
    with pytest.raises(BadInput, match="no finished run"):
        enrich_offers.keep(empty, said(), "")
    assert enrich_offers.coverage(empty) == []
    empty.close()


def test_registers_on_the_network_are_offered_where_their_hosts_may_be_asked(tmp_path: Path) -> None:
    hosts = ("api.gleif.org", "wiki.example.org")
    workspace = Workspace.open(tmp_path / "w", Settings(lookup_hosts=hosts), create=True)
    assert enrich_offers.services(workspace) == {
        "GLEIF (legal entities)": "gleif",
        "wiki.example.org": "https://wiki.example.org/",
    }
    workspace.close()


def test_cells_stand_in_the_order_of_the_register_and_viewers_ask_none(workspace: Workspace, tmp_path: Path) -> None:
    ours = entity_of(workspace, "school a0")
    row = proposal(ours, 1, 9.0).model_copy(update={"cells": {"Town": "George", "Licence": "L1", "A": "x"}})
    enrich_offers.keep(workspace, said(row), "")
    found = next_offer(workspace)
    assert found is not None
    enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="ann", fact_id="one")
    for told in (given(workspace, ours), enrich_offers.latest(workspace)[0].cells):
        assert list(told) == ["Town", "Licence", "A"]
    viewer = Workspace.open(workspace.folder, Settings(role=Role.VIEWER))
    people.admit(viewer)
    with pytest.raises(NotAllowed):
        enrich_offers.ask(viewer, tmp_path / "register.csv", "Register", "")
    viewer.close()
