"""Progress of a run: a small file in its folder that anyone may read while the run computes."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.run import RunState
from hotpass.store.runs import boot_id

FILE = "progress.json"
BEAT_SECONDS = 1.0


class StageDone(BaseModel):
    """A stage that is over, as the run's spans will have it."""

    model_config = ConfigDict(frozen=True)

    name: str
    rows_in: int
    rows_out: int
    notes: tuple[str, ...] = ()


class Progress(BaseModel):
    """Where a run stands; `stage_number` counts from 1 and is 0 before the first stage."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    state: RunState
    pid: int
    boot_id: str
    stage: str
    stage_number: int
    stages: int
    rows: int
    started: AwareDatetime
    heartbeat: AwareDatetime
    stages_done: tuple[StageDone, ...] = ()
    failure: str | None = None


class ProgressFile:
    """Writes a run's progress, at each change and as a heartbeat every second; a rename makes each write whole."""

    def __init__(self, folder: Path, stages: int) -> None:
        """Starts with nothing done."""
        now = datetime.now(UTC)
        self._path = folder / FILE
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._beat = threading.Thread(target=self._beats, daemon=True)
        self.now = Progress(
            run_id=folder.name,
            state=RunState.RUNNING,
            pid=os.getpid(),
            boot_id=boot_id(),
            stage="",
            stage_number=0,
            stages=stages,
            rows=0,
            started=now,
            heartbeat=now,
        )

    def say(self, **changes: object) -> None:
        """Writes what changed."""
        with self._lock:
            self.now = self.now.model_copy(update={**changes, "heartbeat": datetime.now(UTC)})
            part = self._path.with_suffix(".part")
            part.write_text(self.now.model_dump_json(), encoding="utf-8")
            part.replace(self._path)

    def done(self, name: str, rows_in: int, rows_out: int, notes: tuple[str, ...]) -> None:
        """Writes that a stage is over."""
        stage = StageDone(name=name, rows_in=rows_in, rows_out=rows_out, notes=notes)
        self.say(stages_done=(*self.now.stages_done, stage), rows=rows_out)

    def __enter__(self) -> Self:
        """Starts the heartbeat."""
        self.say()
        self._beat.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the heartbeat."""
        self._over.set()
        self._beat.join()

    def _beats(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            self.say()


def read_progress(folder: Path) -> Progress | None:
    """The progress a run last wrote, None where there is none."""
    path = folder / FILE
    return Progress.model_validate(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None
