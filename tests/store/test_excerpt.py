"""An excerpt: some records with their company, answered as the run would."""

from pathlib import Path

from hotpass.store import columns, entity_reading, explanation
from hotpass.store.excerpt import excerpt
from hotpass.store.shown import shown
from tests.cases import published


def test_an_excerpt_answers_of_its_records_as_the_run_does_and_has_no_others(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 8.0), (["c", "d"], 8.0), (["b", "e"], 3.0)])
    with shown(workspace) as run:
        assert run is not None
        fields = columns.fields(run.cursor)
        homes = entity_reading.homes(run.cursor, ["a", "e"])
        with excerpt(workspace, run, ["a", "e"]) as near:
            assert near.run_id == run.run_id
            assert set(explanation.records(near.cursor, list(published.RECORDS))) == {"a", "b", "e"}
            assert explanation.pair(near.cursor, "b", "e") == explanation.pair(run.cursor, "b", "e")
            assert explanation.inside(near.cursor, [homes["a"]]) == explanation.inside(run.cursor, [homes["a"]])
            assert explanation.values(near.cursor, "a", "e", fields) == explanation.values(run.cursor, "a", "e", fields)
