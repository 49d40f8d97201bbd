"""How well registers answer: the right row first, and rows of something else that were taken for sure.

ROR: affiliations as publishers sent them, held against plain names of research organisations. GLEIF: legal names that
were respelt, half of them without their row in the register. Each is measured as a file as register, and as the
register that others ask.
"""

import csv
import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow.parquet as pq

from hotpass.model.proposal import Proposal
from hotpass.model.reconciliation import AskedProperty, Query
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import reconciliation
from hotpass.stewardship.computation import compute
from hotpass.stewardship.enrichment import enrich
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
ASKED = 600
SHOWN = 8
Row = Mapping[str, str]


class Case(NamedTuple):
    """Rows that ask, rows of the register, each with the true `id`, which is not compared."""

    name: str
    asking: Sequence[Row]
    register: Sequence[Row]


class Score(NamedTuple):
    """Of `answerable` things `right` had their own row first; of `sure` answers `wrong` were of something else."""

    answerable: int
    right: int
    sure: int
    wrong: int

    def __str__(self) -> str:
        """The two shares."""
        found = f"right id at rank 1 {share(self.right, self.answerable)} of {self.answerable}"
        return f"{found}; wrong of those taken for sure {share(self.wrong, self.sure)} of {self.sure}"


def share(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{100 * part / whole:.1f} %" if whole else "none"


def ror() -> Case:
    """Affiliations and, of each organisation, the first plain name that is known."""
    folder = SHARED / "orgs-ror-affiliations"
    plain = json.loads((folder / "ror_api_dataset_names.json").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for each in plain:
        names.setdefault(each["ror-id"], each["affiliation"])
    with gzip.open(folder / "crossref_train.csv.gz", "rt", encoding="utf-8-sig") as lines:
        affiliations = [{"Organisation": row["affiliation"], "id": row["ror_id"]} for row in csv.DictReader(lines)]
    seeded = random.Random(7)
    known = [row for row in affiliations if row["id"] in names]
    others = [row for row in affiliations if row["id"] not in names]
    asking = known[:ASKED] + seeded.sample(others, min(len(others), ASKED // 2))
    return Case("ROR affiliations", asking, [{"Organisation": name, "id": key} for key, name in names.items()])


def gleif() -> Case:
    """Legal names in another spelling; every second has no row in the register."""
    table = pq.read_table(SHARED / "registry-gleif" / "gleif_aerospace_defense.parquet").to_pylist()
    rows = [
        {"Organisation": row["Entity.LegalName"], "Country": row["Entity.LegalAddress.Country"], "id": row["LEI"]}
        for row in table
    ]
    seeded = random.Random(7)
    asked = seeded.sample(rows, ASKED)
    gone = {row["id"] for row in asked[::2]}
    respelt = [{**row, "Organisation": _respelt(row["Organisation"], seeded)} for row in asked]
    return Case("GLEIF names", respelt, [row for row in rows if row["id"] not in gone])


def _respelt(name: str, seeded: random.Random) -> str:
    """Another case, the last word left out or one slip of the pen."""
    words = name.title().split()
    if len(words) > 2 and seeded.random() < 0.5:
        return " ".join(words[:-1])
    place = seeded.randrange(1, max(len(name) - 1, 2))
    return f"{name[:place]}{name[place + 1 :]}".title()


def as_file(case: Case, folder: Path) -> Score:
    """The register as a file, compared with the golden records of those who ask."""
    own, register = folder / "own.csv", folder / "register.csv"
    _write(own, case.asking)
    _write(register, case.register)
    request = RunRequest(files=(own,), profile="organisation", ignore=("id",), unique=(own.name,))
    compute(folder / "w", request, Settings(locate=False))
    workspace = Workspace.open(folder / "w", Settings(locate=False))
    truth = _truth(workspace, case)
    found = enrich(workspace, register)
    workspace.close()
    first = {each.entity_id: each for each in found.proposals if each.rank == 1}
    listed = {row["id"] for row in case.register}
    said = {key: case.register[each.row]["id"] for key, each in first.items()}
    sure = [key for key, each in first.items() if each.sure]
    answerable = [key for key, ids in truth.items() if ids & listed]
    others = [key for key in first if not truth[key] & listed]
    sys.stdout.write(f"  {len(others)} of {len(truth) - len(answerable)} without a row of their own were offered one\n")
    _misses(case, [key for key in answerable if said.get(key) not in truth[key]], first, said)
    return Score(
        len(answerable),
        sum(said.get(key) in truth[key] for key in answerable),
        len(sure),
        sum(said[key] not in truth[key] for key in sure),
    )


def as_asked(case: Case, folder: Path, fields: Sequence[str] = ()) -> Score:
    """The register as a workspace that others ask, one row after the other; `fields` are taken along."""
    folder.mkdir(exist_ok=True)
    register = folder / "asked.csv"
    _write(register, case.register)
    request = RunRequest(files=(register,), profile="organisation", ignore=("id",), unique=(register.name,))
    compute(folder / "asked", request, Settings(locate=False))
    workspace = Workspace.open(folder / "asked", Settings(locate=False))
    truth = _truth(workspace, Case(case.name, case.register, case.register))
    queries = {str(place): _query(row, fields) for place, row in enumerate(case.asking)}
    answers = reconciliation.answers(workspace, queries)
    workspace.close()
    listed = {row["id"] for row in case.register}
    right = sure = wrong = 0
    for key, found in answers.items():
        asked = case.asking[int(key)]["id"]
        hit = bool(found) and asked in truth[found[0].id]
        right += hit
        if found and found[0].match:
            sure += 1
            wrong += not hit
    return Score(sum(row["id"] in listed for row in case.asking), right, sure, wrong)


def _query(row: Row, fields: Sequence[str]) -> Query:
    along = tuple(AskedProperty(pid=field.lower(), v=row[field]) for field in fields)
    return Query(query=row["Organisation"], limit=1, properties=along)


def _truth(workspace: Workspace, case: Case) -> dict[str, set[str]]:
    """The true ids behind each entity."""
    found: dict[str, set[str]] = defaultdict(set)
    with shown(workspace) as published:
        if published is None:
            raise RuntimeError("the run published nothing")
        members = 'SELECT entity_id, "row" FROM member JOIN record USING (record_id)'
        for entity_id, row in published.cursor.execute(members).fetchall():
            found[entity_id].add(case.asking[row]["id"])
    return found


def _misses(case: Case, missed: Sequence[str], first: Mapping[str, Proposal], said: Mapping[str, str]) -> None:
    by_id = {row["id"]: row["Organisation"] for row in case.register}
    without = sum(key not in first for key in missed)
    sys.stdout.write(f"  {len(missed)} missed, {without} of them without any proposal\n")
    for key in [key for key in missed if key in said][:SHOWN]:
        asked = next((piece.values[0].left for piece in first[key].evidence if piece.values), "")
        sys.stdout.write(f"    {asked!r:.100} was offered {by_id[said[key]]!r} ({first[key].worth})\n")


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    for case in (ror(), gleif()):
        sys.stdout.write(f"{case.name}: {len(case.asking)} ask, the register has {len(case.register)} rows\n")
        with TemporaryDirectory() as place:
            sys.stdout.write(f"  as a file: {as_file(case, Path(place))}\n")
            sys.stdout.write(f"  as asked by others: {as_asked(case, Path(place))}\n")
            if "Country" in case.register[0]:
                sys.stdout.write(f"  asked with the country: {as_asked(case, Path(place) / 'again', ('Country',))}\n")
        sys.stdout.flush()
