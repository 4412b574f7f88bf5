"""What the colours of cells mean, below or above their table."""

from collections.abc import Sequence

from resilience.workbook.sheet import Sheet
from resilience.workbook.style import HIGH, LOW, MIDDLE

#: the least width of a colour with its words
LEAST = 12
#: a width, in figures, in which a key is one line
ONE_LINE = 80
#: colours of scores, and the score of each
STEPS = ((0, LOW), (50, MIDDLE), (100, HIGH))


def write_score_key(sheet: Sheet, column: int = 0) -> None:
    """A row with the colours of scores, from a `column` on."""
    sheet.row += 1
    words = sheet.text("Colour of a score, from 0 to 100")
    sheet.put(sheet.row, column, words, "note")
    sheet.paper.set_row(sheet.row, sheet.height(words, "note", ONE_LINE))
    for place, (score, colour) in enumerate(STEPS, start=column + 1):
        sheet.put(sheet.row, place, score, "count", fill=colour)
    sheet.row += 1


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
