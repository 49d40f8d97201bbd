"""`hotpass judgements`: the steward's decisions in and out."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, workspace_option
from hotpass.settings import Settings


@click.group()
def judgements() -> None:
    """Takes the steward's decisions in and gives them out, as JSON lines."""


@judgements.command("export")
@click.argument("file", type=FOLDER)
@workspace_option
def export_judgements(file: Path, workspace: Path) -> None:
    """Writes the decisions that stand to FILE."""
    from hotpass.stewardship.judgements import write
    from hotpass.store.workspace import Workspace

    count = write(Workspace.open(workspace, Settings.from_environment(), "hotpass judgements"), file)
    click.echo(f"{count} decisions written to {file}.")


@judgements.command("import")
@click.argument("file", type=FOLDER)
@workspace_option
def import_judgements(file: Path, workspace: Path) -> None:
    """Saves the decisions of FILE; the next run heeds them."""
    from hotpass.stewardship.judgements import read
    from hotpass.store.workspace import Workspace

    count = read(Workspace.open(workspace, Settings.from_environment(), "hotpass judgements"), file)
    click.echo(f"{count} decisions saved; the next run heeds them.")
