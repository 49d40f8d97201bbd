"""Each register on the network: its replies become rows, and rows become proposals for the right golden records."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # the package ships no types

from hotpass.errors import BadInput
from hotpass.lookup.answer import Outcome
from hotpass.lookup.client import Client
from hotpass.lookup.gleif import Gleif
from hotpass.lookup.provider import Sought
from hotpass.lookup.reconciliation import ReconciliationService
from hotpass.lookup.ror import Ror
from hotpass.settings import Settings
from hotpass.stewardship.enrich_services import enrich_from
from hotpass.store.workspace import Workspace
from tests.conftest import SCHOOLS
from tests.lookup.forms import FORMS
from tests.lookup.replies import Registers, recorded, served
from tests.stewardship.test_enrichment import names

SETTINGS = Settings(lookup_hosts=("127.0.0.1",), lookup_questions=30)
NAME, MAIL, PHONE, TOWN = SCHOOLS[3]
KESTREL = Sought(NAME, {"city": TOWN})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = served()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    opened = Client(tmp_path, SETTINGS)
    yield opened
    opened.close()


def test_gleif_and_ror_answer_with_rows(client: Client, address: str) -> None:
    lei = Gleif(client, address).find(KESTREL)
    assert lei.rows[0] == {
        "LEI": "LEI00000000000000003",
        "Name": NAME.upper(),
        "Address": "3 High Street",
        "City": TOWN,
        "Country": "ZA",
        "Registration number": PHONE,
        "LEI status": "ISSUED",
    }
    organisation = Ror(client, address).find(KESTREL)
    assert organisation.rows[0]["Name"] == NAME
    assert organisation.rows[0]["Website"] == f"https://{MAIL.partition('@')[2]}"
    assert organisation.rows[0]["Other names"] == f"{NAME} Oraganisasie"
    assert Gleif(client, f"{address}/elsewhere").find(KESTREL).answer.outcome is Outcome.UNEXPECTED


def test_a_reconciliation_service_is_asked_with_properties_and_gives_them(client: Client, address: str) -> None:
    service = ReconciliationService(client, f"{address}/reconcile", {"city": "P1", "phone": "P2"})
    first = service.find(KESTREL).rows[0]
    assert (first["Name"], first["city"], first["phone"]) == (NAME, TOWN, PHONE)
    assert first["Page"] == "https://schools.example.org/3"
    assert service.name == "Schools"
    asked = json.loads(Registers.forms[0]["queries"][0])["q0"]
    assert asked == {"query": NAME, "limit": 5, "properties": [{"pid": "P1", "v": TOWN}]}


def test_whole_replies_of_gleif_and_ror_are_read_with_all_that_may_be_empty(client: Client, address: str) -> None:
    oribi = Sought("Oribi", {})
    assert Gleif(client, f"{address}/recorded").find(oribi).rows == (
        {
            "LEI": "9999001ORIBIAIRZA111",
            "Name": "Oribi River Flight School (Pty) Ltd",
            "Address": "Hangar 2; Springs Airfield Road",
            "City": "Springs",
            "Postcode": "1559",
            "Country": "ZA",
            "Registration number": "2001/000999/07",
            "LEI status": "ISSUED",
        },
        {"LEI": "9999002ORIBIAIRZA222", "Name": "Oribi Holdings", "Country": "ZA", "LEI status": "LAPSED"},
    )
    assert Ror(client, f"{address}/recorded").find(oribi).rows == (
        {
            "ROR": "https://ror.example.org/0oribi001",
            "Name": "Oribi River Flight School",
            "City": "Springs",
            "Country": "ZA",
            "Website": "https://www.oribi.example.co.za/",
            "Other names": "ORFS; Oribi-rivier Vliegskool",
            "ROR status": "active",
        },
        {"ROR": "https://ror.example.org/0oribi002", "Name": "オリビ飛行学校", "ROR status": "withdrawn"},
    )


def test_whole_replies_of_a_reconciliation_service_are_read_in_every_form_of_value(
    client: Client, address: str
) -> None:
    for form in ("manifest", "results", "extension"):
        Draft202012Validator(FORMS[form]).validate(recorded(form))
    meant = {"city": "P131", "founded": "P571", "website": "P856", "staff": "P1128", "revenue": "P2139", "x": "P1448"}
    service = ReconciliationService(client, f"{address}/recorded/wiki", meant)
    first, second = service.find(Sought("Oribi River", {"city": "Springs"})).rows
    assert first == {
        "Id": "Q999001",
        "Name": "Oribi River Flight School",
        "Description": "flight school in South Africa",
        "Page": "https://www.wikidata.example.org/wiki/Q999001",
        "Score given": "96.5",
        "city": "Springs; Gauteng",
        "founded": "1931-03-01T00:00:00+00:00",
        "website": "https://www.oribi.example.co.za/",
        "staff": "12",
        "revenue": "1.5",
    }
    assert "city" not in second
    for form in ("queries", "extend"):
        posted = next(each[form][0] for each in reversed(Registers.forms) if form in each)
        Draft202012Validator(FORMS[form]).validate(json.loads(posted))


def test_what_a_register_answers_is_compared_like_a_file(filled_folder: Path, address: str, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    shutil.copytree(filled_folder, folder)
    workspace = Workspace.open(folder, SETTINGS.model_copy(update={"lookup_questions": 14}))
    found, _ = enrich_from(workspace, f"{address}/reconcile", {"city": "P1", "phone": "P2"})
    called = names(folder)
    first = {
        each.cells["Name"]: called[each.entity_id].removesuffix(" (Pty) Ltd")
        for each in found.proposals
        if each.rank == 1
    }
    assert len(first) >= 7
    assert all(theirs == ours for theirs, ours in first.items())
    assert found.notes[0] == "15 questions were asked, 5 golden records are left: ask again to go on."
    workspace.close()


@pytest.mark.parametrize(
    ("service", "said"),
    [("gleif", "HOTPASS_LOOKUP_HOSTS"), ("http://127.0.0.1:1/x", "offline"), ("nobody", "There is no register")],
)
def test_a_register_that_cannot_be_asked_is_told_once_and_changes_nothing(
    filled_folder: Path, service: str, said: str
) -> None:
    workspace = Workspace.open(filled_folder, SETTINGS)
    with pytest.raises(BadInput, match=said) as told:
        enrich_from(workspace, service, {})
    assert str(told.value).count(said) == 1
    workspace.close()


def test_a_good_answer_about_something_else_is_at_most_a_doubtful_proposal_and_changes_nothing(
    filled_folder: Path, address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "w"
    shutil.copytree(filled_folder, folder)
    called = names(folder)
    workspace = Workspace.open(folder, SETTINGS)
    found, _ = enrich_from(workspace, f"{address}/recorded/wiki", {})
    workspace.close()
    sure = {called[each.entity_id].removesuffix(" (Pty) Ltd") for each in found.proposals if each.sure}
    assert sure == {SCHOOLS[4][0]}
    assert names(folder) == called
