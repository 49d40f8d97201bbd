"""The form of an expectation: what it asks for in a person's words, and how bad a breach is."""

from collections.abc import Mapping

import streamlit as st

from hotpass.model.expectation import OF_SOURCES, ExpectationKind, ExpectationSpec, Severity
from hotpass.store.query_room import EXAMPLE
from hotpass.ui.summary import SEVERITIES

KINDS = {
    ExpectationKind.PRESENT: "is filled",
    ExpectationKind.VALID: "is valid",
    ExpectationKind.UNIQUE: "is there once in its source",
    ExpectationKind.IN_SET: "is one of a list",
    ExpectationKind.IN_RANGE: "is a number between two bounds",
    ExpectationKind.MATCHES: "has a shape",
    ExpectationKind.LENGTH: "is so many characters long",
    ExpectationKind.NOT_IN_FUTURE: "is a day not in the future",
    ExpectationKind.NOT_BEFORE: "is a day not before another",
    ExpectationKind.FRESH: "is recent in every source",
    ExpectationKind.EXISTS_IN: "is there in another field",
    ExpectationKind.AGREES_WITH: "agrees with another field",
    ExpectationKind.KNOWN_PLACE: "is a known town",
    ExpectationKind.ROW_COUNT: "each source brings about as many rows as the last time",
    ExpectationKind.EXPECTED_COLUMNS: "each source has the columns of the last time",
    ExpectationKind.QUERY: "no row is answered by a query of your own",
}
BOUNDED = frozenset({ExpectationKind.IN_RANGE, ExpectationKind.LENGTH})
BESIDE = frozenset({ExpectationKind.NOT_BEFORE, ExpectationKind.EXISTS_IN, ExpectationKind.AGREES_WITH})
OF_NO_FIELD = OF_SOURCES | {ExpectationKind.QUERY}
BEGINNINGS: dict[ExpectationKind, dict[str, object]] = {
    ExpectationKind.MATCHES: {"pattern": ""},
    ExpectationKind.LENGTH: {"low": 1.0, "high": 100.0},
    ExpectationKind.IN_RANGE: {"low": 0.0, "high": 100.0},
    ExpectationKind.FRESH: {"days": 365},
    ExpectationKind.ROW_COUNT: {"low": 0.5, "high": 2.0},
    ExpectationKind.QUERY: {"sql": ""},
}


def started(titles: Mapping[str, str]) -> ExpectationSpec | None:
    """Asks for a field (its title by its name) and what it should be; None where there is no other field to choose."""
    left, right = st.columns(2)
    kind = left.selectbox("What should hold", list(KINDS), format_func=KINDS.__getitem__, key="own_kind")
    if kind in OF_NO_FIELD:
        return ExpectationSpec.model_validate({"kind": kind, **BEGINNINGS.get(kind, {})})
    field = right.selectbox("Of the field", list(titles), format_func=titles.__getitem__, key="own_field")
    said: dict[str, object] = {"field": field, "kind": kind, **BEGINNINGS.get(kind, {})}
    if kind in BESIDE:
        others = [name for name in titles if name != field]
        if not others:
            st.info("There is no other field.")
            return None
        said["other"] = st.selectbox("Which", others, format_func=titles.__getitem__, key="own_other")
    return ExpectationSpec.model_validate(said)


def edited(spec: ExpectationSpec, named: str) -> ExpectationSpec:
    """The expectation as a person changes its bounds, how bad a breach is and how many rows may fail."""
    said: dict[str, object] = {}
    if spec.kind in BOUNDED:
        low, high = st.columns(2)
        said["low"] = low.number_input("At least", value=spec.low, key=f"low_{named}")
        said["high"] = high.number_input("At most", value=spec.high, key=f"high_{named}")
    elif spec.kind is ExpectationKind.IN_SET:
        text = st.text_input("Allowed, parted by “;”", "; ".join(spec.allowed), key=f"allowed_{named}")
        said["allowed"] = tuple(part.strip() for part in text.split(";") if part.strip())
    elif spec.kind is ExpectationKind.MATCHES:
        help_ = "[A-Z] is a capital letter, [0-9] a digit, {4} four of them, + one or more."
        said["pattern"] = st.text_input("Shape", spec.pattern or "", key=f"pattern_{named}", help=help_)
    elif spec.kind is ExpectationKind.FRESH:
        days = st.number_input("At most so many days old", value=spec.days, min_value=0, key=f"days_{named}")
        said["days"] = int(days or 0)
    elif spec.kind is ExpectationKind.QUERY:
        said |= _query(named)
    bad, may = st.columns(2)
    said["severity"] = bad.selectbox(
        "How bad",
        list(Severity),
        format_func=SEVERITIES.__getitem__,
        index=list(Severity).index(spec.severity),
        key=f"severity_{named}",
    )
    at_most = may.number_input("So many rows may fail", value=spec.at_most or 0, min_value=0, key=f"may_{named}")
    said["at_most"] = int(at_most) or None
    return spec.model_copy(update=said)


def _query(named: str) -> dict[str, object]:
    """A query and its title."""
    words = st.text_input("What it asks, in words", key=f"words_{named}")
    sql = st.text_area(
        "Query",
        key=f"sql_{named}",
        placeholder=EXAMPLE,
        help="One query that answers record_id of each row that fails. `records` has the tidied values, `texts` those "
        "of the file. It can read these two and nothing else.",
    )
    return {"words": words, "sql": sql}
