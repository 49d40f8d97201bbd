"""Expectations: what must hold of a field, how bad a breach is, and which dimension it speaks of."""

import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Dimension(StrEnum):
    """The dimensions of data quality a breach counts against."""

    COMPLETENESS = "completeness"
    VALIDITY = "validity"
    UNIQUENESS = "uniqueness"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"
    ACCURACY = "accuracy"


class Severity(StrEnum):
    """How bad a breach is; a critical one makes a run exit with code 3."""

    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class ExpectationKind(StrEnum):
    """The tests there are: of a field's values, of whole sources, by a person's own query, of a sheet's own cells."""

    PRESENT = "present"
    VALID = "valid"
    UNIQUE = "unique"
    IN_SET = "in_set"
    IN_RANGE = "in_range"
    AGREES_WITH = "agrees_with"
    MATCHES = "matches"
    LENGTH = "length"
    NOT_BEFORE = "not_before"
    NOT_IN_FUTURE = "not_in_future"
    FRESH = "fresh"
    EXISTS_IN = "exists_in"
    KNOWN_PLACE = "known_place"
    ROW_COUNT = "row_count"
    EXPECTED_COLUMNS = "expected_columns"
    QUERY = "query"
    KNOWN_ENCODING = "known_encoding"
    HAS_VALUES = "has_values"
    NO_PLACEHOLDER = "no_placeholder"
    NO_FORMULA = "no_formula"
    READABLE = "readable"
    NO_CONTROL_CHARACTER = "no_control_character"
    NO_STRAY_BLANK = "no_stray_blank"
    NOT_CUT_OFF = "not_cut_off"
    ONE_SPELLING = "one_spelling"
    ONE_TYPE = "one_type"
    ONE_UNIT = "one_unit"
    USUAL_PATTERN = "usual_pattern"
    USUAL_RANGE = "usual_range"
    USUAL_SPELLING = "usual_spelling"
    PLAUSIBLE_DATE = "plausible_date"
    PLAUSIBLE_POSITION = "plausible_position"
    DATES_IN_ORDER = "dates_in_order"
    DEPENDS_ON = "depends_on"
    IN_ITS_COLUMN = "in_its_column"
    UNIQUE_ROW = "unique_row"
    IN_ITS_AREA = "in_its_area"
    NEAR_ITS_TOWN = "near_its_town"
    OWN_POINT = "own_point"
    IN_ITS_REGION = "in_its_region"


# Asked of a field's values, of whole sources, of all records; all others are asked of the cells of a field's columns.
OF_STANDARD_VALUES = frozenset(
    {ExpectationKind.PRESENT, ExpectationKind.VALID, ExpectationKind.UNIQUE, ExpectationKind.IN_SET}
    | {ExpectationKind.IN_RANGE, ExpectationKind.AGREES_WITH, ExpectationKind.MATCHES, ExpectationKind.LENGTH}
    | {ExpectationKind.NOT_BEFORE, ExpectationKind.NOT_IN_FUTURE, ExpectationKind.FRESH, ExpectationKind.EXISTS_IN}
    | {ExpectationKind.KNOWN_PLACE}
)
OF_SOURCES = frozenset({ExpectationKind.ROW_COUNT, ExpectationKind.EXPECTED_COLUMNS})
# What a kind cannot do without, as the names of the specification's own fields: one of each group.
NEEDED: dict[ExpectationKind, tuple[str, ...]] = {
    ExpectationKind.MATCHES: ("pattern",),
    ExpectationKind.LENGTH: ("low", "high"),
    ExpectationKind.NOT_BEFORE: ("other",),
    ExpectationKind.EXISTS_IN: ("other",),
    ExpectationKind.FRESH: ("days",),
    ExpectationKind.ROW_COUNT: ("low", "high"),
    ExpectationKind.QUERY: ("sql",),
}

