"""The dashboard as a register: the Reconciliation API 0.2, asked by an independent client and held to its forms."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import reconciler
import requests
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # the package ships no types

from tests.conftest import HOSTILE, SCHOOLS
from tests.lookup.forms import FORMS


@pytest.fixture(scope="module")
def endpoint(serve: Callable[[Path], str], filled_folder: Path) -> str:
    return f"{serve(filled_folder)}/reconcile"


def ask(address: str, form: str, **fields: object) -> dict[str, Any]:
    """Posts these fields, or asks without any, and holds the answer to its form."""
    for name, each in fields.items():
        Draft202012Validator(FORMS[name]).validate(each)
    texts = {name: json.dumps(each) for name, each in fields.items()}
    answer = requests.post(address, texts, timeout=60) if texts else requests.get(address, timeout=60)
    said: dict[str, Any] = answer.json()
    assert answer.status_code == 200, said
    Draft202012Validator(FORMS[form]).validate(said)
    return said


def test_the_manifest_says_what_can_be_asked(endpoint: str) -> None:
    said = ask(endpoint, "manifest")
    for kind in ("entity", "property", "type"):
        place = said["suggest"][kind]
        address = f"{place['service_url']}{place['service_path']}?prefix="
        found = ask(address, "suggested")["result"]
        assert found
        again = ask(f"{address}&cursor=1", "suggested")["result"]
        assert again[: len(found) - 1] == found[1:]
        assert ask(f"{address}&cursor=100000", "suggested")["result"] == []
    place = said["extend"]["propose_properties"]
    proposed = ask(f"{place['service_url']}{place['service_path']}?type=golden-record&limit=2", "proposed")
    assert (proposed["type"], proposed["limit"], len(proposed["properties"])) == ("golden-record", 2, 2)
    preview = said["preview"]["url"].replace(
        "{{id}}", ask(f"{endpoint}/suggest/entity", "suggested")["result"][0]["id"]
    )
    shown = requests.get(preview, timeout=60)
    assert shown.status_code == 200
    assert "X-Frame-Options" not in shown.headers


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # the client's own
def test_an_independent_client_finds_each_school(endpoint: str) -> None:
    asked = pd.Series([f"{name.upper()} CC" for name, *_ in SCHOOLS[:-1]])
    towns = pd.Series([town for *_, town in SCHOOLS[:-1]])
    found = reconciler.reconcile(asked, property_mapping={"city": towns}, reconciliation_endpoint=endpoint)
    assert [name.removesuffix(" (Pty) Ltd") for name in found["name"]] == [name for name, *_ in SCHOOLS[:-1]]
    assert found["match"].all()
    assert set(found["type_id"]) == {"golden-record"}


def test_a_batch_answers_each_query_in_the_form_of_the_interface(endpoint: str) -> None:
    name, mail, _, town = SCHOOLS[2]
    queries = {
        "name": {"query": name, "limit": 3},
        "typo": {"query": name.replace("Aviation", "Avaition")},
        "property": {"properties": [{"pid": "email", "v": [mail]}]},
        "town": {"query": name, "properties": [{"pid": "city", "v": {"id": "x", "name": town}}]},
        "inside": {"query": f"Hangar 4, Department of Flight Safety, {name}, {town} Airport"},
        "elsewhere": {"query": name, "properties": [{"pid": "city", "v": "Windhoek"}]},
        "stranger": {"query": "Zzz Unheard of 77"},
        "kind": {"query": name, "type": "aircraft"},
        "nothing": {"query": "  "},
        "hostile": {"query": HOSTILE},
    }
    said = {key: each["result"] for key, each in ask(endpoint, "results", queries=queries).items()}
    first = {key: found[0]["id"] for key, found in said.items() if found}
    assert first["name"] == first["typo"] == first["property"] == first["town"] == first["inside"]
    assert len(said["name"]) == 3
    assert {key for key, found in said.items() if any(each["match"] for each in found)} == {
        *("name", "typo", "property", "town", "hostile")
    }
    assert said["kind"] == said["nothing"] == []
    by_id = ask(endpoint, "results", queries={"q": {"query": first["name"]}})["q"]["result"]
    assert [(each["id"], each["match"]) for each in by_id] == [(first["name"], True)]


def test_golden_values_can_be_taken_along(endpoint: str) -> None:
    key = ask(f"{endpoint}/suggest/entity?prefix=kestrel", "suggested")["result"][0]["id"]
    wanted = {"ids": [key, "nobody"], "properties": [{"id": "city"}, {"id": "unheard_of"}]}
    said = ask(endpoint, "extension", extend=wanted)
    assert said["rows"][key]["city"][0]["str"].casefold() == SCHOOLS[3][3].casefold()
    assert said["rows"][key]["unheard_of"] == []
    assert said["rows"]["nobody"] == {"city": [], "unheard_of": []}


@pytest.mark.parametrize(
    ("headers", "fields", "status"),
    [
        ({}, {"queries": "no json"}, 400),
        ({}, {"queries": '{"q": {"limit": "many"}}'}, 400),
        ({}, {"extend": "[1]"}, 400),
        ({}, {"queries": "x" * 2_100_000}, 400),
        ({"Origin": "https://example.org"}, {}, 403),
        ({"Host": "example.org"}, {}, 403),
    ],
    ids=["no json", "wrong type", "wrong form", "too long", "a page of another site", "another name for this host"],
)
def test_what_is_no_query_and_who_is_a_stranger_is_told_so(
    endpoint: str, headers: dict[str, str], fields: dict[str, str], status: int
) -> None:
    refused = requests.post(endpoint, fields, headers=headers, timeout=60)
    assert refused.status_code == status
    assert refused.json()["status"] == "error"


def test_a_page_of_this_machine_may_ask(endpoint: str) -> None:
    answer = requests.get(endpoint, headers={"Origin": "http://127.0.0.1:3333"}, timeout=60)
    assert answer.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:3333"
