"""Faults as they come about in tables, each as what it makes of a right cell, and the roles of columns it befalls."""

import re
from collections.abc import Callable
from random import Random

Fault = Callable[[str, Random], str]
NUMBERS = ("number", "amount", "signed", "percent", "count", "latitude", "longitude")
WORDS = ("category", "city", "name", "country")
CODES = ("code", "padded", "zip", "checked")
DAYS = ("date", "slashed", "time")
ANY = (*NUMBERS, *WORDS, *CODES, *DAYS, "key", "text", "email", "phone", "url", "year")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SIGNS = {"a": "Ã¡", "e": "Ã©", "o": "Ã¶", "u": "Ã¼", "i": "Ã­"}


def _word(*words: str) -> Fault:
    return lambda _, chance: chance.choice(words)


def _times(*factors: float) -> Fault:
    return lambda value, chance: f"{float(value) * chance.choice(factors):g}"


def _typo(value: str, chance: Random) -> str:
    """One letter replaced, left out, doubled, or exchanged with the next."""
    place = chance.randrange(1, max(2, len(value) - 1))
    left, sign, right = value[:place], value[place : place + 1], value[place + 1 :]
    new = chance.choice([chance.choice(LETTERS.replace(sign.lower(), "")), "", sign * 2, right[:1] + sign])
    return left + new + (right[1:] if new[1:] and new[1:] == sign and new != sign * 2 else right)


def _case(value: str, _: Random) -> str:
    changed = value.upper() if value != value.upper() else value.lower()
    return changed if changed != value else value.title()


def _garbled(value: str, chance: Random) -> str:
    vowels = [place for place, sign in enumerate(value) if sign in SIGNS]
    place = chance.choice(vowels) if vowels else 0
    return value[:place] + SIGNS.get(value[place : place + 1], "Ã©") + value[place + 1 :]


def _mail(value: str, chance: Random) -> str:
    name, _, host = value.partition("@")
    return chance.choice(
        [name + host, f"{name}@@{host}", f"{name}@", f"{name} x@{host}", f"@{host}", f"{name}@{host.split('.')[0]}"]
    )


def _day(year: str) -> Fault:
    def changed(value: str, _: Random) -> str:
        return re.sub(r"\d{4}", year, value, count=1)

    return changed


def _no_day(value: str, chance: Random) -> str:
    if "/" in value:
        return chance.choice(["31/02/", "45/07/", "12/13/", "00/05/"]) + value[-4:]
    return value[:4] + chance.choice(["-02-30", "-13-05", "-00-12", "-06-31"]) + value[10:]


def _exchanged(value: str, chance: Random) -> str:
    """Day and month exchanged where that shows: a day beyond the twelfth."""
    late = f"{chance.randrange(13, 29)}"
    return f"{value[3:5]}/{late}/{value[6:]}" if "/" in value else f"{value[:4]}-{late}-{value[5:7]}{value[10:]}"


def _other_day(value: str, chance: Random) -> str:
    """The same day written in another way."""
    if "/" in value:
        return f"{value[6:]}-{value[3:5]}-{value[:2]}"
    year, month, rest = value[:4], value[5:7], value[8:10]
    return chance.choice([f"{rest}/{month}/{year}", f"{rest}.{month}.{year}", f"{year}/{month}/{rest}"]) + value[10:]


def _digit(value: str, chance: Random) -> str:
    """One digit is another one."""
    places = [place for place, sign in enumerate(value) if sign.isdigit()]
    place = chance.choice(places)
    return f"{value[:place]}{(int(value[place]) + chance.randrange(1, 9)) % 10}{value[place + 1 :]}"


