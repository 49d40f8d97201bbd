"""Meanings: values that are not valid for what their column holds, and days that cannot well be."""

import datetime
from collections.abc import Callable, Sequence

from duckdb import DuckDBPyConnection

from hotpass.fields import UNTOLD
from hotpass.fields.base import Standard
from hotpass.fields.email import SIMPLE
from hotpass.fields.placeholder import placeholder_emails
from hotpass.model.semantic import SemanticType
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
JUDGED = frozenset(
    {SemanticType.EMAIL, SemanticType.PHONE, SemanticType.WEBSITE, SemanticType.POSTCODE, SemanticType.DATE}
    | {SemanticType.COUNTRY, SemanticType.REGION, SemanticType.LATITUDE, SemanticType.LONGITUDE}
)
# Values of these shapes are valid; only the others are put to the library.
SURE = {
    SemanticType.EMAIL: SIMPLE,
    SemanticType.DATE: r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
    SemanticType.LATITUDE: r"-?[0-8]?[0-9](?:\.[0-9]{1,12})?",
    SemanticType.LONGITUDE: r"-?(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]{1,12})?",
}
# The library takes up to 0.1 ms for a value; the most frequent values are judged, the others left untested.
MOST_VALUES = 60_000
# Where fewer cells than that are valid, the column holds something else than its header says.
BELIEVED = 0.8
FEW = 0.035
CODED = frozenset({SemanticType.PHONE, SemanticType.POSTCODE})
Judge = Callable[[SemanticType, str | None, Sequence[str]], Sequence[Standard]]


def inspect(cursor: DuckDBPyConnection, column: Column, figures: Figures, judge: Judge, today: datetime.date) -> None:
    """Records faults of `seen`; `judge` tidies distinct values of a type, and of a scheme where one is named."""
    if column.type is SemanticType.EMAIL or column.type in CODED:
        idle = {"idle": sorted(placeholder_emails()), "digits": column.type in CODED}
        cursor.execute(STATEMENTS["add_idle"], {"position": column.position, **idle})
    if not figures.told or (column.type not in JUDGED and column.scheme is None):
        return
    sure = SURE.get(column.type)
    asked = {"limit": MOST_VALUES, **({"sure": sure} if sure else {})}
    values = [str(row[0]) for row in cursor.execute(STATEMENTS["sure_values" if sure else "values"], asked).fetchall()]
    said = list(judge(column.type, column.scheme, values))
    table = {
        "bare": values,
        "standard": [one.value for one in said],
        "valid": [one.valid or one.reason in UNTOLD for one in said],
        "reason": [one.reason for one in said],
    }
    cursor.execute(STATEMENTS["judge"], table)
    if column.type is SemanticType.WEBSITE:
        cursor.execute(STATEMENTS["whole_addresses"])
    invalid = int(cursor.execute(STATEMENTS["invalid_cells"]).fetchall()[0][0])
    if 0 < invalid <= (1 - BELIEVED) * figures.told:
        often = {SemanticType.COUNTRY: max(5, figures.told // 100), SemanticType.REGION: 5}.get(
            column.type, figures.rows + 1
        )
        cursor.execute(STATEMENTS["add_invalid"], {"position": column.position, "often": often})
    if column.type is SemanticType.DATE and invalid <= (1 - BELIEVED) * figures.told:
        _days(cursor, column, today)


def _days(cursor: DuckDBPyConnection, column: Column, today: datetime.date) -> None:
    cursor.execute(STATEMENTS["dates"])
    cursor.execute(STATEMENTS["add_exchanged"], {"position": column.position, "few": FEW})
    cells, future, quantiles = cursor.execute(STATEMENTS["date_spread"], {"today": today}).fetchall()[0]
    if not cells:
        return
    few = 0 < future <= FEW * cells
    if few:
        cursor.execute(STATEMENTS["add_future"], {"position": column.position, "today": today})
    low, first, third, high = quantiles
    width = max(third - first, (high - low) / 2, 365.0)
    reach = {"low": first - 5 * width, "high": third + 5 * width}
    if 0 < int(cursor.execute(STATEMENTS["outside"], reach).fetchall()[0][0]) <= FEW * cells:
        asked = {"position": column.position, "future": few, "today": today, **reach}
        cursor.execute(STATEMENTS["add_outside"], asked)
