"""How often the ranges of a result contain the true value."""

from collections import Counter
from functools import cache

import numpy as np

from benchmarks.error_rates.rooms import (
    STEP,
    THEMES,
    TOP,
    Room,
    asked,
    levels,
    theme_points,
)
from resilience.framework import Framework
from resilience.scoring.arrays import Floats
from resilience.scoring.certainty.standard_error import moments, standard_error
from resilience.scoring.certainty.uncertainty import city_posterior, interval
from resilience.scoring.comparison.draws import Dice, place_among
from resilience.scoring.counting.tally import Tally

#: cities compared, and the spread of their true scores, in levels
CITIES, APART = 10, 0.1
#: fewest people for which a standard error is kept
LEAST = 6


def held(
    room: Room, dice: Dice, framework: Framework, numbers: np.random.Generator
) -> Counter[str]:
    """Whether the interval of an indicator contains its mean, and the range of ranks the true rank."""
    views = room.questions(numbers) + room.views(numbers)
    answers = levels(room.thoughts(numbers, views))
    return Counter(
        {
            "interval": _interval_holds(room, framework, answers, room.truth(views)),
            "places": _range_holds(room, dice, numbers),
        }
    )


def interval_holds(room: Room, numbers: np.random.Generator) -> bool:
    """Whether the interval of the first indicator contains its mean."""
    views = room.questions(numbers) + room.views(numbers)
    return _interval_holds(room, _asked(), levels(room.thoughts(numbers, views)), room.truth(views))


@cache
def _asked() -> Framework:
    return asked()


def _interval_holds(room: Room, framework: Framework, answers: Floats, truth: Floats) -> bool:
    """For the first indicator, in the city with each department counting once."""
    indicator = next(framework.root.indicators())
    counts = np.array(
        [np.bincount(answers[room.homes == home, 0].astype(np.int64), minlength=TOP + 1)
         for home in range(len(room.sizes))]
    )  # fmt: skip
    none = np.zeros(len(counts), dtype=np.int64)
    nothing = np.zeros(len(counts))
    tally = Tally(counts, counts, none, none, nothing, nothing)
    found = city_posterior(indicator, tally, tally.given > 0, "departments")
    low, high = interval(found.mean, found.variance, 0, 100)
    mean = float((counts @ np.arange(TOP + 1) / counts.sum(axis=1)).mean()) * STEP
    return bool(min(low[0], mean) <= truth[:, 0].mean() * STEP <= max(high[0], mean))


def _range_holds(room: Room, dice: Dice, numbers: np.random.Generator) -> bool:
    """For the first of several cities that were asked the same."""
    questions = room.questions(numbers)
    true, drawn = [], []
    for city in range(CITIES):
        views = questions + room.views(numbers) + numbers.normal(0, APART)
        answers = levels(room.thoughts(numbers, views))
        own = theme_points(answers)[:, THEMES]
        units = [moments(own[room.homes == home]) for home in range(len(room.sizes))]
        error = standard_error([unit for unit in units if unit is not None], LEAST)
        means = np.array([answers[room.homes == h].mean(axis=0) for h in range(len(units))])
        own_draws = dice.thrown(str(city), means.mean(axis=0) * STEP, error)
        assert own_draws is not None
        drawn.append(own_draws)
        true.append(room.truth(views).mean())
    found = place_among(drawn[0], np.array(drawn[1:]))
    place = 1 + sum(bool(other > true[0]) for other in true[1:])
    return found.first <= place <= found.last
