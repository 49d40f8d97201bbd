"""The review desk of one workspace: its queues, the links a person gets next, and what the person says of them."""

import atexit
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any

from hotpass.errors import HotpassError
from hotpass.model.field import RunField
from hotpass.model.group import GroupItem
from hotpass.model.review import Queue, Receipt, ReviewFilter, ReviewItem
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship import decisions, review_groups, revision
from hotpass.stewardship.hands import Hand, Hands
from hotpass.stewardship.leases import Leases
from hotpass.stewardship.pace import pace
from hotpass.stewardship.people import NAMELESS
from hotpass.stewardship.review_golden import with_golden
from hotpass.stewardship.review_groups import Asked
from hotpass.stewardship.review_items import items, key
from hotpass.stewardship.sample_check import blind
from hotpass.store import columns, entity_search, facts, review_queue, saved_model
from hotpass.store import review_groups as stored_groups
from hotpass.store.facts import GROUPING
from hotpass.store.review_queue import Eyes, Waiting
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

AHEAD = 12
GROUPS_AHEAD = 4  # they are looked at for longer, and are larger to send
REMEMBERED = 500
JUST_DECIDED = 5
BLIND = (Queue.SAMPLE, Queue.FOUR_EYES)  # shown as if nobody had decided
QUIET_SECONDS = 0.7  # without a decision, before those saved take effect; at the latest after so many:
LONGEST_SECONDS = 5.0
REST = 20  # times as long as it took the last time, where that is longer


