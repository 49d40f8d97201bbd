"""Measuring: the published clusters against a truth file."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from hotpass.errors import BadInput
from hotpass.matching.effects import agreements, lines_of
from hotpass.model.evaluation import Agreement, Evaluation, LineAgreement
from hotpass.store import evaluation, publication, saved_model
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

BY_ROW = ("source", "row", "entity")
BY_KEY = ("key", "entity")
# Kept beside the run, so that the dashboard can show what was found last.
EVALUATION = "evaluation.json"


def evaluate(workspace: Workspace, truth: Path) -> Evaluation:
    """Precision, recall and F1 of the current run's clusters; raises BadInput for a truth that does not fit it.

    What is found is kept in the run's folder. The truth is CSV or Parquet with `source,row,entity` (row: 0-based data
    row) or `key,entity`.
    """
    told = read_truth(truth)
    with workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    if run_id is None:
        raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        evaluation.tell(cursor, told)
        counts = evaluation.count(cursor)
        found = _evaluation(run_id, counts).model_copy(
            update={"by_line": _by_line(Shown(run_id, cursor), counts.true_pairs)}
        )
    folder = workspace.run_folder(run_id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / EVALUATION).write_text(found.model_dump_json(), encoding="utf-8")
    return found


def _by_line(published: Shown, true_pairs: int) -> tuple[LineAgreement, ...]:
    """The scored pairs whose answer is known, held against every line."""
    model = saved_model.read(published.cursor)
    weight, right = evaluation.weights(published.cursor)
    lines = lines_of(weight, model.clerical_weight, model.auto_match_weight)
    return agreements(weight, right, true_pairs, lines)


def read_truth(path: Path) -> pa.Table:
    """A truth file as `source, place, entity` or `key, entity`; raises BadInput where it is neither."""
    table = _table(path)
    if set(BY_ROW) <= set(table.column_names):
        try:
            place = pc.cast(table.column("row"), pa.int64())
        except pa.ArrowInvalid as error:
            raise BadInput(f"{path.name}: the column row must hold whole numbers, counted from 0.") from error
        columns = [_text(table, "source"), place, _text(table, "entity")]
        told = pa.table(columns, names=["source", "place", "entity"])
    elif set(BY_KEY) <= set(table.column_names):
        told = pa.table([pc.utf8_trim_whitespace(_text(table, "key")), _text(table, "entity")], names=list(BY_KEY))
    else:
        raise BadInput(
            f"{path.name} has the columns {', '.join(table.column_names)}: a truth file needs source,row,entity "
            "or key,entity."
        )
    if told.column("entity").null_count or not told.num_rows:
        raise BadInput(f"{path.name}: each row of a truth file needs an entity, and there must be at least one row.")
    return told


def _table(path: Path) -> pa.Table:
    if path.suffix.lower() not in {".csv", ".parquet"}:
        raise BadInput(f"{path.name} is neither .csv nor .parquet: write the truth as one of these.")
    try:
        if path.suffix.lower() == ".parquet":
            return pa.parquet.read_table(path)
        texts = {name: pa.string() for name in {*BY_ROW, *BY_KEY}}
        options = pa.csv.ConvertOptions(column_types=texts, strings_can_be_null=True)
        return pa.csv.read_csv(path, convert_options=options)
    except FileNotFoundError as error:
        raise BadInput(f"{path} was not found: check the name and the folder.") from error
    except (OSError, pa.ArrowException) as error:
        raise BadInput(f"{path.name} cannot be read as a truth file: write it as plain CSV or Parquet.") from error


def _text(table: pa.Table, name: str) -> pa.ChunkedArray:
    return pc.cast(table.column(name), pa.string())


def _evaluation(run_id: str, counts: evaluation.Counts) -> Evaluation:
    return Evaluation(
        run_id=run_id,
        records=counts.records,
        true_pairs=counts.true_pairs,
        found_pairs=counts.found_pairs,
        right_pairs=counts.right_pairs,
        pairwise=agreement(counts),
        b_cubed=Agreement.of(counts.b_cubed_precision, counts.b_cubed_recall),
        exact_clusters=Agreement.of(
            _share(counts.equal_clusters, counts.clusters), _share(counts.equal_clusters, counts.entities)
        ),
    )


def agreement(counts: evaluation.Counts) -> Agreement:
    """How the pairs that are together agree with those that should be."""
    return Agreement.of(_share(counts.right_pairs, counts.found_pairs), _share(counts.right_pairs, counts.true_pairs))


def _share(part: int, whole: int) -> float:
    """Nothing found is nothing wrong."""
    return part / whole if whole else 1.0
