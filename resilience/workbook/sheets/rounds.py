"""The sheet "Votes": the result of each vote on an indicator, and the shift of answers."""

from resilience.scoring.comparison.indicator_votes import IndicatorVote, indicator_votes
from resilience.scoring.notes.words import label_words, middle_words
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet


def write_rounds(sheet: Sheet, book: ResultsBook) -> None:
    """The votes on each indicator below each other, first to last."""
    text, columns = sheet.text, _columns(sheet)
    sheet.head(columns)
    sheet.paragraph(text("Scores here come from the votes, before any levels the room agreed."))
    sheet.paragraph(
        text(
            "Shift of answers: if the same people gave a level in both votes, at least this share of them changed their level. (Calculated as half the sum of the differences between the two votes in the share of each level.)"
        )
    )
    sheet.paragraph(text("To make votes comparable, each person counts once here in every vote."))
    found = indicator_votes(book.framework, book.all_asked, book.votes, book.k)
    rows = [_row(sheet, book, one) for one in found]
    grid = sheet.grid(columns, len(rows), "rounds")
    sheet.table(grid, rows)
    sheet.main(grid, frozen=3)
    sheet.bars(grid, "score")
    sheet.bars(grid, "consensus", top=1.0)


def _columns(sheet: Sheet) -> list[Column]:
    text = sheet.text
    return [
        Column("code", text("Code"), 9, "line"),
        Column("title", text("Indicator"), 44, "words"),
        Column("round", text("Vote"), 8, "count"),
        Column("answers", text("Answers"), 10, "count"),
        Column("middle", text("Middle answer (level)"), 16, "plain"),
        Column("label", text("How far the room agrees"), 32, "state"),
        Column("consensus", text("Agreement, 0 to 1"), 14, "ratio"),
        Column("score", text("Score (each person counts once)"), 11, "score"),
        Column("shifted", text("Shift of answers since the previous vote"), 17, "share"),
    ]


def _row(sheet: Sheet, book: ResultsBook, one: IndicatorVote) -> dict[str, Cell]:
    found: dict[str, Cell] = {
        "code": one.code,
        "title": book.framework.title(one.code, sheet.text.language),
        "round": one.vote,
        "answers": one.answers,
        "score": one.score,
        "shifted": one.shift,
    }
    if one.agreement is None:
        return found
    return {
        **found,
        "middle": middle_words(one.middle, sheet.text),
        "label": label_words(one.agreement, sheet.text),
        "consensus": one.agreement.consensus if one.agreement.judged else None,
    }
