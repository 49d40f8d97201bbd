"""What a column's values look like, whatever its header says."""

import re
from collections.abc import Callable, Mapping, Sequence

from hotpass.fields.fold import fold
from hotpass.fields.number import decimal
from hotpass.fields.placeholder import absent
from hotpass.fields.registry import TYPES, knowledge_of
from hotpass.fields.tables import table
from hotpass.model.semantic import SemanticType

SAMPLE = 100
# A share of the sample from which a column counts as being of a type by its look alone.
SURE = 0.8

_PHONE = re.compile(r"(?:[A-Za-z. ]{0,8}:)?[\s()+\d./-]*(?:\d[\s()+./,;x-]*){6,}(?:e\+?\d+)?", re.IGNORECASE)
_MARKED_PHONE = re.compile(r"^\s*(?:\+|0|\()|\d[ )-]\s?\d{3}")
_SITE = re.compile(r"^(?:https?://|www\.)|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:-]*")
_ID_WORDS = frozenset(table("bookkeeping")["identifier_words"])


def sampled(values: Sequence[str]) -> tuple[str, ...]:
    """Up to 100 values that say something, each cut to 300 characters."""
    return tuple(value[:300] for value in values if absent(value) is None)[:SAMPLE]


def _letters(text: str, country: str | None) -> bool:
    return any(character.isalpha() for character in text)


def _phone(text: str, country: str | None) -> bool:
    digits = sum(character.isdigit() for character in text)
    return 6 <= digits <= 40 and _PHONE.search(text) is not None and not _day(text, country)


def _day(text: str, country: str | None) -> bool:
    value = TYPES[SemanticType.DATE].normalise(text, country).value or ""
    return _DAY.fullmatch(value) is not None and "1500" <= value[:4] <= "2100" and value[5:7] <= "12"


def _date(text: str, country: str | None) -> bool:
    return TYPES[SemanticType.DATE].is_valid(text, country) or _day(text, country)


def _email(text: str, country: str | None) -> bool:
    return "@" in text and (TYPES[SemanticType.EMAIL].normalise(text).value is not None)


def _website(text: str, country: str | None) -> bool:
    return "@" not in text and _SITE.search(fold(text)) is not None


def _number(text: str, country: str | None) -> bool:
    return decimal(text) is not None


def _postcode(text: str, country: str | None) -> bool:
    return len(text) <= 12 and any(character.isdigit() for character in text)


def _country(text: str, country: str | None) -> bool:
    return len(text) <= 3 or TYPES[SemanticType.COUNTRY].is_valid(text)


def _region(text: str, country: str | None) -> bool:
    return _letters(text, country) and len(text) <= 40


_PLAUSIBLE: Mapping[SemanticType, Callable[[str, str | None], bool]] = {
    SemanticType.ORGANISATION_NAME: _letters,
    SemanticType.PERSON_NAME: _letters,
    SemanticType.CITY: _letters,
    SemanticType.ADDRESS: _letters,
    SemanticType.REGION: _region,
    SemanticType.COUNTRY: _country,
    SemanticType.POSTCODE: _postcode,
    SemanticType.EMAIL: _email,
    SemanticType.PHONE: _phone,
    SemanticType.WEBSITE: _website,
    SemanticType.DATE: _date,
    SemanticType.NUMBER: _number,
    SemanticType.LATITUDE: TYPES[SemanticType.LATITUDE].is_valid,
    SemanticType.LONGITUDE: TYPES[SemanticType.LONGITUDE].is_valid,
}


def plausible(kind: SemanticType, scheme: str | None, sample: Sequence[str], country: str | None) -> float:
    """The share of a sample (0 to 1) that may well be of a type; 1 where nothing speaks against it."""
    test = knowledge_of(kind, scheme).is_valid if scheme else _PLAUSIBLE.get(kind)
    if not sample or test is None:
        return 1.0
    return sum(test(value, country) for value in sample) / len(sample)


def telling(sample: Sequence[str], country: str | None) -> SemanticType | None:
    """The type that values show whatever the header says: e-mail, website, phone or date; None where they do not."""
    if not sample:
        return None
    if _share(sample, _email, country) >= SURE:
        return SemanticType.EMAIL
    if _share(sample, _website, country) >= SURE:
        sites = {TYPES[SemanticType.WEBSITE].normalise(value).value for value in sample}
        return SemanticType.WEBSITE if len(sites) * 2 > len(sample) else SemanticType.TEXT
    if _share(sample, _day, country) >= SURE:
        return SemanticType.DATE
    if _share(sample, _real_phone, country) >= SURE:
        return SemanticType.PHONE
    return None


def _real_phone(text: str, country: str | None) -> bool:
    return _MARKED_PHONE.search(text) is not None and TYPES[SemanticType.PHONE].is_valid(text, country)


def _share(sample: Sequence[str], test: Callable[[str, str | None], bool], country: str | None) -> float:
    return sum(test(value, country) for value in sample) / len(sample)


def guessed(header: str, sample: Sequence[str], distinct: float, country: str | None) -> SemanticType:
    """The type of a column no field claims, from its header in plain words, its values and their share of distinct."""
    if not sample:
        return SemanticType.TEXT
    if kind := telling(sample, country):
        return kind
    codes = _share(sample, _code, country) >= SURE
    if codes and header.rpartition(" ")[2] in _ID_WORDS:
        return SemanticType.IDENTIFIER
    if _share(sample, _number, country) >= SURE:
        padded = _share(sample, _padded, country) > 0.02 and distinct > 0.5
        return SemanticType.IDENTIFIER if padded else SemanticType.NUMBER
    if codes and distinct >= 0.5 and _share(sample, _code_like, country) >= SURE:
        return SemanticType.IDENTIFIER
    short = sum(len(value) <= 40 for value in sample) / len(sample)
    return SemanticType.CATEGORY if short >= SURE and distinct <= 0.2 else SemanticType.TEXT


def _code(text: str, country: str | None) -> bool:
    return _CODE.fullmatch(text.strip()) is not None


def _code_like(text: str, country: str | None) -> bool:
    return any(character.isdigit() for character in text) or (text.isupper() and len(text) <= 6)


def _padded(text: str, country: str | None) -> bool:
    return len(text) > 1 and text[0] == "0" and text.isdigit()
