"""Spreadsheets: what goes out as .xlsx."""

from resilience.workbook.book import RemarkRow, ResultsBook, RoomRow
from resilience.workbook.results import write_results

__all__ = ["RemarkRow", "ResultsBook", "RoomRow", "write_results"]
