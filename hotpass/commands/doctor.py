"""`hotpass doctor`: what is wrong with a workspace, and how to mend it."""

import sys
from pathlib import Path

import click

from hotpass.commands.options import json_option, say_json, workspace_option
from hotpass.settings import Settings


@click.command()
@workspace_option
@click.option(
    "--mend", is_flag=True, help="Rename a database that cannot be opened; decisions return from the journal."
)
@json_option
def doctor(workspace: Path, mend: bool, as_json: bool) -> None:
    """Says what is wrong with a workspace and how to mend it."""
    from hotpass.stewardship import doctor as examination

    settings = Settings.from_environment()
    moved = examination.set_damaged_aside(workspace, settings) if mend else []
    checks = examination.examine(workspace, settings)
    if as_json:
        say_json({"checks": [check.model_dump() for check in checks], "set_aside": [str(path) for path in moved]})
    else:
        for path in moved:
            click.echo(f"set aside as {path.name}")
        for check in checks:
            click.echo(f"{'well ' if check.well else 'WRONG'}  {check.name}: {check.seen} {check.mend}".rstrip())
    if not all(check.well for check in checks):
        sys.exit(1)
