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