class Desk:
    """One desk serves all windows of a dashboard. Decisions are saved at once and applied a moment later."""

    def __init__(self, workspace: Workspace) -> None:
        """Starts what applies decisions, beginning with those of an earlier day."""
        self.workspace = workspace
        self._leases = Leases()
        self._hands = Hands()
        self._behind = ThreadPoolExecutor(max_workers=1)
        self._renewing: Future[Hand | None] = Future()
        self._renewing.set_result(None)
        self._preparing: Future[None] = Future()
        self._preparing.set_result(None)
        self._items: OrderedDict[tuple[object, ...], ReviewItem | GroupItem | None] = OrderedDict()
        self._frames: dict[str, tuple[list[RunField], SavedModel]] = {}
        self._due = threading.Event()
        self._due.set()
        self._open = True
        self._applying = threading.Thread(target=self._apply, daemon=True)
        self._applying.start()
        atexit.register(self.close)  # a thread that is inside the database when the program ends brings it down

    def close(self) -> None:
        """Stops applying; what is not applied yet is so at the next opening."""
        atexit.unregister(self.close)
        self._open = False
        self._due.set()
        self._applying.join()
        self._behind.shutdown()

    def take(self, sent: Iterable[Any], by: str) -> list[Receipt]:
        """Saves what a person did; see `decisions.take`."""
        receipts = decisions.take(self.workspace, sent, by)
        if receipts:
            self._due.set()
        return receipts

    def deal(
        self,
        holder: str,
        queue: Queue,
        wanted: ReviewFilter,
        passed: Sequence[str] = (),
        first: Sequence[str] = (),
        by: str = NAMELESS,
    ) -> Hand | None:
        """The next links or groups for one window; None before the first published run.

        `passed` are keys the person went by without deciding; `first` are keys that come before all others.
        """
        self._leases.greet(holder, by)
        hand = self._again(holder, queue, wanted, passed, first, by)
        return hand and hand.model_copy(update={"pace": pace(self.workspace.journal, by)})

    def _again(
        self, holder: str, queue: Queue, wanted: ReviewFilter, passed: Sequence[str], first: Sequence[str], by: str
    ) -> Hand | None:
        """What is left of the last hand while that is fresh, else a new one."""
        told = (queue, wanted, by)
        kept = None if first else self._hands.again(holder, told, passed, self.workspace.journal)
        if kept is None and not first and not self._renewing.done():
            wait([self._renewing])
            kept = self._hands.again(holder, told, passed, self.workspace.journal)
        if kept is None:
            return self._dealt(holder, queue, wanted, passed, first, by)
        if self._hands.wears_out(holder, kept) and self._renewing.done():
            self._renewing = self._behind.submit(self._dealt, holder, queue, wanted, tuple(passed), (), by)
        return kept

    def _dealt(
        self,
        holder: str,
        queue: Queue,
        wanted: ReviewFilter,
        passed: Sequence[str],
        first: Sequence[str],
        by: str,
    ) -> Hand | None:
        """The same, as the database has it now."""
        with shown(self.workspace) as published:
            if published is None:
                return None
            as_of = self.workspace.journal.head()
            fields, model = self._frame(published)
            taken = self._leases.others(holder)
            ahead = GROUPS_AHEAD if queue is Queue.BIG else AHEAD
            room = 2 * ahead + len(taken) + len(passed)
            total, found = self._waiting(published, queue, wanted, room, by)
            mine = self._leases.claim(holder, [name for name in found if name not in {*first, *passed}], ahead)
            chosen = [*(_asked(name) for name in first), *(found[name] for name in mine)]
            dealt = self._items_of(published, fields, model, chosen)
            if queue in BLIND:
                dealt = [blind(each) if isinstance(each, ReviewItem) else each for each in dealt]
            hand = Hand(
                items=tuple(each for each in dealt if each is not None),
                waiting=total,
                elsewhere=len(taken & found.keys()),
                held_by=tuple(sorted(self._leases.names(holder, found.keys()) - {NAMELESS})),
                here=tuple(sorted(self._leases.here(holder) - {NAMELESS})),
                as_of=as_of,
                decided=decisions.latest(published, JUST_DECIDED, by if queue is Queue.FOUR_EYES else None),
            )
            known = {name for name, each in found.items() if (published.run_id, *each) in self._items}
        next_ones = [each for name, each in found.items() if isinstance(each, Waiting) and name not in {*mine, *known}]
        if len(next_ones) >= ahead // 2 and self._preparing.done():
            self._preparing = self._behind.submit(self._prepare, next_ones[:ahead])
        return self._hands.keep(holder, (queue, wanted, by), hand)

    def counts(self, wanted: ReviewFilter, by: str = NAMELESS) -> dict[Queue, int]:
        """How many links wait in each queue for this person."""
        with shown(self.workspace) as published:
            if published is None:
                return dict.fromkeys(Queue, 0)
            return {each: self._waiting(published, each, wanted, 1, by)[0] for each in Queue}

    def waiting(self, queue: Queue, wanted: ReviewFilter, by: str = NAMELESS) -> int:
        """How many wait in one queue for this person."""
        with shown(self.workspace) as published:
            return self._waiting(published, queue, wanted, 1, by)[0] if published else 0

    def choices(self) -> tuple[list[str], dict[str, str], list[str]]:
        """The labels of the sources, the fields by name with their titles, and the blocking rules, for filters."""
        with shown(self.workspace) as published:
            if published is None:
                return [], {}, []
            labels = entity_search.labels(published.cursor)
            fields, model = self._frame(published)
            return (
                labels,
                {field.name: field.title for field in fields},
                [rule.rule for rule in model.rules if rule.pairs],
            )

    def _waiting(
        self, published: Shown, queue: Queue, wanted: ReviewFilter, limit: int, by: str
    ) -> tuple[int, dict[str, Waiting | Asked]]:
        """How many wait in a queue, and the first of them by their keys, without what was decided a moment ago."""
        fields, _ = self._frame(published)
        recent = self.workspace.journal.since(facts.known(published.cursor))
        if queue is Queue.BIG:
            settled = [fact.body["digest"] for fact in recent if fact.kind == GROUPING]
            total, entities = stored_groups.waiting(published.cursor, wanted, fields, settled, limit)
            return total, {review_groups.key([each]): Asked((each,), 1, digest) for each, digest in entities}
        if queue is Queue.FOUR_EYES and by == NAMELESS:
            return 0, {}  # nobody knows whether that is another person
        judged = [(said["left"], said["right"]) for fact in recent for said in facts.sayings(fact)]
        total, found = review_queue.waiting(published.cursor, queue, wanted, fields, judged, limit, self._eyes(by))
        return total, {key(each.left, each.right): each for each in found}

    @property
    def four_eyes(self) -> bool:
        """Whether some decisions are asked of a second person."""
        return self.workspace.settings.four_eyes > 0 or self.workspace.settings.four_eyes_records > 0

    def _eyes(self, by: str) -> Eyes:
        asked = self.workspace.settings
        return Eyes(by, asked.four_eyes, asked.four_eyes_records)

    def _frame(self, published: Shown) -> tuple[list[RunField], SavedModel]:
        if published.run_id not in self._frames:
            self._frames = {published.run_id: (columns.fields(published.cursor), saved_model.read(published.cursor))}
        return self._frames[published.run_id]

    def _items_of(
        self, published: Shown, fields: Sequence[RunField], model: SavedModel, chosen: Sequence[Waiting | Asked]
    ) -> list[ReviewItem | GroupItem | None]:
        """What was chosen, as it was built before where no group of it changed; one asked for, as it is now."""
        kept = dict(self._items)
        new = [each for each in chosen if not (_is_as_waiting(each) and (published.run_id, *each) in kept)]
        kept |= self._built(published, fields, model, new)
        return [kept[published.run_id, *each] for each in chosen]

    def _built(
        self, published: Shown, fields: Sequence[RunField], model: SavedModel, new: Sequence[Waiting | Asked]
    ) -> dict[tuple[object, ...], ReviewItem | GroupItem | None]:
        """Links and groups as they are now, which are remembered: many links at once cost little more than one."""
        links = [each for each in new if isinstance(each, Waiting)]
        asked = [(each.left, each.right, each.links) for each in links]
        bare = items(self.workspace, published, fields, model, asked)
        golden = with_golden(self.workspace, published, fields, [each for each in bare if each])
        whole = {each.key: each for each in golden}
        built: dict[tuple[object, ...], ReviewItem | GroupItem | None] = {
            (published.run_id, *each): whole.get(one.key) if one else None
            for each, one in zip(links, bare, strict=True)
        }
        for group in (each for each in new if isinstance(each, Asked)):
            built[published.run_id, *group] = review_groups.group(published, fields, model, group)
        self._items.update(built)
        while len(self._items) > REMEMBERED:
            self._items.popitem(last=False)
        return built

    def _prepare(self, next_ones: Sequence[Waiting | Asked]) -> None:
        """Builds links before anybody is dealt them."""
        with shown(self.workspace) as published:
            if published is not None:
                self._built(published, *self._frame(published), next_ones)

    def _apply(self) -> None:
        """Lets saved decisions take effect once a person pauses, so that quick hands are not slowed down."""
        took = 0.0
        while self._open:
            self._due.wait()
            pause, longest = patience(took)
            latest = time.monotonic() + longest
            with suppress(HotpassError):  # the page says why a workspace cannot be opened; the journal has everything
                while self._open and time.monotonic() < latest and self._due.wait(pause):
                    self._due.clear()
                    revision.follow(self.workspace)
                began = time.monotonic()
                revision.catch_up(self.workspace)
                took = time.monotonic() - began


def patience(took: float) -> tuple[float, float]:
    """For what pause decisions wait before they take effect, and for how long at the most, in seconds.

    `took` is how long that took the last time: a pause as long is waited for then, so that nobody decides meanwhile.
    """
    return max(QUIET_SECONDS, took), max(LONGEST_SECONDS, REST * took)


def _is_as_waiting(found: Waiting | Asked) -> bool:
    """Whether it is known what its groups are, so that what was made of the same can serve again."""
    return bool(found.digest if isinstance(found, Asked) else found.groups[0])


def _asked(name: str) -> Waiting | Asked:
    """The link or the group that a key names."""
    if group := review_groups.asked(name):
        return group
    left, _, right = name.partition("~")
    return Waiting(left, right, None, 1, ("", 0, "", 0), 0.0)
