"""Reading: a file becomes rows of text, in a child process that can do no harm."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotpass.reading.reader import read

__all__ = ["read"]


def __getattr__(name: str) -> object:
    """Gives `read` on first use: the child starts in this package too, and must not pay for what the parent needs."""
    if name == "read":
        from hotpass.reading.reader import read

        return read
    raise AttributeError(name)
