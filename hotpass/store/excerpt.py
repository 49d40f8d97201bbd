"""Excerpt: a run's rows around some records, in memory, where many small questions about them cost little."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from hotpass.store.compose import quote
from hotpass.store.connection import connect
from hotpass.store.queries import Statements
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

STATEMENTS = Statements(__file__)
TABLES = ("record", "source", "original", "standard", "member", "entity", "pair", "stretched", "act")


@contextmanager
def excerpt(workspace: Workspace, published: Shown, record_ids: Sequence[str]) -> Iterator[Shown]:
    """The run as if it had only these records, those they are held together with, and what was said of them.

    Each table is read once, however many records are asked for. What counts records of the whole run asks the run.
    """
    published.cursor.execute(STATEMENTS["around"], [list(record_ids)])
    with connect(":memory:", workspace.settings, [workspace.folder], lock=False) as own:
        for name in TABLES:
            own.register("arriving", published.cursor.sql(STATEMENTS[name]).to_arrow_table())
            own.execute(f"CREATE TABLE {quote(name)} AS FROM arriving")
            own.unregister("arriving")
        yield Shown(published.run_id, own)
