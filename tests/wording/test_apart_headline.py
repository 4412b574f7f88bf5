"""The headline on departments says how far apart the furthest are, on what, and no more."""

from resilience.scoring.comparison.units import Basis, Gap
from resilience.text import Text
from resilience.wording.beside.apart import apart_headline

TEXT = Text("en")
NAMES = {"WAT": "Water", "HEA": "Health"}
ALL, HALF = Basis(4, 4), Basis(2, 4)
GAP = Gap("WAT", "Roads", "Works", 40, 60, ALL, ALL)


def test_the_two_that_are_furthest_apart_are_named() -> None:
    assert apart_headline([GAP], NAMES, TEXT, shares=False) == (
        "Roads and Works see Water most differently: 40.0 and 60.0"
    )


def test_the_questions_are_counted_where_the_two_do_not_have_all() -> None:
    some = Gap("WAT", "Roads", "Works", 40, 60, Basis(3, 4), ALL)
    assert apart_headline([some], NAMES, TEXT, shares=False) == (
        "Roads and Works see Water most differently: 40.0 and 60.0 (on the 3 of 4 questions that both scored)"
    )


def test_departments_are_counted_where_not_all_have_a_score() -> None:
    few = Gap("WAT", "Roads", "Works", 40, 60, ALL, HALF)
    assert apart_headline([few], NAMES, TEXT, shares=False) == (
        "Roads and Works see Water most differently: 40.0 and 60.0 (2 of 4 departments or groups)"
    )
    both = Gap("WAT", "Roads", "Works", 40, 60, Basis(3, 4), HALF)
    assert apart_headline([both], NAMES, TEXT, shares=False) == (
        "Roads and Works see Water most differently: 40.0 and 60.0 (on the 3 of 4 questions that both scored; 2 of 4 departments or groups)"
    )
    equal = Gap("HEA", "Works", "Roads", 40, 60.2, ALL, HALF)
    assert apart_headline([few, equal], NAMES, TEXT, shares=False) == (
        "Departments are furthest apart on Water, Health (20 points; 2 of 4 departments or groups)"
    )
    assert apart_headline([GAP, equal], NAMES, TEXT, shares=False) == (
        "Departments are furthest apart on Water, Health (20 points; not every department has a score)"
    )
    close = Gap("WAT", "Roads", "Works", 50.2, 50.4, ALL, HALF)
    assert apart_headline([close], NAMES, TEXT, shares=False) == (
        "No two departments differ by a point or more on any theme compared (on questions for which both have a score)"
    )


def test_themes_and_departments_as_far_apart_are_not_passed_over() -> None:
    """Health is 60 and 40 where Water is 40 and 60; then three departments, of which two say 40."""
    both = [GAP, Gap("HEA", "Works", "Roads", 40, 60.2, ALL, ALL)]
    assert apart_headline(both, NAMES, TEXT, shares=False) == (
        "Departments are furthest apart on Water, Health (20 points)"
    )
    three = [GAP, Gap("WAT", "Health", "Works", 40.4, 60, ALL, ALL)]
    assert apart_headline(three, NAMES, TEXT, shares=False) == (
        "Departments are furthest apart on Water (20 points)"
    )
    closer = [GAP, Gap("WAT", "Health", "Works", 40.6, 60, ALL, ALL)]
    assert apart_headline(closer, NAMES, TEXT, shares=False) == apart_headline(
        [GAP], NAMES, TEXT, shares=False
    )


def test_nobody_is_named_who_shares_few_questions() -> None:
    few = Gap("WAT", "Roads", "Works", 39, 73, Basis(1, 4), ALL)
    said = "Departments share too few questions to say which differ most"
    assert apart_headline([few], NAMES, TEXT, shares=False) == said


def test_departments_that_score_alike_are_not_set_apart() -> None:
    alike = "No two departments differ by a point or more on any theme compared"
    assert (
        apart_headline(
            [Gap("WAT", "Roads", "Works", 50.2, 50.4, ALL, ALL)], NAMES, TEXT, shares=False
        )
        == alike
    )
    some = Gap("WAT", "Roads", "Works", 50.2, 50.4, Basis(3, 4), ALL)
    both = f"{alike} (on questions for which both have a score)"
    assert apart_headline([some], NAMES, TEXT, shares=False) == both
    assert apart_headline([], NAMES, TEXT, shares=False) == ""


def test_shares_of_points_are_never_called_points() -> None:
    assert apart_headline([GAP], NAMES, TEXT, shares=True) == (
        "Roads and Works see Water most differently: 40\xa0% and 60\xa0%"
    )
    both = [GAP, Gap("HEA", "Works", "Roads", 40, 60.2, ALL, ALL)]
    assert apart_headline(both, NAMES, TEXT, shares=True) == (
        "Departments are furthest apart on Water, Health (20 percentage points)"
    )
    close = Gap("WAT", "Roads", "Works", 50.2, 50.4, ALL, ALL)
    assert apart_headline([close], NAMES, TEXT, shares=True) == (
        "No two departments differ by a percentage point or more on any theme compared"
    )
