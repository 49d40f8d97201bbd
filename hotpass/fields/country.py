"""Countries: ISO 3166-1 alpha-2 codes."""

from functools import cache

import pycountry
from rapidfuzz import fuzz, process

from hotpass.fields.base import FieldType, Standard, doubted, kept
from hotpass.fields.fold import words
from hotpass.fields.placeholder import absent, idle
from hotpass.fields.tables import table

NO_SUCH_COUNTRY = "No country has this name or code."
# Below this likeness (0 to 100) a misspelt name is left undecided; two country names are up to 88 alike.
LIKENESS = 89.0


@cache
def codes() -> frozenset[str]:
    """All alpha-2 codes."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def names() -> dict[str, str]:
    """Every name and code, folded, with the alpha-2 code it means."""
    found: dict[str, str] = {}
    for country in pycountry.countries:
        spellings = [
            country.alpha_3,
            country.name,
            getattr(country, "official_name", ""),
            getattr(country, "common_name", ""),
        ]
        name = country.name.partition(",")
        spellings += [f"{name[2]} {name[0]}", country.alpha_2]
        found |= {words(spelling): country.alpha_2 for spelling in spellings if spelling.strip()}
    for code, spellings in table("countries").items():
        found |= {words(spelling): code for spelling in spellings}
    return found


@cache
def _long_names() -> list[str]:
    return [name for name in names() if len(name) > 4]


class Country(FieldType):
    """A country."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The alpha-2 code of a name, a code or a slightly misspelt name."""
        plain = words(text)
        if code := names().get(plain) or names().get(plain.removeprefix("the ")):
            return kept(code)
        if gap := absent(text):
            return gap
        if gap := idle(plain):
            return gap
        near = (
            process.extractOne(plain, _long_names(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
            if len(plain) > 4
            else None
        )
        return kept(names()[near[0]]) if near else doubted(plain, NO_SUCH_COUNTRY)

    def format(self, value: str, country: str | None = None) -> str:
        """The country's common name."""
        found = pycountry.countries.get(alpha_2=value)
        return str(getattr(found, "common_name", found.name)) if found else value
