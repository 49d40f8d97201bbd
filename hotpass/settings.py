"""What can be set: read once at the door, then handed down unchanged."""

import os
from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """The knobs of a workspace and its runs, each with a default that needs no thought."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wait_seconds: float = Field(default=30.0, ge=0, description="how long to wait for another program's workspace")
    idle_seconds: float = Field(default=0.0, ge=0, description="how long an unused connection stays open")
    threads: int = Field(default=2, ge=1, description="threads DuckDB may use")
    memory_limit: str = Field(default="1500MB", description="memory DuckDB may use before it spills to disk")
    parse_memory_bytes: int = Field(default=2 * 1024**3, gt=0, description="address space of the reading child")
    parse_seconds: float = Field(default=120.0, gt=0, description="wall clock of the child that reads a file")
    auto_match_probability: float = Field(default=0.5, gt=0, lt=1, description="from here pairs merge without asking")
    clerical_probability: float = Field(default=0.1, gt=0, lt=1, description="from here to there a person is asked")
    locate: bool = Field(default=True, description="whether places that records name are looked for in the gazetteer")
    keep_runs: int = Field(default=10, ge=2, description="published runs that can still be looked at")
    stale_days: int = Field(default=365, ge=1, description="from this age on what a register said counts as stale")
    seed: int = Field(default=1, description="seed of every sample, so that equal runs are equal")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Reads `HOTPASS_<SETTING>` variables, for example `HOTPASS_WAIT_SECONDS=5`."""
        found = os.environ if environment is None else environment
        named = {
            name: found[f"HOTPASS_{name.upper()}"] for name in cls.model_fields if f"HOTPASS_{name.upper()}" in found
        }
        return cls.model_validate(named)
