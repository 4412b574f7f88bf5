"""What is printed: the report of a result and the join poster, as PDF with fonts of the product."""

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
    Table,
    Voices,
    words_of,
)
from resilience.report.fonts import BOX, unprintable
from resilience.report.typeset import print_poster, print_report

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
    "Table",
    "Voices",
    "print_poster",
    "print_report",
    "unprintable",
    "words_of",
]
