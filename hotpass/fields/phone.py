"""Telephone numbers: E.164, read with the country's own numbering plan."""

import re
from decimal import Decimal, InvalidOperation

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from hotpass.fields.base import FieldType, Standard, doubted, kept, missing, together
from hotpass.fields.fold import tidy
from hotpass.fields.placeholder import STANDS_FOR_NOTHING, absent

NOTHING = "No telephone number is in it."
_BREAKS = re.compile(
    r"[\n\r;,/|]+|\b(?:or|and|und|ou|en|of)\b|(?=\b(?:tel|fax|cell|mobile|phone|office|home|work)\b)", re.IGNORECASE
)
_LABEL = re.compile(r"^\s*(?:[A-Za-z]+[ .:]*)+(?=[+(\d])")
_FLOAT = re.compile(r"\+?(\d{5,15})[.,]0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_ALIKE = re.compile(r"\+?(\d)\1{5,}")
_RUNS = frozenset({"1234567", "12345678", "123456789", "1234567890", "0123456789"})
_TROUBLE = {
    ValidationResult.TOO_SHORT: "The number has too few digits.",
    ValidationResult.TOO_LONG: "The number has too many digits.",
    ValidationResult.INVALID_LENGTH: "The number has a length no number of its country has.",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "The number lacks its area code.",
    ValidationResult.INVALID_COUNTRY_CODE: "The country calling code does not exist.",
}
NO_COUNTRY = "The number names no country, and none is known for these records."
NOT_IN_USE = "The number is not in use by its country's numbering plan."
ROUNDED = "The spreadsheet rounded the number, its last digits are lost."


def _rescued(text: str) -> str:
    if found := _FLOAT.fullmatch(text):
        return found[1]
    if _SCIENTIFIC.fullmatch(text):
        try:
            return str(int(Decimal(text.replace(",", "."))))
        except InvalidOperation:
            return text
    return text


def _rounded(text: str) -> bool:
    found = _SCIENTIFIC.fullmatch(text)
    return found is not None and len(found[1] or "") < int(found[2]) - 2


def _parsed(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except NumberParseException:
        return None


def _one(text: str, country: str | None) -> Standard:
    if _rounded(text):
        return missing(ROUNDED)
    text = _rescued(text)
    digits = "".join(_DIGITS.findall(text))
    if len(digits) < 5 or len(digits) > 20:
        return missing(NOTHING)
    if _ALIKE.fullmatch(digits) or digits in _RUNS:
        return missing(STANDS_FOR_NOTHING)
    number = _parsed(text, country)
    if (number is None or not phonenumbers.is_valid_number(number)) and len(digits) >= 11:
        abroad = _parsed("+" + digits, None)
        number = abroad if abroad is not None and phonenumbers.is_valid_number(abroad) else number
    if number is None:
        return doubted(_ascii(digits), NOT_IN_USE if "+" in text or country else NO_COUNTRY)
    if phonenumbers.is_valid_number(number):
        return kept(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    trouble = phonenumbers.is_possible_number_with_reason(number)
    sign = "+" if text.lstrip(" (").startswith("+") else ""
    return doubted(sign + _ascii(digits), _TROUBLE.get(trouble, NOT_IN_USE))


def _ascii(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


class Phone(FieldType):
    """A telephone number; a cell may hold several."""

    several = True

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """E.164; a number that is not valid is kept as its digits."""
        if gap := absent(text):
            return gap
        plain = tidy(text)
        whole = _one(_LABEL.sub("", plain), country)
        if whole.valid:
            return whole
        cut = [_LABEL.sub("", piece).strip() for piece in _BREAKS.split(text.strip()) if piece]
        if len(cut) == 1:
            return whole
        pieces = [_one(tidy(piece), country) for piece in cut if _DIGITS.search(piece)]
        return together([piece for piece in pieces if piece.value], NOTHING)

    def format(self, value: str, country: str | None = None) -> str:
        """Nationally within the country, internationally elsewhere; a doubted number stays as it is."""
        number = _parsed(value, None) if value.startswith("+") else None
        if number is None or not phonenumbers.is_valid_number(number):
            return value
        at_home = country is not None and phonenumbers.region_code_for_number(number) == country
        style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)
