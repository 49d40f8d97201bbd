"""What records may meet on: keys that stand alone, and keys that need a second one beside them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from hotpass.matching.comparison import Comparison
from hotpass.matching.comparisons import FAMILY, GIVEN
from hotpass.matching.evidence import Evidence
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote

# Of the keys that need a second one, this many are paired with each other, the sharpest first.
PAIRED = 6


class Key(NamedTuple):
    """A value two records may share: `sql` with a place for each column; `several`: one value of a list is enough."""

    title: str
    columns: tuple[str, ...]
    sql: str = "{0}"
    several: bool = False

    @property
    def name(self) -> str:
        """The column of the records that holds the key."""
        return self.columns[0] if self.sql == "{0}" else f"key__{self.of('record')}"

    def of(self, record: str) -> str:
        """The key of one record, as SQL."""
        return self.sql.format(*(f"{record}.{quote(column)}" for column in self.columns))


class Rule(NamedTuple):
    """Keys that must all agree for two records to meet."""

    keys: tuple[Key, ...]
    alone: bool

    @property
    def title(self) -> str:
        """The rule in words."""
        return "Same " + " and ".join(key.title for key in self.keys)

    def splink(self) -> dict[str, object]:
        """The rule as Splink states it, over a left and a right record."""
        condition = " AND ".join(f"{key.of('l')} = {key.of('r')}" for key in self.keys)
        exploded = [key.columns[0] for key in self.keys if key.several]
        found: dict[str, object] = {"blocking_rule": condition, "sql_dialect": "duckdb"}
        return found | ({"arrays_to_explode": exploded} if exploded else {})


def columns(rules: Sequence[Rule]) -> dict[str, str]:
    """The columns to make for keys that are no columns yet: name to SQL over the columns of `record`."""
    return {key.name: key.of("record") for rule in rules for key in rule.keys if key.name not in key.columns}


class Keys(NamedTuple):
    """The keys of one comparison; `rank` orders what needs a second key, the sharpest first."""

    alone: tuple[Key, ...] = ()
    paired: tuple[Key, ...] = ()
    rank: int = 9


def rules(evidence: Sequence[Evidence], comparisons: Sequence[Comparison]) -> tuple[Rule, ...]:
    """The rules worth trying, the sharpest kinds first."""
    by_name = {found.name: found for found in evidence}
    found = [_keys(by_name[comparison.name], frozenset(comparison.columns)) for comparison in comparisons]
    ranked = sorted((keys for keys in found if keys.paired), key=lambda keys: keys.rank)[:PAIRED]
    alone = [Rule((key,), alone=True) for keys in found for key in keys.alone]
    paired = [
        Rule((one, other), alone=False)
        for first, second in combinations(ranked, 2)
        for one in first.paired
        for other in second.paired
    ]
    singles = [Rule((key,), alone=False) for keys in ranked for key in keys.paired]
    return (*alone, *paired, *singles)


def _keys(found: Evidence, columns: frozenset[str]) -> Keys:
    return MAKERS.get(found.field.type, _no_keys)(found, columns)


def _no_keys(found: Evidence, columns: frozenset[str]) -> Keys:
    return Keys()


def _value(found: Evidence) -> Key:
    return Key(found.field.title, (f"{found.name}__value",))


def _any(found: Evidence, columns: frozenset[str]) -> tuple[Key, ...]:
    """The values of cells that hold several."""
    every = f"{found.name}__every"
    return (Key(f"{found.field.title} (one of several)", (every,), several=True),) if every in columns else ()


def _word(found: Evidence) -> Key:
    return Key(f"rare word of {found.field.title}", (f"{found.name}__words",), several=True)


def _beginning(found: Evidence, column: str, letters: int) -> Key:
    return Key(f"beginning of {found.field.title}", (column,), f"left({{0}}, {letters})")


def _organisation(found: Evidence, columns: frozenset[str]) -> Keys:
    shuffled = Key(found.field.title, (f"{found.name}__key",))
    return Keys((shuffled, _word(found)), (_beginning(found, f"{found.name}__core", 5),), 0)


def _person(found: Evidence, columns: frozenset[str]) -> Keys:
    """A given or family name alone is not telling enough to stand without a second key."""
    if found.name in {GIVEN, FAMILY}:
        return Keys((), (_value(found),), 1 if found.name == FAMILY else 3)
    return Keys((Key(found.field.title, (f"{found.name}__key",)),), (_value(found),), 3)


def _email(found: Evidence, columns: frozenset[str]) -> Keys:
    user = Key(f"user of {found.field.title}", (f"{found.name}__user",))
    return Keys((_value(found), *_any(found, columns), user))


def _phone(found: Evidence, columns: frozenset[str]) -> Keys:
    return Keys((Key(f"last digits of {found.field.title}", (f"{found.name}__tail",)), *_any(found, columns)))


def _code(found: Evidence, columns: frozenset[str]) -> Keys:
    return Keys((_value(found), *_any(found, columns)))


def _address(found: Evidence, columns: frozenset[str]) -> Keys:
    number, street = f"{found.name}__number", f"{found.name}__street"
    if street not in columns:
        return Keys((_value(found),), (_value(found),), 5)
    numbered = Key(f"number and street of {found.field.title}", (number, street), "{0} || ' ' || {1}")
    return Keys((_value(found), numbered), (Key(f"street of {found.field.title}", (street,)),), 5)


def _weak(rank: int) -> Callable[[Evidence, frozenset[str]], Keys]:
    return lambda found, columns: Keys((), (_value(found),), rank)


def _number(found: Evidence, columns: frozenset[str]) -> Keys:
    return Keys((), (Key(found.field.title, (f"{found.name}__number",)),), 8)


def _position(found: Evidence, columns: frozenset[str]) -> Keys:
    """Cells of a grid of 0.01 and 0.1 degrees."""
    degrees = tuple(sorted(columns, key=lambda column: not column.startswith(f"{found.name}__")))
    if len(degrees) != 2:
        return Keys()
    near = Key("spot within about 1 km", degrees, "round({0}, 2) || ' ' || round({1}, 2)")
    return Keys((near,), (Key("spot within about 10 km", degrees, "round({0}, 1) || ' ' || round({1}, 1)"),), 7)


def _text(found: Evidence, columns: frozenset[str]) -> Keys:
    if f"{found.name}__words" not in columns:
        return Keys((), (_value(found),), 8)
    return Keys((_value(found), _word(found)), (_beginning(found, f"{found.name}__value", 8),), 7)


MAKERS: Mapping[SemanticType, Callable[[Evidence, frozenset[str]], Keys]] = {
    SemanticType.ORGANISATION_NAME: _organisation,
    SemanticType.PERSON_NAME: _person,
    SemanticType.EMAIL: _email,
    SemanticType.PHONE: _phone,
    SemanticType.WEBSITE: _code,
    SemanticType.IDENTIFIER: _code,
    SemanticType.ADDRESS: _address,
    SemanticType.DATE: _weak(2),
    SemanticType.POSTCODE: _weak(4),
    SemanticType.CITY: _weak(6),
    SemanticType.CATEGORY: _weak(8),
    SemanticType.NUMBER: _number,
    SemanticType.LATITUDE: _position,
    SemanticType.TEXT: _text,
}
