"""Records: whatever a text holds, each of its lines ends up in exactly one row."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from hotpass.reading.records import lines_of, records

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='",\n'), max_size=12)
TABLE = st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=8)


@given(TABLE)
def test_what_python_writes_comes_back(table: list[list[str]]) -> None:
    content = io.StringIO()
    csv.writer(content, lineterminator="\n").writerows(table)
    assert [one.cells for one in records(lines_of(content.getvalue()), ",")] == table


@given(st.text('ab",;\n', max_size=60))
def test_no_line_is_lost_or_read_twice(text: str) -> None:
    lines = lines_of(text)
    starts = [one.line for one in records(lines, ",", 2)]
    assert starts == sorted(set(starts))
    taken = 0
    for one, following in zip(records(lines, ",", 2), [*starts, len(lines)][1:], strict=True):
        # A row that could not be read, or was mended, is one line; the next row starts right after it.
        assert following == one.line + 1 or not (one.broken or one.stray)
        taken += following - one.line
    assert taken == len(lines)
