"""Postcodes, by the pattern of their country where it is known."""

import re
from functools import cache
from typing import NamedTuple

from hotpass.fields.base import FieldType, Standard, doubted, kept
from hotpass.fields.fold import settled, tidy
from hotpass.fields.placeholder import absent
from hotpass.fields.tables import table

NOT_OF_COUNTRY = "It does not have the shape of a postcode of its country."
NOT_A_POSTCODE = "It does not have the shape of a postcode."
# RE2 and Python alike. Where no shape is known of the country and the whole text matches this, the standard value is
# its upper case, valid.
SIMPLE = r"[A-Za-z0-9]{0,4}[0-9][A-Za-z0-9]{1,4}"

_INSIDE = re.compile(r"[\s\-.]+")
_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
_ANY = re.compile(r"(?=.*\d)[A-Z0-9]{2,10}", re.ASCII)


class Shape(NamedTuple):
    """How a country writes its postcodes."""

    pattern: re.Pattern[str]
    joint: str
    digits: int | None


@cache
def shape_of(country: str) -> Shape | None:
    """The shape of a country's postcodes, None where it is not known."""
    found = table("postcodes").get(country)
    if found is None:
        return None
    return Shape(re.compile(found["pattern"], re.ASCII), found.get("joint", ""), found.get("digits"))


class Postcode(FieldType):
    """A postcode or ZIP code."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """Upper case, joined as the country does; zeros a spreadsheet dropped in front are put back."""
        if gap := absent(text):
            return gap
        plain = tidy(text).upper()
        if found := _FLOAT.fullmatch(plain):
            plain = found[1]
        code = settled(lambda text: tidy(_INSIDE.sub("", text)).upper(), plain)
        if gap := absent(code):
            return gap
        shape = shape_of(country) if country else None
        if shape is None:
            return kept(code) if _ANY.fullmatch(code) else doubted(code, NOT_A_POSTCODE)
        if shape.digits and code.isdigit() and code.isascii() and shape.digits - 3 <= len(code) < shape.digits:
            code = code.zfill(shape.digits)
        parts = shape.pattern.fullmatch(code)
        if parts is None:
            return doubted(code, NOT_OF_COUNTRY)
        return kept(shape.joint.join(part for part in parts.groups() if part))
