"""Street addresses: short forms spelt out, number, street and unit apart."""

import pytest
from hypothesis import given

from hotpass.fields.address import Address
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Address()


@pytest.mark.parametrize(
    ("text", "value", "parts"),
    [
        ("12 Main Rd", "12 main road", ("12", "main road", None)),
        ("Unit 5, 12 Main Rd, Rivonia", "unit 5 12 main road rivonia", ("12", "main road", "5")),
        ("12 Main St Apt 4B", "12 main street apartment 4b", ("12", "main street", "4b")),
        ("1/45 Smith St", "unit 1 45 smith street", ("45", "smith street", "1")),
        ("27 St James St", "27 saint james street", ("27", "saint james street", None)),
        ("1200 N State St Chicago IL", "1200 north state street chicago il", ("1200", "north state street", None)),
        ("5 Dr Pixley Kaseme St", "5 doctor pixley kaseme street", ("5", "doctor pixley kaseme street", None)),
        ("16 Erskine Tce South Beach", "16 erskine terrace south beach", ("16", "erskine terrace", None)),
        ("P. O. Box 977 Durban", "po box 977 durban", (None, "po box 977", None)),
        ("P/ Bag X215 Ozwathini", "private bag x215 ozwathini", (None, "private bag x215", None)),
        ("Private Bag X9", "private bag x9", (None, "private bag x9", None)),
        ("Hangar 4, Lanseria Airport", "hangar 4 lanseria airport", (None, "lanseria airport", "4")),
        ("tullaroop street", "tullaroop street", (None, "tullaroop street", None)),
    ],
)
def test_addresses(text: str, value: str, parts: tuple[str | None, ...]) -> None:
    found = KNOWN.normalise(text)
    assert (found.value, found.parts, found.valid) == (value, parts, True)


def test_placeholder() -> None:
    assert KNOWN.normalise("N/A").parts == (None, None, None)


def test_shown_with_capitals() -> None:
    assert KNOWN.format("po box 977 durban") == "PO Box 977 Durban"


@given(cells("12", "St", "Main", "Unit 5", "PO Box", "P/Bag", "Rd", "N", "1/4", "Apt", "#", "ste"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
