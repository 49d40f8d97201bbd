"""Standard records: the text of every field beside its tidied value, made once for each distinct text."""

from collections.abc import Callable, Collection, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.fields import PARTS, SEVERAL
from hotpass.fields.base import Standard
from hotpass.model.field import RunField
from hotpass.store import columns, sources
from hotpass.store.compose import literal, quote
from hotpass.store.fast_standards import fast_path
from hotpass.store.queries import Statements
from hotpass.store.sources import Source

STATEMENTS = Statements(__file__)
BATCH_VALUES = 50_000
# To look few texts up among more than this takes longer than to tidy those of plain shapes anew.
MANY_KNOWN = 500_000
# Columns whose texts need no trimming: a raw table and the name of a column each.
Neat = frozenset[tuple[str, str]]
NOTHING_NEAT: Neat = frozenset()
COMPARED = "compared"
# Of a run that follows another: those of its records that are gone or were others.
COMPARED_BEFORE = "compared_before"
# And those of now that came or changed since records were laid by.
COMPARED_SINCE = "compared_since"
# Tells records as they are from records as they were; no field has a name with spaces in it.
NOW = '"as it is now"'
MAP_SCHEMA = pa.schema(
    [
        ("original", pa.string()),
        ("standard", pa.string()),
        ("valid", pa.bool_()),
        ("every", pa.list_(pa.string())),
        ("parts", pa.list_(pa.string())),
        ("reason", pa.string()),
    ]
)


def gather(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], mended: Sequence[str] = (), *, neat: Neat = NOTHING_NEAT
) -> int:
    """Makes the view `original(record_id, source_id, <field>…)`, the file's own text per field; answers the records.

    In the fields named as mended the text that a steward put in its place stands instead. Cells of columns that are
    `neat` are taken as they are: no row may be added to them as long as the view stands.
    """
    filed = texts(cursor, fields, neat=neat)
    cursor.execute(f"CREATE OR REPLACE VIEW original AS {_mended_sql(filed, fields, mended) if mended else filed}")
    return int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])


def neat_columns(cursor: DuckDBPyConnection) -> Neat:
    """The columns that fill a field and in which trimming finds nothing to do.

    Every stage reads the texts again, and to trim them takes longer than to read them.
    """
    found = set()
    for source in sources.every(cursor):
        names = [name for filled in columns.mapped(cursor, source).values() for name in filled]
        told = [
            f"coalesce(bool_and({quote(name)} = trim({quote(name)}) AND {quote(name)} <> ''), true)" for name in names
        ]
        if told:
            row = cursor.execute(f"SELECT {', '.join(told)} FROM {quote(source.raw_table)}").fetchall()[0]
            found |= {(source.raw_table, name) for name, neat in zip(names, row, strict=True) if neat}
    return frozenset(found)


def texts(
    cursor: DuckDBPyConnection,
    fields: Sequence[RunField],
    place: str = "",
    among: str | None = None,
    neat: Neat = NOTHING_NEAT,
) -> str:
    """SQL for the texts of the files, field by field, whose raw tables lie in `place`, a name with its dot.

    Of all records, or of those that the relation `among` names.
    """
    every = sources.every(cursor)
    tables = [f"{place}{quote(source.raw_table)}" for source in every]
    if among is not None:
        tables = [_rows_of(table, among) for table in tables]
    selects = (_gather_sql(cursor, source, fields, table, neat) for source, table in zip(every, tables, strict=True))
    return " UNION ALL ".join(selects)


def cells(fields: Sequence[RunField], rows: str) -> str:
    """SQL for each text of these rows by itself: `field`, `original`, `record_id`, `source_id`."""
    names = [(literal(field.name), quote(field.name)) for field in fields]
    each = (f"SELECT {text} AS field, {name} AS original, record_id, source_id" for text, name in names)
    return " UNION ALL ".join(f"{one} FROM {quote(rows)}" for one in each)


