"""Excel workbooks: what officials take away."""

from resilience.workbook.book import ResultsBook
from resilience.workbook.results import write_results

__all__ = ["ResultsBook", "write_results"]
