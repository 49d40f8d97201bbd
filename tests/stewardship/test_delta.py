"""`hotpass run --delta`: a file of what is new or changed leaves everything else as it was."""

import csv
import json
from pathlib import Path

from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import tray
from hotpass.stewardship.drift import drift
from hotpass.stewardship.recognition import unchanged
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.stewardship.test_recognition import FAMILY, GIVEN

HEADER = "member_no,name,email,city"
MEMBERS = 24


def member(number: int, town: str = "Durban") -> str:
    name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number % len(FAMILY)]}"
    return f"M{number},{name},p{number}@mail.co.za,{town}"


def written(path: Path, lines: list[str]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def ran(folder: Path, file: Path, *more: str) -> dict[str, object]:
    asked = ["run", str(file), "--workspace", str(folder), "--profile", "person", *more, "--json"]
    answer = CliRunner().invoke(hotpass, asked)
    assert answer.exit_code == 0, answer.output
    told: dict[str, object] = json.loads(answer.stdout)
    return told


def listed(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """File and row of each record, with its entity and its id."""
    place = folder / "exports" / "members.csv"
    asked = ["export", "--workspace", str(folder), "--table", "members", "--output", str(place)]
    assert CliRunner().invoke(hotpass, asked).exit_code == 0
    with place.open(encoding="utf-8", newline="") as lines:
        return {(row["source"], row["row"]): (row["entity"], row["record"]) for row in csv.DictReader(lines)}


def test_what_a_file_of_changes_does_not_hold_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    ran(folder, written(tmp_path / "members.csv", [member(n) for n in range(MEMBERS)]), "--key", "member_no")
    first = listed(folder)
    # The last one says the same as a member of the first file under a number of its own, and is another one.
    twin = member(5).replace("M5,", f"M{MEMBERS},")
    changes = written(tmp_path / "1" / "changes.csv", [member(3, "Paarl"), twin])
    belongs = ("--delta", "changes.csv=members.csv", "--unique", "members.csv")
    told = ran(folder, changes, *belongs)
    assert f"{MEMBERS - 1} records of earlier deliveries of members.csv go on." in str(told["notes"])
    assert (told["records"], told["entities"], told["held_links"]) == (MEMBERS + 1, MEMBERS + 1, 0)
    second = listed(folder)
    assert second[("changes.csv", "0")] == first[("members.csv", "3")]
    assert {place: second[place] for place in second if place[0] == "members.csv"} == {
        place: first[place] for place in first if place[1] != "3"
    }

    workspace = Workspace.open(folder, Settings())
    (moved,) = drift(workspace).changes
    assert (moved.same, moved.changed, moved.added, moved.gone, moved.columns) == (MEMBERS - 1, 1, 1, 0, {"city": 1})
    assert [path.read_bytes() for path in tray.lacking(workspace)] == [changes.read_bytes()]
    with shown(workspace) as published:
        assert published is not None
        towns = dict(
            published.cursor.execute(
                "SELECT city, count(*) FROM golden WHERE city <> 'Durban' GROUP BY city"
            ).fetchall()
        )
    assert towns == {"Paarl": 1}
    workspace.close()
    asked = {"delta": (belongs[1],), "unique": (belongs[3],), "profile": "person"}
    workspace = Workspace.open(folder, Settings())
    assert unchanged(workspace, RunRequest.model_validate({"files": (changes,), **asked})) is not None
