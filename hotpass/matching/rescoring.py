"""One pair that a run did not keep, scored now by the run's saved model. Loads the matcher: never for a page."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from splink import DuckDBAPI, Linker

from hotpass.errors import BadInput
from hotpass.fields import PARTS, SEVERAL, Standard, standardise_distinct
from hotpass.matching import comparisons, evidence
from hotpass.matching.comparison import Comparison
from hotpass.matching.rarity import lowered
from hotpass.model.field import RunField
from hotpass.model.saved_model import SavedModel
from hotpass.store import saved_model
from hotpass.store.compose import quote
from hotpass.store.explanation import Contribution, ScoredPair

# Splink looks tables up by their bare name in all schemas, so the names must not occur anywhere else.
WIDENED, RECORDS, PAIR = "hotpass_rescored_standard", "hotpass_rescored_record", "hotpass_rescored_pair"
# Beside the columns of fields, whose names a person chose.
SIDE, COUNT = "hotpass_side", "hotpass_count"
Cells = Mapping[str, Sequence[str | None]]


def rescore(
    cursor: DuckDBPyConnection,
    own: DuckDBPyConnection,
    fields: Sequence[RunField],
    model: SavedModel,
    country: str | None,
    pair: tuple[str, str],
) -> ScoredPair:
    """Scores two records of the run that `cursor` shows; `own` is an empty database to work in.

    `country` is the one the run's values were tidied with. Raises BadInput where the model compares what the run has
    not.
    """
    settings = json.loads(model.settings)
    compared = _comparisons(cursor, fields, settings)
    texts = {field.name: _texts(cursor, field, pair) for field in fields}
    own.register("arriving", _table(fields, texts, country, {SIDE: pa.array([0, 1], pa.int32())}))
    derived = _derived(compared)
    own.execute(f"CREATE TABLE derived AS SELECT {SIDE} AS unique_id, {_listed(derived)} FROM arriving")
    weighed = {column for each in settings["comparisons"] for column in _weighed(each)}
    shares = {
        name: _share(cursor, own, fields, derived[name], name, country, model.rarity.get(name, ()))
        for name in sorted(weighed)
    }
    rarity = "".join(f", {share!r}::DOUBLE AS {quote(f'tf_{name}')}" for name, share in shares.items() if share)
    nothing = "".join(f", NULL::DOUBLE AS {quote(f'tf_{name}')}" for name, share in shares.items() if not share)
    own.execute(f"CREATE TABLE {RECORDS} AS SELECT *{rarity}{nothing} FROM derived")
    own.execute(f"CREATE TABLE {PAIR} AS SELECT 0::INTEGER AS join_key_l, 1::INTEGER AS join_key_r, '0' AS match_key")
    rules = settings["blocking_rules_to_generate_predictions"]
    # What triangles brought stands last among the counts and is no rule.
    met = tuple(
        counted.position for counted, rule in zip(model.rules, rules, strict=False) if _brings_together(own, rule)
    )
    return _scored(own, settings, met)


def _comparisons(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], settings: dict[str, Any]
) -> tuple[Comparison, ...]:
    """The comparisons of the run's model, found again as the run found them."""
    parts = "".join(
        f", NULL::VARCHAR AS {quote(f'{field.name}__{part}')}" for field in fields for part in PARTS[field.type]
    )
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW {WIDENED} AS SELECT *{parts} FROM standard")
    taken, _ = evidence.weigh(cursor, fields, WIDENED)
    found, _ = comparisons.derive(taken)
    wanted = {str(each["output_column_name"]) for each in settings["comparisons"]}
    if unknown := sorted(wanted - {each.name for each in found}):
        raise BadInput(f"The model of this run compares {', '.join(unknown)}, which cannot be worked out again here.")
    return tuple(each for each in found if each.name in wanted)


def _derived(compared: Sequence[Comparison]) -> dict[str, str]:
    return {name: expression for each in compared for name, expression in each.columns.items()}


def _listed(derived: Mapping[str, str]) -> str:
    return ", ".join(f"{expression} AS {quote(name)}" for name, expression in derived.items())


def _texts(cursor: DuckDBPyConnection, field: RunField, pair: tuple[str, str]) -> list[str | None]:
    statement = f"SELECT {quote(field.name)} FROM original WHERE record_id = ?"
    return [cursor.execute(statement, [record]).fetchall()[0][0] for record in pair]


