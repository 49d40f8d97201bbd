"""`hotpass model`: the model of the published run, for other programs."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, workspace_option
from hotpass.settings import Settings


@click.group()
def model() -> None:
    """Gives out the model that the published run was matched with."""


@model.command("export")
@workspace_option
@click.option("--output", type=FOLDER, required=True, help="The JSON file to write.")
def export_model(workspace: Path, output: Path) -> None:
    """Writes the Splink settings of the published run, which plain Splink can load."""
    from hotpass.stewardship.model_export import write
    from hotpass.store.workspace import Workspace

    count = write(Workspace.open(workspace, Settings.from_environment(), "hotpass model export"), output)
    click.echo(f"The model, with {count} comparisons, is written to {output}.")
