"""The journal of human acts: append-only, hash-chained JSON lines that outlive any damage to the database."""

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.errors import NotAllowed, WorkspaceDamaged

GENESIS = "0" * 64
WITHDRAWAL = "withdrawal"


class Fact(BaseModel):
    """One human act. `id` is made by the client, so sending it twice is harmless; `serial` orders, not the clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    serial: int
    id: str
    kind: str
    by: str
    on: AwareDatetime
    body: dict[str, Any]
    previous: str
    hash: str


class Draft(NamedTuple):
    """An act that is not written yet."""

    id: str
    kind: str
    body: dict[str, Any]


def _seal(serial: int, fact_id: str, kind: str, by: str, on: str, body: dict[str, Any], previous: str) -> bytes:
    content = {"serial": serial, "id": fact_id, "kind": kind, "by": by, "on": on, "body": body, "previous": previous}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (json.dumps(content | {"hash": digest}, ensure_ascii=False, sort_keys=True) + "\n").encode()


class Journal:
    """The file `journal.jsonl`, written under its own lock and synced before an act counts as saved."""

    def __init__(self, path: Path) -> None:
        """Names the file; it is made by the first act."""
        self.path = path
        self.notices: list[str] = []
        self.refusal = ""  # why nobody may write here, if nobody may
        self._reading = threading.RLock()
        self._forget()

    @contextmanager
    def hold(self) -> Iterator[int]:
        """Keeps every other writer out; yields the file descriptor. Raises NotAllowed where nobody may write."""
        if self.refusal:
            raise NotAllowed(self.refusal)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        finally:
            os.close(handle)

    def append(
        self,
        kind: str,
        body: dict[str, Any],
        *,
        by: str,
        fact_id: str,
        as_of: int = 0,
        clashes: Callable[[Fact], bool] | None = None,
    ) -> Fact:
        """Adds an act and syncs it to disk; answers the act already stored if its id is known.

        Where an act after the serial `as_of` clashes with it, nothing is added and that act is the answer: the person
        had not seen it. Raises WorkspaceDamaged when the chain before it is broken.
        """
        return self.extend([Draft(fact_id, kind, body)], by=by, as_of=as_of, clashes=clashes)[-1]

    def extend(
        self, drafts: Sequence[Draft], *, by: str, as_of: int = 0, clashes: Callable[[Fact], bool] | None = None
    ) -> list[Fact]:
        """Adds acts that belong together in one write and syncs it; answers them as they are stored.

        Those already stored are left as they are, so that sending again adds what is missing. Where none is stored yet
        and an act after the serial `as_of` clashes, nothing is added and that act alone is the answer.
        """
        with self._reading, self.hold() as handle:
            self._mend_tail(handle)
            self._advance()
            lacking = [draft for draft in drafts if draft.id not in self._by_id]
            if clashes is not None and len(lacking) == len(drafts):
                other = next(filter(clashes, self._after(as_of)), None)
                if other is not None:
                    return [other]
            self._write(handle, lacking, by)
            self._advance()
            return [self._by_id[draft.id] for draft in drafts]

    def _write(self, handle: int, drafts: Sequence[Draft], by: str) -> None:
        """Chains acts to the last one and syncs them to disk."""
        lines, previous, now = [], self._hash, datetime.now(UTC).isoformat()
        for serial, draft in enumerate(drafts, self._serial + 1):
            line = _seal(serial, draft.id, draft.kind, by, now, draft.body, previous)
            lines.append(line)
            previous = json.loads(line)["hash"]
        if lines:
            os.lseek(handle, 0, os.SEEK_END)
            os.write(handle, b"".join(lines))
            os.fsync(handle)

    def facts(self, after: int = 0) -> Iterator[Fact]:
        """All whole acts with a serial above `after`, in order. Raises WorkspaceDamaged where the chain is broken."""
        with self._reading:
            self._forget()
            self._advance()
            found = list(self._after(after))
        yield from found

    def since(self, serial: int) -> list[Fact]:
        """The whole acts above a serial, in order; only lines written since the last look are read and checked."""
        with self._reading:
            self._advance()
            return list(self._after(serial))

    def known(self, fact_id: str) -> Fact | None:
        """The act with this id, None where there is none yet."""
        with self._reading:
            self._advance()
            return self._by_id.get(fact_id)

    def withdrawn(self, fact_id: str) -> bool:
        """Whether an act was taken back."""
        with self._reading:
            self._advance()
            return fact_id in self._withdrawn

    def head(self) -> int:
        """The serial of the last whole act, 0 if there is none. Raises WorkspaceDamaged where the chain is broken."""
        with self._reading:
            self._advance()
            return self._serial

    def _after(self, serial: int) -> Iterator[Fact]:
        """The acts known above a serial: the first one's is 1, and no number is left out."""
        return islice(self._by_id.values(), serial, None)

    def _forget(self) -> None:
        self._offset, self._serial, self._hash = 0, 0, GENESIS
        self._by_id: dict[str, Fact] = {}
        self._withdrawn: set[str] = set()

    def _advance(self) -> None:
        """Reads and checks the lines written since the last look; a file that shrank is read from its start."""
        size = self.path.stat().st_size if self.path.exists() else 0
        if size < self._offset:
            self._forget()
        for line in self._whole_lines():
            fact = self._checked(line, self._serial + 1, self._hash)
            self._offset += len(line)
            self._serial, self._hash = fact.serial, fact.hash
            self._by_id[fact.id] = fact
            if fact.kind == WITHDRAWAL:
                self._withdrawn.add(fact.body["target"])

    def _checked(self, line: bytes, number: int, previous: str) -> Fact:
        try:
            fact = Fact.model_validate_json(line)
            content = json.loads(line)
        except ValueError as error:
            raise self._broken(number) from error
        sealed = _seal(number, fact.id, fact.kind, fact.by, content["on"], fact.body, previous)
        if sealed != line:
            raise self._broken(number)
        return fact

    def _broken(self, number: int) -> WorkspaceDamaged:
        return WorkspaceDamaged(
            f"{self.path}: line {number} was changed after it was written; nothing more is saved until "
            "the file is restored from a backup (`hotpass doctor` shows the state)."
        )

    def _whole_lines(self) -> Iterator[bytes]:
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            lines.seek(self._offset)
            for line in lines:
                if line.endswith(b"\n"):
                    yield line
                else:
                    self._notice(f"{self.path}: the last line was cut off while it was written and is ignored.")

    def _notice(self, sentence: str) -> None:
        if sentence not in self.notices:
            self.notices.append(sentence)

    def _mend_tail(self, handle: int) -> None:
        """Moves a cut-off last line out of the way: it was never acknowledged, yet it is not thrown away."""
        size = os.fstat(handle).st_size
        start = self._offset if self._offset <= size else 0
        content = os.pread(handle, size - start, start)
        length = content.rfind(b"\n") + 1
        if length == len(content):
            return
        whole = start + length
        torn = self.path.with_name(f"{self.path.name}.torn-{whole}")
        torn.write_bytes(content[length:])
        os.ftruncate(handle, whole)
