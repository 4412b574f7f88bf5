"""What is printed: the report of a result, poster and sheet to join by, as PDF with own fonts."""

from resilience.report.contents import (
    Bar,
    Bars,
    Cell,
    Heat,
    Lines,
    Note,
    Part,
    Plan,
    Poster,
    Report,
    Sheet,
    Table,
    Voices,
    words_of,
)
from resilience.report.fonts import BOX, unprintable
from resilience.report.typeset import print_poster, print_report, print_sheet

__all__ = [
    "BOX",
    "Bar",
    "Bars",
    "Cell",
    "Heat",
    "Lines",
    "Note",
    "Part",
    "Plan",
    "Poster",
    "Report",
    "Sheet",
    "Table",
    "Voices",
    "print_poster",
    "print_report",
    "print_sheet",
    "unprintable",
    "words_of",
]
