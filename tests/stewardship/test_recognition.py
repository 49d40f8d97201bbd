"""A run that would make what is published already is known as such; one that has something to do is computed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.model.outcome import Outcome
from hotpass.model.request import RunRequest
from hotpass.model.run import RunState
from hotpass.settings import Settings
from hotpass.stewardship import revision
from hotpass.stewardship.computation import compute
from hotpass.stewardship.recognition import unchanged
from hotpass.store import publication, runs, saved_model
from hotpass.store.progress import read_progress
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

GIVEN = ("anna", "ben", "carla", "dirk", "eve", "femi", "gita")
FAMILY = ("nkosi", "botha", "naidoo", "smith", "dlamini", "khan", "mokoena", "pillay", "adams", "zulu", "meyer")
HEADER = "given_name,surname,email,city"


def rows(count: int = 60) -> list[str]:
    """People, each third one twice with a slip in the name."""
    lines = []
    for number in range(count):
        given, family = GIVEN[number % 7], FAMILY[number % 11]
        lines.append(f"{given},{family},{given}.{family}{number}@mail.co.za,{('Durban', 'Cape Town')[number % 2]}")
        if number % 3 == 0:
            lines.append(f"{given},{family}h,{given}.{family}{number}@mail.co.za,Durban")
    return lines


def written(path: Path, lines: list[str]) -> Path:
    """A list of people as a file."""
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


class Desk:
    """A workspace that one run over people has filled, and what asks for the same run again."""

    def __init__(self, folder: Path, first: Outcome) -> None:
        """Opens what that run left in this folder."""
        self.people, self.folder, self.first = folder / "people.csv", folder / "w", first
        self.request = RunRequest(files=(self.people,), profile="person")
        self.workspace = Workspace.open(self.folder, Settings())

    def again(self, *, settings: Settings | None = None, **wishes: object) -> Outcome | None:
        """What the same request makes of the workspace now."""
        workspace = Workspace.open(self.folder, settings or Settings())
        return unchanged(workspace, self.request.model_copy(update=wishes))

    def merged(self) -> tuple[str, str]:
        """Two records of one entity."""
        with shown(self.workspace) as published:
            assert published is not None
            found = published.cursor.execute(
                "SELECT min(record_id), max(record_id) FROM member GROUP BY entity_id HAVING count(*) = 2 "
                "ORDER BY ALL LIMIT 1"
            ).fetchall()
        return found[0][0], found[0][1]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The folder in which one run was made, which each test has a copy of, and what that run said."""
    folder = tmp_path_factory.mktemp("first")
    request = RunRequest(files=(written(folder / "people.csv", rows()),), profile="person")
    return folder, compute(folder / "w", request, Settings())


@pytest.fixture
def desk(first: tuple[Path, Outcome], tmp_path: Path) -> Desk:
    folder, outcome = first
    return Desk(shutil.copytree(folder, tmp_path, dirs_exist_ok=True), outcome)


def test_the_same_again_publishes_nothing_and_says_what_stands(desk: Desk) -> None:
    found = desk.again()
    assert found is not None
    assert found.counts == desk.first.counts
    assert desk.first.run_id in found.notes[0]
    with desk.workspace.database.cursor() as cursor:
        row = runs.one(cursor, found.run_id)
        assert publication.current(cursor) == desk.first.run_id
    assert row is not None
    assert row.state is RunState.UNCHANGED
    told = read_progress(desk.workspace.run_folder(found.run_id))
    assert told is not None
    assert told.state is RunState.UNCHANGED


def test_the_command_answers_with_the_same_figures(desk: Desk) -> None:
    arguments = ["run", str(desk.people), "--workspace", str(desk.folder), "--profile", "person", "--json"]
    answers = [CliRunner().invoke(hotpass, more) for more in (arguments, [*arguments, "--anew"])]
    assert [answer.exit_code for answer in answers] == [0, 0]
    found, computed = (json.loads(answer.stdout) for answer in answers)
    own = {"run_id", "seconds", "notes"}
    assert {name: value for name, value in found.items() if name not in own} == {
        name: value for name, value in computed.items() if name not in own
    }
    assert (found["seconds"], set(computed["seconds"]) > {"match", "merge"}) == ({}, True)


