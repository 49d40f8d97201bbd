"""Shapes: cells of another kind or pattern than the column's others."""

from duckdb import DuckDBPyConnection

from hotpass.fields.number import decimal, written
from hotpass.model.semantic import SemanticType
from hotpass.store.inspection import seen
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# A column is one of numbers, or of few shapes, where so many of its cells are; what is left may be wrong.
NEARLY_ALL = 0.9
# A shape that every fiftieth cell has is one of the column's own; one that fewer than every hundredth has is not.
# Beside one or two shapes that all but the faults have, one that is twice as frequent is still rare; beside the only
# pattern of a code every other one is.
OWN, RARE, RARE_BESIDE_FEW = 0.02, 0.01, 0.02
MOST_SHAPES, FEW_SHAPES = 6, 2
ALL_BUT_FAULTS = 0.95
# Digits among words, and texts among numbers, are faults up to this share.
RARE_IN_WORDS = 0.035
# What spreadsheets made of codes is told up to this share of the cells.
MADE = 0.2
LEAST_CELLS, LEAST_CODE = 20, 5
# Up to this share of the cells, one value beside the only pattern of a code may come again and is wrong all the same.
SAME = 0.02
# Values of these types are made of a fixed number of signs where one pattern prevails.
CODES = frozenset({SemanticType.IDENTIFIER, SemanticType.POSTCODE, SemanticType.PHONE, SemanticType.DATE})
OF_ANY_SHAPE = frozenset({SemanticType.EMAIL, SemanticType.WEBSITE, SemanticType.ADDRESS})
PROSE = frozenset({SemanticType.ORGANISATION_NAME, SemanticType.TEXT})
MEASURED = frozenset({SemanticType.DATE, SemanticType.NUMBER, SemanticType.LATITUDE, SemanticType.LONGITUDE})
WORDS = frozenset(
    {SemanticType.PERSON_NAME, SemanticType.CITY, SemanticType.REGION, SemanticType.COUNTRY, SemanticType.CATEGORY}
)


def inspect(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Records faults of `seen`."""
    if figures.told < LEAST_CELLS or column.scheme is not None:
        return
    if column.type not in MEASURED and figures.digits:
        cursor.execute(STATEMENTS["add_made"], {"position": column.position, "most": MADE * figures.told})
        if figures.share(figures.digits) >= ALL_BUT_FAULTS and not figures.closed:
            _lengths(cursor, column, figures)
    if figures.share(figures.numeric) >= NEARLY_ALL:
        _numbers(cursor, column, figures)
        if column.type in CODES:
            _patterns(cursor, column, figures)
    elif figures.share(figures.digits) >= NEARLY_ALL and column.type not in OF_ANY_SHAPE:
        _patterns(cursor, column, figures)
    elif figures.share(figures.digits) < RARE_IN_WORDS and column.type in WORDS and figures.digits:
        cursor.execute(STATEMENTS["add_digits_in_words"], {"position": column.position})
    elif 0 < figures.share(figures.numeric) < RARE_IN_WORDS and column.type in WORDS | PROSE | {SemanticType.NUMBER}:
        cursor.execute(STATEMENTS["add_bare_numbers"], {"position": column.position})
    elif column.type in CODES and not figures.digits:
        _patterns(cursor, column, figures)


def _lengths(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    widths = cursor.execute(STATEMENTS["widths"]).fetchall()
    usual, cells = widths[0]
    if usual < LEAST_CODE or cells < ALL_BUT_FAULTS * figures.told or len(widths) == 1:
        return
    cursor.execute(STATEMENTS["add_other_lengths"], {"position": column.position, "usual": usual})


def _numbers(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """In a column of numbers: texts that are none, and numbers written with marks or units the others lack."""
    if figures.numeric == figures.told:
        return
    seen.shape(cursor)
    odd = [str(row[0]) for row in cursor.execute(STATEMENTS["not_numbers"]).fetchall()]
    meant = {text: written(number) for text in odd if (number := decimal(text)) is not None}
    cursor.execute(
        STATEMENTS["add_not_numbers"],
        {"position": column.position, "rare": _rare(figures, RARE_IN_WORDS), "numbers": list(meant)},
    )
    if meant:
        told = {"texts": list(meant), "plains": list(meant.values())}
        cursor.execute(STATEMENTS["add_other_units"], {"position": column.position, **told})


def _patterns(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """A code is compared sign by sign where one pattern prevails, anything else by the order of its kinds of signs."""
    for fixed in (True, False) if _is_fixed(cursor, column) else (False,):
        seen.shape(cursor, exact=fixed)
        found = cursor.execute(STATEMENTS["forms"]).fetchall()
        alone = fixed and bool(found) and int(found[0][1]) >= ALL_BUT_FAULTS * figures.told
        own = [(str(shape), int(cells)) for shape, cells in found if cells >= OWN * figures.told]
        own = own[:1] if alone else own
        covered = figures.share(sum(cells for _, cells in own))
        if 0 < len(own) <= MOST_SHAPES and covered >= (ALL_BUT_FAULTS if fixed else NEARLY_ALL):
            rare = RARE_BESIDE_FEW if covered >= ALL_BUT_FAULTS and len(own) <= FEW_SHAPES else RARE
            rare = 1 - ALL_BUT_FAULTS if alone else rare
            asked = {"usual": own[0][0], "shapes": [shape for shape, _ in own], "rare": _rare(figures, rare)}
            often = max(5.0, SAME * figures.told if alone else 0.0)
            cursor.execute(STATEMENTS["add_unusual"], {"position": column.position, "often": often, **asked})
            return


def _is_fixed(cursor: DuckDBPyConnection, column: Column) -> bool:
    """Whether the number of digits tells: numbers given one after the other get longer, zeros in front fix it."""
    if column.type in {SemanticType.IDENTIFIER, SemanticType.TEXT, SemanticType.CATEGORY}:
        return bool(cursor.execute(STATEMENTS["is_padded"]).fetchall()[0][0])
    return column.type in CODES


def _rare(figures: Figures, share: float) -> float:
    """The number of cells below which a shape is rare: a few even in a short column."""
    return max(3.0, share * figures.told)
