"""What tests of stewardship share."""

from collections.abc import Iterator

import pytest

from hotpass.stewardship.review import Desk
from hotpass.store.workspace import Workspace


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Desk]:
    """The review desk of a module's workspace."""
    made = Desk(workspace)
    yield made
    made.close()
