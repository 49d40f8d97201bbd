"""Latitude and longitude: decimal degrees, however the angle is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields.base import Standard
from hotpass.fields.registry import TYPES
from hotpass.model.semantic import SemanticType
from tests.fields.idempotence import COUNTRIES, cells, check

LATITUDE = TYPES[SemanticType.LATITUDE]
LONGITUDE = TYPES[SemanticType.LONGITUDE]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-26.1338", "-26.1338"),
        ("-26,1338", "-26.1338"),
        ("26.1 S", "-26.1"),
        ("26°08'21\"S", "-26.139167"),
        ("26 08 21 S", "-26.139167"),
        ("S26 08 21", "-26.139167"),
        ("26° 8.35' S", "-26.139167"),
        ("0", "0"),
        ("90", "90"),
    ],
)
def test_latitudes(text: str, value: str) -> None:
    assert LATITUDE.normalise(text) == Standard(value, valid=True, every=(value,))


@pytest.mark.parametrize(("text", "value"), [("28.2423°E", "28.2423"), ("W 28", "-28"), ("-180", "-180")])
def test_longitudes(text: str, value: str) -> None:
    assert LONGITUDE.normalise(text).value == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("91", "The angle must lie between -90 and 90 degrees."),
        ("26.1 E", "It is not an angle in degrees."),
        ("26 61 00 S", "It is not an angle in degrees."),
        ("north", "It is not an angle in degrees."),
    ],
)
def test_not_a_latitude(text: str, reason: str) -> None:
    assert LATITUDE.normalise(text) == Standard(None, valid=False, reason=reason)


@given(cells("26", "°", "08", "'", "S", "E", "-", ".5"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(LATITUDE, text, country)
    check(LONGITUDE, text, country)


@given(st.floats(-90, 90))
def test_every_angle_is_kept_to_a_tenth_of_a_metre(angle: float) -> None:
    found = LATITUDE.normalise(f"{angle:.9f}").value
    assert found is not None
    assert abs(float(found) - angle) <= 0.6e-6
