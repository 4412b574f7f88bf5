"""Frameworks of any shape and rooms of any people, drawn by Hypothesis."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st

from resilience.framework import (
    Framework,
    Goalposts,
    Indicator,
    Levels,
    Rule,
    Scale,
    Theme,
    even_levels,
)
from resilience.scoring import Result, Score
from tests.scoring.build import Given, Person, framework, indicator, theme

#: rounding of the computer's arithmetic, on a scale of 0 to 100
NOISE = 1e-9
#: no deadline, and the same cases in every run
STEADY = settings(max_examples=50, deadline=None, derandomize=True)
UNITS = ("works", "health", "parks")
RULES: tuple[Rule, ...] = ("mean", "leaf-mean", "geometric")
WEIGHTS = (1, 1, 1, 2, 0.5, 0.1, 7)


@dataclass(frozen=True)
class Case:
    """A framework and the people who answered it."""

    asked: Framework
    room: list[Person]


def levelled() -> st.SearchStrategy[Scale]:
    own = st.lists(st.integers(0, 100), min_size=2, max_size=5).map(
        lambda values: Levels(tuple(sorted(values)), tuple(float(k) for k in range(len(values))))
    )
    return st.integers(2, 11).map(even_levels) | own


def scales() -> st.SearchStrategy[Scale]:
    return levelled() | st.sampled_from([Goalposts(0, 8), Goalposts(10, -5)])


@st.composite
def trees(draw: st.DrawFn, rules: tuple[Rule, ...], scale: st.SearchStrategy[Scale]) -> Framework:
    """One to three themes, some with themes below them; in each some weight is above 0."""
    numbers = iter(range(99))

    def weights(count: int) -> list[float]:
        rest = draw(st.lists(st.sampled_from((0, *WEIGHTS)), min_size=count, max_size=count))
        rest[draw(st.integers(0, count - 1))] = draw(st.sampled_from(WEIGHTS))
        return rest

    def branch(weight: float, depth: int) -> Theme:
        count = draw(st.integers(1, 3))
        rule = draw(st.sampled_from(rules))
        code = f"T{next(numbers)}"
        if depth and draw(st.booleans()):
            below = [branch(w, depth - 1) for w in weights(count)]
            return theme(code, *below, weight=weight, rule=rule)
        leaves = [indicator(f"I{next(numbers)}", w, draw(scale)) for w in weights(count)]
        return theme(code, *leaves, weight=weight, rule=rule)

    themes = [branch(weight, 1) for weight in weights(draw(st.integers(1, 3)))]
    threshold = draw(st.sampled_from([0, 1 / 3, 2 / 3, 1]))
    return framework(*themes, rule=draw(st.sampled_from(rules)), threshold=threshold)


def answers(of: Indicator) -> st.SearchStrategy[Given]:
    """Mostly levels: "na", "dk" and blanks are drawn as often as one another."""
    if isinstance(of.scale, Goalposts):
        levels: st.SearchStrategy[Given] = st.integers(-8, 12)
    else:
        levels = st.integers(0, of.scale.top)
    return levels | levels | levels | st.sampled_from(["na", "dk", ""])


@st.composite
def cases(
    draw: st.DrawFn,
    rules: tuple[Rule, ...] = RULES,
    scale: st.SearchStrategy[Scale] | None = None,
    least: int = 1,
) -> Case:
    """A framework and `least` to seven participants, a few of them tables."""
    asked = draw(trees(rules, scales() if scale is None else scale))
    person = st.builds(
        Person,
        unit=st.sampled_from(UNITS),
        answers=st.fixed_dictionaries({i.code: answers(i) for i in asked.root.indicators()}),
        size=st.sampled_from([1, 1, 1, 4]),
    )
    return Case(asked, draw(st.lists(person, min_size=least, max_size=7)))


def nodes(result: Result) -> Mapping[tuple[str, str], Score]:
    """All scores of a result by unit ("" is the city) and code."""
    trees = {"": result.city, **result.units}
    return {(unit, code): node for unit, tree in trees.items() for code, node in tree.items()}


def numbers(node: Score) -> list[float | None]:
    """Everything of a node that is a figure, counts apart."""
    return [
        node.value, node.low, node.high, node.maximum,
        node.coverage, node.reach, node.departments,
    ]  # fmt: skip
