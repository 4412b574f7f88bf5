"""Texts as a sheet for a reviewer, and the sheet that comes back."""

from resilience.workbook.review.layout import ReviewLine, ReviewTask
from resilience.workbook.review.read import read_review
from resilience.workbook.review.write import write_review

__all__ = ["ReviewLine", "ReviewTask", "read_review", "write_review"]
