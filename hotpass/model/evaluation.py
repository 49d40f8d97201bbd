"""An evaluation: how well the clusters of a run agree with a truth file."""

from pydantic import BaseModel, ConfigDict


class Agreement(BaseModel):
    """How much of what was found is true, how much of what is true was found (both 0 to 1), and their harmonic mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, precision: float, recall: float) -> "Agreement":
        """Both shares with their F1."""
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return cls(precision=precision, recall=recall, f1=f1)


class LineAgreement(BaseModel):
    """How well the pairs at or above a line (bits) agree with what is known: found, right of those, and true in all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: float
    found_pairs: int
    right_pairs: int
    true_pairs: int

    @property
    def precision(self) -> float | None:
        """Which share of the pairs found is right; None where none is found."""
        return self.right_pairs / self.found_pairs if self.found_pairs else None

    @property
    def recall(self) -> float | None:
        """Which share of the true pairs is found; None where there is none."""
        return self.right_pairs / self.true_pairs if self.true_pairs else None


class Evaluation(BaseModel):
    """Agreement by pairs of records, by records (B-cubed, Bagga and Baldwin 1998) and by equal clusters.

    `by_line` holds the run's scored pairs, before they are made clusters, against each line one could draw.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    records: int
    true_pairs: int
    found_pairs: int
    right_pairs: int
    pairwise: Agreement
    b_cubed: Agreement
    exact_clusters: Agreement
    by_line: tuple[LineAgreement, ...] = ()

    def sentence(self) -> str:
        """The figures in one sentence."""
        return (
            f"Run {self.run_id}, {self.records} records with a known answer: pairwise F1 {self.pairwise.f1:.4f} "
            f"(precision {self.pairwise.precision:.4f}, recall {self.pairwise.recall:.4f}), "
            f"B-cubed F1 {self.b_cubed.f1:.4f}, exact clusters F1 {self.exact_clusters.f1:.4f}."
        )
