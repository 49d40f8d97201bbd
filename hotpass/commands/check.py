"""`hotpass check`: what is wrong in a bare file, without a workspace and without a profile."""

import sys
from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json
from hotpass.settings import Settings

CRITICAL_FAILED = 3


@click.command()
@click.argument("file", type=FOLDER)
@click.option("--rows", is_flag=True, help="Add every failing cell: row, cell, value and suggestion.")
@click.option("--reference", type=FOLDER, help="An earlier delivery: columns renamed, new or gone are told.")
@json_option
def check(file: Path, *, rows: bool, reference: Path | None, as_json: bool) -> None:
    """Says what is wrong in FILE: column, expectation, how many cells and why."""
    from hotpass.stewardship import check as checking

    report = checking.check(file, Settings.from_environment(), rows=rows, reference=reference)
    if as_json:
        say_json(report.model_dump(mode="json", exclude=None if rows else {"findings": {"__all__": {"rows"}}}))
    else:
        for finding in report.findings:
            click.echo(f"{finding.severity:8}  {finding.sheet + '!' if finding.sheet else ''}{finding.message}")
            for cell in finding.rows:
                mend = f" → {cell.suggestion}" if cell.suggestion is not None else ""
                click.echo(f"          {cell.cell or f'row {cell.sheet_row}'}: {cell.value or ''}{mend}")
        if not report.findings:
            click.echo("Nothing was found.")
    if report.failed:
        click.echo("A critical expectation fails.", err=True)
        sys.exit(CRITICAL_FAILED)
