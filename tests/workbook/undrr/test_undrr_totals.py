"""The filled UNDRR workbook computed anew by LibreOffice: its points are those of our arithmetic."""

import warnings
from pathlib import Path

import pytest

from resilience.services.undrr.workbook import read_undrr
from resilience.workbook.undrr import CODES, ItemRemarks, UndrrProfile, fill
from tests.indicators import UNDRR_1, shipped
from tests.workbook.sheets import computed, sheet

pytestmark = pytest.mark.long

#: the most points of each essential; P8.9 is not in the smaller edition
MAXIMA = (9, 15, 12, 12, 9, 18, 12, 27, 21, 6)
LEVELS = {code: n * 7 % 4 for n, code in enumerate(CODES) if code not in ("P3.2", "P8.3")}


@pytest.fixture(autouse=True)
def _drawings() -> None:
    """What reads the computed file says that it leaves drawings out."""
    warnings.filterwarnings("ignore", "DrawingML support is incomplete")


@pytest.mark.parametrize("changed", [{}, {"P4.2": 3, "P3.2": 1}])
def test_points_are_those_of_the_core(
    template: bytes, changed: dict[str, int], tmp_path: Path
) -> None:
    """No value of a formula is in the file, and another answer moves the points."""
    levels = {**LEVELS, **changed}
    made = fill(template, levels, {"P1.1": ItemRemarks(evidence="=1+1")}, UndrrProfile(), "…")
    book = computed(tmp_path, made.data)
    results = sheet(book, "Results")
    framework = shipped(UNDRR_1)
    core = read_undrr(framework, made.data).result.city
    lacking = len(CODES) - len(made.items)
    for row, (n, most) in enumerate(enumerate(MAXIMA, 1), 163):
        points, possible = results[f"G{row}"].value, results[f"H{row}"].value
        assert (results[f"F{row}"].value, points) == (f"E{n}", core[f"E{n}"].value)
        assert possible == most - 3 * lacking * (n == 8)
        assert points == sum(
            level
            for code, level in levels.items()
            if code in made.items and code.startswith(f"P{n}.")
        )
    assert results["K163"].value == core[framework.root.code].value
    assert results["K164"].value == 141 - 3 * lacking
    assert sheet(book, "E01")["C7"].value == "=1+1"
    assert sheet(book, "E01")["F10"].value is (LEVELS["P1.1"] == 0)
