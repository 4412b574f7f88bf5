"""Excel workbooks: what officials take away, and the official words that a city brings."""

from resilience.workbook.book import PeerRow, ResultsBook
from resilience.workbook.results import write_results
from resilience.workbook.shown import write_shown
from resilience.workbook.undrr import Official, read_official

__all__ = ["Official", "PeerRow", "ResultsBook", "read_official", "write_results", "write_shown"]
