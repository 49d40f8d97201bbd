"""`hotpass enrich`: what a register has to say of the golden records."""

from pathlib import Path

import click

from hotpass.commands.options import FOLDER, json_option, say_json, workspace_option
from hotpass.commands.run import prepare
from hotpass.errors import BadInput
from hotpass.model.proposal import Proposal
from hotpass.settings import Settings

SHOWN = 20  # proposals in words; --json has them all


@click.command()
@workspace_option
@click.option("--register", type=FOLDER, help="A list to look entities up in: any file a run reads.")
@click.option("--service", help="A register on the network: gleif, ror, or the address of a reconciliation service.")
@click.option(
    "--property", "properties", multiple=True, metavar="FIELD=ID", help="The service's property that means a field."
)
@click.option("--name", help="What the register is called; by default the file's name.")
@click.option("--keep", is_flag=True, help="Keep the proposals, so that they can be decided on the Enrich page.")
@click.option("--licence", default="", help="Under which licence the register is; it stays with what is accepted.")
@click.option("--profile", help="The profile whose `accept_from` accepts rows by itself; by default the run's own.")
@json_option
def enrich(
    workspace: Path,
    register: Path | None,
    service: str | None,
    *,
    properties: tuple[str, ...],
    name: str | None,
    keep: bool,
    licence: str,
    profile: str | None,
    as_json: bool,
) -> None:
    """Links a register to the golden records and proposes rows, with the evidence; takes nothing over."""
    if (register is None) == (service is None):
        raise BadInput("Name a register: --register FILE, or --service for one on the network.")
    prepare()
    from hotpass.stewardship import enrich_offers, enrich_services, enrichment
    from hotpass.store.workspace import Workspace

    opened = Workspace.open(workspace, Settings.from_environment(), "hotpass enrich")
    if register is not None:
        found = enrichment.enrich(opened, register, name)
    else:
        found, own = enrich_services.enrich_from(opened, service or "", _pairs(properties))
        licence = licence or own
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


def _pairs(properties: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in properties]
    if not all(field and key for field, _, key in pairs):
        raise BadInput("--property takes FIELD=ID, for example city=P131.")
    return {field.strip(): key.strip() for field, _, key in pairs}


def _say(proposal: Proposal) -> None:
    standing = "sure" if proposal.sure else "doubtful"
    click.echo(f"{proposal.entity_id} → row {proposal.sheet_row}: {proposal.worth}, {standing}")
    click.echo(f"  {' · '.join(proposal.cells.values())}")
    for piece in proposal.evidence:
        click.echo(f"    {piece.sentence}")
