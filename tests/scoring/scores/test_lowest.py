"""All themes that share the lowest score are the lowest."""

from resilience.scoring.scores.percent import lowest_theme, lowest_themes
from tests.scoring.build import Person, framework, indicator, scored, theme


def test_themes_that_tie_are_all_the_lowest() -> None:
    asked = framework(*(theme(code.upper(), indicator(code)) for code in "abc"))
    city = scored(asked, Person("u", {"a": 2, "b": 1, "c": 1})).city
    assert lowest_themes(asked, city) == ("B", "C")
    assert lowest_theme(asked, city) == "B"
