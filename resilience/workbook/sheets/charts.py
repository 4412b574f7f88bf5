"""The native charts of the workbook, which follow the cells: bars.

What their colours mean is in a row of cells above: programs put the legend of bars in orders of their own.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from resilience.workbook.book import ResultsBook
from resilience.workbook.grid import Grid
from resilience.workbook.heights import HIGHEST
from resilience.workbook.sheet import Sheet
from resilience.workbook.style import ACCENT, GREY, INK, LATE, PALE

#: in pixels
SHAPES, ROW_HEIGHT = (900, 380), 20
#: where the bars stand: room for names on their left, which not every program wraps; the pixels of the axis below
PLOT, AXIS = {"x": 0.36, "y": 0.04, "width": 0.6}, 66
#: the shortest bar with room for its figure
INSIDE = 12
#: the columns of "Themes" that bars may show, and how; the first is the score
BARS: dict[str, dict[str, Any]] = {
    "drawn": {"fill": {"color": ACCENT}},
    "previous": {"fill": {"color": "#8497A6"}},
    "target": {"fill": {"color": "#FFFFFF"}, "border": {"color": INK, "width": 1.25}},
    "median": {"fill": {"color": "#C9D3DB"}},
}


#: how bars look that are compared, those that are looked at first, and the most series
LOOKS: tuple[dict[str, Any], ...] = (
    BARS["drawn"],
    BARS["previous"],
    {"fill": {"color": "#B9C6D0"}},
    {"fill": {"color": PALE}},
)
#: bars in which something is missing, as on the page
HOLLOW: dict[str, Any] = {"fill": {"color": "#FFFFFF"}, "border": {"color": LATE, "width": 1.5}}
#: the figures at the ends of bars
FIGURES: dict[str, Any] = {
    "data_labels": {"value": True, "num_format": "0.0", "font": {"color": INK, "size": 9}}
}
#: the width of such a chart, its height without bars and for each bar, in pixels; points of a pixel
COMPARED, BESIDE, PER_BAR, PIXEL = 720, 110, 17, 0.75
#: the rows that it takes: a gap, its key and the bars
ROWS = 3
#: scales of bars: of scores, and of what has no fixed end
WHOLE = {"min": 0, "max": 100, "major_unit": 25, "num_format": "0"}
OPEN_END = {"min": 0, "num_format": "0.0"}


@dataclass(frozen=True, slots=True)
class ComparedBars:
    """A number of `bars` with a name: where their names and their values are, as formulas name it.

    They have one colour, but those at places in `others` are hollow, with the second name of the key.
    """

    name: str
    categories: str
    values: str
    bars: int
    others: tuple[int, ...] = ()


def draw_bars(
    sheet: Sheet,
    book: ResultsBook,
    themes: Grid,
    place: tuple[int, int],
    size: tuple[float, float],
    below: float = 0,
) -> None:
    """Draw the themes as bars (score and comparison value), from a row and column on, so many pixels `below` its top."""
    names = _bar_names(sheet, book, themes)
    series = [
        _series(themes, "title", key) | {"name": name, **BARS[key], **FIGURES}
        for key, name in names.items()
    ]
    series[0] |= _labels(book) | _range(book, themes)
    chart = _bars(sheet, series, book.cover.unit, size[1])
    _insert(sheet, chart, place, size, book.cover.chart, (0, below))


def _bar_names(sheet: Sheet, book: ResultsBook, themes: Grid) -> dict[str, str]:
    """What the bars of the themes are, by the columns they show."""
    heads = book.finding("Themes").heads
    names = {"drawn": heads.get("now", sheet.text("this city")), **heads}
    return {key: names[key] for key in BARS if key in ("drawn", *(c.key for c in themes.columns))}


def put_bar_key(sheet: Sheet, book: ResultsBook, themes: Grid, row: int, column: int) -> None:
    """The colours of the bars of the themes with their names, in the order of the bars."""
    names = _bar_names(sheet, book, themes)
    hollow = [n for n, key in enumerate(names) if key == "target"]
    put_key(
        sheet, row, column, [(_colour_of(BARS[key]), said) for key, said in names.items()], hollow
    )


def _colour_of(look: Mapping[str, Any]) -> str:
    """The colour by which a bar is known: that of its frame, if it has one."""
    return str(look.get("border", look["fill"])["color"])


def put_key(
    sheet: Sheet,
    row: int,
    column: int,
    key: Sequence[tuple[str, str]],
    hollow: Collection[int] = (),
) -> None:
    """Write colours with their names into a cell, where there is more than one; those at `hollow` places are of frames."""
    if len(key) < 2:
        return
    get = sheet.pad.styles
    parts: list[Any] = []
    for at, (colour, words) in enumerate(key):
        sign = "□ " if at in hollow else "■ "
        parts += [get.coloured(colour), sign, get.get("place"), f"{sheet.words(words)}     "]
    sheet.paper.write_rich_string(row, column, *parts, get.get("line"))
    sheet.cover(row, column)


def _by_place(one: ComparedBars) -> list[dict[str, Any]]:
    """The look of each bar, hollow at the places in `others`."""
    return [HOLLOW if n in one.others else LOOKS[0] for n in range(one.bars)]


def draw_compared(
    sheet: Sheet,
    compared: Sequence[ComparedBars],
    unit: str,
    said: str,
    scale: Mapping[str, Any] = WHOLE,
    names: Sequence[str] = (),
) -> None:
    """Draw a bar chart in `ROWS` rows of its own, so that it covers no other cells; the first series is the most prominent.

    `names` are those of the colours in the key, if not those of the series.
    """
    looked = list(zip(compared, LOOKS, strict=False))
    series = [
        {"categories": f"={one.categories}", "values": f"={one.values}", "name": one.name}
        | {**look, **FIGURES}
        | ({"points": _by_place(one)} if one.others else {})
        for one, look in looked
    ]
    lanes = max(2, len(series))  # two lines of a name need as much as two bars
    height = min(HIGHEST / PIXEL, BESIDE + PER_BAR * compared[0].bars * lanes)
    sheet.row += 1
    sheet.paper.set_row(sheet.row, sheet.pad.styles.line)
    names = names or [one.name for one in compared]
    second = any(one.others for one in compared)
    colours = [ACCENT, LATE] if second else [look["fill"]["color"] for look in LOOKS]
    put_key(sheet, sheet.row, 0, [*zip(colours, names, strict=False)], (1,) if second else ())
    sheet.row += 1
    sheet.paper.set_row(sheet.row, height * PIXEL)
    chart = _bars(sheet, series, unit, height - 4, scale)
    _insert(sheet, chart, (sheet.row, 0), (COMPARED, height - 4), said)
    sheet.cover(sheet.row, 0)
    sheet.row += 1


def _bars(
    sheet: Sheet,
    series: Sequence[dict[str, Any]],
    unit: str,
    height: float,
    scale: Mapping[str, Any] = WHOLE,
) -> Any:
    """A chart of bars on a scale, that of 0 to 100 unless another is given, with room for the axis at any `height`."""
    chart = sheet.pad.workbook.add_chart({"type": "bar"})
    for one in series:
        chart.add_series({"gap": 60, **one, "name": _plain(sheet.words(one["name"]))})
    named = {"name": _plain(unit), "name_font": {"size": 10, "bold": False, "color": GREY}}
    lines = {"visible": True, "line": {"color": PALE}}
    chart.set_x_axis({**scale, **named, "major_gridlines": lines})
    chart.set_y_axis(
        {"reverse": True, "interval_unit": 1, "num_font": {"size": 10}, "crossing": "max"}
    )
    chart.set_plotarea({"layout": {**PLOT, "height": 1 - PLOT["y"] - AXIS / height}})
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    return chart


def _labels(book: ResultsBook) -> dict[str, Any]:
    """The figures of the bars: at their feet where lines are drawn at their ends, if all are long enough."""
    scores = [row["drawn"] for row in book.finding("Themes").rows if row["drawn"] is not None]
    inside = bool(book.cover.range) and all(float(str(one)) >= INSIDE for one in scores)
    colour, place = ("#FFFFFF", "inside_base") if inside else (INK, "outside_end")
    font = {"color": colour, "size": 10}
    labels = {"value": True, "num_format": "0.0", "font": font, "position": place}
    return {"data_labels": labels}


def _range(book: ResultsBook, themes: Grid) -> dict[str, Any]:
    """The range of each score as a thin line, where any has one."""
    if not book.cover.range:
        return {}
    sides = {
        "plus_values": f"={themes.whole('higher')}",
        "minus_values": f"={themes.whole('lower')}",
    }
    line = {"color": INK, "width": 1.25}
    return {"y_error_bars": {"type": "custom", "end_style": 0, **sides, "line": line}}


def _plain(words: str) -> str:
    """Words that the writer of charts does not take for a reference to cells."""
    return re.sub(r"!(?=[$A-Z])", "! ", words)


def draw_themes(sheet: Sheet, book: ResultsBook, themes: Grid) -> None:
    """Draw bars below the table of themes, if all scores share one scale."""
    if not book.themes or book.in_points:
        return
    sheet.paper.set_row(sheet.row + 1, sheet.pad.styles.line)
    put_bar_key(sheet, book, themes, sheet.row + 1, 0)
    sheet.row += 2
    draw_bars(sheet, book, themes, (sheet.row, 0), SHAPES)
    sheet.row += ceil(SHAPES[1] / ROW_HEIGHT)
    sheet.cover(sheet.row, 0)


def _insert(
    sheet: Sheet,
    chart: Any,
    place: tuple[int, int],
    size: tuple[float, float],
    said: str,
    moved: tuple[float, float] = (0, 0),
) -> None:
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_na_as_empty_cell()
    chart.show_hidden_data()
    right, down = moved
    options = {"object_position": 2, "description": said, "x_offset": right, "y_offset": down}
    sheet.paper.insert_chart(*place, chart, options)


def _series(grid: Grid, categories: str, values: str) -> dict[str, Any]:
    return {"categories": f"={grid.whole(categories)}", "values": f"={grid.whole(values)}"}
