"""A file is held to an ODCS v3 contract: missing columns, counts and shares; what cannot be tested is named."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the package ships no types
import pytest
import yaml
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.settings import Settings
from hotpass.stewardship import contract_check, contract_reading, contract_writing
from hotpass.store.workspace import Workspace

ROWS = "Code,Name,Mail,Size,Opened\nA1,Oak,oak@firm.co.za,12,2024-01-05\nA2,Elm,elm-at-firm,7.5,2024-02-30\nA2,,,x,\n"
# The part of the standard's own schema (v3.1.0) that speaks of what we write.
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["version", "apiVersion", "kind", "id", "status"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("version", "id", "name", "status")},
        "kind": {"enum": ["DataContract"]},
        "apiVersion": {"enum": ["v3.1.0", "v3.0.2", "v3.0.1", "v3.0.0"]},
        "description": {"type": "object", "properties": {"purpose": {"type": "string"}}},
        "schema": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "logicalType": {"enum": ["object"]},
                    "properties": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "logicalType": {
                                    "enum": ["string", "date", "timestamp", "number", "integer", "boolean"]
                                },
                                "required": {"type": "boolean"},
                                "unique": {"type": "boolean"},
                                "quality": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["engine", "implementation"],
                                        "properties": {
                                            "type": {"const": "custom"},
                                            "dimension": {"enum": ["conformity"]},
                                            "severity": {"type": "string"},
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def contract(place: Path, *properties: dict[str, Any], **table: object) -> Path:
    path = place / "contract.yaml"
    stated = {"name": "firms", "properties": list(properties)} | table
    said = {"apiVersion": "v3.1.0", "kind": "DataContract", "id": "x", "version": "1", "status": "active"}
    path.write_text(yaml.safe_dump(said | {"schema": [stated]}), encoding="utf-8")
    return path


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_what_a_column_states_is_counted_and_a_missing_column_stops(tmp_path: Path, firms: Path) -> None:
    stated = contract(
        tmp_path,
        {"name": "code", "physicalName": "Code", "unique": True, "required": True},
        {"name": "Name", "required": True, "logicalTypeOptions": {"maxLength": 2}},
        {"name": "Mail", "logicalTypeOptions": {"format": "email"}},
        {"name": "Size", "logicalType": "integer", "logicalTypeOptions": {"exclusiveMinimum": 7.5, "multipleOf": 2}},
        {"name": "Opened", "logicalType": "date", "logicalTypeOptions": {"minimum": "2020-01-01", "maximum": True}},
        {"name": "Town"},
    )
    report = contract_check.check(firms, stated, Settings())
    broken = {(one.column, one.expectation): (one.tested, one.failing) for one in report.results if not one.kept}
    assert broken == {
        ("Town", "has_column"): (1, 1),
        ("code", "duplicateValues"): (3, 1),
        ("Name", "nullValues"): (3, 1),
        ("Name", "invalidValues"): (2, 2),
        ("Mail", "invalidValues"): (2, 1),
        ("Size", "invalidValues"): (3, 2),
        ("Opened", "invalidValues"): (2, 1),
    }
    assert report.failed
    assert report.unread == (
        "Size: multipleOf is not tested.",
        "Opened: minimum 2020-01-01 is not tested.",
        "Opened: maximum True is not tested.",
    )


def test_library_rules_hold_their_limits_and_the_others_are_named(tmp_path: Path, firms: Path) -> None:
    rules = [
        {"metric": "nullValues", "mustBeLessThan": 34, "unit": "percent", "severity": "stop"},
        {"metric": "missingValues", "mustBe": 1, "arguments": {"missingValues": [None, "Elm"]}, "dimension": "cp"},
        {"metric": "invalidValues", "mustBeLessOrEqualTo": 0, "arguments": {"validValues": ["OAK", "elm"]}},
        {"metric": "invalidValues", "mustBe": 0, "arguments": {"pattern": "^[A-Z][a-z]+$"}},
        {"metric": "invalidValues", "mustBe": 0, "arguments": {"pattern": "(?<=a)b"}},
        {"metric": "freshness", "mustBe": 0},
        {"metric": "nullValues", "mustBe": 0, "severity": "apocalyptic"},
        {"metric": "nullValues"},
        {"type": "text", "description": "Names are checked by hand."},
        {"type": "sql", "query": "SELECT 1", "mustBe": 1},
        {"type": "custom", "engine": "soda", "implementation": "x"},
        "nonsense",
    ]
    whole = [
        {"metric": "rowCount", "mustBeBetween": [100, 120], "severity": "low"},
        {"metric": "duplicateValues", "mustBe": 0, "arguments": {"properties": ["Code", "Name"]}},
        {"metric": "duplicateValues", "mustBe": 0, "arguments": {"properties": ["Nowhere"]}},
    ]
    stated = contract(tmp_path, {"name": "Code"}, {"name": "Name", "quality": rules}, quality=whole)
    report = contract_check.check(firms, stated, Settings())
    kept = [(one.expectation, one.column, one.kept) for one in report.results if one.expectation.islower() is False]
    assert sorted(kept, key=str) == sorted(
        [
            ("nullValues", "Name", True),
            ("missingValues", "Name", False),
            ("invalidValues", "Name", True),
            ("invalidValues", "Name", True),
            ("rowCount", None, False),
            ("duplicateValues", "Code, Name", True),
        ],
        key=str,
    )
    assert not report.failed
    assert len(report.unread) == 9
    assert any("apocalyptic" in sentence for sentence in report.unread)


def test_what_is_written_has_the_shape_of_the_standard_and_holds_of_its_file(tmp_path: Path, firms: Path) -> None:
    text = contract_writing.of_file(firms, Settings())
    jsonschema.validate(yaml.safe_load(text), SHAPE)
    stated = tmp_path / "written.yaml"
    contract_writing.save(text, stated)
    assert contract_reading.read(stated).unread == ()
    report = contract_check.check(firms, stated, Settings())
    assert not report.failed
    assert {one.column for one in report.results if one.expectation == "has_column"} == {
        "Code", "Name", "Mail", "Size", "Opened",
    }  # fmt: skip


def test_a_workspace_writes_a_contract_for_its_sources(filled_folder: Path, schools_workbook: Path) -> None:
    text = contract_writing.of_workspace(Workspace.open(filled_folder, Settings()))
    jsonschema.validate(found := yaml.safe_load(text), SHAPE)
    assert [table["name"] for table in found["schema"]] == ["schools.xlsx!Members", "schools.xlsx!Contacts"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "not YAML"),
        ("- 1", "no contract"),
        ("kind: DataContract\napiVersion: v2.2.2", "version 3"),
        ("kind: DataContract\napiVersion: v3.1.0", "no table"),
        ("kind: DataContract\napiVersion: v3.1.0\nschema: [{}]", "name is missing"),
        ("a: &a [1]\nb: *a", "refers to another part"),
        ("[" * 1000, "too deep"),
        ("a: !!python/object/apply:os.system [ls]", "not YAML"),
        ("x" * 1_000_001, "1,000,000 bytes"),
        ("kind: DataContract\napiVersion: v3.1.0\nschema: [{name: a, properties: 3}]", "must be a list"),
    ],
)
def test_a_bad_contract_is_refused_in_one_sentence(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        contract_reading.read(path)


def test_the_command_exits_3_on_a_stop_and_prints_one_document(tmp_path: Path, firms: Path) -> None:
    stated = contract(tmp_path, {"name": "Town"})
    done = CliRunner().invoke(hotpass, ["contract", "check", str(firms), "--contract", str(stated), "--json"])
    assert done.exit_code == 3
    assert json.loads(done.stdout)["failed"] is True
    done = CliRunner().invoke(hotpass, ["contract", "write", str(firms)])
    assert (done.exit_code, yaml.safe_load(done.stdout)["kind"]) == (0, "DataContract")
    assert isinstance(CliRunner().invoke(hotpass, ["contract", "write"]).exception, BadInput)
