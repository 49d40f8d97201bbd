"""A job: what a run was asked to do, and where it does it."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from hotpass.model.profile import Profile
from hotpass.model.request import RunRequest
from hotpass.settings import Settings


class Job(BaseModel):
    """What every stage is told. `folder` is `<workspace>/runs/<run id>`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: RunRequest
    profile: Profile
    settings: Settings
    folder: Path

    @property
    def run_id(self) -> str:
        """The run's id, which names its folder."""
        return self.folder.name

    @property
    def ground(self) -> Path:
        """Where the last run of the workspace left its tables for the next one."""
        return self.workspace / "cache" / "ground.duckdb"

    @property
    def workspace(self) -> Path:
        """The workspace the run belongs to."""
        return self.folder.parent.parent
