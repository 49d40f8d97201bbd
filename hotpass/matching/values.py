"""Comparisons of plain values: dates, numbers, categories, texts."""

from hotpass.matching.comparison import Comparison, Level, begun, both, exactly, likely, slipped, words_shared
from hotpass.matching.evidence import Evidence
from hotpass.matching.hints import Beginning
from hotpass.matching.names import WORDS
from hotpass.store.compose import quote

# Texts of more characters than this (on average) are compared word by word.
LONG_TEXT = 25


def date(found: Evidence) -> Comparison:
    """Equal, day and month swapped, one digit wrong or two swapped, the same month, the same year."""
    value = f"{found.name}__value"
    swapped = both(
        "left({l}, 4) = left({r}, 4) AND substr({l}, 6, 2) = substr({r}, 9, 2) "
        "AND substr({l}, 9, 2) = substr({r}, 6, 2)",
        value,
    )
    first = Beginning(value, 4)
    levels = (
        exactly("Same date", value, 0.8),
        Level("Day and month are swapped", f"{both('length({l}) = 10', value)} AND {swapped}", 0.02, hints=(first,)),
        slipped("One digit differs", value, 0.08),
        begun("Same month of the same year", value, 7, 0.03),
        begun("Same year", value, 4, 0.03),
    )
    return _single(found, value, quote(found.name), levels)


def number(found: Evidence) -> Comparison:
    """Equal, within one per cent, within ten per cent."""
    value = f"{found.name}__number"
    within = "abs({{l}} - {{r}}) <= {0} * greatest(abs({{l}}), abs({{r}}))"
    levels = (
        exactly("Same number", value, 0.8),
        Level("Within 1 %", both(within.format(0.01), value), 0.05),
        Level("Within 10 %", both(within.format(0.1), value), 0.05),
    )
    return _single(found, value, f"TRY_CAST({quote(found.name)} AS DOUBLE)", levels)


def category(found: Evidence) -> Comparison:
    """Equal or not."""
    value = f"{found.name}__value"
    return _single(found, value, quote(found.name), (exactly("The same", value, 0.85),))


def text(found: Evidence) -> Comparison:
    """Equal, nearly so, or with words in common where texts are long."""
    value, words = f"{found.name}__value", f"{found.name}__words"
    levels = [exactly("Same text", value, 0.6), likely("Nearly the same text", value, 0.95, 0.12)]
    if found.length <= LONG_TEXT:
        levels.append(likely("Similar text", value, 0.88, 0.08))
        return _single(found, value, quote(found.name), tuple(levels))
    levels += [
        Level("Most words are the same", words_shared(words, 0.66), 0.1),
        Level("Some words are the same", words_shared(words, 0.4), 0.06),
    ]
    comparison = _single(found, value, quote(found.name), tuple(levels))
    return comparison._replace(columns=comparison.columns | {words: WORDS.format(quote(found.name))})


def _single(found: Evidence, value: str, expression: str, levels: tuple[Level, ...]) -> Comparison:
    return Comparison(found.name, found.field.title, (found.name,), {value: expression}, (value,), levels, (value,))
