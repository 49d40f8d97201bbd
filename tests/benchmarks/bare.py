"""What an expert writes with Splink alone: train, predict, cluster; without tidying and without a report.

`bare.py FILE OUTCOME` writes the CPU seconds of linking (train, predict and cluster, without imports and loading) and
the cluster of each row as JSON. Its eight rules bring some three pairs for each of 1,000,000 records.
"""

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from splink import SettingsCreator

THREADS = 2
# The threshold that Splink's own guide begins with.
THRESHOLD = 0.9


def cpu_seconds() -> float:
    """CPU seconds (user and system) of this program so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def settings() -> "SettingsCreator":
    """A model with name swaps, term frequencies and eight blocking rules."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[
            cl.ForenameSurnameComparison("given_name", "surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
            cl.JaroWinklerAtThresholds("organisation", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
            cl.EmailComparison("email"),
            cl.JaroWinklerAtThresholds("street", [0.95, 0.88]),
            cl.JaroWinklerAtThresholds("city", [0.9]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("email"),
            block_on("phone"),
            block_on("given_name", "surname", "date_of_birth"),
            block_on("surname", "date_of_birth"),
            block_on("given_name", "date_of_birth"),
            block_on("organisation", "surname", "city"),
            block_on("street", "given_name"),
            block_on("street", "surname"),
        ],
    )


def link(file: str) -> tuple[float, list[int]]:
    """Links the records of a CSV file; answers CPU seconds and the cluster of each row."""
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    con = duckdb.connect(config={"threads": THREADS})
    con.execute(
        "CREATE TABLE person AS SELECT (row_number() OVER () - 1)::INTEGER AS unique_id, * "
        f"FROM read_csv('{file}', all_varchar = true)"
    )
    stated = settings()
    begun = cpu_seconds()
    linker = Linker(DuckDBAPI(con).register("person"), stated, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email", "surname"), block_on("phone", "given_name")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    pairs = linker.inference.predict(threshold_match_weight=-5)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=THRESHOLD)
    used = cpu_seconds() - begun
    clusters = con.execute(f"SELECT cluster_id FROM {found.physical_name} ORDER BY unique_id").fetchall()
    return used, [int(row[0]) for row in clusters]


if __name__ == "__main__":
    if len(sys.argv) == 3:
        seconds, found = link(sys.argv[1])
        Path(sys.argv[2]).write_text(json.dumps({"linking": seconds, "clusters": found}), encoding="utf-8")
    else:
        sys.stdout.write("bare.py FILE OUTCOME: the other side of speed.py\n")
