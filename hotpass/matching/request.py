"""What a linkage is asked to heed, beside the records."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from hotpass.matching.standing import Standing
from hotpass.settings import Settings


class LinkRequest(NamedTuple):
    """`repeats` says of a source whether its own records may be the same thing; of others it is measured.

    `twins` counts the records of each source that another of the same words stands for, and `stand_ins` are those that
    do, by their places among the records that are left. `wrong_at_most` is the share of merges without asking that may
    be wrong; `model` the text of a Splink model to use as it is, `standing` what it was learned with, and `line` (bits)
    its auto-match line, where known. `shelf` tells where, and under what token, the records are laid by.
    """

    settings: Settings
    repeats: Mapping[int, bool] = {}
    twins: Mapping[int, int] = {}
    stand_ins: Sequence[int] = ()
    wrong_at_most: float | None = None
    model: str | None = None
    standing: Standing | None = None
    line: float | None = None
    shelf: tuple[Path, str] | None = None
