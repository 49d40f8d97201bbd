"""Writing a contract: the columns found in a file or in a workspace, as ODCS v3."""

import re
import tempfile
from pathlib import Path
from typing import Any

import yaml

from hotpass import profiles, reading
from hotpass.errors import BadInput
from hotpass.fields.recognise import recognise
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.stewardship.contract_rules import ENGINE, VALID
from hotpass.store import columns, contracts, sources
from hotpass.store.bare_sheets import TABLE, BareSheets
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

LOGICAL = {SemanticType.LATITUDE: "number", SemanticType.LONGITUDE: "number", SemanticType.NUMBER: "number"}
JUDGED = frozenset(
    {SemanticType.EMAIL, SemanticType.PHONE, SemanticType.WEBSITE, SemanticType.POSTCODE, SemanticType.COUNTRY}
    | {SemanticType.REGION, SemanticType.DATE, SemanticType.LATITUDE, SemanticType.LONGITUDE}
)


def of_file(path: Path, settings: Settings) -> str:
    """The contract that a file keeps today. Raises BadInput for a file that cannot be read."""
    tables = []
    with tempfile.TemporaryDirectory(prefix="hotpass-contract-") as place:
        folder = Path(place)
        read = reading.read(path, folder / "reading", settings)
        with BareSheets(folder, settings) as opened:
            for sheet in (sheet for sheet in read.sheets if sheet.records):
                types = recognise(opened.load(sheet), profiles.load("auto"))
                found = [
                    _column(
                        contracts.filling(opened.cursor, TABLE, column.column_name),
                        column.header or column.letter,
                        mapping.type,
                    )
                    for column, mapping in zip(sheet.columns, types, strict=True)
                ]
                tables.append({"name": sheet.name or read.file, "logicalType": "object", "properties": found})
    return _written(path.name, tables)


def of_workspace(workspace: Workspace) -> str:
    """The contract that the sources of the published run keep. Raises BadInput before the first run."""
    with shown(workspace) as published:
        if published is None:
            raise BadInput(f"{workspace.folder} holds no published run yet: fill it with `hotpass run`.")
        cursor = published.cursor
        tables = [
            {
                "name": source.label,
                "logicalType": "object",
                "properties": [
                    _column(
                        contracts.filling(cursor, source.raw_table, column.name),
                        column.header or column.letter,
                        column.type,
                    )
                    for column in columns.of_source(cursor, source)
                ],
            }
            for source in sources.every(cursor)
        ]
    return _written(workspace.folder.resolve().name, tables)


def save(text: str, output: Path) -> None:
    """Writes a contract to a file. Raises BadInput where that cannot be done."""
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{output} cannot be written ({error.strerror}): choose another place.") from error


def _written(name: str, tables: list[dict[str, Any]]) -> str:
    found = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "contract",
        "name": name,
        "version": "1.0.0",
        "status": "draft",
        "description": {"purpose": f"The columns found in {name}: make it say what they should be."},
        "schema": tables,
    }
    return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=120)


def _column(filling: tuple[int, int, int], header: str, kind: SemanticType) -> dict[str, Any]:
    """What holds of a column today: filled throughout, each value once, and valid where a library can tell."""
    rows, filled, distinct = filling
    found: dict[str, Any] = {"name": header, "logicalType": LOGICAL.get(kind, "string")}
    if filled == rows:
        found["required"] = True
    if kind is SemanticType.IDENTIFIER and filled == distinct:
        found["unique"] = True
    if kind in JUDGED:
        found["quality"] = [
            {
                "type": "custom",
                "engine": ENGINE,
                "implementation": f"{VALID}{kind.value}",
                "description": f"{header} is a valid {kind.value.replace('_', ' ')}",
                "dimension": "conformity",
                "severity": "error",
            }
        ]
    return found
