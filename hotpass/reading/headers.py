"""Headers: the names of a sheet's columns, made complete and distinct."""

from collections import Counter

from hotpass.reading.grid import Grid
from hotpass.reading.heading import Row


def display_names(header: list[str | None], letters: list[str], has_heading: bool) -> list[str]:
    """Headers stripped; empty ones lettered ("column C"), repeats counted ("Phone (2)"), none at all numbered."""
    if not has_heading:
        return [f"column {at}" for at in range(1, len(letters) + 1)]
    names: list[str] = []
    taken: set[str] = set()
    ordinals: Counter[str] = Counter()
    for text, letter in zip(header, letters, strict=True):
        name = stem = " ".join((text or "").split()) or f"column {letter}"
        while name.casefold() in taken:
            ordinals[stem.casefold()] += 1
            name = f"{stem} ({ordinals[stem.casefold()] + 1})"
        taken.add(name.casefold())
        names.append(name)
    return names


def with_groups(grid: Grid) -> list[str | None]:
    """The header with the heading of the row above it put before each name, spread over the merged cells it covers."""
    if not grid.above or grid.header_row == 0 or grid.above[-1][0] != grid.header_row - 1:
        return grid.header
    groups = _spread(grid, grid.above[-1][1])
    named = [
        f"{group} {name or ''}".strip() if group else name for group, name in zip(groups, grid.header, strict=True)
    ]
    return named if len({group for group in groups if group}) > 1 else grid.header


def _spread(grid: Grid, row: Row) -> list[str | None]:
    groups = [*row, *([None] * (len(grid.header) - len(row)))][: len(grid.header)]
    if not grid.merges_known:
        last: str | None = None
        for at, cell in enumerate(groups):
            last = cell or last
            groups[at] = last
        return groups
    for top, left, bottom, right in grid.merges:
        if top <= grid.header_row - 1 <= bottom:
            first = left - grid.first_column
            for at in range(max(first, 0), min(right - grid.first_column + 1, len(groups))):
                groups[at] = groups[first] if first >= 0 else groups[at]
    return groups
