"""The official UNDRR preliminary workbook: its words, its answers, and an empty one filled."""

from resilience.workbook.undrr.fill import fill
from resilience.workbook.undrr.filled import Fact, FilledUndrr, ItemRemarks, UndrrProfile
from resilience.workbook.undrr.read import read_filled
from resilience.workbook.undrr.sheets import CODES
from resilience.workbook.undrr.words import read_official

__all__ = [
    "CODES",
    "Fact",
    "FilledUndrr",
    "ItemRemarks",
    "UndrrProfile",
    "fill",
    "read_filled",
    "read_official",
]
