"""The `hotpass` command: what the dashboard can do, without a screen. Each command is a file in hotpass/commands."""

import sys

import click

from hotpass.commands.check import check
from hotpass.commands.contract import contract
from hotpass.commands.dashboard import dashboard
from hotpass.commands.demo import demo
from hotpass.commands.doctor import doctor
from hotpass.commands.drift import drift
from hotpass.commands.enrich import enrich
from hotpass.commands.entity import entity
from hotpass.commands.evaluate import evaluate
from hotpass.commands.explain import explain
from hotpass.commands.export import export
from hotpass.commands.judgements import judgements
from hotpass.commands.model import model
from hotpass.commands.report import report
from hotpass.commands.returning import returning
from hotpass.commands.run import run
from hotpass.commands.simulate import simulate
from hotpass.errors import BadInput, HotpassError

COMMANDS: tuple[click.Command, ...] = (
    check,
    contract,
    dashboard,
    demo,
    doctor,
    drift,
    enrich,
    entity,
    evaluate,
    explain,
    export,
    judgements,
    model,
    report,
    returning,
    run,
    simulate,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hotpass")
def hotpass() -> None:
    """Messy spreadsheets in, one trusted record per real thing out."""


for command in COMMANDS:
    hotpass.add_command(command)


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
