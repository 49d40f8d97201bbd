"""Fifty pairs picked by hand, half of them traps: the explanation gives the right verdict and names what decides."""

import csv
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from hotpass.matching.rescoring import rescore
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.explanation import explain
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.benchmarks.generate import HEADER, generate

pytestmark = pytest.mark.slow
CASES = Path(__file__).resolve().parents[1] / "cases"
ORDINARY = 3000
PEOPLE = {
    "given": "Given name",
    "surname": "Surname",
    "born": "Date of birth",
    "passport": "Passport",
    "email": "E-mail",
    "phone": "Phone",
    "address": "Address",
    "city": "City",
    "postcode": "Postcode",
}
ORGANISATIONS = {
    "name": "Name",
    "number": "Registration number",
    "email": "E-mail",
    "phone": "Phone",
    "address": "Address",
    "city": "City",
    "postcode": "Postcode",
    "province": "Province",
}
# What the invented rows call it, where that is another word.
INVENTED = {
    "given": "given_name",
    "born": "date_of_birth",
    "address": "street",
    "name": "organisation",
}
Row = Mapping[str, str]


class Kind(NamedTuple):
    """What a set of pairs speaks of."""

    profile: str
    columns: Mapping[str, str]


KINDS = {"people": Kind("person", PEOPLE), "organisations": Kind("organisation", ORGANISATIONS)}


def cases(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"explained_{kind}.yaml").read_text(encoding="utf-8"))
    return found


def ordinary(kind: str) -> Sequence[Row]:
    """Invented rows for the model to learn from; sixty share a phone, forty an e-mail address or an office block."""
    chance = random.Random(3)
    cells, entities = generate(ORDINARY)
    rows = []
    for number, (values, entity) in enumerate(zip(cells, entities, strict=True)):
        invented = dict(zip(HEADER, values, strict=True))
        row = {name: invented.get(INVENTED.get(name, name), "") for name in KINDS[kind].columns}
        coded = chance.random() > 0.4
        row |= {"passport": f"A{(entity * 7919 + 10_000_000) % 90_000_000:08d}" if coded else ""}
        row |= {"number": f"{1990 + entity % 30}/{entity * 37 + 100_000:06d}/07" if coded else ""}
        if number % 50 == 0:
            row["phone"] = "0860 555 000"
        if number % 75 == 1:
            row |= {"email": "info@helpdesk.example.co.za"} if kind == "people" else {"address": "1 Exchange Square"}
        rows.append(row)
    return rows


def table(path: Path, kind: str, rows: Sequence[Row]) -> None:
    columns = KINDS[kind].columns
    with path.open("w", newline="", encoding="utf-8") as stream:
        lines = csv.writer(stream)
        lines.writerow(columns.values())
        lines.writerows([row.get(name, "") for name in columns] for row in rows)


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    """A workspace for each kind: the pairs among ordinary rows, run as anybody would run them."""
    made = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp(kind)
        pairs = [row for case in cases(kind) for row in (case["left"], case["right"])]
        table(folder / "rows.csv", kind, [*pairs, *ordinary(kind)])
        compute(folder / "w", RunRequest(files=(folder / "rows.csv",), profile=KINDS[kind].profile), Settings())
        made[kind] = Workspace.open(folder / "w", Settings(idle_seconds=0.5))
    return made


def test_there_are_fifty_pairs_and_half_of_them_are_traps() -> None:
    every = [case for kind in KINDS for case in cases(kind)]
    assert len(every) == 50
    assert sum(case.get("trap", False) for case in every) == 25
    assert len({case["case"] + str(case["left"]) for case in every}) == 50


@pytest.mark.parametrize(
    ("kind", "place", "case"),
    [
        pytest.param(kind, place, case, id=f"{kind}: {case['case']}")
        for kind in KINDS
        for place, case in enumerate(cases(kind))
    ],
)
def test_the_deciding_field_is_named(
    kind: str, place: int, case: dict[str, Any], workspaces: dict[str, Workspace]
) -> None:
    workspace = workspaces[kind]
    with shown(workspace) as published:
        assert published is not None
        ids = published.cursor.execute(
            'SELECT record_id FROM record WHERE "row" IN (?, ?) ORDER BY "row"', [2 * place, 2 * place + 1]
        ).fetchall()
    found = explain(workspace, ids[0][0], ids[1][0], rescore)
    said = "; ".join(f"{each.name} {each.weight:+.1f} ({each.finding})" for each in found.evidence)
    assert (found.together, found.decides) == (case["same"], case["decides"]), f"{found.answer} [{said}]"
    assert next(each.sentence for each in found.evidence if each.name == case["decides"]) in found.answer
