"""`write_plan`: the plan on one sheet with lists to choose from, and hidden what it was."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from resilience.text import Text
from resilience.workbook.cells import INERT, Cell, clean, sheet_name
from resilience.workbook.plan.layout import COLUMNS, FORMAT, NAMING
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.style import Styles

#: rows for more actions below those of the plan
SPARE = 200


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The plan of the workshop `code`: a row for each action, the heading of each column, and words to choose from.

    `notes` are on a sheet of their own, below the title.
    """

    code: str
    title: str
    heads: Mapping[str, str]
    rows: Sequence[Mapping[str, Cell]]
    choices: Mapping[str, Sequence[str]]
    notes: Sequence[str]


def write_plan(plan: PlanSheet, text: Text) -> bytes:
    """The plan as the bytes of an .xlsx file without macros."""
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties({"title": clean(plan.title, "…")})
        pad = Pad(workbook, Styles(workbook, text.language), text, (), plan.title[:120])
        sheet = Sheet(pad, sheet_name(text("Plan"), set()))
        _visible(sheet, plan)
        taken = {sheet.paper.get_name().lower()}
        about = Sheet(pad, sheet_name(text("About this plan"), taken))
        for said, style in ((plan.title, "title"), *((one, "note") for one in plan.notes)):
            about.line(said, style)
        about.finish()
        kept = workbook.add_worksheet(sheet_name(text("As exported"), taken))
        _write_kept(kept, plan)
        lists = workbook.add_worksheet("Lists")
        _validate(sheet, lists, plan, text)
        kept.hide()
        lists.hide()
    return held.getvalue()


def _visible(sheet: Sheet, plan: PlanSheet) -> None:
    paper: Any = sheet.paper
    for column, (key, (width, look)) in enumerate(COLUMNS.items()):
        sheet.put(0, column, plan.heads[key], "head state")
        paper.set_column(column, column, width)
        for row, cells in enumerate(plan.rows, 1):
            value = cells.get(key)
            if value not in (None, ""):
                sheet.put(row, column, value, look)
    paper.autofilter(0, 0, max(len(plan.rows), 1), len(COLUMNS) - 1)
    paper.freeze_panes(1, NAMING)
    paper.print_area(0, 0, len(plan.rows), len(COLUMNS) - 1)
    paper.fit_to_pages(2, 0)  # side by side, each with what names the action
    paper.repeat_columns(0, NAMING - 1)
    paper.repeat_rows(0)


def _write_kept(paper: Any, plan: PlanSheet) -> None:
    """What was exported: the format and workshop, the keys, the headings, and the rows."""
    paper.write_string(0, 0, FORMAT)
    paper.write_string(0, 1, plan.code)
    for column, key in enumerate(COLUMNS):
        paper.write_string(1, column, key)
        paper.write_string(2, column, plan.heads[key])
        for row, cells in enumerate(plan.rows, 3):
            value = cells.get(key)
            if isinstance(value, int | float | Decimal):
                paper.write_number(row, column, value)
            elif value not in (None, ""):
                paper.write_string(row, column, clean(str(value), ""))


def _validate(sheet: Sheet, lists: Any, plan: PlanSheet, text: Text) -> None:
    """Lists to choose from, and days where a day belongs; another value is let in with a warning."""
    keys, last = list(COLUMNS), len(plan.rows) + SPARE
    for place, (key, words) in enumerate(plan.choices.items()):
        for row, word in enumerate(words):
            lists.write_string(row, place, clean(word, ""))
        ends = (xl_rowcol_to_cell(n, place, True, True) for n in (0, max(len(words) - 1, 0)))
        rule = {"validate": "list", "source": f"=Lists!{':'.join(ends)}", "error_type": "warning"}
        sheet.paper.data_validation(1, keys.index(key), last, keys.index(key), rule)
    said = text("A function, such as head of drainage, not a person's name.")
    contact = keys.index("contact")
    hint = {
        "validate": "any",
        "input_title": plan.heads["contact"][:32],
        "input_message": said[:255],
    }
    sheet.paper.data_validation(1, contact, last, contact, hint)
