"""The sheet "Agreement": how far the room agrees on each indicator, and what to talk over first."""

from collections.abc import Sequence

from resilience.framework import Indicator
from resilience.scoring import median_levels
from resilience.scoring.notes.words import camp_words, middle_words
from resilience.scoring.opinions.agreement import FEWEST, Agreement, agree
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet

#: columns of the upper table, and the width of columns of departments beyond it
FIRST_COLUMNS, WIDTH = 10, 14


def write_agreement(sheet: Sheet, book: ResultsBook) -> None:
    """The city's agreement per indicator, what a room gains most from discussing first on top."""
    text = sheet.text
    columns = _columns(sheet)
    sheet.head(columns)
    sheet.paragraph(
        text(
            "1 means that everyone gave the same level, 0 that half the room is at each end. "
            "With under {fewest} answers, it is not judged and the cell is empty. A table counts "
            "as one answer. For the whole room, it is also not judged where fewer than half of those "
            "who answered gave a level.",
            fewest=FEWEST,
        )
    )
    whole = agree(book.tallies)
    indicators = {indicator.code: indicator for indicator in book.all_asked}
    order = [code for code in book.discuss or indicators if code in whole]
    grid = sheet.grid(columns, len(order), "agreement")
    rows = [_row(sheet, book, indicators[code], whole[code]) for code in order]
    sheet.table(grid, [row | {"place": place} for place, row in enumerate(rows, 1)])
    sheet.main(grid, frozen=3, repeated=False)
    sheet.bars(grid, "consensus", top=1.0)
    if not order:
        sheet.paragraph(text("No indicator here was answered with a level."))
        return
    sheet.row += 1
    sheet.paper.set_h_pagebreaks([sheet.row])
    _write_units(sheet, book, order)


def _write_units(sheet: Sheet, book: ResultsBook, order: Sequence[str]) -> None:
    """Agreement within each unit of the partition, in the same order."""
    text, units = sheet.text, book.tallies.units
    sheet.paragraph(text("Agreement within each department, 0 to 1"), "section")
    columns = [
        Column("place", text("Discussion order"), 0, "count"),
        Column("code", text("Code"), 0, "indented"),
        Column("title", text("Indicator"), 0, "words"),
        *(Column(_key(unit), sheet.unit(unit), 0, "ratio") for unit in units),
    ]
    found = {unit: agree(book.tallies, unit) for unit in units}
    grid = sheet.grid(columns, len(order), "agreement_by_department")
    rows: list[dict[str, Cell]] = [
        {
            "place": place,
            "code": code,
            "title": book.framework.title(code, text.language),
            **{_key(unit): _judged(found[unit][code]) for unit in units},
        }
        for place, code in enumerate(order, 1)
    ]
    sheet.table(grid, rows)
    for place in range(FIRST_COLUMNS, len(columns)):
        sheet.paper.set_column(place, place, WIDTH)
    sheet.bars(grid, *map(_key, units), top=1.0)


def _columns(sheet: Sheet) -> list[Column]:
    text = sheet.text
    return [
        Column("place", text("Discussion order"), 11, "count"),
        Column("code", text("Code"), 9, "indented"),
        Column("title", text("Indicator"), 42, "words"),
        Column("consensus", text("Agreement, 0 to 1"), 14, "ratio"),
        Column("label", text("How far the room agrees"), 24, "indented"),
        Column("answers", text("Answers"), 14, "count"),
        Column("middle", text("Middle answer (level)"), 14, "plain"),
        Column("within", text("Within a level of the middle answer"), 14, "share"),
        Column("far", text("More than half the scale from the middle answer"), 14, "count"),
        Column("split", text("Split room"), 14, "indented"),
    ]


def _row(
    sheet: Sheet, book: ResultsBook, indicator: Indicator, found: Agreement
) -> dict[str, Cell]:
    text, code = sheet.text, indicator.code
    title = book.framework.title(code, text.language)
    if code in book.untold(book.tallies):
        return {"code": code, "title": title}
    pooled = book.tallies.city.by_code[code].answers.sum(axis=0)
    return {
        "code": code,
        "title": title,
        "consensus": _judged(found),
        "label": text(found.label),
        "answers": found.answers,
        "middle": middle_words(median_levels(pooled), text),
        "within": found.within_one,
        "far": found.far,
        "split": camp_words(found, pooled.tolist(), text),
    }


def _judged(found: Agreement) -> float | None:
    """Agreement 0..1 where there are answers enough to judge it."""
    return found.consensus if found.judged else None


def _key(unit: str) -> str:
    """A column's key that no name of a unit can take from another column."""
    return f"in {unit}"
