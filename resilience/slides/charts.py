"""Native bar charts with their data, in the colours and fonts of the theme."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from resilience.slides.fit import LINE, POINTS, height_of, in_lines
from resilience.slides.look import INK, LOW, RULE, WHITE
from resilience.slides.parts import BarChart, BarSeries
from resilience.slides.scales import FIGURES, describe, lay_out, plain
from resilience.slides.template import Area

#: the points of the line of a hollow bar
OUTLINE = 1.5
#: types of the names
SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)
#: shares of the width that names may take beside bars
SHARES = (0.33, 0.38, 0.43, 0.48, 0.53, 0.6)
#: the room between names and bars, and where bars end at the most
BETWEEN, RIGHT = 0.03, 0.94
#: inches of the key above bars, and its type
KEY, KEY_SIZE = 0.4, 14


def add_bars(slide: Any, chart: BarChart, area: Area) -> None:
    """Put a chart of bars into an area of a slide."""
    data = CategoryChartData(number_format=FIGURES)
    size, share, names = _type(chart, area)
    data.categories = [plain(name) for name in names]
    for one in chart.series:
        data.add_series(plain(one.name), one.values)
    key = KEY if len(chart.series) > 1 else 0.0
    at = (Inches(x) for x in (area.left, area.top + key, area.width, area.height - key))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *at, data)
    describe(frame, chart.alt)
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = Pt(size), INK
    drawn.has_legend = False
    if key:
        _write_key(slide, chart, area)
    _axes(drawn)
    _lay_out(drawn, share)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 55, 100 if chart.one_of else 0
    for shown, one in zip(plot.series, chart.series, strict=True):
        _paint(shown, one)


def _type(chart: BarChart, area: Area) -> tuple[float, float, list[str]]:
    """The largest type that the rows have room for, the least share of the width in which names fit in it, and the names.

    Those that fit in no type are shortened.
    """
    row, names = 0.84 * area.height / max(1, len(chart.categories)), list(chart.categories)
    fitting = (
        (size, share)
        for size in SIZES
        for share in SHARES
        if all(height_of(name, share * area.width, size) <= 0.95 * row for name in names)
    )
    size, share = next(fitting, (SIZES[-1], SHARES[-1]))
    most = max(1, int(0.95 * row * POINTS / (size * LINE)))
    return size, share, [in_lines(name, share * area.width, size, most) for name in names]


def _write_key(slide: Any, chart: BarChart, area: Area) -> None:
    """The names of the bars in their order: programs put the legend of a chart in orders of their own."""
    place = (Inches(x) for x in (area.left, area.top, area.width, KEY))
    words = slide.shapes.add_textbox(*place).text_frame.paragraphs[0]
    for one in chart.series:
        mark, name = words.add_run(), words.add_run()
        mark.text, name.text = "□ " if one.look == "hollow" else "■ ", f"{one.name}     "
        mark.font.size = name.font.size = Pt(KEY_SIZE)
        _colour(mark.font.color, one)
        name.font.color.rgb = INK


def _axes(drawn: Any) -> None:
    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order = True
    names.format.line.color.rgb = RULE
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    names._element.find(qn("c:noMultiLvlLbl")).addprevious(every)
    values.minimum_scale = 0
    values.visible = values.has_major_gridlines = False


def _lay_out(drawn: Any, names: float) -> None:
    """Give the names of the categories their share of the width, in which long ones wrap."""
    top, left = 0.07, names + BETWEEN
    lay_out(drawn, (left, top, RIGHT - left, 0.98 - top))


def _paint(shown: Any, one: BarSeries) -> None:
    _fill(shown.format, one)
    shown.invert_if_negative = False
    labels = shown.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = FIGURES, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.bold = one.look == "strong"


def _fill(shape: Any, one: BarSeries) -> None:
    shape.fill.solid()
    if one.look == "hollow":
        shape.fill.fore_color.rgb = WHITE
        shape.line.color.rgb, shape.line.width = LOW, Pt(OUTLINE)
    else:
        _colour(shape.fill.fore_color, one)


def _colour(colour: Any, one: BarSeries) -> None:
    if one.look == "strong":
        colour.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        colour.rgb = LOW
