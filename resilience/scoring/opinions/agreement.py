"""How far the answers to one indicator agree, and what to discuss first (docs/methods.md, section 2).

Counts are of answers, never of people: a table of eight gives one answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from resilience.scoring.arrays import Counts
from resilience.scoring.counting.median import median_levels
from resilience.scoring.counting.tally import Tallies, Tally
from resilience.text import mark

Label = Literal[
    "nobody gave a level",
    "too few answers to judge agreement",
    "fewer than half gave a level",
    "everyone agrees",
    "split room",
    "strong agreement",
    "some spread",
    "wide spread",
]
#: every `Label` as a text key
LABELS: tuple[str, ...] = (
    mark("nobody gave a level"),
    mark("too few answers to judge agreement"),
    mark("fewer than half gave a level"),
    mark("everyone agrees"),
    mark("split room"),
    mark("strong agreement"),
    mark("some spread"),
    mark("wide spread"),
)
#: labels by which agreement is not judged
UNJUDGED: tuple[Label, ...] = (
    "nobody gave a level",
    "too few answers to judge agreement",
    "fewer than half gave a level",
)
#: the fewest answers from which agreement is judged
FEWEST = 5
#: fewest answers in which two camps are seldom due to chance: of rooms with answers spread evenly over four
#: levels, up to 1 in 3 of 5 to 12 answers look like camps, 1 in 9 of 21 and 1 in 23 of 40
#: (docs/method/error-rates.md)
CAMPS_FROM = 40
#: the least consensus of a label
STRONG_FROM = 0.75
SOME_FROM = 0.5
#: least share of the answers in each camp of a split room; of five answers that is two
CAMP_SHARE = Fraction(1, 4)
#: least share of the variance that lies between the camps of a split room
EXPLAINED = Fraction(17, 20)


@dataclass(frozen=True, slots=True)
class Split:
    """The two camps of a split room: how many answers each has, and its mean level 0..m-1."""

    low_count: int
    low_mean: float
    high_count: int
    high_mean: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far `answers` (their number) agree on one indicator in one unit.

    `consensus` 0..1 is Leik's C; `distance` the mean distance from the middle answer in levels;
    `within_one` the share 0..1 within one level of the median, the better one of two. These three
    are None where nobody answered. `far` answers lie more than half of the scale from the nearest
    median. `split` is there exactly where the camps of a split room are.
    """

    label: Label
    answers: int
    consensus: float | None
    distance: float | None
    within_one: float | None
    far: int
    split: Split | None

    @property
    def judged(self) -> bool:
        """Whether enough gave a level to say how far they agree."""
        return self.label not in UNJUDGED


def agreement(counts: ArrayLike, without_level: int = 0) -> Agreement:
    """Agreement of whole counts of answers per level, shape (m,) with m >= 2 (Leik, 1966).

    `without_level` answers are "not applicable" or "don't know": agreement is not judged if they are more than
    those with a level. Raises ValueError for fewer than two levels and for counts that are negative or not whole.
    """
    answers = _whole(counts)
    medians = median_levels(answers)
    if medians is None:
        return Agreement("nobody gave a level", 0, None, None, None, 0, None)
    n, top = int(answers.sum()), len(answers) - 1
    cumulative = answers.cumsum()
    off_middle = int(np.minimum(cumulative, n - cumulative).sum())
    from_each = np.abs(np.arange(top + 1) - np.array(medians)[:, np.newaxis])
    consensus = 1 - 2 * off_middle / (n * top)
    few = n < without_level
    split = None if few else _split_room(answers)
    return Agreement(
        label=_label(answers, consensus, split, few=few),
        answers=n,
        consensus=consensus,
        distance=off_middle / n,
        within_one=int(((from_each <= 1) @ answers).max()) / n,
        far=int(answers[2 * from_each.min(axis=0) > top].sum()),
        split=split,
    )


