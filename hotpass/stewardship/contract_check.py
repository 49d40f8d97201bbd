"""Holding a file to a contract before it is uploaded: columns by the file's own header, rules by counting."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hotpass import reading
from hotpass.fields import standardise_distinct
from hotpass.model.contract import (
    Contract,
    ContractReport,
    ContractResult,
    ContractRule,
    ContractTable,
    Metric,
    Operator,
)
from hotpass.model.expectation import Dimension, Severity
from hotpass.model.semantic import SemanticType
from hotpass.model.sheet import Sheet
from hotpass.settings import Settings
from hotpass.stewardship import contract_reading
from hotpass.store import contracts
from hotpass.store.bare_sheets import TABLE, BareSheets

ORDER = (Severity.CRITICAL, Severity.ERROR, Severity.WARNING)


def check(path: Path, contract_path: Path, settings: Settings) -> ContractReport:
    """Every rule of the contract with its counts. Raises BadInput where either file cannot be read."""
    contract = contract_reading.read(contract_path)
    with tempfile.TemporaryDirectory(prefix="hotpass-contract-") as place:
        folder = Path(place)
        read = reading.read(path, folder / "reading", settings)
        results: list[ContractResult] = []
        unread = list(contract.unread)
        with BareSheets(folder, settings) as opened:
            for table in contract.tables:
                sheet = _sheet(table, contract, [sheet for sheet in read.sheets if sheet.columns], read.file)
                if sheet is None:
                    said = f"The file has no sheet “{table.sheet}”."
                    results.append(_structure(table.name, None, "has_table", said, kept=False))
                else:
                    results += _held(opened, table, sheet, unread)
    results.sort(key=lambda one: (one.kept, ORDER.index(one.severity), -one.failing))
    name, version = contract.name, contract.version
    return ContractReport(contract=name, version=version, file=read.file, results=tuple(results), unread=tuple(unread))


def _sheet(table: ContractTable, contract: Contract, sheets: list[Sheet], file: str) -> Sheet | None:
    """The sheet a table means: that of its name, or the only one where there is one of each."""
    wanted = {table.sheet.casefold(), table.name.casefold()}
    named = next((sheet for sheet in sheets if {sheet.name.casefold(), f"{file}".casefold()} & wanted), None)
    return named or (sheets[0] if len(sheets) == len(contract.tables) == 1 else None)


def _held(opened: BareSheets, table: ContractTable, sheet: Sheet, unread: list[str]) -> list[ContractResult]:
    opened.load(sheet)
    there = {column.header.strip().casefold(): column.column_name for column in reversed(sheet.columns)}
    columns = {name: there.get(header.strip().casefold()) for name, header in table.headers.items()}
    results = [
        _structure(
            table.name,
            name,
            "has_column",
            f"The column “{header}” is {'there' if columns[name] else 'missing'}.",
            kept=columns[name] is not None,
        )
        for name, header in table.headers.items()
    ]
    wanted = {header.strip().casefold() for header in table.headers.values()}
    for column in sheet.columns:
        if table.headers and column.header.strip().casefold() not in wanted:
            said = f"The column “{column.header}” is not in the contract."
            results.append(_structure(table.name, column.header, "no_more_columns", said, kept=False, grave=False))
    known = {name: column for name, column in columns.items() if column is not None}
    for rule in table.rules:
        gone = [name for name in rule.columns if name not in table.headers]
        if gone:
            unread.append(f"{table.name}: “{rule.words}” names {', '.join(gone)}, which the contract does not list.")
        elif (
            all(name in known for name in rule.columns) and (counted := _count(opened, rule, known, sheet)) is not None
        ):
            results.append(_result(table.name, rule, *counted))
        elif all(name in known for name in rule.columns):
            unread.append(f"{table.name}: the pattern {rule.pattern} is not one that can be tested.")
    return results


def _structure(
    table: str, column: str | None, expectation: str, message: str, *, kept: bool, grave: bool = True
) -> ContractResult:
    return ContractResult(
        table=table,
        column=column,
        expectation=expectation,
        dimension=Dimension.CONSISTENCY,
        severity=Severity.CRITICAL if grave else Severity.WARNING,
        tested=1,
        failing=int(not kept),
        kept=kept,
        message=message,
    )


def _count(opened: BareSheets, rule: ContractRule, columns: Mapping[str, str], sheet: Sheet) -> tuple[int, int] | None:
    """How many rows or cells were tested and how many the rule counts; None where it cannot be tested."""
    if rule.metric is Metric.ROWS:
        return sheet.records, sheet.records
    names = [columns[name] for name in rule.columns]
    if not sheet.records:
        return 0, 0
    if rule.metric is Metric.DUPLICATE:
        return sheet.records, contracts.repeated(opened.cursor, TABLE, names)
    values = contracts.values(opened.cursor, TABLE, names[0])
    filled = sum(values.values())
    if rule.metric is Metric.EMPTY:
        return sheet.records, sheet.records - filled
    if rule.metric is Metric.MISSING:
        return sheet.records, sheet.records - filled + sum(values.get(text, 0) for text in rule.missing)
    if rule.pattern is not None:
        found = contracts.misshapen(opened.cursor, TABLE, names[0], rule.pattern)
        return None if found is None else (filled, found)
    return filled, _invalid(rule, values)


def _invalid(rule: ContractRule, values: Mapping[str, int]) -> int:
    """In how many cells a value breaks what the rule says of values."""
    wrong: set[str] = set()
    if rule.type is not None:
        judged = standardise_distinct(rule.type, list(values), None, None)
        wrong |= {
            text
            for text, found in zip(values, judged, strict=True)
            if not found.valid or (rule.whole and not _whole(found.value))
        }
    if rule.allowed:
        allowed = {text.strip().casefold() for text in rule.allowed}
        wrong |= {text for text in values if text.casefold() not in allowed}
    if rule.shortest is not None or rule.longest is not None:
        low, high = rule.shortest or 0, rule.longest if rule.longest is not None else float("inf")
        wrong |= {text for text in values if not low <= len(text) <= high}
    if rule.low is not None or rule.high is not None:
        numbers = standardise_distinct(SemanticType.NUMBER, list(values), None, None)
        wrong |= {text for text, found in zip(values, numbers, strict=True) if not _inside(rule, found.value)}
    return sum(values[text] for text in wrong)


def _whole(number: str | None) -> bool:
    return number is not None and float(number).is_integer()


def _inside(rule: ContractRule, text: str | None) -> bool:
    if text is None:
        return False
    number = float(text)
    above = rule.low is None or (number > rule.low if rule.open_low else number >= rule.low)
    return above and (rule.high is None or (number < rule.high if rule.open_high else number <= rule.high))


def _result(table: str, rule: ContractRule, tested: int, counted: int) -> ContractResult:
    figure = (100 * counted / tested if tested else 0.0) if rule.percent else counted
    kept = KEPT[rule.operator](figure, *rule.limits)
    share = f" ({100 * counted / tested:.2g} %)" if tested and counted and rule.metric is not Metric.ROWS else ""
    what = f"{counted:,} rows" if rule.metric is Metric.ROWS else f"{counted:,} of {tested:,}{share}"
    return ContractResult(
        table=table,
        column=", ".join(rule.columns) or None,
        expectation=rule.metric,
        dimension=rule.dimension,
        severity=rule.severity,
        tested=tested,
        failing=counted if not kept or rule.metric is not Metric.ROWS else 0,
        kept=kept,
        message=f"{rule.words}: {what}.",
    )


KEPT: dict[Operator, Callable[..., bool]] = {
    Operator.IS: lambda figure, limit: figure == limit,
    Operator.IS_NOT: lambda figure, limit: figure != limit,
    Operator.ABOVE: lambda figure, limit: figure > limit,
    Operator.FROM: lambda figure, limit: figure >= limit,
    Operator.BELOW: lambda figure, limit: figure < limit,
    Operator.UP_TO: lambda figure, limit: figure <= limit,
    Operator.BETWEEN: lambda figure, low, high: low <= figure <= high,
    Operator.NOT_BETWEEN: lambda figure, low, high: not low <= figure <= high,
}
