"""A run request: the files a person hands in and how they want them treated."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class RunRequest(BaseModel):
    """What one run is asked to do. `ignore` and `key` name source headers.

    `delta` names sources of which only what is new or changed comes, `FILE=SOURCE` where it is called otherwise.
    `delivery` says of which source a file is the next delivery that is called otherwise: `FILE=SOURCE`, of a workbook
    with several lists `FILE!SHEET=SOURCE` for each of them.
    `unique` and `not_unique` name sources whose own records never, or may, be the same thing; of others it is measured.
    `master` names the one of the files that is a master list, `master_key` its column of ids, found where not named.
    `wrong_at_most` is the share of merges without asking that may be wrong; `model` a Splink model to use untrained.
    `anew` computes where nothing changed, and learns a model though the last run left one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: tuple[Path, ...]
    profile: str = "auto"
    ignore: tuple[str, ...] = ()
    source: str | None = None
    key: str | None = None
    master: str | None = None
    master_key: str | None = None
    fill_merged: bool = False
    delta: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    not_unique: tuple[str, ...] = ()
    wrong_at_most: float | None = Field(default=None, gt=0, le=0.5)
    model: Path | None = None
    anew: bool = False

    def source_of(self, *called: str) -> str | None:
        """The source that a list was said to belong to by one of its names, the first first; None where nobody said."""
        parts = (said.partition("=") for said in (*self.delivery, *self.delta))
        told = {name: source for name, _, source in parts if source}
        return next((told[name] for name in called if name in told), self.source)

    def deltas(self) -> tuple[str, ...]:
        """What the sources are called of which only what is new or changed comes."""
        files = {path.name for path in self.files}
        told = (said.partition("=") for said in self.delta)
        return tuple(
            name if name and (called in files or called.partition("!")[0] in files) else said
            for said, (called, _, name) in zip(self.delta, told, strict=True)
        )