def agree(tallies: Tallies, unit: str | None = None) -> dict[str, Agreement]:
    """Agreement by indicator code, in the order of the file, in `unit` or the whole city (pooled).

    A measured indicator has no levels and is left out. In a unit, answers without a level are not looked at: a
    closed workshop shows them for the city only. Raises ValueError for an unknown unit.
    """
    rows = slice(None) if unit is None else [tallies.units.index(unit)]
    asked = (tallies.city if unit is None else tallies).by_code
    return {
        code: agreement(tally.answers[rows].sum(axis=0), 0 if unit else without_level(tally))
        for code, tally in asked.items()
        if tally.answers.shape[1] > 1
    }


def without_level(tally: Tally) -> int:
    """How many answers of all units are "not applicable" or "don't know"."""
    return int(tally.na.sum() + tally.dk.sum())


def discuss_first(
    agreements: Mapping[str, Agreement],
    gains: Mapping[str, float | None],
    unknowns: Mapping[str, int],
) -> tuple[str, ...]:
    """The codes of `agreements` in the order in which a room gains most from discussing them.

    Split rooms, then low consensus, then points to gain (weight times gap to the target), then
    unknowns (don't know and blank). What nobody answered comes last, most unknowns first. Ties keep
    the order of `agreements`. A code missing from `gains` or `unknowns` has 0.
    """

    def urgency(code: str) -> tuple[bool, bool, float, float, int]:
        found, unknown = agreements[code], unknowns.get(code, 0)
        if found.consensus is None:
            return True, True, 0.0, 0.0, -unknown
        gain = gains.get(code) or 0.0
        return False, found.split is None, found.consensus, -gain, -unknown

    return tuple(sorted(agreements, key=urgency))


def _whole(counts: ArrayLike) -> Counts:
    given = np.asarray(counts)
    if given.ndim != 1 or len(given) < 2:
        raise ValueError(f"counts of two levels or more, not of shape {given.shape}")
    if not np.all((given >= 0) & (given == np.floor(given))):
        raise ValueError(f"counts of answers are whole and not negative: {given}")
    return given.astype(np.int64)


def _label(answers: Counts, consensus: float, split: Split | None, *, few: bool) -> Label:
    if answers.sum() < FEWEST:
        return "too few answers to judge agreement"
    if few:
        return "fewer than half gave a level"
    if np.count_nonzero(answers) == 1:
        return "everyone agrees"
    if split is not None:
        return "split room"
    if consensus >= STRONG_FROM:
        return "strong agreement"
    return "some spread" if consensus >= SOME_FROM else "wide spread"


def _split_room(answers: Counts) -> Split | None:
    """The cut that explains most of the variance among those that part two camps, lowest first."""
    if answers.sum() < FEWEST:
        return None
    counts = answers.tolist()
    cuts = [found for at in range(1, len(counts)) if (found := _cut(counts, at)) is not None]
    return max(cuts, key=lambda cut: cut[0])[1] if cuts else None


def _cut(counts: list[int], at: int) -> tuple[Fraction, Split] | None:
    """The camps below and from level `at`, and the share of the variance that they explain.

    None where they are no two camps. Fractions, so that a reversed scale cannot tip a limit.
    """
    n, low, high = sum(counts), sum(counts[:at]), sum(counts[at:])
    if min(low, high) < CAMP_SHARE * n:
        return None
    levels = [level * count for level, count in enumerate(counts)]
    low_mean, high_mean = Fraction(sum(levels[:at]), low), Fraction(sum(levels[at:]), high)
    squares = sum(level * level * count for level, count in enumerate(counts))
    variance = squares - Fraction(sum(levels) ** 2, n)
    explained = Fraction(low * high, n) * (high_mean - low_mean) ** 2 / variance
    if high_mean - low_mean < _least_gap(len(counts) - 1) or explained < EXPLAINED:
        return None
    return explained, Split(low, float(low_mean), high, float(high_mean))


def _least_gap(top: int) -> Fraction:
    """How many levels apart the means of two camps are at least, on a scale of levels 0..top."""
    return min(Fraction(top), max(Fraction(7, 4), Fraction(7, 20) * top))
