"""Number formats: the text a cell shows, for those formats where the reader's own text would be another one."""

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class Shown(StrEnum):
    """How a number format shows a number."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    ELAPSED = "elapsed"
    MASK = "mask"


BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), Shown.TIME),
    46: Shown.ELAPSED,
}
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
BRACKET = re.compile(r"\[[^\]]*\]")
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<digit>[0#?])|(?P<separator>[\s\-()+/])|(?P<other>.)', re.DOTALL
)
DAY_SECONDS = 86400


def shown_by(code: str) -> Shown:
    """How a custom number format shows a number: `yyyy-mm-dd` as a date, `00000` as a mask, and so on."""
    first = code.split(";")[0]
    bare = LITERAL.sub("", first)
    if re.search(r"\[(h+|m+|s+)\]", bare, re.IGNORECASE):
        return Shown.ELAPSED
    bare = BRACKET.sub("", bare).lower().replace("general", "").replace("am/pm", "h").replace("a/p", "h")
    if re.search("[yd]", bare) or ("m" in bare and not re.search("[hs]", bare)):
        return Shown.DATE
    if re.search("[hs]", bare):
        return Shown.TIME
    return Shown.MASK if ";" not in code and _places(code) else Shown.NUMBER


def text_of(raw: str, shown: Shown, code: str, epoch_1904: bool) -> str | None:
    """The text of a raw number under a format; None where the reader's own text is as good."""
    number = float(raw)
    if shown is Shown.MASK:
        return _masked(number, code)
    if number < 0 or number >= 2_957_003:
        return None
    if shown is Shown.ELAPSED:
        seconds = round(number * DAY_SECONDS)
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return _moment(number, epoch_1904)


def plain(raw: str) -> str:
    """A raw number without exponent, to the 15 digits a spreadsheet keeps; whole numbers stay as written."""
    if re.fullmatch(r"-?\d+", raw):
        return raw
    text = format(Decimal(format(float(raw), ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(number: float, epoch_1904: bool) -> str:
    # Day 60 is the 29 February 1900 that never was; days before it are one later than counting would say.
    first_day = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30 if number >= 60 else 31)
    days, seconds = divmod(round(number * DAY_SECONDS), DAY_SECONDS)
    day = first_day + timedelta(days=days)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if number < 1:
        return clock
    return f"{day.isoformat()} {clock}" if seconds else day.isoformat()


def _places(code: str) -> list[tuple[bool, str]] | None:
    """A format of digits and separators, letter by letter, True where a digit goes; None if anything else."""
    places: list[tuple[bool, str]] = []
    for token in TOKEN.finditer(BRACKET.sub("", code)):
        if token["quoted"] is not None or token["escaped"] is not None:
            places.extend((False, letter) for letter in token["quoted"] or token["escaped"] or "")
        elif token["digit"] is not None:
            places.append((True, token["digit"]))
        elif token["separator"] is not None:
            places.append((False, token["separator"]))
        else:
            return None
    return places if sum(letter == "0" for is_digit, letter in places if is_digit) > 1 else None


def _masked(number: float, code: str) -> str | None:
    places = _places(code)
    if number < 0 or not number.is_integer() or places is None:
        return None
    digits = list(str(int(number)))
    text: list[str] = []
    left = sum(is_digit for is_digit, _ in places)
    for is_digit, letter in reversed(places):
        if not is_digit:
            text.append(letter)
            continue
        left -= 1
        if digits:
            text.append(digits.pop())
        elif letter == "0":
            text.append("0")
        if left == 0:
            text.extend(reversed(digits))
    return "".join(reversed(text)).strip()
