"""Two results side by side, and the line that says whether they may be compared."""

import datetime
from dataclasses import replace

import pytest

from resilience.framework import Framework, Goalposts, Levels, even_levels
from resilience.scoring import Comparison, Difference, Missing, Side, compare, score
from resilience.scoring.comparison.comparability import (
    NOTHING_COMMON,
    ONE_PERSON,
    OTHER_COUNTING,
    OTHER_FRAMEWORK,
    OTHER_MISSING,
    OTHER_RULE,
)
from resilience.scoring.scores.what_if import with_rule, with_weights, without
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
    assert "Their weights differ: those of the second are used for both." in found.line.words(
        Text()
    )


def test_a_result_compared_with_itself_differs_in_nothing() -> None:
    same = side(ASKED, THEN)
    assert {row.difference for row in compare(same, same).rows} == {0}


#: what a version of ASKED has beside or instead of its themes
EXTRA = theme("V", indicator("x"), weight=4, rule="geometric")
FIRST, SECOND = ASKED.themes
VERSIONS = {
    "added": framework(FIRST, SECOND, EXTRA, threshold=0.5),
    "added above": framework(theme("W", FIRST, SECOND), threshold=0.5),
    "renamed": framework(FIRST, replace(SECOND, code="UU"), threshold=0.5),
    "removed": framework(FIRST, threshold=0.5),
}
ANSWERED = [person("w", a=2, b=2, c=3, x=0), person("v", a=3, b=2, c=4, x=0)]


@pytest.mark.parametrize(
    ("version", "common", "asked"),
    [("added", 3, 4), ("added above", 3, 3), ("renamed", 3, 3), ("removed", 2, 3)],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_version_with_other_themes_is_compared_on_the_indicators_in_common(
    version: str, common: int, asked: int, turned: bool
) -> None:
    sides = [side(ASKED, THEN), side(VERSIONS[version], ANSWERED)]
    first, second = reversed(sides) if turned else sides
    found = compare(first, second)
    shared = f"all {asked} indicators" if common == asked else f"{common} of {asked} indicators"
    assert found.line.words(Text()) == (
        f"Comparable: {shared} were asked in both and scored by the same rules. "
        "Took part: 2 people, 2 departments."
    )
    for code, row in rows(found).items():
        if code in ("a", "b", "c"):
            assert (row.first, row.second) == tuple(s.scores[code].value for s in (first, second))
    assert "x" not in rows(found)


@pytest.mark.parametrize(
    "changed",
    [
        framework(FIRST, replace(SECOND, code="UU", rule="geometric"), EXTRA, threshold=0.5),
        framework(replace(FIRST, rule="geometric"), SECOND, EXTRA, threshold=0.5),
        framework(FIRST, threshold=0.5, rule="geometric"),
        framework(theme("W", FIRST, SECOND, rule="geometric"), threshold=0.5),
    ],
)
def test_another_rule_above_a_common_indicator_forbids_the_comparison(changed: Framework) -> None:
    assert compare(side(ASKED, THEN), side(changed, NOW)).line.obstacles == (OTHER_RULE,)


@pytest.mark.parametrize(
    "changed",
    [
        framework(FIRST, replace(SECOND, code="UU", weight=3), EXTRA, threshold=0.5),
        framework(replace(FIRST, weight=3), SECOND, EXTRA, threshold=0.5),
        framework(FIRST, theme("U", indicator("c", 3), weight=2), threshold=0.5),
    ],
)
def test_other_weights_above_a_common_indicator_are_told(changed: Framework) -> None:
    found = compare(side(ASKED, THEN), side(changed, NOW)).line
    assert found.comparable
    assert not found.same_weights


def test_a_theme_that_was_left_out_is_told_and_compared_without() -> None:
    whole = side(ASKED, THEN)
    left = replace(side(without(ASKED, "U"), THEN), left_out="U")
    for first, second in ((whole, left), (left, whole)):
        found = compare(first, second)
        assert found.line.words(Text()) == (
            "Comparable: 2 of 3 indicators were asked in both and scored by the same rules. "
            "One of the two leaves out the theme U. Took part: 2 people, 2 departments."
        )
        assert rows(found)["all"] == Difference("all", 50, 50, 0, None)
    assert "Both leave out the theme U." in compare(left, left).line.words(Text())


#: as OWASP SAMM counts its four levels: a step is a quarter, but for the last one
UNEVEN = Levels((0, 25, 50, 100), (0, 1, 2, 3))
#: the two levels below are worth nothing, the two above all
FLAT_ENDS = Levels((0, 0, 100, 100), (0, 0, 1, 1))


@pytest.mark.parametrize(
    ("scale", "then", "now", "finding"),
    [
        (UNEVEN, [1, 1], [2, 2], True),  # 25 and 50: a level
        (UNEVEN, [2, 2], [1, 1], True),
        (UNEVEN, [2, 2], [3, 3], True),  # 50 and 100: a level
        (UNEVEN, [2, 2, 2], [2, 2, 3], False),  # 50 and 66.7: a third of a level
        (UNEVEN, [1, 1], [1, 2], False),  # 25 and 37.5: half a level
        (UNEVEN, [1, 2], [2, 3], True),  # 37.5 and 75: from level 1.5 to 2.5
        (UNEVEN, [1, 2], [2, 2, 3], False),  # 37.5 and 66.7: from level 1.5 to 2.33
        (FLAT_ENDS, [0, 0], [1, 1], False),  # both 0
        (FLAT_ENDS, [1, 1], [2, 2], True),
        (FLAT_ENDS, [0, 0], [1, 2], False),  # 0 and 50: half of the step from level 1 to 2
        (Levels((0, 0, 0), (0, 0, 0)), [0, 0], [2, 2], False),
    ],
)
def test_a_finding_is_a_level_however_much_a_level_counts(
    scale: Levels, then: list[int], now: list[int], finding: bool
) -> None:
    asked = framework(theme("T", indicator("a", scale=scale)))
    first, second = (side(asked, people("w", "a", *given)) for given in (then, now))
    assert rows(compare(first, second))["a"].finding is finding


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
    assert found.line.words(Text()) == f"Not comparable: {obstacle.format(names=second.name)}."


def test_without_a_common_indicator_there_is_nothing_to_show() -> None:
    other = framework(theme("T", indicator("z")))
    assert compare(side(ASKED, THEN), side(other, people("w", "z", 1, 2))).rows == ()


def test_the_line_says_what_both_rest_on() -> None:
    then, now = (
        replace(side(ASKED, room), date=datetime.date(year, 10, 13))
        for room, year in ((THEN, 2025), ([*NOW, person("v", a=1)], 2026))
    )
    assert compare(then, now).line.words(Text()) == (
        "Comparable: all 3 indicators were asked in both and scored by the same rules. Took part: "
        "2 people, 2 departments (October 13, 2025); 3 people, 2 departments (October 13, 2026)."
    )


def test_facts_that_are_the_same_are_said_once() -> None:
    line = compare(side(ASKED, THEN), side(ASKED, THEN)).line.words(Text())
    assert line == (
        "Comparable: all 3 indicators were asked in both and scored by the same rules. "
        "Took part: 2 people, 2 departments."
    )


def test_groups_of_merged_departments_are_not_called_departments() -> None:
    merged = replace(side(ASKED, NOW), merged=True)
    said = compare(side(ASKED, THEN), merged).line.words(Text())
    assert "2 people, 2 departments; 2 people, in 2 groups of departments" in said
