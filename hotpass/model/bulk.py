"""Many links decided at once: what is offered, and what was done."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.judgement import Verdict
from hotpass.model.review import Queue, ReviewFilter, ReviewItem


class Offer(BaseModel):
    """Every link of a queue that a filter lets through, with ten of them drawn by chance.

    `serial` is the last fact known by then.
    `against` of them are left out: one answer for all would contradict decisions that stand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: Queue
    wanted: ReviewFilter
    verdict: Verdict
    run_id: str
    serial: int
    pairs: tuple[tuple[str, str], ...]
    against: int
    samples: tuple[ReviewItem, ...]


class BulkAct(BaseModel):
    """Links that somebody decided at once, and that can be taken back as one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act_id: str
    verdict: Verdict
    links: int
    by: str
    on: AwareDatetime
    words: str
