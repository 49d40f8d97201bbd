"""House rules about tables: who writes them, and in which order they come to be."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from tests.house.source import product, texts

CREATED = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
WRITTEN = re.compile(r"\b(?:INSERT (?:OR \w+ )?INTO|UPDATE|MERGE INTO|COPY) (?:scratch\.|main\.)?\"?(\w+)\"?")
# Written in two steps, by two modules: what a sheet's columns are called, then what each was taken for.
COMPLETED = {"source_column": {"hotpass/store/sources", "hotpass/store/columns"}}


class Step(Protocol):
    """What a rule needs to know of a stage."""

    @property
    def name(self) -> str: ...
    @property
    def reads(self) -> tuple[str, ...]: ...
    @property
    def writes(self) -> tuple[str, ...]: ...


def run_tables(root: Path) -> set[str]:
    """The tables every run has."""
    return set(CREATED.findall((root / "hotpass" / "store" / "run.sql").read_text(encoding="utf-8")))


def writers(root: Path) -> dict[str, set[str]]:
    """For each table of a run: the modules of store/ (a .py and its .sql are one) whose own statements name it."""
    statements = [
        (source.place.removesuffix(".py"), text)
        for source in product(root)
        if source.room == "store"
        for _, text in texts(source)
    ]
    statements += [
        (path.relative_to(root).as_posix().removesuffix(".sql"), path.read_text(encoding="utf-8"))
        for path in sorted((root / "hotpass" / "store").rglob("*.sql"))
    ]
    found: dict[str, set[str]] = {table: set() for table in run_tables(root)}
    for module, text in statements:
        for table in WRITTEN.findall(text):
            if table in found:
                found[table].add(module)
    return found


def one_writer_per_table(root: Path) -> list[str]:
    """No table of a run is written by two modules. A statement whose table is filled in when it runs is not seen."""
    return [
        f"{table}: written by {' and '.join(sorted(modules))}"
        for table, modules in sorted(writers(root).items())
        if len(modules) > 1 and modules != COMPLETED.get(table)
    ]


def out_of_order(pipeline: Iterable[Step]) -> list[str]:
    """Reads of what no earlier stage wrote, and tables that two stages write."""
    faults: list[str] = []
    known: set[str] = set()
    for stage in pipeline:
        faults += [f"{stage.name} reads {table} before it is there" for table in stage.reads if table not in known]
        faults += [f"{stage.name} writes {table} again" for table in stage.writes if table in known]
        known |= set(stage.writes)
    return faults
