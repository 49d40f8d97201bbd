"""Reading a contract: what ODCS v3 says of tables and columns becomes rules; the rest is named in words."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hotpass.errors import BadInput
from hotpass.model.contract import Contract, ContractRule, ContractTable, Metric
from hotpass.model.expectation import Dimension, Severity
from hotpass.model.semantic import SemanticType
from hotpass.reading.contract import document
from hotpass.stewardship.contract_rules import quality_rule

MOST_COLUMNS = 2_000
TYPES = {
    "date": SemanticType.DATE,
    "timestamp": SemanticType.DATE,
    "number": SemanticType.NUMBER,
    "integer": SemanticType.NUMBER,
}
ANY_TEXT = frozenset({"string", ""})
FORMATS = {"email": SemanticType.EMAIL, "uri": SemanticType.WEBSITE}
LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
OPTIONS = frozenset({"pattern", "minLength", "maxLength", "format", *LIMITS})


def read(path: Path) -> Contract:
    """A contract in ODCS v3. Raises BadInput for a file that is none, naming what is wrong."""
    found = document(path)
    version = str(found.get("apiVersion", ""))
    if found.get("kind") != "DataContract" or not version.startswith("v3."):
        raise BadInput(f"{path.name} is no contract of the Open Data Contract Standard, version 3 (kind, apiVersion).")
    tables = found.get("schema")
    if not isinstance(tables, list) or not tables:
        raise BadInput(f"{path.name} names no table: a contract lists them under `schema:`.")
    unread: list[str] = []
    read_tables = tuple(
        _table(_mapping(table, f"schema {at}", path), unread, path) for at, table in enumerate(tables, 1)
    )
    if found.get("slaProperties"):
        unread.append("slaProperties: promises of service are not tested on a file.")
    return Contract(
        name=str(found.get("name") or found.get("id") or path.stem),
        version=str(found.get("version", "")),
        tables=read_tables,
        unread=tuple(unread),
    )


def _mapping(found: object, place: str, path: Path) -> Mapping[str, Any]:
    if not isinstance(found, dict) or not isinstance(found.get("name"), str) or not found["name"].strip():
        raise BadInput(f"{path.name}, {place}: a name is missing.")
    return found


def _table(found: Mapping[str, Any], unread: list[str], path: Path) -> ContractTable:
    name = found["name"]
    listed = found.get("properties") or []
    if not isinstance(listed, list) or len(listed) > MOST_COLUMNS:
        raise BadInput(f"{path.name}, {name}: `properties` must be a list of at most {MOST_COLUMNS:,} columns.")
    columns = [_mapping(each, f"{name}, property {at}", path) for at, each in enumerate(listed, 1)]
    rules: list[ContractRule] = []
    for column in columns:
        rules += _stated(column, unread)
        rules += _quality(column, column["name"], unread)
    keys = [column["name"] for column in columns if column.get("primaryKey") is True]
    if keys:
        rules.append(_rule(f"{' and '.join(keys)} are there once together", Metric.DUPLICATE, *keys))
    rules += _quality(found, None, unread)
    return ContractTable(
        name=name,
        sheet=str(found.get("physicalName") or name),
        headers={column["name"]: str(column.get("physicalName") or column["name"]) for column in columns},
        rules=tuple(rules),
    )


def _quality(found: Mapping[str, Any], column: str | None, unread: list[str]) -> Iterator[ContractRule]:
    listed = found.get("quality") or []
    for stated in listed if isinstance(listed, list) else [listed]:
        rule = quality_rule(stated, column) if isinstance(stated, dict) else "a rule that is no mapping is not tested."
        if isinstance(rule, str):
            unread.append(f"{found['name']}: {rule}")
        else:
            yield rule


def _rule(words: str, metric: Metric, *columns: str, **more: object) -> ContractRule:
    dimension = {
        Metric.EMPTY: Dimension.COMPLETENESS,
        Metric.DUPLICATE: Dimension.UNIQUENESS,
    }.get(metric, Dimension.VALIDITY)
    told = {"severity": Severity.CRITICAL, "dimension": dimension} | more
    return ContractRule.model_validate({"words": words, "metric": metric, "columns": columns, **told})


def _stated(column: Mapping[str, Any], unread: list[str]) -> Iterator[ContractRule]:
    """The rules that a column's own keys state."""
    name = column["name"]
    if column.get("required") is True or column.get("primaryKey") is True:
        yield _rule(f"{name} is filled", Metric.EMPTY, name)
    if column.get("unique") is True:
        yield _rule(f"{name} is there once", Metric.DUPLICATE, name)
    kind = str(column.get("logicalType") or "")
    if kind in TYPES:
        words = f"{name} is {'an' if kind == 'integer' else 'a'} {kind}"
        yield _rule(words, Metric.INVALID, name, type=TYPES[kind], whole=kind == "integer", severity=Severity.ERROR)
    elif kind == "boolean":
        said = ("true", "false", "yes", "no", "y", "n", "t", "f", "0", "1")
        yield _rule(f"{name} is yes or no", Metric.INVALID, name, allowed=said, severity=Severity.ERROR)
    elif kind not in ANY_TEXT:
        unread.append(f"{name}: values of the type {kind} are not tested.")
    options = column.get("logicalTypeOptions")
    if isinstance(options, dict):
        yield from _options(name, options, unread)


def _options(name: str, options: Mapping[str, Any], unread: list[str]) -> Iterator[ContractRule]:
    unread += [f"{name}: {key} is not tested." for key in sorted(set(options) - OPTIONS)]
    asked: dict[str, Any] = {"severity": Severity.ERROR}
    if isinstance(options.get("pattern"), str):
        yield _rule(
            f"{name} has the shape {options['pattern']}", Metric.INVALID, name, pattern=options["pattern"], **asked
        )
    if options.get("format") in FORMATS:
        yield _rule(
            f"{name} is a valid {options['format']}", Metric.INVALID, name, type=FORMATS[options["format"]], **asked
        )
    elif options.get("format") is not None:
        unread.append(f"{name}: the format {options['format']} is not tested.")
    sizes = {"shortest": options.get("minLength"), "longest": options.get("maxLength")}
    if sizes := {key: value for key, value in sizes.items() if isinstance(value, int)}:
        yield _rule(f"{name} is as long as allowed", Metric.INVALID, name, **sizes, **asked)
    limits = {key: options[key] for key in LIMITS if options.get(key) is not None}
    unread += [f"{name}: {key} {limit} is not tested." for key, limit in limits.items() if not _is_number(limit)]
    yield from _range(name, {key: float(limit) for key, limit in limits.items() if _is_number(limit)}, asked)


def _is_number(limit: object) -> bool:
    return isinstance(limit, int | float) and not isinstance(limit, bool)


def _range(name: str, numbers: Mapping[str, float], asked: dict[str, Any]) -> Iterator[ContractRule]:
    """Limits of numbers; those of dates are texts, which no rule of ours tests."""
    low = numbers.get("exclusiveMinimum", numbers.get("minimum"))
    high = numbers.get("exclusiveMaximum", numbers.get("maximum"))
    if low is not None or high is not None:
        openness = {"open_low": "exclusiveMinimum" in numbers, "open_high": "exclusiveMaximum" in numbers}
        yield _rule(f"{name} lies in its range", Metric.INVALID, name, low=low, high=high, **openness, **asked)
