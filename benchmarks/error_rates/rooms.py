"""Simulated rooms of people with known views, so that each finding about them is known to be true or false."""

from dataclasses import dataclass

import numpy as np
import scipy

from benchmarks.scorecards import URBAN
from resilience.framework import Framework, load_framework
from resilience.scoring.arrays import Floats
from resilience.scoring.comparison.years import ByUnit, UnitChange
from resilience.scoring.scores.what_if import restricted

#: number of themes, indicators per theme, and levels per indicator
THEMES, EACH, TOP = 5, 4, 3
#: points per level
STEP = 100 / TOP
#: spread of one person's answers to equal questions, and of departments' views, in levels
NOISE, VIEWS = 0.75, 0.25
#: people by department in rooms of 8, 20 and 50
ROOMS = {8: (4, 4), 20: (5, 5, 5, 5), 50: (8, 8, 8, 8, 9, 9)}
#: people by department where the first department really sees the first theme higher
ONE_APART = ((20, 8, 8), (12, 6, 6), (10, 10, 10), (8, 8, 8, 8))
#: about as many people in ever more departments, and a small room of many
DEPARTMENTS = ((12,) * 4, (10,) * 5, ROOMS[50], (6,) * 8, (4,) * 12, (3,) * 8)
#: people by department where the first department sees the first theme a level higher
HIGHER = ((4, 4), (5,) * 4, (10, 10), (12,) * 4, ROOMS[50], (17, 17, 16), (25, 25))
#: rooms of which the interval of an indicator is tested, by the spread of answers in all departments
INTERVALS = (
    *((4,) * 2, (5,) * 4, (5,) * 10, (4,) * 15, ROOMS[50], (25,) * 2),
    *((3,) * 4, (3,) * 8, (3,) * 15, (3, 20, 27)),
    *((1,) * 8, (1,) * 20),
)
SPREADS = (0.4, 0.75, 1.3)
#: spread of the answers of each department to equal questions, in levels, by people by department
UNLIKE = {
    sizes: (
        tuple(np.linspace(0.3, 1.3, len(sizes)).round(2).tolist()),
        (1.5, *(0.4,) * (len(sizes) - 1)),
    )
    for sizes in (ROOMS[20], ROOMS[50], (5, 15, 15, 15), (4, 23, 23))
}
#: spread of people's leniency over all their answers, in levels
LENIENCIES = (0.0, 0.25, 0.5)


def asked() -> Framework:
    """The shipped framework with four indicators of each theme."""
    whole = load_framework(URBAN)
    codes = [one.code for theme in whole.themes for one in list(theme.indicators())[:EACH]]
    return restricted(whole, codes)


@dataclass(frozen=True, slots=True)
class Room:
    """People by department, and in levels the leniency of individuals and the spread in each department.

    Without `spreads` that of answers to equal questions is NOISE in all departments.
    """

    sizes: tuple[int, ...]
    leniency: float
    spreads: tuple[float, ...] = ()

    @property
    def homes(self) -> np.ndarray:
        """The department of each person."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @property
    def noise(self) -> Floats:
        """The spread of one person's answers to equal questions in each department, (departments, 1)."""
        return np.array(self.spreads or [NOISE] * len(self.sizes))[:, np.newaxis]

    def questions(self, numbers: np.random.Generator) -> Floats:
        """The typical level of each indicator, (departments, indicators)."""
        return np.tile(numbers.uniform(0.75, 2.25, THEMES * EACH), (len(self.sizes), 1))

    def views(self, numbers: np.random.Generator) -> Floats:
        """How each department's view of each theme differs from the city's, (departments, indicators)."""
        own = numbers.normal(0, VIEWS, (len(self.sizes), THEMES))
        return np.repeat(own, EACH, axis=1)

    def thoughts(self, numbers: np.random.Generator, views: Floats) -> Floats:
        """What each of a new set of people thinks, in levels before rounding, (people, indicators)."""
        homes = self.homes
        own = numbers.normal(0, self.leniency, (len(homes), 1))
        noise = numbers.normal(0, self.noise[homes], (len(homes), THEMES * EACH))
        return np.asarray(views[homes] + own + noise)

    def truth(self, views: Floats) -> Floats:
        """The mean level over infinitely many such people, (departments, indicators)."""
        spread = np.hypot(self.noise, self.leniency)[..., np.newaxis]
        cuts = np.arange(TOP) + 0.5
        return np.asarray(scipy.special.ndtr((views[..., None] - cuts) / spread).sum(axis=-1))


def levels(thoughts: Floats) -> Floats:
    """Answers rounded to the nearest level."""
    return np.asarray(np.clip(np.rint(thoughts), 0, TOP))


def theme_points(answers: Floats) -> Floats:
    """Personal theme means 0..100, (people, themes), and the overall as one more theme."""
    themes = answers.reshape(len(answers), THEMES, EACH).mean(axis=2) * STEP
    return np.column_stack([themes, themes.mean(axis=1)])


def raised(views: Floats, by: float, department: int | None = None) -> Floats:
    """The views with the first theme raised by this many levels, in all departments or in one."""
    found = views.copy()
    found[slice(None) if department is None else department, :EACH] += by
    return found


def changes(first: Floats, later: Floats, room: Room) -> dict[str, ByUnit]:
    """What changed in each department on each theme and the overall; points (people, themes), all of whom answered all."""
    sizes = np.array(room.sizes)[:, np.newaxis]
    starts = np.concatenate([[0], np.cumsum(room.sizes)[:-1]])
    before, after = (np.add.reduceat(points, starts) / sizes for points in (first, later))
    return {
        str(theme): {
            (str(home), frozenset()): UnitChange(
                float(before[home, theme]), float(after[home, theme]), (size, size)
            )
            for home, size in enumerate(room.sizes)
        }
        for theme in range(first.shape[1])
    }
