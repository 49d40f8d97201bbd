"""Fast paths of values made of words: names, places, addresses, categories and text."""

from hotpass.fields import address as addresses
from hotpass.fields import organisation_name as organisations
from hotpass.fields import person_name as people
from hotpass.fields.placeholder import LONGEST, placeholders
from hotpass.store.compose import literal
from hotpass.store.fast_path import ARRIVING, FastPath, among, fully, pairs

# What `fold` and `words` make of printable ASCII.
# Most texts have nothing to replace, and looking is quicker than replacing.
FOLDED = "if(contains(original, '  '), regexp_replace(trim(lower(original)), ' +', ' ', 'g'), trim(lower(original)))"
WORDS = (
    "if(regexp_full_match(folded, '[a-z0-9 ]*'), folded, trim(regexp_replace(replace(replace("
    "translate(folded, '''`', ''), '&', ' and '), '+', ' and '), '[^a-z0-9]+', ' ', 'g')))"
)


def text(country: str | None) -> FastPath:
    """Any words."""
    return FastPath(
        f"SELECT original, {FOLDED} AS folded, folded AS value FROM ({ARRIVING})", _says_something(), "value"
    )


def category(country: str | None) -> FastPath:
    """A word of a short list."""
    value = "regexp_replace(trim(replace(folded, '_', ' ')), ' +', ' ', 'g')"
    return FastPath(
        f"SELECT original, {FOLDED} AS folded, {value} AS value FROM ({ARRIVING})", _says_something(), "value"
    )


def city(country: str | None) -> FastPath:
    """A place with letters in its name."""
    return FastPath(_plain(), f"{_says_something()} AND regexp_matches(value, '[a-z]')", "value")


def person_name(country: str | None) -> FastPath:
    """One or two words, neither of them a title, a particle or a suffix."""
    word = "CASE WHEN contains(value, ' ') THEN split_part(value, ' ', {}) END"
    return FastPath(
        shaped=f"SELECT original, {FOLDED} AS value FROM ({ARRIVING})",
        condition=f"{fully('original', people.SIMPLE)} AND NOT regexp_matches(value, {literal(people.unless())})",
        standard="value",
        parts=f"[{word.format(1)}, {word.format(2)}]",
    )


def organisation_name(country: str | None) -> FastPath:
    """A name without a legal form, or with one plain form at its end."""
    plain = organisations.plain_forms()
    ends = "split_part(value, ' ', -1) AS last, split_part(value, ' ', -2) || ' ' || last AS last_two"
    found = "coalesce(two.spelling, one.spelling) AS spelling, coalesce(two.form, one.form) AS form"
    name = "left(value, length(value) - length(spelling) - 1)"
    without = f"NOT {among('last', plain.last)} AND NOT {among(_first('value'), plain.first)}"
    alone = f"length(value) > length(spelling) + 1 AND NOT {among(_last('name'), {*plain.last, 'and'})}"
    whole = f"NOT {among('last_two', plain.tails)} AND NOT {among('closing', plain.tails)}"
    return FastPath(
        shaped=f"""
            SELECT *, {name} AS name, name || ' ' || form AS joined,
                   split_part(joined, ' ', -2) || ' ' || {_last("joined")} AS closing
            FROM (
                SELECT original, folded, value, last, last_two, {found} FROM (SELECT *, {ends} FROM ({_plain()}))
                LEFT JOIN {pairs("two", plain.two)} ON two.spelling = last_two
                LEFT JOIN {pairs("one", plain.one)} ON one.spelling = last
            )
        """,
        condition=(
            f"{_says_something()} AND if(form IS NULL, {without}, {alone} AND {whole} "
            f"AND (contains(form, ' ') OR NOT {among('closing', plain.two)}))"
        ),
        standard="coalesce(joined, value)",
        parts="[coalesce(name, value), form]",
    )


def address(country: str | None) -> FastPath:
    """A house number, or none, before words of which only the last may be a short form."""
    plain = addresses.plain_words()
    doubtful = f"regexp_matches(' ' || value || ' ', {literal(plain.unless)}) OR {among('value', placeholders())}"
    number = "regexp_extract(value, '^[0-9]+[a-z]?\\b')"
    spelt = "left(value, length(value) - length(last)) || coalesce(form, last)"
    return FastPath(
        shaped=f"""
            SELECT *, {spelt} AS joined, {number} AS number FROM (
                SELECT original, {FOLDED} AS value, {_last("value")} AS last FROM ({ARRIVING})
            ) LEFT JOIN {pairs("street", plain.last)} ON spelling = last
        """,
        condition=(f"length(original) <= {LONGEST} AND {fully('original', addresses.SIMPLE)} AND NOT ({doubtful})"),
        standard="joined",
        parts="[nullif(number, ''), ltrim(substr(joined, length(number) + 1)), NULL]",
    )


def _plain() -> str:
    return f"SELECT original, {FOLDED} AS folded, {WORDS} AS value FROM ({ARRIVING})"


def _says_something() -> str:
    """Printable ASCII of a bearable length in which there is a word, and not one that stands for nothing."""
    idle = f"{among('value', placeholders())} OR {among('folded', placeholders())}"
    seen = fully("original", "[ -~]*[A-Za-z0-9][ -~]*")
    return f"length(original) <= {LONGEST} AND {seen} AND value <> '' AND NOT ({idle})"


def _first(text: str) -> str:
    return f"split_part({text}, ' ', 1)"


def _last(text: str) -> str:
    return f"split_part({text}, ' ', -1)"
