"""Names of organisations: one plain spelling, the legal form apart."""

from functools import cache
from typing import NamedTuple

from hotpass.fields.base import FieldType, Standard, kept
from hotpass.fields.fold import settled, words
from hotpass.fields.placeholder import absent, idle
from hotpass.fields.tables import table

SMALL_WORDS = frozenset(
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


class PlainForms(NamedTuple):
    """What a database needs to part a name from one legal form at its end.

    Spellings of one and of two words with their form, where it has no more than two; the words any form ends in and
    begins with; the last two words of longer spellings, which `split_form` would find first.
    """

    one: dict[str, str]
    two: dict[str, str]
    last: frozenset[str]
    first: frozenset[str]
    tails: frozenset[str]


@cache
def plain_forms() -> PlainForms:
    """The legal forms that are told from their last one or two words alone."""
    after, _ = legal_forms()
    last, _, first = _ends()
    one, two = (
        {" ".join(spelt): form for spelt, form in after.items() if len(spelt) == width and form.count(" ") < 2}
        for width in (1, 2)
    )
    tails = frozenset(" ".join(spelt[-2:]) for spelt, form in after.items() if len(spelt) > 2 or form.count(" ") > 1)
    return PlainForms(one, two, last, first, tails)


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
        core = " ".join(word if place and word in SMALL_WORDS else word.capitalize() for place, word in enumerate(name))
        return " ".join([core, *(_written(form) for form in forms)])


def _written(form: str) -> str:
    if form == "pty ltd":
        return "(Pty) Ltd"
    return form.upper() if len(form) <= 3 and form not in {"ltd", "inc", "co"} else form.title()


def _ordered(plain: str) -> str:
    name, forms = split_form(plain.split(" "))
    before = bool(forms) and forms[0] in legal_forms()[1].values()
    return " ".join([*forms, *name] if before else [*name, *forms])
