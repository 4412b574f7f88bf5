"""The dots of a printed chart: none hides another."""

import io

from PIL import Image

from resilience.report import Dots, PlotRow, draw_pictures
from resilience.text import Text

#: the colours of this city and of others in print, as look.typ and plot.typ have them
OWN, OTHER = (31, 95, 139), (81, 96, 109)


def painted(*others: float, median: float | None = None) -> tuple[int, int]:
    """The points in the colour of this city, which has 60, and in that of others."""
    row = PlotRow("", "", 60.0, None, None, median=median, others=others)
    (drawn,) = draw_pictures([Dots("", (row,), "", "", ())], 400, Text())
    with Image.open(io.BytesIO(drawn)) as image:
        points = image.convert("RGB").getcolors(1 << 20) or []
    found = {colour: n for n, colour in points}
    return found.get(OWN, 0), found.get(OTHER, 0)


def test_the_dot_of_the_city_is_whole_and_no_other_is_hidden() -> None:
    alone, one = painted(20.0)
    own, others = painted(60.0, 60.0, 60.0)
    assert own == alone > 0
    assert others > 1.5 * one > 0
    assert painted(20.0, 20.0)[1] > 1.5 * one


def test_the_diamond_at_the_median_covers_no_city() -> None:
    assert painted(20.0, 60.0, median=20.0) == painted(20.0, 60.0)
    assert painted(20.0, median=60.0)[1] == painted(20.0)[1]