# Asked where a run looked for places; no other sheet knows of any.
OF_PLACES = frozenset(
    {ExpectationKind.IN_ITS_AREA, ExpectationKind.NEAR_ITS_TOWN}
    | {ExpectationKind.OWN_POINT, ExpectationKind.IN_ITS_REGION}
)


class ExpectationSpec(BaseModel):
    """One expectation as a profile, a person or the automatic set states it; of no field where it is of whole sources.

    Up to `at_most` rows, or `at_most_share` (0 to 1) of those tested, may fail before the expectation does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str = ""
    kind: ExpectationKind
    severity: Severity = Severity.WARNING
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    other: str | None = Field(default=None, description="the field it is held against")
    together: tuple[str, ...] = Field(default=(), description="for unique: the fields that are unique with it")
    pattern: str | None = Field(default=None, description="a regular expression (RE2) for the whole text of a cell")
    days: int | None = Field(default=None, ge=0, description="for fresh: how old a source's newest day may be")
    sql: str | None = Field(default=None, description="a query that answers the record_id of every row that fails")
    words: str = Field(default="", description="what it asks, in place of our own words")
    at_most: int | None = Field(default=None, ge=0)
    at_most_share: float | None = Field(default=None, ge=0, le=1)

    @property
    def named(self) -> tuple[str, ...]:
        """Every field it speaks of."""
        return tuple(name for name in (self.field, self.other, *self.together) if name)

    def tolerated(self, tested: int) -> int:
        """How many of so many tested rows may fail; where both a count and a share are said, the smaller."""
        said = [self.at_most] if self.at_most is not None else []
        said += [int(self.at_most_share * tested + 1e-9)] if self.at_most_share is not None else []
        return min(said, default=0)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.field and self.kind not in OF_SOURCES | {ExpectationKind.QUERY}:
            raise ValueError("name the field it is about")
        needed = NEEDED.get(self.kind, ())
        if needed and all(getattr(self, name) is None for name in needed):
            raise ValueError(f"{self.kind} needs {' or '.join(needed)}")
        return self


class ExpectationMeaning(BaseModel):
    """What a kind of expectation speaks of, how bad a breach is where nobody says otherwise, and its words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dimension: Dimension
    severity: Severity
    words: str


def _meaning(dimension: Dimension, severity: Severity, words: str) -> ExpectationMeaning:
    return ExpectationMeaning(dimension=dimension, severity=severity, words=words)


