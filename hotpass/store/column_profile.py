"""Column profiles: what a source column holds, by statements over its distinct values."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

from duckdb import DuckDBPyConnection

from hotpass.model.column_profile import ColumnProfile, DaySpread, NumberSpread, Share
from hotpass.store.inspection import seen
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
STEPS = 10
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def profile(cursor: DuckDBPyConnection, table: str, column: Column, rows: int) -> ColumnProfile:
    """Profiles one column of a raw table of so many rows."""
    figures = seen.see(cursor, table, column, rows)
    seen.shape(cursor)
    shortest, longest = cursor.execute(STATEMENTS["lengths"]).fetchall()[0]
    return ColumnProfile(
        header=column.header,
        letter=column.letter,
        rows=rows,
        filled=figures.filled,
        distinct=figures.distinct,
        shortest=shortest,
        longest=longest,
        top=_shares(cursor, "top"),
        shapes=_shares(cursor, "shapes"),
        numbers=_numbers(cursor, figures),
        days=_days(cursor, figures),
        scripts=_shares(cursor, "scripts"),
    )


def profiles(
    opened: Callable[[], AbstractContextManager[DuckDBPyConnection]],
    table: str,
    columns: Sequence[Column],
    rows: int,
    threads: int,
) -> list[ColumnProfile]:
    """Profiles several columns side by side, each on a cursor of its own: one column keeps one core busy."""

    def one(column: Column) -> ColumnProfile:
        with opened() as cursor:
            return profile(cursor, table, column, rows)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, columns))


def _shares(cursor: DuckDBPyConnection, statement: str) -> tuple[Share, ...]:
    return tuple(Share(text=text, cells=cells) for text, cells in cursor.execute(STATEMENTS[statement]).fetchall())


def _numbers(cursor: DuckDBPyConnection, figures: Figures) -> NumberSpread | None:
    if not figures.told or figures.share(figures.numeric) < 0.5:
        return None
    cells, least, most = cursor.execute(STATEMENTS["spread"]).fetchall()[0]
    median = cursor.execute(STATEMENTS["median"]).fetchall()[0][0]
    return NumberSpread(cells=cells, least=least, median=median, most=most, steps=_steps(cursor, least, most, cells))


def _days(cursor: DuckDBPyConnection, figures: Figures) -> DaySpread | None:
    if not figures.told or figures.share(figures.digits) < 0.5 or figures.longest < len("1.1.2000"):
        return None
    cursor.execute(STATEMENTS["days"])
    cells, first, last = cursor.execute(STATEMENTS["day_spread"]).fetchall()[0]
    if figures.share(cells) < 0.5:
        return None
    # As few years together as make no more than ten steps.
    width = next(each for each in YEARS if (last.year - first.year) // each < STEPS)
    years = cursor.execute(STATEMENTS["years"], {"width": width}).fetchall()
    spans = [Share(text=f"{year}" if width == 1 else f"{year} to {year + width - 1}", cells=n) for year, n in years]
    return DaySpread(cells=cells, first=first, last=last, years=tuple(spans))


def _steps(cursor: DuckDBPyConnection, least: float, most: float, cells: int) -> tuple[Share, ...]:
    if least == most:
        return (Share(text=f"{least:g}", cells=cells),)
    found = dict(cursor.execute(STATEMENTS["steps"], {"least": least, "most": most}).fetchall())
    width = (most - least) / STEPS
    return tuple(
        Share(text=f"{least + step * width:g} to {least + (step + 1) * width:g}", cells=found.get(step, 0))
        for step in range(STEPS)
    )
