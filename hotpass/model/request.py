"""A run request: the files a person hands in and how they want them treated."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class RunRequest(BaseModel):
    """What one run is asked to do. `ignore` and `key` name source headers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: tuple[Path, ...]
    profile: str = "auto"
    ignore: tuple[str, ...] = ()
    source: str | None = None
    key: str | None = None
    fill_merged: bool = False
