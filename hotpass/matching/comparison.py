"""A comparison as we state it: graded levels of agreement, each with the weight of evidence it starts from."""

from typing import NamedTuple

from hotpass.store.compose import quote


class Level(NamedTuple):
    """A degree of agreement; `m` is the share of matches expected here before anything is learned.

    `tf` names the column whose frequent values weigh less; `exact` the column whose equality alone is this level.
    """

    label: str
    condition: str
    m: float
    tf: str | None = None
    exact: str | None = None


class Comparison(NamedTuple):
    """How one or more fields of two records are compared: the first level that holds counts, the best first.

    `columns` are the columns it needs beside each record: name to SQL over the compared table.
    """

    name: str
    title: str
    fields: tuple[str, ...]
    columns: dict[str, str]
    missing: str
    levels: tuple[Level, ...]

    @property
    def start(self) -> tuple[float, ...]:
        """The m of each level, the weakest (no agreement) first."""
        rest = max(0.01, 1 - sum(level.m for level in self.levels))
        return (rest, *(level.m for level in reversed(self.levels)))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words for each level, the weakest first."""
        return ("Different", *(level.label for level in reversed(self.levels)))

    @property
    def weighed(self) -> tuple[str, ...]:
        """The columns whose frequent values weigh less."""
        return tuple(level.tf for level in self.levels if level.tf is not None)

    @property
    def weighed_levels(self) -> frozenset[int]:
        """The levels at which the rarity of the shared value counts."""
        count = len(self.levels)
        return frozenset(count - place for place, level in enumerate(self.levels) if level.tf is not None)

    def rarity_sql(self, level: str) -> str:
        """How rare the value is that two records share, in bits: -log2 of the more frequent side's frequency, or 0."""
        count = len(self.levels)
        cases = [
            f"WHEN {count - place} THEN -log2(greatest({left(f'tf_{found.tf}')}, {right(f'tf_{found.tf}')}))"
            for place, found in enumerate(self.levels)
            if found.tf is not None
        ]
        return f"CASE {level} {' '.join(cases)} ELSE 0 END" if cases else "0"

    def gamma_sql(self) -> str:
        """The level of a pair as SQL over `<column>_l` and `<column>_r`; -1 where a value is missing."""
        count = len(self.levels)
        cases = [f"WHEN {level.condition} THEN {count - place}" for place, level in enumerate(self.levels)]
        return f"CASE WHEN {self.missing} THEN -1 {' '.join(cases)} ELSE 0 END"


def left(column: str) -> str:
    """The column of the left record."""
    return quote(f"{column}_l")


def right(column: str) -> str:
    """The column of the right record."""
    return quote(f"{column}_r")


def both(template: str, column: str) -> str:
    """A condition on one column of two records, written with `{l}` and `{r}`."""
    return template.format(l=left(column), r=right(column))


def same(*columns: str) -> str:
    """Both records have the same value in each of the columns."""
    return " AND ".join(both("{l} = {r}", column) for column in columns)


def absent(*columns: str) -> str:
    """One of the records lacks one of the columns."""
    return " OR ".join(both("{l} IS NULL OR {r} IS NULL", column) for column in columns)


def alike(column: str, threshold: float) -> str:
    """Jaro-Winkler similarity (0 to 1) of at least a threshold."""
    return both(f"jaro_winkler_similarity({{l}}, {{r}}) >= {threshold}", column)


def one_slip(column: str) -> str:
    """One letter too many, missing, wrong or swapped with its neighbour (Damerau-Levenshtein distance 1)."""
    return both("abs(length({l}) - length({r})) <= 1 AND damerau_levenshtein({l}, {r}) <= 1", column)


def shares_any(column: str) -> str:
    """Two lists have a value in common."""
    return both("list_has_any({l}, {r})", column)


def words_shared(column: str, share: float, of: str = "greatest") -> str:
    """Two lists of words have at least two words, and this share of the longer (or `least`: the shorter), in common."""
    both_lists = both("len(list_intersect({l}, {r}))", column)
    whole = both(f"{of}(len({{l}}), len({{r}}))", column)
    return f"{both_lists} >= 2 AND {both_lists} >= {share} * {whole}"


def exactly(label: str, column: str, m: float, *, tf: bool = True) -> Level:
    """The level of equal values; with `tf` a frequent value weighs less."""
    return Level(label, same(column), m, column if tf else None, column)
