"""The sheet "Method": how the numbers were made; and what "Read me" says of the workbook itself."""

from resilience.text import Text
from resilience.workbook.book import ResultsBook, without_formulas
from resilience.workbook.cells import Cell
from resilience.workbook.sheet import Sheet


def write_method(sheet: Sheet, book: ResultsBook) -> None:
    """The method note, a passage per row: what it is about, in words, and the formula."""
    sheet.paper.hide_gridlines(2)
    sheet.widths(36, 92, 34)
    sheet.paragraph(sheet.text("How this number was calculated"), "title")
    sheet.paragraph(sheet.pad.about, "place")
    sheet.row += 1
    for passage in book.note:
        sheet.put(sheet.row, 0, passage.heading, "label")
        sheet.put(sheet.row, 1, passage.words, "user")
        if passage.formula:
            sheet.put(sheet.row, 2, passage.formula, "indented")
        sheet.row += 1


def reading_facts(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    """Label and sentence of each thing to know about the cells of this workbook."""
    empty = text(
        "An empty cell is a missing score, never 0. Don't know and blank count as unanswered; "
        "not applicable is left out with its weight."
    )
    facts: list[tuple[str, Cell]] = [
        (text("Formulas"), _formulas(book, text)),
        (text("Empty cells"), empty),
    ]
    if book.by_people is not None:
        score = text.number(book.by_people, 1)
        said = text("If each person counted once, the overall score would be {score}.", score=score)
        facts.append((text("Counting people instead"), said))
    return facts


def _formulas(book: ResultsBook, text: Text) -> str:
    why = without_formulas(book.framework)
    if why is not None:
        return text(why)
    return text(
        "The city's scores are live formulas, from indicator to theme to overall. Change a "
        "weight, a score or the coverage needed (the cells with a frame), and the scores and "
        "charts follow."
    )
