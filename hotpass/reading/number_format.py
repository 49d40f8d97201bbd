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
MASK = re.compile(r"[0#?\s\-()+/]*0[0#?\s\-()+/]*0[0#?\s\-()+/]*")
PLACE = re.compile(r"[0#?]")
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
    return Shown.MASK if ";" not in code and MASK.fullmatch(_unquoted(code)) else Shown.NUMBER


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


def _unquoted(code: str) -> str:
    return LITERAL.sub(lambda found: re.sub(r"[0#?]", "", found[1] or found[2] or ""), BRACKET.sub("", code))


def _masked(number: float, code: str) -> str | None:
    if number < 0 or not number.is_integer():
        return None
    digits = list(str(int(number)))
    mask = _unquoted(code)
    text: list[str] = []
    first = PLACE.search(mask)
    for at in range(len(mask) - 1, -1, -1):
        if not PLACE.match(mask[at]):
            text.append(mask[at])
        elif digits:
            text.append(digits.pop())
        elif mask[at] == "0":
            text.append("0")
        if first and at == first.start():
            text.extend(reversed(digits))
            digits = []
    return "".join(reversed(text)).strip()
