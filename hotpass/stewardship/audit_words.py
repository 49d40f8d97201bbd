"""Acts in words: what a fact says, for a person who was not there."""

from collections.abc import Mapping
from typing import Any

VERDICTS = {"match": "Same", "non_match": "Different", "unsure": "Not sure"}
TITLES = {
    "judgement": "Decided a pair",
    "second_look": "Asked for a second look",
    "grouping": "Decided a group",
    "decide_all": "Decided all of a list",
    "override": "Set a value",
    "mend": "Mended a text",
    "correction": "Said what a column holds",
    "renaming": "Said whether a column was renamed",
    "withdrawal": "Took back",
    "take_back": "Took back",
    "take_out": "Took records out",
    "move": "Moved a record",
    "merge": "Merged entities",
    "return": "Returned to a run",
    "survivorship": "Chose a rule for values",
    "baseline": "Chose the baseline",
    "assignment": "Asked somebody to decide",
    "expectation": "Stated an expectation",
}
GROUPS = {
    "together": "All the same",
    "apart": "All different",
    "differ": "Two groups differ",
    "part": "Some taken apart",
}
LONGEST = 120


def title(deed: str) -> str:
    """A kind of act as a person reads it."""
    return TITLES.get(deed, deed.replace("_", " ").capitalize())


def in_words(deed: str, said: Mapping[str, Any], facts: int, places: Mapping[str, str]) -> str:
    """What an act says; `places` names records by file and row, `facts` counts what was saved for it."""
    undone = said.get("undone")
    if undone is not None:
        part_of = undone.get("act") or {}
        return f"{title(part_of.get('deed', undone['kind']))}: {in_words(undone['kind'], undone, 1, places)}"
    more = f" ({facts} decisions)" if facts > 1 else ""
    match said:
        case {"says": list(says)}:
            return f"{GROUPS.get(str(said.get('deed')), 'Said')}: {len(says)} pairs of records"
        case {"left": str(left), "right": str(right)}:
            verdict = VERDICTS.get(str(said.get("verdict")), "")
            pair = f"{places.get(left, left)} and {places.get(right, right)}"
            return f"{verdict}: {pair}{more}" if verdict else f"{pair}{more}"
        case {"replaced": list(replaced), "value": value, "field": field}:
            return f"{_named(field)}: {', '.join(_quoted(text) for text in replaced)} to {_quoted(value)}{more}"
        case {"field": field, "value": value, "entity_id": entity}:
            return f"{_named(field)} of {entity} set to {_quoted(value)}{more}"
        case {"run_id": str(run_id), "left": str(left)}:
            return f"Run {run_id} is shown in the place of run {left}"
        case {"queue": str(queue), "to": str(to)}:
            return f"{to}, for the queue “{_named(queue)}”"
        case {"field": field, "rule": str(rule)}:
            return f"{_named(field)} by the rule “{_named(rule)}”, from the next run on"
        case {"header": header}:
            return f"Column {_quoted(header)} {_of_column(said)}{more}"
    return title(deed) + more


def _of_column(said: Mapping[str, Any]) -> str:
    """What an act says of a column: what it holds, or whether it had another name."""
    if "was" in said:
        return f"{'is the one that was' if said['same'] else 'is another one than'} {_quoted(said['was'])}"
    return f"holds {_named(said['field']) if said['field'] else 'nothing that is matched'}"


def _named(field: object) -> str:
    return str(field).replace("_", " ")


def _quoted(text: object) -> str:
    shown = str(text or "")
    return f"“{shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + '…'}”" if shown else "nothing"
