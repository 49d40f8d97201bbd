"""Each record keeps the values that are its own, however many there are."""

from pathlib import Path

from hotpass.matching import comparisons, records
from hotpass.matching.evidence import Evidence
from hotpass.model.semantic import SemanticType
from tests.matching.standard_records import connection, fields

# Several times what the database gives to one thread at a time.
MANY = 1_200_000
FILLED = """
CREATE TABLE standard AS
SELECT format('r{:07d}', (i * 7919) % $many) AS record_id, 1::INTEGER AS source_id, 'u' || i || '@a.org' AS email,
       CASE WHEN i % 1000 = 7 THEN 'sales' WHEN i % 1000 <> 8 THEN 'u' || i END AS email__user
FROM range($many) AS made(i)
"""


def test_what_is_made_of_many_values_stands_beside_the_right_record(tmp_path: Path) -> None:
    with connection(tmp_path, threads=2) as cursor:
        cursor.execute(FILLED, {"many": MANY})
        columns = frozenset({"email", "email__user"})
        taken = [Evidence(field, MANY, MANY, 9.0, columns) for field in fields({"email": SemanticType.EMAIL})]
        compared, _ = comparisons.derive(taken)
        found = records.read(cursor, compared, {}, "standard")
        expected = cursor.sql(
            "SELECT record_id, nullif(email__user, 'sales') AS email__user, split_part(email, '@', 2) AS email__domain "
            "FROM standard ORDER BY record_id"
        ).to_arrow_table()
    assert found.ids.equals(expected["record_id"].combine_chunks())
    for name in ("email__user", "email__domain"):
        assert found.column(name).equals(expected[name].combine_chunks()), name
