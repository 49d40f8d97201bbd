"""The `hotpass` command: what the dashboard can do, without a screen. Each command is a file in hotpass/commands."""

import atexit
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from hotpass.errors import BadInput, HotpassError

COMMANDS = (
    "check",
    "contract",
    "dashboard",
    "demo",
    "doctor",
    "drift",
    "enrich",
    "entity",
    "evaluate",
    "explain",
    "export",
    "judgements",
    "model",
    "report",
    "return",
    "run",
    "simulate",
)
# Python keeps the word for itself.
FILES = {"return": "returning"}


class Commands(click.Group):
    """The commands by name; each is loaded when it is called, so that none waits for what only others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names as the help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        file = FILES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"hotpass.commands.{file}"), file)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hotpass")
def hotpass() -> None:
    """Messy spreadsheets in, one trusted record per real thing out."""


def main() -> NoReturn:
    """Runs the command; bad input is one sentence on stderr, never a traceback."""
    leave(_code())


def _code() -> int:
    try:
        code = hotpass.main(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"hotpass: {error.format_message()}", err=True)
        return BadInput.exit_code
    except click.Abort:
        return 1
    except HotpassError as error:
        click.echo(f"hotpass: {error}", err=True)
        return error.exit_code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return code if isinstance(code, int) else 0


def leave(code: int) -> NoReturn:
    """Ends the program at once: to give back all that a run loaded, piece by piece, would only cost time."""
    atexit._run_exitfuncs()  # os._exit would leave them out, and they go by no other name
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
