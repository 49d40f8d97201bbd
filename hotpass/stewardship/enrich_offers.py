"""Offers: what registers were kept saying, entity by entity, and what a person decides about it."""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from hotpass import profiles
from hotpass.errors import BadInput
from hotpass.lookup import gleif, ror
from hotpass.model.attribute import Attribute, Coverage, RegisterVerdict, Verdict
from hotpass.model.profile import Profile
from hotpass.model.proposal import Enrichment, Offer, OfferedRow
from hotpass.stewardship import people, revision
from hotpass.store import candidate, columns, kept_proposals, publication, runs
from hotpass.store.journal import WITHDRAWAL, Fact
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

KIND = "proposal"
SAID = "hotpass: "  # how the command begins its one sentence
PATIENCE_SECONDS = 1800
LATEST = 5
KNOWN = (("GLEIF (legal entities)", "gleif", gleif.HOST), ("ROR (research organisations)", "ror", ror.HOST))


def ask(workspace: Workspace, register: Path, name: str, licence: str) -> str:
    """Holds a register against the golden records in a program of its own and keeps what it proposes.

    Answers the sentence that sums it up. Raises BadInput with the sentence of what went wrong.
    """
    return _asked(workspace, ["--register", str(register), "--name", name, "--licence", licence])


def ask_service(workspace: Workspace, service: str) -> str:
    """The same with a register on the network: `gleif`, `ror`, or the address of a reconciliation service."""
    return _asked(workspace, ["--service", service])


def services(workspace: Workspace) -> dict[str, str]:
    """The registers on the network that may be asked, by what a person calls them; those by address begin with one."""
    named = {urlsplit(host).hostname: (title, service) for title, service, host in KNOWN}
    return dict(named.get(host, (host, f"https://{host}/")) for host in workspace.settings.lookup_hosts)


def _asked(workspace: Workspace, register: Sequence[str]) -> str:
    people.check(workspace)
    command = [sys.executable, "-m", "hotpass", "enrich", "--workspace", str(workspace.folder), *register, "--keep"]
    done = subprocess.run(  # noqa: S603 - our own program with arguments as a list, no shell
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=PATIENCE_SECONDS
    )
    if done.returncode:
        said = [line.removeprefix(SAID) for line in done.stderr.splitlines() if line.startswith(SAID)]
        raise BadInput(said[-1] if said else "The register could not be held against the golden records.")
    return done.stdout.strip().splitlines()[-1]


def keep(workspace: Workspace, found: Enrichment, licence: str, profile: str | None = None) -> None:
    """Keeps what a register proposes, in place of what it proposed before; decisions about it stand as they are.

    `profile` (a shipped one or a file) says from which weight on a row is accepted by itself; by default the run's own.
    """
    people.check(workspace)
    wanted = _accept_from(profiles.load(profile), found.register_name) if profile else None
    with workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    if run_id is None:
        raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
    with workspace.database.transaction(publication.schema_of(run_id)) as cursor:
        run = runs.one(cursor, run_id)
        if not profile and run and run.profile in profiles.shipped():  # a person's own is not known by its name
            wanted = _accept_from(profiles.load(run.profile), found.register_name)
        kept_proposals.keep(cursor, found, licence, datetime.now(UTC), _sure(found, wanted))


def coverage(workspace: Workspace) -> list[Coverage]:
    """The registers that were asked, and how far each has got."""
    with shown(workspace) as published:
        return kept_proposals.coverage(published.cursor) if published else []


def waiting(workspace: Workspace, register: str) -> list[str]:
    """The entities a register has offers for that nobody decided about, the likeliest first."""
    with shown(workspace) as published:
        return kept_proposals.queue(published.cursor, register) if published else []


