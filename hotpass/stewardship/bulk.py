"""Bulk: one answer for every link that a filter lets through, after a look at ten of them, and taken back as one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from random import Random

from hotpass.errors import BadInput
from hotpass.model.bulk import BulkAct, Offer
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.review import Band, Queue, ReviewFilter, ReviewItem
from hotpass.stewardship import judgements, revision
from hotpass.stewardship.accord import Accord
from hotpass.stewardship.review_items import SAID, items
from hotpass.stewardship.taking_back import act_of
from hotpass.store import columns, facts, review_item, review_queue, saved_model
from hotpass.store.facts import JUDGEMENT
from hotpass.store.journal import Draft, Fact
from hotpass.store.review_queue import Pair
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

DEED = "decide_all"
SAMPLES = 10
MOST = 20_000
# A second look, and what changed since, were asked for one by one.
OFFERED = {Queue.UNSURE: "unsure pairs", Queue.STRETCHED: "stretched groups", Queue.DEFERRED: "not sure"}
BANDS = {Band.LIKELY: "90 of 100 and more", Band.OPEN: "50 to 90 of 100", Band.UNLIKELY: "under 50 of 100"}
NOTHING = "Nothing waits there: widen the filter."


def offer(workspace: Workspace, queue: Queue, wanted: ReviewFilter, verdict: Verdict) -> Offer:
    """What one answer would decide. Raises BadInput where nothing waits, more than 20,000 do, or the queue has none."""
    if queue not in OFFERED:
        raise BadInput("These links were asked for one by one: decide them one by one.")
    revision.catch_up(workspace)
    accord = Accord(judgements.every(workspace))
    with shown(workspace) as published:
        if published is None:
            raise BadInput(NOTHING)
        found, serial = _waiting(published, queue, wanted), workspace.journal.head()
        pairs = _agreed(found, verdict, accord)
        drawn = Random(workspace.settings.seed).sample(pairs, min(SAMPLES, len(pairs)))  # noqa: S311 - a sample to look at, not a secret
        samples = _items(workspace, published, drawn)
        run_id = published.run_id
    return Offer(
        queue=queue,
        wanted=wanted,
        verdict=verdict,
        run_id=run_id,
        serial=serial,
        pairs=tuple(pairs),
        against=len(found) - len(pairs),
        samples=samples,
    )


def decide(workspace: Workspace, offered: Offer, *, by: str, act_id: str) -> int:
    """Saves one judgement for each link offered, all or none, as one act; answers how many, and lets them take effect.

    Sending the same act twice is harmless. Raises BadInput where a decision was made or a run came in since the offer.
    """
    with shown(workspace) as published:
        if published is None or published.run_id != offered.run_id:
            raise BadInput("A run came in meanwhile: look at the links as they are now.")
        records = {record for pair in offered.pairs for record in pair}
        versions = review_item.versions(published.cursor, sorted(records))
    act = {"id": act_id, "deed": DEED, "run": offered.run_id, "links": len(offered.pairs), "words": words(offered)}
    drafts = [
        Draft(f"{act_id}.{place}", JUDGEMENT, _body(pair, offered.verdict, versions) | {"act": act})
        for place, pair in enumerate(offered.pairs)
    ]

    def clashes(other: Fact) -> bool:
        """Whether somebody decided on any of these records in between."""
        return any({said["left"], said["right"]} & records for said in facts.sayings(other))

    saved = workspace.journal.extend(drafts, by=by, as_of=offered.serial, clashes=clashes)
    if drafts and saved[0].id != drafts[0].id:
        raise BadInput(f"{saved[0].by} decided on one of these meanwhile: look at the links as they are now.")
    revision.catch_up(workspace)
    return len(saved)


def done(workspace: Workspace) -> tuple[BulkAct, ...]:
    """The acts on many links that stand, the latest first."""
    found: dict[str, list[Fact]] = {}
    for fact in facts.standing(workspace.journal.since(0)):
        if (fact.body.get("act") or {}).get("deed") == DEED:
            found.setdefault(act_of(fact), []).append(fact)
    return tuple(_done(act_id, parts) for act_id, parts in reversed(found.items()))


def words(offered: Offer) -> str:
    """Which links those were: the queue and what narrowed it."""
    return ", ".join(filter(None, (OFFERED[offered.queue], narrowed(offered.wanted))))


def narrowed(wanted: ReviewFilter) -> str:
    """What a filter lets through, in words; nothing for one that lets everything through."""
    told = [
        f"with “{wanted.words}”" if wanted.words else "",
        f"from {wanted.label}" if wanted.label else "",
        f"where {wanted.field} differs" if wanted.field else "",
        BANDS[wanted.band] if wanted.band else "",
        f"met by {wanted.rule}" if wanted.rule else "",
    ]
    return ", ".join(each for each in told if each)


def _waiting(published: Shown, queue: Queue, wanted: ReviewFilter) -> list[Pair]:
    fields = columns.fields(published.cursor)
    count, found = review_queue.waiting(published.cursor, queue, wanted, fields, [], MOST)
    if not found:
        raise BadInput(NOTHING)
    if count > MOST:
        raise BadInput(f"{count:,} links wait there, more than {MOST:,}: narrow the filter.")
    return [(each.left, each.right) for each in found]


def _agreed(found: Iterable[Pair], verdict: Verdict, accord: Accord) -> list[Pair]:
    """The links whose answer contradicts neither the decisions that stand nor the answers before it."""
    kept = []
    for left, right in found:
        said = Judgement(left=left, right=right, verdict=verdict, by="", on=datetime.now(UTC))
        if not accord.against(said):
            accord.add(said)
            kept.append((left, right))
    return kept


def _items(workspace: Workspace, published: Shown, pairs: Iterable[Pair]) -> tuple[ReviewItem, ...]:
    fields, model = columns.fields(published.cursor), saved_model.read(published.cursor)
    found = items(workspace, published, fields, model, [(left, right, 1) for left, right in pairs])
    return tuple(each for each in found if each is not None)


def _body(pair: Pair, verdict: Verdict, versions: dict[str, str]) -> dict[str, object]:
    left, right = pair
    said = Judgement(left=left, right=right, verdict=verdict, by="", on=datetime.now(UTC))
    return {
        **said.model_dump(mode="json", exclude={"by"}),
        "seen": {end: versions[end] for end in pair if end in versions},
    }


def _done(act_id: str, parts: list[Fact]) -> BulkAct:
    first = parts[0]
    verdict = Verdict(first.body["verdict"])
    told = f"{SAID[verdict]} · {first.body['act']['words']}"
    return BulkAct(act_id=act_id, verdict=verdict, links=len(parts), by=first.by, on=first.on, words=told)
