"""The offline page: links that wait, in one file that a colleague works on without Hotpass and without a network."""

import json
from pathlib import Path
from typing import Any

from hotpass.errors import BadInput
from hotpass.model.review import Queue, ReviewFilter, ReviewItem
from hotpass.stewardship.review_items import items
from hotpass.store import columns, review_queue, saved_model
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

MOST = 300
PLACE = "/*the links*/"
TEMPLATE = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
ANY = ReviewFilter()


def write(workspace: Workspace, path: Path) -> int:
    """Writes a page with the links worth most of those that wait, at most 300; answers how many it holds."""
    page, links = made(workspace, Queue.UNSURE, ANY)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}): choose another place.") from error
    return links


def made(workspace: Workspace, queue: Queue, wanted: ReviewFilter) -> tuple[str, int]:
    """The page of a queue's first links, and how many it holds. Raises BadInput where nothing waits."""
    with shown(workspace) as published:
        links = _links(workspace, published, queue, wanted) if published else []
    if not links:
        raise BadInput("Nothing waits there: no page was written.")
    # A closing tag inside a value would end the script.
    told = json.dumps(links, ensure_ascii=False).replace("<", "\\u003c")
    return TEMPLATE.replace(PLACE, told, 1), len(links)


def _links(workspace: Workspace, published: Shown, queue: Queue, wanted: ReviewFilter) -> list[dict[str, Any]]:
    fields, model = columns.fields(published.cursor), saved_model.read(published.cursor)
    _, found = review_queue.waiting(published.cursor, queue, wanted, fields, [], MOST)
    links = items(workspace, published, fields, model, [(each.left, each.right, each.links) for each in found])
    return [_told(each) for each in links if each is not None]


def _told(link: ReviewItem) -> dict[str, Any]:
    """What a page needs of a link: the score stays out of it, so that nobody is led by it."""
    rows = {"title", "left", "right", "likeness", "tells"}
    side = {"record_id", "label", "sheet_row", "records"}
    asked: dict[str, Any] = {"key": True, "left": side, "right": side, "rows": {"__all__": rows}}
    return link.model_dump(mode="json", include=asked)
