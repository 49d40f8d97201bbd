"""Quality rules of a contract: the library metrics of ODCS, and our own engine's word for a valid value."""

from collections.abc import Mapping
from typing import Any

from hotpass.model.contract import ContractRule, Metric, Operator
from hotpass.model.expectation import Dimension, Severity
from hotpass.model.semantic import SemanticType

ENGINE = "hotpass"
VALID = "valid "
SEVERITIES = {
    Severity.CRITICAL: ("critical", "stop", "high", "blocker"),
    Severity.ERROR: ("error", "fix", "major", "medium", ""),
    Severity.WARNING: ("warning", "warn", "note", "minor", "low", "info"),
}
DIMENSIONS = {
    Dimension.ACCURACY: ("accuracy", "ac"),
    Dimension.COMPLETENESS: ("completeness", "cp", "coverage", "cv"),
    Dimension.VALIDITY: ("conformity", "cf"),
    Dimension.CONSISTENCY: ("consistency", "cs"),
    Dimension.TIMELINESS: ("timeliness", "tm"),
    Dimension.UNIQUENESS: ("uniqueness", "uq"),
}
OF_METRIC = {
    Metric.EMPTY: Dimension.COMPLETENESS,
    Metric.MISSING: Dimension.COMPLETENESS,
    Metric.INVALID: Dimension.VALIDITY,
    Metric.DUPLICATE: Dimension.UNIQUENESS,
    Metric.ROWS: Dimension.COMPLETENESS,
}
OF_TABLE = frozenset({Metric.ROWS, Metric.DUPLICATE})
TWO = frozenset({Operator.BETWEEN, Operator.NOT_BETWEEN})


def quality_rule(stated: Mapping[str, Any], column: str | None) -> ContractRule | str:
    """The rule that an entry under `quality` states, or in words why it cannot be tested."""
    words = str(stated.get("description") or stated.get("name") or "")
    kind = str(stated.get("type") or "library")
    if kind == "text":
        return f"“{words}” is said in words only, which no program can test."
    if kind == "sql":
        return f"“{words or 'a query'}” is SQL for another database and is not run."
    if kind == "custom":
        return _own(stated, column, words)
    metric = str(stated.get("metric") or stated.get("rule") or "")
    if metric not in list(Metric):
        return f"the measure “{metric}” is not known."
    return _library(stated, column, Metric(metric), words)


def _own(stated: Mapping[str, Any], column: str | None, words: str) -> ContractRule | str:
    engine, said = str(stated.get("engine", "")), str(stated.get("implementation", "")).strip()
    kind = said.removeprefix(VALID)
    if engine != ENGINE or column is None or kind == said or kind not in list(SemanticType):
        return f"“{words or said[:80]}” is a rule for {engine or 'another engine'} and is not tested."
    told = _told(stated, Metric.INVALID)
    if isinstance(told, str):
        return told
    words = words or f"{column} is a valid {kind.replace('_', ' ')}"
    return ContractRule(words=words, metric=Metric.INVALID, columns=(column,), type=SemanticType(kind), **told)


def _library(stated: Mapping[str, Any], column: str | None, metric: Metric, words: str) -> ContractRule | str:
    told = _told(stated, metric)
    if isinstance(told, str):
        return told
    asked = stated.get("arguments") if isinstance(stated.get("arguments"), dict) else {}
    columns = (column,) if column is not None else tuple(map(str, (asked or {}).get("properties") or ()))
    if column is None and metric not in OF_TABLE:
        return f"the measure “{metric}” belongs to a column."
    if metric is Metric.DUPLICATE and not columns:
        return "a rule on duplicates names no columns."
    limit = _limit(stated)
    if isinstance(limit, str):
        return limit
    if metric is Metric.INVALID and not {"validValues", "pattern"} & set(asked or {}):
        return "invalidValues says neither validValues nor a pattern."
    operator, limits = limit
    return ContractRule(
        words=words
        or f"{' and '.join(columns) or 'the table'}: {metric} {operator} {' and '.join(f'{n:g}' for n in limits)}",
        metric=metric,
        columns=columns if metric is not Metric.ROWS else (),
        operator=operator,
        limits=limits,
        percent=stated.get("unit") == "percent",
        missing=_texts(asked, "missingValues"),
        allowed=_texts(asked, "validValues"),
        pattern=str(asked["pattern"]) if asked and "pattern" in asked else None,
        **told,
    )


def _texts(asked: Mapping[str, Any] | None, name: str) -> tuple[str, ...]:
    found = (asked or {}).get(name)
    return tuple("" if each is None else str(each) for each in found) if isinstance(found, list) else ()


def _limit(stated: Mapping[str, Any]) -> tuple[Operator, tuple[float, ...]] | str:
    """The operator and its numbers; several operators in one rule are more than ODCS allows."""
    named = [operator for operator in Operator if operator in stated]
    if len(named) != 1:
        return f"a rule must have one limit such as mustBe, not {len(named)}."
    found = stated[named[0]]
    numbers = found if isinstance(found, list) else [found]
    if len(numbers) != (2 if named[0] in TWO else 1) or not all(isinstance(n, int | float) for n in numbers):
        return f"the limit {named[0]} must be {'two numbers' if named[0] in TWO else 'a number'}."
    return named[0], tuple(float(number) for number in numbers)


def _told(stated: Mapping[str, Any], metric: Metric) -> dict[str, Any] | str:
    """Severity and dimension in our words."""
    said = str(stated.get("severity") or "").lower()
    severity = next((ours for ours, theirs in SEVERITIES.items() if said in theirs), None)
    if severity is None:
        return f"the severity “{said}” is not known: take stop, fix or note."
    named = str(stated.get("dimension") or "").lower()
    dimension = next((ours for ours, theirs in DIMENSIONS.items() if named in theirs), OF_METRIC[metric])
    return {"severity": severity, "dimension": dimension}
