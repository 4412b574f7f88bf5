"""What is printed as PDF with own fonts: the report, poster and sheet to join by, scorecards."""

from resilience.report.contents import (
    Bar,
    Bars,
    CardIndicator,
    CardTheme,
    Cell,
    Heat,
    Lines,
    Note,
    Part,
    Plan,
    Poster,
    Report,
    Scorecard,
    Sheet,
    Table,
    Voices,
    words_of,
)
from resilience.report.fonts import BOX, unprintable
from resilience.report.typeset import print_poster, print_report, print_scorecard, print_sheet

__all__ = [
    "BOX",
    "Bar",
    "Bars",
    "CardIndicator",
    "CardTheme",
    "Cell",
    "Heat",
    "Lines",
    "Note",
    "Part",
    "Plan",
    "Poster",
    "Report",
    "Scorecard",
    "Sheet",
    "Table",
    "Voices",
    "print_poster",
    "print_report",
    "print_scorecard",
    "print_sheet",
    "unprintable",
    "words_of",
]
