"""The shelf: the records as a run numbered them, laid by so that the next one numbers only what changed since.

One Arrow file that is mapped into memory: each different value once, and for each record the numbers of its values.
It never changes. Records that changed since are read anew, and new values have the numbers after those laid by.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotpass.matching.numbering import FEW, Codes, Column, Pieces, plain
from hotpass.matching.records import Records
from hotpass.matching.standing import Counted, Numbered

TOKEN, LAYOUT, WEIGHED = b"token", b"layout", b"weighed"
COUNTED = ("records of", "other values of", "records of others of")
Places = NDArray[np.int64]


class Shelf(NamedTuple):
    """Records in the order of their ids, and the places of those that another one stands for.

    `counts` tells of columns how many records had each value when a model was learned.
    """

    records: Records
    others: Places
    counts: Mapping[str, Numbered]


class Laid(NamedTuple):
    """Where the parts of a column lie in the file; `listed`: each value is a list of one of the texts."""

    codes: str
    values: str
    listed: bool


def lay_by(path: Path, token: str, shelf: Shelf) -> None:
    """Writes the file; who reads it must know its token."""
    records, others, counts = shelf
    parts: dict[str, pa.Array] = {
        "ids": records.ids,
        "sources": pa.array(records.sources),
        "others": pa.array(others, pa.int64()),
    }
    for name, found in counts.items():
        counted = pa.array(found.records), found.others.values, pa.array(found.others.records)
        parts |= {f"{part} {name}": held for part, held in zip(COUNTED, counted, strict=True)}
    known: dict[tuple[str, int, int, int], str] = {}
    layout: dict[str, Laid] = {}
    for name in records.names:
        values, listed = _unlisted(records.values(name))
        both = pa.array(records.codes(name)), values
        codes_place, values_place = (known.setdefault(_where(part), f"part{len(known)}") for part in both)
        parts |= dict(zip((codes_place, values_place), both, strict=True))
        layout[name] = Laid(codes_place, values_place, listed)
    told = {TOKEN: token.encode(), LAYOUT: json.dumps(layout).encode(), WEIGHED: json.dumps(list(counts)).encode()}
    held = {name: _held(part) for name, part in parts.items()}
    batch = pa.record_batch(list(held.values()), pa.schema([(name, part.type) for name, part in held.items()], told))
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def read(path: Path, token: str | None) -> Shelf | None:
    """What was laid by under a token; None where there is no such thing."""
    if token is None or not path.is_file():
        return None
    try:
        file = pa.ipc.open_file(pa.memory_map(str(path)))
        told = file.schema.metadata or {}
        if told.get(TOKEN) != token.encode():
            return None
        batch = file.get_batch(0)
    except (pa.ArrowInvalid, OSError):
        # Whatever is wrong with it, it holds nothing that cannot be read again.
        return None
    parts = {name: batch.column(name).values for name in batch.schema.names}
    lists: dict[str, pa.Array] = {}
    columns = {}
    for name, found in json.loads(told[LAYOUT]).items():
        laid = Laid(*found)
        values = parts[laid.values]
        if laid.listed:
            values = lists.setdefault(laid.values, _each_listed(values))
        columns[name] = Column(parts[laid.codes].to_numpy(), values)
    records = Records(parts["ids"], parts["sources"].to_numpy(), columns, ())
    counts = {name: _numbered(*(parts[f"{part} {name}"] for part in COUNTED)) for name in json.loads(told[WEIGHED])}
    return Shelf(records, parts["others"].to_numpy(), counts)


def _numbered(records: pa.Array, others: pa.Array, others_records: pa.Array) -> Numbered:
    return Numbered(records.to_numpy(), Counted(others, others_records.to_numpy(), 0))


def beside(shelf: Records, more: Records, stale: Places) -> Records | None:
    """The records of the shelf, those that are stale without a value, then more; None where their columns differ."""
    if shelf.names != more.names:
        return None
    columns: dict[str, Column] = {}
    for names in _sharing(shelf):
        values = shelf.values(names[0])
        if any(more.values(name).type != values.type for name in names):
            return None
        pieces, numbers = _pieces(values, [more.values(name) for name in names])
        for name, number in zip(names, numbers, strict=True):
            added = np.append(number, np.int32(-1))[more.codes(name)]
            kind = np.int16 if len(pieces) <= FEW else np.int32
            codes: Codes = np.concatenate([shelf.codes(name).astype(kind, copy=False), added.astype(kind)])
            columns[name] = Column(codes, pieces)
    ids, sources = pa.concat_arrays([shelf.ids, more.ids]), np.concatenate([shelf.sources, more.sources])
    found = Records(ids, sources, {name: columns[name] for name in shelf.names}, ())
    found.silence(stale)
    return found


def _sharing(records: Records) -> Iterator[Sequence[str]]:
    """The columns that share their values, and so their numbers."""
    found: dict[int, list[str]] = {}
    for name in records.names:
        found.setdefault(id(records.values(name)), []).append(name)
    return iter(found.values())


def _pieces(values: pa.Array, more: Sequence[pa.Array]) -> tuple[Pieces, Sequence[Codes]]:
    """Values with those of several columns that are not among them, and the number of each of these columns' values."""
    texts, each = plain(values), [plain(found) for found in more]
    every = pc.unique(pa.concat_arrays(each))
    known = np.flatnonzero(pc.is_in(texts, value_set=every).to_numpy(zero_copy_only=False))
    place = pc.index_in(every, value_set=texts.take(pa.array(known)))
    there = place.is_valid().to_numpy(zero_copy_only=False)
    numbers = np.empty(len(every), dtype=np.int32)
    numbers[there] = known[place.drop_null().to_numpy()]
    numbers[~there] = len(values) + np.arange(np.count_nonzero(~there))
    first = pc.index_in(every.filter(pa.array(~there)), value_set=pa.concat_arrays(each))
    pieces = Pieces(values, pa.concat_arrays(more).take(first))
    return pieces, [numbers[pc.index_in(found, value_set=every).to_numpy()] for found in each]


def _unlisted(values: pa.Array) -> tuple[pa.Array, bool]:
    """The texts of lists that all hold one."""
    if not pa.types.is_list(values.type) or not pc.all(pc.equal(pc.list_value_length(values), 1)).as_py():
        return values, False
    return values.flatten(), True


def _each_listed(values: pa.Array) -> pa.Array:
    return pa.ListArray.from_arrays(np.arange(len(values) + 1, dtype=np.int32), values)


def _held(part: pa.Array) -> pa.Array:
    """The whole of it in one row: a batch wants columns of one length."""
    return pa.ListArray.from_arrays(pa.array([0, len(part)], pa.int32()), part)


def _where(part: pa.Array) -> tuple[str, int, int, int]:
    """Where an array lies in memory: the same for what is shared."""
    at = max((buffer.address for buffer in part.buffers() if buffer), default=0)
    return str(part.type), at, part.offset, len(part)
