"""Excel workbooks: what officials take away, and the official words that a city brings.

Each kind is in a module of its own. Here is what needs no library for workbooks: a server that starts
does without.
"""

from resilience.workbook.official import Official

__all__ = ["Official"]
