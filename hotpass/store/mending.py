"""What mending asks of a published run: texts that fail, the cells that hold a text, and the spellings of a field."""

from collections.abc import Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.mend import Fault, Place, Preview, Spelling
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
MOST_SPELLINGS = 50_000
MOST_FAULTS = 200
# So many values that begin or end alike are compared with each other; of more, none.
LARGEST_BLOCK = 500


def faults(cursor: DuckDBPyConnection) -> tuple[Fault, ...]:
    """The texts that fail a rule, those with a suggestion first, then those in most cells; at most 200."""
    names = tuple(Fault.model_fields)
    found = cursor.execute(STATEMENTS["faults"], [MOST_FAULTS]).fetchall()
    return tuple(Fault.model_validate(dict(zip(names, row, strict=True))) for row in found)


def preview(cursor: DuckDBPyConnection, field: str, texts: Sequence[str], limit: int) -> Preview:
    """The cells of a field that hold one of these texts: all counted, the first shown."""
    statement = STATEMENTS["places"].format(name=quote(field))
    found = cursor.execute(statement, {"field": field, "texts": list(texts), "limit": limit}).fetchall()
    names = tuple(Place.model_fields)
    places = tuple(Place.model_validate(dict(zip(names, row[1:], strict=True))) for row in found)
    return Preview(cells=found[0][0] if found else 0, places=places)


def spellings(cursor: DuckDBPyConnection, field: str) -> list[Spelling]:
    """The different texts of a field, the most frequent 50,000 of them."""
    found = cursor.execute(STATEMENTS["spellings"].format(name=quote(field)), [MOST_SPELLINGS]).fetchall()
    return [Spelling(text=text, cells=count) for text, count in found]


def near(cursor: DuckDBPyConnection, folded: Sequence[str]) -> list[tuple[int, int]]:
    """Couples of texts, by their places, that are one letter in eight apart at most and begin or end alike."""
    cursor.register(
        "folded_texts", pa.table({"number": pa.array(range(len(folded)), pa.int32()), "text": list(folded)})
    )
    found = cursor.execute(STATEMENTS["near"], [LARGEST_BLOCK]).fetchall()
    cursor.unregister("folded_texts")
    return [(int(left), int(right)) for left, right in found]
