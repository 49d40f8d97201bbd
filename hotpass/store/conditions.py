"""Conditions: what an expectation asks of a record, in SQL and in words."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from hotpass.fields.email import SHARED_HOSTS
from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import literal, quote

DAY, OTHER_DAY = "try_cast(standard AS DATE)", "try_cast(others AS DATE)"
# Asked of the text as the file has it, blanks around it cut off, and not of what tidying makes of it.
OF_OWN_TEXT = frozenset({ExpectationKind.MATCHES, ExpectationKind.LENGTH})


class Condition(NamedTuple):
    """SQL over one record's `standard`, `others`, `equals`, `newest` and `precision`: who is tested, who fails.

    `others` is the value of the other field, `equals` how many records of its source have the same value, `newest` is 1
    for the latest day of its source, `precision` how exactly the place it names is known.
    """

    tested: str
    fails: str
    message: str


def condition(spec: ExpectationSpec, field: RunField, other: RunField | None) -> Condition | None:
    """How an expectation is put to a record's standard value, None where tidying has told already."""
    match spec.kind:
        case ExpectationKind.PRESENT | ExpectationKind.VALID:
            return None
        case ExpectationKind.UNIQUE:
            message = "'The same value stands in ' || equals || ' rows of this source.'"
            return Condition("standard IS NOT NULL", "equals > 1", message)
        case ExpectationKind.IN_SET:
            fails = "NOT list_contains(list_transform($allowed, lambda one: lower(one)), lower(standard))"
            message = "'Allowed are: ' || array_to_string($allowed, ', ') || '.'"
            return Condition("standard IS NOT NULL", fails, message)
        case ExpectationKind.IN_RANGE:
            if spec.earliest or spec.latest:
                fails = f"NOT {DAY} BETWEEN $earliest AND $latest"
                return Condition(f"{DAY} IS NOT NULL", fails, literal(f"It should be {_days(spec)}."))
            number = _number(field)
            return Condition(f"{number} IS NOT NULL", f"NOT {number} BETWEEN $low AND $high", literal(_range(spec)))
        case ExpectationKind.AGREES_WITH:
            return _agreement(field, other)
        case _:
            return _further(spec, other)


def _further(spec: ExpectationSpec, other: RunField | None) -> Condition:
    """The conditions over texts, days and places."""
    said = other.title if other else ""
    match spec.kind:
        case ExpectationKind.MATCHES:
            message = "'Its shape is not the one asked: ' || $pattern"
            return Condition("standard <> ''", "NOT regexp_full_match(standard, $pattern)", message)
        case ExpectationKind.LENGTH:
            message = f"'It has ' || length(standard) || ' characters; {_bounds(spec)} are asked.'"
            return Condition("standard <> ''", "NOT length(standard) BETWEEN $low AND $high", message)
        case ExpectationKind.NOT_BEFORE:
            message = f"'It is before ' || {literal(said)} || ', which is ' || others || '.'"
            return Condition(f"{DAY} IS NOT NULL AND {OTHER_DAY} IS NOT NULL", f"{DAY} < {OTHER_DAY}", message)
        case ExpectationKind.NOT_IN_FUTURE:
            return Condition(f"{DAY} IS NOT NULL", f"{DAY} > $today", "'The day lies in the future.'")
        case ExpectationKind.FRESH:
            message = "'The newest day of this source is ' || ($today - " + DAY + ") || ' days ago.'"
            return Condition(f"{DAY} IS NOT NULL AND newest = 1", f"$today - {DAY} > $days", message)
        case ExpectationKind.EXISTS_IN:
            known = quote(other.name) if other else "NULL"
            fails = f"standard NOT IN (SELECT {known} FROM standard WHERE {known} IS NOT NULL)"
            return Condition("standard IS NOT NULL", fails, f"'No record has it as ' || {literal(said)} || '.'")
        case ExpectationKind.KNOWN_PLACE:
            tested = "standard IS NOT NULL AND (SELECT count(*) FROM place) > 0"
            fails = "coalesce(precision, '') <> 'city'"
            return Condition(tested, fails, "'The gazetteer knows no such town where the record says.'")
        case _:
            raise ValueError(f"{spec.kind} is not asked of a field's values")


