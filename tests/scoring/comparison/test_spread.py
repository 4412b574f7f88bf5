"""How a score lies over cities: quantiles worked by hand, and nothing of fewer than five cities."""

from resilience.scoring.comparison.spread import Spread, spread_of


def test_the_quantiles_of_five_cities() -> None:
    """Places 0 to 4 of 0, 10, 20, 30, 40: a tenth is at place 0.4, so 4; nine tenths at 3.6."""
    spread = spread_of([40, 0, 30, 10, 20])
    assert spread == Spread(5, 4, 10, 20, 30, 36)
    assert spread.middle_half == 20


def test_fewer_than_five_cities_have_no_distribution() -> None:
    assert spread_of([0, 10, 20, 30]) is None
    assert spread_of([]) is None
