"""The sheet "Departments": units by theme, and every indicator by unit."""

from collections.abc import Collection, Iterator, Mapping

from resilience.scoring.comparison.units import Basis, partial_overalls, partial_scores
from resilience.scoring.notes.basis import questions_head, questions_words, themes_words
from resilience.text import Text, mark
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell, Formula
from resilience.workbook.formulas import looked_up
from resilience.workbook.grid import Column, Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.keys import write_difference_key

#: of a column of scores, and of the questions behind a score
WIDTH, QUESTIONS = 13, 20
#: prefix of the code in the key of a column of questions
BASED = "based "
#: why a cell is empty; the second where answers of departments may be pooled
EMPTY = mark(
    "An empty cell means no score: too few answered, or it does not apply there. It is not 0."
)
EMPTY_POOLED = mark(
    "An empty cell means no score: too few answered, it does not apply, or the answers are "
    "counted together with another department's to protect a small group. It is not 0."
)


def write_departments(sheet: Sheet, book: ResultsBook, themes: Grid) -> None:
    """Scores as they were in the workshop; only the row of the city follows changed weights."""
    said = book.finding("Departments")
    partial = partial_scores(book.framework, book.result.units)
    based = _based_words(book, partial, sheet.text)
    columns = _columns(sheet, book, {code for _, code in based})
    counted = [column.key for column in columns if column.key.startswith(BASED)]
    sheet.head(columns, said.title, before=counted[0] if counted else "")
    _write_themes(sheet, book, themes, columns, based)
    if said.legend:
        sheet.row += 1
        write_difference_key(sheet, said.legend, said.about)
    pooled = book.k and not book.by_theme
    sheet.notes([*said.notes, sheet.text(EMPTY_POOLED if pooled else EMPTY)])
    sheet.notes(_notes(book, sheet.text, partial=bool(partial)))
    _write_apart(sheet, book)
    _write_replies(sheet, book)
    sheet.row += 1
    _write_indicators(sheet, book)


def _notes(book: ResultsBook, text: Text, *, partial: bool) -> Iterator[str]:
    """Whose the rows are, and on what the scores are based."""
    if book.by_theme:
        yield text(
            "Each group scored its own themes, so the rows are groups and nothing is shown by department."
        )
    elif book.live:
        yield text("Departments stay as they answered; only the city's row follows new weights.")
    if partial:
        yield text(
            "Where departments do not have scores for the same questions of a theme, the "
            "columns right of the scores say how many questions each score is based on. They are "
            "not printed. Overall scores are then based on different questions too."
        )


def _based_words(
    book: ResultsBook, partial: Mapping[tuple[str, str], Basis], text: Text
) -> dict[tuple[str, str], str]:
    """By unit and code, how many questions or themes a score is based on, where these differ between units."""
    root = book.framework.root.code
    overalls = {} if book.by_theme else partial_overalls(book.framework, book.result.units)
    return {key: questions_words(one, text) for key, one in partial.items()} | {
        (unit, root): themes_words(one, text) for unit, one in overalls.items()
    }


def _shown(book: ResultsBook) -> list[str]:
    """The codes of the overall and the themes."""
    return [book.framework.root.code, *(theme.code for theme in book.themes)]


def _columns(sheet: Sheet, book: ResultsBook, counted: Collection[str]) -> list[Column]:
    """Columns with the scores by theme; codes in `counted` also have their number of questions or themes."""
    text = sheet.text
    return [
        Column("unit", text("Group") if book.by_theme else text("Department"), 32, "user"),
        Column("people", text("People"), 10, "count"),
        *(Column(_key(c), _heading(sheet, book, c), WIDTH, "score") for c in _shown(book)),
        *(_based_column(sheet, book, code) for code in _shown(book) if code in counted),
    ]


