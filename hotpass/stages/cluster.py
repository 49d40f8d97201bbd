"""Cluster: records held together by sure pairs and by people, and kept apart where a person said so."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from hotpass.matching.outlook import look, neighbours
from hotpass.matching.partition import UNMET, Bounds, Edges, partition
from hotpass.matching.stretch import splits
from hotpass.model.job import Job
from hotpass.model.linkage import TWINS
from hotpass.model.run import StageReport
from hotpass.store import clusters, follow
from hotpass.store.clusters import Verdict
from hotpass.store.components import Numbers
from hotpass.store.scratch import Scratch

NAMED_AT_MOST = 20
AS_BEFORE = "As in the last run, only records of about the same name are merged without asking."


class Groups:
    """Nodes joined step by step, with walls between groups that must never meet (union-find with cannot-links)."""

    def __init__(self) -> None:
        """Every node starts alone."""
        self._parent: dict[int, int] = {}
        self._walls: dict[int, set[int]] = {}

    def root(self, node: int) -> int:
        """The node that stands for the group of this one."""
        top = node
        while (parent := self._parent.get(top, top)) != top:
            top = parent
        while node != top:
            self._parent[node], node = top, self._parent.get(node, node)
        return top

    def joined(self) -> list[int]:
        """The nodes that another stands for."""
        return list(self._parent)

    def join(self, left: int, right: int) -> bool:
        """Makes two groups one, unless a wall stands between them; answers whether they are one now."""
        keep, gone = self.root(left), self.root(right)
        if keep == gone:
            return True
        if gone in self._walls.get(keep, ()):
            return False
        if len(self._walls.get(keep, ())) < len(self._walls.get(gone, ())):
            keep, gone = gone, keep
        self._parent[gone] = keep
        moved = self._walls.pop(gone, set())
        for other in moved:
            self._walls[other].discard(gone)
            self._walls[other].add(keep)
        if moved:
            self._walls.setdefault(keep, set()).update(moved)
        return True

    def part(self, left: int, right: int) -> bool:
        """Puts a wall between two groups; answers False where they already are one."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return False
        self._walls.setdefault(one, set()).add(other)
        self._walls.setdefault(other, set()).add(one)
        return True


def run(scratch: Scratch, job: Job) -> StageReport:
    """Groups the records by what all pairs together say, and by judgements above everything."""
    cursor = scratch.cursor
    if scratch.follows:
        scratch.part = follow.take(cursor, job.folder, job.settings)
        return run(scratch.part, job)
    nodes = clusters.number_nodes(cursor)
    auto, clerical = clusters.lines(cursor, job.settings)
    left, right, weight = clusters.edges(cursor)
    groups, held, gave_way = settle(clusters.verdicts(cursor))
    sources = clusters.unique_sources(cursor)
    edges = Edges(left, right, weight - auto)
    same = put_together(groups, clusters.edges_of(cursor, TWINS), auto)
    grouped = group(nodes, edges, sources, groups, held)
    clusters.save(cursor, grouped)
    told: list[str] = []
    alike = clusters.cautious(cursor)
    if alike is None:
        alike, told = _caution(scratch)
        clusters.heed(cursor, alike)
    if alike:
        edges = Edges(left, right, np.where(_within(edges, clusters.unlike(cursor), nodes), UNMET, edges.bits))
        grouped = group(nodes, edges, sources, groups, held)
        clusters.save(cursor, grouped)
    doubts = splits(edges, _without(grouped, same), pinned(nodes, groups))
    stretched = clusters.save_stretched(cursor, doubts)
    clusters.save_held(cursor, auto, clerical, [said for said in held if not said.match])
    clusters.save_overruled(cursor, gave_way)
    if alike:
        clusters.let_go(cursor)
    links = clusters.held_count(cursor)
    count, records = clusters.count(cursor)
    outlook = look(weight, auto, grouped[left] == grouped[right])
    notes = [*(outlook.sentences() if outlook else []), *told]
    notes += [f"{links} links wait for a person or are kept apart by one."] if links else []
    notes += [f"{stretched} entities hold together by little: a person should look at them."] if stretched else []
    notes += [*_told(scratch, gave_way), *_unheard(clusters.unheard(cursor))]
    return StageReport(rows_in=records, rows_out=count, notes=tuple(notes))


def _caution(scratch: Scratch) -> tuple[bool, list[str]]:
    """Whether only records of about the same name may be merged without asking, and why: as before, where it was so."""
    before = clusters.cautious_before(scratch.cursor)
    if before is None:
        told = neighbours(*clusters.nameless(scratch.cursor))
        return bool(told), told
    return before, [AS_BEFORE] if before else []


def _within(edges: Edges, chosen: clusters.Edges, nodes: int) -> NDArray[np.bool_]:
    """Which edges are among those chosen."""
    width = np.int64(max(1, nodes))
    found: NDArray[np.bool_] = np.isin(edges.left * width + edges.right, chosen.left * width + chosen.right)
    return found


def settle(verdicts: Iterable[Verdict]) -> tuple[Groups, list[Verdict], list[Verdict]]:
    """The groups and walls people made. Where judgements contradict each other, the later one holds.

    Answers the groups, the judgements that hold and those that gave way, each the latest first.
    """
    groups = Groups()
    held: list[Verdict] = []
    gave_way: list[Verdict] = []
    for said in sorted(verdicts, key=lambda said: said.serial, reverse=True):
        holds = groups.join(said.left, said.right) if said.match else groups.part(said.left, said.right)
        (held if holds else gave_way).append(said)
    return groups, held, gave_way


def group(nodes: int, edges: Edges, sources: Numbers, groups: Groups, held: list[Verdict]) -> Numbers:
    """For each node the smallest node of its cluster; `sources`: the unique source of a node, or -1."""
    together = pinned(nodes, groups)
    walls = [(groups.root(said.left), groups.root(said.right)) for said in held if not said.match]
    return partition(edges, Bounds(together, walls, sources))


def put_together(groups: Groups, twins: clusters.Edges, auto: float) -> clusters.Edges:
    """Makes one of the sure pairs of twins, which speak as one, where nobody keeps them apart; answers those pairs."""
    sure = twins.weight >= auto
    each = zip(twins.left[sure].tolist(), twins.right[sure].tolist(), strict=True)
    joined = np.array([groups.join(left, right) for left, right in each], dtype=np.bool_)
    return clusters.Edges(twins.left[sure][joined], twins.right[sure][joined], twins.weight[sure][joined])


def _without(grouped: Numbers, twins: clusters.Edges) -> Numbers:
    """The clusters without those another stands for, who are more of the same and no reason to hold together better."""
    left = grouped.copy()
    left[twins.right] = twins.right
    return left


def pinned(nodes: int, groups: Groups) -> Numbers:
    """For each node the one that stands for those that are put together with it."""
    together = np.arange(nodes, dtype=np.int32)
    for node in groups.joined():
        together[node] = groups.root(node)
    return together


def _told(scratch: Scratch, gave_way: list[Verdict]) -> list[str]:
    named = gave_way[:NAMED_AT_MOST]
    ids = clusters.ids(scratch.cursor, [node for said in named for node in (said.left, said.right)])
    notes = [
        f"The decision that {ids[said.left]} and {ids[said.right]} are {'the same' if said.match else 'different'} "
        "contradicts later decisions, which hold."
        for said in named
    ]
    more = len(gave_way) - len(named)
    return [*notes, f"{more} more decisions contradict later ones, which hold."] if more else notes


def _unheard(count: int) -> list[str]:
    return [f"{count} decisions name records that are no longer in the files and wait for them."] if count else []
