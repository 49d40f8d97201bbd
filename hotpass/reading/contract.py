"""Contract files: YAML a stranger wrote, read within limits."""

from pathlib import Path
from typing import Any

import yaml

from hotpass.errors import BadInput

MOST_BYTES = 1_000_000
MOST_PARTS = 100_000
DEEPEST = 40


def document(path: Path) -> dict[str, Any]:
    """The document of a YAML file. Raises BadInput for one that is no YAML, too large or deep, or refers to itself."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path.name} has more than {MOST_BYTES:,} bytes: a contract is smaller than that.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: name a contract, a YAML file in UTF-8.") from error
    try:
        _measure(text, path.name)
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInput(f"{path.name} is not YAML: look at line {line}.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(f"{path.name} is not YAML that can be read.") from error
    if not isinstance(found, dict):
        raise BadInput(f"{path.name} is no contract: it must begin with names such as `apiVersion:`.")
    return found


def _measure(text: str, name: str) -> None:
    """Refuses what would take long or much to build before anything is built."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise BadInput(f"{name} refers to another part of itself (*{event.anchor}): write that part out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or number > MOST_PARTS:
            raise BadInput(f"{name} has too many parts, or parts too deep in each other, for a contract.")
