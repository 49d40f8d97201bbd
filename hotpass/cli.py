"""The `hotpass` command: the same calls as the dashboard, without a screen.

Each command imports what it needs when it is called, so that `hotpass --help` does not wait for the matcher.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from hotpass.errors import BadInput, HotpassError
from hotpass.model.request import RunRequest
from hotpass.settings import Settings

CRITICAL_FAILED = 3
DEFAULT_PORT = 8501
Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path)


def workspace_option(command: Command) -> Command:
    """The `--workspace` every command on a workspace takes."""
    return click.option("--workspace", type=FOLDER, required=True, help="The workspace folder.")(command)


def json_option(command: Command) -> Command:
    """The `--json` of every command that answers with figures."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hotpass")
def hotpass() -> None:
    """Messy spreadsheets in, one trusted record per real thing out."""


@hotpass.command()
@click.argument("files", nargs=-1, required=True, type=FOLDER)
@workspace_option
@click.option(
    "--profile", default="auto", show_default=True, help="What the fields mean: a shipped name or a YAML file."
)
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Carry this column to the export, never match on it.")
@click.option("--source", help="The feed these rows belong to; by default the file's name.")
@click.option("--key", metavar="COLUMN", help="The column that holds each source's own row key.")
@click.option("--fill-merged", is_flag=True, help="Write merged section headings into every row they span.")
@click.option("--run-id", hidden=True, help="The id of the run, where the dashboard has chosen it.")
@json_option
def run(
    files: tuple[Path, ...],
    workspace: Path,
    profile: str,
    ignore: tuple[str, ...],
    source: str | None,
    key: str | None,
    *,
    fill_merged: bool,
    run_id: str | None,
    as_json: bool,
) -> None:
    """Reads FILES, tidies, matches and merges them, and publishes golden records."""
    from hotpass.stewardship.computation import compute

    request = RunRequest(files=files, profile=profile, ignore=ignore, source=source, key=key, fill_merged=fill_merged)
    outcome = compute(workspace, request, Settings.from_environment(), run_id)
    counts = outcome.counts
    if as_json:
        said = {name: counts.pop(f"judgements_{name}") for name in ("total", "kept", "broken")}
        told = {"judgements": said, "seconds": outcome.seconds, "notes": outcome.notes}
        say_json({"run_id": outcome.run_id, **counts, **told})
    else:
        for note in outcome.notes:
            click.echo(f"  {note}")
        click.echo(
            f"{counts['records']} records describe {counts['entities']} entities; {counts['set_aside']} rows were set "
            f"aside, {counts['held_links']} doubtful links wait for a person. Run {outcome.run_id}."
        )
    if counts["critical"]:
        click.echo(f"{counts['critical']} rows fail a critical expectation.", err=True)
        sys.exit(CRITICAL_FAILED)


@hotpass.command()
@click.option("--workspace", type=FOLDER, default=Path("hotpass-demo"), show_default=True, help="The workspace folder.")
@click.option("--sample", default="aviation", show_default=True, help="Which bundled files: aviation or chicago.")
@click.option("--no-serve", is_flag=True, help="Fill the workspace and stop there.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True)
def demo(workspace: Path, sample: str, no_serve: bool, port: int) -> None:
    """Fills a workspace from bundled real files and opens the dashboard."""
    from hotpass.stewardship.showcase import fill

    sentence = fill(workspace, sample, Settings.from_environment())
    click.echo(sentence)
    if not no_serve:
        serve(workspace, port)


@hotpass.command()
@workspace_option
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True)
def dashboard(workspace: Path, port: int) -> None:
    """Serves the dashboard of a workspace on 127.0.0.1."""
    serve(workspace, port)


@hotpass.command()
@workspace_option
@click.option("--truth", type=FOLDER, required=True, help="CSV or Parquet with source,row,entity or key,entity.")
@json_option
def evaluate(workspace: Path, truth: Path, as_json: bool) -> None:
    """Measures the published clusters against a truth file: precision, recall and F1."""
    from hotpass.stewardship import evaluation
    from hotpass.store.workspace import Workspace

    found = evaluation.evaluate(Workspace.open(workspace, Settings.from_environment(), "hotpass evaluate"), truth)
    if as_json:
        say_json(found.model_dump(mode="json"))
    else:
        click.echo(found.sentence())


@hotpass.command()
@workspace_option
@click.option("--output", type=FOLDER, required=True, help="The file to write: .csv, .xlsx or .parquet.")
@click.option(
    "--table", type=click.Choice(["golden", "members", "pairs", "findings"]), default="golden", show_default=True
)
@json_option
def export(workspace: Path, output: Path, table: str, as_json: bool) -> None:
    """Writes golden records, or what stands behind them, to a file."""
    from hotpass.stewardship import exports
    from hotpass.store.workspace import Workspace

    done = exports.export(Workspace.open(workspace, Settings.from_environment(), "hotpass export"), output, table)
    if as_json:
        say_json(done.model_dump(mode="json"))
    else:
        click.echo(f"{done.rows} rows written to {output}.")


@hotpass.group()
def judgements() -> None:
    """Takes the steward's decisions in and gives them out, as JSON lines."""


@judgements.command("export")
@click.argument("file", type=FOLDER)
@workspace_option
def export_judgements(file: Path, workspace: Path) -> None:
    """Writes the decisions that stand to FILE."""
    from hotpass.stewardship.judgements import write
    from hotpass.store.workspace import Workspace

    count = write(Workspace.open(workspace, Settings.from_environment(), "hotpass judgements"), file)
    click.echo(f"{count} decisions written to {file}.")


@judgements.command("import")
@click.argument("file", type=FOLDER)
@workspace_option
def import_judgements(file: Path, workspace: Path) -> None:
    """Saves the decisions of FILE; the next run heeds them."""
    from hotpass.stewardship.judgements import read
    from hotpass.store.workspace import Workspace

    count = read(Workspace.open(workspace, Settings.from_environment(), "hotpass judgements"), file)
    click.echo(f"{count} decisions saved; the next run heeds them.")


@hotpass.command()
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


def serve(workspace: Path, port: int) -> None:
    """Becomes the dashboard server; does not return."""
    from hotpass.stewardship.serving import serve as become_server

    click.echo(f"The dashboard of {workspace} is at http://127.0.0.1:{port} (stop it with Ctrl-C).")
    sys.stdout.flush()
    become_server(workspace, port)


def say_json(document: dict[str, object]) -> None:
    """Prints one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


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
