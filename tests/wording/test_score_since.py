"""The title names the last score only where the two scores can be compared."""

import pytest

from resilience.framework import Framework
from resilience.store import Store
from resilience.wording.years.overall import UNLIKE, overall_words, score_words_since
from tests.services.results.test_trend import BETTER, MIDDLE, TEXT, trend, year

ROSE = "Cascais scores 75 of 100, up 25 since 2025"
ALONE = "Cascais scores 75 of 100"


@pytest.mark.parametrize(("departments", "said"), [(4, ROSE), (2, ALONE)])
def test_a_change_that_too_few_can_tell_is_not_in_the_title(
    sqlite_store: Store, framework: Framework, departments: int, said: str
) -> None:
    year(sqlite_store, framework, 2025, MIDDLE, departments)
    found = trend(year(sqlite_store, framework, 2026, BETTER, departments))
    assert score_words_since("Cascais", "75 of 100", found, TEXT) == said
    assert UNLIKE not in overall_words(found, found.steps[-1], TEXT)


def test_scores_of_other_themes_are_not_compared_in_the_title(
    sqlite_store: Store, framework: Framework
) -> None:
    """Nobody knows W2 in 2026: Water has too few answers, and the score is of Power alone."""
    year(sqlite_store, framework, 2025, MIDDLE)
    found = trend(
        year(sqlite_store, framework, 2026, {**MIDDLE, "W2": ("dk",) * 4, "P1": (4,) * 4})
    )
    (step,) = found.steps
    assert (step.as_shown, step.alike, step.overall) == (True, False, (50.0, 75.0))
    assert score_words_since("Cascais", "75 of 100", found, TEXT) == ALONE
    assert UNLIKE in overall_words(found, step, TEXT)


def test_as_many_other_indicators_are_not_the_same_ones(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2025, {**MIDDLE, "W1": ("dk",) * 4})
    (step,) = trend(year(sqlite_store, framework, 2026, {**MIDDLE, "W2": ("dk",) * 4})).steps
    assert (step.scored, step.alike) == ((3, 3), False)
