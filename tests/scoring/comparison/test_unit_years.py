"""What changed in units on the questions that they scored in both years (docs/methods.md, section 4)."""

from collections.abc import Mapping

import pytest

from resilience.framework import Framework
from resilience.scoring import Count, build_tallies
from resilience.scoring.comparison.unit_years import UnitScores, unit_changes, unit_scores

PEOPLE = 4
#: what all people of a department say by indicator; "dk" and "na" are no level
Said = Mapping[str, float | str]


def year(
    framework: Framework,
    together: frozenset[str] = frozenset(),
    **units: Said,
) -> UnitScores:
    counts = [
        Count(
            unit=name,
            indicator=code,
            state=answer if isinstance(answer, str) else "number" if code == "P2" else "level",
            answer=None if isinstance(answer, str) else answer,
            answers=PEOPLE,
            people=PEOPLE,
        )
        for name, said in units.items()
        for code, answer in said.items()
    ]
    indicators = tuple(framework.root.indicators())
    tallies = build_tallies(indicators, dict.fromkeys(units, (PEOPLE, PEOPLE)), counts)
    return unit_scores(framework, tallies, {"Other": together})


def change(
    framework: Framework, before: Said, after: Said, node: str
) -> tuple[float, float] | None:
    """The scores of the one unit in both years."""
    first, last = (year(framework, Water=said) for said in (before, after))
    found = unit_changes(framework, first, last).changes[node].get(("Water", frozenset()))
    return found and (found.before, found.after)


ALL: Said = {"W1": 2, "W2": 2, "P1": 4, "P2": 10}


def test_a_unit_is_compared_by_its_scores(framework: Framework) -> None:
    assert change(framework, ALL, {**ALL, "W1": 4}, "WAT") == (50, 75)
    assert change(framework, ALL, {**ALL, "W1": 4}, "overall") == (50, 62.5)
    first, last = year(framework, Water=ALL), year(framework, Water=ALL)
    found = unit_changes(framework, first, last).changes["WAT"]["Water", frozenset()]
    assert found.answers == (PEOPLE, PEOPLE)


@pytest.mark.parametrize("nothing", ["dk", "na"])
def test_a_question_scored_in_one_year_alone_moves_nothing(
    framework: Framework, nothing: str
) -> None:
    """The theme has no change with half of its questions; the overall has one by the other three."""
    then = {**ALL, "W2": nothing}
    now = {**ALL, "W2": 0}
    assert change(framework, then, now, "overall") == change(framework, now, then, "overall")
    was, became = change(framework, then, now, "overall") or (0.0, 1.0)
    assert was == became
    assert (change(framework, then, now, "WAT") is None) == (nothing == "dk")


def test_units_of_one_year_and_those_with_too_few_questions_are_left_out(
    framework: Framework,
) -> None:
    silent = {**ALL, "P1": "dk", "P2": "dk"}
    first = year(framework, Water=ALL, Roads=ALL, Power=silent)
    last = year(framework, Water=ALL, Parks=ALL, Power=silent)
    found = unit_changes(framework, first, last)
    names = {theme: {name for name, _ in own} for theme, own in found.left_out.items()}
    assert names["WAT"] == {"Roads", "Parks"}
    assert names["PWR"] == {"Roads", "Parks"}, "Power has no score of it in either year"
    assert {name for name, _ in found.changes["PWR"]} == {"Water"}


def test_departments_shown_together_are_the_same_only_with_the_same_members(
    framework: Framework,
) -> None:
    pair, three = frozenset("ab"), frozenset("abc")
    first = year(framework, pair, Other=ALL)
    assert unit_changes(framework, first, year(framework, pair, Other=ALL)).changes["WAT"]
    assert not unit_changes(framework, first, year(framework, three, Other=ALL)).changes["WAT"]
