"""Expectations: what must hold of a field, how bad a breach is, and which dimension it speaks of."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


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
    """The tests there are. The first six are asked of a field's standard values, the others of a sheet's own cells."""

    PRESENT = "present"
    VALID = "valid"
    UNIQUE = "unique"
    IN_SET = "in_set"
    IN_RANGE = "in_range"
    AGREES_WITH = "agrees_with"
    EXPECTED_COLUMNS = "expected_columns"
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


# Asked of a field's standard values; all others are asked of the cells of its columns.
OF_STANDARD_VALUES = frozenset(
    {ExpectationKind.PRESENT, ExpectationKind.VALID, ExpectationKind.UNIQUE, ExpectationKind.IN_SET}
    | {ExpectationKind.IN_RANGE, ExpectationKind.AGREES_WITH}
)

# Asked where a run looked for places; no other sheet knows of any.
OF_PLACES = frozenset(
    {ExpectationKind.IN_ITS_AREA, ExpectationKind.NEAR_ITS_TOWN}
    | {ExpectationKind.OWN_POINT, ExpectationKind.IN_ITS_REGION}
)


class ExpectationSpec(BaseModel):
    """One expectation of one field, as a profile or the automatic set states it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    kind: ExpectationKind
    severity: Severity = Severity.WARNING
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    other: str | None = Field(default=None, description="for agrees_with: the field that must agree")


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
