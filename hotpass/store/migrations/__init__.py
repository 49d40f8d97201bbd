"""Numbered forward steps of the workspace's own tables, each applied once, in one transaction."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.errors import WorkspaceTooNew

FOLDER = Path(__file__).parent
LEDGER = "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, name VARCHAR NOT NULL)"


def steps() -> tuple[tuple[int, Path], ...]:
    """The steps this version knows, in order."""
    return tuple((int(path.name[:4]), path) for path in sorted(FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql")))


def newest() -> int:
    """The number of the last step this version knows."""
    return steps()[-1][0]


def migrate(cursor: DuckDBPyConnection, place: Path) -> int:
    """Brings the file to this version and answers how many steps it took. Raises WorkspaceTooNew for a newer file."""
    cursor.execute(LEDGER)
    found = cursor.execute("SELECT coalesce(max(number), 0) FROM migration").fetchall()[0][0]
    if found > newest():
        raise WorkspaceTooNew(
            f"{place} was written by a newer Hotpass (workspace version {found}; this program knows {newest()}): "
            "install that version. Nothing was changed."
        )
    due = [(number, path) for number, path in steps() if number > found]
    for number, path in due:
        cursor.execute("BEGIN")
        cursor.execute(path.read_text(encoding="utf-8"))
        cursor.execute("INSERT INTO migration VALUES (?, ?)", [number, path.stem])
        cursor.execute("COMMIT")
    return len(due)
