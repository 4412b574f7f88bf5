"""The sheet "Distribution": how many gave which answer, unit by unit and in the city."""

from collections.abc import Iterator, Sequence

import numpy as np

from resilience.framework import Goalposts, Indicator, Levels
from resilience.scoring import Tallies, Tally
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.figures import untold_cells, untold_words


def write_distribution(sheet: Sheet, book: ResultsBook) -> None:
    """The city and each unit in a row of its own, indicator by indicator."""
    text = sheet.text
    scales = [indicator.scale for indicator in book.all_asked]
    top = max((scale.top for scale in scales if isinstance(scale, Levels)), default=-1)
    measured = [scale for scale in scales if isinstance(scale, Goalposts)]
    columns = _columns(sheet, book, top, measured=bool(measured))
    sheet.head(columns)
    sheet.paragraph(
        text(
            "Each phone or laptop counts as one answer; so does a table. Shares are of the "
            "answers with a level: the yellower a cell, the larger its share."
        )
    )
    if book.k and len(book.rounds) > 1:
        sheet.paragraph(
            text(
                "Where a later vote counts, the row of the city has its answers; the rows below keep "
                "those of the first vote."
            )
        )
    if measured:
        sheet.paragraph(
            text("A measured number beyond either end of its scale counts as that end.")
        )
    if any(scale.log for scale in measured):
        sheet.paragraph(text("On a logarithmic scale, the geometric mean is used."))
    if book.untold(book.tallies):
        sheet.paragraph(untold_words(text))
    length = len(book.all_asked) * (1 + len(book.tallies.units))
    grid = sheet.grid(columns, length, "distribution")
    rows = [row for indicator in book.all_asked for row in _rows(sheet, book, indicator)]
    sheet.table(grid, rows, strong=range(0, len(rows), 1 + len(book.tallies.units)))
    sheet.main(grid, frozen=3)
    sheet.bars(grid, *(f"share {level}" for level in range(top + 1)), top=1.0)


def _columns(sheet: Sheet, book: ResultsBook, top: int, *, measured: bool) -> list[Column]:
    text = sheet.text
    levels = range(top + 1)
    numbers = [
        Column("mean", text("Mean of the measured number"), 13, "plain"),
        Column("unit", text("Unit of measurement"), 14, "user"),
    ]
    return [
        Column("code", text("Code"), 9, "line"),
        Column("title", text("Indicator"), 40, "words"),
        Column("who", text("Group") if book.by_theme else text("Department"), 22, "user"),
        Column("given", text("Answers with a level or number"), 12, "count"),
        *(Column(f"level {n}", text("Level {n}", n=n), 8, "count") for n in levels),
        Column("na", text("Not applicable"), 10, "count"),
        Column("dk", text("Don't know"), 9, "count"),
        Column("blank", text("Blank or not shown"), 9, "count"),
        *(Column(f"share {n}", text("Level {n}: share", n=n), 12, "share") for n in levels),
        *(numbers if measured else []),
    ]


def _rows(sheet: Sheet, book: ResultsBook, indicator: Indicator) -> Iterator[dict[str, Cell]]:
    """The city first, then each unit of the partition.

    "Don't know" is left out for units, except in an open workshop; cells that are not served are empty.
    """
    city = book.tallies.city
    everybody = list(range(len(city.units)))
    row = _row(city, indicator, everybody)
    if indicator.code in book.untold(book.tallies):
        row = {"code": row["code"], **untold_cells(book.result.city[indicator.code])}
    yield row | {
        "title": book.framework.title(indicator.code, sheet.text.language),
        "who": sheet.text("The city"),
    }
    for at, unit in enumerate(book.tallies.units):
        hidden = book.tallies.of_city is not None
        yield _row(book.tallies, indicator, [at], hidden=hidden) | {
            "title": book.framework.title(indicator.code, sheet.text.language),
            "who": sheet.unit(unit),
        }


def _row(
    tallies: Tallies,
    indicator: Indicator,
    places: Sequence[int],
    *,
    hidden: bool = False,
) -> dict[str, Cell]:
    tally = tallies.by_code[indicator.code]
    given, na = int(tally.given[places].sum()), int(tally.na[places].sum())
    dk = int(tally.dk[places].sum())
    row: dict[str, Cell] = {"code": indicator.code}
    if hidden and not given + na:
        return row
    row |= {"given": given, "na": na, **_answers(indicator, tally, places)}
    if not hidden:
        row |= {
            "dk": dk,
            "blank": int(tallies.took_part(indicator.code)[0][places].sum()) - given - na - dk,
        }
    return row


def _answers(indicator: Indicator, tally: Tally, places: Sequence[int]) -> dict[str, Cell]:
    """Counts and shares per level, or the mean of the measured number."""
    if isinstance(indicator.scale, Goalposts):
        people = int(tally.people_given[places].sum())
        score = float(tally.total[places].sum()) / people if people else None
        mean = None if score is None else indicator.scale.number(score)
        return {"mean": mean, "unit": indicator.scale.unit}
    counts = np.asarray(tally.answers[places].sum(axis=0)).tolist()
    given = sum(counts)
    cells: dict[str, Cell] = {f"level {level}": n for level, n in enumerate(counts)}
    if given:
        cells |= {f"share {level}": n / given for level, n in enumerate(counts)}
    return cells
