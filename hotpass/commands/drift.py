"""`hotpass drift`: what is different between two runs."""

import sys
import uuid
from pathlib import Path

import click

from hotpass.commands.options import json_option, say_json, workspace_option
from hotpass.model.drift import Band
from hotpass.settings import Settings

DRIFTED = 3
BANDS = [Band.SMALL.value, Band.MODERATE.value, Band.LARGE.value]


@click.command()
@workspace_option
@click.option("--reference", metavar="RUN", help="The run to compare with; by default the one before.")
@click.option("--current", metavar="RUN", help="The run that is compared; by default the one that is shown.")
@click.option("--pin", metavar="RUN", help="Make this run the baseline to compare with; it is never thinned.")
@click.option("--unpin", is_flag=True, help="Compare with the run before again.")
@click.option("--fail-on", type=click.Choice(BANDS), help="End with exit code 3 where anything moved as much.")
@json_option
def drift(
    workspace: Path,
    reference: str | None,
    current: str | None,
    *,
    pin: str | None,
    unpin: bool,
    fail_on: str | None,
    as_json: bool,
) -> None:
    """Says what moved between two runs, above what chance explains: columns, rows, values, matching."""
    from hotpass.stewardship import drift as drifting
    from hotpass.stewardship import drift_baseline
    from hotpass.stewardship.imports import STEWARD
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass drift")
    if pin or unpin:
        drift_baseline.pin(opened, pin, by=STEWARD, fact_id=str(uuid.uuid4()))
        words = f"Runs are compared with {pin} from now on." if pin else "Runs are compared with the one before again."
        say_json({"baseline": pin}) if as_json else click.echo(words)
        return
    found = drifting.drift(opened, reference, current)
    if as_json:
        say_json({**found.model_dump(mode="json"), "worst": found.worst.value})
    else:
        for line in drifting.sentences(found):
            click.echo(line)
    order = list(Band)
    if fail_on and order.index(found.worst) >= order.index(Band(fail_on)):
        sys.exit(DRIFTED)
