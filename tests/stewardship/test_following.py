"""A run that works on the change alone publishes what a run that computes everything would."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass import pipeline
from hotpass.matching import shelf
from hotpass.model.job import Job
from hotpass.model.outcome import Outcome
from hotpass.model.request import RunRequest
from hotpass.model.run import StageReport
from hotpass.settings import Settings
from hotpass.stewardship import revision
from hotpass.stewardship.computation import compute
from hotpass.store import publication, standards
from hotpass.store.scratch import Scratch
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace
from tests.benchmarks.generate import HEADER, generate
from tests.cases.thoroughly import examples

ROWS = [tuple(row) for row in generate(400)[0]]
# How often pairs met is only counted where all are compared; a basis names the build.
UNLIKE = {"blocking_rule", "basis", "model"}
# How sure the mapping of a column is, is measured where columns are mapped anew.
MEASURED = {"source_column": {"confidence", "reason", "mapped_by"}}
SHELF = Path("cache") / "records.arrow"
Row = tuple[str, ...]
Step = tuple[dict[int, tuple[int, str]], list[int], list[tuple[int, int]], bool]

places = st.integers(0, len(ROWS) - 1)
cells = st.tuples(
    st.integers(0, len(HEADER) - 1),
    st.sampled_from(["", "Zaphod", "  Zaphod\u00a0", "a@b.co.za", "1980-01-02", "same"]),
)
steps = st.tuples(
    st.dictionaries(places, cells, max_size=9),  # cells that change
    st.lists(places, max_size=4, unique=True),  # rows that are gone
    st.lists(st.tuples(places, st.integers(1, 3)), max_size=4),  # rows that come once more, so many times
    st.booleans(),  # whether somebody decides something before
)
# With the last decision nothing leads any more to an entity that was merged, of whose records then one is gone.
UNMERGED: list[Step] = [
    (
        dict.fromkeys((32, 77, 98, 119, 123, 144, 194, 311), (0, "")) | {298: (7, "  Zaphod\u00a0")},
        [154, 182, 28, 352],
        [],
        True,
    ),
    (
        {1: (5, "Zaphod"), 55: (7, "same"), 116: (8, "  Zaphod\u00a0"), 171: (0, ""), 199: (8, "  Zaphod\u00a0")}
        | {212: (2, "a@b.co.za"), 290: (9, "a@b.co.za"), 377: (0, "Zaphod"), 397: (9, "a@b.co.za")},
        [203, 399, 179, 162],
        [(336, 1)],
        True,
    ),
    ({50: (1, "1980-01-02"), 126: (0, "same")}, [140, 192, 397, 0], [(80, 2), (36, 1)], True),
]


def changed(rows: Sequence[Row], step: Step) -> list[Row]:
    """The rows of the next delivery."""
    edited, gone, added, _ = step
    kept = [list(row) for row in rows]
    for place, (column, text) in edited.items():
        if place < len(kept):
            kept[place][column] = text
    left = [tuple(row) for place, row in enumerate(kept) if place not in gone]
    return [*left, *(ROWS[place] for place, times in added for _ in range(times))]


def run(folder: Path, rows: Sequence[Row], *, anew: bool = False) -> Outcome:
    """Publishes the rows; `anew` has everything computed, under the model of the last run."""
    if anew:
        (folder / "cache" / "ground.duckdb").unlink()
    folder.mkdir(exist_ok=True)
    path = folder / "people.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return compute(folder, RunRequest(files=(path,), source="people", profile="person"), Settings())


def follows(outcome: Outcome) -> bool:
    """Whether a run compared only what changed."""
    return any("Only what changed was compared" in note for note in outcome.notes)


def tables(published: Shown) -> dict[str, list[tuple[object, ...]]]:
    """All that a run published, row by row in an order of their own; weights to 1e-9 bits."""
    found = {}
    schema = publication.schema_of(published.run_id)
    columns = published.cursor.execute(
        "SELECT table_name, list({'name': column_name, 'kind': data_type} ORDER BY column_index) FROM duckdb_columns() "
        "WHERE schema_name = ? AND database_name = current_database() GROUP BY ALL",
        [schema],
    ).fetchall()
    for name, held in columns:
        if name in UNLIKE or "__" in name or name.startswith(("base_", "kin", "later_")):
            continue
        picked = (
            f'round("{each["name"]}", 9)' if each["kind"] == "DOUBLE" else f'"{each["name"]}"::VARCHAR'
            for each in held
            if each["name"] not in MEASURED.get(name, ())
        )
        found[name] = published.cursor.execute(f"SELECT {', '.join(picked)} FROM {name} ORDER BY ALL").fetchall()
    return found


def decide(folder: Path, number: int) -> None:
    """Somebody parts the largest entity and joins two others."""
    workspace = Workspace.open(folder, Settings())
    with shown(workspace) as published:
        assert published is not None
        largest = published.cursor.execute(
            "SELECT min(record_id), max(record_id) FROM member GROUP BY entity_id "
            "ORDER BY count(*) DESC, entity_id LIMIT 1"
        ).fetchall()[0]
        alone = published.cursor.execute(
            "SELECT record_id FROM member JOIN entity USING (entity_id) WHERE records = 1 ORDER BY record_id LIMIT 2"
        ).fetchall()
    said = {"left": largest[0], "right": largest[1], "verdict": "non_match"}
    joined = {"left": alone[0][0], "right": alone[1][0], "verdict": "match"}
    for name, body in (("part", said), ("join", joined)):
        if body["left"] != body["right"]:
            workspace.journal.append("judgement", body, by="ann", fact_id=f"{name}{number}")
    revision.catch_up(workspace)
    workspace.close()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("following") / "w"
    run(folder, ROWS)
    yield folder


def both(first: Path, place: str, sequence: Sequence[Step]) -> list[bool]:
    """Publishes the same deliveries in two workspaces, in one of them computing all; answers which runs followed."""
    followed, whole = Path(place) / "followed", Path(place) / "whole"
    for folder in (followed, whole):
        shutil.copytree(first, folder)
    rows, told = list(ROWS), []
    for number, step in enumerate(sequence):
        rows = changed(rows, step)
        if step[-1]:
            for folder in (followed, whole):
                decide(folder, number)
        told.append(follows(run(followed, rows)))
        assert not follows(run(whole, rows, anew=True))
        with shown(Workspace.open(followed, Settings())) as one, shown(Workspace.open(whole, Settings())) as other:
            assert one is not None and other is not None
            found, expected = tables(one), tables(other)
        assert found.keys() == expected.keys()
        for name, rows_of in expected.items():
            assert found[name] == rows_of, (number, name)
    return told


@settings(max_examples=examples(3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(steps, min_size=1, max_size=3))
@example(sequence=[({3: (4, ""), 8: (1, "Zaphod"), 9: (1, "Zaphod")}, [5], [(7, 1), (8, 2)], True), ({}, [], [], True)])
@example(sequence=UNMERGED)
def test_what_is_published_is_what_computing_everything_gives(first: Path, sequence: list[Step]) -> None:
    with TemporaryDirectory() as place:
        both(first, place, sequence)


def test_a_small_change_is_worked_on_alone(first: Path, tmp_path: Path) -> None:
    assert both(first, str(tmp_path), [({3: (4, ""), 8: (1, "Zaphod")}, [], [], False)]) == [True]


def test_others_get_the_workspace_while_such_a_run_computes(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(first, tmp_path / "w")
    match = next(stage for stage in pipeline.PIPELINE if stage.name == "match")
    looks = (
        "import sys; from pathlib import Path; from hotpass.settings import Settings; "
        "from hotpass.store.workspace import Workspace; "
        "Workspace.open(Path(sys.argv[1]), Settings(wait_seconds=60)).database.cursor().__enter__()"
    )

    def looked_at(scratch: Scratch, job: Job) -> StageReport:
        subprocess.run([sys.executable, "-c", looks, str(folder)], check=True, capture_output=True)
        return match.run(scratch, job)

    meddled = tuple(stage._replace(run=looked_at) if stage is match else stage for stage in pipeline.PIPELINE)
    monkeypatch.setattr(pipeline, "PIPELINE", meddled)
    assert follows(run(folder, changed(ROWS, ({3: (4, "")}, [], [], False))))


def test_texts_that_need_trimming_come_where_none_did(first: Path, tmp_path: Path) -> None:
    padded: Step = ({3: (0, "  Zaphod\u00a0"), 8: (7, " ")}, [], [], False)
    assert both(first, str(tmp_path), [padded, ({3: (1, "Zaphod")}, [], [], False)]) == [True, True]


def test_texts_are_tidied_anew_where_many_are_known(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange: Step = ({3: (0, "  Zaphod\u00a0"), 8: (8, "tel. 021 555"), 9: (4, "no idea")}, [5], [(7, 1)], False)
    monkeypatch.setattr(standards, "MANY_KNOWN", 0)
    assert both(first, str(tmp_path / "anew"), [strange, ({4: (0, "Zaphod")}, [3], [], False)]) == [True, True]
    monkeypatch.undo()
    assert both(tmp_path / "anew" / "followed", str(tmp_path / "known"), [strange]) == [True]


def test_a_large_change_is_not(first: Path, tmp_path: Path) -> None:
    assert both(first, str(tmp_path), [(dict.fromkeys(range(120), (1, "Zaphod")), [], [], False)]) == [False]


def test_crowds_of_equal_records_come_grow_and_part(first: Path, tmp_path: Path) -> None:
    crowded: Step = ({}, [], [(7, 24)], False)
    beside: Step = ({9: (1, "Zaphod")}, [], [(11, 1)], False)
    inside: Step = ({402: (4, "")}, [], [], False)
    assert both(first, str(tmp_path), [crowded, beside, inside]) == [True, True, True]


def test_records_that_were_not_laid_by_are_read_and_laid_by_anew(first: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(first, bare)
    (bare / SHELF).unlink()
    sequence: list[Step] = [({3: (4, "")}, [], [], False), ({8: (1, "Zaphod")}, [2], [(5, 1)], False)]
    assert both(bare, str(tmp_path), sequence) == [True, True]
    assert (tmp_path / "followed" / SHELF).exists()


def test_records_are_laid_by_again_once_many_changed(first: Path, tmp_path: Path) -> None:
    parts = (dict.fromkeys(range(start, start + 30), (0, "Zaphod")) for start in (0, 30, 60))
    # More than a fifth differ with the third of these, so that tables are whole again, and one leans on them.
    sequence: list[Step] = [*((cells, [], [], False) for cells in parts), ({99: (4, "")}, [], [], False)]
    assert both(first, str(tmp_path), sequence) == [True, True, True, True]
    laid = shelf.read(tmp_path / "followed" / SHELF, _token(tmp_path / "followed"))
    assert laid is not None
    assert "zaphod" in laid.records.values("given_name__value").to_pylist()


def test_what_was_learned_of_values_that_nobody_has_is_known_when_they_come_back(first: Path, tmp_path: Path) -> None:
    names = [row[1] for row in ROWS]
    name = next(name for name in names if names.count(name) == 3)
    had = [place for place, one in enumerate(names) if one == name]
    others = [place for place in range(len(ROWS)) if place not in had]
    sequence: list[Step] = [
        (dict.fromkeys(had, (1, "Zaphod")), [], [], False),
        *((dict.fromkeys(some, (0, "Zaphod")), [], [], False) for some in (others[:30], others[30:60])),
        (dict.fromkeys(had[:2], (1, name)), [], [], False),
    ]
    assert both(first, str(tmp_path), sequence) == [True, True, True, True]


def _token(folder: Path) -> str:
    with duckdb.connect(str(folder / "cache" / "ground.duckdb"), read_only=True) as ground:
        return str(ground.execute("SELECT token FROM shelved").fetchall()[0][0])


def test_everything_is_compared_where_columns_tell_something_else_than_before(tmp_path: Path) -> None:
    """All provinces are the same now, so that no two records are compared by them."""
    place = HEADER.index("province")
    rows = [(*row[:place], "Gauteng" if number else "Limpopo") for number, row in enumerate(ROWS)]
    run(tmp_path / "w", rows)
    followed, whole = tmp_path / "followed", tmp_path / "whole"
    for folder in (followed, whole):
        shutil.copytree(tmp_path / "w", folder)
    rows[0] = (*rows[0][:place], "Gauteng")
    outcomes = [run(followed, rows), run(whole, rows, anew=True)]
    assert [follows(outcome) for outcome in outcomes] == [False, False]
    assert all(any("a new one was learned" in note for note in outcome.notes) for outcome in outcomes)
    with shown(Workspace.open(followed, Settings())) as one, shown(Workspace.open(whole, Settings())) as other:
        assert one is not None and other is not None
        assert tables(one) == tables(other)
