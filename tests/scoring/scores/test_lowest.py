"""The theme with the lowest score is named beside an overall."""

from resilience.scoring.scores.percent import lowest_theme, theme_percents
from tests.scoring.build import Person, framework, indicator, scored, theme


def test_the_lowest_theme_is_that_of_those_that_weigh_something() -> None:
    asked = framework(*(theme(code.upper(), indicator(code)) for code in "abc"))
    city = scored(asked, Person("u", {"a": 2, "b": 1, "c": 1})).city
    assert theme_percents(asked, city) == {"A": 50, "B": 25, "C": 25}
    assert lowest_theme(asked, city) == "B"
    assert lowest_theme(asked, {}) is None
