"""Which cities are like this one, and in what (docs/methods.md, section 6, choice of peers).

Gower's distance over population, income, hazards and coast: the mean of a distance 0..1 on each
attribute that is known of both cities (Gower 1971, A general coefficient of similarity).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Literal, get_args

from resilience.errors import InputError

Income = Literal["low", "lower-middle", "upper-middle", "high"]
#: the World Bank's income groups, lowest first: as ordered, so that neighbours are a third apart
INCOMES: tuple[Income, ...] = get_args(Income)
#: beyond the least number of peers, a city is proposed only up to this distance
CLOSE = 0.25
#: two populations are alike up to this factor
ALIKE_FACTOR = 2
#: hazards are alike where the cities share at least this part of those that either faces
ALIKE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a city; None where unknown. No hazards at all is the empty set.

    InputError if the population is not above 0 or the income group is unknown.
    """

    name: str
    population: int | None = None
    income: Income | None = None
    hazards: frozenset[str] | None = None
    coast: bool | None = None

    def __post_init__(self) -> None:
        if self.population is not None and not self.population > 0:
            raise InputError("The population of {city} is not a number above 0.", city=self.name)
        if self.income is not None and self.income not in INCOMES:
            raise InputError(
                "The income group of {city} is {found}, not one of {known}.",
                city=self.name,
                found=self.income,
                known=", ".join(INCOMES),
            )


@dataclass(frozen=True, slots=True)
class Reasons:
    """In what a city is like this one; None where it is not, or where that is unknown.

    `population` is its population over this city's, 0.5 to 2; `income` the group of both;
    `hazards` those that both face, empty where neither faces any; `coast` true where both lie on
    the coast, false where both lie inland.
    """

    population: float | None = None
    income: Income | None = None
    hazards: frozenset[str] | None = None
    coast: bool | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a city is: `distance` 0..1 (0 is the same), over so many `compared` attributes."""

    name: str
    distance: float
    compared: int
    reasons: Reasons


def nearest(
    city: Profile, others: Iterable[Profile], least: int = 5, most: int = 10
) -> list[Likeness]:
    """The cities most like this one, nearest first, then by name.

    Always the nearest `least`, and up to `most` as long as the distance is at most 0.25. `others`
    are without the city itself; one that has no known attribute in common with it is left out.
    """
    candidates = list(others)
    spread = population_range([city, *candidates])
    found = [
        Likeness(other.name, away, len(_parts(city, other, spread)), _reasons(city, other))
        for other in candidates
        if (away := distance(city, other, spread)) is not None
    ]
    ordered = sorted(found, key=lambda likeness: (likeness.distance, likeness.name))[:most]
    return [each for at, each in enumerate(ordered) if at < least or each.distance <= CLOSE]


def population_range(profiles: Iterable[Profile]) -> float:
    """The range of the logarithm of population over the compared cities; 0 where it is unknown."""
    logs = [math.log(p.population) for p in profiles if p.population is not None]
    return max(logs) - min(logs) if logs else 0.0


def distance(one: Profile, other: Profile, spread: float) -> float | None:
    """Gower's distance 0..1 of two cities to nine decimals; None where nothing can be compared.

    `spread` is the `population_range` of the compared cities. An attribute that is unknown of
    either city leaves the mean, with its weight.
    """
    parts = _parts(one, other, spread)
    return round(fmean(parts), 9) if parts else None


def _parts(one: Profile, other: Profile, spread: float) -> list[float]:
    """The distances 0..1 on the attributes that are known of both cities."""
    parts = []
    if one.population is not None and other.population is not None:
        apart = abs(math.log(one.population) - math.log(other.population))
        parts.append(apart / max(apart, spread) if apart else 0.0)
    if one.income is not None and other.income is not None:
        steps = abs(INCOMES.index(one.income) - INCOMES.index(other.income))
        parts.append(steps / (len(INCOMES) - 1))
    if one.hazards is not None and other.hazards is not None:
        parts.append(1 - _shared(one.hazards, other.hazards))
    if one.coast is not None and other.coast is not None:
        parts.append(float(one.coast != other.coast))
    return parts


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's similarity 0..1 of two sets: two empty ones are the same."""
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def _reasons(city: Profile, other: Profile) -> Reasons:
    return Reasons(
        population=_near_size(city.population, other.population),
        income=other.income if other.income == city.income else None,
        hazards=_near_hazards(city.hazards, other.hazards),
        coast=other.coast if other.coast == city.coast else None,
    )


def _near_size(city: int | None, other: int | None) -> float | None:
    if city is None or other is None:
        return None
    ratio = other / city
    return ratio if 1 / ALIKE_FACTOR <= ratio <= ALIKE_FACTOR else None


def _near_hazards(
    city: frozenset[str] | None, other: frozenset[str] | None
) -> frozenset[str] | None:
    if city is None or other is None or _shared(city, other) < ALIKE_SHARE:
        return None
    return city & other
