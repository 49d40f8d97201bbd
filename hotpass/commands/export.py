"""`hotpass export`: golden records, or what stands behind them, as a file."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json, workspace_option
from hotpass.settings import Settings


@click.command()
@workspace_option
@click.option("--output", type=FOLDER, required=True, help="The file to write: .csv, .xlsx or .parquet.")
@click.option(
    "--table",
    type=click.Choice(["golden", "members", "pairs", "findings", "mends", "attributes", "places"]),
    default="golden",
    show_default=True,
)
@json_option
def export(workspace: Path, output: Path, table: str, as_json: bool) -> None:
    """Writes golden records, or what stands behind them, to a file."""
    from hotpass.stewardship import exports
    from hotpass.store.workspace import Workspace

    done = exports.export(Workspace.open(workspace, Settings.from_environment(), "hotpass export"), output, table)
    if as_json:
        say_json(done.model_dump(mode="json"))
    else:
        click.echo(f"{done.rows} rows written to {output}.")
