"""`hotpass enrich`: what a register has to say of the golden records."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json, workspace_option
from hotpass.commands.run import prepare
from hotpass.model.proposal import Proposal
from hotpass.settings import Settings

SHOWN = 20  # proposals in words; --json has them all


@click.command()
@workspace_option
@click.option("--register", type=FOLDER, required=True, help="A list to look entities up in: any file a run reads.")
@click.option("--name", help="What the register is called; by default the file's name.")
@click.option("--keep", is_flag=True, help="Keep the proposals, so that they can be decided on the Enrich page.")
@click.option("--licence", default="", help="Under which licence the register is; it stays with what is accepted.")
@click.option("--profile", help="The profile whose `accept_from` accepts rows by itself; by default the run's own.")
@json_option
def enrich(
    workspace: Path, register: Path, *, name: str | None, keep: bool, licence: str, profile: str | None, as_json: bool
) -> None:
    """Links a register file to the golden records and proposes rows, with the evidence; takes nothing over."""
    prepare()
    from hotpass.stewardship import enrich_offers, enrichment
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass enrich")
    found = enrichment.enrich(opened, register, name)
    if keep:
        enrich_offers.keep(opened, found, licence, profile)
    if as_json:
        say_json(found.model_dump(mode="json"))
        return
    for each in found.proposals[:SHOWN]:
        _say(each)
    if len(found.proposals) > SHOWN:
        click.echo(f"  … and {len(found.proposals) - SHOWN} more: --json has them all.")
    for note in found.notes:
        click.echo(f"  {note}")
    click.echo(found.sentence())


def _say(proposal: Proposal) -> None:
    standing = "sure" if proposal.sure else "doubtful"
    click.echo(f"{proposal.entity_id} → row {proposal.sheet_row}: {proposal.weight:+.1f} bits, {standing}")
    click.echo(f"  {' · '.join(proposal.cells.values())}")
    for piece in proposal.evidence:
        click.echo(f"    {piece.sentence}")
