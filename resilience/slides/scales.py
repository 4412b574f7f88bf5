"""What native charts share: description, names, scale, layout, and lines that say how far a value reaches."""

import math
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from resilience.slides.look import GREY, RULE

#: how figures are shown, and the type of the scale
FIGURES, SCALE = "0.0", 12
#: left, top, width and height as shares of a chart
Box = tuple[float, float, float, float]
#: how far a line reaches below and above a value, None for no line
Reach = tuple[float, float] | None


def plain(name: str) -> str:
    """A name that the workbook of a chart takes for words, not for a formula or a link."""
    return f" {name}" if name.startswith(("=", "{=")) or "://" in name[:12] else name


def describe(frame: Any, words: str) -> None:
    """Say what a shape shows to those who do not see it."""
    frame.element.find(f".//{qn('p:cNvPr')}").set("descr", words)


def dress_scale(axis: Any, top: float) -> None:
    """Format an axis from 0 to `top` in quarters, with thin gridlines and no axis line."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, top, top / 4
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RULE
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(SCALE), GREY
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "General", False


def lay_out(drawn: Any, box: Box) -> None:
    """Place what a chart draws inside its axes."""
    area = drawn.element.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, _layout(box, '<c:layoutTarget val="inner"/>'))


def _layout(box: Box, target: str = "") -> Any:
    left, top, width, height = box
    return parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/><c:w val="{width:.4f}"/><c:h val="{height:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def whiskers(reaches: Sequence[Reach], colour: RGBColor, points: float) -> Any:
    """Error bars of a series in a width in points.

    Values without a line have no entry: programs draw one of no length as a tick.
    """
    ends = [[None if one is None else max(0.0, one[side]) for one in reaches] for side in (1, 0)]
    return parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/>{_numbers("plus", ends[0])}{_numbers("minus", ends[1])}<c:spPr>'
        f'<a:ln w="{Pt(points)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )


def _numbers(name: str, values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value:.6g}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None and not math.isnan(value)
    )
    return f'<c:{name}><c:numLit><c:ptCount val="{len(values)}"/>{points}</c:numLit></c:{name}>'
