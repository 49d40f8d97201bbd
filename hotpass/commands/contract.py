"""`hotpass contract`: a file held to an ODCS v3 contract before upload, and a contract written from what was found."""

import sys
from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json
from hotpass.errors import BadInput
from hotpass.settings import Settings

CRITICAL_FAILED = 3


@click.group()
def contract() -> None:
    """Data contracts in the Open Data Contract Standard, version 3."""


@contract.command()
@click.argument("file", type=FOLDER)
@click.option("--contract", "stated", type=FOLDER, required=True, help="The contract: a YAML file in ODCS v3.")
@json_option
def check(file: Path, stated: Path, as_json: bool) -> None:
    """Holds FILE to a contract: every rule with its counts; exit code 3 where a critical one is broken."""
    from hotpass.stewardship import contract_check

    report = contract_check.check(file, stated, Settings.from_environment())
    if as_json:
        say_json(report.model_dump(mode="json") | {"failed": report.failed})
    else:
        broken = [result for result in report.results if not result.kept]
        for result in broken:
            click.echo(f"{result.severity:8}  {result.table}: {result.message}")
        for sentence in report.unread:
            click.echo(f"not tested  {sentence}")
        click.echo(f"{len(report.results) - len(broken)} of {len(report.results)} rules hold.")
    if report.failed:
        click.echo("A critical rule of the contract is broken.", err=True)
        sys.exit(CRITICAL_FAILED)


@contract.command()
@click.argument("file", type=FOLDER, required=False)
@click.option("--workspace", type=FOLDER, help="Write it from the sources of a workspace instead of from a file.")
@click.option("--output", type=FOLDER, help="The YAML file to write; by default it is printed.")
def write(file: Path | None, workspace: Path | None, output: Path | None) -> None:
    """Writes the contract that FILE, or a workspace's sources, keep today."""
    from hotpass.stewardship import contract_writing
    from hotpass.store.workspace import Workspace

    settings = Settings.from_environment()
    if (file is None) == (workspace is None):
        raise BadInput("Name a file, or a workspace with `--workspace DIR`: one of the two.")
    if file is not None:
        text = contract_writing.of_file(file, settings)
    elif workspace is not None:
        text = contract_writing.of_workspace(Workspace.open(workspace, settings, "hotpass contract"))
    if output is None:
        click.echo(text, nl=False)
    else:
        contract_writing.save(text, output)
        click.echo(f"The contract was written to {output}.")
