"""Settings are read once from the environment and refused where they make no sense."""

import pytest
from pydantic import ValidationError

from hotpass.settings import Settings


def test_the_environment_sets_what_it_names() -> None:
    found = Settings.from_environment({"HOTPASS_WAIT_SECONDS": "5", "HOTPASS_THREADS": "4", "PATH": "/bin"})
    assert (found.wait_seconds, found.threads) == (5.0, 4)
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize("wrong", [{"HOTPASS_THREADS": "0"}, {"HOTPASS_AUTO_MATCH_PROBABILITY": "1.5"}])
def test_nonsense_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings.from_environment(wrong)


@pytest.mark.parametrize(("size", "limit"), [(0, "400MB"), (200_000_000, "700MB"), (10**12, "1500MB")])
def test_a_run_takes_the_memory_that_its_rows_call_for(size: int, limit: str) -> None:
    assert Settings().suited(size).memory_limit == limit


@pytest.mark.parametrize(
    ("size", "follows", "threads"), [(0, True, 1), (200_000_000, True, 1), (10**12, True, 2), (0, False, 2)]
)
def test_a_run_over_little_that_changed_takes_one_thread_for_few_rows(size: int, follows: bool, threads: int) -> None:
    assert Settings().suited(size, follows=follows).threads == threads
    assert Settings.from_environment({"HOTPASS_THREADS": "3"}).suited(size, follows=follows).threads == 3


def test_a_memory_limit_that_was_set_holds_for_any_size() -> None:
    asked = Settings.from_environment({"HOTPASS_MEMORY_LIMIT": "3GB"})
    assert asked.suited(0) == asked
