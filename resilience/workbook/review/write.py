"""`write_review`: one sheet on which a reviewer corrects texts, without a network."""

import io
from typing import Any

from xlsxwriter import Workbook

from resilience.text import Text, mark
from resilience.text.languages import own_name
from resilience.workbook.cards.theme_sheet import PROTECTION
from resilience.workbook.cells import INERT, sheet_name
from resilience.workbook.heights import row_height
from resilience.workbook.review.layout import (
    DATE,
    ENGLISH,
    FORMAT,
    HEAD,
    KEY,
    MARK,
    NAME,
    PLACE,
    ROLE,
    ReviewLine,
    ReviewTask,
)
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.style import Styles

#: widths of place, English, text, box, context and status: together they can be read on A4 across
_PLACE, _WORDS, _CONTEXT, _STATUS = 19.0, 40.0, 24.0, 14.0
_READ = mark("1. Read each text. If it is right, leave the yellow box next to it empty.")
_CORRECT = mark("2. If it is wrong, write the whole corrected text in the box.")
_SIGN = mark(
    "3. When you have read everything, fill in your name, role and the date, save the file and "
    "send it back."
)
#: what the cells for the reviewer are called in the workbook
_NAMES = {NAME: "reviewer_name", ROLE: "reviewer_role", DATE: "review_date"}


def write_review(task: ReviewTask, text: Text) -> bytes:
    """The sheet as the bytes of an .xlsx file; everything but the boxes is locked, without a password."""
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        pad = Pad(workbook, Styles(workbook, text.language), text, (), task.title)
        paper = _Paper(Sheet(pad, sheet_name(text("Review"), set())), task)
        paper.top()
        paper.head()
        for line in task.lines:
            paper.line(line)
        paper.finish()
    return held.getvalue()


class _Paper:
    """Writes the rows of a review from the top down."""

    def __init__(self, sheet: Sheet, task: ReviewTask) -> None:
        self._sheet, self._task, self._text = sheet, task, sheet.text
        texts = 1 if task.language == "en" else 2
        self._widths = [0.0, 0.0, _PLACE, *[_WORDS] * (texts + 1), _CONTEXT, _STATUS]
        self._head = 0
        self._line = sheet.pad.styles.line

    def top(self) -> None:
        """What this is, who reviews it, and what to do."""
        text, sheet = self._text, self._sheet
        title = text("Review: {title}, {language}", title=self._task.title, language=self._language)
        self._row(FORMAT, self._task.about)
        sheet.put(0, PLACE - 1, title, "title")
        sheet.paper.set_row(0, 1.6 * self._line)
        for key, label, look, todo in (
            (NAME, text("Your name"), "field", text(_READ)),
            (ROLE, text("Your role"), "field", text(_CORRECT)),
            (DATE, text("Date"), "day field", text(_SIGN)),
        ):
            self._row(key, self._task.language)
            sheet.put(sheet.row, PLACE - 1, label, "label")
            sheet.put(sheet.row, ENGLISH - 1, None, look)
            sheet.name_cell(_NAMES[key], sheet.row, ENGLISH - 1)
            sheet.put(sheet.row, ENGLISH, todo, "beside")
            sheet.paper.set_row(sheet.row, 1.3 * self._line)
        sheet.row += 1

    def head(self) -> None:
        """The header of the columns, which stays on the screen and on each printed page."""
        text, sheet = self._text, self._sheet
        own = [] if self._task.language == "en" else [self._language]
        titles = ["", "", text("Code and field"), text("English"), *own, text("Correction")]
        titles += [text("Context"), text("Status")]
        for column, title in enumerate(titles):
            sheet.put(sheet.row, column, title, "head state")
        sheet.paper.write_string(sheet.row, KEY - 1, HEAD)
        sheet.paper.set_row(sheet.row, 1.5 * self._line)
        sheet.paper.repeat_rows(sheet.row)
        self._head = sheet.row
        sheet.row += 1

    def line(self, line: ReviewLine) -> None:
        """A text with its box."""
        sheet, text = self._sheet, line.text
        own = [] if self._task.language == "en" else [text.said]
        texts = [text.english if own else text.said, *own]
        cells: list[str] = [line.place, *texts, "", line.context, line.status]
        guides = ["card words"] * len(texts)
        looks = ["card code" if line.first else "card guide", *guides, "field"]
        looks += ["card guide", "card guide"]
        for column, (cell, look) in enumerate(zip(cells, looks, strict=True), PLACE - 1):
            sheet.put(sheet.row, column, cell, look)
        sheet.paper.write_string(sheet.row, KEY - 1, text.key)
        sheet.paper.write_string(sheet.row, MARK - 1, text.mark)
        high = row_height(zip(cells, self._widths[PLACE - 1 :], strict=True), self._line)
        sheet.paper.set_row(sheet.row, high)
        sheet.row += 1

    def finish(self) -> None:
        """Columns, print and protection."""
        paper: Any = self._sheet.paper
        for column, width in enumerate(self._widths):
            hidden = {"hidden": True} if column < PLACE - 1 else {}
            paper.set_column(column, column, width or None, None, hidden)
        paper.freeze_panes(self._head + 1, PLACE)
        paper.set_selection(1, ENGLISH - 1, 1, ENGLISH - 1)
        paper.print_area(0, PLACE - 1, self._sheet.row - 1, len(self._widths) - 1)
        paper.hide_gridlines(2)
        paper.protect("", PROTECTION)

    @property
    def _language(self) -> str:
        return own_name(self._task.language)

    def _row(self, key: str, value: str) -> None:
        """Begin the next row with what it is."""
        if key != FORMAT:
            self._sheet.row += 1
        self._sheet.paper.write_string(self._sheet.row, KEY - 1, key)
        self._sheet.paper.write_string(self._sheet.row, MARK - 1, value)
