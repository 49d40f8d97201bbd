"""The audit: every act of a person, as a line of a list."""

from datetime import date

from pydantic import AwareDatetime, BaseModel, ConfigDict


class AuditFilter(BaseModel):
    """What to list: acts of one person, of one kind, between two days (both counted, in universal time), with words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str | None = None
    deed: str | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""


class AuditLine(BaseModel):
    """An act: `facts` were saved for it, `standing` of them count still; `milliseconds` is how long it took, if known.

    `later_by` and `later_on`: who spoke of the same pair afterwards; `gone_by` and `gone_on`: who took it back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    act_id: str
    deed: str
    facts: int
    standing: int
    by: str
    on: AwareDatetime
    milliseconds: int | None
    note: str
    later_by: str | None
    later_on: AwareDatetime | None
    gone_by: str | None
    gone_on: AwareDatetime | None
    words: str = ""

    @property
    def undoable(self) -> bool:
        """Whether there is something to take back."""
        return self.standing > 0 and self.deed not in ("withdrawal", "take_back")


class AuditPage(BaseModel):
    """A page of the audit: `found` counts all acts that match."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    found: int
    lines: tuple[AuditLine, ...]
