"""What answers tell of a mean, worked by hand (docs/methods.md, section 3)."""

import numpy as np
import pytest
from scipy.stats import beta

from resilience.framework import Goalposts, Indicator, Levels, Scale, even_levels
from resilience.scoring.arrays import Floats
from resilience.scoring.certainty.uncertainty import city_posterior, interval, posterior
from resilience.scoring.counting.tally import Tally
from tests.scoring.build import (
    FIVE,
    OWN,
    Person,
    framework,
    indicator,
    people,
    person,
    tally,
    theme,
)

HUNDRED = Goalposts(worst=0, best=100)


def counted(scale: Scale, *room: Person) -> tuple[Indicator, Tally]:
    asked = framework(theme("T", indicator("A", scale=scale)))
    return indicator("A", scale=scale), tally(asked, room).by_code["A"]


def ends(mean: float, variance: float, share: float = 0.90) -> tuple[float, float]:
    low, high = interval(np.array([mean]), np.array([variance]), 0, 100, share)
    return low.item(), high.item()


def beta_ends(first: float, second: float) -> tuple[float, float]:
    """Where 5 and 95 % of a Beta on 0..100 lie."""
    return 100 * float(beta.ppf(0.05, first, second)), 100 * float(beta.ppf(0.95, first, second))


def test_the_belief_in_levels_is_the_mean_of_their_values_under_the_posterior() -> None:
    # counts 1, 0, 2 with 1/3 each are 4/3, 1/3, 7/3 of 4: shares 4/12, 1/12, 7/12
    # mean (50 + 7 * 100) / 12 = 62.5; mean square (2500 + 70000) / 12 = 6041.67
    # variance (6041.67 - 3906.25) / (4 + 1) = 427.08
    found = posterior(*counted(even_levels(3), *people("u", "A", 0, 2, 2)))
    assert found.mean == pytest.approx([62.5])
    assert found.variance == pytest.approx([(72500 / 12 - 62.5**2) / 5])


def test_the_belief_is_in_the_own_values_of_a_scale() -> None:
    # values 0, 10, 40, 100; answers 1, 3 with 1/4 each: shares 1/12, 5/12, 1/12, 5/12
    found = posterior(*counted(OWN, *people("u", "A", 1, 3)))
    assert found.mean == pytest.approx([(5 * 10 + 40 + 5 * 100) / 12])


def test_a_table_is_one_answer_in_the_belief() -> None:
    one = posterior(*counted(FIVE, person(A=4), person(A=0)))
    table = posterior(*counted(FIVE, person(A=4), person(A=0, size=9)))
    assert (table.mean, table.variance) == (one.mean, one.variance)


def test_the_belief_in_numbers_is_their_mean_and_sample_variance_over_n() -> None:
    # 40, 60, 80: mean 60, sample variance (400 + 0 + 400) / 2 = 400, of the mean 400 / 3
    found = posterior(*counted(HUNDRED, *people("u", "A", 40, 60, 80)))
    assert found.mean == pytest.approx([60])
    assert found.variance == pytest.approx([400 / 3])


@pytest.mark.parametrize(("number", "times"), [(99.9, 3), (99.9, 7), (100, 5), (0, 4)])
def test_numbers_that_are_all_the_same_leave_nothing_unsure(number: float, times: int) -> None:
    # rounding in the sums of 99.9 leaves a variance below 0 for three and above 0 for seven
    found = posterior(*counted(HUNDRED, *people("u", "A", *[number] * times)))
    assert found.variance == pytest.approx([0], abs=1e-9)
    assert found.variance >= 0
    assert ends(found.mean.item(), found.variance.item()) == pytest.approx((number, number))


def test_one_number_says_nothing_of_its_variance() -> None:
    found = posterior(*counted(HUNDRED, person(A=40)))
    assert found.mean == [40]
    assert np.isnan(found.variance).all()


@pytest.mark.parametrize("scale", [FIVE, HUNDRED])
def test_where_nobody_answered_nothing_is_believed(scale: Scale) -> None:
    asked, counts = counted(scale, person("u", A="dk"), person("v", A=1))
    found = posterior(asked, counts)
    assert list(np.isnan(found.mean)) == [True, False]
    assert np.isnan(found.variance[0])
    for rule in ("departments", "people"):
        nobody = city_posterior(asked, counts, np.array([False, False]), rule)
        assert np.isnan([nobody.mean, nobody.variance]).all()
        assert nobody.mean.shape == (1,)


def test_the_city_is_the_mean_of_the_departments_that_have_answered() -> None:
    # units (mean, variance): x (62.5, 427.08) as above; y answers 2, 2: 1/3, 1/3, 7/3 of 3
    # y: mean (50 + 700) / 9 = 83.33, variance ((2500 + 70000) / 9 - 83.33^2) / 4 = 277.78
    # the means with 1/6 for each level: x (50 + 13 * 100) / 21, y (50 + 1300) / 15
    rooms = [*people("x", "A", 0, 2, 2), *people("y", "A", 2, 2), *people("z", "A", 0)]
    found = city_posterior(
        *counted(even_levels(3), *rooms), np.array([True, True, False]), "departments"
    )
    assert found.mean == pytest.approx([(1350 / 21 + 1350 / 15) / 2])
    assert found.variance == pytest.approx([((72500 / 12 - 62.5**2) / 5 + 2500 / 9) / 4])