_KIND, _D, _S = ExpectationKind, Dimension, Severity
MEANINGS: dict[ExpectationKind, ExpectationMeaning] = {
    _KIND.PRESENT: _meaning(_D.COMPLETENESS, _S.WARNING, "is filled"),
    _KIND.VALID: _meaning(_D.VALIDITY, _S.ERROR, "is valid"),
    _KIND.UNIQUE: _meaning(_D.UNIQUENESS, _S.ERROR, "is there once"),
    _KIND.IN_SET: _meaning(_D.VALIDITY, _S.WARNING, "is one of the values allowed"),
    _KIND.IN_RANGE: _meaning(_D.VALIDITY, _S.ERROR, "lies in its range"),
    _KIND.AGREES_WITH: _meaning(_D.CONSISTENCY, _S.WARNING, "agrees with another column"),
    _KIND.MATCHES: _meaning(_D.VALIDITY, _S.WARNING, "has the shape that is asked"),
    _KIND.LENGTH: _meaning(_D.VALIDITY, _S.WARNING, "is neither too short nor too long"),
    _KIND.NOT_BEFORE: _meaning(_D.CONSISTENCY, _S.ERROR, "is not before another day"),
    _KIND.NOT_IN_FUTURE: _meaning(_D.TIMELINESS, _S.ERROR, "is not in the future"),
    _KIND.FRESH: _meaning(_D.TIMELINESS, _S.WARNING, "is recent"),
    _KIND.EXISTS_IN: _meaning(_D.CONSISTENCY, _S.ERROR, "is there in another column"),
    _KIND.KNOWN_PLACE: _meaning(_D.VALIDITY, _S.WARNING, "is a place in the gazetteer"),
    _KIND.ROW_COUNT: _meaning(_D.COMPLETENESS, _S.ERROR, "brings about as many rows as the last time"),
    _KIND.QUERY: _meaning(_D.VALIDITY, _S.WARNING, "holds by a query of one's own"),
    _KIND.EXPECTED_COLUMNS: _meaning(_D.CONSISTENCY, _S.ERROR, "is a column as in the file compared with"),
    _KIND.KNOWN_ENCODING: _meaning(_D.VALIDITY, _S.ERROR, "is valid UTF-8"),
    _KIND.HAS_VALUES: _meaning(_D.COMPLETENESS, _S.WARNING, "leaves a cell empty where there is no value"),
    _KIND.NO_PLACEHOLDER: _meaning(_D.COMPLETENESS, _S.WARNING, "holds no word that stands for a missing value"),
    _KIND.NO_FORMULA: _meaning(_D.VALIDITY, _S.CRITICAL, "holds no text that a spreadsheet would run"),
    _KIND.READABLE: _meaning(_D.VALIDITY, _S.ERROR, "holds no garbled letters"),
    _KIND.NO_CONTROL_CHARACTER: _meaning(_D.VALIDITY, _S.WARNING, "holds no characters that nobody sees"),
    _KIND.NO_STRAY_BLANK: _meaning(_D.VALIDITY, _S.WARNING, "has no stray blanks"),
    _KIND.NOT_CUT_OFF: _meaning(_D.VALIDITY, _S.WARNING, "is not cut off"),
    _KIND.ONE_SPELLING: _meaning(_D.CONSISTENCY, _S.WARNING, "is written in one way only"),
    _KIND.ONE_TYPE: _meaning(_D.VALIDITY, _S.ERROR, "is of the kind the column holds"),
    _KIND.ONE_UNIT: _meaning(_D.CONSISTENCY, _S.WARNING, "is written as the column's other numbers are"),
    _KIND.USUAL_PATTERN: _meaning(_D.VALIDITY, _S.WARNING, "has a shape that the column usually has"),
    _KIND.USUAL_RANGE: _meaning(_D.VALIDITY, _S.WARNING, "is not far away from the column's other values"),
    _KIND.USUAL_SPELLING: _meaning(_D.CONSISTENCY, _S.WARNING, "is not a frequent value misspelt"),
    _KIND.PLAUSIBLE_DATE: _meaning(_D.TIMELINESS, _S.WARNING, "is a day that may well be"),
    _KIND.PLAUSIBLE_POSITION: _meaning(_D.VALIDITY, _S.ERROR, "is a place on earth that may well be"),
    _KIND.DATES_IN_ORDER: _meaning(_D.CONSISTENCY, _S.ERROR, "comes in the order of its columns"),
    _KIND.DEPENDS_ON: _meaning(_D.CONSISTENCY, _S.ERROR, "is the same wherever another column is the same"),
    _KIND.IN_ITS_COLUMN: _meaning(_D.CONSISTENCY, _S.ERROR, "stands in its own column"),
    _KIND.UNIQUE_ROW: _meaning(_D.UNIQUENESS, _S.WARNING, "is there once as a whole row"),
    _KIND.IN_ITS_AREA: _meaning(_D.CONSISTENCY, _S.ERROR, "lies in the region or country that its row names"),
    _KIND.NEAR_ITS_TOWN: _meaning(_D.CONSISTENCY, _S.WARNING, "lies near the town that its row names"),
    _KIND.OWN_POINT: _meaning(_D.UNIQUENESS, _S.WARNING, "is a position that few others have"),
    _KIND.IN_ITS_REGION: _meaning(_D.CONSISTENCY, _S.WARNING, "is a town of the region that its row names"),
}
