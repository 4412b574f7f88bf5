"""The native charts of the workbook, which follow the cells: bars on "Summary", the radar on "Themes"."""

from math import ceil
from typing import Any

from resilience.workbook.book import ResultsBook
from resilience.workbook.grid import Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.style import ACCENT, GREY, INK, PALE

#: in pixels
RADAR, ROW_HEIGHT = (460, 360), 20
#: where the bars stand: room for names on their left, which not every program wraps
PLOT = {"x": 0.36, "y": 0.1, "width": 0.6, "height": 0.72}
#: fewer themes make no shape in a radar chart
LEAST_SPOKES = 3
#: the columns of "Themes" that bars may show, and how; the first is the score
BARS: dict[str, dict[str, Any]] = {
    "drawn": {
        "fill": {"color": ACCENT},
        "data_labels": {"value": True, "num_format": "0.0", "font": {"color": INK, "size": 10}},
    },
    "previous": {"fill": {"color": "#8497A6"}},
    "median": {"fill": {"color": "#FFFFFF"}, "border": {"color": GREY, "width": 1}},
}


def draw_bars(
    sheet: Sheet, book: ResultsBook, themes: Grid, place: tuple[int, int], size: tuple[float, float]
) -> None:
    """The themes as bars from a row and column on, in pixels: score, and what it is compared with."""
    text = sheet.text
    heads = book.finding("Themes").heads
    names = {"drawn": heads.get("now", text("this city")), **heads}
    shown = [key for key in BARS if key in ("drawn", *(one.key for one in themes.columns))]
    chart = sheet.pad.workbook.add_chart({"type": "bar"})
    for key in shown:
        chart.add_series(
            {**_series(themes, "title", key), "name": names[key], "gap": 60, **BARS[key]}
        )
    unit = {"name": book.cover.unit, "name_font": {"size": 10, "bold": False, "color": GREY}}
    lines = {"visible": True, "line": {"color": PALE}}
    scale = {"min": 0, "max": 100, "major_unit": 25, "num_format": "0", "major_gridlines": lines}
    chart.set_x_axis({**scale, **unit})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}, "crossing": "max"})
    chart.set_plotarea({"layout": PLOT})
    chart.set_legend({"position": "top"} if len(shown) > 1 else {"none": True})
    chart.set_title({"none": True})
    _insert(sheet, chart, place, size, book.cover.chart)


def draw_radar(sheet: Sheet, book: ResultsBook, themes: Grid) -> None:
    """The shape of the themes below their table, where their scores share one scale."""
    if len(book.themes) < LEAST_SPOKES or book.in_points:
        return
    chart = sheet.pad.workbook.add_chart({"type": "radar", "subtype": "with_markers"})
    series = _series(themes, "code", "drawn") | {
        "line": {"color": ACCENT, "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": {"color": ACCENT}},
    }
    chart.add_series(series)
    said = sheet.text("Shape of the themes by code, 0 to 100")
    chart.set_title({"name": said, "name_font": {"size": 12, "color": INK}, "overlay": False})
    lines = {"visible": True, "line": {"color": PALE}}
    axis = {"min": 0, "max": 100, "major_unit": 25, "num_format": "0", "major_gridlines": lines}
    chart.set_y_axis(axis)
    chart.set_legend({"none": True})
    _insert(sheet, chart, (sheet.row + 1, 0), RADAR, said)
    sheet.row += 1 + ceil(RADAR[1] / ROW_HEIGHT)


def _insert(
    sheet: Sheet, chart: Any, place: tuple[int, int], size: tuple[float, float], said: str
) -> None:
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_na_as_empty_cell()
    chart.show_hidden_data()
    options = {"object_position": 2, "description": said}
    sheet.paper.insert_chart(*place, chart, options)
    sheet.cover(place[0] + ceil(size[1] / ROW_HEIGHT), place[1])


def _series(grid: Grid, categories: str, values: str) -> dict[str, Any]:
    return {"categories": f"={grid.whole(categories)}", "values": f"={grid.whole(values)}"}
