from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import evaluation
from hotpass.stewardship.computation import compute
from hotpass.store import evaluation as counting
from hotpass.store.workspace import Workspace

PEOPLE = """code,name,town,phone
A1,Acme Flight School,Durban,0312345678
A2,Acme Flight School,Durban,031 234 5678
B1,Beta Aviation,Cape Town,0212345678
B2,Beta Aviation,Cape Town,021 234 5678
C1,Gamma Air,George,0442345678
"""
GROUPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("evaluation")
    file = folder / "clubs.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    compute(folder / "workspace", RunRequest(files=(file,), key="code"), Settings())
    opened = Workspace.open(folder / "workspace", Settings(idle_seconds=0.5))
    yield opened
    opened.close()


def truth(folder: Path, text: str, name: str = "truth.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_clusters_are_held_against_rows(workspace: Workspace, tmp_path: Path) -> None:
    rows = "source,row,entity\n" + "".join(f"clubs.csv,{row},{'aabbc'[row]}\n" for row in range(5))
    found = evaluation.evaluate(workspace, truth(tmp_path, rows))
    assert (found.records, found.true_pairs) == (5, 2)
    assert found.pairwise.recall == found.right_pairs / 2
    assert "pairwise F1" in found.sentence()


def test_clusters_are_held_against_keys(workspace: Workspace, tmp_path: Path) -> None:
    by_row = "source,row,entity\n" + "".join(f"clubs.csv,{row},{'aabbc'[row]}\n" for row in range(5))
    by_key = "key,entity\nA1,a\nA2,a\nB1,b\nB2,b\nC1,c\n"
    one = evaluation.evaluate(workspace, truth(tmp_path, by_row))
    other = evaluation.evaluate(workspace, truth(tmp_path, by_key, "keys.csv"))
    assert one == other


def test_parquet_serves_as_well(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "truth.parquet"
    pa.parquet.write_table(pa.table({"source": ["clubs.csv"] * 2, "row": [0, 1], "entity": [7, 7]}), path)
    assert evaluation.evaluate(workspace, path).true_pairs == 1


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("truth.csv", "a,b\n1,2\n", "source,row,entity or key,entity"),
        ("truth.csv", "source,row,entity\nother.csv,0,a\n", "the source other.csv, but this workspace holds clubs.csv"),
        ("truth.csv", "source,row,entity\nclubs.csv,5,a\n", "row 5 of clubs.csv"),
        ("truth.csv", "source,row,entity\nclubs.csv,-1,a\n", "row -1 of clubs.csv"),
        ("truth.csv", "source,row,entity\nclubs.csv,first,a\n", "must hold whole numbers"),
        ("truth.csv", "source,row,entity\nclubs.csv,0,\n", "needs an entity"),
        ("truth.csv", "source,row,entity\n", "at least one row"),
        ("truth.csv", "source,row,entity\nclubs.csv,0,a\nclubs.csv,0,b\n", "two different entities"),
        ("truth.csv", "key,entity\nZ9,a\n", "1 keys of the truth are in no source"),
        ("truth.csv", "", "cannot be read"),
        ("truth.txt", "source,row,entity\n", "neither .csv nor .parquet"),
    ],
)
def test_a_truth_that_does_not_fit_is_refused(
    workspace: Workspace, tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        evaluation.evaluate(workspace, truth(tmp_path, text, name))
    assert sentence in str(refused.value)


def test_a_missing_truth_and_a_workspace_without_a_run_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="was not found"):
        evaluation.evaluate(workspace, tmp_path / "nowhere.csv")
    empty = Workspace.open(tmp_path / "empty", Settings(), create=True)
    with pytest.raises(BadInput, match="no finished run"):
        evaluation.evaluate(empty, truth(tmp_path, "key,entity\na,b\n"))


@given(groups=GROUPS)
def test_counts_by_size_are_counts_by_listing(groups: list[tuple[int, int]]) -> None:
    with duckdb.connect() as cursor:
        cursor.execute("CREATE TABLE told (record_id INTEGER, entity VARCHAR)")
        cursor.execute("CREATE TABLE member (entity_id VARCHAR, record_id INTEGER)")
        for number, (cluster, entity) in enumerate(groups):
            cursor.execute("INSERT INTO told VALUES (?, ?)", [number, str(entity)])
            cursor.execute("INSERT INTO member VALUES (?, ?)", [str(cluster), number])
        found = counting.count(cursor)
    listed = list(combinations(groups, 2))
    assert found.right_pairs == sum(one == other for one, other in listed)
    assert found.found_pairs == sum(one[0] == other[0] for one, other in listed)
    assert found.true_pairs == sum(one[1] == other[1] for one, other in listed)
    shared = [sum(other == one for other in groups) for one in groups]
    clusters = [sum(other[0] == one[0] for other in groups) for one in groups]
    entities = [sum(other[1] == one[1] for other in groups) for one in groups]
    assert found.b_cubed_precision == pytest.approx(
        sum(s / c for s, c in zip(shared, clusters, strict=True)) / len(groups)
    )
    assert found.b_cubed_recall == pytest.approx(
        sum(s / e for s, e in zip(shared, entities, strict=True)) / len(groups)
    )
    assert found.equal_clusters == len(
        {one for one, s, c, e in zip(groups, shared, clusters, entities, strict=True) if s == c == e}
    )
