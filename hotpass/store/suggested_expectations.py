"""Suggested expectations: what one part of a run's rows keeps to, tried on the rest before anybody is asked."""

import re
from collections.abc import Iterator, Mapping

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.model.suggestion import Suggestion
from hotpass.store import findings, proofs
from hotpass.store.compose import quote
from hotpass.store.conditions import title
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Found on seven tenths of the rows, of larger runs on about so many of them.
FINDS, MOST_ROWS = 0.7, 100_000
LEAST_FOUND, LEAST_PROOF = 30, 10
# The share of rows that may fail what is suggested, on either part: a rule of its own for what is seldom perfect.
SLACK = {ExpectationKind.MATCHES: 0.02, ExpectationKind.AGREES_WITH: 0.1, ExpectationKind.KNOWN_PLACE: 0.1}
USUAL_SLACK = 0.01
MOST_VALUES, LEAST_EACH = 20, 3
MOST_SIGNS = 30
LISTED = frozenset({SemanticType.CATEGORY, SemanticType.TEXT})
CODED = frozenset({SemanticType.IDENTIFIER, SemanticType.CATEGORY, SemanticType.POSTCODE, SemanticType.TEXT})
KEYS = frozenset({SemanticType.IDENTIFIER, SemanticType.CATEGORY, SemanticType.EMAIL})
ALONE = {SemanticType.DATE: ExpectationKind.NOT_IN_FUTURE, SemanticType.CITY: ExpectationKind.KNOWN_PLACE}
# What may hold of a field of one type beside another one of a type.
BESIDE = {
    SemanticType.DATE: (ExpectationKind.NOT_BEFORE, SemanticType.DATE),
    SemanticType.EMAIL: (ExpectationKind.AGREES_WITH, SemanticType.WEBSITE),
    SemanticType.IDENTIFIER: (ExpectationKind.EXISTS_IN, SemanticType.IDENTIFIER),
}
CLASSES = {"A": "[A-Z]", "a": "[a-z]", "9": "[0-9]"}


def key(spec: ExpectationSpec) -> str:
    """Names an expectation whatever its bounds are."""
    return ":".join([spec.field, spec.kind, *spec.named[1:]])


def suggest(cursor: DuckDBPyConnection, known: Mapping[str, RunField], left_out: frozenset[str]) -> list[Suggestion]:
    """What the published run's rows keep to, those that some rows fail first; `left_out` are keys not to suggest."""
    findings.place(cursor)
    rows = int(cursor.execute(STATEMENTS["rows"]).fetchall()[0][0])
    finds = int(proofs.PARTS * min(FINDS, MOST_ROWS / rows)) if rows else 0
    wanted = (spec for field in known.values() for spec in _candidates(cursor, field, known, finds))
    tried = (_proved(cursor, spec, known, finds) for spec in wanted if key(spec) not in left_out)
    found = [one for one in tried if one is not None]
    return sorted(found, key=lambda one: (not one.today.failing, -one.today.failing))


def _proved(
    cursor: DuckDBPyConnection, spec: ExpectationSpec, known: Mapping[str, RunField], finds: int
) -> Suggestion | None:
    found, proof = proofs.proof(cursor, spec, known, finds)
    slack = SLACK.get(spec.kind, USUAL_SLACK)
    if found.tested < LEAST_FOUND or proof.tested < LEAST_PROOF:
        return None
    if found.failing > slack * found.tested or proof.failing > slack * proof.tested:
        return None
    words = title(spec, known[spec.field], known.get(spec.other or ""))
    return Suggestion(key=key(spec), spec=spec, title=words, found=found, proof=proof)


def _candidates(
    cursor: DuckDBPyConnection, field: RunField, known: Mapping[str, RunField], finds: int
) -> Iterator[ExpectationSpec]:
    """What the first part of the rows may keep to."""
    name, kinds = quote(field.name), ExpectationKind
    cursor.execute(STATEMENTS["part"].format(name=name), {"field": field.name, "finds": finds, "parts": proofs.PARTS})
    filled, distinct, least, quantiles = cursor.execute(STATEMENTS["figures"]).fetchall()[0]
    if not filled:
        return
    yield ExpectationSpec(field=field.name, kind=kinds.PRESENT)
    values = [(str(value), int(n)) for value, n in cursor.execute(STATEMENTS["values"], [MOST_VALUES + 1]).fetchall()]
    few = len(values) <= MOST_VALUES and all(n >= LEAST_EACH for _, n in values)
    if field.type in LISTED and len(values) > 1 and few:
        yield ExpectationSpec(field=field.name, kind=kinds.IN_SET, allowed=tuple(sorted(value for value, _ in values)))
    elif field.type in CODED and (pattern := _pattern(cursor)) is not None:
        yield ExpectationSpec(field=field.name, kind=kinds.MATCHES, pattern=pattern)
    if field.type in KEYS and distinct == filled:
        yield ExpectationSpec(field=field.name, kind=kinds.UNIQUE)
    if field.type is SemanticType.NUMBER and quantiles is not None and distinct > LEAST_EACH:
        yield _range(field, least, quantiles)
    yield from _of_type(field, known)


def _range(field: RunField, least: float, quantiles: list[float]) -> ExpectationSpec:
    """Half again as wide as where all but two in a thousand lie; what is never negative stays so."""
    low, high = quantiles
    reach = (high - low) / 2
    low = 0.0 if least >= 0 else low - reach
    return ExpectationSpec(field=field.name, kind=ExpectationKind.IN_RANGE, low=_round(low), high=_round(high + reach))


def _round(bound: float) -> float:
    """A bound that a person can read: three digits."""
    return float(f"{bound:.3g}")


def _of_type(field: RunField, known: Mapping[str, RunField]) -> Iterator[ExpectationSpec]:
    """What the types alone let one ask."""
    if field.type in ALONE:
        yield ExpectationSpec(field=field.name, kind=ALONE[field.type])
    if field.type in BESIDE:
        kind, type_ = BESIDE[field.type]
        for other in known.values():
            if other.type is type_ and other.name != field.name:
                yield ExpectationSpec(field=field.name, kind=kind, other=other.name)


def _pattern(cursor: DuckDBPyConnection) -> str | None:
    """The shape that nearly all texts have, as a regular expression; None where there is none that tells anything."""
    shapes = cursor.execute(STATEMENTS["shapes"]).fetchall()
    if not shapes:
        return None
    mask, share = str(shapes[0][0]), float(shapes[0][1])
    if share < 1 - SLACK[ExpectationKind.MATCHES] or not 2 <= len(mask) <= MOST_SIGNS or "9" not in mask:
        return None
    parts = [(found.group()[0], len(found.group())) for found in re.finditer(r"(.)\1*", mask)]
    return "".join(
        f"{CLASSES.get(sign, re.escape(sign))}{f'{{{times}}}' if times > 1 else ''}" for sign, times in parts
    )
