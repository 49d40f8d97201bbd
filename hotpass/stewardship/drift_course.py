"""The course of runs: the figures of every run, and the entities with a fate between two of them."""

from hotpass.model.drift import Fate, FateList, TrendPoint
from hotpass.store.drift import fates, trend
from hotpass.store.workspace import Workspace

PAGE_SIZE = 25


def points(workspace: Workspace) -> list[TrendPoint]:
    """The figures of every run that was ever published, the first one first."""
    with workspace.database.cursor() as cursor:
        return trend.points(cursor)


def entities(workspace: Workspace, runs: tuple[str, str], fate: Fate, number: int = 1) -> FateList:
    """A page of the entities that had this fate between the reference and the current run, both of which are kept."""
    with workspace.database.cursor() as cursor:
        return fates.page(cursor, runs, fate, PAGE_SIZE, max(0, number - 1) * PAGE_SIZE)
