"""Named statements, kept in a .sql file beside the module that runs them."""

import re
from pathlib import Path

BLOCK = re.compile(r"^-- name: (?P<name>\w+)$", re.MULTILINE)


class Statements:
    """The statements of one .sql file: `-- name: x` starts the block that `statements["x"]` answers."""

    def __init__(self, module_file: str) -> None:
        """Reads the .sql file with the same stem as the module's own file. Raises ValueError for a name given twice."""
        text = Path(module_file).with_suffix(".sql").read_text(encoding="utf-8")
        parts = BLOCK.split(text)
        self._blocks = {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}
        if len(self._blocks) < len(parts[1::2]):
            raise ValueError(f"a name stands twice in the statements of {module_file}")

    def __getitem__(self, name: str) -> str:
        """The text of one statement. Raises KeyError for a name the file does not have."""
        return self._blocks[name]

    def names(self) -> tuple[str, ...]:
        """All block names, in the file's order."""
        return tuple(self._blocks)