def _agreement(field: RunField, other: RunField | None) -> Condition:
    """A region's code begins with its country's; fields of any other types agree when their values are equal."""
    types = (field.type, other.type if other else None)
    tested = "standard IS NOT NULL AND others IS NOT NULL"
    if types == (SemanticType.REGION, SemanticType.COUNTRY):
        # A region that was not recognised is a matter of validity; only a code names a country.
        coded = f"{tested} AND regexp_full_match(standard, '[A-Z]{{2}}-[A-Z0-9]{{1,3}}')"
        return Condition(
            coded, "split_part(standard, '-', 1) <> others", "standard || ' does not lie in ' || others || '.'"
        )
    named = other.title if other else ""
    if types == (SemanticType.EMAIL, SemanticType.WEBSITE):
        # What is given out to everybody says nothing of its user.
        domain = "split_part(standard, '@', 2)"
        own = f"{tested} AND contains(standard, '@') AND {domain} NOT IN ({', '.join(map(literal, SHARED_HOSTS))})"
        message = f"'Its domain is not that of ' || {literal(named)} || ', ' || others || '.'"
        return Condition(own, f"{domain} <> others AND NOT ends_with({domain}, '.' || others)", message)
    message = f"'It does not agree with ' || {literal(named)} || ', which says ' || others || '.'"
    return Condition(tested, "standard <> others", message)


def _number(field: RunField) -> str:
    """The standard value as a number; of a date the year."""
    return (
        "try_cast(left(standard, 4) AS DOUBLE)" if field.type is SemanticType.DATE else "try_cast(standard AS DOUBLE)"
    )


def limits(spec: ExpectationSpec) -> dict[str, object]:
    """The parameters of the condition."""
    match spec.kind:
        case ExpectationKind.IN_SET:
            return {"allowed": list(spec.allowed)}
        case ExpectationKind.IN_RANGE if spec.earliest or spec.latest:
            return {"earliest": spec.earliest or date.min, "latest": spec.latest or date.max}
        case ExpectationKind.MATCHES:
            return {"pattern": spec.pattern}
        case ExpectationKind.NOT_IN_FUTURE:
            return {"today": datetime.now(UTC).date()}
        case ExpectationKind.FRESH:
            return {"today": datetime.now(UTC).date(), "days": spec.days}
        case ExpectationKind.IN_RANGE | ExpectationKind.LENGTH:
            low = float("-inf") if spec.low is None else spec.low
            return {"low": low, "high": float("inf") if spec.high is None else spec.high}
        case _:
            return {}


def _range(spec: ExpectationSpec) -> str:
    return f"It should be {_bounds(spec)}."


def _bounds(spec: ExpectationSpec) -> str:
    low = "" if spec.low is None else f"at least {spec.low:.12g}"
    high = "" if spec.high is None else f"at most {spec.high:.12g}"
    return " and ".join(part for part in (low, high) if part)


def _days(spec: ExpectationSpec) -> str:
    low = "" if spec.earliest is None else f"not before {spec.earliest}"
    high = "" if spec.latest is None else f"not after {spec.latest}"
    return " and ".join(part for part in (low, high) if part)


def title(spec: ExpectationSpec, field: RunField, other: RunField | None) -> str:
    """The expectation in words, with what may fail of it."""
    if spec.words:
        return f"{spec.words}{_allowance(spec)}"
    named = other.title if other else ""
    said = {
        ExpectationKind.PRESENT: "is filled",
        ExpectationKind.VALID: "is valid",
        ExpectationKind.UNIQUE: f"{_with(spec)}is unique within its source",
        ExpectationKind.IN_SET: f"is one of {', '.join(spec.allowed)}",
        ExpectationKind.IN_RANGE: f"is {_days(spec) or _bounds(spec)}",
        ExpectationKind.AGREES_WITH: f"agrees with {named}",
        ExpectationKind.MATCHES: f"has the shape {spec.pattern}",
        ExpectationKind.LENGTH: f"has {_bounds(spec)} characters",
        ExpectationKind.NOT_BEFORE: f"is not before {named}",
        ExpectationKind.NOT_IN_FUTURE: "is not in the future",
        ExpectationKind.FRESH: f"is at most {spec.days} days old where it is newest",
        ExpectationKind.EXISTS_IN: f"is there as {named} too",
        ExpectationKind.KNOWN_PLACE: "is a place in the gazetteer",
    }
    return f"{field.title} {said[spec.kind]}{_allowance(spec)}"


def _with(spec: ExpectationSpec) -> str:
    return f"together with {' and '.join(name.replace('_', ' ') for name in spec.together)} " if spec.together else ""


def _allowance(spec: ExpectationSpec) -> str:
    said = [f"{spec.at_most:,} rows"] if spec.at_most is not None else []
    said += [f"{100 * spec.at_most_share:.12g} % of them"] if spec.at_most_share is not None else []
    return f" (up to {' or '.join(said)} may not)" if said else ""
