"""Where DuckDB tidies a value itself, the outcome is the library's own."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.fields import standardise_distinct
from hotpass.fields.address import plain_words
from hotpass.fields.base import Standard
from hotpass.fields.organisation_name import legal_forms
from hotpass.fields.placeholder import placeholders
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import standards
from hotpass.store.fast_standards import MAKERS
from hotpass.store.scratch import Scratch

COUNTRIES = ("ZA", "US", None)
WORDS = st.sampled_from(
    ["acme", "Ltd", "(Pty)", "the", "of", "n/a", "van", "der", "Merwe", "dr", "none", "A1", "é", "&", "and", "Co", "12"]
)
FORMS = st.sampled_from(sorted(" ".join(form) for side in legal_forms() for form in side))
STREETS = st.sampled_from(
    [*sorted(plain_words().last), "main", "12", "7b", "n", "unit", "st", "dr", "box", "avenue", "street", "park", "A"]
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    st.lists(st.one_of(WORDS, FORMS), min_size=1, max_size=4).map(" ".join),
    st.lists(STREETS, min_size=1, max_size=5).map(" ".join),
    st.sampled_from(sorted(placeholders())),
    st.from_regex(r"\A(\+27|27|0|\+1 |\+44)?[ (]?[0-9]{2,3}[)]?[ -]?[0-9]{3}[ -]?[0-9]{3,5}\Z"),
    st.from_regex(r"\A[A-Za-z0-9._-]{1,8}@[A-Za-z0-9-]{1,8}\.(com|co\.za|test|org)\Z"),
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
    st.from_regex(r"\A-?[0-9]{1,4}(\.[0-9]{1,8})?\Z"),
    st.from_regex(r"\A([0-9])\1{3,9}\Z"),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=50),
    st.text(min_size=1, max_size=12),
)
FILES = (
    "orgs-chicago-early-childhood/early_childhood_with_true_ids.csv",
    "registry-gleif/gleif_south_africa.csv",
    "za-hospitals/hospital_addresses.csv",
    "za-hospitals/hospitals_v1_2020-07-28.csv",
    "people-fake1000/fake_1000.csv",
    "people-febrl/dataset1.csv",
)


def tidied(folder: Path, kind: SemanticType, texts: Sequence[str], country: str | None) -> dict[str, Standard]:
    """What DuckDB makes of those texts it tidies itself."""
    field = RunField(
        position=0, name="f", title="F", type=kind, matched=True, survivorship=SurvivorshipRule.MOST_FREQUENT
    )
    left: list[str] = []

    def take(batch: Sequence[str]) -> list[Standard]:
        left.extend(batch)
        return [Standard(None, valid=False)] * len(batch)

    with Scratch(folder, Settings()) as scratch:
        scratch.cursor.execute("CREATE TABLE original AS SELECT unnest(?::VARCHAR[]) AS f", [list(texts)])
        assert standards.tidy(scratch.cursor, field, country, take) == (len(texts), len(left))
        found = scratch.cursor.execute("SELECT original, standard, valid, every, parts, reason FROM standard_value")
        rows = {
            text: Standard(standard, valid, (standard,) if every is None else tuple(every), tuple(parts), reason)
            for text, standard, valid, every, parts, reason in found.fetchall()
        }
    return {text: rows[text] for text in rows.keys() - set(left)}


@pytest.fixture(scope="module")
def cells(shared_data: Path) -> list[str]:
    """Every text of the shared files, once."""
    return sorted(set(_read(shared_data)))


def _read(shared_data: Path) -> Iterator[str]:
    for file in FILES:
        with (shared_data / file).open(encoding="utf-8", errors="replace", newline="") as stream:
            for row in csv.reader(stream, skipinitialspace=True):
                yield from (text for cell in row[:8] if (text := cell.strip()))


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", MAKERS)
def test_equal_to_the_library(
    kind: SemanticType, country: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whole batches at once, so that one scratch file serves many values."""

    @settings(max_examples=4, deadline=None)
    @given(st.lists(TEXTS.filter(lambda text: text.strip() != ""), min_size=50, max_size=300, unique=True))
    def holds(texts: list[str]) -> None:
        rows = tidied(tmp_path_factory.mktemp("fast"), kind, texts, country)
        assert rows == dict(zip(rows, standardise_distinct(kind, list(rows), country), strict=True))

    holds()


@pytest.mark.parametrize("country", ["ZA", None])
@pytest.mark.parametrize("kind", MAKERS)
def test_equal_to_the_library_on_real_values(
    kind: SemanticType, country: str | None, cells: list[str], tmp_path: Path
) -> None:
    rows = tidied(tmp_path, kind, cells, country)
    assert rows == dict(zip(rows, standardise_distinct(kind, list(rows), country), strict=True))


@pytest.mark.parametrize(
    ("kind", "country", "texts"),
    [
        (SemanticType.PHONE, "ZA", ["0821234567", "+27 82 123 4567", "(011) 234-5678", "27821234568"]),
        (SemanticType.PHONE, None, ["0821234567", "011 234-5678"]),
        (SemanticType.ORGANISATION_NAME, None, ["Blue Crane (Pty) Ltd", "Blue Crane CC", "Smith & Sons", "A.B. Farms"]),
        (SemanticType.ADDRESS, None, ["12 Main Street", "7b Long St", "12 Jan van Riebeeck Rd", "Church Street"]),
        (SemanticType.DATE, None, ["2024-02-29"]),
        (SemanticType.CITY, None, ["Cape Town", "St. Lucia"]),
        (SemanticType.LATITUDE, None, ["-33.918861", "12"]),
    ],
)
def test_plain_shapes_need_no_library(
    kind: SemanticType, country: str | None, texts: list[str], tmp_path: Path
) -> None:
    assert sorted(tidied(tmp_path, kind, texts, country)) == sorted(texts)


def test_a_phone_that_names_its_country_goes_through_the_library_where_none_is_known(tmp_path: Path) -> None:
    assert tidied(tmp_path, SemanticType.PHONE, ["+27821234567"], None) == {}
