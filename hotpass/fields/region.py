"""Provinces, states and other regions: ISO 3166-2 codes."""

import re
from functools import cache

import pycountry
from rapidfuzz import fuzz, process

from hotpass.fields.base import FieldType, Standard, doubted, kept
from hotpass.fields.fold import words
from hotpass.fields.placeholder import absent, idle
from hotpass.fields.tables import table

NO_SUCH_REGION = "Its country has no region of this name or code."
NO_COUNTRY = "No country is known, so the region cannot be told."
# Below this likeness (0 to 100) a misspelt name is left undecided.
LIKENESS = 84.0
_CODE = re.compile(r"[a-z]{2}[ -][a-z0-9]{1,3}")


@cache
def names(country: str) -> dict[str, str]:
    """Every name and short code of a country's regions, folded, with the ISO 3166-2 code it means."""
    found: dict[str, str] = {}
    regions = pycountry.subdivisions.get(country_code=country) or ()  # type: ignore[no-untyped-call]  # pycountry has no types here
    # They come in no order; where a region and a part of it share a name, the name means the region.
    regions = sorted(regions, key=lambda region: (region.parent_code is not None, region.code))
    for region in regions:
        found.setdefault(words(region.name), region.code)
    for region in regions:
        found.setdefault(words(region.code.partition("-")[2]), region.code)
        found.setdefault(f"{words(region.name)} {_kind(region.type)}", region.code)
    for code, spellings in table("regions").get(country, {}).items():
        found |= {words(spelling): code for spelling in spellings}
    return found


@cache
def _kind(name: str) -> str:
    """What a region is, such as a province; there are few, and each is many times asked for."""
    return words(name)


@cache
def _everywhere() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for country in pycountry.countries:
        for name, code in names(country.alpha_2).items():
            if len(name) > 3:
                found[name] = None if found.get(name, code) != code else code
    return found


@cache
def _codes() -> dict[str, str]:
    return {words(region.code): region.code for region in pycountry.subdivisions}


class Region(FieldType):
    """A province, state, canton, county, …"""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The ISO 3166-2 code; an unknown region, and one of several other countries, stays as its plain words."""
        plain = words(text)
        if country and (code := names(country).get(plain)):
            return kept(code)
        if gap := absent(text):
            return gap
        if gap := idle(plain):
            return gap
        if _CODE.fullmatch(plain) and (code := _codes().get(plain)):
            return kept(code)
        if country is None:
            code = _everywhere().get(plain)
            return kept(code) if code else doubted(plain, NO_COUNTRY)
        if near := _near(plain, country):
            return kept(near)
        # The country is the one most rows are of: a region of another is none the worse, though its name may be shared.
        if plain in _everywhere():
            return kept(_everywhere()[plain] or plain)
        return doubted(plain, NO_SUCH_REGION)

    def format(self, value: str, country: str | None = None) -> str:
        """The region's name."""
        found = pycountry.subdivisions.get(code=value)  # type: ignore[no-untyped-call]  # pycountry has no types here
        return str(found.name) if found else value.title()


def _near(plain: str, country: str) -> str | None:
    if len(plain) < 5:
        return None
    likely = [name for name in names(country) if len(name) > 4]
    found = process.extract(plain, likely, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2)
    if not found or (
        len(found) > 1 and found[0][1] == found[1][1] and names(country)[found[0][0]] != names(country)[found[1][0]]
    ):
        return None
    return names(country)[found[0][0]]
