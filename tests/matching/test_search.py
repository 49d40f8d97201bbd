from pathlib import Path

import numpy as np
import pytest

from hotpass.matching import blocking, comparisons, evidence, keys, records, search, triangles
from hotpass.matching.linker import SCORED, link, prepare
from hotpass.matching.request import LinkRequest
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store.components import components
from tests.benchmarks.generate import generate
from tests.matching.standard_records import connection, fill
from tests.matching.test_linker import PEOPLE

FIRM = {"name": SemanticType.ORGANISATION_NAME, "city": SemanticType.CITY, "phone": SemanticType.PHONE}


def two_lists() -> tuple[list[list[str | None]], list[int]]:
    """The same firms in two lists, written a little differently in the second."""
    people, _ = generate(1_000)
    firms = {row[3]: row for row in people if row[3]}
    rows: list[list[str | None]] = [[row[3], row[7], row[5]] for row in list(firms.values())[:300]]
    again: list[list[str | None]] = [[str(row[0]).upper(), str(row[1]).replace("a", "o", 1), row[2]] for row in rows]
    return [*rows, *again], [1] * len(rows) + [2] * len(again)


def test_two_lists_without_repeats_are_linked_one_to_one(tmp_path: Path) -> None:
    rows, sources = two_lists()
    with connection(tmp_path) as cursor:
        found = link(cursor, prepare(cursor, fill(cursor, FIRM, rows, sources)), LinkRequest(Settings()))
        inside = cursor.execute(
            f"SELECT count(*) FROM {SCORED} AS pair JOIN standard AS one ON one.record_id = left_id "
            "JOIN standard AS other ON other.record_id = right_id WHERE one.source_id = other.source_id"
        ).fetchall()
    assert found.unique_sources == (1, 2)
    assert inside == [(0,)]


def test_a_person_knows_better_whether_a_list_repeats(tmp_path: Path) -> None:
    rows, sources = two_lists()
    with connection(tmp_path) as cursor:
        fields = fill(cursor, FIRM, rows, sources)
        assert link(cursor, prepare(cursor, fields), LinkRequest(Settings(), {1: True})).unique_sources == (2,)
        assert link(cursor, prepare(cursor, fields), LinkRequest(Settings(), {1: True, 2: True})).unique_sources == ()


def test_one_list_may_always_repeat(tmp_path: Path) -> None:
    rows, _ = generate(400)
    with connection(tmp_path) as cursor:
        fields = fill(cursor, FIRM, [[row[3], row[7], row[5]] for row in rows])
        assert link(cursor, prepare(cursor, fields), LinkRequest(Settings())).unique_sources == ()


def test_triangles_are_closed_within_groups_of_a_bounded_size() -> None:
    star = np.zeros(4, dtype=np.int32), np.arange(1, 5, dtype=np.int32)
    together = components(8, *star)
    assert triangles.within(together, 3).tolist() == [1, 2, 3, 4, 10, 11, 12, 19, 20, 28]
    crowd = np.zeros(triangles.LARGEST + 1, dtype=np.int32)
    assert not len(triangles.within(crowd, 3))


def test_what_was_only_tried_is_not_told_as_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, _ = generate(2_000)
    monkeypatch.setattr(blocking, "SMALL_RUN", 500)
    monkeypatch.setattr(search, "WORTH", 2.0)
    with connection(tmp_path) as cursor:
        taken, _ = evidence.weigh(cursor, fill(cursor, PEOPLE, rows), "standard")
        compared, _ = comparisons.derive(taken)
        rules = keys.rules(taken, compared)
        blocks = blocking.Blocks(records.read(cursor, compared, keys.columns(rules), "standard"), rules)
        first = blocks.pairs(blocking.budget(2_000))
        caps, told = blocks.caps, blocks.notes()
        found = search.find(cursor, compared, blocks, LinkRequest(Settings()))
    assert found is not None
    assert found.pairs.left.tolist() == first.left.tolist()
    assert (blocks.caps, blocks.notes()) == (caps, told)
    assert len(blocks.pairs(search.WIDER * blocking.budget(2_000)).left) > len(first.left)
    assert blocks.caps != caps