def _write_themes(
    sheet: Sheet,
    book: ResultsBook,
    themes: Grid,
    columns: list[Column],
    based: Mapping[tuple[str, str], str],
) -> None:
    root, text, shown = book.framework.root.code, sheet.text, _shown(book)
    people = {row.unit: row.people for row in book.room}
    grid = sheet.grid(columns, len(book.result.units), "departments")
    rows: list[dict[str, Cell]] = [
        {
            "unit": sheet.unit(unit),
            "people": people.get(unit),
            **{_key(code): tree[code].value for code in shown if code != root or not book.by_theme},
            **{_based(code): words for (u, code), words in based.items() if u == unit},
        }
        for unit in book.ranked_units
        for tree in [book.result.units[unit]]
    ]
    city: dict[str, Cell] = {"unit": text("The city"), "people": sum(people.values())}
    city |= {_key(code): _city(book, themes, code) for code in shown}
    said = book.finding("Departments")
    fills = [
        {_key(c): colour for (u, c), colour in said.fills.items() if u == unit}
        for unit in book.ranked_units
    ]
    sheet.table(grid, rows, total=city, fills=fills)
    sheet.main(grid, frozen=1, repeated=False)
    if not said.legend and not book.in_points:
        sheet.bars(grid, *(_key(code) for code in shown), below=1)


def _write_apart(sheet: Sheet, book: ResultsBook) -> None:
    """The indicators on which two departments are furthest apart."""
    said = book.finding("Departments furthest apart")
    if said.notes:
        sheet.row += 1
        sheet.paragraph(said.title, "section")
        for one in said.lead:
            sheet.paragraph(one)
        for one in said.notes:
            sheet.paragraph(one, "fact")


def _write_replies(sheet: Sheet, book: ResultsBook) -> None:
    if not book.replies:
        return
    sheet.row += 1
    sheet.paragraph(sheet.text("Replies from departments"), "section")
    for who, said in book.replies:
        sheet.put(sheet.row, 0, f"{who} · {said}", "user")
        sheet.row += 1


def _write_indicators(sheet: Sheet, book: ResultsBook) -> None:
    text = sheet.text
    name = text("Every indicator by department")
    sheet.paragraph(text("{name} (%)", name=name) if book.in_points else name, "section")
    said = book.finding("Indicators by department")
    if said.legend:
        write_difference_key(sheet, said.legend, said.about)
        sheet.row += 1
    columns = [
        Column("title", text("Indicator"), 0, "words"),
        Column("city", text("The city"), 0, "score"),
        *(Column(_key(u), sheet.unit(u), 0, "score") for u in book.ranked_units),
    ]
    asked = [indicator.code for theme in book.themes for indicator in book.asked(theme)]
    grid = sheet.grid(columns, len(asked), "indicators_by_department")
    rows = [
        {"title": f"{code} · {book.framework.title(code, text.language)}"}
        | {"city": _city_indicator(book, code)}
        | {_key(unit): tree[code].value for unit, tree in book.result.units.items()}
        for code in asked
    ]
    fills = [
        {_key(u): colour for (u, c), colour in said.fills.items() if c == code} for code in asked
    ]
    sheet.table(grid, rows, fills=fills)
    if not said.legend:
        sheet.bars(grid, "city", *(_key(unit) for unit in book.result.units))
    sheet.paper.repeat_rows(grid.top - 1)
    sheet.widen(1, [max(WIDTH, column.room) for column in columns[1:]])


def _key(name: str) -> str:
    """A column's key that no name of a unit or code of a theme can take from another column."""
    return f"score {name}"


def _based(code: str) -> str:
    return f"{BASED}{code}"


def _heading(sheet: Sheet, book: ResultsBook, code: str) -> str:
    if code == book.framework.root.code:
        return sheet.text("Overall")
    return book.framework.title(code, sheet.text.language)


def _based_column(sheet: Sheet, book: ResultsBook, code: str) -> Column:
    """What the scores of a theme or overall are based on where this differs."""
    heading = questions_head(_heading(sheet, book, code), sheet.text)
    return Column(_based(code), heading, QUESTIONS, "state")


def _city_indicator(book: ResultsBook, code: str) -> Cell:
    """The city's score of an indicator, as the sheet "Indicators" has it."""
    value = book.result.city[code].value
    return Formula(looked_up("indicator", "score", code), value) if book.live else value


def _city(book: ResultsBook, themes: Grid, code: str) -> Cell:
    value = book.result.city[code].value
    if not book.live:
        return value
    if code == book.framework.root.code:
        return Formula(themes.afar("score", themes.length), value)
    return Formula(f'INDEX(theme_score,MATCH("{code}",theme_code,0))', value)
