"""Comparisons of what reaches or names one thing: e-mail, phone, website, identifier."""

from hotpass.matching.comparison import Comparison, Level, agreeing, exactly, likely, shares_any, slipped
from hotpass.matching.evidence import Evidence
from hotpass.store.compose import literal, quote

LAST_DIGITS = 7
# Users that name a post, not a person: half the world's offices share them (RFC 2142 and common use).
ROLES = (
    *(
        "accounts",
        "admin",
        "administrator",
        "bookings",
        "contact",
        "enquiries",
        "enquiry",
        "feedback",
        "general",
        "hello",
    ),
    *("help", "hr", "info", "mail", "manager", "marketing", "office", "operations", "ops", "postmaster", "reception"),
    *("sales", "secretary", "service", "support", "team", "webmaster"),
)


def email(found: Evidence) -> Comparison:
    """Equal, one of several, the same user elsewhere, nearly equal, the same domain."""
    name = found.name
    columns, levels = _value_and_any(found, "Same e-mail address", 0.7)
    value, user, domain = f"{name}__value", f"{name}__user", f"{name}__domain"
    own = _part(found, "user", "split_part({0}, '@', 1)")
    columns[user] = f"CASE WHEN {own} NOT IN ({', '.join(map(literal, ROLES))}) THEN {own} END"
    columns[domain] = _part(found, "domain", "split_part({0}, '@', 2)")
    levels += [
        agreeing("Same name before the @", 0.05, user, tf=user),
        likely("Nearly the same e-mail address", value, 0.92, 0.08),
        agreeing("Same domain", 0.05, domain, tf=domain),
    ]
    return _comparison(found, columns, levels)


def phone(found: Evidence) -> Comparison:
    """Equal, one of several, the same last seven digits, one digit wrong."""
    columns, levels = _value_and_any(found, "Same phone number", 0.75)
    tail = f"{found.name}__tail"
    columns[tail] = f"right(regexp_replace({quote(found.name)}, '[^0-9]', '', 'g'), {LAST_DIGITS})"
    levels += [
        agreeing("Same last digits", 0.05, tail, tf=tail),
        slipped("One digit differs", tail, 0.05),
    ]
    return _comparison(found, columns, levels)


def website(found: Evidence) -> Comparison:
    """The registered domain: equal, or one of several."""
    columns, levels = _value_and_any(found, "Same website", 0.85)
    return _comparison(found, columns, levels)


def identifier(found: Evidence) -> Comparison:
    """A code: equal, one of several, one character wrong."""
    columns, levels = _value_and_any(found, "Same code", 0.85)
    levels.append(slipped("One character differs", f"{found.name}__value", 0.05))
    return _comparison(found, columns, levels)


def _value_and_any(found: Evidence, label: str, m: float) -> tuple[dict[str, str], list[Level]]:
    value = f"{found.name}__value"
    columns, levels = {value: quote(found.name)}, [exactly(label, value, m)]
    if several := _every(found):
        columns |= {f"{found.name}__every": several}
        shared = shares_any(f"{found.name}__every")
        levels.append(Level("One of several is the same", shared, 0.05, several=f"{found.name}__every"))
    return columns, levels


def _every(found: Evidence) -> str | None:
    """All values of a cell, as SQL; None where cells of the field hold one value each."""
    if not found.has("all"):
        return None
    name = quote(found.name)
    return f"coalesce({quote(f'{found.name}__all')}, CASE WHEN {name} IS NOT NULL THEN [{name}] END)"


def _part(found: Evidence, part: str, otherwise: str) -> str:
    return quote(f"{found.name}__{part}") if found.has(part) else otherwise.format(quote(found.name))


def _comparison(found: Evidence, columns: dict[str, str], levels: list[Level]) -> Comparison:
    value, every = f"{found.name}__value", f"{found.name}__every"
    subject = (value, every) if every in columns else (value,)
    return Comparison(found.name, found.field.title, (found.name,), columns, (value,), tuple(levels), subject)
