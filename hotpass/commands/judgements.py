"""`hotpass judgements`: the steward's decisions in and out."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, workspace_option
from hotpass.settings import Settings

LABELS = "splink-labels"
FORMS = ("json-lines", LABELS)


@click.group()
def judgements() -> None:
    """Takes the steward's decisions in and gives them out, as JSON lines or labelled pairs."""


@judgements.command("export")
@click.argument("file", type=FOLDER)
@workspace_option
@click.option(
    "--format", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True, help="What the file is to be."
)
def export_judgements(file: Path, workspace: Path, form: str) -> None:
    """Writes the decisions that stand to FILE."""
    from hotpass.stewardship import judgements as decided
    from hotpass.stewardship import labels
    from hotpass.store.workspace import Workspace

    write = labels.write if form == LABELS else decided.write
    count = write(Workspace.open(workspace, Settings.from_environment(), "hotpass judgements"), file)
    click.echo(f"{count} decisions written to {file}.")


@judgements.command("import")
@click.argument("file", type=FOLDER)
@workspace_option
@click.option("--by", default="labels", show_default=True, help="Who labelled the pairs of a .csv file.")
def import_judgements(file: Path, workspace: Path, by: str) -> None:
    """Saves the decisions of FILE: JSON lines, or Splink's labelled pairs as .csv."""
    from hotpass.stewardship import judgements as decided
    from hotpass.stewardship import labels
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass judgements")
    count = labels.read(opened, file, by) if file.suffix.lower() == ".csv" else decided.read(opened, file)
    click.echo(f"{count} decisions saved; they take effect at once where a run was published.")
