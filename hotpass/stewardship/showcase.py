"""Showcase: a workspace filled from the bundled real files, for a first look."""

from pathlib import Path

from hotpass.demo import sample
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.store import publication
from hotpass.store.workspace import Workspace


def fill(folder: Path, name: str, settings: Settings) -> str:
    """Runs the pipeline over a sample, unless the workspace already shows something; answers a sentence."""
    chosen = sample(name)
    if (folder / "hotpass.duckdb").exists():
        workspace = Workspace.open(folder, settings, "hotpass demo")
        with workspace.database.cursor() as cursor:
            published = publication.current(cursor)
        workspace.close()
        if published is not None:
            return f"The workspace {folder} is already filled."
    request = RunRequest(files=chosen.files, profile=chosen.profile, ignore=chosen.ignore, key=chosen.key)
    outcome = compute(folder, request, settings)
    return (
        f"{chosen.title}: {outcome.counts['records']} records from {len(chosen.files)} files describe "
        f"{outcome.counts['entities']} entities ({sum(outcome.seconds.values()):.1f} s)."
    )
