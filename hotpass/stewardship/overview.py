"""The overview: what is in the workspace, how good it is, what waits for a person, and what to do next."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.overview import Overview
from hotpass.model.run import RunRow
from hotpass.stewardship import revision, run_log
from hotpass.store import overview as counted
from hotpass.store import publication, runs
from hotpass.store.publication import Judged
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

__all__ = ["Judged", "Place", "Situation", "Step", "judged", "sentence", "situation"]

NOUNS = {
    "organisation": ("organisation", "organisations"),
    "person": ("person", "people"),
    "aviation": ("airfield or organisation", "airfields and organisations"),
}
ENTITY = ("real thing", "real things")


class Place(StrEnum):
    """Where a next step leads."""

    IMPORT = "import"
    QUALITY = "quality"
    REVIEW = "review"
    ENTITIES = "entities"
    MAP = "map"
    DRIFT = "drift"
    RUNS = "runs"
    MODEL = "model"
    ENRICH = "enrich"
    AUDIT = "audit"


class Step(BaseModel):
    """Something worth doing next, and where."""

    model_config = ConfigDict(frozen=True)

    words: str
    place: Place


class Situation(BaseModel):
    """What the workspace shows: the published run with its overview and its seconds, a sentence, and next steps."""

    model_config = ConfigDict(frozen=True)

    overview: Overview
    run: RunRow
    seconds: float | None
    sentence: str
    steps: tuple[Step, ...]


def situation(workspace: Workspace) -> Situation | None:
    """Where the workspace stands, None before the first published run."""
    with shown(workspace) as published:
        if published is None:
            return None
        overview = counted.read(published.cursor)
        run = runs.one(published.cursor, published.run_id)
    if run is None:
        return None
    return Situation(
        overview=overview,
        run=run,
        seconds=run_log.line(workspace, run).seconds,
        sentence=sentence(overview, run.profile, revision.waiting(workspace)),
        steps=_steps(overview),
    )


def judged(workspace: Workspace) -> Judged:
    """How people's decisions stand in what the workspace shows."""
    with shown(workspace) as published:
        return publication.judged(published.cursor) if published else Judged(0, 0, 0)


def sentence(overview: Overview, profile: str, decided: int = 0) -> str:
    """The workspace in three short sentences, or four: `decided` counts decisions that are not applied yet."""
    noun = NOUNS.get(profile, ENTITY)
    files = _counted(overview.files, "file holds", "files hold")
    things = _counted(overview.entities, *noun)
    waiting = (
        f"{_counted(overview.held_links, 'link waits', 'links wait')} for your eye."
        if overview.held_links
        else "Nothing waits for you."
    )
    later = f" {_counted(decided, 'decision is', 'decisions are')} saved and not applied yet." if decided else ""
    return f"Your {files} {_counted(overview.rows, 'row', 'rows')}. They describe {things}. {waiting}{later}"


def _steps(overview: Overview) -> tuple[Step, ...]:
    links = (Step(words="Decide the links that wait for you", place=Place.REVIEW),) if overview.held_links else ()
    weak = (Step(words=f"Look at the {overview.stretched:,} that hold together by little", place=Place.REVIEW),)
    faults = (Step(words=f"See the {overview.findings:,} cells that fall short", place=Place.QUALITY),)
    return (
        *links,
        *(weak if overview.stretched else ()),
        *(faults if overview.findings else ()),
        Step(words=f"Look at the {overview.multiples:,} that several records describe", place=Place.ENTITIES),
        Step(words="Read what the last run told", place=Place.RUNS),
        Step(words="Add spreadsheets, or correct where columns go", place=Place.IMPORT),
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
