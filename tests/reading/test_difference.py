"""What is read of a text that came before with few other lines is what reading all of it gives."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.errors import UnreadableFile
from hotpass.model.digest import sha256_of
from hotpass.model.sheet import Known, Sheet
from hotpass.reading import delimited, difference
from hotpass.reading.reader import read
from hotpass.reading.table import settle
from hotpass.settings import Settings
from tests.cases.thoroughly import examples

HEADER = b"number,name,email\n"
PLAIN = [b"%d,Name %d,n%d@b.co.za\n" % (number, number, number) for number in range(1, 7)]
Rows = dict[int, tuple[str | None, ...]]
# Each is a row, more or less than one, or one that is no record; some hang on what stands around them.
lines = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(
        [
            *(b'7,"Botha, Anna",a@b\n', b'8,"said ""no""",\n', b'9,a"b,c\n', b'"1"0,b,c\n', b'"11,b,c\n', b'12,b",c\n'),
            *(b'13,"two\nlines",c\n', b'14,"two\rlines",c\n', b"15,b,c\r16,b,c\n", b"17,b,c\r\n", b"18,b,c"),
            *(
                b"\n",
                b",,\n",
                b" , ,\t\n",
                b"19,b\n",
                b"20,b,c,d\n",
                b"21,b,c,,\n",
                b"Total,3,4\n",
                b"total,,\n",
                HEADER,
            ),
            *("22,é,c\n".encode(), b"23,\xe9,c\n", b"24,\x00,c\n", b"\xef\xbb\xbf25,b,c\n", b"26;b;c\n", b"note\n"),
        ]
    ),
)


def whole(path: Path) -> tuple[dict[str, Any], Rows]:
    """All of a text: what there is to say of it, and its rows by their numbers in the sheet."""
    grid = delimited.grid_of(path, path.name, None, None)
    grid.name = path.name
    told = settle(grid, path.with_suffix(".arrow"), fill_merged=False, head=None)
    with pa.OSFile(told["arrow"], "rb") as file:
        sheet_rows, *columns = pa.ipc.open_file(file).read_all().columns
    cells = zip(*(column.to_pylist() for column in columns), strict=True)
    return told, dict(zip(sheet_rows.to_pylist(), cells, strict=True))


def known_of(path: Path, told: dict[str, Any]) -> Known | None:
    """A text as the next run knows it, where it does."""
    sheet = Sheet.model_validate(told)
    if sheet.aside or sheet.encoding != "utf-8" or sheet.delimiter is None:
        return None
    parts = ("header_row", "delimiter", "columns", "records", "notes")
    return Known(path=path, sha256=sha256_of(path), **{part: getattr(sheet, part) for part in parts})


def both(folder: Path, before: bytes, now: bytes) -> tuple[Known, Rows, Path] | None:
    """A text that came before as it is known, its rows, and where the text of now lies."""
    old, new = folder / "old.csv", folder / "people.csv"
    old.write_bytes(before)
    new.write_bytes(now)
    try:
        told, rows = whole(old)
    except UnreadableFile:
        return None
    known = known_of(old, told)
    return (known, rows, new) if known else None


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(lines, min_size=1, max_size=8),
    other=st.dictionaries(st.integers(0, 10), lines, max_size=4),
    head=st.sampled_from([HEADER, HEADER, HEADER, b"", b"number,,email\n", b"People\n" + HEADER]),
)
@example(before=PLAIN, other={1: b"Total,3,4\n"}, head=HEADER)
@example(before=[*PLAIN, b'13,"two\nlines",c\n', b"15,b,c\r16,b,c\n"], other={1: PLAIN[4]}, head=HEADER)
@example(before=[*PLAIN, b"21,b,c,,\n"], other={1: b'"1"0,b,c\n'}, head=HEADER)
def test_reading_the_other_lines_tells_the_same(before: list[bytes], other: dict[int, bytes], head: bytes) -> None:
    now = [*before, *([b""] * 11)]
    for at, line in other.items():
        now[at] = line
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "FEW", 10.0)
        found = both(Path(place), head + b"".join(before), head + b"".join(now))
        if found is None:
            return
        known, rows, new = found
        told = difference.read(new, known.model_dump(mode="json"))
        if told is None:
            return
        numbers, *columns = told.pop("rows")
        rows |= dict(zip(numbers, zip(*columns, strict=True), strict=True))
        all_told, all_rows = whole(new)
        assert rows == all_rows
        assert told.pop("since") == known.sha256
        assert told == {part: all_told[part] for part in told}
        assert Sheet.model_validate(told) == Sheet.model_validate({**all_told, "arrow": None})


