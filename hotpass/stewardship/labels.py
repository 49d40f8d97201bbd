"""Labels: decisions in the form in which Splink takes and gives labelled pairs."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hotpass.errors import BadInput
from hotpass.model.judgement import Judgement, Verdict
from hotpass.stewardship import judgements, revision
from hotpass.store.workspace import Workspace

HEADER = ("unique_id_l", "source_dataset_l", "unique_id_r", "source_dataset_r", "clerical_match_score")
SOURCE = "records"
SCORES = {Verdict.MATCH: 1.0, Verdict.NON_MATCH: 0.0, Verdict.UNSURE: 0.5}
LISTED = 5


def write(workspace: Workspace, path: Path) -> int:
    """Writes the decisions that stand as a CSV file of labelled pairs; answers how many there are."""
    found = judgements.every(workspace)
    try:
        with path.open("w", newline="", encoding="utf-8") as stream:
            lines = csv.writer(stream, lineterminator="\n")
            lines.writerow(HEADER)
            lines.writerows((said.left, SOURCE, said.right, SOURCE, SCORES[said.verdict]) for said in found)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}): choose another place.") from error
    return len(found)


def read(workspace: Workspace, path: Path, by: str) -> int:
    """Saves the labels of a CSV file as decisions, all of them or none, and applies them; answers their number.

    A score above one half says the same, below it different, one half unsure. Raises BadInput where a line is no label,
    or says otherwise than a decision that stands or another line; those are listed.
    """
    said = dict[frozenset[str], Verdict]()
    standing = {frozenset((each.left, each.right)): each.verdict for each in judgements.every(workspace)}
    against = []
    for left, right, verdict in _labels(path):
        pair = frozenset((left, right))
        if said.setdefault(pair, verdict) is not verdict or standing.get(pair, verdict) is not verdict:
            against.append(f"{left} and {right}")
    if against:
        more = f" and {len(against) - LISTED} more" if len(against) > LISTED else ""
        raise BadInput(f"{path.name} contradicts itself or decisions that stand: {', '.join(against[:LISTED])}{more}.")
    for left, right in (sorted(pair) for pair in said):
        verdict = said[frozenset((left, right))]
        name = hashlib.sha256(f"label {left} {right} {verdict}".encode()).hexdigest()
        judgement = Judgement(left=left, right=right, verdict=verdict, by=by, on=datetime.now(UTC))
        judgements.judge(workspace, judgement, name)
    revision.catch_up(workspace)
    return len(said)


def _labels(path: Path) -> Iterator[tuple[str, str, Verdict]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            lines = csv.DictReader(stream)
            if lacking := {"unique_id_l", "unique_id_r", "clerical_match_score"} - set(lines.fieldnames or ()):
                raise BadInput(f"{path.name} lacks {', '.join(sorted(lacking))}: it is no file of labelled pairs.")
            for number, line in enumerate(lines, 2):
                yield _label(line, f"{path.name}, line {number}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path} cannot be read: name a CSV file of labelled pairs.") from error


def _label(line: dict[str, str], place: str) -> tuple[str, str, Verdict]:
    left, right = line["unique_id_l"], line["unique_id_r"]
    try:
        score = float(line["clerical_match_score"])
    except (TypeError, ValueError):
        score = -1.0
    if not left or not right or left == right or not 0 <= score <= 1:
        raise BadInput(f"{place}: a label names two records and a score from 0 to 1.")
    return left, right, Verdict.UNSURE if score == SCORES[Verdict.UNSURE] else _told(score)


def _told(score: float) -> Verdict:
    return Verdict.MATCH if score > SCORES[Verdict.UNSURE] else Verdict.NON_MATCH
