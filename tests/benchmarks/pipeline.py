"""Times `hotpass run` against bare Splink on the same 100,000 records: CPU seconds of whole programs, and peak memory.

Both read the same CSV; interpreter start and imports count on both sides. Medians of three runs.
`pipeline.py bare FILE` is the other side: what an expert writes with Splink alone (train, predict, cluster), without
tidying and without a report.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.generate import write

if TYPE_CHECKING:
    from splink import SettingsCreator

ROOT = Path(__file__).resolve().parents[2]
RUNS, ROWS = 3, 100_000
MOST_TIMES, MOST_BYTES = 2.0, 2 * 1024**3
THREADS = 2


class Cost(NamedTuple):
    """CPU seconds (user and system, children included) and the largest resident memory of any one process, in bytes."""

    seconds: float
    peak: int


def cost(command: Sequence[str]) -> Cost:
    """Runs a program to its end; raises where it fails."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of the seconds and the highest peak."""
    return Cost(statistics.median(found.seconds for found in costs), max(found.peak for found in costs))


def say(*cells: str) -> None:
    """One line of the outcome."""
    csv.writer(sys.stdout, delimiter="\t").writerow(cells)


def bare_settings() -> "SettingsCreator":
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
            block_on("organisation", "surname"),
            block_on("street", "given_name"),
            block_on("surname", "postcode", "given_name"),
        ],
    )


def bare(file: str) -> None:
    """Links the records of a CSV file with Splink alone."""
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    con = duckdb.connect(config={"threads": THREADS})
    con.execute(
        "CREATE TABLE person AS SELECT (row_number() OVER () - 1)::INTEGER AS unique_id, * "
        f"FROM read_csv('{file}', all_varchar = true)"
    )
    linker = Linker(DuckDBAPI(con).register("person"), bare_settings(), log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email", "surname"), block_on("phone", "given_name")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    pairs = linker.inference.predict(threshold_match_weight=-5)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.9)
    con.execute(f"SELECT cluster_id, unique_id FROM {found.physical_name}").fetchall()


def main() -> int:
    """Prints both costs and their ratio; 1 where a bound is broken."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        people, truth = write(folder, ROWS)
        ours, bare = [], []
        for number in range(RUNS):
            workspace = str(folder / f"workspace-{number}")
            hotpass = [sys.executable, "-m", "hotpass"]
            ours.append(cost([*hotpass, "run", str(people), "--workspace", workspace, "--profile", "person"]))
            bare.append(cost([sys.executable, __file__, "bare", str(people)]))
        checked = subprocess.run(
            [*hotpass, "evaluate", "--workspace", workspace, "--truth", str(truth)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
    one, other = median(ours), median(bare)
    ratio = one.seconds / other.seconds
    say("what", "CPU s", "peak MiB")
    say("hotpass run", f"{one.seconds:.1f}", f"{one.peak / 2**20:.0f}")
    say("bare Splink", f"{other.seconds:.1f}", f"{other.peak / 2**20:.0f}")
    say("ratio", f"{ratio:.2f}", f"(at most {MOST_TIMES})")
    say(checked.stdout.strip())
    return int(ratio > MOST_TIMES or one.peak > MOST_BYTES)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        bare(sys.argv[2])
    else:
        sys.exit(main())
