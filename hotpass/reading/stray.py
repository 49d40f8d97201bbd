"""Stray cells: a sheet that needs too much memory loses its blank cells, or is refused naming its far cell."""

import re

from hotpass.errors import UnreadableFile
from hotpass.reading import limits
from hotpass.reading.wording import column_index, counted, shown

BLANK_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*/>")
CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\sr="([A-Z]{1,3})(\d{1,9})"')
SPARSE = 4


def without_blanks(xml: bytes, name: str, sheet: str) -> bytes:
    """A sheet's XML without cells that hold nothing; raises UnreadableFile if what is left still spans too much."""
    xml = BLANK_CELL.sub(b"", xml)
    height = width = cells = 0
    corner = ""
    for letters, row in CELL.findall(xml):
        cells += 1
        if int(row) > height or column_index(letters.decode()) + 1 > width:
            corner = f"{letters.decode()}{row.decode()}"
        height, width = max(height, int(row)), max(width, column_index(letters.decode()) + 1)
    if height * width > limits.BOX_CELLS and cells * SPARSE < height * width:
        raise UnreadableFile(
            f"{name}, sheet {shown(sheet)}: {counted(cells, 'filled cell')} are spread out as far as cell {corner}, "
            "too far to read as a list: delete the rows and columns of the cells far away from it."
        )
    return xml
