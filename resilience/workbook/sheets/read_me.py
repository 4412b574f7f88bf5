"""The sheet "Read me": what the workbook is, whose result, and how to read it."""

from collections.abc import Sequence

from resilience.framework import Rule, Theme
from resilience.text import Text, mark
from resilience.workbook.book import ResultsBook, RoomRow, without_formulas
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Sheet

RULES: dict[Rule, str] = {
    "mean": mark("the weighted mean of the scores directly below (mean)"),
    "leaf-mean": mark("the weighted mean of all indicators below (leaf-mean)"),
    "geometric": mark("the weighted geometric mean of the scores directly below (geometric)"),
    "sum": mark("the published points of the levels, added up (sum)"),
}
TIERS = {
    "quick": mark("Quick: the short list of indicators"),
    "full": mark("Full: all indicators"),
}
OPEN = mark("Open workshop: every department is shown")


def write_read_me(sheet: Sheet, book: ResultsBook, contents: Sequence[tuple[str, str]]) -> None:
    """Facts, how to read the figures, who was in the room, and `contents`: (sheet, what it holds)."""
    sheet.line(sheet.text("Resilience result of {city}", city=book.city), "title")
    sheet.paper.hide_gridlines(2)
    for place, width in enumerate((32, 92, 13, 13, 13)):
        sheet.paper.set_column(place, place, width)
    sheet.row += 1
    _facts(sheet, [*_workshop(book, sheet.text), *_method(book, sheet.text)])
    _room(sheet, book)
    _contents(sheet, contents)


def privacy(book: ResultsBook, text: Text) -> str:
    """Who is shown, in a sentence."""
    if not book.k:
        return text(OPEN) + "."
    return text(
        "Departments are shown as the units of a fixed list, each of at least {k} people; smaller "
        "departments are shown together. No figure is of one person, and no name is stored.",
        k=book.k,
    )


def _workshop(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    people = sum(row.people for row in book.room)
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
        (text("City"), text("{city}, {country}", city=book.city, country=book.country)),
        (text("Date"), text.date(book.date)),
        (text("Join code"), book.code),
        (text("Framework"), _framework(book, text)),
        (
            text("Licence"),
            " · ".join(part for part in (framework.licence, framework.publisher) if part),
        ),
        (text("Tier"), text(TIERS[book.tier])),
        (text("Most probable event"), book.probable),
        (text("Most severe event"), book.severe),
        (
            text("Made"),
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


def _method(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    return [
        (text("How scores are made"), _rules(book, text)),
        (
            text("From departments to the city"),
            text("Each department counts once, however many people it sent.")
            + " "
            + text(
                "If each person counted once, the overall would be {score}.",
                score=text.number(book.by_people, 1),
            ),
        ),
        (text("Formulas"), _formulas(book, text)),
        (
            text("Coverage"),
            text(
                "The share of the weight of all applicable indicators that was answered. A score "
                "is shown only from {threshold} coverage up; below that the cell is empty.",
                threshold=text.percent(book.framework.threshold),
            ),
        ),
        (
            text("Reach"),
            text(
                "The share of the people in the room who gave a level, and of the departments in "
                "which somebody did."
            ),
        ),
        (
            text("Empty cells"),
            text(
                "An empty cell is a missing score, never 0. Don't know and blank count as "
                "unanswered; not applicable is left out with its weight."
            ),
        ),
        (
            text("Lowest and highest"),
            text("What the score could be if each unanswered indicator were at its worst or best."),
        ),
        (text("Who is shown"), privacy(book, text)),
    ]


def _rules(book: ResultsBook, text: Text) -> str:
    nodes = [node for node in book.framework.root.nodes() if isinstance(node, Theme)]
    used = dict.fromkeys(node.rule for node in nodes)
    return text(
        "Indicators make a theme and themes make the overall by this rule: {rules}.",
        rules="; ".join(text(RULES[r]) for r in used),
    )


def _formulas(book: ResultsBook, text: Text) -> str:
    why = without_formulas(book.framework)
    if why is not None:
        return text(why)
    return text(
        "From indicator to theme to overall the city's scores are live formulas. Change a weight, "
        "a score or the coverage needed (the cells with a frame), and the scores and charts follow."
    )


def _facts(sheet: Sheet, facts: Sequence[tuple[str, Cell]]) -> None:
    for label, value in facts:
        sheet.put(sheet.row, 0, label, "label")
        sheet.put(sheet.row, 1, value, "user")
        sheet.row += 1


def _room(sheet: Sheet, book: ResultsBook) -> None:
    text = sheet.text
    sheet.row += 1
    sheet.line(text("Who was in the room"), "section")
    columns = [
        Column("unit", text("Unit"), 0, "user"),
        Column("departments", text("Departments in it"), 0, "user"),
        Column("participants", text("Phones and tables"), 0, "count"),
        Column("people", text("People"), 0, "count"),
        Column("expected", text("People expected"), 0, "count"),
    ]
    grid = sheet.grid(columns, len(book.room))
    total: dict[str, Cell] = {
        "unit": text("All"),
        "participants": sum(row.participants for row in book.room),
        "people": sum(row.people for row in book.room),
        "expected": sum(row.expected for row in book.room),
    }
    sheet.table(grid, [_unit(sheet, row) for row in book.room], total=total)


def _unit(sheet: Sheet, row: RoomRow) -> dict[str, Cell]:
    return {
        "unit": sheet.unit(row.unit),
        "departments": ", ".join(sheet.unit(name) for name in row.departments),
        "participants": row.participants,
        "people": row.people,
        "expected": row.expected,
    }


def _contents(sheet: Sheet, contents: Sequence[tuple[str, str]]) -> None:
    sheet.row += 1
    sheet.line(sheet.text("What each sheet holds"), "section")
    for name, holds in contents:
        sheet.link(sheet.row, 0, name)
        sheet.put(sheet.row, 1, holds, "words")
        sheet.row += 1
