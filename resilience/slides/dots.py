"""A table with a native chart at its right: dots in the rows of the table, with their data in a sheet that says what each is."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from xlsxwriter import Workbook

from resilience.slides.fit import LETTER, POINTS, wide_of
from resilience.slides.lanes import Places, places_of
from resilience.slides.look import DIM, FAINT, GREY, INK, LOW
from resilience.slides.parts import DotLook, DotSeries, DotTable, SlideTable, TableCell
from resilience.slides.scales import (
    FIGURES,
    describe,
    dress_scale,
    hide_in_key,
    lay_out,
    place_key,
    plain,
)
from resilience.slides.tables import add_tall_grid, table_height
from resilience.slides.template import Area

#: types of the key and the height of a line in sizes of the type; inches of the scale, and of the mark of an entry
KEYS, KEY_LINE, SCALE_LINE, ENTRY = (14.0, 12.0), 1.5, 0.28, 0.27
#: inches between table and chart, and shares of the chart's width at both sides for the ends of the scale
BETWEEN, EDGE = 0.15, 0.03
#: the largest height of a row, and the points of the line of a range
TALLEST, RANGE = 0.62, 1.5
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
#: sizes in points
SIZES: dict[DotLook, int] = {
    "strong": 14,
    "high": 13,
    "low": 13,
    "plain": 13,
    "small": 8,
    "pale": 11,
    "diamond": 10,
}


def add_dots(slide: Any, part: DotTable, area: Area, language: str) -> None:
    """Put a table with dots into an area of a slide: the last column of the table is empty, and the chart lies on it."""
    above = _above(part, area.width)
    head, *rows = add_tall_grid(slide, _with_room(part), area, above, language)
    left = area.left + part.share * area.width + BETWEEN
    room = Area(left, area.top, area.left + area.width - left, head + sum(rows))
    _add_chart(slide, part, room, rows)


def dots_height(part: DotTable, width: float, size: float) -> float:
    """The height in inches that a table with dots needs in a type of a size."""
    return table_height(_with_room(part), width, size, _above(part, width))


def most_height(part: DotTable, width: float) -> float:
    """The height in inches from which on the rows would be too far apart."""
    return _above(part, width) + len(part.table.rows) * TALLEST


def _with_room(part: DotTable) -> SlideTable:
    """The table with an empty column as wide as the chart."""
    grid, whole = part.table, sum(part.table.widths) / part.share
    return replace(
        grid,
        columns=(*grid.columns, ""),
        rows=tuple((*row, TableCell("")) for row in grid.rows),
        widths=(*grid.widths, whole * (1 - part.share)),
    )


def _above(part: DotTable, width: float) -> float:
    """The height in inches of the key and the scale, which are as high as the head of the table."""
    return _key_height(part, (1 - part.share) * width - BETWEEN) + SCALE_LINE


def _key_height(part: DotTable, width: float) -> float:
    """The height of the key: a line, or one for each entry, as programs break it in ways of their own."""
    size = _key_size(part, width)
    entries = len(_names(part))
    return size * KEY_LINE / POINTS * (1 if _key_width(part, size) <= width else entries)


def _key_size(part: DotTable, width: float) -> float:
    """The largest type in which the key is on one line, else the smallest."""
    return next((one for one in KEYS if _key_width(part, one) <= width), KEYS[-1])


def _key_width(part: DotTable, size: float) -> float:
    return sum(wide_of(name) * size * LETTER / POINTS + ENTRY for name in _names(part))


def _names(part: DotTable) -> list[str]:
    """The entries of the key."""
    return list(dict.fromkeys(one.name for one in part.series if one.look != "line"))


def _add_chart(slide: Any, part: DotTable, area: Area, rows: Sequence[float]) -> None:
    """The chart of dots in their rows; `rows` are the heights of these in inches."""
    places = places_of(part.series, rows)
    data = XyChartData(number_format=FIGURES)
    series = _in_order(part.series)
    for one in series:
        added = data.add_series(plain(one.name))
        for row, value in _points(one):
            added.add_data_point(value or 0.0, places[one, row])
    at = (Inches(x) for x in (area.left, area.top, area.width, area.height))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *at, data)
    describe(frame, part.table.alt)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_sheet(part, places))
    drawn.font.size, drawn.font.color.rgb = Pt(_key_size(part, area.width)), INK
    _axes(drawn, part.top, sum(rows))
    below = sum(rows) / area.height
    lay_out(drawn, (EDGE, 1 - below, 1 - 2 * EDGE, below))
    _key(drawn, part, _key_height(part, area.width) / area.height)
    for shown, one in zip(drawn.plots[0].series, series, strict=True):
        _dress(shown, one)


def _in_order(series: Sequence[DotSeries]) -> list[DotSeries]:
    """The series in the order drawn, lines first: LibreOffice does not draw a first series of fewer points than a later one."""
    return sorted(series, key=lambda one: one.look != "line")


def _points(one: DotSeries) -> list[tuple[int, float | None]]:
    """The row and the value of each point of a series; None ends a line."""
    if one.look != "line":
        return list(enumerate(one.values))
    gap = (None, None)
    return [(row, end) for row, ends in enumerate(one.ranges) for end in (*(ends or gap), None)]


def _dress(shown: Any, one: DotSeries) -> None:
    """Give the dots of a series their looks, and take away those without a value."""
    if one.look == "line":
        shown.marker.style = XL_MARKER_STYLE.NONE
        shown.format.line.width, shown.format.line.color.rgb = Pt(RANGE), INK
    else:
        _mark(shown.marker, one.look)
        shown.format.line.fill.background()
    for row, look in enumerate(one.looks):
        if look != one.look:
            _mark(shown.points[row].marker, look)
    _leave_out(shown, one)


def _sheet(part: DotTable, places: Places) -> bytes:
    """The data of the chart, where its formulas look for it, with the words of each row and what each series is."""
    held = io.BytesIO()
    book = Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, at = book.add_worksheet("Sheet1"), 0
    sheet.set_column(1, 2, 30)
    for one in _in_order(part.series):
        sheet.write_row(at, 1, (one.name, one.about))
        for place, (row, value) in enumerate(points := _points(one), start=at + 1):
            if value is not None:
                sheet.write_row(place, 0, (value, places[one, row]))
            sheet.write(place, 2, part.table.rows[row][0].words)
        at += len(points) + 2
    book.close()
    return held.getvalue()


def _leave_out(shown: Any, one: DotSeries) -> None:
    """Take away the dots that have no value."""
    missing = {str(at) for at, (_, value) in enumerate(_points(one)) if value is None}
    for point in shown._element.findall(f"*/*/*/{qn('c:pt')}"):
        if point.get("idx") in missing and point.getparent().tag == qn("c:numCache"):
            point.getparent().remove(point)


def _key(drawn: Any, part: DotTable, height: float) -> None:
    """The legend above the scale, in which each name is once."""
    drawn.has_title, drawn.has_legend = False, True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    place_key(drawn, (0, 0, 1, height))
    series = _in_order(part.series)
    names = [one.name for one in series]
    hide_in_key(
        drawn,
        [at for at, one in enumerate(series) if one.look == "line" or one.name in names[:at]],
    )


def _axes(drawn: Any, top: float, height: float) -> None:
    """The scale above the rows, whose lines are those of the table."""
    scores, rows = drawn.category_axis, drawn.value_axis
    dress_scale(scores, top)
    rows.minimum_scale, rows.maximum_scale, rows.reverse_order = 0, height, True
    rows.has_major_gridlines = False
    rows.format.line.fill.background()
    rows.major_tick_mark = XL_TICK_MARK.NONE
    rows.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _mark(marker: Any, look: DotLook) -> None:
    """Give dots their look."""
    diamond = look == "diamond"
    marker.style = XL_MARKER_STYLE.DIAMOND if diamond else XL_MARKER_STYLE.CIRCLE
    marker.size = SIZES[look]
    marker.format.line.width = Pt(RANGE if diamond else 0.75)
    marker.format.line.color.rgb = INK if diamond else WHITE
    if diamond:  # LibreOffice fills it with the colour of its line
        marker.format.fill.background()
        return
    marker.format.fill.solid()
    _colour(marker.format.fill.fore_color, look)


def _colour(colour: Any, look: DotLook) -> None:
    if look in ("strong", "high"):
        colour.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        inks = {"low": LOW, "small": DIM, "pale": FAINT}
        colour.rgb = inks.get(look, GREY)
