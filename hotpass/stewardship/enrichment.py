"""Enrichment: golden records held against a register that is a file, for proposals and nothing more."""

from collections.abc import Mapping
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow.parquet

from hotpass.errors import BadInput
from hotpass.fields import standardise_distinct
from hotpass.model.attribute import Official
from hotpass.model.explanation import FieldEvidence, SeenValue
from hotpass.model.proposal import Enrichment, Proposal
from hotpass.model.request import RunRequest
from hotpass.model.saved_model import SavedModel
from hotpass.model.semantic import SemanticType
from hotpass.stewardship import enrich_names
from hotpass.stewardship.computation import compute
from hotpass.stewardship.enrich_names import NAMES, Weighed
from hotpass.stewardship.explanation import field_evidence
from hotpass.store import columns, proposals, runs, saved_model
from hotpass.store import explanation as stored
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

GOLDEN = "golden-records.parquet"
SHARED = (SemanticType.COUNTRY, SemanticType.REGION, SemanticType.CATEGORY)  # by too many to tell two things apart
MOST = 3  # proposals an entity: more are no help to who has to choose


class _Both(NamedTuple):
    """What is known of a golden record and a row beside their pair; `types` are those of the fields, by name."""

    entity_id: str
    values: tuple[SeenValue, ...]
    cells: Mapping[int, dict[str, str]]
    types: Mapping[str, SemanticType]


def enrich(workspace: Workspace, register: Path, name: str | None = None) -> Enrichment:
    """Links a register (any file a run reads) to the golden records; the workspace itself is only read.

    `name` is what the register is called, its file's name by default. Raises BadInput for a register that cannot be
    read, or where there are no golden records yet.
    """
    if not register.is_file():
        raise BadInput(f"There is no file {register}: check the name and the folder.")
    if register.name == GOLDEN:
        raise BadInput(f"A register cannot be called {GOLDEN}: give the file another name.")
    with TemporaryDirectory(dir=workspace.folder / "cache", prefix="register-") as place:
        golden = Path(place) / GOLDEN
        run_id, profile, entities = _write_golden(workspace, golden)
        asked = RunRequest(files=(golden, register), profile=profile, unique=(GOLDEN,))
        compute(Path(place) / "linked", asked, workspace.settings)
        linked = Workspace.open(Path(place) / "linked", workspace.settings, "hotpass enrich")
        try:
            rows, found, notes = _read(linked, entities)
        finally:
            linked.close()
    return Enrichment(
        run_id=run_id,
        register_name=name or register.name,
        register_rows=rows,
        entities=len(entities),
        proposals=found,
        notes=notes,
    )


def _write_golden(workspace: Workspace, path: Path) -> tuple[str, str, list[str]]:
    """Writes the golden values; answers the run that gave them, its profile, and the entity of each row."""
    with shown(workspace) as published:
        if published is None:
            raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
        entities, table = proposals.golden(published.cursor)
        run = runs.one(published.cursor, published.run_id)
    pyarrow.parquet.write_table(table, path)
    return published.run_id, run.profile if run else "auto", entities


def _read(linked: Workspace, entities: list[str]) -> tuple[int, tuple[Proposal, ...], tuple[str, ...]]:
    """How many rows the register has, what it proposes, and what to know of how they were compared."""
    with shown(linked) as published:
        if published is None:
            raise BadInput("The register could not be linked: run `hotpass check` on it.")
        sources = proposals.sources(published.cursor)
        own = next(source.source_id for source in sources if source.label == GOLDEN)
        model = saved_model.read(published.cursor)
        fields = columns.fields(published.cursor)
        met = proposals.proposed(published.cursor, own, model.clerical_weight, MOST)
        found = enrich_names.weighed(published, own, fields, met, MOST)
        cells = {
            source.source_id: proposals.cells(
                published.cursor, source, [each.at.row for each in found if each.at.source_id == source.source_id]
            )
            for source in sources
        }
        rows = sum(source.records for source in sources if source.source_id != own)
        types = {field.name: field.type for field in fields}
        seen = proposals.seen(published.cursor, [(each.at.ours, each.at.theirs) for each in found], fields)
        made = [
            _proposal(published, model, each, _Both(entities[each.at.place], values, cells[each.at.source_id], types))
            for each, values in zip(found, seen, strict=True)
        ]
        return rows, _ranked(made), (*_thin(model), *model.notes)


def _ranked(made: list[Proposal]) -> tuple[Proposal, ...]:
    """Those of each entity in turn, the sure ones first, then the likest."""
    made.sort(key=lambda each: (each.entity_id, not each.sure, -each.likeness, -(each.weight or 0.0), each.row))
    by_entity = groupby(made, key=lambda each: each.entity_id)
    return tuple(
        each.model_copy(update={"rank": rank})
        for _, rows in by_entity
        for rank, each in enumerate(islice(rows, MOST), 1)
    )


def _thin(model: SavedModel) -> tuple[str, ...]:
    """A word where a single field was compared, which tells little."""
    titles = {each.title for each in model.comparisons}
    if len(titles) != 1:
        return ()
    little = (
        f"Only “{titles.pop()}” could be compared: rows of about the same name are proposed, few of them as sure. A "
        "register that also has a town, a phone or a number in common with your records tells more."
    )
    return (little,)


def _proposal(published: Shown, model: SavedModel, each: Weighed, both: _Both) -> Proposal:
    pair = stored.pair(published.cursor, each.at.ours, each.at.theirs) if each.at.weight is not None else None
    if pair is None:
        evidence, heavy = enrich_names.evidence(both.values, each.likenesses), False
    else:
        evidence = field_evidence(published, model, both.values, pair.contributions)
        heavy = pair.weight >= model.auto_match_weight and _is_borne_out(both.types, evidence)
    return Proposal(
        entity_id=both.entity_id,
        row=each.at.row,
        sheet_row=each.at.sheet_row,
        rank=1,
        weight=pair.weight if pair else None,
        probability=pair.probability if pair else None,
        likeness=each.score,
        sure=heavy or each.certain,
        cells=both.cells[each.at.row],
        official={
            value.field: Official(text=value.right, standard=value.right_standard)
            for value in both.values
            if value.right and value.right_standard
        },
        evidence=evidence,
    )


def _is_borne_out(types: Mapping[str, SemanticType], evidence: tuple[FieldEvidence, ...]) -> bool:
    """Whether the names are the same, or something else agrees that many do not share.

    A register holds neighbours of most names, and one of them is the likest where the right row is missing.
    """
    for piece in evidence:
        for value in piece.values:
            type_ = types.get(value.field)
            if type_ in NAMES and _core(type_, value.left) == _core(type_, value.right) is not None:
                return True
            if piece.weight > 0 and type_ not in (*NAMES, *SHARED):
                return True
    return False


def _core(type_: SemanticType, text: str | None) -> str | None:
    """A name as it is compared, that of an organisation without its legal form."""
    found = standardise_distinct(type_, [text or ""], None, None)[0]
    return found.parts[0] if type_ is SemanticType.ORGANISATION_NAME and found.parts else found.value
