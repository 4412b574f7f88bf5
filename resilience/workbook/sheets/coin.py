"""The sheets "iData" and "iMeta", as the R package COINr documents them: `new_coin(iData, iMeta)`.

iData holds scores 0..100 of the units of the partition, in full precision; an empty cell is NA.
"""

from resilience.framework import Theme
from resilience.text import mark
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.coin import Entry, entries
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet

UNIT = mark("score, 0 to 100")


def write_idata(sheet: Sheet, book: ResultsBook) -> None:
    """A row per unit, a column per indicator of iMeta."""
    found = [entry for entry in _entries(book) if not entry.aggregate]
    columns = [
        Column("uCode", "uCode", 10, "line"),
        Column("uName", "uName", 44, "user"),
        *(Column(f"score {entry.of}", entry.code, 8, "score") for entry in found),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "uCode": f"unit{number}",
            "uName": _unit_name(sheet, book, unit),
            **{f"score {entry.of}": tree[entry.of].value for entry in found},
        }
        for number, (unit, tree) in enumerate(book.result.units.items(), 1)
    ]
    grid = sheet.grid(columns, len(rows))
    sheet.table(grid, rows)
    sheet.main(grid, frozen=2, filtered=False)


def write_imeta(sheet: Sheet, book: ResultsBook) -> None:
    """A row per indicator, theme and the overall; two columns more than COINr asks for."""
    columns = [
        Column("iCode", "iCode", 14, "line"),
        Column("iName", "iName", 60, "words"),
        Column("Level", "Level", 8, "count"),
        Column("Parent", "Parent", 14, "indented"),
        Column("Direction", "Direction", 10, "count"),
        Column("Weight", "Weight", 10, "plain"),
        Column("Type", "Type", 14, "indented"),
        Column("Unit", "Unit", 18, "words"),
        Column("Code", "Code", 14, "line"),
        Column("Rule", "Rule", 12, "line"),
    ]
    rows = [_row(sheet, book, entry) for entry in _entries(book)]
    grid = sheet.grid(columns, len(rows))
    sheet.table(grid, rows)
    sheet.main(grid, frozen=1, filtered=False)


def _entries(book: ResultsBook) -> list[Entry]:
    """The indicators with a score in some unit, as R reads a column without numbers as text.

    If none has a score, all that were asked, so that both sheets have the columns that COINr documents.
    """
    known = {
        indicator.code
        for indicator in book.all_asked
        if any(tree[indicator.code].value is not None for tree in book.result.units.values())
    }
    return entries(book.framework, known or {indicator.code for indicator in book.all_asked})


def _unit_name(sheet: Sheet, book: ResultsBook, unit: str) -> str:
    name = sheet.unit(unit)
    return sheet.text("{unit} (invented data)", unit=name) if book.invented else name


def _row(sheet: Sheet, book: ResultsBook, entry: Entry) -> dict[str, Cell]:
    title = book.framework.title(entry.of, sheet.text.language)
    return {
        "iCode": entry.code,
        "iName": title.strip() or entry.of,
        "Level": entry.level,
        "Parent": entry.parent,
        "Direction": 1,
        "Weight": entry.weight,
        "Type": "Aggregate" if entry.aggregate else "Indicator",
        "Unit": sheet.text(UNIT),
        "Code": entry.of,
        "Rule": entry.node.rule if isinstance(entry.node, Theme) else None,
    }
