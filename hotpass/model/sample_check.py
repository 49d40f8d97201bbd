"""The sample check: how many of the merges that nobody was asked about are wrong, as far as a sample tells."""

from pydantic import BaseModel, ConfigDict


class BandCheck(BaseModel):
    """The check of one band: `merges` pairs in all, `drawn` of them to judge, `judged` by now, `wrong` of those.

    `lowest` and `highest` bound the share of wrong ones (0 to 1) with 95 % confidence; before any was judged, 0 and 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    merges: int
    drawn: int
    judged: int
    wrong: int
    lowest: float
    highest: float
