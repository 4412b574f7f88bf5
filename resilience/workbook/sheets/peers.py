"""The sheet "Peers": other cities, and how far this city is ahead of them or behind."""

from operator import attrgetter

from resilience.text import Text
from resilience.workbook.book import PeerRow, PeersBeside, ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column, Grid
from resilience.workbook.sheet import BOLD, Sheet
from resilience.workbook.sheets.charts import ComparedBars, draw_compared
from resilience.workbook.style import DAY_WIDTH

WIDTH = 13
#: prefix of the code in the key of a score column
SCORE = "score "
#: what is in the name of a city of the demo
SAID = "(invented"


def write_peers(sheet: Sheet, book: ResultsBook) -> None:
    """This city on top, a peer city per row, and below the city minus their median and best."""
    beside, said = book.peers, book.finding("Peers")
    if beside is None:
        return
    columns = _columns(sheet, book)
    sheet.head(columns, said.title, before="comparable")
    for sentence in said.lead:
        sheet.paragraph(sentence)
    grid = sheet.grid(columns, 1 + len(beside.rows), "peers")
    rows = [_city(sheet, book, beside), *(_peer(sheet, peer) for peer in beside.rows)]
    compared = any(beside.standings.values())
    middle = _median(sheet, beside) if compared else None
    sheet.table(grid, rows, total=middle, fixed=True)
    sheet.main(grid, frozen=1, repeated=False)
    _mark(sheet, book, grid, sum(not peer.obstacles for peer in beside.rows))
    _write_differences(sheet, beside, grid)
    if compared and not book.in_points:
        _draw(sheet, book, grid)
    _write_compared(sheet, beside, grid)
    sheet.notes(said.notes)


def _columns(sheet: Sheet, book: ResultsBook) -> list[Column]:
    text = sheet.text
    root = book.framework.root.code
    titles = {root: text("Overall")}
    titles |= {t.code: book.framework.title(t.code, text.language) for t in book.themes}
    return [
        Column("city", text("City"), 30, "user"),
        Column("date", text("Date"), DAY_WIDTH, "day"),
        *(Column(_key(code), title, WIDTH, "score") for code, title in titles.items()),
        Column("comparable", text("Comparable"), 70, "indented"),
        Column("country", text("Country"), 12, "user"),
        Column("framework", text("Framework"), 22, "user"),
        Column("version", text("Version"), 10, "user"),
        Column("source", text("Where it came from"), 36, "user"),
    ]


def _city(sheet: Sheet, book: ResultsBook, beside: PeersBeside) -> dict[str, Cell]:
    text = sheet.text
    return {
        "city": book.city,
        "country": book.country,
        "date": book.date,
        "framework": book.framework.id,
        "version": book.framework.version,
        "source": text("This workshop"),
        **{_key(code): value for code, value in beside.own.items()},
    }


def _peer(sheet: Sheet, peer: PeerRow) -> dict[str, Cell]:
    text = sheet.text
    return {
        "city": _name(peer, text),
        "country": peer.country,
        "date": peer.date,
        "framework": peer.framework,
        "version": peer.version,
        "source": peer.source,
        "comparable": peer.obstacles or text("yes"),
        **{_key(code): value for code, value in peer.scores.items()},
    }


def _name(peer: PeerRow, text: Text) -> str:
    """The city, marked if it is invented and its name does not say so."""
    marked = peer.invented and SAID not in peer.city
    return text("{city} (invented data)", city=peer.city) if marked else peer.city


def _write_compared(sheet: Sheet, beside: PeersBeside, grid: Grid) -> None:
    """What is compared with each city, or why it is not."""
    sheet.row += 1
    sheet.paragraph(sheet.text("What is compared"), "section")
    last = grid.place("comparable") - 1
    widths = [column.room for column in grid.columns[: last + 1]]
    for peer in beside.rows:
        name, said = _name(peer, sheet.text), peer.comparability
        sheet.put(sheet.row, 0, name, "user")
        sheet.merge(sheet.row, 1, last, said, "user")
        tall = sheet.height(name, "user", widths[0]), sheet.height(said, "user", sum(widths[1:]))
        sheet.paper.set_row(sheet.row, max(tall))
        sheet.row += 1


def _median(sheet: Sheet, beside: PeersBeside) -> dict[str, Cell]:
    """The median of the comparable peers, where the city has a score too."""
    words = sheet.text("median of peer cities")
    scores = {
        _key(code): None if own is None or place is None else own - place.against_median
        for code, own in beside.own.items()
        for place in [beside.standings.get(code)]
    }
    return {"city": words[:1].upper() + words[1:], **scores}


def _draw(sheet: Sheet, book: ResultsBook, grid: Grid) -> None:
    """The city and the median of its peers as bars, from the first row of the table and the last."""
    first, *_, last = (one.key for one in grid.columns if one.key.startswith(SCORE))
    named = ((sheet.text("this city"), 0), (sheet.text("median of peer cities"), grid.length))
    bars = grid.place(last) - grid.place(first) + 1
    compared = [
        ComparedBars(name, grid.across(first, last, -1), grid.across(first, last, row), bars)
        for name, row in named
    ]
    draw_compared(sheet, compared, book.cover.unit, book.finding("Peers").title)


def _mark(sheet: Sheet, book: ResultsBook, grid: Grid, comparable: int) -> None:
    """Bars of scores, but grey words for the cities that must not be compared, which come last."""
    first, last = grid.top + 1 + comparable, grid.top + grid.length - 1
    if first <= last:
        rule = {"type": "no_errors", "format": sheet.pad.styles.get("greyed")}
        sheet.paper.conditional_format(first, 0, last, len(grid.columns) - 1, rule)
    if not book.in_points:
        scored = [column.key for column in grid.columns if column.key.startswith(SCORE)]
        sheet.bars(grid, *scored, below=first - last - 1)


def _write_differences(sheet: Sheet, beside: PeersBeside, grid: Grid) -> None:
    text = sheet.text
    sheet.row += 1
    if not any(beside.standings.values()):
        sheet.paragraph(text("None of these cities has a score that may be compared."))
        return
    sheet.paragraph(text("This city minus its peers, in points; below 0 means behind"))
    for label, difference in (
        (text("difference from the peers' median"), attrgetter("against_median")),
        (text("difference from the highest peer"), attrgetter("against_best")),
    ):
        sheet.put(sheet.row, 0, label, "label")
        sheet.paper.set_row(sheet.row, sheet.height(label, "label", grid.columns[0].room / BOLD))
        for code, place in beside.standings.items():
            found = difference(place) if place else None
            sheet.put(sheet.row, grid.place(_key(code)), found, "change")
        sheet.row += 1


def _key(code: str) -> str:
    """A column's key that no code of a theme can take from another column."""
    return f"{SCORE}{code}"
