"""Reconciliation: others hold their lists against the golden records of this workspace, which is only read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue
from rapidfuzz import fuzz

from hotpass import profiles
from hotpass.fields import standardise_distinct
from hotpass.model.field import RunField
from hotpass.model.reconciliation import TYPE, Answer, ExtensionQuery, Feature, Named, Query
from hotpass.model.semantic import SemanticType
from hotpass.store import candidate, columns, entity_reading, entity_search, runs
from hotpass.store.entity_search import Sought
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

LOOKED_AT = 30  # candidates that are weighed closely
SURE, AHEAD = 95.0, 5.0
LEAD_COUNTS = 2  # times as much as any other value
WITHIN = 0.9  # what one text inside another is worth, of two that are the same
LONGEST = 500
TOLD = 3  # further values that tell namesakes apart
NAMES = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME)


class _Book(NamedTuple):
    """What an answer is read from: the published run with its fields, the one that names a thing first."""

    published: Shown
    fields: list[RunField]
    country: str | None

    def text(self, field: RunField, value: object) -> str:
        """What a value is compared by: its standard form, of an organisation the name without the legal form."""
        found = standardise_distinct(field.type, [str(value)[:LONGEST]], self.country, field.scheme)[0]
        core = found.parts[0] if field.type is SemanticType.ORGANISATION_NAME and found.parts else None
        return core or found.value or ""


def answers(workspace: Workspace, queries: Mapping[str, Query]) -> dict[str, list[Answer]]:
    """The entities that may be meant by each query, the likeliest first; none before the first published run."""
    with shown(workspace) as published:
        if published is None:
            return {key: [] for key in queries}
        book = _book(published)
        return {key: _answers(book, query) for key, query in queries.items()}


def properties(workspace: Workspace, words: str = "") -> list[Named]:
    """The fields that can be asked for, those whose name or title holds the words."""
    with shown(workspace) as published:
        fields = columns.fields(published.cursor) if published else []
    sought = words.casefold()
    return [Named(id=each.name, name=each.title) for each in fields if sought in f"{each.name} {each.title}".casefold()]


def suggestions(workspace: Workspace, words: str, most: int) -> list[Answer]:
    """The entities whose golden values hold all of these words."""
    with shown(workspace) as published:
        if published is None:
            return []
        book = _book(published)
        lines = entity_search.search(published.cursor, Sought(words=words), most, 0).lines
        return _named(book, {line.entity_id: {} for line in lines})


def extension(workspace: Workspace, asked: ExtensionQuery) -> dict[str, JsonValue]:
    """The golden values of entities, by any id they ever had; fields and ids nobody knows come back empty."""
    wanted = [str(each.get("id", "")) for each in asked.properties]
    with shown(workspace) as published:
        fields = columns.fields(published.cursor) if published else []
        known = {field.name: field for field in fields}
        rows: dict[str, JsonValue] = {}
        for key in asked.ids:
            today = entity_reading.resolve(published.cursor, key) if published else None
            held = candidate.golden(published.cursor, [today], fields) if published and today else {}
            values = dict(zip(known, held[today], strict=True)) if today else {}
            rows[key] = {name: [{"str": text}] if (text := values.get(name)) else [] for name in wanted}
    meta: list[JsonValue] = [{"id": name, "name": known[name].title if name in known else name} for name in wanted]
    return {"meta": meta, "rows": rows}


def _book(published: Shown) -> _Book:
    fields = columns.fields(published.cursor)
    fields.sort(key=lambda field: (field.type not in NAMES, field.position))
    run = runs.one(published.cursor, published.run_id)
    shipped = run is not None and run.profile in profiles.shipped()
    return _Book(published, fields, profiles.load(run.profile).country if run and shipped else None)


def _answers(book: _Book, query: Query) -> list[Answer]:
    types = {query.type} if isinstance(query.type, str) else set(query.type or ())
    if not book.fields or (types - {""} and TYPE["id"] not in types):
        return []
    today = entity_reading.resolve(book.published.cursor, query.query.strip())
    found: dict[str, dict[str, float]] = {today: {}} if today else _likenesses(book, query)
    ranked = sorted(found, key=lambda key: -_score(found[key]))
    return _named(book, {key: found[key] for key in ranked[: query.limit]})


def _score(likenesses: Mapping[str, float]) -> float:
    """From 0 to 100: the average, in which what was asked for first counts twice; an id or exact words need none."""
    parts = list(likenesses.values())
    parts += parts[:1] * (LEAD_COUNTS - 1)
    return round(sum(parts) / len(parts), 1) if parts else 100.0


def _likenesses(book: _Book, query: Query) -> dict[str, dict[str, float]]:
    """For each candidate, field by field from 0 to 100: how like the values are that both sides have."""
    known = {field.name: field for field in book.fields}
    given = [(known[each.pid], _texts(book, known[each.pid], each.v)) for each in query.properties if each.pid in known]
    asked = [(book.fields[0], [book.text(book.fields[0], query.query)])] if query.query.strip() else []
    asked += [(field, texts) for field, texts in given if texts]
    if not asked or not asked[0][1][0]:
        return {}
    lead, texts = asked[0]
    near = candidate.likest(book.published.cursor, lead, texts[0], LOOKED_AT)
    values = candidate.golden(book.published.cursor, [each.entity_id for each in near], book.fields)
    found: dict[str, dict[str, float]] = {}
    for each in near:
        golden = dict(zip(known, values[each.entity_id], strict=True))
        said = [book.text(lead, value) for value in (golden[lead.name], each.value) if value]
        found[each.entity_id] = {lead.name: max(_likeness(texts, value) for value in said)} | {
            field.name: _likeness(ours, book.text(field, text))
            for field, ours in asked[1:]
            if (text := golden[field.name])
        }
    return found


def _texts(book: _Book, field: RunField, value: JsonValue) -> list[str]:
    """A value as others send it: one or several, plain or with an id and a name."""
    several = value if isinstance(value, list) else [value]
    plain = [each.get("name") or each.get("id") if isinstance(each, dict) else each for each in several]
    return [text for text in (book.text(field, each) for each in plain if each is not None) if text]


def _likeness(asked: Sequence[str], value: str) -> float:
    """From 0 to 100; a name inside a longer text is likely, and never sure."""
    inside = WITHIN if " " in value else 0.0
    return max(max(fuzz.token_sort_ratio(text, value), inside * fuzz.token_set_ratio(text, value)) for text in asked)


def _named(book: _Book, found: Mapping[str, Mapping[str, float]]) -> list[Answer]:
    """The answers with their names; the first is a match where it is sure and nothing comes near it."""
    values = candidate.golden(book.published.cursor, list(found), book.fields)
    scores = [*(_score(likenesses) for likenesses in found.values()), 0.0]
    answers = []
    for place, (key, likenesses) in enumerate(found.items()):
        name, *rest = values[key]
        answer = Answer(
            id=key,
            name=name or key,
            description=" · ".join([text for text in rest if text][:TOLD]),
            score=scores[place],
            match=place == 0 and scores[0] >= SURE and scores[0] - scores[1] >= AHEAD,
            features=tuple(Feature(id=field, value=round(value, 1)) for field, value in likenesses.items()),
        )
        answers.append(answer)
    return answers
