"""What every semantic type can do, and the shape of a standard value."""

from typing import NamedTuple, Protocol


class Standard(NamedTuple):
    """The outcome of tidying one cell.

    `value` is None where nothing usable is in it; a value that is not valid is still kept where it can serve as
    evidence. `every` holds all valid values of a cell that holds several (the kept value where none is valid).
    `parts` follow `PARTS` of the type. `reason` says in a sentence why the value is not valid, without repeating it.
    """

    value: str | None
    valid: bool
    every: tuple[str, ...] = ()
    parts: tuple[str | None, ...] = ()
    reason: str | None = None


class FieldType(Protocol):
    """The knowledge of one semantic type. `country` is an ISO 3166-1 alpha-2 code, used where a value names none."""

    parts: tuple[str, ...] = ()
    several: bool = False

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The standard value of a cell's text; never raises."""
        ...

    def is_valid(self, text: str, country: str | None = None) -> bool:
        """Whether the text holds a valid value."""
        return self.normalise(text, country).valid

    def format(self, value: str, country: str | None = None) -> str:
        """A standard value as a person likes to read it."""
        return value


def kept(value: str, parts: tuple[str | None, ...] = ()) -> Standard:
    """A valid single value."""
    return Standard(value, valid=True, every=(value,), parts=parts)


def doubted(value: str, reason: str, parts: tuple[str | None, ...] = ()) -> Standard:
    """A value that is not valid, kept as evidence."""
    return Standard(value, valid=False, every=(value,), parts=parts, reason=reason)


def missing(reason: str, width: int = 0) -> Standard:
    """Nothing usable; `width` is the number of parts of the type."""
    return Standard(None, valid=False, parts=(None,) * width, reason=reason)


def together(pieces: list[Standard], nothing: str, width: int = 0) -> Standard:
    """One outcome for a cell that holds several values: the first valid one leads, else the first that was kept."""
    good = [piece for piece in pieces if piece.valid]
    if not good:
        usable = [piece for piece in pieces if piece.value is not None]
        return (usable or pieces or [missing(nothing, width)])[0]
    every = dict.fromkeys(piece.value for piece in good if piece.value is not None)
    return good[0]._replace(every=tuple(every))