def reading(folder: Path, before: bytes, now: bytes) -> Sheet:
    found = both(folder, before, now)
    assert found is not None
    known, _, new = found
    (sheet,) = read(new, folder / "reading", Settings(), known=known).sheets
    return sheet


MANY = [b"%d,Name %d,n%d@b.co.za\n" % (number, number, number) for number in range(100)]
TEXT = HEADER + b"".join(MANY)


def numbers(sheet: Sheet) -> list[int]:
    with pa.OSFile(str(sheet.arrow), "rb") as file:
        found: list[int] = pa.ipc.open_file(file).read_all()["sheet_row"].to_pylist()
    return found


def test_only_other_lines_are_read(tmp_path: Path) -> None:
    changed = HEADER + b"".join([*MANY[:5], b'5,"Other, name",\n', *MANY[6:], b"100,New,n@b.co.za\n"])
    sheet = reading(tmp_path, TEXT, changed)
    assert (sheet.since, sheet.records) == (sha256_of(tmp_path / "old.csv"), 101)
    assert numbers(sheet) == [7, 102]


def test_of_a_text_that_came_as_it_was_nothing_is_read(tmp_path: Path) -> None:
    sheet = reading(tmp_path, TEXT, TEXT)
    assert (sheet.records, numbers(sheet)) == (100, [])
    assert sheet.since


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(TEXT.replace(b"name", b"full name"), id="other column names"),
        pytest.param(TEXT.replace(b"a", b"e"), id="many other lines"),
        pytest.param(HEADER + b"".join(MANY[1:]), id="a row less, before all others"),
        pytest.param(HEADER + b"".join(MANY[:-1]), id="a row less at the end"),
        pytest.param(TEXT + b"Total,100,200\n", id="a row of totals"),
        pytest.param(TEXT + b"\n\nnote\n", id="a note"),
        pytest.param(TEXT + b"100,New\n", id="a short row"),
        pytest.param(TEXT + b"100,New,n,x\n", id="a long row"),
        pytest.param(TEXT + b'100,"two\nlines",n\n', id="a row of two lines"),
        pytest.param(TEXT + b"100,a,n\r101,b,n\n", id="two rows on a line"),
        pytest.param(TEXT + b'100,"open,n\n', id="an open quote"),
        pytest.param(TEXT + b"100,\xe9,n\n", id="another encoding"),
        pytest.param(TEXT + b"100,\x00,n\n", id="a NUL"),
    ],
)
def test_what_may_change_more_than_its_own_lines_is_read_whole(tmp_path: Path, changed: bytes) -> None:
    assert reading(tmp_path, TEXT, changed).since is None


def test_a_text_that_is_not_kept_as_it_was_is_read_whole(tmp_path: Path) -> None:
    found = both(tmp_path, TEXT, TEXT + b"100,New,n@b.co.za\n")
    assert found is not None
    known, _, new = found
    known.path.write_bytes(TEXT.replace(b"Name 7", b"Name 8"))
    (sheet,) = read(new, tmp_path / "reading", Settings(), known=known).sheets
    assert sheet.since is None
    known.path.unlink()
    (sheet,) = read(new, tmp_path / "reading", Settings(), known=known).sheets
    assert sheet.since is None
