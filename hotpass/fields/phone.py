"""Telephone numbers: E.164, read with the country's own numbering plan."""

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from hotpass.fields.base import FieldType, Standard, doubted, kept, missing, together
from hotpass.fields.fold import tidy
from hotpass.fields.placeholder import STANDS_FOR_NOTHING, absent

if TYPE_CHECKING:  # it takes a moment to load, and many lists bring no number that needs it
    from phonenumbers import PhoneNumber

NOTHING = "No telephone number is in it."
_BREAKS = re.compile(
    r"[\n\r;,/|]+|\b(?:or|and|und|ou|en|of)\b|(?=\b(?:tel|fax|cell|mobile|phone|office|home|work)\b)", re.IGNORECASE
)
_LABEL = re.compile(r"^[A-Za-z][A-Za-z .:]{0,40}(?=[+(\d])")
_FLOAT = re.compile(r"\+?(\d{5,15})[.,]0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
# Digits as people write them at home; without a country no such number of up to ten digits can be read.
NATIONAL = r"[0-9][0-9 ()-]*[0-9]"
_NATIONAL = re.compile(NATIONAL)
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_ALIKE = re.compile(r"\+?(\d)\1{5,}")
_RUNS = frozenset({"1234567", "12345678", "123456789", "1234567890", "0123456789"})
# RE2 and Python alike: digits people type to fill a field.
IDLE = "|".join([*(f"{digit}{{6,}}" for digit in range(10)), *sorted(_RUNS)])
# By the names that phonenumbers.ValidationResult gives them.
_TROUBLE = {
    "TOO_SHORT": "The number has too few digits.",
    "TOO_LONG": "The number has too many digits.",
    "INVALID_LENGTH": "The number has a length no number of its country has.",
    "IS_POSSIBLE_LOCAL_ONLY": "The number lacks its area code.",
    "INVALID_COUNTRY_CODE": "The country calling code does not exist.",
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


def _parsed(text: str, country: str | None) -> "PhoneNumber | None":
    if country is None and "+" not in text and "\uff0b" not in text:
        return None  # phonenumbers refuses it too, at ten times the cost
    import phonenumbers

    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def _valid(text: str, country: str | None) -> "PhoneNumber | None":
    number = _parsed(text, country)
    return number if number is not None and _is_valid(number) else None


def _is_valid(number: "PhoneNumber") -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(number)


def _idle(digits: str) -> bool:
    return digits in _RUNS or _ALIKE.fullmatch(digits) is not None


def _e164(number: "PhoneNumber") -> str:
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _one(text: str, country: str | None) -> Standard:
    if _rounded(text):
        return missing(ROUNDED)
    text = _rescued(text)
    head = _LETTER.split(text)[0]
    digits = _digits(head) if len(_digits(head)) >= 5 else _digits(text)
    if len(digits) < 5 or len(digits) > 20:
        return missing(NOTHING)
    if _idle(digits):
        return missing(STANDS_FOR_NOTHING)
    plain = ("+" if text.lstrip(" (").startswith("+") else "") + digits
    number = _valid(text, country) or _valid(plain, country)
    if number is None and len(digits) >= 11:
        number = _valid("+" + digits, None)
    if number is None:
        return doubted(plain, _trouble(plain, country))
    return kept(_e164(number))


def _trouble(plain: str, country: str | None) -> str:
    number = _parsed(plain, country)
    if number is None:
        return NOT_IN_USE if country or plain.startswith("+") else NO_COUNTRY
    import phonenumbers

    told = phonenumbers.is_possible_number_with_reason(number)
    said = (words for name, words in _TROUBLE.items() if getattr(phonenumbers.ValidationResult, name) == told)
    return next(said, NOT_IN_USE)


def _digits(text: str) -> str:
    if text.isascii():
        return "".join(_DIGIT.findall(text))
    return "".join(str(int(digit)) for digit in _DIGIT.findall(text))


class Phone(FieldType):
    """A telephone number; a cell may hold several."""

    several = True

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """E.164; a number that is not valid is kept as its digits."""
        if gap := absent(text):
            return gap
        if country is None and _NATIONAL.fullmatch(text) and 5 <= len(digits := _digits(text)) <= 10:
            return missing(STANDS_FOR_NOTHING) if _idle(digits) else doubted(digits, NO_COUNTRY)
        plain = _LABEL.sub("", tidy(text))
        if number := _valid(plain, country):
            digits = _digits(plain)
            return missing(STANDS_FOR_NOTHING) if _idle(digits) else kept(_e164(number))
        cut = [_LABEL.sub("", piece).strip() for piece in _BREAKS.split(text.strip()) if _DIGIT.search(piece)]
        if len(cut) < 2:
            return _one(plain, country)
        pieces = [found for piece in cut if (found := _one(tidy(piece), country)).value]
        return together(pieces, NOTHING) if pieces else _one(plain, country)

    def format(self, value: str, country: str | None = None) -> str:
        """Nationally within the country, internationally elsewhere; a doubted number stays as it is."""
        number = _parsed(value, None) if value.startswith("+") else None
        if number is None or not _is_valid(number):
            return value
        import phonenumbers

        at_home = country is not None and phonenumbers.region_code_for_number(number) == country
        styles = phonenumbers.PhoneNumberFormat
        style = styles.NATIONAL if at_home else styles.INTERNATIONAL
        return phonenumbers.format_number(number, style)
