"""Suggestions: what a closer look at the files of the published run says their texts should be."""

from collections import Counter

from hotpass.model.mend import Fault
from hotpass.stewardship import people, quality
from hotpass.stewardship.quality import KeptFile
from hotpass.store import columns, sources
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

Key = tuple[str, str, str]


def unseen(workspace: Workspace) -> tuple[KeptFile, ...]:
    """The files of the published run that nobody looked at closely yet; none for those who may not."""
    if people.masked(workspace):
        return ()
    return tuple(file for file in quality.files(workspace) if not quality.looked_at(workspace, file))


def look(workspace: Workspace) -> None:
    """Looks closely at each of those files; what is found is remembered. Raises BadInput for a file that is gone."""
    for file in unseen(workspace):
        quality.closer_look(workspace, file)


def suggested(workspace: Workspace) -> tuple[Fault, ...]:
    """Texts with what they should be, from the files looked at closely, those in most cells first."""
    if people.masked(workspace):
        return ()
    titles, fields = _fields(workspace)
    cells: Counter[Key] = Counter()
    reasons: dict[Key, str] = {}
    for file in quality.files(workspace):
        if not quality.looked_at(workspace, file):
            continue
        for finding in quality.closer_look(workspace, file).findings:
            label = f"{file.name}!{finding.sheet}" if finding.sheet else file.name
            field = fields.get((label, finding.column or ""))
            for cell in finding.rows if field else ():
                text = (cell.value or "").strip()
                if field and text and cell.suggestion and text != cell.suggestion.strip():
                    cells[key := (field, text, cell.suggestion)] += 1
                    reasons.setdefault(key, cell.reason)
    return tuple(
        Fault(field=key[0], title=titles[key[0]], text=key[1], cells=count, message=reasons[key], suggestion=key[2])
        for key, count in sorted(cells.items(), key=lambda found: (-found[1], found[0]))
    )


def _fields(workspace: Workspace) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Titles of the run's fields, and the field of each column by its source's label and its header."""
    with shown(workspace) as published:
        if published is None:
            return {}, {}
        known = {field.name: field for field in columns.fields(published.cursor)}
        places = {
            (source.label, column.header): field.name
            for source in sources.every(published.cursor)
            for column, field in columns.of_fields(published.cursor, source, known).items()
        }
    return {name: field.title for name, field in known.items()}, places
