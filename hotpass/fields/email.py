"""E-mail addresses: syntax after RFC 5321 as mail servers take it, in lower case."""

import re
import unicodedata

from hotpass.fields.base import FieldType, Standard, doubted, kept, missing, together
from hotpass.fields.fold import settled, tidy
from hotpass.fields.placeholder import STANDS_FOR_NOTHING, absent, placeholder_emails

# RE2 and Python alike. Where the whole text matches this and its lower case does not match UNLESS, the standard value
# is the lower-case text, valid, with the parts before and after the @.
SIMPLE = (
    r"[A-Za-z0-9]{1,15}(?:[._+-]?[A-Za-z0-9]{1,15}){0,3}"
    r"@(?:[A-Za-z0-9]{1,25}(?:-[A-Za-z0-9]{1,25})?\.){1,3}[A-Za-z]{2,12}"
)
UNLESS = (
    r"(?:[.@](?:test|local|localhost|invalid|example|onion|arpa|alt|internal)$)"
    r"|(?:@(?:[a-z0-9-]+\.)*(?:example|test|none|na|no|email|noemail|nomail|unknown|a|abc|asdf|xxx)\.(?:com|org|net|co\.za)$)"
)

# Hosts where everybody may have an address: it says nothing of the place a person works at.
SHARED_HOSTS = (
    *("gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "yahoo.co.za", "ymail.com", "aol.com", "me.com"),
    *("hotmail.com", "hotmail.co.uk", "hotmail.co.za", "outlook.com", "live.com", "live.co.za", "msn.com"),
    *("icloud.com", "gmx.com", "gmx.net", "web.de", "proton.me", "protonmail.com", "mail.com", "mail.ru", "yandex.ru"),
    *("mweb.co.za", "telkomsa.net", "vodamail.co.za", "webmail.co.za", "iafrica.com", "absamail.co.za", "lantic.net"),
    *("qq.com", "163.com"),
)

_SIMPLE = re.compile(SIMPLE)
_UNLESS = re.compile(UNLESS)
_BREAKS = re.compile(r"[\s;,/|]+|\\n")
_WRAPPING = "<>()[]{}\"'`:;,. "
NOTHING = "No e-mail address is in it."


def _problem(error: ValueError) -> str:
    text = str(error).lower()
    if "special-use" in text or "reserved" in text:
        return "The domain is reserved and receives no mail."
    if "too long" in text:
        return "The e-mail address is too long."
    if "after the @" in text or "domain" in text:
        return "The domain of the e-mail address is not well formed."
    if "must have an @" in text:
        return "The e-mail address needs exactly one @."
    return "The part before the @ is not well formed."


def _bare(piece: str) -> str:
    return piece.removeprefix("mailto:").strip(_WRAPPING)


def _one(address: str) -> Standard:
    lower = address.lower()
    if lower in placeholder_emails():
        return missing(STANDS_FOR_NOTHING, 2)
    if _SIMPLE.fullmatch(address) and not _UNLESS.search(lower):
        user, _, domain = lower.partition("@")
        return kept(lower, (user, domain))
    from email_validator import EmailNotValidError, validate_email  # few addresses need it, and it is slow to load

    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        user, _, domain = lower.rpartition("@")
        return doubted(lower, _problem(error), (user or None, domain or None))
    normal = unicodedata.normalize("NFC", found.normalized.lower())
    user, _, domain = normal.rpartition("@")
    return kept(normal, (user, domain))


class Email(FieldType):
    """An e-mail address; a cell may hold several."""

    parts = ("user", "domain")
    several = True

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The first valid address in lower case."""
        if _SIMPLE.fullmatch(text):
            return _one(text)
        if gap := absent(text, 2):
            return gap
        plain = tidy(text)
        whole = _one(plain)
        if whole.valid or (whole.value is None):
            return whole
        cut = [settled(_bare, piece) for piece in _BREAKS.split(plain.lower())]
        pieces = [_one(piece) for piece in cut if "@" in piece and not absent(piece)]
        return together(pieces, NOTHING, 2)

    def is_valid(self, text: str, country: str | None = None) -> bool:
        """Whether the text, as it stands, is one address a mail server would take."""
        from email_validator import EmailNotValidError, validate_email

        try:
            validate_email(text, check_deliverability=False)
        except EmailNotValidError:
            return False
        return text.lower() not in placeholder_emails()
