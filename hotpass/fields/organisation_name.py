"""Names of organisations: one plain spelling, the legal form apart."""

import re
from functools import cache

from hotpass.fields.base import FieldType, Standard, kept
from hotpass.fields.fold import settled, words
from hotpass.fields.placeholder import absent, idle, placeholders
from hotpass.fields.tables import table

# RE2 and Python alike. Where the whole text matches this and its lower case does not match `unless()`, the standard
# value is the lower-case text with single blanks, valid; part core equals the value and part legal_form is NULL.
SIMPLE = r" *[A-Za-z0-9]+(?: +[A-Za-z0-9]+)* *"

_SMALL_WORDS = frozenset(
    {"and", "of", "the", "for", "in", "at", "on", "de", "la", "du", "des", "van", "der", "und", "t"}
)


@cache
def legal_forms() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """The spellings of legal forms as words, each with its one form: those after a name, those before it."""
    after, before = (
        {
            tuple(words(spelling).split()): words(form)
            for form, spellings in table("legal_forms")[side].items()
            for spelling in (form, *spellings)
        }
        for side in ("after", "before")
    )
    return after, before


@cache
def _ends() -> tuple[frozenset[str], int, frozenset[str]]:
    after, before = legal_forms()
    return frozenset(form[-1] for form in after), max(map(len, after)), frozenset(form[0] for form in before)


@cache
def unless() -> str:
    """RE2: lower-case texts that match SIMPLE but need `normalise`, for a legal form or a placeholder."""
    last, _, first = _ends()
    idle = "|".join(sorted(text.replace(" ", " +") for text in placeholders() if re.fullmatch(r"[a-z0-9 ]+", text)))
    return rf"(?: (?:{'|'.join(sorted(last))}) *$)|(?:^ *(?:{'|'.join(sorted(first))}) )|(?:^ *(?:{idle}) *$)"


def split_form(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The words of the name and the legal forms it carries, in their one spelling; a name is never left empty."""
    after, before = legal_forms()
    last, longest, first = _ends()
    forms: list[str] = []
    while len(tokens) > 1 and tokens[-1] in last:
        for width in range(min(longest, len(tokens) - 1), 0, -1):
            if form := after.get(tuple(tokens[-width:])):
                forms.insert(0, form)
                tokens = tokens[:-width]
                break
        else:
            break
    if not forms and len(tokens) > 1 and tokens[0] in first and (form := before.get((tokens[0],))):
        return tokens[1:], [form]
    while forms and len(tokens) > 1 and tokens[-1] == "and":
        tokens = tokens[:-1]
    return tokens, forms


class OrganisationName(FieldType):
    """The name of a company, school, hospital, airfield, …"""

    parts = ("core", "legal_form")

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The plain name, followed by its legal form in one spelling."""
        if gap := absent(text, 2):
            return gap
        plain = words(text)
        if gap := idle(plain, 2):
            return gap
        tokens = plain.split(" ")
        if tokens[-1] not in _ends()[0] and tokens[0] not in _ends()[2]:
            return kept(plain, (plain, None))
        value = settled(_ordered, plain)
        name, forms = split_form(value.split(" "))
        return kept(value, (" ".join(name), " ".join(forms) or None))

    def format(self, value: str, country: str | None = None) -> str:
        """With capitals; legal forms as they are commonly written."""
        name, forms = split_form(value.split())
        core = " ".join(
            word if place and word in _SMALL_WORDS else word.capitalize() for place, word in enumerate(name)
        )
        return " ".join([core, *(_written(form) for form in forms)])


def _written(form: str) -> str:
    if form == "pty ltd":
        return "(Pty) Ltd"
    return form.upper() if len(form) <= 3 and form not in {"ltd", "inc", "co"} else form.title()


def _ordered(plain: str) -> str:
    name, forms = split_form(plain.split(" "))
    before = bool(forms) and forms[0] in legal_forms()[1].values()
    return " ".join([*forms, *name] if before else [*name, *forms])
