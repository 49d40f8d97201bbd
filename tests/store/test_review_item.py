"""What the review desk asks of the tables beside a pair's own evidence."""

import duckdb

from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.store import review_item

KINDS = (("y", SemanticType.LATITUDE), ("x", SemanticType.LONGITUDE), ("city", SemanticType.CITY))
FIELDS = [
    RunField(position=n, name=name, title=name, type=kind, matched=True, survivorship=SurvivorshipRule.LONGEST)
    for n, (name, kind) in enumerate(KINDS)
]


def test_a_record_is_where_its_own_position_says_and_nowhere_by_the_town_it_names() -> None:
    rows = "VALUES ('a', '-34.1', '22.4', 'George'), ('b', NULL, NULL, 'George'), ('c', '0', '0', NULL)"
    with duckdb.connect() as cursor:
        cursor.execute(f"CREATE TABLE standard AS FROM ({rows}) AS told(record_id, y, x, city)")
        assert review_item.spots(cursor, FIELDS, ["a", "b", "c"]) == {"a": (-34.1, 22.4)}
        assert review_item.spots(cursor, FIELDS[2:], ["a", "b", "c"]) == {}
