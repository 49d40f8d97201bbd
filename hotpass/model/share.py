"""Shares: a part of a whole in words that never round a fault away."""


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent, 0 and 100 only where it is just that; a dash where there is no whole."""
    if not whole:
        return "—"
    percent = 100 * part / whole
    if 0 < percent < 1 or 99 < percent < 100:
        return f"{min(max(percent, 0.1), 99.9):.1f} %"
    return f"{percent:.0f} %"
