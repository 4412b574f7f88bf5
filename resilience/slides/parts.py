"""What slides are made of, worded and ready to be set: nothing here is computed."""

import datetime
from dataclasses import dataclass
from typing import Literal

#: how dots look: largest and large in the accent colour; large in that of a fall or in grey; small; pale; a hollow
#: diamond below the others, and its inside; no dot but the thin line of a range
DotLook = Literal[
    "strong", "high", "low", "plain", "small", "pale", "square", "diamond", "inside", "line"
]


#: how bars look: in the accent colour, or hollow in that of the point that is made
BarLook = Literal["strong", "hollow"]


@dataclass(frozen=True, slots=True)
class BarSeries:
    """The values of a chart by category, None where there is none."""

    name: str
    values: tuple[float | None, ...]
    look: BarLook = "strong"


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart of horizontal bars, the first category on top; `alt` says what it shows to who cannot see it.

    `one_of` says that each category has a value in one of the series only.
    """

    alt: str
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    one_of: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table; `fill` and `ink` are colours like "#1f5f8b", "" for none and the usual one."""

    words: str
    fill: str = ""
    ink: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table with its heads, or without any; `widths` are shares of the whole, columns in `centred` are set in the middle."""

    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DotSeries:
    """A dot for each row of a table, None for no dot.

    Series of one name have one entry in the legend, lines have none; `about` tells them apart in the data of the chart.
    `looks` are those of single dots, where they are not all alike. A line has no values but a range for each row, None
    for no line.
    """

    name: str
    look: DotLook
    values: tuple[float | None, ...]
    about: str = ""
    looks: tuple[DotLook, ...] = ()
    ranges: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class DotTable:
    """A table in a `share` 0..1 of the width, and to its right a chart with dots in its rows, on a scale of 0 to `top`."""

    table: SlideTable
    series: tuple[DotSeries, ...]
    top: float
    share: float


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line of a list, a figure at its end, and words in grey below it; both may be ""."""

    words: str
    figure: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list under a heading."""

    heading: str
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class LargeNumber:
    """A large number, "" where there is none, its unit, and short paragraphs below."""

    number: str
    behind: str
    lines: tuple[str, ...]


Part = BarChart | SlideTable | DotTable | Bullets | LargeNumber


@dataclass(frozen=True, slots=True)
class SlideColumn:
    """Parts below one another in a `share` 0..1 of the width, each with a share of the height in `heights`."""

    share: float
    parts: tuple[Part, ...]
    heights: tuple[float, ...] = (1.0,)


@dataclass(frozen=True, slots=True)
class SlideStack:
    """Tables and lists below one another in a `share` 0..1 of the width, each as high as its words need.

    A table with dots takes what is left over.
    The last `spare` parts are left out, one by one, where people in a room could not read all of them.
    """

    share: float
    parts: tuple[SlideTable | DotTable | Bullets, ...]
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its finding as title, unit, base and date as subtitle, columns, source, mark, and speaker notes."""

    title: str
    subtitle: str
    columns: tuple[SlideColumn | SlideStack, ...]
    source: str
    mark: str
    notes: str


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides after a title slide, in a `language` (a code like "zh-Hans"); `made_at` is aware.

    `figure` is the number on the title slide, None where there is none.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    mark: str
    notes: str
    slides: tuple[Slide, ...]
    language: str
    made_at: datetime.datetime
    figure: LargeNumber | None = None
