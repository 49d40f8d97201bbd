"""The plain shapes a database tidies, checked on the distinct values of real data sets."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from hotpass.fields import email, person_name, standardise_distinct
from hotpass.model.semantic import SemanticType

SETS = [
    (SemanticType.EMAIL, "people-fake1000/fake_1000.csv", "email"),
    (SemanticType.PERSON_NAME, "people-febrl/dataset3.csv", "given_name"),
    (SemanticType.PERSON_NAME, "people-febrl/dataset3.csv", "surname"),
]
PLAIN = {
    SemanticType.EMAIL: (email.SIMPLE, email.UNLESS),
    SemanticType.PERSON_NAME: (person_name.SIMPLE, person_name.unless()),
}


def distinct(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows: Iterable[dict[str, str]] = csv.DictReader(file, skipinitialspace=True)
        return sorted({row[column] for row in rows if row[column].strip()})


@pytest.mark.parametrize(("kind", "file", "column"), SETS)
def test_equal_to_the_library(kind: SemanticType, file: str, column: str, shared_data: Path) -> None:
    simple, unless = PLAIN[kind]
    texts = distinct(shared_data / file, column)
    plain = [text for text in texts if re.fullmatch(simple, text) and not re.search(unless, text.lower())]
    assert len(plain) > 0.3 * len(texts)
    for text, found in zip(plain, standardise_distinct(kind, plain), strict=True):
        assert (found.value, found.valid) == (" ".join(text.lower().split()), True)
