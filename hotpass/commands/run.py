"""`hotpass run`: the pipeline over files."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType

import click

from hotpass.commands.options import FOLDER, json_option, say_json, workspace_option
from hotpass.model.outcome import Outcome
from hotpass.model.request import RunRequest
from hotpass.settings import Settings

CRITICAL_FAILED = 3


@click.command()
@click.argument("files", nargs=-1, type=FOLDER)
@workspace_option
@click.option(
    "--profile", default="auto", show_default=True, help="What the fields mean: a shipped name or a YAML file."
)
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Carry this column to the export, never match on it.")
@click.option("--source", help="The feed these rows belong to; by default the file's name.")
@click.option("--key", metavar="COLUMN", help="The column that holds each source's own row key.")
@click.option(
    "--master", type=FOLDER, metavar="FILE", help="A list of things known already: its ids stay, others link to it."
)
@click.option(
    "--master-key", metavar="COLUMN", help="The column of the master list's ids; found where it is not named."
)
@click.option("--fill-merged", is_flag=True, help="Write merged section headings into every row they span.")
@click.option(
    "--delta",
    multiple=True,
    metavar="SOURCE",
    help="Of this source only what is new or changed came, or no file: what came before goes on. FILE=SOURCE where "
    "they are called otherwise.",
)
@click.option(
    "--delivery",
    multiple=True,
    metavar="FILE=SOURCE",
    help="This file is the next delivery of a source that is called otherwise. FILE!SHEET=SOURCE for each list of a "
    "workbook that holds several.",
)
@click.option("--unique", multiple=True, metavar="NAME", help="No two records of this source are the same thing.")
@click.option("--not-unique", multiple=True, metavar="NAME", help="This source may hold the same thing twice.")
@click.option(
    "--wrong-at-most",
    type=click.FloatRange(0, 0.5, min_open=True),
    metavar="SHARE",
    help="Merge without asking only as far as this share of merges is expected to be wrong, such as 0.01.",
)
@click.option("--model", type=FOLDER, metavar="FILE", help="Use this Splink model instead of training one.")
@click.option("--anew", is_flag=True, help="Compute and learn anew, even where nothing changed since the last run.")
@click.option("--run-id", hidden=True, help="The id of the run, where the dashboard has chosen it.")
@json_option
def run(
    files: tuple[Path, ...],
    workspace: Path,
    *,
    master: Path | None,
    run_id: str | None,
    as_json: bool,
    **asked: object,
) -> None:
    """Reads FILES, tidies, matches and merges them, and publishes golden records."""
    prepare()
    every = files if master is None or master in files else (*files, master)
    if not every:
        raise click.UsageError("Missing argument 'FILES...': name at least one file.")
    request = RunRequest.model_validate({"files": every, "master": master.name if master else None, **asked})
    outcome = _outcome(workspace, request, Settings.from_environment(), run_id)
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


def _outcome(folder: Path, request: RunRequest, settings: Settings, run_id: str | None) -> Outcome:
    """Computes unless nothing changed; what computes is loaded only then."""
    from hotpass.stewardship.recognition import unchanged
    from hotpass.store.workspace import RUNNING, Workspace

    known = not request.anew and (folder / "hotpass.duckdb").exists()
    opened = Workspace.open(folder, settings.lingering(), RUNNING) if known else None
    try:
        found = unchanged(opened, request, run_id) if opened else None
        if found is None:
            leave_pandas()
            from hotpass.stewardship.computation import compute

            found = compute(folder, request, settings, run_id, opened=opened)
    finally:
        if opened:
            opened.close()
    return found


class _Absent(MetaPathFinder):
    """A finder by which some modules are not there."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Raises ModuleNotFoundError for what Arrow can do without, and knows of nothing else."""
        if name in {"pandas", "cloudpickle"}:
            raise ModuleNotFoundError(name, name=name)


def leave_pandas() -> None:
    """Keeps Arrow from loading pandas, which it does for the first array that is made, and a run has no use for it.

    Arrow asks but once whether pandas is there, unless it is asked for one of its frames.
    """
    absent = _Absent()
    sys.meta_path.insert(0, absent)
    import pyarrow as pa

    pa.array([])
    sys.meta_path.remove(absent)


def prepare() -> None:
    """Settles how the libraries of a run work; they ask once, when they are loaded."""
    # numpy starts a thread for each core when it is loaded, which would cost more than all the sums of a run.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Arrow's own pool gives memory back to the system after each array, and takes it again for the next.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # What a run loads and keeps is looked through for garbage again and again, and there is next to none.
    gc.set_threshold(100_000, 20, 100)
