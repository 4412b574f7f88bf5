"""The action plan as a workbook that people edit, and the workbook that comes back."""

from resilience.workbook.plan.layout import COLUMNS, NUMBER, PlanFile, PlanFileRow
from resilience.workbook.plan.read import read_plan
from resilience.workbook.plan.write import PlanSheet, write_plan

__all__ = ["COLUMNS", "NUMBER", "PlanFile", "PlanFileRow", "PlanSheet", "read_plan", "write_plan"]
