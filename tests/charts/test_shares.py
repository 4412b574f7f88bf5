"""Shares by year: a line a city, a gap where nothing is published."""

import math

import pandas as pd

from resilience.charts.figures import share_lines
from resilience.charts.template import ACCENT, LOW, MUTED
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers

SHARES = pd.DataFrame(
    {"Aba": [10.0, 12.5, NAN], "Bay": [NAN, 3.0, 4.0]}, index=["1990", "2000", "2010"]
)


def test_each_city_is_a_line_with_its_name_at_its_last_year() -> None:
    first, second = drawn(share_lines(SHARES, "Green", Text()))["data"]
    assert first["x"] == ["1990", "2000", "2010"]
    assert numbers(first["y"])[:2] == [10, 12.5]
    assert math.isnan(numbers(first["y"])[2])
    assert first["text"] == ["", "Aba", ""]
    assert second["text"] == ["", "", "Bay"]
    assert math.isnan(numbers(second["y"])[0])


def test_the_own_city_and_the_one_of_the_finding_stand_out() -> None:
    def colours(**marked: str) -> list[str]:
        figure = drawn(share_lines(SHARES, "Green", Text(), **marked))
        return [trace["line"]["color"] for trace in figure["data"]]

    assert colours() == [MUTED, MUTED]
    assert colours(own="Aba", most="Bay") == [ACCENT, LOW]
    assert colours(own="Bay", most="Bay") == [MUTED, ACCENT]
