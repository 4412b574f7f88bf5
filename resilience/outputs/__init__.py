"""Files for officials: workbook, printed report, receipt."""
