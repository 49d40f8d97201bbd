"""Enrich: a register is asked, an offer is accepted, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hotpass.stewardship import enrich_offers
from tests.cases import published
from tests.stewardship.test_enrich_offers import PAIRS, entity_of, given, proposal, said

Opener = Callable[..., AppTest]
ENRICH = "prepare/enrich"


def test_without_a_run_the_page_leads_to_the_import(open_page: Opener, tmp_path: Path) -> None:
    assert "after the first run" in open_page(tmp_path, ENRICH).info[0].value


def test_an_offer_is_accepted_and_taken_back(open_page: Opener, tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", PAIRS)
    ours, other = entity_of(workspace, "school a0"), entity_of(workspace, "school e1")
    enrich_offers.keep(workspace, said(proposal(ours, 1, 9.0), proposal(other, 2, 3.0)), "CC0")
    workspace.close()
    page = open_page(workspace.folder, ENRICH)
    assert page.subheader[0].value.startswith("School a0")
    next(each for each in page.button if each.label == "It is this one").click().run()
    assert page.subheader[0].value.startswith("School e1")
    assert given(workspace, ours)["Licence"] == "L1"
    workspace.close()
    next(each for each in page.button if each.label == "None of these").click().run()
    assert "every row that was proposed is decided" in page.success[0].value
    next(each for each in page.button if each.label == "Take it back").click().run()
    assert page.subheader[0].value.startswith("School e1")


def test_a_register_that_cannot_be_reached_is_told_in_words(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTPASS_LOOKUP_HOSTS", "127.0.0.1")
    published.publish_run(tmp_path / "w", PAIRS).close()
    page = open_page(tmp_path / "w", ENRICH)
    page.text_input(key="service_at_127.0.0.1").set_value("http://127.0.0.1:1/").run()
    page.button(key="ask_service").click().run()
    said = [each.value.replace("\\", "") for each in page.warning]
    assert said == ["127.0.0.1 cannot be reached from here: you are offline, or it is."]
