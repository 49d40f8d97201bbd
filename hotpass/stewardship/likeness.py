"""Likeness: how two values of a field differ, in a kind that is seen at a glance, and where their letters differ."""

from rapidfuzz.distance import Levenshtein

from hotpass.model.explanation import SeenValue
from hotpass.model.review import Likeness, Piece

# Below this similarity (0 to 1) of the tidied values, marks on letters are confetti.
NEARLY_FROM = 0.75
LONGEST_MARKED = 300
LONGEST_SHOWN = 2_000


def likeness(value: SeenValue) -> Likeness:
    """The kind of difference."""
    if value.left is None or value.right is None:
        return Likeness.EMPTY
    if value.left == value.right:
        return Likeness.SAME
    left, right = value.left_standard, value.right_standard
    if left is not None and left == right:
        return Likeness.TIDIED
    left, right = left or value.left, right or value.right
    if max(len(left), len(right)) > LONGEST_MARKED:
        return Likeness.DIFFERENT
    alike = Levenshtein.normalized_similarity(left.casefold(), right.casefold()) >= NEARLY_FROM
    return Likeness.NEARLY if alike else Likeness.DIFFERENT


def pieces(value: SeenValue, kind: Likeness) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both values in pieces; letters are marked only where the values are nearly the same."""
    left, right = _short(value.left), _short(value.right)
    if kind is not Likeness.NEARLY or max(len(left), len(right)) > LONGEST_MARKED:
        return _whole(left), _whole(right)
    one: list[Piece] = []
    other: list[Piece] = []
    for step in Levenshtein.opcodes(left.casefold(), right.casefold()) if _folds_evenly(left, right) else ():
        marked = step.tag != "equal"
        one += _whole(left[step.src_start : step.src_end], marked=marked)
        other += _whole(right[step.dest_start : step.dest_end], marked=marked)
    return (tuple(one), tuple(other)) if one or other else (_whole(left), _whole(right))


def _folds_evenly(left: str, right: str) -> bool:
    """Whether folding case keeps every letter in its place; a sharp s does not."""
    return all(len(text) == len(text.casefold()) for text in (left, right))


def _whole(text: str, *, marked: bool = False) -> tuple[Piece, ...]:
    return (Piece(text=text, marked=marked),) if text else ()


def _short(text: str | None) -> str:
    if text is None or len(text) <= LONGEST_SHOWN:
        return text or ""
    return f"{text[:LONGEST_SHOWN]}… ({len(text):,} characters)"
