"""How many examples a slow property is tried on."""

from hypothesis import settings

THOROUGH = "thorough"


def examples(usual: int) -> int:
    """So many as usual, or as the profile says where a person asks for `--hypothesis-profile=thorough`."""
    return settings.get_profile(THOROUGH).max_examples if settings.get_current_profile_name() == THOROUGH else usual
