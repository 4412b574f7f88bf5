"""The sheets "Comments" and "Long data": rows to read, filter and take elsewhere."""

from resilience.scoring import Remark
from resilience.scoring.tables import count_table
from resilience.text import LANGUAGES
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet


def write_comments(sheet: Sheet, book: ResultsBook) -> None:
    """What people wrote, in the order of the framework, with their unit and never the person."""
    text = sheet.text
    sheet.line(text("Comments: {city}, {date}", city=book.city, date=text.date(book.date)), "title")
    columns = [
        Column("code", text("Code"), 10, "line"),
        Column("title", text("Indicator"), 36, "words"),
        Column("unit", text("Department"), 22, "user"),
        Column("comment", text("Comment"), 64, "user"),
        Column("evidence", text("Evidence"), 44, "user"),
        Column("language", text("Language"), 12, "user"),
    ]
    place = {i.code: n for n, i in enumerate(book.framework.root.indicators())}
    remarks = sorted(book.remarks, key=lambda remark: place.get(remark.indicator, len(place)))
    grid = sheet.grid(columns, len(remarks))
    sheet.table(grid, [_remark(sheet, book, remark) for remark in remarks])
    sheet.main(grid, frozen=2)
    sheet.paper.repeat_rows(grid.top - 1)
    if not remarks:
        sheet.line(text("Nobody wrote a comment."))


def write_long(sheet: Sheet, book: ResultsBook) -> None:
    """The counts behind everything: one row per unit, indicator and answer."""
    text = sheet.text
    sheet.line(
        text("Long data: {city}, {date}", city=book.city, date=text.date(book.date)), "title"
    )
    sheet.line(
        text(
            "Answer: a level (0 is the lowest), na for not applicable, dk for don't know, number "
            "for a measured value. Answers counts phones and tables, people those behind them."
        )
    )
    columns = [
        Column("unit", text("Unit"), 34, "user"),
        Column("indicator", text("Indicator"), 14, "line"),
        Column("answer", text("Answer"), 12, "line"),
        Column("answers", text("Answers"), 12, "count"),
        Column("people", text("People"), 12, "count"),
    ]
    counts = count_table(book.tallies)
    grid = sheet.grid(columns, len(counts))
    fields = zip(*(counts[column.key].tolist() for column in columns), strict=True)
    rows: list[dict[str, Cell]] = [
        {"unit": sheet.unit(u), "indicator": i, "answer": a, "answers": n, "people": p}
        for u, i, a, n, p in fields
    ]
    sheet.table(grid, rows)
    sheet.main(grid, frozen=0)
    sheet.paper.repeat_rows(grid.top - 1)
    sheet.paper.ignore_errors({"number_stored_as_text": f"B{grid.top + 1}:C{sheet.row + 1}"})


def _remark(sheet: Sheet, book: ResultsBook, remark: Remark) -> dict[str, Cell]:
    return {
        "code": remark.indicator,
        "title": book.framework.title(remark.indicator, sheet.text.language),
        "unit": sheet.unit(remark.unit),
        "comment": remark.comment,
        "evidence": remark.evidence,
        "language": LANGUAGES.get(remark.language or "", ""),
    }
