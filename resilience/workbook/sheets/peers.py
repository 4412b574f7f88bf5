"""The sheet "Peers": other cities, and how far this city is ahead of them or behind."""

from operator import attrgetter

from resilience.workbook.book import PeerRow, PeersBeside, ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column, Grid
from resilience.workbook.sheet import Sheet

WIDTH = 13
#: prefix of the code in the key of a score column
SCORE = "score "


def write_peers(sheet: Sheet, book: ResultsBook) -> None:
    """This city on top, a peer city per row, and below the city minus their median and best."""
    beside, said = book.peers, book.finding("Peers")
    if beside is None:
        return
    columns = _columns(sheet, book)
    sheet.head(columns, said.title)
    grid = sheet.grid(columns, 1 + len(beside.rows), "peers")
    sheet.table(grid, [_city(sheet, book, beside), *(_peer(sheet, peer) for peer in beside.rows)])
    sheet.main(grid, frozen=1)
    _colour(sheet, book, grid, sum(not peer.obstacles for peer in beside.rows))
    _write_differences(sheet, beside, grid)
    sheet.notes(said.notes)


def _columns(sheet: Sheet, book: ResultsBook) -> list[Column]:
    text = sheet.text
    root = book.framework.root.code
    titles = {root: text("Overall")}
    titles |= {t.code: book.framework.title(t.code, text.language) for t in book.themes}
    return [
        Column("city", text("City"), 26, "user"),
        Column("country", text("Country"), 14, "user"),
        Column("date", text("Date"), 12, "day"),
        *(Column(_key(code), title, WIDTH, "score") for code, title in titles.items()),
        Column("framework", text("Framework"), 20, "indented"),
        Column("version", text("Version"), 10, "user"),
        Column("source", text("Where it came from"), 26, "user"),
        Column("comparable", text("May be compared"), 26, "user"),
        Column("line", text("What is compared"), 54, "user"),
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
    named = text("{city} (invented data)", city=peer.city) if peer.invented else peer.city
    return {
        "city": named,
        "country": peer.country,
        "date": peer.date,
        "framework": peer.framework,
        "version": peer.version,
        "source": peer.source,
        "comparable": peer.obstacles or text("yes"),
        "line": peer.comparability,
        **{_key(code): value for code, value in peer.scores.items()},
    }


def _colour(sheet: Sheet, book: ResultsBook, grid: Grid, comparable: int) -> None:
    """Colours of scores, but grey for the cities that must not be compared, which come last."""
    first, last = grid.top + 1 + comparable, grid.top + grid.length - 1
    if first <= last:
        rule = {"type": "no_errors", "format": sheet.pad.styles.get("greyed")}
        sheet.paper.conditional_format(first, 0, last, len(grid.columns) - 1, rule)
    if not book.in_points:
        scored = [column.key for column in grid.columns if column.key.startswith(SCORE)]
        sheet.colour(grid, *scored, below=first - last - 1)


def _write_differences(sheet: Sheet, beside: PeersBeside, grid: Grid) -> None:
    text = sheet.text
    sheet.row += 1
    if not any(beside.standings.values()):
        sheet.paragraph(text("None of these cities has a score that may be compared."))
        return
    sheet.paragraph(text("This city minus its peers, in points; below 0 means behind"))
    for label, difference in (
        (text("against the median of the peer cities"), attrgetter("against_median")),
        (text("against the best peer city"), attrgetter("against_best")),
    ):
        sheet.put(sheet.row, 0, label, "label")
        for code, place in beside.standings.items():
            found = difference(place) if place else None
            sheet.put(sheet.row, grid.place(_key(code)), found, "change")
        sheet.row += 1


def _key(code: str) -> str:
    """A column's key that no code of a theme can take from another column."""
    return f"{SCORE}{code}"