def changed_bytes(desk: Desk) -> Outcome | None:
    written(desk.people, [*rows(), "new,comer,new.comer@mail.co.za,Durban"])
    return desk.again()


def mended(desk: Desk) -> Outcome | None:
    body = {"field": "city", "record_id": None, "replaced": ["Durban"], "value": "eThekwini"}
    desk.workspace.journal.append("mend", body, by="ann", fact_id="mended")
    return desk.again()


def unmended(desk: Desk) -> Outcome | None:
    mended(desk)
    compute(desk.folder, desk.request, Settings())
    desk.workspace.journal.append("withdrawal", {"target": "mended"}, by="ann", fact_id="unmended")
    return desk.again()


def judged(desk: Desk) -> Outcome | None:
    left, right = desk.merged()
    body = {"left": left, "right": right, "verdict": "non_match"}
    desk.workspace.journal.append("judgement", body, by="ann", fact_id="judged")
    return desk.again()


@pytest.mark.parametrize(
    "change",
    [
        changed_bytes,
        mended,
        unmended,
        judged,
        lambda desk: desk.again(anew=True),
        lambda desk: desk.again(ignore=("city",)),
        lambda desk: desk.again(profile="auto"),
        lambda desk: desk.again(files=(written(desk.people.with_name("others.csv"), rows()),)),
        lambda desk: desk.again(settings=Settings(auto_match_probability=0.9)),
    ],
)
def test_whatever_can_change_the_answer_is_computed(desk: Desk, change: Callable[[Desk], Outcome | None]) -> None:
    assert change(desk) is None


def test_how_long_to_wait_changes_no_answer(desk: Desk) -> None:
    assert desk.again(settings=Settings(wait_seconds=5, threads=1)) is not None


def test_a_decision_that_took_effect_at_once_needs_no_run(desk: Desk) -> None:
    judged(desk)
    revision.catch_up(desk.workspace)
    found = desk.again()
    assert found is not None
    assert found.counts["entities"] == desk.first.counts["entities"] + 1
    said = {name: found.counts[f"judgements_{name}"] for name in ("total", "kept", "broken")}
    assert said == {"total": 1, "kept": 1, "broken": 0}


def weights(desk: Desk) -> list[tuple[str, int, float]]:
    with shown(desk.workspace) as published:
        assert published is not None
        return [(level.name, level.level, level.weight) for level in saved_model.read(published.cursor).comparisons]


def test_mostly_the_same_records_are_judged_by_the_same_model(desk: Desk) -> None:
    before = weights(desk)
    lines = rows()
    lines[3] = lines[3].replace("Durban", "Paarl").replace("Cape Town", "Paarl")
    written(desk.people, [*lines[:-2], "new,comer,new.comer@mail.co.za,Durban"])
    outcome = compute(desk.folder, desk.request, Settings())
    assert weights(desk) == before
    assert "The model of the last run is used again, since most records are the same." in outcome.notes
    assert any(
        note.startswith(f"Of the last run's records {len(lines) - 3} came back as they were") for note in outcome.notes
    )


def test_a_model_is_learned_from_other_records_and_on_request(desk: Desk) -> None:
    again = "The model of the last run is used again, since most records are the same."
    assert again not in compute(desk.folder, desk.request.model_copy(update={"anew": True}), Settings()).notes
    written(desk.people, [line.replace("@mail", "@post") for line in rows()])
    outcome = compute(desk.folder, desk.request, Settings())
    assert again not in outcome.notes
    assert any("0 came back as they were" in note for note in outcome.notes)


def test_a_model_that_fits_no_more_gives_way(desk: Desk) -> None:
    outcome = compute(desk.folder, desk.request.model_copy(update={"ignore": ("email",)}), Settings())
    assert "The model of the last run does not fit these columns any more, so a new one was learned." in outcome.notes
