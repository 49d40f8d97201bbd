"""Comparisons of names: organisations, people, and people whose given and family names stand apart."""

from hotpass.matching.comparison import (
    Comparison,
    Equal,
    Level,
    agreeing,
    equality,
    exactly,
    left,
    likely,
    right,
    words_shared,
)
from hotpass.matching.evidence import Evidence
from hotpass.matching.hints import Initial
from hotpass.store.compose import quote

WORDS = "list_distinct(string_split({0}, ' '))"
SORTED = "array_to_string(list_sort(list_distinct(string_split({0}, ' '))), ' ')"


def organisation(found: Evidence) -> Comparison:
    """The name without its legal form: equal, its words shuffled, nearly equal, one within the other."""
    name = found.name
    core = f"coalesce({quote(f'{name}__core')}, {quote(name)})" if found.has("core") else quote(name)
    core_column, key, words = f"{name}__core", f"{name}__key", f"{name}__words"
    return Comparison(
        name=name,
        title=found.field.title,
        fields=(name,),
        columns={core_column: core, key: SORTED.format(core), words: WORDS.format(core)},
        needs=(core_column,),
        subject=(core_column,),
        levels=(
            exactly("Same name", core_column, 0.6),
            agreeing("Same words in another order", 0.02, key),
            likely("Nearly the same name", core_column, 0.95, 0.08),
            Level("Most words are the same", words_shared(words, 0.66), 0.06),
            Level("One name holds the other", words_shared(words, 1.0, "least"), 0.08),
            likely("Similar name", core_column, 0.88, 0.06),
            Level("The one word of a name is in the other", words_shared(words, 1.0, "least", fewest=1), 0.05),
            Level("Some words are the same", words_shared(words, 0.4), 0.04),
        ),
    )


def person(found: Evidence) -> Comparison:
    """A whole name, or a given or family name alone: equal, words swapped, nearly equal, an initial."""
    name = found.name
    value, key = f"{name}__value", f"{name}__key"
    initial = (
        f"left({left(value)}, 1) = left({right(value)}, 1) AND least(length({left(value)}), length({right(value)})) = 1"
    )
    return Comparison(
        name=name,
        title=found.field.title,
        fields=(name,),
        columns={value: quote(name), key: SORTED.format(quote(name))},
        needs=(value,),
        subject=(value,),
        levels=(
            exactly("Same name", value, 0.7),
            agreeing("Same words in another order", 0.03, key),
            likely("Nearly the same name", value, 0.92, 0.1),
            Level("Only an initial", initial, 0.02, hints=(Initial(value),)),
            likely("Similar name", value, 0.8, 0.05),
        ),
    )


def given_and_family(given: Evidence, family: Evidence) -> tuple[Comparison, Comparison]:
    """Given and family name, compared apart; names written in each other's column count once, with the given name."""
    first, last = person(given), person(family)
    given_value, family_value = f"{given.name}__value", f"{family.name}__value"
    swapped: Equal = ((given_value, family_value), (family_value, given_value))
    crossed = Level("Given and family name are swapped", equality(swapped), 0.03, equal=swapped)
    levels = (first.levels[0], crossed, *(level for level in first.levels[1:]))
    return (
        first._replace(fields=(given.name, family.name), columns=first.columns | last.columns, levels=levels),
        last._replace(
            fields=(family.name, given.name),
            columns=first.columns | last.columns,
            void=swapped,
        ),
    )
