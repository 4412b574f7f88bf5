"""The way to targets of themes and indicators, worked by hand."""

import pytest

from resilience.scoring import ScoreTree, score
from resilience.scoring.planning.on_the_way import (
    Item,
    item_weights,
    on_the_way,
    targets_of_indicators,
)
from resilience.scoring.scores.applying import effective_shares
from tests.scoring.build import Given, Person, framework, indicator, tally, theme

#: A and B weigh 1/4 each, C 1/2
ASKED = framework(theme("T", indicator("A"), indicator("B")), theme("U", indicator("C")))


def city(**answers: Given) -> ScoreTree:
    """The scores where one person gives these levels 0..4, worth 0, 25, 50, 75 and 100."""
    return score(ASKED, tally(ASKED, [Person("w", answers)])).city


def test_one_target_of_a_theme_is_reached_as_far_as_the_theme_itself() -> None:
    # T has (0 + 75) / 2 = 37.5 of 60: 22.5 are left, 62.5 % is reached
    way = on_the_way(ASKED, city(A=0, B=3, C=2), {"T": 60})
    assert way.items == (Item("T", 37.5, 60, 22.5, 0.625),)
    assert way.share == 0.625


def test_an_indicator_with_its_own_target_counts_once_and_weighs_what_it_does() -> None:
    # T 37.5 of 60 weighs what B does: 1/4; A 0 of 50: 1/4; C 50 of 75: 1/2
    # 1 - (22.5 / 4 + 50 / 4 + 25 / 2) / (60 / 4 + 50 / 4 + 75 / 2) = 1 - 30.625 / 65
    way = on_the_way(ASKED, city(A=0, B=3, C=2), {"C": 75, "A": 50, "T": 60})
    assert [item.code for item in way.items] == ["T", "A", "C"]
    assert way.share == pytest.approx(1 - 30.625 / 65)


def test_more_than_the_target_makes_up_for_nothing_elsewhere() -> None:
    # A 100 of 50 is reached, C 0 of 100 is not: 1 - 50 / (50 / 4 + 100 / 2)
    way = on_the_way(ASKED, city(A=4, B=0, C=0), {"A": 50, "C": 100})
    assert way.share == pytest.approx(1 - 50 / 62.5)
    assert way.items[0].gap == 0
    assert way.items[0].share == 1


def test_what_nobody_knows_is_told_and_what_does_not_apply_weighs_nothing() -> None:
    way = on_the_way(ASKED, city(A="dk", B="na", C=2), {"A": 50, "B": 50, "C": 100})
    assert way.share == 0.5
    assert way.items[0] == Item("A", None, 50, None, None)


def test_without_targets_or_with_a_target_of_0_there_is_no_share() -> None:
    assert on_the_way(ASKED, city(A=1, C=2), {}).share is None
    none = on_the_way(ASKED, city(A=1, B=1, C=2), {"A": 0})
    assert (none.share, none.items[0].share) == (None, None)


def test_the_nearest_target_above_goes_for_an_indicator() -> None:
    nested = framework(theme("T", theme("S", indicator("A"), indicator("B")), indicator("C")))
    found = targets_of_indicators(nested, {"T": 60, "S": 80, "B": 25})
    assert found == {"A": 80, "B": 25, "C": 60}
    assert targets_of_indicators(nested, {"B": 25}) == {"B": 25}


def test_the_weights_of_all_items_are_the_indicators_that_they_cover() -> None:
    tree = city(A=1, B=1, C=2)
    assert item_weights(ASKED, tree, {"T": 60, "A": 50}) == {"T": 0.25, "A": 0.25}
    # without B, A has all of its theme
    assert effective_shares(ASKED, city(A=1, B="na", C=2)) == {"A": 0.5, "C": 0.5}
    assert effective_shares(ASKED, city(A="na", B="na", C="na")) == {}
