"""Times tidying 1,000,000 rows of names, phones and e-mails against a map over every row, in two cases.

In one a quarter of a million people are named four times on average; in the other every column holds exactly a quarter
of distinct values, and the names are of organisations, half of them with a legal form. CPU seconds of the work alone,
medians of three: the stage's own statements on one side, pandas `map` with the phonenumbers library on the other. The
worse of the two cases is judged.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pandas as pd
import phonenumbers
import pyarrow as pa

from hotpass.fields import standardise_distinct
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import columns, standards
from hotpass.store.scratch import Scratch
from tests.benchmarks.generate import generate, words

RUNS, ROWS, DISTINCT = 3, 1_000_000, 250_000
LIMIT = 0.15
FORMS = ("(Pty) Ltd", "CC", "Limited", "NPC", "", "", "", "")


class Case(NamedTuple):
    """What is tidied, and what its names are."""

    title: str
    frame: pd.DataFrame
    names: SemanticType

    def fields(self) -> dict[str, SemanticType]:
        """The types of the columns."""
        return {"name": self.names, "phone": SemanticType.PHONE, "email": SemanticType.EMAIL}


def people() -> Case:
    """A quarter of a million people, each named four times on average."""
    known, _ = generate(DISTINCT)
    chance = random.Random(3)
    drawn = [known[chance.randrange(DISTINCT)] for _ in range(ROWS)]
    frame = pd.DataFrame(
        {
            "name": [f"{row[0]} {row[1]}" for row in drawn],
            "phone": [row[5] for row in drawn],
            "email": [row[4] for row in drawn],
        }
    )
    return Case("people", frame, SemanticType.PERSON_NAME)


def organisations() -> Case:
    """A quarter of a million organisations, each named exactly four times; no two share a value."""
    chance = random.Random(5)
    firms = words(chance, 8000, 3).words
    places = [(number % len(firms), number // len(firms)) for number in range(DISTINCT)]
    known = [
        (
            f"{firms[one].title()} {firms[other].title()} {chance.choice(FORMS)}".strip(),
            f"0{31 + number % 3} {2_000_000 + number * 13}",
            f"{firms[one]}@{firms[other]}.co.za",
        )
        for number, (one, other) in enumerate(places)
    ]
    drawn = known * (ROWS // DISTINCT)
    chance.shuffle(drawn)
    return Case(
        "organisations", pd.DataFrame(drawn, columns=["name", "phone", "email"]), SemanticType.ORGANISATION_NAME
    )


def e164(text: str) -> str | None:
    """A South African number in international form."""
    try:
        number = phonenumbers.parse(text, "ZA")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def row_by_row(frame: pd.DataFrame) -> None:
    """Every row of every column through a Python function."""
    frame["name"].map(lambda text: " ".join(text.casefold().split()))
    frame["email"].map(lambda text: text.strip().lower() if "@" in text else None)
    frame["phone"].map(e164)


def prepared(folder: Path, case: Case) -> tuple[Scratch, list[RunField]]:
    """A run's file with the texts as the stage finds them once they are gathered."""
    folder.mkdir()
    scratch = Scratch(folder, Settings())
    scratch.cursor.register("messy", pa.Table.from_pandas(case.frame, preserve_index=False))
    scratch.cursor.execute(
        "CREATE TABLE original AS SELECT (row_number() OVER ())::VARCHAR AS record_id, 1 AS source_id, * FROM messy"
    )
    scratch.cursor.unregister("messy")
    fields = [
        RunField(
            position=place,
            name=name,
            title=name,
            type=kind,
            matched=True,
            survivorship=SurvivorshipRule.MOST_FREQUENT,
        )
        for place, (name, kind) in enumerate(case.fields().items())
    ]
    columns.save_fields(scratch.cursor, fields)
    return scratch, fields


def stage(scratch: Scratch, fields: list[RunField]) -> None:
    """What the stage does with texts that are gathered."""
    for field in fields:
        standards.tidy(scratch.cursor, field, "ZA", partial(standardise_distinct, field.type, country="ZA"))
    standards.assemble(scratch.cursor, fields)


def seconds(work: Callable[[], None]) -> float:
    """CPU seconds of a piece of work, all threads."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(case: Case) -> float:
    """Prints what both sides took, and answers ours as a share of the other."""
    with tempfile.TemporaryDirectory() as place:
        ours = []
        for number in range(RUNS):
            scratch, fields = prepared(Path(place) / str(number), case)
            with scratch:
                ours.append(seconds(partial(stage, scratch, fields)))
    theirs = [seconds(partial(row_by_row, case.frame)) for _ in range(RUNS)]
    one, other = statistics.median(ours), statistics.median(theirs)
    distinct = ", ".join(f"{name} {case.frame[name].nunique()}" for name in case.fields())
    sys.stdout.write(
        f"standardise {case.title}: {one:.2f} CPU s, row by row {other:.2f}, ratio {one / other:.3f} "
        f"(at most {LIMIT}); distinct: {distinct}\n"
    )
    return one / other


def main() -> int:
    """Prints both cases; 1 where the worse breaks the bound."""
    return int(max(ratio(people()), ratio(organisations())) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
