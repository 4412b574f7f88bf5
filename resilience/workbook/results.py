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
from resilience.workbook.sheets.lists import write_comments, write_long
from resilience.workbook.sheets.method import write_method
from resilience.workbook.sheets.peers import write_peers
from resilience.workbook.sheets.planned import (
    write_actions,
    write_agreed,
    write_priorities,
    write_targets,
)
from resilience.workbook.sheets.read_me import write_read_me
from resilience.workbook.sheets.rounds import write_rounds
from resilience.workbook.sheets.summary import write_summary
from resilience.workbook.sheets.themes import write_themes
from resilience.workbook.sheets.trend import write_trend
from resilience.workbook.style import ACCENT, FADED, Styles

INVENTED = mark("Invented data: this city does not exist")
OPEN = mark("No small-group protection: every department is shown")
#: sheets in their order: name, and what it holds
SHEETS = {
    mark("Summary"): mark("The result on one page."),
    mark("Themes"): mark("Every theme's score and the overall score, with weights and counts."),
    mark("Indicators"): mark("The city's score of every indicator, with weights and counts."),
    mark("Departments"): mark("Every department's scores side by side, by theme and by indicator."),
    mark("Priorities"): mark("What could add most to the overall score, and who acts on it."),
    mark("Actions"): mark("What will be done, by whom and by when, and the outcome."),
    mark("Targets"): mark("The targets, and how close the city is to each."),
    mark("Trend"): mark("The city's workshops side by side, and what changed."),
    mark("Peers"): mark("Other cities next to this one, and whether they can be compared."),
    mark("What the room agreed"): mark("What the room agreed on each indicator, and why."),
    mark("Comments"): mark(
        "What people wrote, with the department or the level, never the person."
    ),
    mark("Read me"): mark("What this is, whose result it is, and how to read it."),
    mark("Method"): mark("How the numbers were calculated, in plain words and formulas."),
    mark("Agreement"): mark("How far the room agrees, and what to discuss first."),
    mark("Distribution"): mark(
        "How many people gave each answer, in the city and in every department."
    ),
    mark("Votes"): mark(
        "The result of each vote on an indicator, and how far answers shifted since the previous vote."
    ),
    mark("Long data"): mark("All answer counts, one per row, to filter or use elsewhere."),
    "iData": mark("For statisticians: department scores, laid out for the R package COINr."),
    "iMeta": mark("For statisticians: the indicators with their weights and themes, for COINr."),
}
#: sheets that need nothing but the result, and what writes them
WRITERS: dict[str, Callable[[Sheet, ResultsBook], None]] = {
    "Indicators": write_indicators,
    "Priorities": write_priorities,
    "Actions": write_actions,
    "Targets": write_targets,
    "Trend": write_trend,
    "Peers": write_peers,
    "What the room agreed": write_agreed,
    "Comments": write_comments,
    "Read me": write_read_me,
    "Method": write_method,
    "Agreement": write_agreement,
    "Distribution": write_distribution,
    "Votes": write_rounds,
    "Long data": write_long,
    "iData": write_idata,
    "iMeta": write_imeta,
}
#: sheets that are left out where they have no rows
OPTIONAL = ("Priorities", "Actions", "Targets", "Trend", "What the room agreed")
#: sheets for those who look into the statistics, with a grey tab, which are not printed
STATISTICS = ("Method", "Agreement", "Distribution", "Votes", "Long data", "iData", "iMeta")
#: sheets for other programs, which want the table in the first row and names in no language
BARE = ("iData", "iMeta")
#: the sheet on which the workbook opens
FIRST = "Summary"
#: on how many pages sheets are printed that have no more than so many rows on each
PAGES = {
    FIRST: 1,
    "Themes": 1,
    "Indicators": 1,
    "Departments": 2,
    "Priorities": 2,
    "Peers": 1,
    "Read me": 1,
    "Trend": 2,
}
SHORT = 75


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
            f"{book.city} · {text.date(book.date)}",
        )
        papers = _papers(pad, book)
        themes = write_themes(papers["Themes"], book)
        others = [(papers[one].name, text(SHEETS[one])) for one in papers if one != FIRST]
        write_summary(papers[FIRST], book, themes, others)
        write_departments(papers["Departments"], book, themes)
        for wanted, write in WRITERS.items():
            if wanted in papers:
                write(papers[wanted], book)
        for wanted, paper in papers.items():
            pages = PAGES.get(wanted, 0)
            short = wanted == FIRST or paper.row <= pages * SHORT
            paper.finish(pages=pages if short else 0, printed=wanted not in STATISTICS)
    return held.getvalue()


def _papers(pad: Pad, book: ResultsBook) -> dict[str, Sheet]:
    """An empty sheet for each of SHEETS that has something to say, named in the reader's language."""
    papers: dict[str, Sheet] = {}
    taken: set[str] = set()
    for wanted in (one for one in SHEETS if _has(book, one)):
        bare = wanted in BARE
        name = sheet_name(wanted if bare else pad.text(wanted), taken)
        papers[wanted] = Sheet(pad, name, bare=bare)
        papers[wanted].paper.set_tab_color(FADED if wanted in STATISTICS else ACCENT)
        taken.add(name.lower())
    return papers


def _has(book: ResultsBook, sheet: str) -> bool:
    """Whether a sheet has something to say of the result."""
    if sheet == "Peers":
        return book.peers is not None
    if sheet == "Votes":
        return len(book.votes) > 1
    return sheet not in OPTIONAL or bool(book.finding(sheet).rows)


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
