"""Plain shapes of values that DuckDB tidies itself, with the very outcome the field's library would give."""

from collections.abc import Callable
from typing import NamedTuple

from hotpass.fields import email, organisation_name, person_name
from hotpass.fields.phone_pattern import fast_pattern
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import literal

ARRIVING = "SELECT original FROM arriving"
PLAIN_WORDS = "regexp_replace(trim(lower(original)), ' +', ' ', 'g')"


class FastPath(NamedTuple):
    """SQL over `arriving(original)`: `shaped` adds what the others need; where `condition` holds, the rest does."""

    shaped: str
    condition: str
    standard: str
    parts: str


def fast_path(kind: SemanticType, country: str | None) -> FastPath | None:
    """The plain shapes of a type, None where every value goes through the library."""
    maker = MAKERS.get(kind)
    return maker(country) if maker else None


def _email(country: str | None) -> FastPath:
    return FastPath(
        shaped=f"SELECT original, lower(original) AS value FROM ({ARRIVING})",
        condition=_unless("original", "value", email.SIMPLE, email.UNLESS),
        standard="value",
        parts="[split_part(value, '@', 1), split_part(value, '@', 2)]",
    )


def _organisation_name(country: str | None) -> FastPath:
    return FastPath(
        shaped=f"SELECT original, {PLAIN_WORDS} AS value FROM ({ARRIVING})",
        condition=_unless("original", "value", organisation_name.SIMPLE, organisation_name.unless()),
        standard="value",
        parts="[value, NULL]",
    )


def _person_name(country: str | None) -> FastPath:
    word = "CASE WHEN contains(value, ' ') THEN split_part(value, ' ', {}) END"
    return FastPath(
        shaped=f"SELECT original, {PLAIN_WORDS} AS value FROM ({ARRIVING})",
        condition=_unless("original", "value", person_name.SIMPLE, person_name.unless()),
        standard="value",
        parts=f"[{word.format(1)}, {word.format(2)}]",
    )


def _phone(country: str | None) -> FastPath | None:
    pattern = fast_pattern(country) if country else None
    if pattern is None:
        return None
    shape, plain = literal(pattern.shape), literal(pattern.plain)
    coded = literal(pattern.coded) if pattern.coded else None
    digits = "translate(original, ' ()-', '')"
    national = (
        f"CASE WHEN regexp_full_match(digits, {plain}) THEN regexp_extract(digits, {literal(f'^{pattern.plain}$')}, 1)"
    )
    if coded is not None:
        with_code = literal(f"^{pattern.coded}$")
        national += f" WHEN regexp_full_match(digits, {coded}) THEN regexp_extract(digits, {with_code}, 1)"
    return FastPath(
        shaped=(
            f"SELECT original, {national} END AS national FROM "
            f"(SELECT original, {digits} AS digits FROM ({ARRIVING}) WHERE regexp_full_match(original, {shape}))"
        ),
        condition=(
            f"regexp_full_match(national, {literal(pattern.general)}) "
            f"AND regexp_full_match(national, {literal(pattern.national)}) "
            f"AND NOT regexp_full_match(national, {literal(pattern.idle)})"
        ),
        standard=f"({literal(f'+{pattern.calling_code}')} || national)",
        parts="[]::VARCHAR[]",
    )


def _unless(text: str, value: str, simple: str, unless: str) -> str:
    return f"regexp_full_match({text}, {literal(simple)}) AND NOT regexp_matches({value}, {literal(unless)})"


MAKERS: dict[SemanticType, Callable[[str | None], FastPath | None]] = {
    SemanticType.EMAIL: _email,
    SemanticType.ORGANISATION_NAME: _organisation_name,
    SemanticType.PERSON_NAME: _person_name,
    SemanticType.PHONE: _phone,
}
