"""The official UNDRR workbook, filled and read."""
