"""The sheet "Read me": what the workbook is, whose result, and how to read it."""

import datetime
from collections.abc import Sequence

from resilience.scoring import Room
from resilience.scoring.notes.room import newcomers_words
from resilience.text import Text, mark
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.basis import basis_facts
from resilience.workbook.sheets.method import reading_facts

TIERS = {
    "quick": mark("Quick: the short list of indicators"),
    "full": mark("Full: all indicators"),
}


def write_read_me(sheet: Sheet, book: ResultsBook) -> None:
    """Facts, how to read the figures, and who was in the room."""
    sheet.paper.hide_gridlines(2)
    sheet.widths(32, 92, 13, 13, 13)
    sheet.paragraph(sheet.text("Resilience result of {city}", city=book.city), "title")
    sheet.row += 1
    text = sheet.text
    _facts(sheet, [*_workshop(book, text), *basis_facts(book, text), *reading_facts(book, text)])
    _room(sheet, book)


def _workshop(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    people = sum(row.people for row in book.room) + book.tallies.newcomers[1]
    framework = book.framework
    return [
        (
            text("What this is"),
            text.plural(
                "The result of a workshop in which {n} person scored how resilient the city is.",
                "The result of a workshop in which {n} people scored how resilient the city is.",
                people,
            )
            + " "
            + text("Scores say what the people in the room know and think; 0 is a score."),
        ),
        (text("City"), _city(book, text)),
        (text("Date"), book.date),
        (text("Join code"), book.code),
        *book.settled,
        (text("Framework"), _framework(book, text)),
        (
            text("Licence"),
            " · ".join(part for part in (framework.licence, framework.publisher) if part),
        ),
        (text("Tier"), text(TIERS[book.tier])),
        (text("Most probable event"), book.probable),
        (text("Most severe event"), book.severe),
        (
            text("Created"),
            f"{text.moment(book.made_at, book.timezone)} ({book.timezone})",
        ),
    ]


def _framework(book: ResultsBook, text: Text) -> str:
    framework = book.framework
    return text(
        "{title} ({id}, version {version})",
        title=framework.title(framework.root.code, text.language),
        id=framework.id,
        version=framework.version,
    )


def _facts(sheet: Sheet, facts: Sequence[tuple[str, Cell]]) -> None:
    for label, value in facts:
        sheet.put(sheet.row, 0, label, "label")
        sheet.put(sheet.row, 1, value, "day" if isinstance(value, datetime.date) else "user")
        sheet.row += 1


def _city(book: ResultsBook, text: Text) -> str:
    """The city with its country; the name of an invented one says already that it is nowhere."""
    if book.invented:
        return book.city
    return text("{city}, {country}", city=book.city, country=book.country)


def _room(sheet: Sheet, book: ResultsBook) -> None:
    text = sheet.text
    sheet.row += 1
    sheet.paragraph(text("Who was in the room"), "section")
    columns = [
        Column("unit", text("Unit"), 0, "user"),
        Column("departments", text("Departments included"), 0, "user"),
        Column("participants", text("Scorecards"), 0, "count"),
        Column("people", text("People"), 0, "count"),
        Column("expected", text("People expected"), 0, "count"),
    ]
    rows = [_unit(sheet, row) for row in book.room]
    participants, people = book.tallies.newcomers
    if people:
        unit = newcomers_words(text, by_theme=book.by_theme)
        rows.append({"unit": unit, "participants": participants, "people": people})
    total: dict[str, Cell] = {
        "unit": text("All"),
        "participants": sum(row.participants for row in book.room) + participants,
        "people": sum(row.people for row in book.room) + people,
        "expected": sum(row.expected for row in book.room),
    }
    sheet.table(sheet.grid(columns, len(rows), "room"), rows, total=total)


def _unit(sheet: Sheet, row: Room) -> dict[str, Cell]:
    return {
        "unit": sheet.unit(row.unit),
        "departments": ", ".join(sheet.unit(name) for name in row.present),
        "participants": row.participants,
        "people": row.people,
        "expected": row.expected,
    }
