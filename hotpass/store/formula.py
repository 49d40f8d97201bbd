"""Formula guard: a text that a spreadsheet would run as a formula, marked so that it stays a text, and back."""

import re

# Blanks and characters nobody sees may stand before the sign; some programs skip them. Full-width and small signs
# are taken for the plain ones in East Asian settings.
_DANGEROUS = re.compile(
    r"'*(?:[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r\n\x00])"
)
# Phones as E.164 and plain numbers do no harm as they are, and other programs need them so.
_HARMLESS = re.compile(r"\+[0-9]{6,15}|-?[0-9]+(?:\.[0-9]+)?")


def guard(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could run it; `unguard(guard(x)) == x` for every text.

    A text that is dangerous but for its own leading apostrophes gets one more, so that the way back is unambiguous.
    """
    return f"'{text}" if _needs_guard(text) else text


def unguard(text: str) -> str:
    """What `guard` was given."""
    return text[1:] if text.startswith("'") and _needs_guard(text[1:]) else text


def _needs_guard(text: str) -> bool:
    return _DANGEROUS.match(text) is not None and _HARMLESS.fullmatch(text) is None
