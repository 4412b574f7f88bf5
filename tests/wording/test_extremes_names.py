"""The strongest and weakest indicators in one line: no title is taken for two."""

import pandas as pd
import pytest

from resilience.scoring.scores.tables import Extremes
from resilience.text import Text
from resilience.wording.result_tables import extremes_names


@pytest.mark.parametrize(
    ("language", "titles", "said"),
    [
        ("en", ("Drains", "Dikes"), "Drains, Dikes"),
        ("en", ("Drains, pumps", "Dikes"), "Drains, pumps · Dikes"),
        ("zh-Hans", ("排水", "堤防"), "排水、堤防"),
        ("zh-Hans", ("泵站、控制室", "堤防"), "泵站、控制室 · 堤防"),
        ("ja", ("ポンプ、制御室", "堤防"), "ポンプ、制御室 · 堤防"),
    ],
)
def test_titles_with_a_comma_are_parted_by_points(
    language: str, titles: tuple[str, ...], said: str
) -> None:
    found = Extremes(pd.DataFrame({"title": titles}), 0)
    assert extremes_names(found, Text(language)) == said
