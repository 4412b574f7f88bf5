"""The middle answer of a unit, as levels."""

from resilience.scoring.arrays import Counts


def median_levels(answers: Counts) -> tuple[int, int] | None:
    """The two middle answers (equal when they are one) of counts per level; None where n = 0."""
    total = int(answers.sum())
    if not total:
        return None
    cumulative = answers.cumsum()
    low = int((cumulative >= (total + 1) // 2).argmax())
    high = int((cumulative >= total // 2 + 1).argmax())
    return low, high
