"""A run's tables filled by hand, so that a test can say in a few lines what a stage finds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from hotpass.fields import standardise_distinct
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.profile import Profile, SurvivorshipRule
from hotpass.model.request import RunRequest
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import columns, standards
from hotpass.store.compose import quote
from hotpass.store.scratch import Scratch

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def cases(stage: str) -> list[Any]:
    """The examples of a stage."""
    found: list[Any] = yaml.safe_load(Path(__file__).with_name(f"{stage}.yaml").read_text(encoding="utf-8"))
    return found


def job(folder: Path, **profile: object) -> Job:
    """A job whose profile says only what the test says; values are South African."""
    stated = Profile.model_validate({"name": "test", "title": "Test", "country": "ZA"} | profile)
    return Job(request=RunRequest(files=()), profile=stated, settings=Settings(), folder=folder)


def add_sources(scratch: Scratch, names: Sequence[str]) -> None:
    """Sources numbered from 1, each a file of its own."""
    for number, name in enumerate(names, 1):
        scratch.cursor.execute(
            "INSERT INTO source (source_id, name, file, label, records, raw_table) VALUES (?, ?, ?, ?, 0, ?)",
            [number, name, f"{name}.csv", f"{name}.csv", f"raw_{number:04d}"],
        )


def add_fields(scratch: Scratch, fields: Mapping[str, Mapping[str, str]], sources: int) -> list[RunField]:
    """Fields in order, each filled by the column of its place in every source."""
    made = [
        RunField(
            position=place,
            name=name,
            title=name.replace("_", " ").capitalize(),
            type=SemanticType(said["type"]),
            matched=True,
            survivorship=SurvivorshipRule(said.get("rule", "most_frequent")),
            scheme=said.get("scheme"),
        )
        for place, (name, said) in enumerate(fields.items())
    ]
    columns.save_fields(scratch.cursor, made)
    for number in range(1, sources + 1):
        for field in made:
            row = [number, field.position, "ABCDEFGH"[field.position], field.title, f"c{field.position + 1:04d}"]
            scratch.cursor.execute(
                "INSERT INTO source_column VALUES (?, ?, ?, ?, ?, ?, ?, 1, '', 'look')", [*row, field.name, field.type]
            )
    return made


def add_records(
    scratch: Scratch, stated: Job, fields: Sequence[RunField], records: Mapping[str, Mapping[str, Any]]
) -> None:
    """Records by id: `source` counts from 1, the rest are the texts of the fields; they are tidied for real."""
    cursor = scratch.cursor
    names = ", ".join(f"{quote(field.name)} VARCHAR" for field in fields)
    cursor.execute(
        f"CREATE TABLE original ({', '.join(filter(None, ['record_id VARCHAR, source_id INTEGER', names]))})"
    )
    rows: dict[int, int] = {}
    for record_id, said in records.items():
        source = said.get("source", 1)
        row = rows[source] = rows.get(source, -1) + 1
        cursor.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?)", [record_id, source, row, row + 2, record_id])
        texts = [said.get(field.name) for field in fields]
        marks = ", ".join("?" * (len(texts) + 2))
        cursor.execute(f"INSERT INTO original VALUES ({marks})", [record_id, source, *texts])
    country = stated.profile.country
    if country:
        columns.save_home(cursor, country)
    for field in fields:
        tidy = partial(_tidied, field, country)
        standards.tidy(cursor, field, country, tidy)
    standards.assemble(cursor, fields)


def add_raw(scratch: Scratch, fields: Sequence[RunField], records: Mapping[str, Mapping[str, Any]]) -> None:
    """The rows of a single source as its file has them."""
    names = ", ".join(f"c{field.position + 1:04d} VARCHAR" for field in fields)
    scratch.cursor.execute(f'CREATE TABLE raw_0001 (record_id VARCHAR, "row" INTEGER, sheet_row INTEGER, {names})')
    for row, (record_id, said) in enumerate(records.items()):
        texts = [said.get(field.name) for field in fields]
        marks = ", ".join("?" * (len(texts) + 3))
        scratch.cursor.execute(f"INSERT INTO raw_0001 VALUES ({marks})", [record_id, row, row + 2, *texts])
    scratch.cursor.execute("UPDATE source SET records = ?", [len(records)])


def _tidied(field: RunField, country: str | None, texts: Sequence[str]) -> Sequence[Any]:
    return standardise_distinct(field.type, texts, country, field.scheme)


def add_pairs(scratch: Scratch, pairs: Iterable[Sequence[Any]]) -> None:
    """Pairs as left, right, weight in bits, and the number of the rule that brought them where it matters."""
    scratch.cursor.execute(
        "CREATE OR REPLACE TABLE pair (left_id VARCHAR, right_id VARCHAR, match_weight DOUBLE, "
        "match_probability DOUBLE, match_key INTEGER)"
    )
    rows = [[str(left), str(right), float(weight), *(rule or [0])] for left, right, weight, *rule in pairs]
    scratch.cursor.execute(
        "INSERT INTO pair SELECT a, b, w, 1 / (1 + 2.0 ** -w), r FROM (SELECT unnest($1::VARCHAR[]) AS a, "
        "unnest($2::VARCHAR[]) AS b, unnest($3::DOUBLE[]) AS w, unnest($4::INTEGER[]) AS r)",
        [[row[place] for row in rows] for place in range(4)],
    )


def add_judgements(scratch: Scratch, judgements: Iterable[Sequence[str]]) -> None:
    """Judgements as left, right, verdict, the earliest first."""
    rows = list(judgements)
    scratch.cursor.execute(
        "INSERT INTO judgement SELECT 'j' || s, s, a, b, v, 'ann', $4, '' FROM (SELECT unnest($1::VARCHAR[]) AS a, "
        "unnest($2::VARCHAR[]) AS b, unnest($3::VARCHAR[]) AS v, unnest(range(1, len($1) + 1)) AS s)",
        [*([row[place] for row in rows] for place in range(3)), NOW],
    )


def add_clusters(scratch: Scratch, clusters: Iterable[Iterable[str]]) -> None:
    """Clusters as groups of record ids."""
    scratch.cursor.execute("DELETE FROM cluster")
    rows = [(min(group), record_id) for group in map(list, clusters) for record_id in group]
    scratch.cursor.execute(
        "INSERT INTO cluster SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])",
        [[row[0] for row in rows], [row[1] for row in rows]],
    )


def groups(scratch: Scratch, table: str = "cluster", key: str = "cluster_id") -> dict[str, list[str]]:
    """Who is with whom."""
    found = scratch.cursor.execute(
        f"SELECT {key}, list(record_id ORDER BY record_id) FROM {table} GROUP BY 1 ORDER BY 1"
    )
    return {str(name): members for name, members in found.fetchall()}
