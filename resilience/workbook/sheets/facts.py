"""The facts on top of the sheet "Summary": the overall in numbers and words."""

from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell, Formula, Plain
from resilience.workbook.formulas import quoted
from resilience.workbook.grid import Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.figures import score_cells

#: rows that the facts take
FACTS = 5


def write_facts(sheet: Sheet, book: ResultsBook, row: int, themes: Grid) -> None:
    """Write from `row` on: a label, a number that follows the sheet "Themes", and words."""
    text = sheet.text
    overall = score_cells(book.result.city[book.framework.root.code], text)

    def number(key: str) -> Cell:
        return _linked(book, themes, key, overall[key])

    facts: list[tuple[str, Cell, str, Cell]] = [
        (text("Overall score"), number("score"), "score", _out_of(sheet, book, themes)),
        (
            text("Lowest"),
            number("low"),
            "score",
            text("if every unknown were at its lowest level"),
        ),
        (
            text("Highest"),
            number("high"),
            "score",
            text("if every unknown were at its highest level"),
        ),
        (
            text("Coverage"),
            number("coverage"),
            "share",
            text("of the applicable weight was answered"),
        ),
        (
            text("Reach"),
            number("reach"),
            "share",
            text("of the people in the room gave a level that is counted"),
        ),
    ]
    for place, (label, value, style, words) in enumerate(facts):
        emphasis = "" if place else "big"
        sheet.put(row + place, 0, label, "label", emphasis)
        sheet.put(row + place, 1, value, style, emphasis)
        sheet.put(row + place, 2, words, "beside")


def _out_of(sheet: Sheet, book: ResultsBook, themes: Grid) -> Cell:
    """Of how many points the overall is, or why it has none."""
    score = book.result.city[book.framework.root.code]
    words = sheet.text("of {maximum}", maximum=sheet.text.number(score.maximum))
    shown = score_cells(score, sheet.text)["state"] if score.value is None else words
    if not book.live:
        return shown
    place, state = (themes.afar(key, themes.length) for key in ("score", "state"))
    of_hundred = sheet.text("of {maximum}", maximum=sheet.text.number(100))
    return Formula(f"IF(ISNUMBER({place}),{quoted(of_hundred)},{state})", shown)


def _linked(book: ResultsBook, themes: Grid, key: str, value: Plain) -> Cell:
    return Formula(themes.afar(key, themes.length), value) if book.live else value
