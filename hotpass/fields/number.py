"""Numbers: decimal digits with a point, without thousands marks and units."""

import re
from decimal import Decimal

from hotpass.fields.base import FieldType, Standard, kept, missing
from hotpass.fields.fold import tidy
from hotpass.fields.placeholder import absent

NOT_A_NUMBER = "It is not a number."
# Numbers of 30 digits and more are not quantities.
LARGEST_EXPONENT = 30
# RE2 and Python alike: a text that fully matches this is its own standard value.
SIMPLE = r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,14})\.[0-9]{0,14}[1-9]"

_AROUND = re.compile(r"^(?:zar|usd|eur|gbp|rs|r|us\$)?\s*[$€£¥]?\s*|\s*(?:%|[$€£¥]|zar|usd|eur|gbp)?$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_SPACED = re.compile(r"(?<=\d)[ '\u2019_](?=\d{3}(?!\d))")


def decimal(text: str) -> Decimal | None:
    """The number a text means, or None. A lone comma before exactly three digits marks thousands, else decimals."""
    plain = tidy(text)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    sign, plain = ("-", plain[1:]) if plain[:1] in {"-", "\u2212"} else ("", plain)
    plain = sign + _SPACED.sub("", _AROUND.sub("", plain))
    if _PLAIN.fullmatch(plain):
        return _sized(plain)
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        mark, thousands = (",", ".") if plain.rfind(",") > plain.rfind(".") else (".", ",")
    elif commas == 1 and not re.search(r"^[+-]?[1-9]\d{0,2},\d{3}$", plain):
        mark, thousands = ",", "."
    elif commas:
        mark, thousands = ".", ","
    else:
        mark, thousands = ",", "."
    if thousands in plain and not re.search(rf"^[+-]?\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{mark}\d*)?$", plain):
        return None
    plain = plain.replace(thousands, "").replace(mark, ".")
    return _sized(plain) if _PLAIN.fullmatch(plain) else None


def _sized(plain: str) -> Decimal | None:
    number = Decimal(plain)
    return number if number == 0 or -LARGEST_EXPONENT <= number.adjusted() < LARGEST_EXPONENT else None


def written(number: Decimal) -> str:
    """A number without exponent and idle zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


class Number(FieldType):
    """A quantity, an amount or a year."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """Digits with a decimal point."""
        if gap := absent(text):
            return gap
        number = decimal(text)
        return missing(NOT_A_NUMBER) if number is None else kept(written(number))
