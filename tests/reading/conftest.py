"""What reading's tests share: a file is read as the product does."""

from pathlib import Path

import pytest

from hotpass.model.sheet import Reading
from hotpass.reading import read
from hotpass.settings import Settings
from tests.reading.sheets import ReadFile


@pytest.fixture
def read_file(tmp_path: Path) -> ReadFile:
    """Reads a file into a folder of its own and checks that rows seen are kept or set aside."""

    def one(path: Path, settings: Settings | None = None, **options: object) -> Reading:
        folder = tmp_path / "read"
        reading = read(path, folder, settings or Settings.from_environment({}), **options)  # type: ignore[arg-type] # options come by name
        assert all(sheet.rows_seen == sheet.records + len(sheet.aside) for sheet in reading.sheets)
        assert {file.suffix for file in folder.iterdir()} <= {".arrow", ".json"}
        return reading

    return one
