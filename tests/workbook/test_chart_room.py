"""The axis of a chart has room for its figures and its name, however few bars there are."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from resilience.text import Text
from resilience.workbook.book import SheetFinding
from resilience.workbook.grid import Row
from resilience.workbook.results import write_results
from tests.scoring.build import framework, indicator, person, theme
from tests.workbook.sheets import book

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FRAME = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
#: pixels: two lines of 10 points with the gaps that programs leave around them
TWO_LINES = 60
#: units of drawings to a pixel
EMU = 9525
SMALL = framework(theme("A", indicator("A1"), indicator("A2")))


@pytest.mark.parametrize("bars", [1, 2, 4, 12])
def test_the_axis_of_targets_is_below_its_bars(bars: int) -> None:
    targets: tuple[Row, ...] = tuple(
        {"code": f"A{n}", "item": f"A{n}", "now": 40.0, "target": 60.0} for n in range(bars)
    )
    heads = {"now": "Score now", "target": "Target", "gap": "Gap"}
    findings = {"Targets": SheetFinding("Targets", rows=targets, heads=heads)}
    made = book(SMALL, [person("Water", A1=1, A2=1)], findings=findings)
    written = write_results(made, Text("en"))
    height, (top, plot) = drawn(written)
    assert height * (1 - top - plot) >= TWO_LINES
    assert height * plot >= 20 * bars


def drawn(written: bytes) -> tuple[float, tuple[float, float]]:
    """The height of the last chart of a workbook in pixels, and the top and height of its bars as parts of it."""
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        last = max(n for n in range(1, 9) if f"xl/charts/chart{n}.xml" in parts.namelist())
        chart, frame = (
            ElementTree.fromstring(parts.read(f"xl/{name}{last}.xml"))
            for name in ("charts/chart", "drawings/drawing")
        )
    low, high = (int(one.text or "") for one in frame.iter(f"{FRAME}rowOff"))
    top, plot = (float(next(chart.iter(f"{CHART}{key}")).attrib["val"]) for key in "yh")
    return abs(high - low) / EMU, (top, plot)
