"""`hotpass return`: an earlier run is shown again."""

import uuid
from pathlib import Path

import click

from hotpass.commands.options import json_option, say_json, workspace_option
from hotpass.settings import Settings


@click.command("return")
@click.argument("run_id", metavar="RUN")
@workspace_option
@click.option("--rehearse", is_flag=True, help="Only say what it would change.")
@click.option("--note", default="", help="Why; kept with it.")
@json_option
def returning(run_id: str, workspace: Path, *, rehearse: bool, note: str, as_json: bool) -> None:
    """Shows an earlier RUN again, with the decisions made since, until another is published. Computes nothing anew."""
    from hotpass.stewardship import returning as to_earlier
    from hotpass.stewardship.imports import STEWARD
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass return")
    seen = to_earlier.foresee(opened, run_id)
    if not rehearse:
        to_earlier.return_to(opened, run_id, by=STEWARD, fact_id=str(uuid.uuid4()), note=note)
    if as_json:
        say_json({"returned": not rehearse, **seen.model_dump(mode="json", exclude={"lists"})})
        return
    found = seen.entities
    click.echo(
        f"{found.appeared} entities come back, {found.vanished} go, {found.merged} are merged into others, "
        f"{found.split} are split; {found.values} golden values are others. {seen.decisions} later decisions apply."
    )
    click.echo(f"Run {run_id} would be shown." if rehearse else f"Run {run_id} is shown now; Audit takes it back.")