def _mended_sql(texts: str, fields: Sequence[RunField], mended: Sequence[str]) -> str:
    picked, joins = ["filed.record_id", "filed.source_id"], []
    for number, field in enumerate(fields):
        name = quote(field.name)
        if field.name not in mended:
            picked.append(f"filed.{name}")
            continue
        picked.append(f"if(m{number}.record_id IS NULL, filed.{name}, m{number}.value) AS {name}")
        joins.append(
            f"LEFT JOIN (SELECT record_id, value FROM mended WHERE field = {literal(field.name)}) AS m{number} "
            f"ON m{number}.record_id = filed.record_id"
        )
    return f"SELECT {', '.join(picked)} FROM ({texts}) AS filed {' '.join(joins)}"


def _gather_sql(cursor: DuckDBPyConnection, source: Source, fields: Sequence[RunField], table: str, neat: Neat) -> str:
    mapped = columns.mapped(cursor, source)
    own = {name for raw_table, name in neat if raw_table == source.raw_table}
    values = [f"{_cell_sql(field, mapped.get(field.name, []), own)} AS {quote(field.name)}" for field in fields]
    owner = f"{source.source_id}::INTEGER AS source_id"
    return f"SELECT {', '.join(['record_id', owner, *values])} FROM {table} AS raw"


def _cell_sql(field: RunField, names: Sequence[str], neat: Collection[str]) -> str:
    """Several columns of one field: all their values where the type takes several, else the first that is filled."""
    cells = [f"raw.{quote(name)}" if name in neat else f"nullif(trim(raw.{quote(name)}), '')" for name in names]
    if not cells:
        return "NULL::VARCHAR"
    if len(cells) == 1:
        return cells[0]
    if field.type in SEVERAL:
        return f"nullif(concat_ws(chr(10), {', '.join(cells)}), '')"
    return f"coalesce({', '.join(cells)})"


def take_over(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], country: str | None, known: str, others: str
) -> set[str]:
    """Fills `standard_value` with texts that were tidied before, of the table `known`; answers fields that have others.

    Those are left in `open_text(field, original)`, and in `new_text` those of them that were not tidied before.
    `others` names more texts to take over, laid out as `original`.
    """
    both = " UNION ALL ".join(cells(fields, rows) for rows in ("original", others))
    cursor.execute(STATEMENTS["arrive"].format(cells=both))
    many = int(cursor.execute(STATEMENTS["many"].format(known=known)).fetchall()[0][0]) > MANY_KNOWN
    sought = [field.name for field in fields if not many or fast_path(field, country) is None]
    among = ", ".join(map(literal, ["", *sought]))
    cursor.execute(STATEMENTS["known"].format(known=known, sought=among))
    cursor.execute(STATEMENTS["open_text"].format(sought=among))
    return {str(row[0]) for row in cursor.execute(STATEMENTS["open_fields"]).fetchall()}


def tidy(
    cursor: DuckDBPyConnection,
    field: RunField,
    country: str | None,
    standardise: Callable[[Sequence[str]], Sequence[Standard]],
    *,
    new: bool = False,
) -> tuple[int, int]:
    """Fills `standard_value` for one field: plain shapes by SQL, the rest by `standardise`.

    `new`: of the texts that taking over has left.

    Answers how many distinct texts there were and how many of them needed the library.
    """
    source = f"SELECT original FROM open_text WHERE field = {literal(field.name)}" if new else _arriving_sql(field)
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW arriving AS {source}")
    fast = fast_path(field, country)
    if fast is not None:
        cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE shaped AS SELECT *, {fast.condition} AS plain FROM ({fast.shaped})"
        )
        cursor.execute(
            f"""
            INSERT INTO standard_value
            SELECT {literal(field.name)}, original, {fast.standard}, {fast.reason} IS NULL, NULL,
                   {fast.parts}, {fast.reason} FROM shaped WHERE plain
            """
        )
    texts = _texts(cursor, "arriving" if fast is None else "left_over")
    for start in range(0, len(texts), BATCH_VALUES):
        batch = texts[start : start + BATCH_VALUES]
        _add(cursor, field.name, batch, standardise(batch))
    return len(texts) if fast is None else int(cursor.execute(STATEMENTS["arrived"]).fetchall()[0][0]), len(texts)


def _arriving_sql(field: RunField) -> str:
    name = quote(field.name)
    return f"SELECT DISTINCT {name} AS original FROM original WHERE {name} IS NOT NULL"