@pytest.mark.parametrize("scale", [FIVE, HUNDRED])
def test_where_each_person_counts_once_the_city_is_as_one_unit(scale: Scale) -> None:
    rooms = [*people("x", "A", 0, 2, 2), *people("y", "A", 1), *people("z", "A", 4)]
    together = posterior(*counted(scale, *people("u", "A", 0, 2, 2, 1)))
    answered = np.array([True, True, False])
    found = city_posterior(*counted(scale, *rooms), answered, "people")
    assert found.mean == pytest.approx(together.mean)
    assert found.variance == pytest.approx(together.variance)


def test_an_interval_is_that_of_the_beta_with_the_same_moments() -> None:
    # a uniform spread over 0..100 has variance 100^2 / 12; 5 % lie on either side of 5..95
    assert ends(50, 10_000 / 12) == pytest.approx((5, 95))
    assert ends(50, 10_000 / 12, share=0.50) == pytest.approx((25, 75))
    # the arcsine law, Beta(1/2, 1/2), has variance 1/8 and sin^2(pi q / 2) as quantile of q
    assert ends(50, 1250, share=0.50) == pytest.approx((14.6447, 85.3553), abs=1e-4)
    # Beta(2, 6): mean 1/4, variance 12 / (64 * 9) = 1/48
    assert ends(25, 10_000 / 48) == pytest.approx(beta_ends(2, 6))


def test_an_interval_is_on_the_scale_that_it_is_given() -> None:
    low, high = interval(np.array([30.0]), np.array([1600 / 12]), 10, 50)
    assert (low.item(), high.item()) == pytest.approx((12, 48))


@pytest.mark.parametrize(
    ("mean", "variance", "expected"),
    [
        (40, 0, (40, 40)),
        (0, 0, (0, 0)),
        (100, 1e-20, (100, 100)),
        (40, 2400, (0, 100)),
        (40, 1e9, (0, 100)),
        (40, np.inf, (0, 100)),
        (0, 50, (0, 100)),
    ],
)
def test_a_variance_that_no_beta_has_gives_the_mean_or_the_whole_scale(
    mean: float, variance: float, expected: tuple[float, float]
) -> None:
    assert ends(mean, variance) == expected


@pytest.mark.parametrize(("mean", "variance"), [(np.nan, 0), (np.nan, 4), (40, np.nan)])
def test_an_interval_of_nothing_is_nothing(mean: float, variance: float) -> None:
    assert np.isnan(ends(mean, variance)).all()


def test_every_case_has_its_own_interval() -> None:
    means: Floats = np.array([50, np.nan, 25, 40])
    low, high = interval(means, np.array([10_000 / 12, 1, 10_000 / 48, 0]), 0, 100)
    assert [low[0], high[0]] == pytest.approx([5, 95])
    assert np.isnan([low[1], high[1]]).all()
    assert [low[2], high[2]] == pytest.approx(ends(25, 10_000 / 48))
    assert (low[3], high[3]) == (40, 40)


@pytest.mark.parametrize("n", [3, 5, 10, 40])
@pytest.mark.parametrize("shares", [(0.1, 0.4, 0.4, 0.1), (0.05, 0.15, 0.3, 0.5)])
def test_nine_of_ten_intervals_hold_the_mean_of_the_people_that_the_room_stands_for(
    n: int, shares: tuple[float, ...]
) -> None:
    scale = Levels((0, 100 / 3, 200 / 3, 100), (0, 1, 2, 3))
    answers = np.random.default_rng(20).multinomial(n, shares, size=4000)
    none = np.zeros(4000)
    rooms = Tally(answers, answers, none.astype(int), none.astype(int), none, none)
    belief = posterior(indicator("A", scale=scale), rooms)
    low, high = interval(belief.mean, belief.variance, 0, 100)
    truth = np.array(shares) @ np.array(scale.values)
    assert 0.86 < np.mean((low <= truth) & (truth <= high)) < 0.97


@pytest.mark.parametrize("sizes", [(4, 4), (5,) * 4, (8, 8, 8, 8, 9, 9), (5,) * 10, (4,) * 15])
@pytest.mark.parametrize(
    "shares", [(0.1, 0.4, 0.4, 0.1), (0.02, 0.15, 0.35, 0.48), (0, 0.04, 0.25, 0.71)]
)
def test_nine_of_ten_intervals_of_a_city_hold_its_mean_however_many_departments(
    sizes: tuple[int, ...], shares: tuple[float, ...]
) -> None:
    asked = indicator("A", scale=Levels((0, 100 / 3, 200 / 3, 100), (0, 1, 2, 3)))
    cities = np.random.default_rng(20).multinomial(sizes, shares, size=(400, len(sizes)))
    answered, none = np.ones(len(sizes), dtype=bool), np.zeros(len(sizes))
    truth = np.array(shares) @ np.array([0, 100 / 3, 200 / 3, 100])
    held = 0
    for answers in cities:
        rooms = Tally(answers, answers, none.astype(int), none.astype(int), none, none)
        belief = city_posterior(asked, rooms, answered, "departments")
        low, high = interval(belief.mean, belief.variance, 0, 100)
        held += int(low[0] <= truth <= high[0])
    assert 0.80 < held / len(cities) < 0.97
