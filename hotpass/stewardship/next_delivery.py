"""Next delivery: what is other in a sheet that waits than in the last delivery of its source, asked about once."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from hotpass.model.column import RenamedBy
from hotpass.model.sheet import Sheet
from hotpass.stewardship import people
from hotpass.store import renamed, renamings, sources
from hotpass.store.arrivals import arrived
from hotpass.store.journal import Fact
from hotpass.store.renamed import Column, Listing, Renamed
from hotpass.store.renamings import Question, Said
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

PARQUET = "parquet"
MEND = "If that is wrong, delete the rows above the column names in the file, and bring it again."


class Likeness(BaseModel):
    """A header that seems to name a column of before: the share (0 to 1) of cells whose texts both have, and some."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    found: Renamed
    share: float
    examples: tuple[str, ...]
    taken: bool = True  # without an answer, too


class Beside(BaseModel):
    """A sheet beside the last delivery of its source: where the headers were, and which columns had another name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    sheet: str
    run_id: str
    answers: tuple[tuple[str, str, bool], ...]
    header_row_before: int
    earlier: tuple[Renamed, ...]
    lately: tuple[Likeness, ...]

    @property
    def renamed(self) -> dict[str, Renamed]:
        """The columns that are taken for one of before, by their header."""
        return {each.header: each for each in (*self.earlier, *(one.found for one in self.lately if one.taken))}

    @property
    def unasked(self) -> tuple[Likeness, ...]:
        """The columns of which nobody said yet whether they are those of before."""
        return tuple(each for each in self.lately if each.found.known_by is RenamedBy.VALUES)


class Answered(BaseModel):
    """What a steward said of a header of the sheet."""

    model_config = ConfigDict(frozen=True)

    fact_id: str
    header: str
    was: str
    same: bool


def beside(workspace: Workspace, path: Path, sheet: Sheet, source: str | None = None) -> Beside | None:
    """A sheet of a kept file beside the last delivery of its `source`; None where there was none.

    A source that is not named is called as the file is. Large lists are compared by their first rows.
    Raises NotAllowed for those who see masked values.
    """
    people.check_sight(workspace)
    if sheet.arrow is None:
        return None
    label, name = sources.label(path.name, sheet)
    feed = (source or label, name or "")
    said = renamings.said(workspace.journal).get(feed, {})
    with shown(workspace) as published:
        if published is None:
            return None
        kept = sheet.arrow.with_suffix(".beside.json")
        known = _kept(kept, published.run_id, feed[0], said)
        if known is None:
            known = _compared(published, sheet, feed, said)
            if known is not None:
                kept.write_text(known.model_dump_json(), encoding="utf-8")
        return known


def answered(workspace: Workspace, found: Beside, sheet: Sheet) -> tuple[Answered, ...]:
    """What stewards said of the headers of this sheet and of that delivery of its source."""
    headers = {column.header for column in sheet.columns}
    said = renamings.said(workspace.journal).get((found.source, found.sheet), {})
    return tuple(
        Answered(fact_id=fact.id, header=header, was=was, same=bool(fact.body["same"]))
        for (header, was), fact in said.items()
        if header in headers
    )


def answer(workspace: Workspace, found: Beside, likeness: Renamed, *, same: bool, by: str, fact_id: str) -> Fact:
    """Remembers whether a column is the one of before; runs heed it, on the screen and from the command line."""
    asked = Question(found.source, found.sheet, likeness.header, likeness.was)
    return renamings.say(workspace, asked, same=same, by=by, fact_id=fact_id)


def moved(found: Beside, sheet: Sheet) -> str | None:
    """That the headers stand in another row than last time, in words; None where they stand where they stood."""
    now, before = sheet.header_row, found.header_row_before
    if now == before or sheet.kind == PARQUET:
        return None
    if not now:
        return f"No row of column names was found; last time they were in row {before}. {MEND}"
    last = f"last time they were in row {before}" if before else "last time there were none"
    return f"The column names are in row {now} now; {last}. {MEND}"


def _kept(place: Path, run_id: str, source: str, said: Said) -> Beside | None:
    """What was found out for this run and these answers already."""
    if not place.exists():
        return None
    try:
        found = Beside.model_validate_json(place.read_text(encoding="utf-8"))
    except ValidationError:  # an earlier Hotpass wrote it
        return None
    return found if (found.run_id, found.source, found.answers) == (run_id, source, _answers(said)) else None


def _answers(said: Said) -> tuple[tuple[str, str, bool], ...]:
    return tuple((header, was, bool(fact.body["same"])) for (header, was), fact in said.items())


def _compared(published: Shown, sheet: Sheet, feed: tuple[str, str], said: Said) -> Beside | None:
    old = next((pair.before for pair in sources.paired(renamed.listings(published.cursor), {feed: None})), None)
    if old is None or sheet.arrow is None:
        return None
    with arrived(published.cursor, sheet.arrow) as rows:
        columns = tuple(Column(column.header, column.column_name) for column in sheet.columns)
        new = Listing(published.cursor, 0, "arrived", sheet.header_row, columns, whole=rows == sheet.records)
        found = renamed.expected(old, new, said)
        lately = [(each, True) for each in found if each.known_by is not RenamedBy.EARLIER]
        lately += [(each, False) for each in renamed.perhaps(old, new, said, found)]
        told = tuple(
            Likeness(found=each, **renamed.evidence(old, new, each)._asdict(), taken=taken) for each, taken in lately
        )
    return Beside(
        source=feed[0],
        sheet=feed[1],
        run_id=published.run_id,
        answers=_answers(said),
        header_row_before=old.header_row,
        earlier=tuple(each for each in found if each.known_by is RenamedBy.EARLIER),
        lately=told,
    )
