"""Providers: what every register on the network can do, whatever its interface."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from pydantic import JsonValue

from hotpass.lookup.answer import Answer


class Sought(NamedTuple):
    """What is known of an entity: its name, and values by field name."""

    name: str
    values: Mapping[str, str]


class Found(NamedTuple):
    """How the question ended, and the candidates as rows of a register, by header."""

    answer: Answer
    rows: tuple[dict[str, str], ...] = ()


class Provider(Protocol):
    """A register on the network."""

    name: str
    licence: str

    def find(self, sought: Sought) -> Found:
        """The rows that may speak of an entity; none where the register knows none or did not answer."""
        ...


def texts(row: Mapping[str, object]) -> dict[str, str]:
    """The filled values of a row as texts, lists joined."""
    plain = {
        name: "; ".join(str(each) for each in value if each) if isinstance(value, list) else value
        for name, value in row.items()
    }
    return {name: str(value).strip() for name, value in plain.items() if value not in (None, "")}


def part(body: JsonValue, *path: str | int) -> JsonValue:
    """What lies at this path of keys and places, None where there is nothing."""
    here = body
    for step in path:
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and -len(here) <= step < len(here):
            here = here[step]
        else:
            return None
    return here


def listed(body: JsonValue, *path: str | int) -> list[JsonValue]:
    """The list at this path, an empty one where there is none."""
    found = part(body, *path)
    return found if isinstance(found, list) else []
