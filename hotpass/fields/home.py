"""The country that a table's values speak of, where they name one."""

from collections.abc import Mapping, Sequence

import pycountry

from hotpass.fields.country import Country
from hotpass.fields.fold import words
from hotpass.fields.look import sampled
from hotpass.fields.phone import Phone
from hotpass.fields.region import names
from hotpass.model.semantic import SemanticType

# The share of a sample that must fit a country.
SURE = 0.8


def home_country(samples: Mapping[SemanticType, Sequence[str]]) -> str | None:
    """An ISO 3166-1 alpha-2 code by the countries, else the regions and phones of a sample; None where unsure."""
    countries = [Country().normalise(value) for value in sampled(samples.get(SemanticType.COUNTRY, ()))]
    valid = [found.value for found in countries if found.valid and found.value]
    if valid:
        most = max(set(valid), key=valid.count)
        return most if len(set(valid)) == 1 or valid.count(most) >= 0.95 * len(valid) else None
    regions = [words(value) for value in sampled(samples.get(SemanticType.REGION, ()))]
    fitting = [code.alpha_2 for code in pycountry.countries if _share(regions, code.alpha_2) >= SURE] if regions else []
    phones = sampled(samples.get(SemanticType.PHONE, ()))
    if len(fitting) == 1:
        return fitting[0]
    fitting = [code for code in fitting if phones and _callable(phones, code) >= SURE]
    return fitting[0] if len(fitting) == 1 else None


def _share(regions: Sequence[str], country: str) -> float:
    known = names(country)
    return sum(region in known for region in regions) / len(regions)


def _callable(phones: Sequence[str], country: str) -> float:
    return sum(Phone().is_valid(phone, country) for phone in phones) / len(phones)
