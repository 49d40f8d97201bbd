"""The plain shapes of a country's telephone numbers as patterns a database can test, from phonenumbers' metadata."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phonenumbers import PhoneMetadata

_KINDS = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
_PIECE = re.compile(r"\\d|\[[^\]]+\]|\d|\(\?:|\(|\)|\||\{(?P<low>\d+)(?:,(?P<high>\d+))?\}|\?")


class PhonePattern(NamedTuple):
    """Where these hold, the standard value is `+`, the calling code and the national number, and it is valid.

    All patterns are RE2. A text that fully matches `shape` is brought to digits by removing blanks, brackets, and
    hyphens; `coded` (where there is one), else `plain`, fully matches the rest with the national number
    as group 1; that number must fully match both `general` and `national`, and not fully match `idle` (digits people
    type to fill a field). A text that fails any of these needs `Phone.normalise`; it may still be valid.
    """

    calling_code: str
    national_prefix: str | None
    shape: str
    plain: str
    coded: str | None
    general: str
    national: str
    idle: str


def lengths(pattern: str) -> frozenset[int]:
    """How many characters the texts have that a metadata pattern matches (digits, sets, groups, counts only)."""
    pieces = _pieces(pattern)
    return frozenset(_choice(pieces))


def _pieces(pattern: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(pattern):
        found = _PIECE.match(pattern, at)
        if found is None:
            raise ValueError("the pattern holds something other than digits, sets, groups and counts")
        yield found
        at = found.end()


def _choice(pieces: Iterator[re.Match[str]]) -> set[int]:
    chosen: set[int] = set()
    run: set[int] = {0}
    last: set[int] = set()
    for piece in pieces:
        text = piece[0]
        if text == ")":
            break
        if text == "|":
            chosen |= _sums(run, last)
            run, last = {0}, set()
        elif text == "?":
            last = last | {0}
        elif text[0] == "{":
            low = int(piece["low"])
            last = _repeated(last, low, int(piece["high"] or low))
        else:
            run = _sums(run, last)
            last = _choice(pieces) if text[0] == "(" else {1}
    return chosen | _sums(run, last)


def _sums(first: set[int], second: set[int]) -> set[int]:
    return {one + other for one in first for other in second} if second else first


def _repeated(once: set[int], low: int, high: int) -> set[int]:
    total: set[int] = set()
    running = {0}
    for count in range(high + 1):
        if count >= low:
            total |= running
        running = _sums(running, once)
    return total


def _sound(metadata: "PhoneMetadata") -> bool:
    prefix = metadata.national_prefix
    return (
        prefix in (None, "0", "1")
        and metadata.national_prefix_for_parsing == prefix
        and metadata.national_prefix_transform_rule is None
        and metadata.leading_digits is None
    )


def _union(metadata: "PhoneMetadata") -> str | None:
    found: dict[str, None] = {}
    for kind in _KINDS:
        description = getattr(metadata, kind)
        if description is None or description.national_number_pattern is None or description.possible_length == (-1,):
            continue
        if not lengths(description.national_number_pattern) <= set(description.possible_length):
            continue
        found[description.national_number_pattern] = None
    return "|".join(f"(?:{pattern})" for pattern in found) or None


@cache
def fast_pattern(country: str) -> PhonePattern | None:
    """The patterns of a country (ISO 3166-1 alpha-2); None where equality with phonenumbers is not certain.

    Offered only to the main country of a calling code, with a one-digit trunk prefix no national number begins with.
    """
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or not _sound(metadata):
        return None
    general, national = metadata.general_desc, _union(metadata)
    if general is None or general.national_number_pattern is None or national is None:
        return None
    if phonenumbers.region_code_for_country_code(metadata.country_code or 0) != country:
        return None
    code = str(metadata.country_code)
    prefix = metadata.national_prefix
    longest = max(general.possible_length)
    # Without a plus, digits that begin with the calling code are only surely that where they would else be too long.
    shortest = longest - len(code) + 1
    first = "[2-9]" if prefix == "1" else "[1-9]"
    before = "|".join([rf"\+{code}", *([prefix] if prefix else [])])
    return PhonePattern(
        calling_code=code,
        national_prefix=prefix,
        shape=r" *\+?[0-9(][0-9 ()-]{6,24}",
        plain=rf"(?:{before})?({first}[0-9]{{4,{longest - 1}}})",
        coded=f"{code}({first}[0-9]{{{shortest - 1},{longest - 1}}})" if shortest >= 5 else None,
        general=general.national_number_pattern,
        national=national,
        idle=r"1{5,}|2{5,}|3{5,}|4{5,}|5{5,}|6{5,}|7{5,}|8{5,}|9{5,}|123456789?0?",
    )
