"""Where DuckDB tidies a value itself, the outcome is the library's own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.fields import standardise_distinct
from hotpass.fields.base import Standard
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import standards
from hotpass.store.scratch import Scratch

WORDS = st.sampled_from(
    ["acme", "Ltd", "(Pty)", "the", "of", "n/a", "van", "der", "Merwe", "dr", "none", "A1", "é", "&"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PHONES = st.from_regex(r"\A(\+27|27|0|\+1 |\+44)?[ (]?[0-9]{2,3}[)]?[ -]?[0-9]{3}[ -]?[0-9]{3,5}\Z")
EMAILS = st.from_regex(r"\A[A-Za-z0-9._-]{1,8}@[A-Za-z0-9-]{1,8}\.(com|co\.za|test|org)\Z")
KINDS = [
    (SemanticType.ORGANISATION_NAME, NAMES),
    (SemanticType.PERSON_NAME, NAMES),
    (SemanticType.PHONE, PHONES),
    (SemanticType.EMAIL, EMAILS),
]


def tidied(folder: Path, kind: SemanticType, texts: list[str], country: str | None) -> tuple[dict[str, Standard], int]:
    """What the store makes of some texts, and how many of them went through the library."""
    field = RunField(
        position=0, name="f", title="F", type=kind, matched=True, survivorship=SurvivorshipRule.MOST_FREQUENT
    )
    with Scratch(folder, Settings()) as scratch:
        scratch.cursor.execute("CREATE TABLE original AS SELECT unnest(?::VARCHAR[]) AS f", [texts])
        _, slow = standards.tidy(
            scratch.cursor, field, country, lambda batch: standardise_distinct(kind, batch, country, None)
        )
        found = scratch.cursor.execute("SELECT original, standard, valid, every, parts, reason FROM standard_value")
        rows = {row[0]: Standard(row[1], row[2], tuple(row[3]), tuple(row[4]), row[5]) for row in found.fetchall()}
    return rows, slow


@pytest.mark.parametrize(("kind", "values"), KINDS)
def test_equal_to_the_library(
    kind: SemanticType, values: st.SearchStrategy[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whole batches at once, so that one scratch file serves many values."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(values.filter(lambda text: text.strip() != ""), min_size=20, max_size=200, unique=True))
    def holds(texts: list[str]) -> None:
        rows, _ = tidied(tmp_path_factory.mktemp("fast"), kind, texts, "ZA")
        assert rows == dict(zip(texts, standardise_distinct(kind, texts, "ZA", None), strict=True))

    holds()


def test_plain_shapes_need_no_library(tmp_path: Path) -> None:
    texts = ["0821234567", "+27 82 123 4567", "(011) 234-5678", "27821234568"]
    rows, slow = tidied(tmp_path, SemanticType.PHONE, texts, "ZA")
    assert slow == 0
    assert [rows[text].value for text in texts] == ["+27821234567", "+27821234567", "+27112345678", "+27821234568"]


def test_without_a_country_every_phone_goes_through_the_library(tmp_path: Path) -> None:
    rows, slow = tidied(tmp_path, SemanticType.PHONE, ["+27821234567"], None)
    assert slow == 1
    assert rows["+27821234567"].value == "+27821234567"
