"""Likeness: how two values of a field differ, in a kind that is seen at a glance, and where their letters differ."""

import re

from rapidfuzz.distance import Levenshtein

from hotpass.model.explanation import SeenValue
from hotpass.model.review import Likeness, Piece

# Below this similarity (0 to 1) of the tidied values, marks on letters are confetti.
NEARLY_FROM = 0.75
ALIKE_FROM = 0.6
LONGEST_MARKED = 300
LONGEST_SHOWN = 2_000
# A word with the blanks after it, or blanks at the very beginning.
WORD = re.compile(r"\S+\s*|^\s+")
AROUND = " \t\r\n.,;:-()/'\""


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
    """Both values in pieces; words that differ are marked only where the values are nearly the same.

    Of two words in the same place that are much alike, only the letters that differ are marked.
    """
    left, right = _short(value.left), _short(value.right)
    if kind is not Likeness.NEARLY or max(len(left), len(right)) > LONGEST_MARKED:
        return _whole(left), _whole(right)
    one: list[Piece] = []
    other: list[Piece] = []
    words, others = WORD.findall(left), WORD.findall(right)
    for step in Levenshtein.opcodes([_folded(word) for word in words], [_folded(word) for word in others]):
        mine, theirs = words[step.src_start : step.src_end], others[step.dest_start : step.dest_end]
        if step.tag == "replace" and len(mine) == len(theirs):
            for pair in zip(mine, theirs, strict=True):
                first, second = _letters(*pair)
                one += first
                other += second
        else:
            one += _whole("".join(mine), marked=step.tag != "equal")
            other += _whole("".join(theirs), marked=step.tag != "equal")
    return tuple(one), tuple(other)


def _folded(word: str) -> str:
    """A word as it is compared: case, spaces and signs around it make no difference."""
    return word.casefold().strip(AROUND) or word.strip()


def _letters(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two different words: letter by letter where they are much alike, else marked as a whole."""
    one, other = left.casefold(), right.casefold()
    even = len(one) == len(left) and len(other) == len(right)  # a sharp s folds into two letters
    if not even or Levenshtein.normalized_similarity(one, other) < ALIKE_FROM:
        return _whole(left, marked=True), _whole(right, marked=True)
    steps = Levenshtein.opcodes(one, other)
    return (
        tuple(p for s in steps for p in _whole(left[s.src_start : s.src_end], marked=s.tag != "equal")),
        tuple(p for s in steps for p in _whole(right[s.dest_start : s.dest_end], marked=s.tag != "equal")),
    )


def _whole(text: str, *, marked: bool = False) -> tuple[Piece, ...]:
    return (Piece(text=text, marked=marked),) if text else ()


def _short(text: str | None) -> str:
    if text is None or len(text) <= LONGEST_SHOWN:
        return text or ""
    return f"{text[:LONGEST_SHOWN]}… ({len(text):,} characters)"
