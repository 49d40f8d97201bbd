"""How the columns of a table look, as recognising is told."""

import csv
import gzip
import io
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

from hotpass.model.column import ColumnLook


def look(position: int, header: str, values: Sequence[str]) -> ColumnLook:
    """A column with up to 200 different values as its sample."""
    filled = [value.strip() for value in values if value.strip()]
    different = sorted(set(filled))
    return ColumnLook(
        position=position,
        header=header,
        sample=tuple(different[:: max(1, len(different) // 200)][:200]),
        filled=len(filled) / max(1, len(values)),
        distinct=len(different) / max(1, len(filled)),
    )


def looks(columns: Mapping[str, Sequence[str]]) -> list[ColumnLook]:
    """Columns given by header."""
    return [look(position, header, values) for position, (header, values) in enumerate(columns.items())]


def read(path: Path, delimiter: str = ",", most: int = 3000) -> list[ColumnLook]:
    """The columns of a CSV file, by its first rows."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = io.StringIO(text.decode("utf-8"), newline="")
    header, *cells = itertools.islice(csv.reader(lines, delimiter=delimiter), most)
    return [look(place, name, [row[place] for row in cells if place < len(row)]) for place, name in enumerate(header)]
