"""The middle answer of a unit, and the most frequent one, as levels."""

from resilience.scoring.arrays import Counts
from resilience.scoring.counting.tally import Tallies


def median_levels(answers: Counts) -> tuple[int, int] | None:
    """The two middle answers (equal when they are one) of counts per level; None where n = 0."""
    total = int(answers.sum())
    if not total:
        return None
    cumulative = answers.cumsum()
    low = int((cumulative >= (total + 1) // 2).argmax())
    high = int((cumulative >= total // 2 + 1).argmax())
    return low, high


def medians(tallies: Tallies) -> dict[str, tuple[int, int] | None]:
    """The two middle levels of the city's pooled answers by indicator; None where nobody answered.

    A measured indicator has no levels and is left out.
    """
    return {
        code: median_levels(tally.answers.sum(axis=0))
        for code, tally in tallies.city.by_code.items()
        if tally.answers.shape[1] > 1
    }


def most_frequent_level(answers: Counts) -> int | None:
    """The level with most answers; None where several have as many, and without answers."""
    found = (answers == answers.max(initial=1)).nonzero()[0]
    return int(found[0]) if len(found) == 1 else None
