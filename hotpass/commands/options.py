"""What several commands ask for, and how all of them answer a program."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path)
DEFAULT_PORT = 8501


def workspace_option(command: Command) -> Command:
    """The `--workspace` every command on a workspace takes."""
    return click.option("--workspace", type=FOLDER, required=True, help="The workspace folder.")(command)


def json_option(command: Command) -> Command:
    """The `--json` of every command that answers with figures."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")(command)


def port_option(command: Command) -> Command:
    """The `--port` of every command that opens the dashboard."""
    port = click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True)
    return port(command)


def say_json(document: dict[str, object]) -> None:
    """Prints one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
