"""The sheet "Summary": the finding, the number, the themes, three cards and the first actions on one page."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from resilience.workbook.book import ResultsBook, SummaryCard, SummaryLine
from resilience.workbook.cells import Cell, Formula, Plain
from resilience.workbook.formulas import looked_up, quoted
from resilience.workbook.grid import Grid
from resilience.workbook.sheet import Sheet
from resilience.workbook.sheets.charts import draw_bars, put_bar_key
from resilience.workbook.sheets.figures import score_cells

#: the widths of three cards of four columns each, with a gap between them, and where cards begin
CARD, GAP = (10.0, 10.0, 10.0, 9.0), 2.0
WIDTHS = (*CARD, GAP, *CARD, GAP, *CARD)
STARTS = (0, 5, 10)
LAST = len(WIDTHS) - 1
#: points of the rows of the large number and of what it is out of; a chart's least height and what each bar adds, in pixels
LARGE, OF, LEAST, BESIDE, PER_BAR = 70.0, 26.0, 260, 80, 17
PIXELS = 4 / 3
#: pixels of the key of the bars, above them
KEY = 22


def write_summary(
    sheet: Sheet, book: ResultsBook, themes: Grid, others: Sequence[tuple[str, str]]
) -> None:
    """The page; figures follow the sheets they come from. `others` are the other sheets and what they hold."""
    sheet.paper.hide_gridlines(2)
    sheet.widths(*WIDTHS)
    sheet.paragraph(book.cover.place, "place")
    sheet.paragraph(book.cover.finding, "finding")
    _write_number(sheet, book, themes)
    _write_cards(sheet, book)
    _write_actions(sheet, book)
    _write_links(sheet, others)
    sheet.paragraph(book.cover.source)
    if book.live:
        sheet.paragraph(
            sheet.text(
                "The sentences on this sheet do not change: they describe the workshop's result. Scores and the chart update when you change a framed cell on another sheet."
            )
        )


def _write_number(sheet: Sheet, book: ResultsBook, themes: Grid) -> None:
    """The overall on the left, with the facts below it; the chart of the themes on the right."""
    text, cover = sheet.text, book.cover
    wide = (STARTS[1], LAST)
    _row(sheet, [((0, 3), text("Overall score"), "section"), (wide, cover.chart, "section")])
    top = sheet.row
    _row(
        sheet,
        [((0, 3), _number(book, themes), "hero")],
        LARGE,
    )
    put_bar_key(sheet, book, themes, top, STARTS[1])
    height = LARGE + _row(sheet, [((0, 3), _out_of(sheet, book, themes), "of")], OF)
    height += sum(_row(sheet, [((0, 3), said, "fact")]) for said in cover.facts)
    bars = len(book.themes) * max(1, len(book.finding("Themes").heads))
    wanted = max(LEAST, BESIDE + PER_BAR * bars) / PIXELS
    while height < wanted:
        height += _row(sheet, [], min(wanted - height, 400))
    if book.themes:
        across = sum(7 * width + 5 for width in WIDTHS[STARTS[1] :]) - 2
        size = (across, height * PIXELS - KEY)
        draw_bars(sheet, book, themes, (top, STARTS[1]), size, below=KEY)
    if cover.range:
        _row(sheet, [(wide, cover.range, "note")])


def _write_cards(sheet: Sheet, book: ResultsBook) -> None:
    """Strengths, gaps and what to find out, side by side."""
    cards = [card for card in book.cover.cards if card.lines or card.note]
    placed = list(zip(STARTS, cards, strict=False))
    sheet.row += 1
    _row(sheet, [((at, at + 3), card.heading, "rule") for at, card in placed])
    for lines in zip_longest(*(card.lines for card in cards)):
        _write_lines(
            sheet,
            book,
            [(at, card, line) for (at, card), line in zip(placed, lines, strict=True) if line],
        )
    notes = [((at, at + 3), card.note, "note") for at, card in placed if card.note]
    if notes:
        _row(sheet, notes)


def _write_lines(
    sheet: Sheet, book: ResultsBook, named: Sequence[tuple[int, SummaryCard, SummaryLine]]
) -> None:
    """A line of each card from its first column on: the indicator, its score, and in grey who acts on it."""
    row = sheet.row
    _row(
        sheet,
        [
            ((at, at + 2 + (not card.scored)), f"{line.words}\n{line.below}".rstrip(), "user")
            for at, card, line in named
        ],
    )
    for at, card, line in named:
        if line.below:
            _put_grey(sheet, row, at, line)
        if card.scored:
            sheet.put(row, at + 3, _score(book, line), "score")


def _put_grey(sheet: Sheet, row: int, column: int, line: SummaryLine) -> None:
    """Write an indicator, and on a line below in grey who acts on it."""
    get = sheet.pad.styles.get
    lines = get("line"), sheet.words(line.words), get("place"), f"\n{sheet.words(line.below)}"
    sheet.paper.write_rich_string(row, column, *lines, get("user"))


def _write_actions(sheet: Sheet, book: ResultsBook) -> None:
    """The first actions: what, who, by when, how far."""
    sheet.row += 1
    _row(sheet, [((0, LAST), sheet.text("First actions"), "rule")])
    for action in book.cover.actions:
        row = sheet.row
        _row(
            sheet,
            [
                ((0, 5), action["what"], "user"),
                ((6, 8), action["department"], "user"),
                ((12, 13), action["state"], "late" if action["late"] else "state"),
            ],
        )
        sheet.merge(row, 9, 11, action["by_when"], "day beside")
    if book.cover.actions_note:
        _row(sheet, [((0, LAST), book.cover.actions_note, "note")])


def _write_links(sheet: Sheet, others: Sequence[tuple[str, str]]) -> None:
    """Links to the other sheets, three in a row."""
    sheet.row += 1
    _row(sheet, [((0, LAST), sheet.text("More in this workbook"), "rule")])
    for n, (name, holds) in enumerate(others):
        sheet.link(sheet.row + n // 3, STARTS[n % 3], name, holds)
    for _ in others[::3]:
        _row(sheet, [], sheet.pad.styles.line)
    sheet.row += 1
    sheet.paragraph(
        sheet.text(
            "Sheets with a grey tab hold the method and the figures behind the result. They are not printed with the workbook."
        )
    )


def _row(
    sheet: Sheet, cells: Iterable[tuple[tuple[int, int], Cell, str]], height: float = 0.0
) -> float:
    """Cells over their first to last columns, in a row as high as the words need; returns its points."""
    needed = height
    for (first, last), cell, style in cells:
        sheet.merge(sheet.row, first, last, cell, style)
        if isinstance(cell, str) and not height:
            needed = max(needed, sheet.height(cell, style, sum(WIDTHS[first : last + 1])))
    sheet.paper.set_row(sheet.row, needed)
    sheet.row += 1
    return needed


def _number(book: ResultsBook, themes: Grid) -> Cell:
    value = book.result.city[book.framework.root.code].value
    shown: Plain = "–" if value is None else value
    place = themes.afar("score", themes.length)
    return Formula(f'IF(ISNUMBER({place}),{place},"–")', shown) if book.live else shown


def _out_of(sheet: Sheet, book: ResultsBook, themes: Grid) -> Cell:
    """Of how many points the overall is, or why it has none."""
    score = book.result.city[book.framework.root.code]
    words = sheet.text("of {maximum}", maximum=sheet.text.number(score.maximum))
    shown = score_cells(score, sheet.text)["state"] if score.value is None else words
    if not book.live:
        return shown
    place, state = (themes.afar(key, themes.length) for key in ("score", "state"))
    of_hundred = sheet.text("of {maximum}", maximum=sheet.text.number(100))
    return Formula(f"IF(ISNUMBER({place}),{quoted(of_hundred)},{state})", shown)


def _score(book: ResultsBook, line: SummaryLine) -> Cell:
    """The score of an indicator, from the sheet "Indicators" where formulas carry it."""
    value = book.result.city[line.code].value
    return Formula(looked_up("indicator", "score", line.code), value) if book.live else value
