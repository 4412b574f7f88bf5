"""The theme with the lowest score is named beside an overall."""

from resilience.scoring.notes.equals import at_end
from resilience.scoring.scores.percent import theme_percents
from tests.scoring.build import Person, framework, indicator, scored, theme


def test_the_lowest_theme_is_that_of_those_that_weigh_something() -> None:
    asked = framework(*(theme(code.upper(), indicator(code)) for code in "abc"))
    city = scored(asked, Person("u", {"a": 2, "b": 1, "c": 1})).city
    assert theme_percents(asked, city) == {"A": 50, "B": 25, "C": 25}
    assert at_end(theme_percents(asked, city), min, str) == ("B", "C")
    assert theme_percents(asked, {}) == {}


def test_all_that_print_like_the_end_are_named_and_none_where_all_print_alike() -> None:
    scores = {"A": 33.3, "B": 33.4, "C": 50.0, "D": 50.2}
    assert at_end(scores, min, "{:.0f}".format) == ("A", "B")
    assert at_end(scores, max, "{:.0f}".format) == ("C", "D")
    assert at_end(scores, max, "{:.1f}".format) == ("D",)
    assert at_end({"A": 33.3, "B": 33.4}, min, "{:.0f}".format) == ()
    assert at_end({"A": 33.3}, min, "{:.0f}".format) == ("A",)
    assert at_end({}, min, str) == ()
