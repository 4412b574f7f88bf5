"""Draw the curves of docs/performance as small multiples into docs/performance.svg.

Run as `python -m benchmarks.chart` in the folder of the project: it reads the kept figures alone. Both
axes are logarithmic, so that a cost in proportion rises by one decade a decade, and one that does not
depend on the size is level. The picture is without a background, and its inks follow the reader's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.figures import KEPT, Figure, kept
from resilience.charts.lines import spread
from resilience.charts.paper import Point, dot, drawing, line, words
from resilience.charts.template import INK, PALE, THEME_COLOURS

WIDE, TALL = 340.0, 230.0
LEFT, RIGHT, TOP, BELOW = 44.0, 132.0, 34.0, 26.0
SIZE = 8.5
#: milliseconds at the bottom and at the top of each panel
LEAST, MOST = 1.0, 100_000.0
SAID = {1: "1 ms", 10: "10 ms", 100: "0.1 s", 1_000: "1 s", 10_000: "10 s", 100_000: "100 s"}
#: the inks of a dark page, for those of a light one
STYLE = f"""<style>text{{font-family:system-ui,sans-serif}}
@media (prefers-color-scheme:dark){{text[fill="{INK}"]{{fill:#e6edf3}}
line[stroke="{PALE}"]{{stroke:#3d444d}}}}</style>"""


@dataclass(frozen=True, slots=True)
class Panel:
    """A curve as it is drawn: what grows, and the figures that stand for all of its file."""

    curve: str
    title: str
    shown: tuple[str, ...]


PANELS = (
    Panel(
        "people",
        "People in one workshop",
        ("live", "result", "vote closed, opened", "departments apart (permutations)", "workbook", "report"),
    ),
    Panel(
        "answers",
        "Answers of others in the database",
        tuple(f"{kind}: {what}" for kind in ("SQLite", "PostgreSQL") for what in ("live", "saved", "result")),
    ),
    Panel(
        "indicators",
        "Indicators of the framework",
        ("framework loaded", "live", "result", "Scoring, first run", "workbook", "report"),
    ),
    Panel(
        "cities",
        "Cities in the network",
        (
            "network, no city, warm", "network, no city, cold",
            "all cities counted (after each change)",
            "peers to choose from (page Peers)",
        ),
    ),
)  # fmt: skip


def chart() -> str:
    """The whole picture."""
    shapes = [STYLE]
    for place, panel in enumerate(PANELS):
        corner = (WIDE * (place % 2), TALL * (place // 2))
        shapes += _panel(panel, corner)
    return drawing(2 * WIDE, TALL * math.ceil(len(PANELS) / 2), shapes) + "\n"


def _panel(panel: Panel, corner: Point) -> list[str]:
    found = kept(panel.curve)
    series = [[f for f in found if f.what == what] for what in panel.shown]
    series = [own for own in series if own]
    left, top = corner
    shapes = [words(panel.title, (left + LEFT, top + 16), 11, bold=True)]
    if not series:
        return [*shapes, words("not measured yet", (left + LEFT, top + TALL / 2), SIZE)]
    sizes = sorted({figure.size for own in series for figure in own})
    shapes += _frame(sizes, corner)
    at = [[_point(figure, sizes, corner) for figure in own] for own in series]
    ends = [own[-1][1] - top - TOP for own in at]
    placed = spread(ends, [round(SIZE * 1.4)] * len(ends), round(TALL - TOP - BELOW))
    for n, (own, points, height) in enumerate(zip(series, at, placed, strict=True)):
        shapes += _line(own[-1], points, (left + WIDE - RIGHT + 16, top + TOP + height), n)
    return shapes


def _frame(sizes: Sequence[int], corner: Point) -> list[str]:
    left, top = corner
    low, high = top + TALL - BELOW, left + WIDE - RIGHT
    shapes = []
    for value, said in SAID.items():
        y = _height(value, top)
        shapes.append(line((left + LEFT, y), (high, y)))
        shapes.append(words(said, (left + LEFT - 5, y), SIZE - 1, "end"))
    for size in sizes:
        x = _across(size, sizes, left)
        shapes.append(line((x, low), (x, low + 4)))
        shapes.append(words(_short(size), (x, low + 12), SIZE - 1, "middle"))
    return shapes


def _line(last: Figure, points: Sequence[Point], end: Point, n: int) -> list[str]:
    colour = THEME_COLOURS[n % (len(THEME_COLOURS) - 1)]  # black is not seen on a dark page
    shapes = [line(one, other, colour, 1.6) for one, other in pairwise(points)]
    shapes.append(line(points[-1], (end[0] - 2, end[1]), colour, 0.6))
    shapes += [dot(point, 2.4, colour, kind=n) for point in points]
    named = last.what.replace("PostgreSQL", "PG").partition(" (")[0]
    return [*shapes, words(f"{named} {_time(last.middle)}", end, SIZE - 1)]


def _point(figure: Figure, sizes: Sequence[int], corner: Point) -> Point:
    return _across(figure.size, sizes, corner[0]), _height(figure.middle, corner[1])


def _across(size: int, sizes: Sequence[int], left: float) -> float:
    whole = math.log(sizes[-1] / sizes[0]) or 1
    return left + LEFT + 6 + (WIDE - LEFT - RIGHT - 12) * math.log(size / sizes[0]) / whole


def _height(milliseconds: float, top: float) -> float:
    within = min(max(milliseconds, LEAST), MOST)
    return (
        top
        + TALL
        - BELOW
        - (TALL - TOP - BELOW) * math.log(within / LEAST) / math.log(MOST / LEAST)
    )


def _short(size: int) -> str:
    for unit, name in ((1_000_000, "M"), (1_000, "k")):
        if size >= unit:
            return f"{size / unit:g}{name}"
    return str(size)


def _time(milliseconds: float) -> str:
    if milliseconds < 10:
        return f"{milliseconds:.1f} ms"
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def main() -> None:
    """Draw it."""
    target = KEPT.with_suffix(".svg")
    target.write_text(chart(), encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