def _texts(cursor: DuckDBPyConnection, statement: str) -> list[str]:
    found: list[str] = cursor.sql(STATEMENTS[statement]).to_arrow_table().column(0).to_pylist()
    return found


def _add(cursor: DuckDBPyConnection, field: str, texts: Sequence[str], values: Sequence[Standard]) -> None:
    arrays = [
        pa.array(texts, pa.string()),
        pa.array([value.value for value in values], pa.string()),
        pa.array([value.valid for value in values], pa.bool_()),
        pa.array([value.every if len(value.every) > 1 else None for value in values], pa.list_(pa.string())),
        pa.array([value.parts for value in values], pa.list_(pa.string())),
        pa.array([value.reason for value in values], pa.string()),
    ]
    cursor.register("tidied", pa.Table.from_arrays(arrays, schema=MAP_SCHEMA))
    cursor.execute(STATEMENTS["add"], [field])
    cursor.unregister("tidied")


def assemble(cursor: DuckDBPyConnection, fields: Sequence[RunField], before: str | None = None) -> None:
    """Makes `standard(record_id, source_id, <field>, <field>__all…)` from texts and values.

    `<field>__all` is filled only where a cell holds several values. It is a view of the table `compared`, which only
    runs read: that has `<field>__<part>` as well, which matching needs, and there a source is one, `delivery_id` of it.
    `before` names the texts of records as they were, laid out as `original`: of these `compared_before` is made.
    """
    compared = _join(fields, "original")
    if before is not None:
        # To plan so many joins takes longer than to join few records, so this is done once for both sides.
        sides = f"(SELECT *, true AS {NOW} FROM original UNION ALL BY NAME SELECT *, false AS {NOW} FROM {before})"
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE compared_sides AS {_join(fields, sides, NOW)}")
        compared, gone = (f"SELECT * EXCLUDE ({NOW}) FROM compared_sides WHERE {side}" for side in (NOW, f"NOT {NOW}"))
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {COMPARED_BEFORE} AS {gone}")
    cursor.execute(f"CREATE OR REPLACE TABLE {COMPARED} AS {compared}")
    cursor.execute(f"CREATE OR REPLACE VIEW standard AS {_standard_sql(fields, COMPARED)}")
    cursor.execute(STATEMENTS["compare_as_one"])


def some(fields: Sequence[RunField], among: str) -> str:
    """SQL for the rows of `standard` of the records that the relation `among` names."""
    return _standard_sql(fields, _rows_of(COMPARED, among))


def _standard_sql(fields: Sequence[RunField], compared: str) -> str:
    names = (quote(name) for field in fields for name in _values_sql(field))
    return f"SELECT {', '.join(['record_id', 'delivery_id AS source_id', *names])} FROM {compared}"


def _rows_of(table: str, among: str) -> str:
    """SQL for the rows of some records, by places that are found first, so that little of other rows is read."""
    return f"(FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE record_id IN (FROM {among})))"


def _values_sql(field: RunField) -> dict[str, str]:
    several = {f"{field.name}__all": "every"} if field.type in SEVERAL else {}
    return {field.name: "standard", **several}


def _parts_sql(field: RunField) -> dict[str, str]:
    return {f"{field.name}__{part}": f"parts[{place}]" for place, part in enumerate(PARTS[field.type], 1)}


def _join(fields: Sequence[RunField], texts: str, *more: str) -> str:
    """Joins each field's distinct values, with the columns made of them, back to the records' own texts.

    `more` columns of the texts are taken along.
    """
    picked, joins = ["record_id", "source_id", "source_id AS delivery_id", *more], []
    for number, field in enumerate(fields):
        made = _values_sql(field) | _parts_sql(field)
        picked += [f"v{number}.{quote(name)}" for name in made]
        selected = ", ".join(f"{value} AS {quote(name)}" for name, value in made.items())
        joins.append(
            f"LEFT JOIN (SELECT original, {selected} FROM standard_value WHERE field = {literal(field.name)}) "
            f"AS v{number} ON v{number}.original = texts.{quote(field.name)}"
        )
    return f"SELECT {', '.join(picked)} FROM {texts} AS texts {' '.join(joins)}"
