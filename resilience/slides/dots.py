"""A table with a native chart at its right: dots in the rows of the table, with their data in a sheet that says what each is."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from xlsxwriter import Workbook

from resilience.slides.keys import add_key, key_height
from resilience.slides.lanes import Places, places_of, scale_of
from resilience.slides.look import INK, WHITE, dot_fill
from resilience.slides.parts import DotLook, DotSeries, DotTable, SlideTable, TableCell
from resilience.slides.scales import (
    FIGURES,
    describe,
    dress_scale,
    lay_out,
    plain,
)
from resilience.slides.tables import add_tall_grid, table_height
from resilience.slides.template import Area

#: inches of the scale
SCALE_LINE = 0.28
#: inches between table and chart, and shares of the chart's width at both sides for the ends of the scale
BETWEEN, EDGE = 0.15, 0.03
#: the largest height of a row, and the points of the line of a range
TALLEST, RANGE = 0.62, 1.5
#: sizes in points of dots in rows that are tall enough, the least of them, and what the white of a diamond takes of it
SIZES: dict[DotLook, int] = {
    "strong": 14,
    "high": 13,
    "low": 13,
    "plain": 13,
    "small": 8,
    "pale": 11,
    "square": 8,
    "diamond": 8,
    "inside": 8,
}
LEAST, INSIDE = 4, 0.6
#: what is no circle
MARKERS = {
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "inside": XL_MARKER_STYLE.DIAMOND,
}


def add_dots(slide: Any, part: DotTable, area: Area, language: str) -> None:
    """Put a table with dots into an area of a slide: the last column of the table is empty, and the chart lies on it."""
    above = _above(part, area.width)
    head, *rows = add_tall_grid(slide, _with_room(part), area, above, language)
    left = area.left + part.share * area.width + BETWEEN
    room = Area(left, area.top, area.left + area.width - left, head + sum(rows))
    _add_chart(slide, part, room, rows)
    add_key(slide, part.series, room, language)


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
    return key_height(part.series, (1 - part.share) * width - BETWEEN) + SCALE_LINE


def _add_chart(slide: Any, part: DotTable, area: Area, rows: Sequence[float]) -> None:
    """The chart of dots in their rows; `rows` are the heights of these in inches."""
    series = _in_order(part.series)
    places = places_of(series, rows)
    data = XyChartData(number_format=FIGURES)
    for one in series:
        added = data.add_series(plain(one.name))
        for row, value in _points(one):
            added.add_data_point(value or 0.0, places[one, row])
    at = (Inches(x) for x in (area.left, area.top, area.width, area.height))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *at, data)
    describe(frame, part.table.alt)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_sheet(part, series, places))
    drawn.font.color.rgb, drawn.has_title, drawn.has_legend = INK, False, False
    _axes(drawn, part.top, sum(rows))
    below = sum(rows) / area.height
    lay_out(drawn, (EDGE, 1 - below, 1 - 2 * EDGE, below))
    scale = scale_of(rows)
    for shown, one in zip(drawn.plots[0].series, series, strict=True):
        _dress(shown, one, scale)


def _in_order(series: Sequence[DotSeries]) -> list[DotSeries]:
    """The series in the order drawn, lines first: LibreOffice does not draw a first series of fewer points than a later one."""
    return sorted(_with_insides(series), key=lambda one: one.look != "line")


def _with_insides(series: Sequence[DotSeries]) -> Iterator[DotSeries]:
    """The series, with white dots before diamonds: LibreOffice fills these with the colour of their line.

    It draws the first series above all others, where programs that leave them hollow draw it below.
    """
    for one in series:
        if one.look == "diamond":
            yield replace(one, look="inside")
        yield one


def _points(one: DotSeries) -> list[tuple[int, float | None]]:
    """The row and the value of each point of a series; None ends a line."""
    if one.look != "line":
        return list(enumerate(one.values))
    gap = (None, None)
    return [(row, end) for row, ends in enumerate(one.ranges) for end in (*(ends or gap), None)]


def _dress(shown: Any, one: DotSeries, scale: float) -> None:
    """Give the dots of a series their looks, and take away those without a value."""
    if one.look == "line":
        shown.marker.style = XL_MARKER_STYLE.NONE
        shown.format.line.width, shown.format.line.color.rgb = Pt(RANGE), INK
    else:
        _mark(shown.marker, one.look, scale)
        shown.format.line.fill.background()
    for row, look in enumerate(one.looks):
        if look != one.look:
            _mark(shown.points[row].marker, look, scale)
    _leave_out(shown, one)


def _sheet(part: DotTable, series: Sequence[DotSeries], places: Places) -> bytes:
    """The data of the chart, where its formulas look for it, with the words of each row and what each series is."""
    held = io.BytesIO()
    book = Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, at = book.add_worksheet("Sheet1"), 0
    sheet.set_column(1, 2, 30)
    for one in series:
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


def _axes(drawn: Any, top: float, height: float) -> None:
    """The scale above the rows, whose lines are those of the table."""
    scores, rows = drawn.category_axis, drawn.value_axis
    dress_scale(scores, top)
    rows.minimum_scale, rows.maximum_scale, rows.reverse_order = 0, height, True
    rows.has_major_gridlines = False
    rows.format.line.fill.background()
    rows.major_tick_mark = XL_TICK_MARK.NONE
    rows.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _mark(marker: Any, look: DotLook, scale: float) -> None:
    """Give dots their look, in a share of their usual size."""
    diamond, inside = look == "diamond", look == "inside"
    marker.style = MARKERS.get(look, XL_MARKER_STYLE.CIRCLE)
    marker.size = max(LEAST, round((INSIDE if inside else 1) * scale * SIZES[look]))
    marker.format.line.width = Pt(RANGE if diamond else 0.75)
    marker.format.line.color.rgb = INK if diamond else WHITE
    if diamond:
        marker.format.fill.background()
    else:
        dot_fill(marker.format.fill, look)
