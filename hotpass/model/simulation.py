"""A simulation: how much better the clusters become with the decisions of a steward who knows the truth."""

from pydantic import BaseModel, ConfigDict

from hotpass.model.evaluation import Agreement


class Step(BaseModel):
    """Pairwise agreement of the clusters with the truth after so many decisions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decisions: int
    pairwise: Agreement


class Simulation(BaseModel):
    """The course of agreement; `unknown` links were passed over, since the truth says nothing of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    decisions: int
    unknown: int
    waiting: int
    steps: tuple[Step, ...]

    def sentence(self) -> str:
        """The figures in one sentence."""
        first, last = self.steps[0].pairwise, self.steps[-1].pairwise
        return (
            f"{self.decisions} decisions take pairwise F1 from {first.f1:.4f} to {last.f1:.4f} (precision "
            f"{first.precision:.4f} to {last.precision:.4f}, recall {first.recall:.4f} to {last.recall:.4f}); "
            f"{self.waiting} links still wait."
        )
