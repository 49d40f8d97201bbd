"""`hotpass report`: the quality of a published run as a page to share, as Markdown or as JSON."""

import sys
from pathlib import Path

import click

from hotpass.commands.options import FOLDER, workspace_option
from hotpass.settings import Settings

CRITICAL_FAILED = 3


@click.command()
@workspace_option
@click.option("--output", type=FOLDER, required=True, help="The file to write: .html, .md or .json.")
@click.option("--rows", is_flag=True, help="Add the first failing rows of every rule, with their texts.")
def report(workspace: Path, output: Path, *, rows: bool) -> None:
    """Writes scores, what got worse and the rules by damage; exit code 3 where a critical rule fails."""
    from hotpass.stewardship import report as reporting
    from hotpass.store.workspace import Workspace

    found = reporting.write(Workspace.open(workspace, Settings.from_environment(), "hotpass report"), output, rows=rows)
    click.echo(f"The report on run {found.run_id} was written to {output}.")
    if found.critical:
        click.echo(f"{found.critical} rows fail a critical rule.", err=True)
        sys.exit(CRITICAL_FAILED)
