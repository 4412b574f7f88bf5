"""The sheets "Comments" and "Long data": rows to read, filter and take elsewhere."""

from collections.abc import Iterator

from resilience.scoring import Remark
from resilience.scoring.comparison.rounds import CountedRound
from resilience.scoring.counting.tally import CITY_ROW
from resilience.scoring.scores.tables import count_table
from resilience.text import LANGUAGES
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet


def write_comments(sheet: Sheet, book: ResultsBook) -> None:
    """Write the sheet of comments, in the order of the framework, with unit or level but never the person.

    Facts that no comment has are left out.
    """
    text = sheet.text
    place = {i.code: n for n, i in enumerate(book.framework.root.indicators())}
    remarks = sorted(book.remarks, key=lambda remark: place.get(remark.indicator, len(place)))
    rows = [_remark(sheet, book, remark) for remark in remarks]
    columns = [
        Column("code", text("Code"), 10, "line"),
        Column("title", text("Indicator"), 42, "words"),
        Column("unit", text("Department"), 24, "user"),
        Column("level", text("Level"), 10, "count"),
        Column("comment", text("Comment"), 76, "user"),
        Column("evidence", text("Evidence"), 44, "user"),
        Column("language", text("Language"), 12, "user"),
    ]
    filled = {key for row in rows for key, cell in row.items() if cell not in (None, "")}
    columns = [one for one in columns if one.key in filled or not rows]
    sheet.head(columns)
    grid = sheet.grid(columns, len(rows), "comments")
    sheet.table(grid, rows)
    sheet.main(grid, frozen=2)
    if not remarks:
        gone = text("What people wrote has been deleted.")
        sheet.paragraph(gone if book.removed else text("Nobody wrote a comment."))


def write_long(sheet: Sheet, book: ResultsBook) -> None:
    """The counts behind everything: one row per vote, unit, indicator and answer."""
    text = sheet.text
    columns = [
        Column("unit", text("Unit"), 32, "user"),
        Column("indicator", text("Indicator"), 13, "line"),
        Column("answer", text("Answer"), 10, "line"),
        Column("answers", text("Answers"), 12, "count"),
        Column("people", text("People"), 11, "count"),
        Column("round", text("Vote"), 10, "count"),
        Column("counts", text("Included (1 = yes, 0 = no)"), 14, "count"),
    ]
    sheet.head(columns)
    sheet.paragraph(
        text(
            "Answer: a level (0 is the lowest), na for not applicable, dk for don't know, number "
            "for a measured value. Answers counts scorecards, on devices and on cards; People counts the "
            "people who filled them in."
        )
    )
    sheet.paragraph(
        text(
            "“Included” marks the vote behind each row's score. A level that the room agreed replaces the city's score."
        )
    )
    rows = [row for vote in book.votes for row in _counts(sheet, book, vote)]
    grid = sheet.grid(columns, len(rows), "long_data")
    sheet.table(grid, rows)
    sheet.main(grid, frozen=0)
    sheet.paper.ignore_errors({"number_stored_as_text": f"B{grid.top + 1}:C{sheet.row + 1}"})


def _counts(sheet: Sheet, book: ResultsBook, vote: CountedRound) -> Iterator[dict[str, Cell]]:
    """The counts of a vote; scores use the latest one with counts of a department, or of the city."""
    latest = {
        (code, unit == CITY_ROW): held.number
        for held in book.votes
        for unit, code in count_table(held.tallies)[["unit", "indicator"]].itertuples(index=False)
    }
    untold = book.untold(vote.tallies)
    for unit, code, answer, answers, people in count_table(vote.tallies).itertuples(index=False):
        told = code not in untold or answer == "dk" or unit != CITY_ROW
        yield {
            "unit": sheet.unit(unit) or sheet.text("City, not by department"),
            "indicator": code,
            "answer": answer,
            "answers": answers if told else None,
            "people": people if told else None,
            "round": vote.number,
            "counts": int(latest[code, unit == CITY_ROW] == vote.number),
        }


def _remark(sheet: Sheet, book: ResultsBook, remark: Remark) -> dict[str, Cell]:
    return {
        "code": remark.indicator,
        "title": book.framework.title(remark.indicator, sheet.text.language),
        "unit": sheet.unit(remark.unit),
        "level": remark.level,
        "comment": remark.comment,
        "evidence": remark.evidence,
        "language": LANGUAGES.get(remark.language or "", ""),
    }
