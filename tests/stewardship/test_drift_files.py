"""Real deliveries: what drift counts equals independent counts by plain SQL on the files, and ids of entities hold."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from hotpass.model.drift import Aspect
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.drift import drift
from hotpass.store.publication import schema_of
from hotpass.store.workspace import Workspace

COUNTRY = "NA"
READ = "SELECT * FROM read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
COLUMNS = ("type", "name", "latitude_deg", "elevation_ft", "municipality", "gps_code", "keywords", "home_link")

UNMATCHED = ("home_link", "wikipedia_link", "keywords", "elevation_ft", "continent", "iso_region", "scheduled_service")
ASKED = ("Category", "Subdistrict", "Webpage", "Lat")
MOST_HOSPITALS = 120


@pytest.fixture(scope="module")
def files(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The airfields of one country at three dates."""
    places = [shared_data / "drift-ourairports" / f"airports_{day}.csv.gz" for day in ("2020-10-23", "2021-04-12")]
    places.append(shared_data / "aviation-ourairports-2022-05-02" / "airports.csv.gz")
    folder, made = tmp_path_factory.mktemp("airfields"), []
    for place, year in zip(places, (2020, 2021, 2022), strict=True):
        made.append(folder / f"airports_{year}.csv")
        with duckdb.connect() as cursor:
            cursor.execute(f"CREATE TABLE airfield AS FROM ({READ}) WHERE iso_country = ?", [str(place), COUNTRY])
            cursor.execute(f"COPY airfield TO '{made[-1]}' (HEADER)")
    return made


@pytest.fixture(scope="module")
def workspace(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[str]]:
    folder = tmp_path_factory.mktemp("runs") / "w"
    asked = [RunRequest(files=(path,), source="air", key="id", ignore=UNMATCHED) for path in files]
    runs = [compute(folder, each, Settings()).run_id for each in asked]
    return Workspace.open(folder, Settings()), runs


def counted(
    cursor: DuckDBPyConnection, before: Path, now: Path, key: str = "id", columns: Sequence[str] = COLUMNS
) -> dict[str, int]:
    """By the stable key: rows that are new or gone, and rows with another text in each column."""
    for name, path in (("one", before), ("other", now)):
        cursor.execute(f"CREATE OR REPLACE TABLE {name} AS {READ}", [str(path)])
    moves = ", ".join(
        f"count(*) FILTER (coalesce(one.\"{column}\", '') <> coalesce(other.\"{column}\", ''))" for column in columns
    )
    values = cursor.execute(f"SELECT {moves} FROM one JOIN other USING ({key})").fetchall()[0]
    added = cursor.execute(f"SELECT count(*) FROM other ANTI JOIN one USING ({key})").fetchall()[0][0]
    gone = cursor.execute(f"SELECT count(*) FROM one ANTI JOIN other USING ({key})").fetchall()[0][0]
    return {"added": added, "gone": gone, **{name: count for name, count in zip(columns, values, strict=True) if count}}


def test_counts_are_those_of_plain_sql(files: list[Path], workspace: tuple[Workspace, list[str]]) -> None:
    opened, runs = workspace
    with duckdb.connect() as cursor:
        for (before, now), (reference, current) in zip(pairwise(files), pairwise(runs), strict=True):
            (change,) = drift(opened, reference, current).changes
            told = {name: count for name, count in change.columns.items() if name in COLUMNS}
            assert {"added": change.added, "gone": change.gone, **told} == counted(cursor, before, now)
            assert change.changed > 0


def test_entities_keep_their_ids_through_all_dates(workspace: tuple[Workspace, list[str]]) -> None:
    opened, runs = workspace
    schemas = [schema_of(run_id) for run_id in runs]
    with opened.database.cursor() as cursor:
        first, second, third = (
            dict(cursor.execute(f"SELECT record_id, entity_id FROM {name}.member").fetchall()) for name in schemas
        )
    lasting = first.keys() & second.keys() & third.keys()
    assert len(lasting) > 100
    fates = [drift(opened, reference, current).entities for reference, current in pairwise(runs)]
    moved = sum(fate.merged + fate.split for fate in fates)
    others = {first[record] for record in lasting if not first[record] == second[record] == third[record]}
    assert len(others) <= moved


def test_hospitals_are_counted_and_their_columns_named(shared_data: Path, tmp_path: Path) -> None:
    made = []
    for day in ("2020-05-11", "2020-07-28"):
        text = (shared_data / "za-hospitals" / f"hospitals_v1_{day}.csv").read_text(encoding="cp1252")
        header, *rows = csv.reader(io.StringIO(text))
        names = Counter(row[0] for row in rows)
        made.append(tmp_path / f"hospitals_{day}.csv")
        with made[-1].open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([header, *[row for row in rows if names[row[0]] == 1][:MOST_HOSPITALS]])
        unmatched = tuple(name.strip() for name in header if name != "Name")
        asked = RunRequest(files=(made[-1],), source="hospitals", key="Name", ignore=unmatched)
        compute(tmp_path / "w", asked, Settings())
    found = drift(Workspace.open(tmp_path / "w", Settings()))
    structure = {metric.column: metric.words for metric in found.metrics if metric.aspect is Aspect.STRUCTURE}
    assert structure["Uses DATCOV19 surveillance online platform"] == "is new"
    assert structure["DistrictEstimatedPopulation"] == "is gone"
    (change,) = found.changes
    told = {name: count for name, count in change.columns.items() if name in ASKED}
    with duckdb.connect() as cursor:
        expected = counted(cursor, made[0], made[1], key="Name", columns=ASKED)
    assert {"added": change.added, "gone": change.gone, **told} == expected
    assert min(change.added, change.gone, *told.values()) > 0
