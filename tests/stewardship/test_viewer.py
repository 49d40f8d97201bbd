"""A viewer: every act of stewardship is refused on the server, and nothing in the workspace moves."""

import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hotpass import stewardship
from hotpass.errors import NotAllowed
from hotpass.model.attribute import OfficialValue
from hotpass.model.column import RenamedBy
from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.mend import Mend
from hotpass.model.override import Override
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.proposal import Enrichment
from hotpass.model.regrouping import Regroup, Regrouping
from hotpass.model.request import RunRequest
from hotpass.model.review import Queue
from hotpass.settings import Role, Settings
from hotpass.stewardship import (
    assignments,
    bulk,
    drift_baseline,
    enrich_offers,
    entities,
    expectations,
    imports,
    judgements,
    labels,
    mending,
    next_delivery,
    official,
    overrides,
    people,
    places,
    regrouping,
    returning,
    revision,
    runs,
    survivorship,
    taking_back,
    tray,
)
from hotpass.store.renamed import Renamed
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published
from tests.stewardship.test_review import ANY, PAIRS

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SIGNED = {"by": "Vic", "fact_id": "vic"}
CITY = ExpectationSpec(field="city", kind=ExpectationKind.UNIQUE)
# `take` answers with a receipt and is looked at in test_people.py; a rehearsal saves nothing; what registers offer
# waits in no published case, and its word is refused by the journal as those of the others are.
ELSEWHERE = {"decisions.take", "revision.rehearsed", "enrich_offers.decide"}
STANDING: dict[str, dict[str, Any]] = {
    "mend": {"field": "city", "replaced": ["x"], "value": "y", "record_id": None, "source": None, "note": ""},
    "override": {"entity_id": "e", "record_id": "a", "field": "city", "value": "Paarl", "seen": "", "note": ""},
    "proposal": {"register": "r", "row_key": "1", "entity_id": "e", "record_id": "a", "verdict": "refused"},
    "refused_expectation": {"key": "key"},
    "assignment": {"queue": "unsure", "wanted": {}, "to": "Ben", "note": ""},
}
RENAMED = Renamed("reach under", "phone", "phone", "phone", RenamedBy.VALUES)
BESIDE = next_delivery.Beside(
    source="x.csv", sheet="", run_id="r1", answers=(), header_row_before=1, earlier=(), lately=()
)


class Seen(NamedTuple):
    """What a viewer has on the screen: a group of two records and more, and the workspace."""

    workspace: Workspace
    entity: Any


def _override(seen: Seen) -> Override:
    first = seen.entity.records[0].record_id
    return Override(
        entity_id=seen.entity.entity_id, record_id=first, field="city", value="Ceres", seen=seen.entity.version
    )


def _regrouping(seen: Seen) -> Regrouping:
    first, *others = (record.record_id for record in seen.entity.records)
    parts = (((first,),), (tuple(others),))
    return Regrouping(deed=Regroup.TAKE_OUT, parts=parts, seen={seen.entity.entity_id: seen.entity.version})


def _official(seen: Seen) -> OfficialValue:
    return OfficialValue(
        entity_id=seen.entity.entity_id,
        field="city",
        title="City",
        register_name="r",
        asked=NOW,
        golden=None,
        text="Ceres",
        agrees=None,
    )


def _enrichment() -> Enrichment:
    return Enrichment(run_id="r1", register_name="r", register_rows=0, entities=0, proposals=())


def _file(seen: Seen, text: str) -> Path:
    path = seen.workspace.folder.parent / "brought.txt"
    path.write_text(text, encoding="utf-8")
    return path


