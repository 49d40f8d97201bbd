"""The child: reads one file within limits of memory and time, writes its sheets, and ends."""

import gc
import gzip
import json
import os
import resource
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hotpass.reading.grid import Grid

from hotpass.errors import UnreadableFile
from hotpass.reading import difference, limits
from hotpass.reading.kind import Kind, kind_of
from hotpass.reading.wording import shown

MANIFEST = "reading.json"
SHEET = "sheet_{:04d}.arrow"
REFUSED = 3
OUT_OF_MEMORY = 4
# The widest sheet a spreadsheet program makes.
MOST_COLUMNS = 16_384


def main(arguments: list[str]) -> int:
    """Reads the file that the JSON in the first argument names; the exit code says how it went."""
    asked = json.loads(arguments[0])
    folder = Path(asked["folder"])
    _limit(asked["memory"], asked["cpu_seconds"])
    try:
        manifest = _read(asked, folder)
    except UnreadableFile as refusal:
        _save(folder, {"refused": str(refusal)})
        return REFUSED
    except MemoryError:
        return OUT_OF_MEMORY
    _save(folder, manifest)
    return 0


def _limit(memory: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _save(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def _read(asked: dict[str, Any], folder: Path) -> dict[str, Any]:
    path = Path(asked["path"])
    kind = kind_of(path)
    sheet = difference.read(path, asked["known"]) if asked["known"] and kind is Kind.TEXT else None
    sheets = [sheet] if sheet else _sheets(path, kind, folder, asked)
    return {"file": path.name, "sheets": sheets}


def _sheets(path: Path, kind: Kind, folder: Path, asked: dict[str, Any]) -> list[dict[str, Any]]:
    _do_without()
    from hotpass.reading.table import settle

    sheets = []
    for number, grid in enumerate(_grids(path, kind, folder, asked), 1):
        if len(grid.columns) > MOST_COLUMNS:
            raise UnreadableFile(
                f"{shown(path.name)} has {len(grid.columns):,} columns; at most {MOST_COLUMNS:,} can be read: "
                "check the delimiter, or split the file."
            )
        target = folder / SHEET.format(number)
        sheets.append(settle(grid, target, fill_merged=asked["fill_merged"], head=asked["head"]))
    return sheets


def _do_without() -> None:
    """Keeps pyarrow from loading what reading never needs: more than half of the child's start would go there."""
    for name in ("numpy", "cloudpickle"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None is how Python marks a module as absent


def _grids(path: Path, kind: Kind, folder: Path, asked: dict[str, Any]) -> "Iterator[Grid]":
    name = shown(path.name)
    if kind is Kind.XLSX:
        from hotpass.reading import workbook

        yield from workbook.grids(path, name, folder, _say, tidy=asked["tidy"])
    elif kind in (Kind.XLS, Kind.XLSB, Kind.ODS):
        from hotpass.reading import other_workbook

        yield from other_workbook.grids(path, name, kind, folder, _say)
    elif kind is Kind.PARQUET:
        from hotpass.reading import parquet

        yield parquet.grid_of(path, name)
    else:
        from hotpass.reading import delimited

        source = _inflated(path, name) if kind is Kind.GZIP else path
        grid = delimited.grid_of(source, name, asked["encoding"], asked["delimiter"])
        grid.name = path.name
        yield grid


def _inflated(path: Path, name: str) -> bytes:
    chunks = []
    size, packed = 0, path.stat().st_size
    try:
        with gzip.open(path) as file:
            while chunk := file.read(1024 * 1024):
                size += len(chunk)
                chunks.append(chunk)
                if size > limits.UNPACKED_BYTES or (
                    size > limits.BIG_ENTRY_BYTES and size > limits.ENTRY_RATIO * packed
                ):
                    raise UnreadableFile(
                        f"{name} unpacks to more than can be read safely: send it unpacked, or in parts."
                    )
    except (OSError, EOFError, zlib.error) as damage:
        raise UnreadableFile(f"{name} is damaged or cut short after {size:,} bytes: send the file again.") from damage
    return b"".join(chunks)


def _say(place: str) -> None:
    sys.stdout.write(json.dumps(place) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # The child ends soon: looking for garbage among what it loads and reads would only cost time.
    gc.disable()
    code = main(sys.argv[1:])
    sys.stdout.flush()
    # Leaving at once spares the time of giving every cell's memory back piece by piece.
    os._exit(code)
