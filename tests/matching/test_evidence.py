from pathlib import Path

import pytest

from hotpass.matching import evidence
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from tests.matching.standard_records import connection, fill

KINDS = {
    "name": SemanticType.ORGANISATION_NAME,
    "serial": SemanticType.IDENTIFIER,
    "code": SemanticType.IDENTIFIER,
    "source": SemanticType.CATEGORY,
    "country": SemanticType.COUNTRY,
    "remark": SemanticType.TEXT,
    "fax": SemanticType.PHONE,
}


def weighed(folder: Path, fields: list[RunField] | None = None) -> tuple[set[str], str]:
    rows = [
        ["Acme", str(n % 15), f"X{n // 2}9", "list a" if n < 15 else "list b", "South Africa", f"remark no {n}", None]
        for n in range(30)
    ]
    with connection(folder) as cursor:
        made = fill(cursor, KINDS, rows, [1] * 15 + [2] * 15)
        cursor.execute("UPDATE standard SET name = 'beta' WHERE record_id > 'r00010'")
        taken, notes = evidence.weigh(cursor, fields or made, "standard")
    return {found.name for found in taken}, " ".join(notes)


def test_only_what_tells_something_decides(tmp_path: Path) -> None:
    taken, notes = weighed(tmp_path)
    assert taken == {"name", "code"}
    assert "“Serial” is not compared: it numbers the rows of each source." in notes
    assert "“Remark” is not compared: no two records share a value" in notes
    assert "“Country” is not compared: it has the same value everywhere." in notes
    assert "“Fax” is not compared: it is empty." in notes
    assert "“Source” is not compared" in notes


@pytest.mark.parametrize("name", ["name", "code"])
def test_what_is_not_to_be_matched_on_is_left_out(tmp_path: Path, name: str) -> None:
    with connection(tmp_path) as cursor:
        fields = fill(cursor, KINDS, [])
    changed = [field.model_copy(update={"matched": field.name != name}) for field in fields]
    taken, _ = weighed(tmp_path, changed)
    assert taken == {"name", "code"} - {name}


def test_a_field_that_only_the_last_records_fill_decides_as_well(tmp_path: Path) -> None:
    rows = [[str(n % 2), "Oslo" if n == evidence.FIRST + 9 else None] for n in range(evidence.FIRST + 10)]
    rows[-2][1] = "Bergen"
    with connection(tmp_path) as cursor:
        made = fill(cursor, {"name": SemanticType.ORGANISATION_NAME, "town": SemanticType.CITY}, rows)
        taken, _ = evidence.weigh(cursor, made, "standard")
        cursor.execute("UPDATE standard SET town = NULL WHERE town = 'oslo'")
        _, notes = evidence.weigh(cursor, made, "standard")
    assert {found.name for found in taken} == {"name", "town"}
    assert notes == ("“Town” is not compared: only one record fills it.",)