ACTS: dict[str, Callable[[Seen], object]] = {
    "assignments.assign": lambda seen: assignments.assign(seen.workspace, Queue.UNSURE, ANY, "Cy", **SIGNED),
    "assignments.withdraw": lambda seen: assignments.withdraw(seen.workspace, "assignment", **SIGNED),
    "bulk.decide": lambda seen: bulk.decide(
        seen.workspace, bulk.offer(seen.workspace, Queue.UNSURE, ANY, Verdict.MATCH), by="Vic", act_id="vic"
    ),
    "drift_baseline.pin": lambda seen: drift_baseline.pin(seen.workspace, "r1", **SIGNED),
    "enrich_offers.ask": lambda seen: enrich_offers.ask(seen.workspace, Path("none.csv"), "r", ""),
    "enrich_offers.keep": lambda seen: enrich_offers.keep(seen.workspace, _enrichment(), ""),
    "enrich_offers.withdraw": lambda seen: enrich_offers.withdraw(seen.workspace, "proposal", **SIGNED),
    "expectations.refuse": lambda seen: expectations.refuse(seen.workspace, "key", **SIGNED),
    "expectations.state": lambda seen: expectations.state(seen.workspace, CITY, **SIGNED),
    "expectations.withdraw": lambda seen: expectations.withdraw(seen.workspace, "refused_expectation", **SIGNED),
    "imports.correct": lambda seen: imports.correct(seen.workspace, "shape", "Town", "city"),
    "judgements.judge": lambda seen: judgements.judge(
        seen.workspace, Judgement(left="a", right="c", verdict=Verdict.MATCH, by="Vic", on=NOW), "vic"
    ),
    "judgements.read": lambda seen: judgements.read(
        seen.workspace,
        _file(seen, Judgement(left="a", right="c", verdict=Verdict.MATCH, by="Vic", on=NOW).model_dump_json()),
    ),
    "labels.read": lambda seen: labels.read(
        seen.workspace, _file(seen, ",".join(labels.HEADER) + "\na,records,c,records,1\n"), "Vic"
    ),
    "mending.mend": lambda seen: mending.mend(
        seen.workspace, Mend(field="city", replaced=("George",), value="Ceres"), **SIGNED
    ),
    "mending.withdraw": lambda seen: mending.withdraw(seen.workspace, "mend", **SIGNED),
    "next_delivery.answer": lambda seen: next_delivery.answer(seen.workspace, BESIDE, RENAMED, same=True, **SIGNED),
    "official.take": lambda seen: official.take(seen.workspace, seen.entity, _official(seen), **SIGNED),
    "overrides.set_value": lambda seen: overrides.set_value(seen.workspace, _override(seen), **SIGNED),
    "overrides.withdraw": lambda seen: overrides.withdraw(seen.workspace, "override", **SIGNED),
    "places.move": lambda seen: places.move(seen.workspace, seen.entity.entity_id, -33.9, 18.4, **SIGNED),
    "regrouping.regroup": lambda seen: regrouping.regroup(seen.workspace, _regrouping(seen), by="Vic", act_id="vic"),
    "returning.return_to": lambda seen: returning.return_to(seen.workspace, "r1", **SIGNED),
    "runs.cancel": lambda seen: runs.cancel(seen.workspace, "r1"),
    "runs.start": lambda seen: runs.start(seen.workspace, RunRequest(files=(), profile="organisation")),
    "runs.start_example": lambda seen: runs.start_example(seen.workspace),
    "survivorship.state": lambda seen: survivorship.state(
        seen.workspace, "city", SurvivorshipRule.SOURCE_PRIORITY, **SIGNED
    ),
    "taking_back.take_back": lambda seen: taking_back.take_back(seen.workspace, "mend", by="Vic", undo_id="vic"),
    "tray.bring": lambda seen: tray.bring(seen.workspace, "x.csv", io.BytesIO(b"a\n1\n")),
    "tray.bring_back": lambda seen: tray.bring_back(seen.workspace),
    "tray.clear": lambda seen: tray.clear(seen.workspace),
    "tray.kept": lambda seen: tray.kept(seen.workspace, "x.csv", io.BytesIO(b"a\n1\n")),
    "tray.take_out": lambda seen: tray.take_out(seen.workspace, Path("x.csv")),
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    made = published.publish_run(tmp_path_factory.mktemp("viewer") / "w", PAIRS)
    for kind, body in STANDING.items():
        made.journal.append(kind, body, by="Ann", fact_id=kind)
    made.close()
    viewed = Workspace(made.folder, Settings(idle_seconds=0.5, role=Role.VIEWER))
    people.admit(viewed)
    revision.catch_up(viewed)
    with shown(viewed) as run:
        assert run is not None
        ((entity_id,),) = run.cursor.execute("SELECT entity_id FROM member WHERE record_id = 'a'").fetchall()
    yield Seen(viewed, entities.entity(viewed, entity_id))
    viewed.close()


def kept(folder: Path) -> dict[str, bytes]:
    """Every file but the database, which is held to the journal elsewhere."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("hotpass.duckdb"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_is_refused_and_nothing_moves(seen: Seen, name: str) -> None:
    before = kept(seen.workspace.folder)
    with pytest.raises(NotAllowed, match="for viewers"):
        ACTS[name](seen)
    assert kept(seen.workspace.folder) == before


def test_no_signed_act_is_left_out() -> None:
    signed = set()
    for found in pkgutil.iter_modules(stewardship.__path__):
        module = importlib.import_module(f"{stewardship.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            ours = function.__module__ == module.__name__ and not name.startswith("_")
            if ours and {"workspace", "by"} <= set(inspect.signature(function).parameters):
                signed.add(f"{found.name}.{name}")
    assert signed <= set(ACTS) | ELSEWHERE
