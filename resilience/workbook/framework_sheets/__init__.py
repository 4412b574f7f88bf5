"""Frameworks as workbooks: one .xlsx in the layout of CISO Assistant's libraries, version 2."""

from resilience.workbook.framework_sheets.read import read_framework
from resilience.workbook.framework_sheets.write import write_framework

__all__ = ["read_framework", "write_framework"]
