"""Wording: how a file's name and its counts are put into a sentence."""

import unicodedata

NAME_LENGTH = 120


def shown(name: str) -> str:
    """The file's name without control, bidi and line characters, at most 120 characters, for a sentence."""
    clean = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return clean if len(clean) <= NAME_LENGTH else f"{clean[: NAME_LENGTH - 1]}…"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`counted(1, "row")` is "1 row", `counted(2000, "row")` is "2,000 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def letter(index: int) -> str:
    """The spreadsheet's letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column counted from 0 of a spreadsheet's letters: A is 0, AA is 26."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1
