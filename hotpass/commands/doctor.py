"""`hotpass doctor`: what is wrong with a workspace, and how to mend it."""

import sys
from pathlib import Path

import click

from hotpass.commands.options import json_option, say_json, workspace_option
from hotpass.settings import Settings

LARGEST = 12  # tables that a person is told of; the JSON names all


@click.command()
@workspace_option
@click.option(
    "--mend", is_flag=True, help="Rename a database that cannot be opened; decisions return from the journal."
)
@json_option
def doctor(workspace: Path, mend: bool, as_json: bool) -> None:
    """Says what is wrong with a workspace and how to mend it, and how large its tables are."""
    from hotpass.stewardship import doctor as examination

    settings = Settings.from_environment()
    moved = examination.set_damaged_aside(workspace, settings) if mend else []
    checks = examination.examine(workspace, settings)
    sizes = examination.sizes(workspace, settings)
    if as_json:
        told = {"checks": [check.model_dump() for check in checks], "set_aside": [str(path) for path in moved]}
        say_json({**told, "sizes": [size._asdict() for size in sizes]})
    else:
        for path in moved:
            click.echo(f"set aside as {path.name}")
        for check in checks:
            click.echo(f"{'well ' if check.well else 'WRONG'}  {check.name}: {check.seen} {check.mend}".rstrip())
        for size in sizes[:LARGEST]:
            click.echo(f"size   {size.name}: {size.rows:,} rows in {size.tables} tables, {size.bytes / 1e6:,.1f} MB")
    if not all(check.well for check in checks):
        sys.exit(1)
