"""Measures of agreement that are exported for researchers and shown on no screen (docs/methods.md, section 2).

Counts are of answers per level, shape (m,), whole or not, with m >= 2: a table is one answer.
Every measure is None where it is not defined, never NaN.
"""

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from resilience.scoring.arrays import Flags, Floats

#: the fewest indicators, and the fewest people, from which alpha is reported
ALPHA_INDICATORS = 10
ALPHA_PEOPLE = 3


def tastle_wierman(counts: ArrayLike) -> float | None:
    """Consensus 0 (two equal camps at the ends) to 1 (all equal) (Tastle and Wierman, 2007).

    1 + sum p_k log2(1 - |k - mean| / (m - 1)). None where nobody answered, and for one level.
    """
    given = _usable_counts(counts)
    if given is None:
        return None
    shares, top = given / given.sum(), len(given) - 1
    levels = np.arange(top + 1)
    used = shares > 0
    nearness = 1 - np.abs(levels - shares @ levels)[used] / top
    return float(1 + shares[used] @ np.log2(nearness))


def van_der_eijk(counts: ArrayLike) -> float | None:
    """Agreement A from -1 (two camps at the ends) over 0 (uniform) to 1 (all equal).

    The weighted mean over the layers of the distribution, each of which has its levels filled or
    empty (van der Eijk, 2001). On two levels 0 is the least. None where nobody answered, and for
    one level.
    """
    given = _usable_counts(counts)
    if given is None:
        return None
    summed, below = 0.0, 0.0
    for height in np.unique(given[given > 0]).tolist():
        filled = given >= height
        summed += (height - below) * int(filled.sum()) * _pattern_agreement(filled)
        below = height
    return summed / float(given.sum())


def _pattern_agreement(filled: Flags) -> float:
    """Agreement of one layer: unimodality U times (1 - (filled levels - 1) / (m - 1)).

    U compares triples of levels, in order: unimodal with an empty end (110, 011), bimodal with an
    empty middle (101).
    """
    top = len(filled) - 1
    triples = list(combinations(filled.tolist(), 3))
    unimodal = triples.count((True, True, False)) + triples.count((False, True, True))
    bimodal = triples.count((True, False, True))
    concentration = 1 - (int(filled.sum()) - 1) / top
    if not bimodal:
        return concentration
    spread = (top - 1) * unimodal - top * bimodal
    return concentration * spread / ((top - 1) * (unimodal + bimodal))


def interquartile_range(counts: ArrayLike) -> float | None:
    """Upper less lower quartile of the answers in levels, 0..m-1 in steps of a half.

    A quartile is the first level at which the cumulative share reaches 1/4 or 3/4; where it meets
    that share exactly, the mean of this and the next level that has answers (Hyndman and Fan,
    1996, definition 2). So it is the same on a reversed scale. None where nobody answered, and for
    one level.
    """
    given = _usable_counts(counts)
    if given is None:
        return None
    cumulative = given.cumsum()
    return _quartile(cumulative, 3) - _quartile(cumulative, 1)


def _quartile(cumulative: Floats, quarters: int) -> float:
    reached, share = 4 * cumulative, quarters * cumulative[-1]
    return float((reached >= share).argmax() + (reached > share).argmax()) / 2


def ordinal_alpha(counts: ArrayLike) -> float | None:
    """Krippendorff's alpha with the ordinal metric; counts (items, m) per item and level.

    1 is perfect reliability, 0 chance, down to -1 systematic disagreement (Krippendorff, 2011). The
    ordinal metric is the squared difference of middle ranks; items with fewer than two answers have
    no pairs. None where nothing can be paired, and where all paired answers are equal.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    paired = table[table.sum(axis=1) >= 2]
    total = paired.sum(axis=0)
    middle_ranks = total.cumsum() - total / 2
    apart = (middle_ranks[:, np.newaxis] - middle_ranks) ** 2
    expected = float(total @ apart @ total)
    if expected == 0:
        return None
    within = ((paired @ apart) * paired).sum(axis=1) / (paired.sum(axis=1) - 1)
    return 1 - (float(total.sum()) - 1) * float(within.sum()) / expected


def reportable_alpha(counts: ArrayLike) -> float | None:
    """`ordinal_alpha` of indicators (indicators, m), where it rests on enough; else None.

    Enough are 10 indicators with two or more answers, one of them with answers of 3 people.
    """
    answers = np.atleast_2d(np.asarray(counts, dtype=np.float64)).sum(axis=1)
    enough = np.count_nonzero(answers >= 2) >= ALPHA_INDICATORS and answers.max() >= ALPHA_PEOPLE
    return ordinal_alpha(counts) if enough else None


def _usable_counts(counts: ArrayLike) -> Floats | None:
    """The counts (m,); None where nobody answered, and for fewer than two levels."""
    given = np.asarray(counts, dtype=np.float64)
    return given if len(given) > 1 and given.sum() > 0 else None
