"""The two charts of the sheet "Summary": native ones, which follow the cells."""

from math import ceil
from typing import Any

from resilience.workbook.book import ResultsBook
from resilience.workbook.grid import Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.style import ACCENT, INK, PALE

#: in pixels; together no wider than the table above, so that both are printed
BAR_WIDTH, RADAR_WIDTH = 580, 400
ROW_HEIGHT = 20
#: where the bars stand: room for names on their left, which not every program wraps
PLOT = {"x": 0.38, "y": 0.24, "width": 0.56, "height": 0.7}
LEAST_HEIGHT, PER_THEME = 300, 34
#: fewer themes make no shape in a radar chart
LEAST_SPOKES = 3


def draw_charts(sheet: Sheet, book: ResultsBook, grid: Grid) -> None:
    """A bar chart of the themes, and a radar chart where scores share one scale."""
    if not book.themes:
        return
    height = max(LEAST_HEIGHT, 90 + PER_THEME * len(book.themes))
    row = grid.top + grid.length + 1
    _insert(sheet, _bars(sheet, book, grid), row, 0, (BAR_WIDTH, height))
    if len(book.themes) >= LEAST_SPOKES and not book.in_points:
        radar = _radar(sheet, grid)
        _insert(sheet, radar, row, BAR_WIDTH + 10, (RADAR_WIDTH, height))


def _insert(sheet: Sheet, chart: Any, row: int, left: int, size: tuple[int, int]) -> None:
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_legend({"none": True})
    chart.show_na_as_empty_cell()
    chart.show_hidden_data()
    said = sheet.text("The table above holds the same numbers.")
    options = {"x_offset": left, "object_position": 2, "description": said}
    sheet.paper.insert_chart(row, 0, chart, options)
    sheet.cover(row + ceil(size[1] / ROW_HEIGHT), 0)


def _bars(sheet: Sheet, book: ResultsBook, grid: Grid) -> Any:
    text = sheet.text
    chart = sheet.pad.workbook.add_chart({"type": "bar"})
    series = _series(grid, "title") | {
        "fill": {"color": ACCENT},
        "gap": 60,
        "data_labels": {"value": True, "num_format": "0.0", "font": {"color": INK, "size": 10}},
    }
    chart.add_series(series)
    title = text("Points by theme") if book.in_points else text("Score of each theme, 0 to 100")
    chart.set_title(_title(title))
    scale = {} if book.in_points else {"max": 100, "major_unit": 25}
    lines = {"visible": True, "line": {"color": PALE}}
    chart.set_x_axis({"min": 0, **scale, "num_format": "0", "major_gridlines": lines})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    chart.set_plotarea({"layout": PLOT})
    return chart


def _radar(sheet: Sheet, grid: Grid) -> Any:
    chart = sheet.pad.workbook.add_chart({"type": "radar", "subtype": "with_markers"})
    series = _series(grid, "code") | {
        "line": {"color": ACCENT, "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": {"color": ACCENT}},
    }
    chart.add_series(series)
    chart.set_title(_title(sheet.text("Shape of the themes by code, 0 to 100")))
    lines = {"visible": True, "line": {"color": PALE}}
    axis = {"min": 0, "max": 100, "major_unit": 25, "num_format": "0", "major_gridlines": lines}
    chart.set_y_axis(axis)
    return chart


def _series(grid: Grid, categories: str) -> dict[str, Any]:
    return {"categories": f"={grid.whole(categories)}", "values": f"={grid.whole('drawn')}"}


def _title(words: str) -> dict[str, Any]:
    return {"name": words, "name_font": {"size": 12, "color": INK}, "overlay": False}
