"""Changes: what became of the records, the columns and the entities of one run in another."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.drift import Aspect, Cell, Change, EntityChange, Metric
from hotpass.store.compose import quote
from hotpass.store.drift.columns import Held, meet
from hotpass.store.drift.effect import effect
from hotpass.store.feed_rows import Part, together
from hotpass.store.publication import schema_of
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Of the values of a column that is gone, found in one that is new: the column has another name now.
RENAMED = 0.8
# Weights of pairs in steps of so many bits; the first and the last step are open.
STEP_BITS, LOWEST, HIGHEST = 4, -2, 12


class Feed(NamedTuple):
    """A source of a run with its earlier deliveries: their rows as one relation, how many, its columns by header."""

    name: str
    label: str
    table: str
    source_ids: tuple[int, ...]
    rows: int
    columns: Mapping[str, str]

    def held(self, header: str) -> Held:
        """One column of it."""
        return Held(self.table, self.columns[header], self.rows)


def feeds(cursor: DuckDBPyConnection, run_id: str) -> list[Feed]:
    """The sources of a published run."""
    schema = quote(schema_of(run_id))
    found: dict[int, list[tuple[str, str, str, int, int]]] = {}
    for feed, *delivery in cursor.execute(STATEMENTS["sources"].format(schema=schema)).fetchall():
        found.setdefault(feed, []).append((delivery[0], delivery[1], delivery[2], delivery[3], delivery[4]))
    return [_feed(cursor, schema, deliveries) for deliveries in found.values()]


def _feed(cursor: DuckDBPyConnection, schema: str, deliveries: list[tuple[str, str, str, int, int]]) -> Feed:
    statement = STATEMENTS["headers"].format(schema=schema)
    headers = [cursor.execute(statement, [source_id]).fetchall() for _, _, _, source_id, _ in deliveries]
    rows = together(
        [
            Part(f"{schema}.{quote(each[2])}", tuple((header, column) for header, column in own))
            for each, own in zip(deliveries, headers, strict=True)
        ]
    )
    name, label, *_ = deliveries[-1]
    earlier = len(deliveries) - 1
    told = f"{label} and {earlier} earlier {'delivery' if earlier == 1 else 'deliveries'}" if earlier else label
    ids = tuple(each[3] for each in deliveries)
    return Feed(name, told, rows.relation, ids, sum(each[4] for each in deliveries), dict(rows.columns))


def records(cursor: DuckDBPyConnection, runs: tuple[str, str], before: Feed, now: Feed) -> Change:
    """What became of the records of a source, and in how many of them each column has another text now."""
    names = {side: quote(schema_of(run_id)) for side, run_id in zip(("reference", "current"), runs, strict=True)}
    asked = {"before": before.source_ids, "now": now.source_ids}
    same, changed, added, gone = cursor.execute(STATEMENTS["records"].format(**names), asked).fetchall()[0]
    shared = [header for header in now.columns if header in before.columns]
    columns: dict[str, int] = {}
    if changed and shared:
        counts = ", ".join(_moves(before.columns[header], now.columns[header]) for header in shared)
        joined = f"SELECT {counts} FROM {before.table} AS before JOIN {now.table} AS now USING (record_id)"
        row = cursor.execute(joined).fetchall()[0]
        columns = {header: count for header, count in zip(shared, row, strict=True) if count}
    return Change(source=now.name, same=same, changed=changed, added=added, gone=gone, columns=columns)


def _moves(before: str, now: str) -> str:
    return f"count(*) FILTER (before.{quote(before)} IS DISTINCT FROM now.{quote(now)})"


def renamed(cursor: DuckDBPyConnection, before: Feed, now: Feed) -> dict[str, str]:
    """Headers that are gone, each with the new header under which its values stand now."""
    gone = [header for header in before.columns if header not in now.columns]
    fresh = [header for header in now.columns if header not in before.columns]
    found: dict[str, str] = {}
    for old in gone:
        alike = [(_alike(cursor, before.held(old), now.held(new)), new) for new in fresh if new not in found.values()]
        best, header = max(alike, default=(0.0, ""))
        if best >= RENAMED:
            found[old] = header
    return found


def _alike(cursor: DuckDBPyConnection, before: Held, now: Held) -> float:
    """Which share of the filled rows of both columns has a value that the other column has too; 1 at most."""
    figures = meet(cursor, before, now)
    filled = sum(figures.filled)
    if not all(figures.filled) or max(figures.distinct) < 2:
        return 0.0
    return (filled - figures.unseen - figures.lost) / filled


def entities(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> EntityChange:
    """Entities that are new, gone, merged into others or split, and golden values that are others now."""
    names = {side: quote(schema_of(run_id)) for side, run_id in zip(("reference", "current"), runs, strict=True)}
    appeared, vanished, merged, split = cursor.execute(STATEMENTS["entities"].format(**names)).fetchall()[0]
    fields = [golden_fields(cursor, run_id) for run_id in runs]
    values = 0
    if shared := sorted(set(fields[0]) & set(fields[1])):
        moved = " + ".join(
            f"count(*) FILTER (before.{quote(name)} IS DISTINCT FROM now.{quote(name)})" for name in shared
        )
        both = f"{names['reference']}.golden AS before JOIN {names['current']}.golden AS now USING (entity_id)"
        values = cursor.execute(f"SELECT {moved} FROM {both}").fetchall()[0][0]
    return EntityChange(appeared=appeared, vanished=vanished, merged=merged, split=split, values=values)


def golden_fields(cursor: DuckDBPyConnection, run_id: str) -> list[str]:
    """The fields of the golden records of a published run."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["golden"], [schema_of(run_id)]).fetchall()]


