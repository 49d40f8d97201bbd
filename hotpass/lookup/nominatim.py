"""Nominatim: addresses by the search of OpenStreetMap's geocoder, one question a second, by somebody with a name."""

from math import isfinite
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from pydantic import JsonValue

from hotpass.lookup.answer import Answer
from hotpass.lookup.client import Client
from hotpass.lookup.provider import part
from hotpass.model.place import Spotted
from hotpass.settings import Settings

MOST = 5
# The usage policy of OpenStreetMap's own server: one question a second, by a program that says whom it works for.
GAP_SECONDS = 1.0
LICENCE = "© OpenStreetMap contributors, ODbL 1.0"


class Geocoded(NamedTuple):
    """How the question ended, and the places that may be meant, the likest first."""

    answer: Answer
    places: tuple[Spotted, ...] = ()


class Nominatim:
    """Finds places by a text; `notices` says what went wrong."""

    def __init__(self, folder: Path, settings: Settings, gap_seconds: float = GAP_SECONDS) -> None:
        """`folder` is where answers are remembered; the settings name the address and the contact."""
        self._address = settings.geocoder.rstrip("/")
        agent = f"Hotpass ({settings.lookup_contact})"
        self._client = Client(folder, settings, agent=agent, gap_seconds=gap_seconds)
        self.name = urlsplit(self._address).hostname or self._address

    @property
    def notices(self) -> list[str]:
        """What went wrong so far, each kind once, in words."""
        return self._client.notices

    def find(self, text: str, country: str | None) -> Geocoded:
        """Places of this name or address, in one country (ISO 3166-1 alpha-2) where that is known."""
        asked = {"q": " ".join(text.split()), "format": "jsonv2", "limit": str(MOST), "addressdetails": "1"}
        limit = {"countrycodes": country.lower()} if country else {}
        answer = self._client.ask(f"{self._address}/search?{urlencode({**asked, **limit})}", _is_ours)
        rows = answer.body if isinstance(answer.body, list) else []
        return Geocoded(answer, tuple(_spotted(row) for row in rows[:MOST] if _is_in(row, country)))

    def close(self) -> None:
        """Closes the cache and all connections."""
        self._client.close()


def _is_ours(body: JsonValue) -> bool:
    return isinstance(body, list) and all(
        isinstance(part(row, "display_name"), str) and _position(row) is not None for row in body
    )


def _is_in(row: JsonValue, country: str | None) -> bool:
    """Whether a place is not told to lie in another country than the one asked for."""
    told = part(row, "address", "country_code")
    return not country or not isinstance(told, str) or told.upper() == country


def _position(row: JsonValue) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, which come as texts; None where they are none on this globe."""
    try:
        latitude, longitude = float(str(part(row, "lat"))), float(str(part(row, "lon")))
    except ValueError:
        return None
    is_one = isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if is_one else None


def _spotted(row: JsonValue) -> Spotted:
    latitude, longitude = _position(row) or (0.0, 0.0)
    kind = str(part(row, "addresstype") or part(row, "type") or "place")
    return Spotted(
        name=str(part(row, "display_name")), kind=kind.replace("_", " "), latitude=latitude, longitude=longitude
    )
