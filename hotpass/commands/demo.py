"""`hotpass demo`: a workspace filled from bundled real files, and the dashboard on it."""

from pathlib import Path

import click

from hotpass.commands.dashboard import serve
from hotpass.commands.options import FOLDER, port_option
from hotpass.settings import Settings


@click.command()
@click.option("--workspace", type=FOLDER, default=Path("hotpass-demo"), show_default=True, help="The workspace folder.")
@click.option("--sample", default="aviation", show_default=True, help="Which bundled files: aviation or chicago.")
@click.option("--no-serve", is_flag=True, help="Fill the workspace and stop there.")
@port_option
def demo(workspace: Path, sample: str, no_serve: bool, port: int) -> None:
    """Fills a workspace from bundled real files and opens the dashboard."""
    from hotpass.stewardship.showcase import fill

    sentence = fill(workspace, sample, Settings.from_environment())
    click.echo(sentence)
    if not no_serve:
        serve(workspace, port)
