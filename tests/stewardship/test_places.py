"""Places: positions and towns that contradict what else their row says, and a steward who puts a position right."""

from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from hotpass.errors import BadInput
from hotpass.model.place import Precision
from hotpass.model.request import RunRequest
from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Settings
from hotpass.stewardship import entities, overrides, places, revision
from hotpass.stewardship.atlas import atlas_of
from hotpass.stewardship.computation import compute
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.exports import export
from hotpass.stewardship.review import Desk
from hotpass.stewardship.review_items import key
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

LINES = [
    "Karoo Club,Upington,Northern Cape,South Africa,-28.4,21.26",
    "Oribi School,Springs,Gauteng,South Africa,28.4,-26.25",
    "Sable Academy,Bloemfontein,Free State,South Africa,29.1,26.2",
    "Fynbos Club,Durban,Gauteng,South Africa,0,0",
    "Kestrel Club,Richmond,KwaZulu-Natal,South Africa,-33.9,18.4",
    "Heron Club,Worcester,Western Cape,South Africa,-33.95,23.5",
    *(f"{name} Flyers,,Western Cape,South Africa,-33.5,19.5" for name in ("Egret", "Avocet", "Plover", "Tern", "Gull")),
]


def findings(folder: Path, settings: Settings) -> dict[str, list[tuple[str, str | None]]]:
    """Message and suggestion of every finding of places, by kind, in the order of the rows."""
    path = folder / "clubs.csv"
    path.write_text("\n".join(["name,town,province,country,latitude,longitude", *LINES]) + "\n", encoding="utf-8")
    compute(folder / "w", RunRequest(files=(path,), profile="organisation"), settings)
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    with shown(Workspace.open(folder / "w", settings)) as published:
        assert published is not None
        rows = published.cursor.execute(
            "SELECT kind, message, suggestion FROM finding JOIN expectation USING (expectation_id) ORDER BY sheet_row"
        ).fetchall()
    for kind, message, suggestion in rows:
        if kind in {"in_its_area", "near_its_town", "own_point", "in_its_region"}:
            found[kind].append((message, suggestion))
    return found


def test_positions_and_towns_that_contradict_their_row_are_told(tmp_path: Path) -> None:
    found = findings(tmp_path, Settings())
    swapped, turned, zero, elsewhere = found["in_its_area"]
    assert swapped[1] == "-26.25" and "swapped" in swapped[0]
    assert turned[1] == "-29.1" and "sign of the latitude" in turned[0]
    assert "0, 0" in zero[0]
    assert elsewhere[0].startswith("It lies in Western Cape, 1") and elsewhere[1] is None
    ((town, _),) = found["in_its_region"]
    assert town == "No town of this name is known in Gauteng; there is one in Kwazulu-Natal."
    ((far, _),) = found["near_its_town"]
    assert far == "It lies 376 km from Worcester, the town its row names."
    assert [message for message, _ in found["own_point"]] == [
        "5 records of different names bring this same position."
    ] * 5


def test_nothing_is_looked_up_where_that_is_turned_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTPASS_LOCATE", "false")
    assert findings(tmp_path, Settings.from_environment()) == {}


def test_an_entity_whose_records_lie_far_apart_waits_for_a_look(tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    lines = (
        "Owl Club,-26.0,28",
        "Owl Field,-26.2,28",
        "Owl Strip,-26.5,28",
        "Hawk Club,-30,25",
        "Hawk Field,-30.001,25",
    )
    path.write_text("\n".join(["name,latitude,longitude", *lines]) + "\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(path,), profile="organisation"), Settings())
    workspace = Workspace.open(tmp_path / "w", Settings(idle_seconds=0.5))
    page = entities.search(workspace, Sought(), 1)
    assert page is not None
    found = {line.values[0]: entities.entity(workspace, line.entity_id) for line in page.lines}
    ids = {name: entity.records[0].record_id for name, entity in found.items() if entity}
    for one, other in (("Owl Club", "Owl Field"), ("Owl Field", "Owl Strip"), ("Hawk Club", "Hawk Field")):
        said = {"left": ids[one], "right": ids[other], "verdict": "match", "seen": {}}
        workspace.journal.append("judgement", said, by="Ann", fact_id=f"{one} {other}")
    revision.catch_up(workspace)
    desk = Desk(workspace)
    hand = desk.deal("me", Queue.STRETCHED, ReviewFilter())
    assert hand is not None
    assert [item.key for item in hand.items] == [key(ids["Owl Club"], ids["Owl Strip"])]
    said = {"left": ids["Owl Club"], "right": ids["Owl Strip"], "verdict": "match", "seen": {}}
    workspace.journal.append("judgement", said, by="Ann", fact_id="they moved")
    revision.catch_up(workspace)
    assert desk.waiting(Queue.STRETCHED, ReviewFilter()) == 0
    desk.close()
    workspace.close()


def test_a_person_moves_an_entity_and_takes_it_back(tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("name,town,country\nOwl Club,Springfield,United States\nHawk Club,Upington,ZA\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(path,), profile="organisation"), Settings())
    workspace = Workspace.open(tmp_path / "w", Settings(idle_seconds=0.5))
    drawn = atlas_of(workspace)
    assert drawn is not None
    owl = next(point for point in drawn.points if "Owl" in point.name)
    before = places.whereabouts(workspace, owl.entity_id)
    assert before.precision is Precision.CITY and before.place == "Springfield"
    illinois = next(town for town in before.towns if town.region == "Illinois")
    with pytest.raises(BadInput, match="between -90 and 90"):
        places.move(workspace, owl.entity_id, 91, 0, by="ann", fact_id="bad")
    with pytest.raises(BadInput, match="no longer there"):
        places.move(workspace, "nobody", 1, 1, by="ann", fact_id="bad")
    for _ in range(2):
        places.move(workspace, owl.entity_id, illinois.latitude, illinois.longitude, by="ann", fact_id="moved")
    moved = places.whereabouts(workspace, owl.entity_id)
    assert (moved.latitude, moved.longitude) == pytest.approx((illinois.latitude, illinois.longitude), abs=1e-5)
    assert [said.by for said in moved.moved] == ["ann"]
    found = entities.entity(workspace, owl.entity_id)
    assert found is not None and found.set_values == ()
    compute(tmp_path / "w", RunRequest(files=(path,), profile="organisation", anew=True), Settings())
    assert places.whereabouts(workspace, owl.entity_id).latitude == moved.latitude
    overrides.withdraw(workspace, "moved", by="ann", fact_id="back")
    assert places.whereabouts(workspace, owl.entity_id) == before
    records = places.of_records(workspace, [record.record_id for record in found.records])
    assert [record.place for record in records] == ["Springfield"]


def test_places_of_golden_records_are_exported(filled_folder: Path, tmp_path: Path) -> None:
    export(Workspace.open(filled_folder, Settings()), tmp_path / "places.parquet", "places")
    rows = pq.read_table(tmp_path / "places.parquet").to_pylist()
    upington = next(row for row in rows if row["place"] == "Upington")
    assert (upington["latitude"], upington["longitude"]) == pytest.approx((-28.45, 21.26), abs=0.05)
    assert (upington["precision"], upington["confidence"]) == ("city", 1.0)