def matching(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> list[Metric]:
    """How the matching moved: the sizes of entities, the weights of pairs, and what waits for a person."""
    names = {side: quote(schema_of(run_id)) for side, run_id in zip(("reference", "current"), runs, strict=True)}
    sides = [cursor.execute(STATEMENTS["matching"].format(schema=names[side])).fetchall()[0] for side in names]
    sizes = cursor.execute(STATEMENTS["sizes"].format(**names)).fetchall()
    weights = cursor.execute(STATEMENTS["weights"].format(**names)).fetchall()
    pairs_before, pairs_now = (sum(row[side] for row in weights) for side in (1, 2))
    (_, mean_before, largest_before, *_), (_, mean_now, largest_now, *_) = sides
    held = [(int(side[5]), int(side[4])) for side in sides]
    waits = (
        Cell(text="records of a link that waits", reference=held[0][0], current=held[1][0]),
        Cell(text="other records", reference=max(0, held[0][1] - held[0][0]), current=max(0, held[1][1] - held[1][0])),
    )
    return [
        _moved(
            "Records in an entity",
            [Cell(text="6 and more" if size == 6 else str(size), reference=r, current=c) for size, r, c in sizes],
            (mean_before, mean_now),
            f"the largest has {largest_now:,}, it had {largest_before:,}",
        ),
        _moved(
            "Weight of a pair",
            [Cell(text=_weight(step), reference=r, current=c) for step, r, c in weights],
            (float(pairs_before), float(pairs_now)),
            f"how much speaks for a pair, in bits: {pairs_now:,} pairs, there were {pairs_before:,}",
        ),
        _moved("Links that wait", waits, (float(held[0][0]), float(held[1][0])), _waiting(held[0][0], held[1][0])),
    ]


def _moved(title: str, cells: Sequence[Cell], values: tuple[float, float], words: str) -> Metric:
    found = effect(cells)
    return Metric(
        source="",
        column=title,
        aspect=Aspect.MATCHING,
        reference=values[0],
        current=values[1],
        effect=found.psi,
        floor=found.floor,
        p=found.p,
        words=words,
        cells=tuple(cells),
    )


def _waiting(before: int, now: int) -> str:
    return f"{now:,} records are in links that wait for a person, there were {before:,}"


def _weight(step: int) -> str:
    low = step * STEP_BITS
    if step == LOWEST:
        return f"under {low + STEP_BITS}"
    return f"{low} and more" if step == HIGHEST else f"{low} to {low + STEP_BITS}"
