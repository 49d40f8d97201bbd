"""`hotpass simulate`: what decisions at the review desk would be worth."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json, workspace_option
from hotpass.settings import Settings


@click.command()
@workspace_option
@click.option("--truth", type=FOLDER, required=True, help="CSV or Parquet with source,row,entity or key,entity.")
@click.option("--decisions", type=click.IntRange(min=1), required=True, help="How many links the truth answers.")
@json_option
def simulate(workspace: Path, truth: Path, *, decisions: int, as_json: bool) -> None:
    """Lets the truth answer the review queue as a steward would, on a copy; F1 after every 10 decisions."""
    from hotpass.stewardship import simulation
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass simulate")
    found = simulation.simulate(opened, truth, decisions)
    if as_json:
        say_json(found.model_dump(mode="json"))
        return
    for step in found.steps:
        click.echo(f"  {step.decisions:>6} decisions: pairwise F1 {step.pairwise.f1:.4f}")
    click.echo(found.sentence())
