"""`hotpass judgements`: the steward's decisions in and out."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, workspace_option
from hotpass.errors import BadInput
from hotpass.settings import Settings

LABELS = "splink-labels"
PAGE = "offline-page"
FORMS = ("json-lines", LABELS, PAGE)
LISTED = 20


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
    """Writes the decisions that stand to FILE; an offline page holds the links that wait, to be decided elsewhere."""
    from hotpass.stewardship import judgements as decided
    from hotpass.stewardship import labels, offline_page
    from hotpass.store.workspace import Workspace

    write = {LABELS: labels.write, PAGE: offline_page.write}.get(form, decided.write)
    count = write(Workspace.open(workspace, Settings.from_environment(), "hotpass judgements"), file)
    click.echo(f"{count} {'doubtful links' if form == PAGE else 'decisions'} written to {file}.")


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
    csv = file.suffix.lower() == ".csv"
    saved, refused = (labels.read(opened, file, by), ()) if csv else decided.read(opened, file)
    click.echo(f"{saved} decisions saved; they take effect at once where a run was published.")
    if refused:
        more = f"\n  and {len(refused) - LISTED} more" if len(refused) > LISTED else ""
        told = "\n  ".join(refused[:LISTED])
        raise BadInput(f"{file.name}: {len(refused)} contradict what was decided and were not saved:\n  {told}{more}")
