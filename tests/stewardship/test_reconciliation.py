"""Answers to others: a match is one without doubt, whatever the number of answers that were asked for."""

from collections.abc import Iterator

import pytest

from hotpass.model.reconciliation import AskedProperty, Query
from hotpass.stewardship import reconciliation
from hotpass.store.workspace import Workspace
from tests.cases import published

GEORGE, SPRINGS = ((AskedProperty(pid="city", v=town),) for town in ("George", "Springs"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = published.publish_run(tmp_path_factory.mktemp("asked") / "w", [])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "match"),
    [
        pytest.param(Query(query="School a0", limit=1), True, id="its name"),
        pytest.param(Query(query="School a0", limit=1, properties=GEORGE), True, id="name and town"),
        pytest.param(Query(query="School a1", limit=1), False, id="another number"),
        pytest.param(Query(query="School a1", limit=1, properties=GEORGE), False, id="another number, the town agrees"),
        pytest.param(Query(query="School a0", limit=1, properties=SPRINGS), False, id="another town"),
        pytest.param(Query(query="School", limit=1), False, id="a common word"),
        pytest.param(Query(limit=1, properties=GEORGE), False, id="a town of many"),
    ],
)
def test_a_match_is_told_only_without_doubt(workspace: Workspace, query: Query, match: bool) -> None:
    found = reconciliation.answers(workspace, {"q": query})["q"]
    assert len(found) == 1
    assert found[0].match is match
