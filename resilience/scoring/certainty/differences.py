"""How units differ, in words that make no claim that chance could make (docs/methods.md, section 5)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.certainty.kruskal import kruskal
from resilience.scoring.counting.tally import Tallies
from resilience.text import mark

Verdict = Literal["clear difference", "may be chance"]
#: every `Verdict` as a text key
VERDICTS: tuple[str, ...] = (mark("clear difference"), mark("may be chance"))
#: share of false alarms among the differences that are called clear
FALSE_ALARMS = 0.05
#: q for indicators: at .05 the upper limit of simulated false alarms is above 5 in 100
OF_INDICATORS = 0.04
#: `Superiority.of_ten` where neither scores higher more often, above .95, and where one always does
EVEN, ALMOST_ALWAYS, ALWAYS = 5, 10, 11


@dataclass(frozen=True, slots=True)
class Superiority:
    """How often a random person of one unit scores higher than one of another; ties count half.

    `chance` 0..1 is that of the first, (Cliff's delta + 1) / 2. For the sentence: `higher` scores higher in
    `of_ten` (5..9) of 10 pairs, 9 from .85 to .95; ALMOST_ALWAYS above that, ALWAYS in every pair.
    """

    chance: float
    higher: Literal["first", "second", "neither"]
    of_ten: int


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """Whether any unit differs on an indicator: Kruskal-Wallis `statistic`, `p` 0..1, in words."""

    statistic: float
    p: float
    verdict: Verdict


def superiority(first: Counts, second: Counts) -> Superiority | None:
    """Compare the answers of two units, counts per level (m,) (Cliff, 1993).

    None where one has no answers.
    """
    mine, theirs = first.tolist(), second.tolist()
    # whole numbers, so that two equal units are exactly even; each pair counts twice
    pairs = 2 * sum(mine) * sum(theirs)
    if not pairs:
        return None
    won = sum(n * (2 * sum(theirs[:level]) + theirs[level]) for level, n in enumerate(mine))
    more = max(won, pairs - won)
    higher: Literal["first", "second"] = "first" if won == more else "second"
    return Superiority(won / pairs, "neither" if 2 * won == pairs else higher, _of_ten(more, pairs))


def _of_ten(more: int, pairs: int) -> int:
    """How often the higher one scores higher; see `Superiority`."""
    if more == pairs:
        return ALWAYS
    return ALMOST_ALWAYS if 20 * more > 19 * pairs else min(9, (20 * more + pairs) // (2 * pairs))


def rank_sum(first: Counts, second: Counts) -> float:
    """How far two units differ for their size: |z| of the rank-sum test with tie correction (Mann-Whitney, 1947).

    0 where one has no answers or all answers are equal.
    """
    both = (first + second).astype(np.float64)
    n, mine, theirs = both.sum(), first.sum(), second.sum()
    compared = superiority(first, second)
    spread = n**3 - n - (both**3 - both).sum()
    if compared is None or spread <= 0:
        return 0.0
    error = np.sqrt(mine * theirs * spread / (12 * n * (n - 1)))
    return float(abs(compared.chance - 0.5) * mine * theirs / error)


def differences(tallies: Tallies) -> dict[str, UnitDifference | None]:
    """Whether units differ, by indicator code: the words hold for all indicators together.

    A permutation Kruskal-Wallis test each, where a table is one answer, and Benjamini-Hochberg at
    q = .04 over those tested. None where there is nothing to test: fewer than two units answered,
    all answers are equal, or the indicator is measured and has no levels.
    """
    tests = {code: kruskal(tally.answers) for code, tally in tallies.by_code.items()}
    tested = {code: test for code, test in tests.items() if test is not None}
    clear = benjamini_hochberg(np.array([test.p for test in tested.values()]), OF_INDICATORS)
    found = {
        code: UnitDifference(
            test.statistic, test.p, "clear difference" if is_clear else "may be chance"
        )
        for (code, test), is_clear in zip(tested.items(), clear, strict=True)
    }
    return {code: found.get(code) for code in tests}


def benjamini_hochberg(p_values: Floats, q: float = FALSE_ALARMS) -> Flags:
    """Which of the tests to believe, so that about a share `q` of them is wrong (1995)."""
    order = np.argsort(p_values, kind="stable")
    limits = q * np.arange(1, len(order) + 1) / max(1, len(order))
    below = np.flatnonzero(p_values[order] <= limits + 1e-12)
    believed = np.zeros(len(order), dtype=np.bool_)
    believed[order[: below[-1] + 1 if len(below) else 0]] = True
    return believed
