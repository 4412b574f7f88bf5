"""What a data package says: a city's result, with all that it takes to compare it without the city."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import Field

from resilience.exchange.package.fields import Line, Name, Number, Strict
from resilience.exchange.package.practices import Practices
from resilience.framework import Framework, Goalposts, Tier, load_structure, structure
from resilience.scoring import Agreed, CityRule, ScoreTree, Side, Tallies
from resilience.scoring.comparison.likeness import Income


@dataclass(frozen=True, slots=True)
class CityFacts:
    """A city and its profile; `invented` says that it does not exist.

    `population` people, `income` the World Bank's group of its country, `latitude` and `longitude` in
    degrees; None where the city does not say.
    """

    __pydantic_config__ = Strict
    name: Name
    country: Name
    population: Annotated[int, Field(gt=0, lt=10**10)] | None = None
    coast: bool = False
    hazards: tuple[Line, ...] = ()
    invented: bool = False
    income: Income | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    @property
    def full_name(self) -> str:
        """The city with its country, as lists and addresses name it."""
        return f"{self.name}, {self.country}"


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """Who took part: devices, people behind them, people expected (0: not known), departments.

    `left_out` people answered alone and are in no figures, as too few of them hide one another.
    """

    __pydantic_config__ = Strict
    participants: Number
    people: Number
    expected: Number
    departments: Number
    left_out: Number = 0


@dataclass(frozen=True, slots=True)
class About:
    """Facts about a result besides its figures.

    `date` is that of the workshop, `signed_off` the day since which the result has not changed. `weighed`
    people gave points for the weights, 0 where the framework's weights are used. `licence`, like CC-BY-4.0,
    is the publisher's choice. `city_rule` says whether each department or each person counts once.
    `standard_error` of the overall in points, rounded up to half a point, is the only measure of spread
    between people that leaves the city (docs/methods.md, section 6); None where too few took part.
    """

    __pydantic_config__ = Strict
    city: CityFacts
    date: datetime.date
    signed_off: datetime.date | None
    tier: Tier
    room: InTheRoom
    rounds: Number
    weighed: Number
    licence: Line
    method_version: Line
    city_rule: CityRule = "departments"
    standard_error: Annotated[float, Field(ge=0, le=100, multiple_of=0.5)] | None = None


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many gave the same answer to an indicator, in the whole city.

    `answer` is a level, "number", "na" or "dk". `people` are those behind `answers`, None where they are not
    counted (na, dk). `total` is the sum over people of the score 0..100 of a measured number; None for
    levels.
    """

    indicator: str
    answer: str
    answers: int
    people: int | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class CityResult:
    """One city's result: counts per indicator, and the scores that came of them.

    `framework` is the one it was scored with, adopted weights included, by codes alone (`bare`);
    `titles` its names by code. `scores` are the city's: where each department counts once they do
    not follow from the city's counts, so that both are carried (docs/decisions/0021). `practices` are
    the words of its staff, empty unless its publisher chose to publish them.
    """

    about: About
    framework: Framework
    titles: Mapping[str, str]
    counts: tuple[AnswerCount, ...]
    scores: ScoreTree
    agreed: Mapping[str, Agreed]
    practices: Practices = field(default_factory=dict)

    @property
    def side(self) -> Side:
        """Convert the result to a `scoring.Side`."""
        about = self.about
        return Side(
            name=about.city.name,
            framework=self.framework,
            scores=self.scores,
            people=about.room.people,
            departments=about.room.departments,
            date=about.date,
            city_rule=about.city_rule,
        )


def bare(framework: Framework) -> Framework:
    """The framework by its codes alone, with the hash of the files that it came from."""
    return replace(load_structure(structure(framework)), sha256=framework.sha256)


def counts_of(framework: Framework, tallies: Tallies) -> Iterator[AnswerCount]:
    """The counts of all units together, a row per asked indicator and possible answer."""
    by_code = tallies.city.by_code
    for indicator in framework.root.indicators():
        if indicator.code not in by_code:
            continue
        tally = by_code[indicator.code]
        answers, people = tally.answers.sum(axis=0), tally.people.sum(axis=0)
        if isinstance(indicator.scale, Goalposts):
            total = float(tally.total.sum())
            yield AnswerCount(indicator.code, "number", int(answers[0]), int(people[0]), total)
        else:
            for level in range(len(answers)):
                given = int(answers[level]), int(people[level])
                yield AnswerCount(indicator.code, str(level), *given)
        yield AnswerCount(indicator.code, "na", int(tally.na.sum()))
        yield AnswerCount(indicator.code, "dk", int(tally.dk.sum()))
