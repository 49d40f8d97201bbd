"""Makes golden.json with other people's programs; README.md says how."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import scipy
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift
from numpy.typing import NDArray
from scipy.stats import chi2_contingency, ks_2samp

from tests.store.drift.golden_columns import CATEGORIES, NUMBERS, SEED, deliveries

METHODS = ("psi", "jensenshannon", "hellinger")


def made() -> dict[str, Any]:
    """Every figure by column and measure."""
    sides = [pd.DataFrame(columns) for columns in deliveries()]
    definition = DataDefinition(numerical_columns=list(NUMBERS), categorical_columns=list(CATEGORIES))
    reference, current = (Dataset.from_pandas(side, data_definition=definition) for side in sides)
    asked = [(column, method) for column in NUMBERS for method in (*METHODS, "wasserstein")]
    asked += [(column, method) for column in CATEGORIES for method in METHODS]
    report = Report([ValueDrift(column=column, method=method) for column, method in asked])
    values = [float(metric["value"]) for metric in report.run(current, reference).dict()["metrics"]]
    figures: dict[str, dict[str, float]] = {}
    for (column, method), value in zip(asked, values, strict=True):
        figures.setdefault(column, {})[method] = value
    for column in NUMBERS:
        figures[column]["ks"] = _furthest(*(side[column].dropna().to_numpy(float) for side in sides))
    for column in CATEGORIES:
        table = pd.DataFrame([side[column].value_counts() for side in sides]).fillna(0)
        figures[column]["chi2_p"] = float(chi2_contingency(table, correction=False).pvalue)
    versions = {"evidently": "0.7.23", "pandas": pd.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
    return {"seed": SEED, "versions": versions, "figures": figures}


def _furthest(before: NDArray[np.float64], now: NDArray[np.float64]) -> float:
    return float(ks_2samp(before, now).statistic)


if __name__ == "__main__":
    text = json.dumps(made(), indent=1, sort_keys=True)
    Path(__file__).with_name("golden.json").write_text(f"{text}\n", encoding="utf-8")
