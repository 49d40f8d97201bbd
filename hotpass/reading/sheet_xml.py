"""Sheet XML: cells whose text the parser would lose become text; hidden rows and merged ranges are counted."""

import re
from dataclasses import dataclass, field

from hotpass.reading.number_format import Shown, plain, text_of
from hotpass.reading.package import Package
from hotpass.reading.wording import column_index
from hotpass.reading.workbook_parts import Styles

FORMULA = rb"((?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?)"
TYPED = re.compile(rb' t="[be]')
TRUTH = re.compile(rb' t="b"([^>]*)>' + FORMULA + rb"<((?:\w+:)?)v>\s*([01])\s*</")
# Two patterns with a rare first letter are found at memory speed; one with a class at its start is not.
EXPONENTS = (re.compile(rb"E[-+]\d+</"), re.compile(rb"e[-+]\d+</"))
UNSEEN_NUMBER = re.compile(rb"<((?:\w+:)?)c\b([^<>]*)>" + FORMULA + rb"<(?:\w+:)?v>(-?[\d.]+[Ee][-+]?\d+|-?\d{16,})</")
HIDDEN = re.compile(rb'<(?:\w+:)?(row|col)\b[^>]*\shidden="(?:1|true)"[^>]*>')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
FORMULA_CELL = re.compile(rb"<(?:\w+:)?f[\s>/]")
STORED_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")
LEFTMOST = re.compile(rb'<c r="A\d{1,7}"[^<>/]*><(?:v>[^<]|is>)')
FIRST_EXPONENT = 1e15
LAST_FRACTION = 1e-8


@dataclass
class Marks:
    """What a sheet tells beside its values; a merge is (top, left, bottom, right), rows from 1, columns from 0."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def mended(package: Package, part: str, styles: Styles, epoch_1904: bool, dates_too: bool) -> bytes | None:
    """The part with truth values, errors, masks, times, spans and over-long numbers as text; None if it has none."""
    start, stop = package.parts[part]
    search = package.content
    shown = [Shown.MASK, Shown.TIME, Shown.ELAPSED, *([Shown.DATE] if dates_too else [])]
    special = [style for style in styles.of(*shown) if search.find(b' s="%d"' % style, start, stop) >= 0]
    typed = TYPED.search(search, start, stop)
    long = any(pattern.search(search, start, stop) for pattern in EXPONENTS)
    if not (special or typed or long):
        return None
    xml = package.part(part)
    if typed:
        xml = TRUTH.sub(_truth, xml).replace(b' t="e"', b' t="str"')
    for style in special:
        xml = _styled(xml, style, styles, epoch_1904)
    return UNSEEN_NUMBER.sub(_unseen, xml) if long else xml


def marks(package: Package, part: str) -> Marks:
    """Hidden rows and columns, and merged ranges."""
    start, stop = package.parts[part]
    found = Marks()
    at = package.content.find(b"hidden=", start, stop)
    if at >= 0:
        for tag in HIDDEN.finditer(package.content, start, stop):
            if tag[1] == b"row":
                found.hidden_rows += 1
            else:
                found.hidden_columns += 1
    after = max(package.content.rfind(b"sheetData", start, stop), start)
    for left, top, right, bottom in MERGED.findall(package.content, after, stop):
        first, last = column_index(left.decode()), column_index(right.decode())
        found.merges.append((int(top), first, int(bottom), last))
    return found


def begins_at_the_left(package: Package, part: str) -> bool:
    """Whether a cell of the first column surely holds a value; False also where that cannot be told."""
    start, stop = package.parts.get(part, (0, 0))
    return LEFTMOST.search(package.content, start, stop) is not None


def has_empty_formula(package: Package, part: str, row: int) -> bool:
    """Whether a row (from 1) of a sheet part holds formulas but no value stored for any of them."""
    start, stop = package.parts[part]
    tag = re.compile(rb'<(?:\w+:)?row\b[^>]*\sr="%d"[^>]*>' % row).search(package.content, start, stop)
    if tag is None or tag[0].endswith(b"/>"):
        return False
    end = package.content.find(b"row>", tag.end(), stop)
    end = end if end >= 0 else stop
    formula = FORMULA_CELL.search(package.content, tag.end(), end)
    return formula is not None and STORED_VALUE.search(package.content, tag.end(), end) is None


def _truth(cell: re.Match[bytes]) -> bytes:
    return b' t="str"%b>%b<%bv>%b</' % (cell[1], cell[2], cell[3], b"TRUE" if cell[4] == b"1" else b"FALSE")


def _styled(xml: bytes, style: int, styles: Styles, epoch_1904: bool) -> bytes:
    kind, code = styles.special[style]

    def text(cell: re.Match[bytes]) -> bytes:
        value = _number(cell[4])
        if value is None or not _is_number(cell, cell[1]):
            return cell[0]
        shown = text_of(value, kind, code, epoch_1904)
        return (
            cell[0]
            if shown is None
            else b' t="str"%b>%b<%bv>%b</' % (_untyped(cell[1]), cell[2], cell[3], shown.encode())
        )

    return re.sub(rb' s="%d"([^>]*)>' % style + FORMULA + rb"<((?:\w+:)?)v>([^<]+)</", text, xml)


def _unseen(cell: re.Match[bytes]) -> bytes:
    raw = cell[4].decode()
    size = abs(float(raw))
    readable = size < FIRST_EXPONENT and not 0 < size < LAST_FRACTION
    if readable or size == float("inf") or re.search(rb'\st="(?!n")', cell[2]):
        return cell[0]
    return b'<%bc%b t="str">%b<%bv>%b</' % (cell[1], _untyped(cell[2]), cell[3], cell[1], plain(raw).encode())


def _is_number(cell: re.Match[bytes], attributes: bytes) -> bool:
    tag = cell.string[max(cell.string.rfind(b"<", 0, cell.start() + 1), 0) : cell.start()]
    return not re.search(rb'\st="(?!n")', attributes) and b' t="' not in tag


def _untyped(attributes: bytes) -> bytes:
    return attributes.replace(b' t="n"', b"")


def _number(raw: bytes) -> str | None:
    try:
        float(raw)
    except ValueError:
        return None
    return raw.decode()
