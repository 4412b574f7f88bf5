"""Small frameworks and rooms of people, built in code, for the tests of the arithmetic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.framework import (
    Framework,
    FrameworkText,
    Indicator,
    IndicatorText,
    Levels,
    Rule,
    Scale,
    Theme,
    Tier,
    even_levels,
)
from resilience.scoring import Count, Result, Tallies, build_tallies, score

#: a level or measured number, "na", "dk" or "" for a blank
Given = float | str
#: levels 0..4 with the values 0, 25, 50, 75, 100
FIVE = even_levels(5)
#: levels 0..3 with own values, and points that start above 0
OWN = Levels((0, 10, 40, 100), (1, 2, 4, 8))
TWO_THIRDS = 2 / 3


@dataclass(frozen=True)
class Person:
    """A participant: one person, or a table of `size` people."""

    unit: str
    answers: Mapping[str, Given] = field(default_factory=dict)
    size: int = 1


def indicator(code: str, weight: float = 1, scale: Scale = FIVE, tier: Tier = "full") -> Indicator:
    return Indicator(code, scale, weight, tier, (), (), ())


def theme(code: str, *children: Theme | Indicator, weight: float = 1, rule: Rule = "mean") -> Theme:
    return Theme(code, weight, rule, (), children)


def framework(*themes: Theme, rule: Rule = "mean", threshold: float = TWO_THIRDS) -> Framework:
    """A framework in which everything has its code as title."""
    root = theme("all", *themes, rule=rule)
    nodes = list(root.nodes())
    words = FrameworkText(
        language="en",
        title="All",
        summary="",
        titles={node.code: node.code for node in nodes if isinstance(node, Theme)},
        summaries={},
        indicators={
            node.code: IndicatorText(node.code, node.code, "", "", ())
            for node in nodes
            if isinstance(node, Indicator)
        },
    )
    return Framework("test", "1", "", "", threshold, root, {"en": words}, "", {})


def tally(
    asked: Framework, people: Sequence[Person], units: Sequence[str] = (), tier: Tier = "full"
) -> Tallies:
    """The tallies of a room in which all these people count as participants."""
    names = dict.fromkeys([*units, *(person.unit for person in people)])
    room = {
        name: (
            sum(person.unit == name for person in people),
            sum(person.size for person in people if person.unit == name),
        )
        for name in names
    }
    return build_tallies(asked.asked(tier), room, list(_counts(people)))


def scored(asked: Framework, *people: Person) -> Result:
    """The result of a room under the default city rule."""
    return score(asked, tally(asked, people))


def person(unit: str = "u", /, size: int = 1, **answers: Given) -> Person:
    return Person(unit, answers, size)


def people(unit: str, code: str, *answers: Given) -> list[Person]:
    """One participant per answer to one indicator."""
    return [Person(unit, {code: answer}) for answer in answers]


def _counts(people: Sequence[Person]) -> Iterator[Count]:
    for who in people:
        for code, answer in who.answers.items():
            if isinstance(answer, str):
                if answer:
                    yield Count(who.unit, code, answer, None, 1, who.size)
            else:
                yield Count(who.unit, code, "level", answer, 1, who.size)
