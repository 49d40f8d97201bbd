"""Latitude and longitude in decimal degrees, north and east positive."""

import re

from hotpass.fields.base import FieldType, Standard, kept, missing
from hotpass.fields.fold import tidy
from hotpass.fields.number import decimal, written
from hotpass.fields.placeholder import absent

NOT_AN_ANGLE = "It is not an angle in degrees."
# RE2 and Python alike: a text that fully matches this and lies within the limit is its own standard value.
SIMPLE = r"0|-?[1-9][0-9]{0,2}|-?(?:0|[1-9][0-9]{0,2})\.[0-9]{0,5}[1-9]"

_MINUTE = "['\u2019\u2032:]"
_SECOND = "(?:\"|''|\u2033|\u201d)"
_ANGLE = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<sign>[-\u2212+])?\s*(?P<degrees>\d{1,3}(?:[.,]\d{0,15})?)\s*(?:[\u00b0\u00ba:]|deg)?\s*"
    rf"(?:(?P<minutes>\d{{1,2}}(?:[.,]\d{{0,12}})?)\s*{_MINUTE}?\s*"
    rf"(?:(?P<seconds>\d{{1,2}}(?:[.,]\d{{0,12}})?)\s*{_SECOND}?)?)?\s*(?P<after>[NSEW])?",
    re.IGNORECASE | re.ASCII,
)
_PLAIN = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?", re.ASCII)


def degrees(text: str, towards: str) -> float | None:
    """The angle of a decimal or degrees-minutes-seconds text; `towards` is the pair of letters it may carry."""
    plain = tidy(text)
    if _PLAIN.fullmatch(plain):
        return float(plain)
    found = _ANGLE.fullmatch(plain)
    if found is None:
        return None
    minutes, seconds = (float((found[part] or "0").replace(",", ".")) for part in ("minutes", "seconds"))
    letter = (found["before"] or found["after"] or "").upper()
    both = found["before"] and found["after"]
    if minutes >= 60 or seconds >= 60 or both or (letter and letter not in towards):
        return None
    angle = float(found["degrees"].replace(",", ".")) + minutes / 60 + seconds / 3600
    negative = (found["sign"] or "+") in "-\u2212" or letter in {"S", "W"}
    return -angle if negative else angle


class Position(FieldType):
    """One coordinate; `limit` is the largest angle, `towards` the letters of its two directions."""

    def __init__(self, limit: float, towards: str) -> None:
        """`limit` in degrees, `towards` as `NS` or `EW`."""
        self.limit = limit
        self.towards = towards
        self.too_far = f"The angle must lie between -{limit:.0f} and {limit:.0f} degrees."

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """Decimal degrees, rounded to six places (about 0.1 m)."""
        if gap := absent(text):
            return gap
        angle = degrees(text, self.towards)
        if angle is None:
            return missing(NOT_AN_ANGLE)
        number = decimal(f"{angle:.6f}")
        return kept(written(number)) if number is not None and abs(angle) <= self.limit else missing(self.too_far)
