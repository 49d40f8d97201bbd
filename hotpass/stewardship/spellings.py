"""Spellings: texts of a field that may be one value written in several ways, to be merged into one."""

from collections.abc import Callable, Sequence

import numpy as np

from hotpass.fields.fold import words
from hotpass.fields.spelling import digits, fingerprint, letter_pairs, sound
from hotpass.model.mend import Likeness, Spelling, SpellingGroup
from hotpass.model.semantic import SemanticType
from hotpass.store import columns, mending
from hotpass.store.components import components
from hotpass.store.inspection.spellings import DISTINCT_BY_A_LETTER
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

KEYS: dict[Likeness, Callable[[str], str]] = {
    Likeness.FINGERPRINT: fingerprint,
    Likeness.NGRAM: letter_pairs,
    Likeness.SOUND: sound,
}


def fields(workspace: Workspace) -> dict[str, str]:
    """Name and title of each field whose values are words; a number, a code or an e-mail address has one spelling."""
    with shown(workspace) as published:
        if published is None:
            return {}
        found = columns.fields(published.cursor)
    return {field.name: field.title for field in found if SemanticType(field.type) not in DISTINCT_BY_A_LETTER}


def run_shown(workspace: Workspace) -> str:
    """The run whose spellings are looked at, empty before the first."""
    with shown(workspace) as published:
        return published.run_id if published else ""


def groups(workspace: Workspace, field: str, likeness: Likeness) -> tuple[SpellingGroup, ...]:
    """Groups of spellings of a field that may be one value, those in most cells first.

    Texts that differ in a digit are never in one group.
    """
    if field not in fields(workspace):
        return ()
    with shown(workspace) as published:
        if published is None:
            return ()
        known = mending.spellings(published.cursor, field)
        grouped = _near(published, known) if likeness is Likeness.NEAREST else _keyed(known, KEYS[likeness])
    found = [SpellingGroup(spellings=tuple(group)) for group in grouped if len(group) > 1]
    return tuple(sorted(found, key=lambda group: -sum(spelling.cells for spelling in group.spellings)))


def _keyed(known: Sequence[Spelling], key: Callable[[str], str]) -> list[list[Spelling]]:
    found: dict[tuple[str, str], list[Spelling]] = {}
    for spelling in known:
        told = key(spelling.text)
        if told:
            found.setdefault((told, digits(spelling.text)), []).append(spelling)
    return list(found.values())


def _near(published: Shown, known: Sequence[Spelling]) -> list[list[Spelling]]:
    """Spellings that few letters separate, over any number of steps."""
    pairs = mending.near(published.cursor, [words(spelling.text).replace(" ", "") for spelling in known])
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (0, 1))
    found: dict[int, list[Spelling]] = {}
    for place, label in enumerate(components(len(known), left, right)):
        found.setdefault(int(label), []).append(known[place])
    return list(found.values())
