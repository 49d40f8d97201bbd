"""`hotpass entity`: what an id means today, and what befell it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotpass.commands.options import json_option, say_json, workspace_option
from hotpass.settings import Settings

if TYPE_CHECKING:
    from hotpass.model.entity import Entity, EntityEvent


@click.command()
@click.argument("asked", metavar="ID")
@workspace_option
@json_option
def entity(asked: str, workspace: Path, as_json: bool) -> None:
    """Says what the entity of an id is today, by any id it ever had: its golden values, its records, its life."""
    from hotpass.stewardship import entities
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass entity")
    found = entities.entity(opened, asked)
    history = found.history if found else entities.past(opened, asked)
    if as_json:
        today = found.model_dump(mode="json") if found else {"asked": asked, "entity_id": None, "record_count": 0}
        say_json({**today, "history": [event.model_dump(mode="json") for event in history]})
        return
    for line in [*(_today(found) if found else [f"{asked} has no record in the published run."]), *_life(history)]:
        click.echo(line)


def _today(found: "Entity") -> list[str]:
    listed = f", named by the master list: {found.listed}" if found.listed else ""
    lines = [f"{found.entity_id}  {found.record_count} records{listed}"]
    if found.asked != found.entity_id:
        lines.insert(0, f"{found.asked} was merged into {found.entity_id}.")
    lines += [f"  {value.title}: {value.value}{_origin(value.place, value.rule)}" for value in found.golden]
    return [*lines, *(f"  {record.record_id}  {record.label}, row {record.sheet_row}" for record in found.records)]


def _origin(place: str, rule: str) -> str:
    told = "; ".join(part for part in (place, rule.replace("_", " ")) if part)
    return f"  ({told})" if told else ""


def _life(history: "tuple[EntityEvent, ...]") -> list[str]:
    """What befell it, the latest first."""
    return [
        f"  run {event.run_id}: {event.entity_id} {event.event}"
        f"{f' with {event.other_id}' if event.other_id else ''}{f', {event.records} records' if event.records else ''}"
        for event in history
    ]
