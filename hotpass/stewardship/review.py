"""The review desk of one workspace: its queues, the links a person gets next, and what the person says of them."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from pydantic import BaseModel, ConfigDict

from hotpass.errors import HotpassError
from hotpass.model.field import RunField
from hotpass.model.review import Decided, Queue, Receipt, ReviewFilter, ReviewItem
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship import decisions, revision
from hotpass.stewardship.leases import Leases
from hotpass.stewardship.review_items import item, key
from hotpass.store import columns, entity_search, facts, review_queue, saved_model
from hotpass.store.review_queue import Waiting
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

AHEAD = 12
REMEMBERED = 500
JUST_DECIDED = 5
QUIET_SECONDS = 0.7  # without a decision, before those saved take effect; at the latest after so many:
LONGEST_SECONDS = 5.0


class Hand(BaseModel):
    """What a desk is dealt: the next links, how many wait in all, and the last fact that was known by then.

    `elsewhere` of those that wait are on the screens of other desks.
    """

    model_config = ConfigDict(frozen=True)

    items: tuple[ReviewItem, ...]
    waiting: int
    elsewhere: int
    as_of: int
    decided: tuple[Decided, ...]


class Desk:
    """One desk serves all windows of a dashboard. Decisions are saved at once and applied a moment later."""

    def __init__(self, workspace: Workspace) -> None:
        """Starts what applies decisions, beginning with those of an earlier day."""
        self.workspace = workspace
        self._leases = Leases()
        self._items: OrderedDict[tuple[object, ...], ReviewItem | None] = OrderedDict()
        self._frames: dict[str, tuple[list[RunField], SavedModel]] = {}
        self._due = threading.Event()
        self._due.set()
        self._open = True
        self._applying = threading.Thread(target=self._apply, daemon=True)
        self._applying.start()

    def close(self) -> None:
        """Stops applying; what is not applied yet is so at the next opening."""
        self._open = False
        self._due.set()
        self._applying.join()

    def take(self, sent: Iterable[Any], by: str) -> list[Receipt]:
        """Saves what a person did; see `decisions.take`."""
        receipts = decisions.take(self.workspace, sent, by)
        if receipts:
            self._due.set()
        return receipts

    def deal(
        self, holder: str, queue: Queue, wanted: ReviewFilter, passed: Sequence[str] = (), first: str | None = None
    ) -> Hand | None:
        """The next links for one window; None before the first published run.

        `passed` are keys the person went by without deciding; `first` is a key that comes before all others.
        """
        with shown(self.workspace) as published:
            if published is None:
                return None
            as_of = self.workspace.journal.head()
            fields, model = self._frame(published)
            taken = self._leases.others(holder)
            room = AHEAD + len(taken) + len(passed)
            total, found = review_queue.waiting(published.cursor, queue, wanted, fields, self._fresh(published), room)
            by_key = {key(each.left, each.right): each for each in found}
            mine = self._leases.claim(holder, [name for name in by_key if name not in {first, *passed}], AHEAD)
            chosen = [*_asked(first), *(by_key[name] for name in mine)]
            dealt = [self._item(published, fields, model, each) for each in chosen]
            decided = decisions.latest(published, JUST_DECIDED)
        items = tuple(each for each in dealt if each is not None)
        return Hand(items=items, waiting=total, elsewhere=len(taken & by_key.keys()), as_of=as_of, decided=decided)

    def counts(self, wanted: ReviewFilter) -> dict[Queue, int]:
        """How many links wait in each queue."""
        with shown(self.workspace) as published:
            if published is None:
                return dict.fromkeys(Queue, 0)
            fields, _ = self._frame(published)
            fresh = self._fresh(published)
            return {each: review_queue.waiting(published.cursor, each, wanted, fields, fresh, 1)[0] for each in Queue}

    def choices(self) -> tuple[list[str], dict[str, str]]:
        """The labels of the sources, and the fields by name with their titles, for filters."""
        with shown(self.workspace) as published:
            if published is None:
                return [], {}
            labels = entity_search.labels(published.cursor)
            return labels, {field.name: field.title for field in columns.fields(published.cursor)}

    def _fresh(self, published: Shown) -> list[tuple[str, str]]:
        """The pairs judged since the database last followed the journal."""
        recent = self.workspace.journal.since(facts.known(published.cursor))
        return [(fact.body["left"], fact.body["right"]) for fact in recent if fact.kind == decisions.JUDGEMENT]

    def _frame(self, published: Shown) -> tuple[list[RunField], SavedModel]:
        if published.run_id not in self._frames:
            self._frames = {published.run_id: (columns.fields(published.cursor), saved_model.read(published.cursor))}
        return self._frames[published.run_id]

    def _item(
        self, published: Shown, fields: Sequence[RunField], model: SavedModel, found: Waiting
    ) -> ReviewItem | None:
        """A link as it was built before, as long as neither group changed."""
        name = (published.run_id, found.left, found.right, found.groups)
        if not found.groups[0] or name not in self._items:
            self._items[name] = item(published, fields, model, (found.left, found.right), found.links)
            while len(self._items) > REMEMBERED:
                self._items.popitem(last=False)
        return self._items[name]

    def _apply(self) -> None:
        """Lets saved decisions take effect once a person pauses, so that quick hands are not slowed down."""
        while self._open:
            self._due.wait()
            latest = time.monotonic() + LONGEST_SECONDS
            with suppress(HotpassError):  # the page says why a workspace cannot be opened; the journal has everything
                while self._open and time.monotonic() < latest and self._due.wait(QUIET_SECONDS):
                    self._due.clear()
                    revision.follow(self.workspace)
                revision.catch_up(self.workspace)


def _asked(name: str | None) -> list[Waiting]:
    """The link an address names, if it names one."""
    left, _, right = (name or "").partition("~")
    return [Waiting(left, right, None, 1, ("", 0, "", 0), 0.0)] if left and right else []
