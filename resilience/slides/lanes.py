"""Where dots of a row are that would hide one another: above and below its middle."""

from collections.abc import Sequence

from resilience.slides.parts import DotLook, DotSeries

#: shares of the room above or below the middle of a row, in the order in which they are taken
LANES = (0.0, -1.0, 1.0, -0.5)
#: the lane of diamonds, below the large dots
BELOW = 1.0
#: the most inches from the middle, and the inches that a small dot needs on each side
MOST, RADIUS = 0.165, 0.085
#: the inches of a row in which the largest dot and a diamond below it do not touch
TALL = 0.48
#: points of a score of 0..100 within which a small dot is hidden by another, by its look
HIDDEN: dict[DotLook, float] = {"small": 2.6}
BY_LARGE = 3.6

BELOW_OTHERS = ("diamond", "inside")

Places = dict[tuple[DotSeries, int], float]


def places_of(series: Sequence[DotSeries], rows: Sequence[float]) -> Places:
    """The inches from the top of each dot, by series and row; `rows` are the heights of these in inches.

    Dots are in the middle of their rows, small ones apart from those that would hide them, and diamonds below it.
    """
    found: Places = {}
    for row, height in enumerate(rows):
        middle = sum(rows[:row]) + height / 2
        found |= {(one, row): round(middle, 3) for one in series}
        room = min(MOST, height / 2 - scale_of(rows) * RADIUS)
        for one, lane in _lanes(series, row).items():
            found[one, row] = round(middle + lane * room, 3)
    return found


def scale_of(rows: Sequence[float]) -> float:
    """The share of their usual size that dots have in rows of these heights in inches."""
    return min(1.0, min(rows) / TALL)


def _lanes(series: Sequence[DotSeries], row: int) -> dict[DotSeries, float]:
    """The lane of each diamond and each small dot of a row."""
    known = [(one.values[row], one) for one in series if one.look != "line"]
    dots = sorted(
        (value, one.name, one.about, one.look, one) for value, one in known if value is not None
    )
    found = {one: BELOW for *_, one in dots if one.look in BELOW_OTHERS}
    taken: list[tuple[float, float, DotLook]] = [
        (value, found.get(one, 0.0), one.look) for value, *_, one in dots if one.look != "small"
    ]
    for value, *_, one in dots:
        if one.look == "small":
            near = {
                lane
                for other, lane, look in taken
                if abs(other - value) < HIDDEN.get(look, BY_LARGE)
            }
            found[one] = next((lane for lane in LANES if lane not in near), 0.0)
            taken.append((value, found[one], one.look))
    return found
