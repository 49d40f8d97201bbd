"""Websites: the domain someone has registered."""

import re
from functools import cache
from typing import TYPE_CHECKING

from hotpass.fields.base import FieldType, Standard, kept, missing, together
from hotpass.fields.fold import tidy
from hotpass.fields.placeholder import absent

if TYPE_CHECKING:
    from tldextract import TLDExtract

NOT_A_DOMAIN = "It names no registered domain."
_BREAKS = re.compile(r"[\s;,|]+|\bor\b|\band\b")
_SCHEMES = re.compile(r"^(?:https?:/*)+")
_LABELS = re.compile(r"[^\s@/?#:\\<>\"'()\[\]]+")
_MAIL = re.compile(r"(?:mailto:)?[^\s@/]+@[^\s@/]+")


@cache
def _extract() -> "TLDExtract":
    """The bundled list of public suffixes, loaded for the first website; never fetched."""
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def _one(text: str) -> Standard:
    plain = text.lower().strip("<>()[]\"'.,;")
    if _MAIL.fullmatch(plain):
        return missing("It is an e-mail address, not a website.")
    found = _extract()(_SCHEMES.sub("", plain))
    domain = found.top_domain_under_public_suffix.lower() or found.ipv4
    if not domain or not _LABELS.fullmatch(domain):
        return missing(NOT_A_DOMAIN)
    return kept(domain)


class Website(FieldType):
    """A web address; a cell may hold several."""

    several = True

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The registrable domain (example.co.za)."""
        if gap := absent(text):
            return gap
        pieces = [_one(piece) for piece in _BREAKS.split(tidy(text)) if "." in piece]
        return together(pieces, NOT_A_DOMAIN)

    def format(self, value: str, country: str | None = None) -> str:
        """As the address a browser opens."""
        return f"https://{value}"
