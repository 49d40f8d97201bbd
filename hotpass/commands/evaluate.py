"""`hotpass evaluate`: the published clusters against a truth file."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json, workspace_option
from hotpass.settings import Settings


@click.command()
@workspace_option
@click.option("--truth", type=FOLDER, required=True, help="CSV or Parquet with source,row,entity or key,entity.")
@json_option
def evaluate(workspace: Path, truth: Path, as_json: bool) -> None:
    """Measures the published clusters against a truth file: precision, recall and F1."""
    from hotpass.stewardship import evaluation
    from hotpass.store.workspace import Workspace

    found = evaluation.evaluate(Workspace.open(workspace, Settings.from_environment(), "hotpass evaluate"), truth)
    if as_json:
        say_json(found.model_dump(mode="json"))
    else:
        click.echo(found.sentence())
