"""What a run lays by is there for the next one, which numbers only what changed since."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching import comparisons, evidence, keys, records, shelf
from hotpass.matching.comparison import Comparison
from hotpass.matching.records import Records
from hotpass.matching.standing import Counted, Numbered
from hotpass.model.semantic import SemanticType
from tests.matching.standard_records import connection, fields, fill

TYPES = {
    "given_name": SemanticType.PERSON_NAME,
    "family_name": SemanticType.PERSON_NAME,
    "email": SemanticType.EMAIL,
    "address": SemanticType.ADDRESS,
}
OTHERS = Counted(pa.array(["x@y.org"]), np.array([3]), 0)
COUNTS = {"email__value": Numbered(np.array([2, 0], dtype=np.int32), OTHERS)}
Rows = Sequence[Sequence[str | None]]
MAILS = (None, "a@b.org", "c@d.org", "a@b.org\nc@d.org", "sales@b.org")
CELLS = (
    st.sampled_from((None, "Ada", "Bo", "Cy")),
    st.sampled_from((None, "Bo", "Lovelace")),
    st.sampled_from(MAILS),
    st.sampled_from((None, "12 Long Street", "13 Long Street", "Long Street 12")),
)
FIRST: Rows = [("Ada", "Lovelace", "a@b.org", "12 Long Street"), ("Bo", None, MAILS[3], None), ("Cy", "Bo", None, None)]


def values(found: Records, name: str) -> list[object]:
    """The value of each record; lists as one text, which is how they are told apart."""
    return [text or None for text in found.texts(name, found.codes(name)).fill_null("").to_pylist()]


def read(cursor: DuckDBPyConnection, table: str) -> tuple[Records, Sequence[Comparison], dict[str, str]]:
    taken, _ = evidence.weigh(cursor, fields(TYPES), table)
    compared, _ = comparisons.derive(taken)
    made = keys.columns(keys.rules(taken, compared))
    return records.read(cursor, compared, made, table, ordered=False), compared, made


@given(
    before=st.lists(st.tuples(*CELLS), max_size=6),
    now=st.lists(st.tuples(*CELLS), min_size=1, max_size=6),
    gone=st.sets(st.integers(0, 8)),
)
def test_records_beside_the_shelf_are_as_if_all_were_read(before: Rows, now: Rows, gone: set[int]) -> None:
    with TemporaryDirectory() as place, connection(Path(place)) as cursor:
        rows = [*FIRST, *before]
        fill(cursor, TYPES, [*rows, *now])
        cursor.execute(f"CREATE TABLE before AS FROM standard WHERE record_id < 'r{len(rows):05d}'")
        cursor.execute(f"CREATE TABLE fresh AS FROM standard WHERE record_id >= 'r{len(rows):05d}'")
        every, compared, made = read(cursor, "standard")
        laid = records.read(cursor, compared, made, "before", ordered=False)
        shelf.lay_by(Path(place) / "records.arrow", "mine", shelf.Shelf(laid, np.array([1]), COUNTS))
        held = shelf.read(Path(place) / "records.arrow", "mine")
        assert held is not None
        few = records.read_few(cursor, compared, made, ["fresh"])
        stale = np.array(sorted(place for place in gone if place < len(rows)), dtype=np.int64)
        found = shelf.beside(held.records, few, stale)
    assert found is not None
    assert held.others.tolist() == [1]
    assert [(name, found.records.tolist()) for name, found in held.counts.items()] == [("email__value", [2, 0])]
    assert held.counts["email__value"].others.values.to_pylist() == ["x@y.org"]
    assert held.counts["email__value"].others.records.tolist() == [3]
    assert held.records.ids.equals(laid.ids)
    assert sorted(found.ids.to_pylist()) == sorted(every.ids.to_pylist())
    order = [every.ids.to_pylist().index(name) for name in found.ids.to_pylist()]
    for name in every.names:
        expected = values(every, name)
        assert values(held.records, name) == values(laid, name)
        assert values(found, name) == [None if at in stale else expected[row] for at, row in enumerate(order)]
        assert len(found.values(name)) == len(set(found.texts(name, np.arange(len(found.values(name)))).to_pylist()))
    crossed = found.codes("given_name__value"), found.codes("family_name__value")
    assert found.values("given_name__value").equals(found.values("family_name__value"))
    assert all(len(codes) == found.count for codes in crossed)


def test_what_is_not_what_was_laid_by_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "records.arrow"
    assert shelf.read(path, "mine") is None
    alone = Records(pa.array(["r1"]), np.zeros(1, dtype=np.int32), {}, ())
    shelf.lay_by(path, "mine", shelf.Shelf(alone, np.empty(0, dtype=np.int64), {}))
    assert shelf.read(path, None) is None
    assert shelf.read(path, "another") is None
    assert shelf.read(path, "mine") is not None
    path.write_bytes(path.read_bytes()[:-20])
    assert shelf.read(path, "mine") is None
