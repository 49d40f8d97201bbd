"""Digests: by which the bytes of a file are known again."""

from functools import lru_cache
from hashlib import file_digest
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, all of which are read."""
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def sha256_once(path: Path) -> str:
    """The sha256 of a file's bytes, which are not read again where the file was not written since."""
    seen = path.stat()
    return _remembered(path, seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


@lru_cache(maxsize=64)
def _remembered(path: Path, *_stamps: int) -> str:
    return sha256_of(path)
