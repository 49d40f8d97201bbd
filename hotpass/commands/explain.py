"""`hotpass explain`: why two records are, or are not, the same thing."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotpass.commands.options import json_option, say_json, workspace_option
from hotpass.settings import Settings

if TYPE_CHECKING:
    from hotpass.model.explanation import Explanation


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@workspace_option
@json_option
def explain(left: str, right: str, workspace: Path, as_json: bool) -> None:
    """Says why, why not and how for two records or entities, by the ids that `export --table members` prints."""
    from hotpass.matching.rescoring import rescore
    from hotpass.stewardship import explanation
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass explain")
    found = explanation.explain(opened, left, right, rescore)
    if as_json:
        say_json(found.model_dump(mode="json"))
    else:
        for line in _lines(found):
            click.echo(line)


def _lines(found: "Explanation") -> list[str]:
    lines = [found.answer, *found.notes, ""]
    for name, record in (("A", found.left), ("B", found.right)):
        lines.append(f"{name}  {record.record_id}  {record.label}, row {record.sheet_row}  (entity {record.entity_id})")
    if found.scores:
        lines += ["", f"{found.scores.start:+7.1f} bits  before any field is looked at"]
        lines += [f"{each.weight:+7.1f} bits  {each.sentence}" for each in found.evidence]
        worked_out = ", worked out now by the run's model" if found.scores.live else ""
        lines.append(f"{found.scores.weight:+7.1f} bits  in all{worked_out}")
        lines.append(
            f"Pairs merge without asking from {found.auto_match_weight:+.1f} bits, a person is asked from "
            f"{found.clerical_weight:+.1f}."
        )
        lines += ["", *_values(found)]
    if found.chain:
        lines += ["", "Held together by"]
        lines += [f"  {link.left.record_id} to {link.right.record_id}  {link.reason}" for link in found.chain]
    return lines


def _values(found: "Explanation") -> list[str]:
    """Each compared field once: the files' own texts, and the standard values where they differ from them."""
    seen = {value.field: value for each in found.evidence for value in each.values}
    lines = []
    for value in seen.values():
        told = [
            f"{text or '(empty)'}{f' → {standard}' if standard not in (text, None) else ''}"
            for text, standard in ((value.left, value.left_standard), (value.right, value.right_standard))
        ]
        lines += [f"{value.title}", f"  A  {told[0]}", f"  B  {told[1]}"]
    return lines
