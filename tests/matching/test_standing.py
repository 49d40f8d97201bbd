from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotpass.matching import standing
from hotpass.matching.linker import SCORED, link, prepare
from hotpass.matching.numbering import encode
from hotpass.matching.records import Records
from hotpass.matching.request import LinkRequest
from hotpass.matching.standing import Counted, Frequencies, Limit
from hotpass.model.linkage import TWINS, Linked
from hotpass.settings import Settings
from tests.benchmarks.generate import generate
from tests.matching.standard_records import Rows, connection, fill
from tests.matching.test_linker import PEOPLE

BASE = generate(400)[0]
Pairs = dict[tuple[str, str], float]
changes = st.dictionaries(st.integers(0, len(BASE) - 1), st.integers(0, len(BASE) - 1), max_size=12)
newcomers = st.lists(st.tuples(st.integers(0, len(BASE) - 1), st.integers(1, 12)), max_size=5)


def judged(cursor: DuckDBPyConnection, rows: Rows, before: Linked | None = None) -> tuple[Linked, Pairs]:
    """Links the rows, as a model of before has it where there is one."""
    asked = LinkRequest(Settings())
    if before is not None:
        tables = [cursor.sql(f"FROM temp.{table}").to_arrow_table() for table in before.standing.values()]
        asked = asked._replace(model=before.settings, standing=standing.of_tables(*tables))
    found = link(cursor, prepare(cursor, fill(cursor, PEOPLE, rows)), asked)
    pairs = cursor.execute(f"SELECT left_id, right_id, match_weight FROM {SCORED} ORDER BY ALL").fetchall()
    return found, {(one, other): weight for one, other, weight in pairs}


def stood_for(cursor: DuckDBPyConnection) -> set[str]:
    """The records of crowds whom another stands for: they meet others through it."""
    rows = cursor.execute(f"SELECT right_id FROM {SCORED} WHERE match_key = ?", [TWINS]).fetchall()
    return {str(row[0]) for row in rows}


def later(changed: Mapping[int, int], added: Sequence[tuple[int, int]]) -> list[Sequence[str | None]]:
    """The rows of the next delivery: some say what another row says, and some come in crowds."""
    rows = [BASE[changed.get(number, number)] for number in range(len(BASE))]
    return [*rows, *(BASE[row] for row, times in added for _ in range(times))]


@settings(max_examples=12)
@given(changed=changes, added=newcomers)
@example(changed={}, added=[])
@example(changed={}, added=[(3, 12), (4, 12)])
@example(changed={}, added=[(308, 12)] * 5)
@example(changed={}, added=[(170, 12)] * 5)
def test_pairs_of_records_that_did_not_change_weigh_the_same(
    changed: dict[int, int], added: list[tuple[int, int]]
) -> None:
    with TemporaryDirectory() as folder, connection(Path(folder)) as cursor:
        first, before = judged(cursor, BASE)
        _, after = judged(cursor, later(changed, added), first)
        crowd = stood_for(cursor)
    moved = {f"r{number:05d}" for number in changed}
    still = {pair: weight for pair, weight in before.items() if not moved & set(pair)}
    assert len(still) > 100
    met = still.keys() & after.keys()
    assert not [pair for pair in still.keys() - met if crowd.isdisjoint(pair)]
    assert {pair: after[pair] for pair in met} == pytest.approx({pair: still[pair] for pair in met}, abs=1e-9)


def test_a_model_is_handed_on_from_delivery_to_delivery(tmp_path: Path) -> None:
    """The second delivery brings values that nobody knew; the third brings more of them."""
    second, third = later({}, [(3, 2)]), later({}, [(3, 9)])
    second[-2:] = third[len(BASE) :] = [["Zaphod", *BASE[3][1:]]] * 2 + [["Zaphod", *BASE[4][1:]]] * 7
    second = second[: len(BASE) + 2]
    with connection(tmp_path) as cursor:
        first, _ = judged(cursor, BASE)
        again, before = judged(cursor, second, first)
        _, after = judged(cursor, third, again)
    pair = (f"r{len(BASE):05d}", f"r{len(BASE) + 1:05d}")
    assert after[pair] == pytest.approx(before[pair], abs=1e-9)


def names(values: Sequence[str | None]) -> Records:
    ids = pa.array([f"r{number}" for number in range(len(values))])
    return Records(ids, np.ones(len(ids), dtype=np.int32), {"name": encode(pa.array(values))}, ())


def test_known_values_keep_their_frequency_and_new_ones_are_counted() -> None:
    known = Counted(pa.array(["Ann", "Bob", "Cyd"]), np.array([4, 2, 2]), 9)
    records = names(["Ann", "Ann", "Bob", None, "Zoë", "Zoë", "Zoë"])
    found = Frequencies(records, {"name": known})
    repeats = found.repeats("name")[records.codes("name")].tolist()
    assert repeats[:2] == [4, 4]
    assert repeats[3:] == [0, 3, 3, 3]
    assert found.filled("name") == 9
    kept = found.counted("name")
    assert dict(zip(kept.values.to_pylist(), kept.records.tolist(), strict=True)) == {
        "Ann": 4,
        "Bob": 2,
        "Cyd": 2,
        "Zoë": 3,
    }


def test_what_is_known_by_the_numbers_of_values_is_what_is_known() -> None:
    records = names(["Ann", "Ann", "Bob", None, "Zoë", "Zoë", "Zoë", "Eve"])
    known = Counted(pa.array(["Ann", "Bob", "Cyd"]), np.array([4, 2, 2]), 9)
    for found in (Frequencies(records), Frequencies(records, {"name": known}), Frequencies(records, stand_ins=[7])):
        counted, numbered = found.counted("name"), found.numbered("name")
        by_number = dict(zip(records.every("name").to_pylist(), numbered.records.tolist(), strict=True))
        others = dict(zip(numbered.others.values.to_pylist(), numbered.others.records.tolist(), strict=True))
        expected = dict(zip(counted.values.to_pylist(), counted.records.tolist(), strict=True))
        assert {value: count for value, count in by_number.items() if count} | others == expected
        assert not by_number.keys() & others.keys()


def test_what_is_handed_on_is_what_was_learned(tmp_path: Path) -> None:
    counts = {"name": Counted(pa.array(["Ann", "Bob"]), np.array([4, 2]), 9)}
    limits = {"Same Name": Limit(7, pa.array(["Ann", "Zoë"])), "Same City": Limit(1, pa.nulls(0, pa.string()))}
    with connection(tmp_path) as cursor:
        held = standing.show(cursor, counts, limits)
        found = standing.of_tables(*(cursor.sql(f"FROM temp.{table}").to_arrow_table() for table in held.values()))
        nothing = standing.show(cursor, {}, {})
        none = standing.of_tables(*(cursor.sql(f"FROM temp.{table}").to_arrow_table() for table in nothing.values()))
    assert none is None
    assert found is not None
    assert {rule: limit.largest for rule, limit in found.limits.items()} == {"Same Name": 7, "Same City": 1}
    assert found.limits["Same Name"].crowds.to_pylist() == ["Ann", "Zoë"]
    assert found.limits["Same City"].crowds.to_pylist() == []
    assert found.counts["name"].values.to_pylist() == ["Ann", "Bob"]
    assert found.counts["name"].records.tolist() == [4, 2]
    assert found.counts["name"].filled == 9
