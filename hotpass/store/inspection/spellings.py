"""Spellings: one value written in several ways, and rare values that are a frequent one misspelt."""

from duckdb import DuckDBPyConnection

from hotpass.model.semantic import SemanticType
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Values of these types differ by a letter and are right all the same.
DISTINCT_BY_A_LETTER = frozenset(
    {SemanticType.EMAIL, SemanticType.PHONE, SemanticType.WEBSITE, SemanticType.NUMBER, SemanticType.DATE}
    | {SemanticType.LATITUDE, SemanticType.LONGITUDE, SemanticType.POSTCODE, SemanticType.IDENTIFIER}
)
# A frequent value stands five times at least and ten times as often as the rare one. A list is closed where so many of
# its cells hold values that stand five times; in an open one rare values are usual, and the letters must look odd too.
LEAST, TIMES, CLOSED = 5, 10, 0.85
MOST_OPEN = 50_000
RARE_STYLE, LEAST_CELLS = 0.03, 30
# One wrong letter in so many.
PACE, OPEN_PACE = 8, 12
COMPARISONS = 300_000


def inspect(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Records faults of `seen`."""
    if figures.share(figures.numeric) > 0.5:
        return
    if column.type not in {SemanticType.EMAIL, SemanticType.WEBSITE, SemanticType.IDENTIFIER}:
        cursor.execute(STATEMENTS["variants"], {"position": column.position, "closed": figures.closed})
        _styles(cursor, column)
    templates = figures.share(figures.digits) > 0.3
    promising = figures.closed or templates or (figures.repeated_values and figures.distinct <= MOST_OPEN)
    if promising and column.type not in DISTINCT_BY_A_LETTER:
        _misspelt(cursor, column, figures.distinct)


def _styles(cursor: DuckDBPyConnection, column: Column) -> None:
    """Words in capitals throughout, or without any, where nearly all of the column are not so."""
    cells, upper, lower = (int(number) for number in cursor.execute(STATEMENTS["styles"]).fetchall()[0])
    for style, found, words in (("upper", upper, "capitals throughout"), ("lower", lower, "small letters throughout")):
        if 0 < found <= RARE_STYLE * cells and cells >= LEAST_CELLS:
            reason = f"It is written in {words}, as nearly no other value of this column is."
            cursor.execute(STATEMENTS["add_style"], {"position": column.position, "style": style, "reason": reason})


def _misspelt(cursor: DuckDBPyConnection, column: Column, distinct: int) -> None:
    cursor.execute(STATEMENTS["templates"])
    closed = float(cursor.execute(STATEMENTS["closed"]).fetchall()[0][0]) >= CLOSED
    if not closed and distinct > MOST_OPEN:
        return
    asked = {"least": LEAST, "times": TIMES}
    often, rare, width = cursor.execute(STATEMENTS["sizes"], asked).fetchall()[0]
    if not often or not rare:
        return
    few = often * rare * max(1.0, (width or 0) / 16) <= COMPARISONS
    cursor.execute(STATEMENTS["near_all" if few else "near_by_one"], asked)
    cursor.execute(STATEMENTS["words"])
    cursor.execute(STATEMENTS["own_words"])
    if not closed:
        cursor.execute(STATEMENTS["usual_letters"])
    cursor.execute(STATEMENTS["add_misspelt"], {"position": column.position, "pace": PACE if closed else OPEN_PACE})
    if column.type in {SemanticType.COUNTRY, SemanticType.REGION}:
        cursor.execute(STATEMENTS["both_known"], {"position": column.position})