# Kind of fault: roles that it befalls, and what it makes of a cell.
KINDS: dict[str, tuple[tuple[str, ...], Fault]] = {
    "missing": (ANY, _word("")),
    "placeholder": (ANY, _word("n/a", "unknown", "-", "NULL", "TBD", "?", "none", "missing")),
    "sentinel": ((*NUMBERS[:5], "year"), _word("-999", "-1", "99999", "9999999")),
    "sentinel_day": (("date", "time"), _word("1900-01-01", "9999-12-31", "0000-00-00")),
    "bad_email": (("email",), _mail),
    "bad_phone": (
        ("phone",),
        lambda value, chance: chance.choice([value[:6], value + "123456", "call me", "abc" + value[3:]]),
    ),
    "bad_url": (
        ("url",),
        lambda value, chance: chance.choice(
            [value.replace("://", "//"), value.replace(".", ","), "shop", value[:12] + " " + value[12:]]
        ),
    ),
    "bad_check_digit": (("checked",), _digit),
    "no_day": (DAYS, _no_day),
    "future": (DAYS, _day("2098")),
    "ancient": (DAYS, _day("1023")),
    "other_format": (DAYS, _other_day),
    "exchanged_day": (DAYS, _exchanged),
    "out_of_range": (NUMBERS, _word("999999", "-888888", "1234567")),
    "beyond_percent": (("percent",), _word("250", "-20", "180.5", "1000")),
    "times_ten": (NUMBERS[:5], _times(10)),
    "times_hundred": (NUMBERS[:5], _times(100, 0.01)),
    "times_thousand": (NUMBERS[:5], _times(1000, 0.001)),
    "sign": (("number", "amount", "count", "percent"), lambda value, _: "-" + value.lstrip("-")),
    "text_in_number": ((*NUMBERS, "year", "key"), _word("abc", "twelve", "see note", "12x", "error")),
    "number_in_text": ((*WORDS, "email", "text"), lambda _, chance: str(chance.randrange(10, 99999))),
    "garbled": ((*WORDS, "text"), _garbled),
    "blanks": (
        (*WORDS, *CODES, "key", "text"),
        lambda value, chance: chance.choice([" " + value, value + " ", value + "  "]),
    ),
    "inner_blanks": (("name", "text", "city"), lambda value, _: value.replace(" ", "  ", 1)),
    "capitals": ((*WORDS, "email"), _case),
    "typo": (("category", "city"), _typo),
    "alien": (("category", "country"), _word("Zebra", "ZZ", "xyz", "Other thing")),
    "formula": (
        ANY,
        _word("=1+1", "=SUM(A1:A9)", '=HYPERLINK("http://x.example","y")', "@SUM(1)", "=cmd|' /C calc'!A0"),
    ),
    "cut": (("name", "text"), lambda value, _: value[: max(4, len(value) // 2)].rstrip() + "..."),
    "cut_code": ((*CODES, "key"), lambda value, _: value[:-2]),
    "long_code": (CODES, lambda value, chance: value + chance.choice(["99", "XX"])),
    "decimal_comma": (
        ("amount", "signed", "number", "latitude", "longitude"),
        lambda value, _: value.replace(".", ","),
    ),
    "currency": (("amount", "number"), lambda value, chance: chance.choice(["$", "R ", "€"]) + value),
    "unit": (("number", "amount", "signed"), lambda value, _: value + " kg"),
    "thousands": (("amount", "number"), lambda value, _: f"{float(value) + 1000:,.2f}"),
    "excel_day": (("code", "key", "padded", "checked"), _word("02-Jan", "1-Jun", "Mar-05", "2022-06-01 00:00:00")),
    "excel_power": (("checked", "phone", "padded", "key"), _word("1.23E+15", "6.00E+12", "2.78E+10")),
    "lost_zeros": (("padded", "zip"), lambda value, _: value.lstrip("0")),
    "excel_error": (ANY, _word("###", "#REF!", "#VALUE!", "#N/A", "########", "#DIV/0!")),
    "serial_day": (("date",), lambda _, chance: str(chance.randrange(40000, 46000))),
    "entity": (("name", "text"), lambda value, _: value.replace(" ", "&nbsp;", 1)),
    "control": ((*WORDS, *CODES, "email"), lambda value, _: value[:2] + "\u200b" + value[2:]),
    "keyboard": (("name", "text", "city"), _word("asdf", "test", "xxx", "qwerty", "aaaa")),
    "year_short": (("year",), lambda value, _: value[-2:]),
}
