"""`write_results`: a workshop's result as an Excel workbook without macros."""

import datetime
import io
from typing import Any

from xlsxwriter import Workbook

from resilience.text import Text, mark
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import clean, sheet_name
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.sheets.actions import write_actions
from resilience.workbook.sheets.departments import write_departments
from resilience.workbook.sheets.indicators import write_indicators
from resilience.workbook.sheets.lists import write_comments, write_long
from resilience.workbook.sheets.method import write_method
from resilience.workbook.sheets.read_me import write_read_me
from resilience.workbook.sheets.summary import write_summary
from resilience.workbook.sheets.themes import write_themes
from resilience.workbook.style import Styles

INVENTED = mark("Invented data: this city does not exist")
OPEN = mark("Open workshop: every department is shown")
#: sheets in their order: name, and what it holds
SHEETS = {
    "Read me": mark("What this is, whose result it is, and how to read it."),
    "Summary": mark("The result on one page: overall, themes and two charts."),
    "Themes": mark("The score of every theme and of the whole, with weights and counts."),
    "Indicators": mark("The city's score of every indicator, with weights and counts."),
    "Departments": mark("Every department's scores side by side, by theme and by indicator."),
    "Actions": mark("What will be done, by whom, by when, and what became of it."),
    "Method": mark("How the numbers were made, in plain words and formulas."),
    "Comments": mark("What people wrote, with their department and never the person."),
    "Long data": mark("All counts of answers, one per row, to filter or to take elsewhere."),
}
NAMES = (
    mark("Read me"),
    mark("Summary"),
    mark("Themes"),
    mark("Indicators"),
    mark("Departments"),
    mark("Actions"),
    mark("Method"),
    mark("Comments"),
    mark("Long data"),
)
#: text is text: nothing that people wrote becomes a formula or a link
INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_results(book: ResultsBook, text: Text) -> bytes:
    """The workbook as the bytes of an .xlsx file, in the language of `text`.

    The city's scores are live formulas where the framework's rule is the weighted mean of flat
    themes; they hold the same values as the screens, in full precision.
    """
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties(_properties(book, text))
        pad = Pad(
            workbook, Styles(workbook, text.language), text, _banners(book, text), _foot(book, text)
        )
        names: list[str] = []
        for wanted in NAMES:
            names.append(sheet_name(text(wanted), {name.lower() for name in names}))
        read_me, summary, theme, indicator, department, action, method, comment, long = (
            Sheet(pad, name) for name in names
        )
        write_read_me(read_me, book, list(zip(names, map(text, SHEETS.values()), strict=True)))
        grid = write_themes(theme, book)
        write_summary(summary, book, grid)
        write_indicators(indicator, book)
        write_departments(department, book, grid)
        write_actions(action, book)
        write_method(method, book)
        write_comments(comment, book)
        write_long(long, book)
    return held.getvalue()


def _banners(book: ResultsBook, text: Text) -> tuple[str, ...]:
    return tuple(
        text(banner)
        for banner, applies in ((INVENTED, book.invented), (OPEN, not book.k))
        if applies
    )


def _foot(book: ResultsBook, text: Text) -> str:
    return f"{book.code} · {text.date(book.date)}"


def _properties(book: ResultsBook, text: Text) -> dict[str, Any]:
    words = {
        "title": text("Resilience result of {city}", city=book.city),
        "subject": f"{book.framework.id} {book.framework.version}",
        "keywords": f"{book.code} {book.date.isoformat()}",
        "comments": " · ".join(_banners(book, text)),
    }
    made: dict[str, Any] = {key: clean(value, "…") for key, value in words.items()}
    made["created"] = book.made_at.astimezone(datetime.UTC).replace(tzinfo=None)
    return made
