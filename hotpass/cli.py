"""The `hotpass` command: what the dashboard can do, without a screen. Each command is a file in hotpass/commands."""

import sys
from importlib import import_module

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


def main() -> None:
    """Runs the command; bad input is one sentence on stderr, never a traceback."""
    try:
        code = hotpass.main(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"hotpass: {error.format_message()}", err=True)
        sys.exit(BadInput.exit_code)
    except click.Abort:
        sys.exit(1)
    except HotpassError as error:
        click.echo(f"hotpass: {error}", err=True)
        sys.exit(error.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
