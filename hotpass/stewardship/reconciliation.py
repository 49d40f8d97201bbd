"""Reconciliation: others hold their lists against the golden records of this workspace, which is only read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue
from rapidfuzz import fuzz

from hotpass.fields import standardise_distinct
from hotpass.model.field import RunField
from hotpass.model.reconciliation import TYPE, Answer, ExtensionQuery, Feature, Named, Query
from hotpass.model.semantic import SemanticType
from hotpass.stewardship.resemblance import AHEAD, SURE, Vocabulary, is_same_name, likeness, score, tells_apart
from hotpass.store import candidate, columns, entity_reading, entity_search
from hotpass.store.entity_search import Sought
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

LOOKED_AT = 30  # candidates that are weighed closely
WITHIN = 0.9  # what one value inside another is worth, of two that are the same
LONGEST = 500
TOLD = 3  # further values that tell namesakes apart
NAMES = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME)


class _Book(NamedTuple):
    """What an answer is read from: the published run, its fields, the naming one first, and the words in that."""

    published: Shown
    fields: list[RunField]
    country: str | None
    vocabulary: Vocabulary = Vocabulary({}, 0)

    def text(self, field: RunField, value: object) -> str:
        """What a value is compared by: its standard form, of an organisation the name without the legal form."""
        found = standardise_distinct(field.type, [str(value)[:LONGEST]], self.country, field.scheme)[0]
        core = found.parts[0] if field.type is SemanticType.ORGANISATION_NAME and found.parts else None
        return core or found.value or ""


class _Weighed(NamedTuple):
    """A candidate: how like it is field by field, and whether that leaves no doubt unless another comes near."""

    likenesses: dict[str, float]
    certain: bool = False


def answers(workspace: Workspace, queries: Mapping[str, Query]) -> dict[str, list[Answer]]:
    """The entities that may be meant by each query, the likeliest first; none before the first published run."""
    with shown(workspace) as published:
        if published is None:
            return {key: [] for key in queries}
        book = _book(published)
        book = book._replace(vocabulary=Vocabulary(*candidate.words(published.cursor, book.fields)))
        return {key: _answers(book, query) for key, query in queries.items()}


def properties(workspace: Workspace, words: str = "") -> list[Named]:
    """The fields that can be asked for, those whose name or title holds the words."""
    with shown(workspace) as published:
        fields = columns.fields(published.cursor) if published else []
    sought = words.casefold()
    return [Named(id=each.name, name=each.title) for each in fields if sought in f"{each.name} {each.title}".casefold()]


def suggestions(workspace: Workspace, words: str, most: int, skipped: int = 0) -> list[Answer]:
    """The entities whose golden values hold all of these words, without so many of the first."""
    with shown(workspace) as published:
        if published is None:
            return []
        book = _book(published)
        lines = entity_search.search(published.cursor, Sought(words=words), most, skipped).lines
        return _named(book, {line.entity_id: _Weighed({}) for line in lines}, None)


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
    return _Book(
        published, fields, columns.home(published.cursor), Vocabulary(*candidate.words(published.cursor, fields))
    )


def _answers(book: _Book, query: Query) -> list[Answer]:
    types = {query.type} if isinstance(query.type, str) else set(query.type or ())
    if not book.fields or (types - {""} and TYPE["id"] not in types):
        return []
    today = entity_reading.resolve(book.published.cursor, query.query.strip())
    found = {today: _Weighed({}, certain=True)} if today else _weighed(book, query)
    ranked = sorted(found, key=lambda key: -score(found[key].likenesses))
    match = _match(ranked, found)
    return _named(book, {key: found[key] for key in ranked[: query.limit]}, match)


def _match(ranked: Sequence[str], found: Mapping[str, _Weighed]) -> str | None:
    """The first candidate where it is sure and nothing that was weighed comes near it, listed or not."""
    scores = [score(found[key].likenesses) for key in ranked[:2]]
    if not scores or not found[ranked[0]].certain or scores[0] < SURE:
        return None
    return ranked[0] if len(scores) == 1 or scores[0] - scores[1] >= AHEAD else None


def _weighed(book: _Book, query: Query) -> dict[str, _Weighed]:
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
    found: dict[str, _Weighed] = {}
    for each in near:
        golden = dict(zip(known, values[each.entity_id], strict=True))
        said = [book.text(lead, value) for value in (golden[lead.name], each.value) if value]
        others = {
            field.name: _likeness(ours, book.text(field, text))
            for field, ours in asked[1:]
            if (text := golden[field.name])
        }
        found[each.entity_id] = _led(book, lead, texts, said, others)
    return found


def _led(
    book: _Book, lead: RunField, texts: Sequence[str], said: Sequence[str], others: Mapping[str, float]
) -> _Weighed:
    """A candidate by what was asked first: a name leaves no doubt where it is the same, and rare or borne out."""
    if lead is not book.fields[0]:
        return _Weighed({lead.name: max(_likeness(texts, value) for value in said), **others}, certain=True)
    met = [(text, value) for text in texts for value in said]
    borne_out = any(value >= SURE for value in others.values())
    certain = any(
        is_same_name(book.vocabulary, text, value) and (borne_out or tells_apart(book.vocabulary, value))
        for text, value in met
    )
    return _Weighed({lead.name: max(likeness(book.vocabulary, *each) for each in met), **others}, certain)


def _texts(book: _Book, field: RunField, value: JsonValue) -> list[str]:
    """A value as others send it: one or several, plain or with an id and a name."""
    several = value if isinstance(value, list) else [value]
    plain = [each.get("name") or each.get("id") if isinstance(each, dict) else each for each in several]
    return [text for text in (book.text(field, each) for each in plain if each is not None) if text]


def _likeness(asked: Sequence[str], value: str) -> float:
    """From 0 to 100; a name inside a longer text is likely, and never sure."""
    inside = WITHIN if " " in value else 0.0
    return max(max(fuzz.token_sort_ratio(text, value), inside * fuzz.token_set_ratio(text, value)) for text in asked)


def _named(book: _Book, found: Mapping[str, _Weighed], match: str | None) -> list[Answer]:
    """The answers with their names, one of them at most a match."""
    values = candidate.golden(book.published.cursor, list(found), book.fields)
    answers = []
    for key, weighed in found.items():
        name, *rest = values[key]
        answer = Answer(
            id=key,
            name=name or key,
            description=" · ".join([text for text in rest if text][:TOLD]),
            score=score(weighed.likenesses),
            match=key == match,
            features=tuple(Feature(id=field, value=round(value, 1)) for field, value in weighed.likenesses.items()),
        )
        answers.append(answer)
    return answers
