"""What native charts share: description, names, scale and layout."""

from typing import Any

from pptx.enum.chart import XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from resilience.slides.look import GREY, RULE

#: how figures are shown, and the type of the scale
FIGURES, SCALE = "0.0", 12
#: left, top, width and height as shares of a chart
Box = tuple[float, float, float, float]


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
