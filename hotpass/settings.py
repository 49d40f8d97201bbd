"""What can be set: read once at the door, then handed down unchanged."""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

# Megabytes that DuckDB may use for a run over little, for each megabyte of rows, and in any case.
LITTLE, FOR_EACH, MOST = 400, 1.5, 1500

# Bytes of rows from which on several threads bring more than they cost where little of the rows is worked on.
TOGETHER = 300e6
# Seconds that a run keeps the workspace open while it does not use it.
LINGER = 60.0


class Role(StrEnum):
    """What those who open a dashboard may do: everything, or look."""

    STEWARD = "steward"
    VIEWER = "viewer"


class Settings(BaseModel):
    """The knobs of a workspace and its runs, each with a default that needs no thought."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wait_seconds: float = Field(default=30.0, ge=0, description="how long to wait for another program's workspace")
    idle_seconds: float = Field(default=0.0, ge=0, description="how long an unused connection stays open")
    threads: int = Field(default=2, ge=1, description="threads DuckDB may use")
    memory_limit: str = Field(default=f"{MOST}MB", description="memory DuckDB may use before it spills to disk")
    parse_memory_bytes: int = Field(default=2 * 1024**3, gt=0, description="address space of the reading child")
    parse_seconds: float = Field(default=120.0, gt=0, description="wall clock of the child that reads a file")
    auto_match_probability: float = Field(default=0.5, gt=0, lt=1, description="from here pairs merge without asking")
    clerical_probability: float = Field(default=0.1, gt=0, lt=1, description="from here to there a person is asked")
    locate: bool = Field(default=True, description="whether places that records name are looked for in the gazetteer")
    keep_runs: int = Field(default=10, ge=2, description="published runs that can still be looked at")
    stale_days: int = Field(default=365, ge=1, description="from this age on what a register said counts as stale")
    lookup_hosts: tuple[str, ...] = Field(
        default=(), description="hosts that may be asked, with commas; none by default"
    )
    lookup_seconds: float = Field(default=10.0, gt=0, le=60, description="for one question to a host, tries and all")
    lookup_questions: int = Field(default=200, ge=1, description="questions to a host each time it is asked")
    lookup_contact: str = Field(
        default="", pattern=r"^[\x20-\x7e]*$", description="whom geocoders may write to about our questions"
    )
    geocoder: str = Field(default="", description="address of a Nominatim server, asked on a click; none by default")
    lookup_days: int = Field(default=30, ge=1, description="how long an answer is remembered")
    role: Role = Field(default=Role.STEWARD, description="what people may do who open the dashboard: steward or viewer")
    four_eyes: float = Field(
        default=0.0, ge=0, le=1, description="share of decisions that a second person is asked for"
    )
    four_eyes_records: int = Field(default=0, ge=0, description="from so many records on, all of them; 0: no such size")
    mask: bool = Field(default=True, description="whether viewers see personal values masked")
    seed: int = Field(default=1, description="seed of every sample, so that equal runs are equal")

    @field_validator("lookup_hosts", mode="before")
    @classmethod
    def _apart(cls, named: object) -> object:
        """Hosts as an environment variable names them."""
        return tuple(part.strip() for part in named.split(",") if part.strip()) if isinstance(named, str) else named

    def suited(self, size: int, *, follows: bool = False) -> Self:
        """The same, with the memory and the threads that so many bytes of rows call for, unless somebody said them.

        What DuckDB keeps of a file beyond that, the system keeps as well. `follows`: little of the rows is worked on.
        """
        megabytes = min(MOST, round(LITTLE + FOR_EACH * size / 1e6))
        called: dict[str, object] = {"memory_limit": f"{megabytes}MB"}
        if follows and size < TOGETHER:
            called["threads"] = 1
        return self.model_copy(
            update={name: said for name, said in called.items() if name not in self.model_fields_set}
        )

    def lingering(self) -> Self:
        """The same for a run, which comes back to the workspace: that stays open unless another program asks."""
        return self.model_copy(update={"idle_seconds": max(LINGER, self.idle_seconds)})

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Reads `HOTPASS_<SETTING>` variables, for example `HOTPASS_WAIT_SECONDS=5`."""
        found = os.environ if environment is None else environment
        named = {
            name: found[f"HOTPASS_{name.upper()}"] for name in cls.model_fields if f"HOTPASS_{name.upper()}" in found
        }
        return cls.model_validate(named)
