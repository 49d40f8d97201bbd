"""What is wrong with a file as a whole: its encoding, and its columns beside those of an earlier delivery."""

from hotpass.fields.header import header_words, likeness
from hotpass.model.check import Finding
from hotpass.model.expectation import MEANINGS, ExpectationKind
from hotpass.model.sheet import Reading, Sheet


def encoding(read: Reading) -> list[Finding]:
    """One finding for each sheet whose text was not UTF-8."""
    return [
        _finding(None, ExpectationKind.KNOWN_ENCODING, "file", note)
        for sheet in read.sheets
        if (sheet.encoding is not None and not sheet.encoding.startswith("utf-8"))
        or (sheet.encoding or "").endswith("lines")
        for note in [" ".join(said for said in sheet.notes if "Windows-1252" in said or "UTF-8" in said)]
        if note
    ]


def columns(read: Reading, reference: Reading) -> list[Finding]:
    """Columns that are new, gone or renamed since the file compared with; sheets are compared in their order."""
    findings: list[Finding] = []
    for sheet, before in zip(read.sheets, reference.sheets, strict=False):
        findings += _compared(sheet, before, reference.file)
    return findings


def _compared(sheet: Sheet, before: Sheet, file: str) -> list[Finding]:
    now, then = [column.header for column in sheet.columns], [column.header for column in before.columns]
    gone = [header for header in then if header not in now]
    findings = []
    for header in [header for header in now if header not in then]:
        twin = _twin(header, gone, now, then)
        if twin is None:
            said = f"{header} is a new column; {file} has none of this name."
        else:
            gone.remove(twin)
            said = f"{header} was called “{twin}” in {file}: the column was renamed."
        findings.append(_finding(header, ExpectationKind.EXPECTED_COLUMNS, "column", said))
    findings += [
        _finding(header, ExpectationKind.EXPECTED_COLUMNS, "column", f"{header} is gone; {file} has this column.")
        for header in gone
    ]
    return findings


def _twin(header: str, gone: list[str], now: list[str], then: list[str]) -> str | None:
    """The column of before that has this name now: alike in words, else between the same neighbours."""
    alike = {old: likeness(header_words(header), [header_words(old)])[0] for old in gone}
    best = max(alike, key=lambda old: alike[old], default=None)
    if best is not None and alike[best] >= 0.6:
        return best
    at = now.index(header)
    around = (now[at - 1 : at] or [""])[0], (now[at + 1 : at + 2] or [""])[0]
    for old in gone:
        place = then.index(old)
        if ((then[place - 1 : place] or [""])[0], (then[place + 1 : place + 2] or [""])[0]) == around:
            return old
    return None


def _finding(column: str | None, kind: ExpectationKind, scope: str, message: str) -> Finding:
    meaning = MEANINGS[kind]
    return Finding(
        sheet=None,
        column=column,
        letter=None,
        expectation=kind,
        dimension=meaning.dimension,
        severity=meaning.severity,
        scope=scope,
        tested=1,
        failing=1,
        message=message,
    )
