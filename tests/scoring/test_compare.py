"""Two results side by side, and the line that says whether they may be compared."""

import datetime
from dataclasses import replace

import pytest

from resilience.framework import Framework, Goalposts, even_levels
from resilience.scoring import Comparison, Difference, Missing, Side, compare, score
from resilience.scoring.comparability import (
    NOTHING_COMMON,
    ONE_PERSON,
    OTHER_COUNTING,
    OTHER_FRAMEWORK,
    OTHER_MISSING,
    OTHER_RULE,
)
from resilience.scoring.what_if import with_rule, with_weights
from resilience.text import Text
from tests.scoring.build import Person, framework, indicator, people, person, tally, theme

ASKED = framework(
    theme("T", indicator("a"), indicator("b")), theme("U", indicator("c"), weight=2), threshold=0.5
)
THEN = [person("w", a=0, b=2, c=4), person("v", a=2, b=4, c=4)]
NOW = [person("w", a=2, b=2, c=3), person("v", a=3, b=2, c=4)]


def side(asked: Framework, room: list[Person], missing: Missing = "skip") -> Side:
    tallies = tally(asked, room)
    return Side(
        name="Haiwan",
        framework=asked,
        scores=score(asked, tallies, missing=missing).city,
        people=int(tallies.people.sum()),
        departments=len(tallies.units),
        missing=missing,
    )


def rows(found: Comparison) -> dict[str, Difference]:
    return {row.code: row for row in found.rows}


def test_everything_in_common_gives_the_scores_as_printed() -> None:
    first, second = side(ASKED, THEN), side(ASKED, NOW)
    found = rows(compare(first, second))
    assert list(found) == ["all", "T", "a", "b", "U", "c"]
    for code, row in found.items():
        assert row.first == pytest.approx(first.scores[code].value)
        assert row.second == pytest.approx(second.scores[code].value)
        assert row.difference == pytest.approx((row.second or 0) - (row.first or 0))


def test_a_gap_below_a_level_is_no_finding() -> None:
    # a 25 to 62.5: a level and a half; b 75 to 50: a level; c 100 to 87.5: half a level
    found = rows(compare(side(ASKED, THEN), side(ASKED, NOW)))
    assert (found["a"].finding, found["b"].finding, found["c"].finding) == (True, True, False)
    assert (found["T"].finding, found["all"].finding) == (None, None)


def test_only_what_both_asked_is_compared_and_computed_anew() -> None:
    wider = framework(
        theme("T", indicator("a"), indicator("b"), indicator("x")),
        theme("U", indicator("c"), weight=2),
    )
    then = side(wider, [person("w", a=4, b=4, c=4, x=0), person("v", a=4, b=4, c=4, x=0)])
    found = compare(then, side(ASKED, NOW))
    assert rows(found)["T"].first == 100  # without x, with it 66.7
    assert "x" not in rows(found)
    assert (found.line.common, found.line.asked) == (3, (4, 3))
    assert found.line.comparable


def test_the_weights_of_the_second_are_used_for_both() -> None:
    heavy = with_weights(ASKED, {"U": 0})
    found = compare(side(ASKED, THEN), side(heavy, NOW))
    assert rows(found)["all"].first == rows(found)["T"].first
    assert not found.line.same_weights
    assert "different weights, of which the second are used for both" in found.line.words(Text())


def test_a_result_compared_with_itself_differs_in_nothing() -> None:
    same = side(ASKED, THEN)
    assert {row.difference for row in compare(same, same).rows} == {0}


def test_what_has_no_score_in_one_has_no_difference() -> None:
    found = rows(compare(side(ASKED, THEN), side(ASKED, people("w", "c", 1, 2, 3))))
    assert (found["a"].second, found["a"].difference, found["a"].finding) == (None, None, None)
    assert found["T"].difference is None
    assert found["c"].difference == -50


def test_unknowns_taken_for_zero_are_so_on_both_sides() -> None:
    first, second = (
        side(ASKED, room, "unknown-as-zero") for room in (THEN, people("w", "c", 4, 4))
    )
    found = rows(compare(first, second))
    assert found["T"].second == 0
    assert found["all"].second == pytest.approx(second.scores["all"].value)


def test_a_measured_number_has_no_levels_to_be_a_finding() -> None:
    measured = framework(theme("T", indicator("a", scale=Goalposts(0, 8))))
    first, second = (side(measured, people("w", "a", n, n)) for n in (0, 8))
    assert rows(compare(first, second))["a"] == Difference("a", 0, 100, 100, None)


OTHER_SCALE = framework(theme("T", indicator("a", scale=even_levels(3))))
OTHER_CODES = framework(theme("T", indicator("z")))


@pytest.mark.parametrize(
    ("second", "obstacle"),
    [
        (replace(side(ASKED, NOW), framework=replace(ASKED, id="other")), OTHER_FRAMEWORK),
        (side(with_rule(ASKED, "geometric"), NOW), OTHER_RULE),
        (side(ASKED, NOW, "unknown-as-zero"), OTHER_MISSING),
        (replace(side(ASKED, NOW), city_rule="people"), OTHER_COUNTING),
        (side(ASKED, NOW[:1]), ONE_PERSON),
        (side(OTHER_CODES, people("w", "z", 1, 2)), NOTHING_COMMON),
        (side(OTHER_SCALE, people("w", "a", 1, 2)), NOTHING_COMMON),
    ],
)
def test_what_forbids_a_comparison_is_named(second: Side, obstacle: str) -> None:
    found = compare(side(ASKED, THEN), second)
    assert found.line.obstacles == (obstacle,)
    assert not found.line.comparable
    assert found.line.words(Text()) == f"Not comparable: {obstacle}."


def test_without_a_common_indicator_there_is_nothing_to_show() -> None:
    other = framework(theme("T", indicator("z")))
    assert compare(side(ASKED, THEN), side(other, people("w", "z", 1, 2))).rows == ()


def test_the_line_says_what_both_rest_on() -> None:
    then, now = (
        replace(side(ASKED, room), date=datetime.date(year, 10, 13))
        for room, year in ((THEN, 2025), ([*NOW, person("v", a=1)], 2026))
    )
    assert compare(then, now).line.words(Text()) == (
        "Comparable: test 1; 3 of 3 indicators in common; October 13, 2025 | October 13, 2026; "
        "2 people, 2 departments | 3 people, 2 departments; same rule."
    )


def test_facts_that_are_the_same_are_said_once() -> None:
    line = compare(side(ASKED, THEN), side(ASKED, THEN)).line.words(Text())
    assert line == (
        "Comparable: test 1; 3 of 3 indicators in common; no date; 2 people, 2 departments; same rule."
    )
