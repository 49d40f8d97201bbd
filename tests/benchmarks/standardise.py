"""Times tidying 1,000,000 rows of names, phones and e-mails (a quarter distinct) against a map over every row.

CPU seconds of the work alone, medians of three: the stage's own statements on one side, pandas `map` with the
phonenumbers library on the other.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

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
from tests.benchmarks.generate import generate

RUNS, ROWS, DISTINCT = 3, 1_000_000, 250_000
LIMIT = 0.15
FIELDS = {"name": SemanticType.PERSON_NAME, "phone": SemanticType.PHONE, "email": SemanticType.EMAIL}


def messy() -> pd.DataFrame:
    """A quarter of a million people, each named four times on average."""
    people, _ = generate(DISTINCT)
    chance = random.Random(3)
    drawn = [people[chance.randrange(DISTINCT)] for _ in range(ROWS)]
    return pd.DataFrame(
        {
            "name": [f"{row[0]} {row[1]}" for row in drawn],
            "phone": [row[5] for row in drawn],
            "email": [row[4] for row in drawn],
        }
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


def prepared(folder: Path, frame: pd.DataFrame) -> tuple[Scratch, list[RunField]]:
    """A run's file with the texts as the stage finds them once they are gathered."""
    folder.mkdir()
    scratch = Scratch(folder, Settings())
    scratch.cursor.register("messy", pa.Table.from_pandas(frame, preserve_index=False))
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
        for place, (name, kind) in enumerate(FIELDS.items())
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


def main() -> int:
    """Prints both and their ratio; 1 where the bound is broken."""
    frame = messy()
    with tempfile.TemporaryDirectory() as place:
        ours = []
        for number in range(RUNS):
            scratch, fields = prepared(Path(place) / str(number), frame)
            with scratch:
                ours.append(seconds(partial(stage, scratch, fields)))
    theirs = [seconds(partial(row_by_row, frame)) for _ in range(RUNS)]
    one, other = statistics.median(ours), statistics.median(theirs)
    sys.stdout.write(
        f"standardise {one:.2f} CPU s, row by row {other:.2f}, ratio {one / other:.3f} (at most {LIMIT}); "
        f"distinct: {', '.join(f'{name} {frame[name].nunique()}' for name in FIELDS)}\n"
    )
    return int(one / other > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
