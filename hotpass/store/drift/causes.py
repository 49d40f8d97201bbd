"""Causes: what was done otherwise in one run than in another, by our own log."""

import json
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.store import basis, footing
from hotpass.store.basis import Basis
from hotpass.store.compose import quote
from hotpass.store.publication import schema_of
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Parts of what a run was told (hotpass.store.basis), and what to say where they are others.
TOLD = {
    "build": "Hotpass itself is another version",
    "profile": "the profile is another",
    "settings": "the settings are others",
}


class Stand(NamedTuple):
    """What a published run began with, and the last decision that is applied to it; None where it does not tell."""

    run_id: str
    basis: Basis | None
    serial: int | None


def stand(cursor: DuckDBPyConnection, run_id: str) -> Stand:
    """What the run stands on whose tables the cursor sees by their bare names."""
    stands_on = footing.read(cursor)
    return Stand(run_id, basis.read(cursor), stands_on.serial if stands_on else None)


def causes(cursor: DuckDBPyConnection, before: Stand, now: Stand) -> list[str]:
    """Sentences on what differs between two published runs: files, reading of columns, model, rules, decisions."""
    runs = (before.run_id, now.run_id)
    return [
        *_files(cursor, runs),
        *_columns(cursor, runs),
        *_model(cursor, runs),
        *_told(before.basis, now.basis),
        *decisions(cursor, before.serial, now.serial),
    ]


def _files(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> list[str]:
    before, now = (
        {
            name: (files, contents)
            for name, files, contents in cursor.execute(
                STATEMENTS["contents"].format(schema=quote(schema_of(run_id)))
            ).fetchall()
        }
        for run_id in runs
    )
    said = []
    for name in now.keys() & before.keys():
        if now[name][1] == before[name][1]:
            continue
        files, earlier = (", ".join(side[name][0]) for side in (now, before))
        said.append(
            f"{name}: {files} has other content" if files == earlier else f"{name}: {files} in place of {earlier}"
        )
    return sorted(said)


def _columns(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> list[str]:
    names = {side: quote(schema_of(run_id)) for side, run_id in zip(("reference", "current"), runs, strict=True)}
    return [
        f"{source}: “{header}” is read as {now or 'nothing'}, it was read as {before or 'nothing'}"
        for source, header, before, now in cursor.execute(STATEMENTS["remapped"].format(**names)).fetchall()
    ]


def _model(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> list[str]:
    before, now = (
        cursor.execute(STATEMENTS["weighing"].format(schema=quote(schema_of(run_id)))).fetchall() for run_id in runs
    )
    return ["the model is another"] if before and now and before != now else []


def _told(before: Basis | None, now: Basis | None) -> list[str]:
    if before is None or now is None:
        return []
    earlier, told = json.loads(before.asked), json.loads(now.asked)
    return [words for part, words in TOLD.items() if earlier.get(part) != told.get(part)]


def decisions(cursor: DuckDBPyConnection, before: int | None, now: int | None) -> list[str]:
    """How many decisions were taken in between two serials, and by how many people."""
    if before is None or now is None:
        return []
    made, people = cursor.execute(STATEMENTS["decisions"], sorted((before, now))).fetchall()[0]
    return (
        [f"decisions taken in between: {made:,}, by {people:,} {'person' if people == 1 else 'people'}"] if made else []
    )
