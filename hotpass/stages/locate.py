"""Locate: places that records name are found in the gazetteer, and their own positions held against what they state."""

from hotpass.fields.country import Country
from hotpass.fields.region import Region
from hotpass.lookup.gazetteer import FOLDER
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.store import columns, location, spots
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Fills `place` and `spot`; no network is asked, and nothing is done where the setting `locate` is off."""
    if not job.settings.locate:
        return StageReport(rows_in=0, rows_out=0)
    fields = columns.fields(scratch.cursor)
    country, anew = columns.home(scratch.cursor), scratch.follows is None
    named, found, scratch.places_stand = location.find(scratch.cursor, fields, country, FOLDER, anew=anew)
    _hold(scratch, fields, anew=anew)
    notes = (f"{found} of {named} different places are known to the gazetteer.",) if named else ()
    return StageReport(rows_in=named, rows_out=found, notes=notes)


def _hold(scratch: Scratch, fields: list[RunField], *, anew: bool) -> None:
    """Tells in which country and region each different position lies, and whether that is the one stated."""
    stated = spots.stated(scratch.cursor, fields, anew=anew)
    if not stated:
        return
    from hotpass.lookup import areas  # the outlines of the world take a moment to load

    asked = [areas.Spot(*spot) for spot in stated]
    spots.save(
        scratch.cursor,
        [
            (*spot, *lies, _name(areas.stated(spot)), _name(lies.region or lies.country))
            for spot, lies in zip(asked, areas.judge(asked), strict=True)
        ],
    )


def _name(code: str | None) -> str | None:
    """A region or country as a person calls it."""
    if code is None:
        return None
    return Region().format(code) if "-" in code else Country().format(code)
