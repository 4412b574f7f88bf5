"""What the colours of cells mean, below or above their table."""

from collections.abc import Sequence

from resilience.workbook.sheet import Sheet

#: the least width of a colour with its words
LEAST = 12


def write_difference_key(sheet: Sheet, legend: Sequence[tuple[str, str]], about: str) -> None:
    """A row with the colours of a `legend` and their words, below what they are a difference of."""
    sheet.paragraph(about)
    widths = sheet.widen(0, [LEAST] * len(legend))
    heights = []
    for place, (colour, words) in enumerate(legend):
        sheet.put(sheet.row, place, words, "state", fill=colour)
        heights.append(sheet.height(words, "state", widths[place]))
    sheet.paper.set_row(sheet.row, max(heights))
    sheet.row += 1
