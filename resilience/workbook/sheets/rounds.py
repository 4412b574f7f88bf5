"""The sheet "Votes": the result of each vote on an indicator, and the shift of answers."""

from collections.abc import Iterator

from resilience.framework import Indicator, Levels
from resilience.scoring import ScoreTree, median_levels, score_city
from resilience.scoring.arrays import Counts
from resilience.scoring.comparison.rounds import CountedRound, answer_shift
from resilience.scoring.notes.words import label_words, middle_words
from resilience.scoring.opinions.agreement import agreement, without_level
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
    results = [score_city(book.framework, vote.tallies, city_rule="people") for vote in book.votes]
    rows = [
        _row(sheet, book, indicator, before, vote, result)
        for indicator in book.all_asked
        for before, vote, result in _votes_that_asked(book, results, indicator)
    ]
    grid = sheet.grid(columns, len(rows), "rounds")
    sheet.table(grid, rows)
    sheet.main(grid, frozen=3)
    sheet.bars(grid, "score")
    sheet.bars(grid, "consensus", top=1.0)


def _votes_that_asked(
    book: ResultsBook, results: list[ScoreTree], indicator: Indicator
) -> Iterator[tuple[CountedRound | None, CountedRound, ScoreTree]]:
    """Each vote on an indicator with its result, and before them the vote before it."""
    before = None
    for vote, result in zip(book.votes, results, strict=True):
        if indicator.code in vote.tallies.by_code:
            yield before, vote, result
            before = vote


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


def _row(
    sheet: Sheet,
    book: ResultsBook,
    indicator: Indicator,
    before: CountedRound | None,
    vote: CountedRound,
    result: ScoreTree,
) -> dict[str, Cell]:
    code = indicator.code
    named: dict[str, Cell] = {
        "code": code,
        "title": book.framework.title(code, sheet.text.language),
        "round": vote.number,
    }
    if code in book.untold(vote.tallies):
        return named
    return {
        **named,
        "answers": int(vote.tallies.city.by_code[code].given.sum()),
        "score": result[code].value,
        **_levels(sheet, indicator, before, vote),
    }


def _levels(
    sheet: Sheet, indicator: Indicator, before: CountedRound | None, vote: CountedRound
) -> dict[str, Cell]:
    """Middle, agreement and shift, which a measured number does not have."""
    if not isinstance(indicator.scale, Levels):
        return {}
    counts = _counts(indicator, vote)
    found = agreement(counts, without_level(vote.tallies.city.by_code[indicator.code]))
    return {
        "shifted": answer_shift(_counts(indicator, before), counts) if before else None,
        "middle": middle_words(median_levels(counts), sheet.text),
        "label": label_words(found, sheet.text),
        "consensus": found.consensus if found.judged else None,
    }


def _counts(indicator: Indicator, vote: CountedRound) -> Counts:
    """How many gave each level."""
    counts: Counts = vote.tallies.city.by_code[indicator.code].answers.sum(axis=0)
    return counts
