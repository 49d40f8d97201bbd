"""Explaining any two records from a screen: what needs the matcher is asked of a process of its own."""

import subprocess
import sys

from hotpass.errors import BadInput
from hotpass.model.explanation import Explanation
from hotpass.stewardship.explanation import explain
from hotpass.store.workspace import Workspace

PATIENCE_SECONDS = 120
SAID = "hotpass: "  # how the command begins its one sentence


def explain_apart(workspace: Workspace, left: str, right: str) -> Explanation:
    """The same answer as `explain`, a pair that the run did not keep scored as well.

    Raises BadInput for ids nobody knows, and where the other process cannot answer.
    """
    found = explain(workspace, left, right)
    return found if found.scores else _asked(workspace, left, right)


def _asked(workspace: Workspace, left: str, right: str) -> Explanation:
    command = [sys.executable, "-m", "hotpass", "explain", "--workspace", str(workspace.folder), "--json"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program with arguments as a list, no shell
            [*command, "--", left, right], capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput("Scoring this pair takes too long here: ask `hotpass explain` in a terminal.") from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith(SAID)]
        raise BadInput(lines[-1].removeprefix(SAID) if lines else "This pair could not be scored now: try again.")
    return Explanation.model_validate_json(done.stdout)