def _table(fields: Sequence[RunField], texts: Cells, country: str | None, more: Mapping[str, pa.Array]) -> pa.Table:
    """Texts tidied into the columns that comparisons are made of."""
    columns: dict[str, pa.Array] = {}
    for field in fields:
        given = [text for text in texts[field.name] if text is not None]
        told = dict(zip(given, standardise_distinct(field.type, given, country, field.scheme), strict=True))
        nothing = Standard(None, valid=False, parts=(None,) * len(PARTS[field.type]))
        tidied = [nothing if text is None else told[text] for text in texts[field.name]]
        columns[field.name] = pa.array([each.value for each in tidied], pa.string())
        for place, part in enumerate(PARTS[field.type]):
            cells = [each.parts[place] if place < len(each.parts) else None for each in tidied]
            columns[f"{field.name}__{part}"] = pa.array(cells, pa.string())
        if field.type in SEVERAL:
            several = [list(each.every) if len(each.every) > 1 else None for each in tidied]
            columns[f"{field.name}__all"] = pa.array(several, pa.list_(pa.string()))
    return pa.table({**more, **columns})


def _weighed(comparison: dict[str, Any]) -> list[str]:
    levels = comparison["comparison_levels"]
    return [level["tf_adjustment_column"] for level in levels if level.get("tf_adjustment_column")]


def _share(
    cursor: DuckDBPyConnection,
    own: DuckDBPyConnection,
    fields: Sequence[RunField],
    expression: str,
    name: str,
    country: str | None,
    factors: Sequence[float],
) -> float | None:
    """The share of other things that have the value of a column which both records share; None where they do not.

    A run that an earlier Hotpass published kept no counts: there all its values are counted anew.
    """
    (one,), (other,) = own.execute(f"SELECT {quote(name)} FROM derived ORDER BY unique_id").fetchall()
    if one is None or one != other:
        return None
    text = pa.array([one]).cast(pa.string())[0].as_py()
    if (known := saved_model.counted(cursor, name, text)) is not None:
        return lowered(factors, known[0]) * known[0] / known[1]
    field = max((each for each in fields if name.startswith(f"{each.name}__")), key=lambda each: len(each.name))
    column = quote(field.name)
    counted = cursor.execute(
        f"SELECT {column}, count(*) FROM original WHERE {column} IS NOT NULL GROUP BY {column}"
    ).fetchall()
    texts = {field.name: [text for text, _ in counted]}
    own.register("everybody", _table([field], texts, country, {COUNT: pa.array([count for _, count in counted])}))
    having, filled = own.execute(
        f"SELECT sum({COUNT}) FILTER (value = ?), sum({COUNT}) FILTER (value IS NOT NULL) "
        f"FROM (SELECT {COUNT}, {expression} AS value FROM everybody)",
        [one],
    ).fetchall()[0]
    own.unregister("everybody")
    return lowered(factors, int(having)) * float(having) / float(filled)


def _brings_together(own: DuckDBPyConnection, rule: dict[str, Any]) -> bool:
    """Whether a blocking rule holds for the two records, whatever else its value's crowd is."""
    lists = [quote(name) for name in rule.get("arrays_to_explode") or []]
    single = f" REPLACE ({', '.join(f'unnest({name}) AS {name}' for name in lists)})" if lists else ""
    one, other = (f"(SELECT *{single} FROM {RECORDS} WHERE unique_id = {number})" for number in (0, 1))
    found = own.execute(f"SELECT count(*) FROM {one} AS l, {other} AS r WHERE {rule['blocking_rule']}")
    return bool(found.fetchall()[0][0])


def _scored(own: DuckDBPyConnection, settings: dict[str, Any], met: tuple[int, ...]) -> ScoredPair:
    api = DuckDBAPI(own)
    linker = Linker(api.register(RECORDS), settings, log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register(PAIR))
    [row] = linker.inference.predict().as_record_list()
    contributions = {
        name: Contribution(row[f"gamma_{name}"], row[f"mw_{name}"], row.get(f"mw_tf_adj_{name}") or 0.0)
        for name in (str(each["output_column_name"]) for each in settings["comparisons"])
    }
    return ScoredPair(row["match_weight"], row["match_probability"], met, contributions)
