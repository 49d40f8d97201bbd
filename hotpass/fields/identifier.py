"""Identifiers: codes that name one thing, with the check digits of their scheme where it has any."""

import re
from functools import cache
from importlib import import_module
from types import ModuleType

from stdnum import get_cc_module
from stdnum.exceptions import InvalidChecksum, ValidationError

from hotpass.fields.base import FieldType, Standard, doubted, kept, missing, together
from hotpass.fields.fold import settled, tidy
from hotpass.fields.placeholder import EMPTY, LONGEST, TOO_LONG, absent

# RE2 and Python alike. Without a scheme, where the whole text matches this and neither it nor the rest without dashes
# is a placeholder, the standard value is the text in upper case without dashes, valid.
SIMPLE = r"[A-Za-z0-9-]{1,60}"

_BREAKS = re.compile(r"[\n\r;,|]+|\s+(?:or|and|/)\s+", re.IGNORECASE)
_INSIDE = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_FLOAT = re.compile(r"\d+\.0+")

_INTERNATIONAL = frozenset(
    {"bic", "cusip", "ean", "figi", "gs1_128", "iban", "imei", "imo", "isan", "isbn", "isin", "isni", "iso6346", "issn"}
    | {"lei", "luhn", "mac", "orcid"}
)
_SHAPES = {
    "icao_airport": (re.compile(r"[A-Z][A-Z0-9]{3}"), "An ICAO code has four letters."),
    "iata_airport": (re.compile(r"[A-Z]{3}"), "An IATA code has three letters."),
    "za_company": (
        re.compile(r"(?:19|20)\d{2}/?\d{6}/?\d{2}"),
        "A company registration reads year, six digits, two digits.",
    ),
}
_TWINS = {"sa_id": "za.idnr", "za_id": "za.idnr", "za_tax": "za.tin", "gtin": "ean", "swift": "bic"}
BAD_CHECK = "The check digits do not fit, a digit is wrong or two are swapped."
BAD_SHAPE = "The code does not have the shape of its scheme."


@cache
def scheme_module(scheme: str, country: str | None) -> ModuleType | None:
    """The python-stdnum module of a scheme: `lei`, `vat` (of the country), `za.idnr`, …; None where it knows none."""
    scheme = _TWINS.get(scheme.lower(), scheme.lower())
    if scheme in _INTERNATIONAL:
        return import_module(f"stdnum.{scheme}")
    home, _, name = scheme.rpartition(".")
    land = home or (country or "").lower()
    found = get_cc_module(land, name) if land else None
    if found is None and scheme == "vat":
        return import_module("stdnum.eu.vat")
    return found if isinstance(found, ModuleType) else None


class Identifier(FieldType):
    """A code; `scheme` names the rules it must keep, None means any code."""

    several = True

    def __init__(self, scheme: str | None = None) -> None:
        """Without a scheme every code is taken as it is."""
        self.scheme = scheme

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """Upper case, without blanks and dashes; compact and checked where the scheme is known."""
        if len(text) > LONGEST:
            return missing(TOO_LONG)
        pieces = [self._one(piece, country) for piece in _BREAKS.split(text.strip()) if piece.strip()]
        return together(pieces, EMPTY)

    def _one(self, text: str, country: str | None) -> Standard:
        if gap := absent(text):
            return gap
        plain = tidy(text)
        if _FLOAT.fullmatch(plain):
            plain = plain.partition(".")[0]
        code = settled(lambda text: tidy(_INSIDE.sub("", text)).upper(), plain)
        if gap := absent(code):
            return gap
        if self.scheme is None:
            return kept(code)
        if shape := _SHAPES.get(self.scheme.lower()):
            return kept(code) if shape[0].fullmatch(code) else doubted(code, shape[1])
        module = scheme_module(self.scheme, country)
        return kept(code) if module is None else _checked(module, code)


def _checked(module: ModuleType, code: str) -> Standard:
    try:
        return kept(str(module.validate(code)))
    except InvalidChecksum:
        return doubted(code, BAD_CHECK)
    except ValidationError:
        return doubted(code, BAD_SHAPE)