def offer(workspace: Workspace, asked: Coverage, entity_id: str) -> Offer | None:
    """What a register offers for an entity, None where nothing waits any more."""
    with shown(workspace) as published:
        if published is None:
            return None
        rows = kept_proposals.offered(published.cursor, asked.register_name, entity_id)
        fields = columns.fields(published.cursor)
        values = candidate.golden(published.cursor, [entity_id], fields).get(entity_id, ())
    golden = {field.title: value for field, value in zip(fields, values, strict=False) if value}
    if not rows:
        return None
    return Offer(
        register_name=asked.register_name,
        licence=asked.licence,
        asked=asked.asked,
        entity_id=entity_id,
        golden=golden,
        rows=tuple(rows),
    )


def decide(workspace: Workspace, offered: Offer, row: OfferedRow, verdict: Verdict, *, by: str, fact_id: str) -> Fact:
    """Saves what a person says of one row; sending the same id twice is harmless.

    Raises BadInput where the row does not wait any more: somebody decided meanwhile, or the register was asked anew.
    """
    if known := workspace.journal.known(fact_id):
        return known
    with shown(workspace) as published:
        still = kept_proposals.offered(published.cursor, offered.register_name, offered.entity_id) if published else []
    if row.row_key not in {each.row_key for each in still}:
        raise BadInput("This row does not wait any more: somebody decided about it, or the register was asked again.")
    body = {
        "register": offered.register_name,
        "row_key": row.row_key,
        "entity_id": offered.entity_id,
        "record_id": row.record_id,
        "verdict": verdict.value,
        "cells": row.proposal.cells,
        "headers": list(row.proposal.cells),
        "official": {field: said.model_dump() for field, said in row.proposal.official.items()},
        "licence": offered.licence,
        "asked": offered.asked.isoformat(),
        "weight": row.proposal.weight,
    }
    fact = workspace.journal.append(KIND, body, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def withdraw(workspace: Workspace, target: str, *, by: str, fact_id: str) -> Fact:
    """Takes a word back: what it was about waits again. Raises BadInput for an unknown one."""
    known = workspace.journal.known(target)
    if known is None or known.kind != KIND:
        raise BadInput("There is no such decision about a register's row to take back.")
    fact = workspace.journal.append(WITHDRAWAL, {"target": target}, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def network(workspace: Workspace) -> str:
    """What may be asked on the network, how much at a time, and how much is remembered, in words of ours alone."""
    hosts = len(workspace.settings.lookup_hosts)
    if not hosts:
        return "Registers on the network are not asked: no host is allowed (HOTPASS_LOOKUP_HOSTS names them)."
    kept = sum(path.stat().st_size for path in (workspace.folder / "cache").glob("lookup.sqlite"))
    return (
        f"Hosts on the network that may be asked: {hosts}, at most "
        f"{workspace.settings.lookup_questions:,} questions each time. Remembered answers: {kept / 1e6:.1f} MB."
    )


def latest(workspace: Workspace) -> list[RegisterVerdict]:
    """The last decisions about registers' rows that stand."""
    with shown(workspace) as published:
        return kept_proposals.latest(published.cursor, LATEST) if published else []


def stale(workspace: Workspace, asked: datetime) -> bool:
    """Whether what a register said then is too old to rely on."""
    return datetime.now(UTC) - asked > timedelta(days=workspace.settings.stale_days)


def attributes(workspace: Workspace, entity_id: str) -> list[Attribute]:
    """What registers gave for an entity and was accepted."""
    with shown(workspace) as published:
        return kept_proposals.attributes(published.cursor, entity_id) if published else []


def _accept_from(profile: Profile, register: str) -> float | None:
    """The bits from which a profile accepts a row of this register by itself; None where it accepts none."""
    said = profile.accept_from
    return said.get(register) if isinstance(said, dict) else said


def _sure(found: Enrichment, accept_from: float | None) -> set[tuple[str, int]]:
    """Entity and row of what is heavy enough to be accepted by rule, where each is the only one for the other."""
    if accept_from is None:
        return set()
    heavy = [each for each in found.proposals if each.weight is not None and each.weight >= accept_from]
    entities, rows = Counter(each.entity_id for each in heavy), Counter(each.row for each in heavy)
    return {(each.entity_id, each.row) for each in heavy if entities[each.entity_id] == 1 and rows[each.row] == 1}
