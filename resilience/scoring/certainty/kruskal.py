"""Whether units answer differently at all: the Kruskal-Wallis test by permutation (docs/methods.md, section 5)."""

from dataclasses import dataclass

import numpy as np
import scipy

from resilience.scoring.arrays import Counts, Floats
from resilience.scoring.certainty.repeatable import DRAWS, seeded

#: beyond so many answers the chi-square law is as exact as 9 999 draws, and costs nothing
MOST_DRAWN = 1_000_000
#: cells of drawn tables that are held at once
CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Kruskal:
    """The `statistic` H >= 0, corrected for ties, and its `p` 0..1 when units answer alike."""

    statistic: float
    p: float


def kruskal(answers: Counts) -> Kruskal | None:
    """The test on answers counted per unit and level, (units, m) (Kruskal and Wallis, 1952).

    p is from 9 999 seeded draws of tables with the same margins, which are what shuffling people
    gives (Patefield, 1981): the time goes with units times levels, and hardly with people. Beyond
    a million answers p is that of chi-square with units - 1 degrees of freedom.
    Units with nobody are dropped. None for fewer than two units, and where all answers are equal.
    """
    table = answers[answers.sum(axis=1) > 0][:, answers.sum(axis=0) > 0]
    if min(table.shape) < 2:
        return None
    # in one order whatever the order of the units, so that the draws repeat
    table = table[np.lexsort(table.T)]
    sizes, marks = table.sum(axis=1), _marks(table.sum(axis=0))
    observed = float(_statistics(table, sizes, marks))
    if table.sum() > MOST_DRAWN:
        return Kruskal(observed, float(scipy.special.chdtrc(len(table) - 1, observed)))
    return Kruskal(observed, _drawn_p(table, sizes, marks, observed))


def _marks(levels: Counts) -> Floats:
    """What each level counts as, so that H is the sum of (sum of marks of a unit)^2 / its size.

    These are middle ranks less the mean rank, in units of their standard deviation.
    """
    n = levels.sum()
    ranks = (levels.cumsum() - levels / 2) / n - 0.5
    return np.asarray(ranks * np.sqrt((n - 1) / (levels @ ranks**2)))


def _statistics(tables: Counts | Floats, sizes: Counts, marks: Floats) -> Floats:
    """H of tables (..., units, m) that have the same margins."""
    return np.asarray(((tables @ marks) ** 2 / sizes).sum(axis=-1))


def _drawn_p(table: Counts, sizes: Counts, marks: Floats, observed: float) -> float:
    source = scipy.stats.random_table(sizes, table.sum(axis=0), seed=seeded(table))
    at_once = max(1, CELLS // table.size)
    extreme = 0
    for drawn in range(0, DRAWS, at_once):
        tables = source.rvs(min(at_once, DRAWS - drawn), method="patefield")
        extreme += int((_statistics(tables, sizes, marks) >= observed - 1e-12).sum())
    return (1 + extreme) / (1 + DRAWS)
