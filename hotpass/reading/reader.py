"""The reader: starts the child that reads a file, and makes a reading or one clear sentence of what becomes of it."""

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hotpass.errors import UnreadableFile
from hotpass.model.digest import sha256_of, sha256_once
from hotpass.model.sheet import Known, Reading, Sheet
from hotpass.reading.child import MANIFEST, OUT_OF_MEMORY, REFUSED, SHEET
from hotpass.reading.environment import CHILD_ENVIRONMENT
from hotpass.reading.wording import shown
from hotpass.settings import Settings

# The child works on one core and needs no more than half of its wall clock; waiting for the disk takes the rest.
CPU_SHARE = 0.5
ARROW_MARK = b"ARROW1"
# A library that finds no room to be loaded, or to start a thread, says so in the system's words.
SYSTEM_WORDS = ("failed to map segment", "Resource temporarily unavailable", "Cannot allocate memory")
MEMORY_WORDS = (
    *("memory allocation", "MemoryError", "capacity overflow", "malloc of size", "realloc of size"),
    *SYSTEM_WORDS,
)


def read(
    path: Path,
    folder: Path,
    settings: Settings,
    *,
    fill_merged: bool = False,
    encoding: str | None = None,
    delimiter: str | None = None,
    head: int | None = None,
    known: Known | None = None,
) -> Reading:
    """Reads a file into one Arrow file per sheet under `folder`; raises UnreadableFile with one sentence if it cannot.

    `head`: put only that many data rows into the Arrow files (`records` still counts them all). `known`: a text that
    came before; where the file is that with few other lines, only those are read.
    """
    _check_path(path)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    asked = {
        "path": str(path.resolve()),
        "folder": str(folder.resolve()),
        "memory": settings.parse_memory_bytes,
        "cpu_seconds": max(1, math.ceil(settings.parse_seconds * CPU_SHARE)),
        "fill_merged": fill_merged,
        "encoding": encoding,
        "delimiter": delimiter,
        "head": head,
        "known": known.model_dump(mode="json") if known and _stands(known) else None,
        "tidy": False,
    }
    ended = _run(asked, path, settings.parse_seconds)
    if _is_out_of_memory(ended):
        # A cell far away makes the parser ask for a whole sheet's memory: once more, looking at the cells first.
        ended = _run({**asked, "tidy": True}, path, settings.parse_seconds)
    for left_over in ("unpacked.zip", "tidied.zip", "mended.zip"):
        (folder / left_over).unlink(missing_ok=True)
    return _reading(path, folder, ended)


def _check_path(path: Path) -> None:
    name = shown(path.name)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{name} is a folder: choose the files in it.")
        with path.open("rb"):
            return
    except FileNotFoundError as missing:
        raise UnreadableFile(
            f"{name} was not found in {shown(str(path.parent))}: check the name and the folder."
        ) from missing
    except PermissionError as denied:
        raise UnreadableFile(f"{name} may not be read by this user: change its permissions, or copy it.") from denied
    except (OSError, ValueError) as wrong:
        raise UnreadableFile(
            f"{name} cannot be opened ({type(wrong).__name__}): check the name and the disk."
        ) from wrong


def _stands(known: Known) -> bool:
    """Whether a text that came before is kept as it was."""
    return known.path.is_file() and sha256_of(known.path) == known.sha256


def _run(asked: dict[str, Any], path: Path, seconds: float) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(  # noqa: S603 - our own interpreter and module, the file's name only inside a JSON argument
            [sys.executable, "-m", "hotpass.reading.child", json.dumps(asked)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            env={**os.environ, **CHILD_ENVIRONMENT},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        place = _place((late.stdout or b"").decode("utf-8", errors="replace"))
        raise UnreadableFile(
            f"{shown(path.name)} took longer than {seconds:g} seconds to read{place}: "
            "delete what does not belong to the list, or save the list as .csv."
        ) from late


def _reading(path: Path, folder: Path, ended: "subprocess.CompletedProcess[str]") -> Reading:
    manifest = folder / MANIFEST
    if ended.returncode in (0, REFUSED) and manifest.is_file():
        told = json.loads(manifest.read_text(encoding="utf-8"))
        if "refused" in told:
            raise UnreadableFile(told["refused"])
        try:
            sheets = [_laid(sheet, folder) if "rows" in sheet else sheet for sheet in told["sheets"]]
            return _checked(Reading.model_validate({**told, "sha256": sha256_once(path), "sheets": sheets}))
        except ValidationError as wrong:
            raise UnreadableFile(
                f"{shown(path.name)} could not be read: save it again as .csv and choose that."
            ) from wrong
    raise UnreadableFile(_sentence(shown(path.name), ended))


def _laid(sheet: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A sheet whose rows were few enough to be told, with the file in which others lie."""
    import pyarrow as pa

    from hotpass.reading import arrow_file

    numbers, *columns = sheet["rows"]
    texts = {
        told["column_name"]: pa.array(cells, pa.string()) for told, cells in zip(sheet["columns"], columns, strict=True)
    }
    arrow = folder / SHEET.format(1)
    arrow_file.write(pa.table({"sheet_row": pa.array(numbers, pa.int32()), **texts}), arrow)
    return {**{part: said for part, said in sheet.items() if part != "rows"}, "arrow": arrow}


def _checked(reading: Reading) -> Reading:
    for sheet in reading.sheets:
        if sheet.rows_seen != sheet.records + len(sheet.aside) or not _is_whole(sheet):
            raise UnreadableFile(
                f"{shown(reading.file)}, sheet {shown(sheet.name)}: of {sheet.rows_seen} rows {sheet.records} were "
                f"kept and {len(sheet.aside)} set aside: save it again as .csv and choose that."
            )
    return reading


def _is_whole(sheet: Sheet) -> bool:
    """Whether the sheet's Arrow file is there from its first mark to its last."""
    if sheet.arrow is None or not sheet.arrow.is_file():
        return False
    with sheet.arrow.open("rb") as file:
        first = file.read(len(ARROW_MARK))
        file.seek(-len(ARROW_MARK), os.SEEK_END)
        return first == file.read() == ARROW_MARK


def _sentence(name: str, ended: "subprocess.CompletedProcess[str]") -> str:
    place = _place(ended.stdout)
    if ended.returncode == -signal.SIGXCPU:
        return f"{name} takes too long to read{place}: delete what does not belong to the list, or save it as .csv."
    if _is_out_of_memory(ended):
        return (
            f"{name} needs more memory than is allowed{place}: look for filled or formatted cells far away from the "
            "list and delete their rows and columns, or save the list as .csv."
        )
    return (
        f"{name} is damaged and cannot be read{place}: open it in a spreadsheet program and save it again, or as .csv."
    )


def _is_out_of_memory(ended: "subprocess.CompletedProcess[str]") -> bool:
    if ended.returncode in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        return True
    return ended.returncode not in (0, REFUSED) and any(words in ended.stderr for words in MEMORY_WORDS)


def _place(told: str) -> str:
    lines = told.strip().splitlines()
    try:
        return f", at sheet {shown(json.loads(lines[-1]))}" if lines else ""
    except ValueError:
        return ""
