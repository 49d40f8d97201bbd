"""An assignment: what one person asked another to decide."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.review import Queue, ReviewFilter


class Assignment(BaseModel):
    """What waits in a queue under a filter, whoever's turn it is; `to` is asked, by `by`, with a note."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact_id: str
    queue: Queue
    wanted: ReviewFilter
    to: str
    by: str
    on: AwareDatetime
    note: str = ""
