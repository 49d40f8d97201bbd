"""Basis: what a run was asked to do, of which bytes and by which build, so that the same again is known as the same."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.profile import Profile
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
PACKAGE = Path(__file__).parents[1]
CODE = (".py", ".sql", ".yaml", ".parquet")
# Settings that cost time or memory and change no answer.
IDLE = {
    "wait_seconds",
    "idle_seconds",
    "threads",
    "memory_limit",
    "parse_memory_bytes",
    "parse_seconds",
    "keep_runs",
    "role",
    "mask",
    "four_eyes",
    "four_eyes_records",
}
# Acts that take effect in what is published as soon as they are made.
AT_ONCE = (
    "judgement",
    "grouping",
    "override",
    "second_look",
    "refused_expectation",
    "baseline",
    "return",
    "assignment",
)


class Basis(NamedTuple):
    """`asked` is all that a run was told, as text; `files` the sha256 by name; `serial` the last fact it began with."""

    asked: str
    files: Mapping[str, str]
    serial: int


def asked(request: RunRequest, profile: Profile, settings: Settings) -> str:
    """All that decides what a run makes of its files, with the build that makes it: equal texts, equal answers."""
    told: dict[str, Any] = {
        "build": _build(),
        "request": request.model_dump(mode="json", exclude={"files", "profile", "model", "anew"}),
        "files": [path.name for path in request.files],
        "model": request.model.read_text(encoding="utf-8") if request.model and request.model.is_file() else None,
        "profile": profile.model_dump(mode="json"),
        "settings": settings.model_dump(mode="json", exclude=IDLE),
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def lay(cursor: DuckDBPyConnection, told: str, serial: int) -> None:
    """Keeps the basis of the run whose sources the cursor sees."""
    files = dict(cursor.execute(STATEMENTS["files"]).fetchall())
    cursor.execute(STATEMENTS["lay"], [told, json.dumps(files, sort_keys=True), serial])


def read(cursor: DuckDBPyConnection) -> Basis | None:
    """The basis of the run whose tables the cursor sees; None for one that an earlier Hotpass published."""
    if not cursor.execute(STATEMENTS["known"]).fetchall()[0][0]:
        return None
    rows = cursor.execute(STATEMENTS["read"]).fetchall()
    return Basis(str(rows[0][0]), json.loads(rows[0][1]), int(rows[0][2])) if rows else None


def heeded_later(cursor: DuckDBPyConnection, serial: int) -> int:
    """How many facts after a serial wait for a run to be heeded: all but those that take effect at once."""
    return int(cursor.execute(STATEMENTS["heeded_later"], [serial, list(AT_ONCE)]).fetchall()[0][0])


@cache
def _build() -> str:
    """Names the code itself, so that a newer Hotpass computes anew; a program runs the code that it began with."""
    return hashlib.sha256(repr(sorted(_stamps(str(PACKAGE), ""))).encode()).hexdigest()


def _stamps(folder: str, inside: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path, f"{inside}{entry.name}/")
            elif entry.name.endswith(CODE):
                told = entry.stat()
                yield f"{inside}{entry.name}", told.st_size, told.st_mtime_ns
