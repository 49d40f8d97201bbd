"""A comparison as we state it: graded levels of agreement, each with the weight of evidence it starts from."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from hotpass.matching.hints import Alike, Beginning, Hint, Slip
from hotpass.store.compose import quote

# Columns of the left and the right record that have the same value.
Equal = tuple[tuple[str, str], ...]


class Level(NamedTuple):
    """A degree of agreement; `m` is the share of matches expected here before anything is learned.

    `tf` names the column whose frequent values weigh less; `equal` the columns whose equality alone is this level.
    `several` is the column of lists that must hold more than one value somewhere for the level to hold at all. Where
    equality alone is not enough, the level holds only if the columns of `given` are equal and its `hints` possible;
    `settled`: then it does hold.
    """

    label: str
    condition: str
    m: float
    tf: str | None = None
    equal: Equal = ()
    several: str | None = None
    given: Equal = ()
    hints: tuple[Hint, ...] = ()
    settled: bool = False

    @property
    def column(self) -> str | None:
        """The one column whose equality is this level, if it is just one."""
        one = self.equal[0] if len(self.equal) == 1 else (None, "")
        return one[0] if one[0] == one[1] else None


class Comparison(NamedTuple):
    """How one or more fields of two records are compared: the first level that holds counts, the best first.

    `columns` are the columns it needs beside each record: name to SQL over the compared table. Without a value in
    each of `needs`, where the columns of `void` are equal, and where both records fill all columns of `yields`, which
    say the same more exactly, it says nothing. The columns of `subject` settle all other columns that its conditions
    look at. Where the levels are distances between positions (`needs`: degrees of latitude and longitude), `radii` are
    their limits in km, the best level first.
    """

    name: str
    title: str
    fields: tuple[str, ...]
    columns: dict[str, str]
    needs: tuple[str, ...]
    levels: tuple[Level, ...]
    subject: tuple[str, ...]
    void: Equal = ()
    yields: tuple[str, ...] = ()
    radii: tuple[float, ...] = ()

    @property
    def missing(self) -> str:
        """When the comparison says nothing, as SQL."""
        silent = [both("{l} IS NULL OR {r} IS NULL", column) for column in self.needs]
        if self.void:
            silent.append(f"({equality(self.void)})")
        if self.yields:
            filled = " AND ".join(both("{l} IS NOT NULL AND {r} IS NOT NULL", column) for column in self.yields)
            silent.append(f"({filled})")
        return " OR ".join(silent)

    @property
    def start(self) -> tuple[float, ...]:
        """The m of each level, the weakest (no agreement) first."""
        rest = max(0.01, 1 - sum(level.m for level in self.levels))
        return (rest, *(level.m for level in reversed(self.levels)))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words for each level, the weakest first."""
        return ("Different", *(level.label for level in reversed(self.levels)))

    def split(self, single: Container[str]) -> tuple[list[int], list[int]]:
        """The places of the best levels, which equality settles, and of the rest, which need the texts.

        `single` are columns of lists that never hold several values: levels that ask for several are left out.
        """
        possible = [place for place, level in enumerate(self.levels) if level.several not in single]
        told = [bool(self.levels[place].equal) for place in possible]
        plain = told.index(False) if False in told else len(told)
        return possible[:plain], possible[plain:]

    @property
    def weighed(self) -> dict[int, str]:
        """The levels at which the rarity of the shared value counts, and the column it stands in."""
        count = len(self.levels)
        return {count - place: level.tf for place, level in enumerate(self.levels) if level.tf is not None}

    def gamma_sql(self) -> str:
        """The level of a pair as SQL over `<column>_l` and `<column>_r`; -1 where a value is missing."""
        count = len(self.levels)
        cases = [f"WHEN {level.condition} THEN {count - place}" for place, level in enumerate(self.levels)]
        return f"CASE WHEN {self.missing} THEN -1 {' '.join(cases)} ELSE 0 END"

    def rest_sql(self, places: Sequence[int]) -> str:
        """The level of a pair for which one of these levels holds, or none, as SQL."""
        count = len(self.levels)
        cases = (f"WHEN {self.levels[place].condition} THEN {count - place}" for place in places)
        return f"CASE {' '.join(cases)} ELSE 0 END"


def weighed(compared: Sequence[Comparison]) -> list[str]:
    """The columns whose frequent values weigh less."""
    return sorted({column for comparison in compared for column in comparison.weighed.values()})


def left(column: str) -> str:
    """The column of the left record."""
    return quote(f"{column}_l")


def right(column: str) -> str:
    """The column of the right record."""
    return quote(f"{column}_r")


def both(template: str, column: str) -> str:
    """A condition on one column of two records, written with `{l}` and `{r}`."""
    return template.format(l=left(column), r=right(column))


def equality(equal: Equal) -> str:
    """The columns of each couple have the same value."""
    return " AND ".join(f"{left(one)} = {right(other)}" for one, other in equal)


def same(*columns: str) -> str:
    """Both records have the same value in each of the columns."""
    return equality(tuple((column, column) for column in columns))


def alike(column: str, threshold: float) -> str:
    """Jaro-Winkler similarity (0 to 1) of at least a threshold."""
    return both(f"jaro_winkler_similarity({{l}}, {{r}}) >= {threshold}", column)


def likely(label: str, column: str, threshold: float, m: float) -> Level:
    """The level of values that are alike."""
    return Level(label, alike(column, threshold), m, hints=(Alike(column, threshold),))


def begun(label: str, column: str, letters: int, m: float) -> Level:
    """The level of values whose first letters are the same."""
    same_letters = both(f"left({{l}}, {letters}) = left({{r}}, {letters})", column)
    return Level(label, same_letters, m, hints=(Beginning(column, letters),), settled=True)


def slipped(label: str, column: str, m: float) -> Level:
    """The level of values that one slip sets apart."""
    return Level(label, one_slip(column), m, hints=(Slip(column),))


def one_slip(column: str) -> str:
    """One letter too many, missing, wrong or swapped with its neighbour (Damerau-Levenshtein distance 1).

    Such a slip leaves the first or the last letters alone, up to the two in the middle; that is asked first, since the
    distance costs ten times as much.
    """
    spared = "greatest(0, (least(length({l}), length({r})) - 2) // 2)"
    likely = f"left({{l}}, {spared}) = left({{r}}, {spared}) OR right({{l}}, {spared}) = right({{r}}, {spared})"
    return both(
        f"CASE WHEN abs(length({{l}}) - length({{r}})) > 1 THEN false WHEN {likely} "
        "THEN damerau_levenshtein({l}, {r}) <= 1 ELSE false END",
        column,
    )


def shares_any(column: str) -> str:
    """Two lists have a value in common."""
    return both("list_has_any({l}, {r})", column)


def words_shared(column: str, share: float, of: str = "greatest", fewest: int = 2) -> str:
    """Two lists of words have some words, and this share of the longer (or `least`: the shorter), in common."""
    both_lists = both("len(list_intersect({l}, {r}))", column)
    whole = both(f"{of}(len({{l}}), len({{r}}))", column)
    return f"{both_lists} >= {fewest} AND {both_lists} >= {share} * {whole}"


def agreeing(label: str, m: float, *columns: str, tf: str | None = None) -> Level:
    """The level of equal values in each of the columns; frequent values of `tf` weigh less."""
    equal = tuple((column, column) for column in columns)
    return Level(label, equality(equal), m, tf, equal)


def exactly(label: str, column: str, m: float, *, tf: bool = True) -> Level:
    """The level of equal values; with `tf` a frequent value weighs less."""
    return agreeing(label, m, column, tf=column if tf else None)
