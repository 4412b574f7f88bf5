"""`write_results`: a workshop's result as an Excel workbook without macros."""

import datetime
import io
from collections.abc import Callable
from typing import Any

from xlsxwriter import Workbook

from resilience.text import Text, mark
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import INERT, clean, sheet_name
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.sheets.agreement import write_agreement
from resilience.workbook.sheets.coin import write_idata, write_imeta
from resilience.workbook.sheets.departments import write_departments
from resilience.workbook.sheets.distribution import write_distribution
from resilience.workbook.sheets.indicators import write_indicators
from resilience.workbook.sheets.lists import write_actions, write_comments, write_long
from resilience.workbook.sheets.method import write_method
from resilience.workbook.sheets.peers import write_peers
from resilience.workbook.sheets.read_me import write_read_me
from resilience.workbook.sheets.rounds import write_rounds
from resilience.workbook.sheets.summary import write_summary
from resilience.workbook.sheets.themes import write_themes
from resilience.workbook.style import Styles

INVENTED = mark("Invented data: this city does not exist")
OPEN = mark("Open workshop: every department is shown")
#: sheets in their order: name, and what it holds
SHEETS = {
    mark("Read me"): mark("What this is, whose result it is, and how to read it."),
    mark("Summary"): mark("The result on one page: overall, themes and two charts."),
    mark("Themes"): mark("Every theme's score and the overall score, with weights and counts."),
    mark("Indicators"): mark("The city's score of every indicator, with weights and counts."),
    mark("Departments"): mark("Every department's scores side by side, by theme and by indicator."),
    mark("Distribution"): mark(
        "How many people gave each answer, in the city and in every department."
    ),
    mark("Agreement"): mark(
        "How far the room agrees, what it settled and why, and what to discuss first."
    ),
    mark("Comments"): mark("What people wrote, with their department but never the person."),
    mark("Actions"): mark("What will be done, by whom, by when, and what became of it."),
    mark("Rounds"): mark("What each vote said about an indicator, and how many changed a level."),
    mark("Peers"): mark("Other cities next to this one, and whether they can be compared."),
    mark("Method"): mark("How the numbers were calculated, in plain words and formulas."),
    mark("Long data"): mark("All answer counts, one per row, to filter or use elsewhere."),
    "iData": mark("For statisticians: department scores, laid out for the R package COINr."),
    "iMeta": mark("For statisticians: the indicators with their weights and themes, for COINr."),
}
#: sheets that need nothing but the result, and what writes them
WRITERS: dict[str, Callable[[Sheet, ResultsBook], None]] = {
    "Indicators": write_indicators,
    "Distribution": write_distribution,
    "Agreement": write_agreement,
    "Comments": write_comments,
    "Actions": write_actions,
    "Rounds": write_rounds,
    "Peers": write_peers,
    "Method": write_method,
    "Long data": write_long,
    "iData": write_idata,
    "iMeta": write_imeta,
}
#: sheets for other programs, which want the table in the first row and names in no language
BARE = ("iData", "iMeta")


def write_results(book: ResultsBook, text: Text) -> bytes:
    """The workbook as the bytes of an .xlsx file, in the language of `text`.

    The city's scores are live formulas where the framework's rule is the weighted mean of flat
    themes; they hold the same values as the screens, in full precision.
    """
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties(_properties(book, text))
        pad = Pad(
            workbook,
            Styles(workbook, text.language),
            text,
            _banners(book, text),
            f"{book.code} · {text.date(book.date)}",
        )
        papers = _papers(pad)
        contents = [(papers[wanted].name, text(holds)) for wanted, holds in SHEETS.items()]
        write_read_me(papers["Read me"], book, contents)
        themes = write_themes(papers["Themes"], book)
        write_summary(papers["Summary"], book, themes)
        write_departments(papers["Departments"], book, themes)
        for wanted, write in WRITERS.items():
            write(papers[wanted], book)
        for paper in papers.values():
            paper.finish()
    return held.getvalue()


def _papers(pad: Pad) -> dict[str, Sheet]:
    """An empty sheet for each of SHEETS, named in the reader's language."""
    papers: dict[str, Sheet] = {}
    taken: set[str] = set()
    for wanted in SHEETS:
        bare = wanted in BARE
        name = sheet_name(wanted if bare else pad.text(wanted), taken)
        papers[wanted] = Sheet(pad, name, bare=bare)
        taken.add(name.lower())
    return papers


def _banners(book: ResultsBook, text: Text) -> tuple[str, ...]:
    return tuple(
        text(banner)
        for banner, applies in ((INVENTED, book.invented), (OPEN, not book.k))
        if applies
    )


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
