"""`hotpass dashboard`: the dashboard of a workspace."""

import sys
from pathlib import Path

import click

from hotpass.commands.options import port_option, workspace_option


@click.command()
@workspace_option
@port_option
def dashboard(workspace: Path, port: int) -> None:
    """Serves the dashboard of a workspace on 127.0.0.1."""
    serve(workspace, port)


def serve(workspace: Path, port: int) -> None:
    """Becomes the dashboard server; does not return."""
    from hotpass.stewardship.serving import serve as become_server

    click.echo(f"The dashboard of {workspace} is at http://127.0.0.1:{port} (stop it with Ctrl-C).")
    sys.stdout.flush()
    become_server(workspace, port)
