"""What answers tell of a mean, and 90 % intervals without random numbers (docs/methods.md, section 3)."""

from dataclasses import dataclass

import numpy as np
import scipy

from resilience.framework import Indicator, Levels
from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.counting.tally import Tally
from resilience.scoring.scores.leaf import CityRule

SHARE = 0.90
#: a variance below this part of the squared width of the scale is rounding
NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Belief:
    """What answers tell of a mean score: its expected `mean` 0..100 and `variance`, both (cases,).

    NaN where nobody answered; `variance` also where one measured number says nothing of it.
    """

    mean: Floats
    variance: Floats


def posterior(indicator: Indicator, tally: Tally, prior: float = 1.0) -> Belief:
    """The posterior of the mean score of each unit, from its answers; a table is one answer.

    Levels: the mean of the values under a Dirichlet(answers_k + prior/m) posterior, in closed form. The
    prior, even over all m levels, is worth `prior` answers. A measured indicator: the mean over people, and
    the sample variance over n answers divided by n. For tables only sums over their people are kept, so that
    a spread between tables of different sizes is that of their people.
    """
    if isinstance(indicator.scale, Levels):
        return _of_levels(np.array(indicator.scale.values, dtype=np.float64), tally.answers, prior)
    return _of_numbers(tally)


def city_posterior(
    indicator: Indicator, tally: Tally, answered: Flags, city_rule: CityRule
) -> Belief:
    """The posterior of the city's mean, shape (1,), from the units that have `answered` (units,).

    Each department counting once: the mean of the D unit means, with variance sum(var_d) / D^2. The prior is
    worth one answer for the whole city, 1/D in each mean: one answer for each department would pull a city of
    many departments to the middle of the scale by more than its interval. The variances keep a whole prior
    answer each, as few answers show less spread than there is. Each person counting once: the posterior of
    all answers pooled.
    """
    if city_rule == "people":
        return posterior(indicator, _pooled(tally, answered))
    units = posterior(indicator, tally)
    count = np.count_nonzero(answered)
    if not count:
        return Belief(np.array([np.nan]), np.array([np.nan]))
    return Belief(
        posterior(indicator, tally, 1 / count).mean[answered].mean(keepdims=True),
        units.variance[answered].sum(keepdims=True) / count**2,
    )


def interval(
    mean: Floats, variance: Floats, low: float, high: float, share: float = SHARE
) -> tuple[Floats, Floats]:
    """The middle `share` of the Beta on `low`..`high` that has these moments, case by case.

    Without variance it is the mean alone; with more than a Beta can have, the whole scale. NaN
    where a moment is. No random numbers: it repeats.
    """
    span, tail = high - low, (1 - share) / 2
    below, above = mean - low, high - mean
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        weight = below * above / variance - 1
    alone = variance <= NOISE * span**2
    unknown = np.isnan(mean) | np.isnan(variance)
    fits = ~alone & (weight > 0)
    first, second = (side[fits] * weight[fits] / span for side in (below, above))
    ends = []
    for bound, quantile in ((low, tail), (high, 1 - tail)):
        end = np.where(alone, mean, np.where(unknown, np.nan, bound))
        end[fits] = low + span * scipy.stats.beta.ppf(quantile, first, second)
        ends.append(end)
    return ends[0], ends[1]


def _of_levels(values: Floats, answers: Counts, prior: float) -> Belief:
    weight = answers.sum(axis=-1) + prior
    shares = (answers + prior / len(values)) / weight[:, np.newaxis]
    mean = shares @ values
    spread = (shares * (values - mean[:, np.newaxis]) ** 2).sum(axis=-1)
    nobody = weight == prior
    return Belief(np.where(nobody, np.nan, mean), np.where(nobody, np.nan, spread / (weight + 1)))


def _of_numbers(tally: Tally) -> Belief:
    n, people = tally.given, tally.people_given
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(people > 0, tally.total / people, np.nan)
        spread = tally.squares / people - mean**2
        # scores of 0..100 cannot spread more, and rounding must not make them seem to
        spread = np.clip(spread, 0, np.maximum(0, mean * (100 - mean)))
        return Belief(mean, np.where(n > 1, spread / (n - 1), np.nan))


def _pooled(tally: Tally, answered: Flags) -> Tally:
    """The answers of the units that have answered, as those of one unit."""

    def add(counts: Counts) -> Counts:
        return np.asarray(counts[answered].sum(axis=0, keepdims=True))

    return Tally(
        answers=add(tally.answers),
        people=add(tally.people),
        na=add(tally.na),
        dk=add(tally.dk),
        total=np.asarray(tally.total[answered].sum(keepdims=True)),
        squares=np.asarray(tally.squares[answered].sum(keepdims=True)),
    )
