"""The sheet "Peers": other cities beside this one, and the gap to them where they compare."""

from collections.abc import Sequence
from operator import attrgetter

from resilience.scoring.comparability import CAUTION
from resilience.scoring.peers import standings
from resilience.workbook.book import PeerRow, ResultsBook
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column, Grid
from resilience.workbook.sheet import Sheet

WIDTH = 13


def write_peers(sheet: Sheet, book: ResultsBook) -> None:
    """This city on top, a peer city per row, and below what is missing to their median and best."""
    text = sheet.text
    sheet.line(text("Peers: {city}, {date}", city=book.city, date=text.date(book.date)), "title")
    sheet.line(text(CAUTION))
    if not book.peers:
        sheet.line(
            text(
                "No peer cities yet: bring in the result that another city sent as a file, and "
                "download this workbook again."
            )
        )
        return
    comparable = [peer for peer in book.peers if not peer.obstacles]
    peers = [*comparable, *(peer for peer in book.peers if peer.obstacles)]
    grid = sheet.grid(_columns(sheet, book), 1 + len(peers))
    sheet.table(grid, [_city(sheet, book), *(_peer(sheet, peer) for peer in peers)])
    sheet.main(grid, frozen=1)
    sheet.paper.repeat_rows(grid.top - 1)
    _colour(sheet, book, grid, len(comparable))
    _write_gaps(sheet, book, grid, comparable)


def _columns(sheet: Sheet, book: ResultsBook) -> list[Column]:
    text = sheet.text
    root = book.framework.root.code
    titles = {root: text("Overall")}
    titles |= {t.code: book.framework.title(t.code, text.language) for t in book.themes}
    return [
        Column("city", text("City"), 26, "user"),
        Column("country", text("Country"), 14, "user"),
        Column("date", text("Date"), 17, "line"),
        *(Column(_key(code), title, WIDTH, "score") for code, title in titles.items()),
        Column("framework", text("Framework"), 20, "indented"),
        Column("version", text("Version"), 10, "user"),
        Column("source", text("Where it came from"), 26, "user"),
        Column("comparable", text("May be compared"), 26, "user"),
        Column("line", text("What is compared"), 54, "user"),
    ]


def _city(sheet: Sheet, book: ResultsBook) -> dict[str, Cell]:
    text = sheet.text
    return {
        "city": book.city,
        "country": book.country,
        "date": text.date(book.date),
        "framework": book.framework.id,
        "version": book.framework.version,
        "source": text("This workshop"),
        **{_key(code): value for code, value in _scores(book).items()},
    }


def _peer(sheet: Sheet, peer: PeerRow) -> dict[str, Cell]:
    text = sheet.text
    named = text("{city} (invented data)", city=peer.city) if peer.invented else peer.city
    return {
        "city": named,
        "country": peer.country,
        "date": text.date(peer.date) if peer.date else None,
        "framework": peer.framework,
        "version": peer.version,
        "source": peer.source,
        "comparable": peer.obstacles or text("yes"),
        "line": peer.comparability,
        **{_key(code): value for code, value in peer.scores.items()},
    }


def _scores(book: ResultsBook) -> dict[str, float | None]:
    """The city's own scores by code, the overall first."""
    codes = [book.framework.root.code, *(theme.code for theme in book.themes)]
    return {code: book.result.city[code].value for code in codes}


def _colour(sheet: Sheet, book: ResultsBook, grid: Grid, comparable: int) -> None:
    """Colours of scores, but grey for the cities that must not be compared, which come last."""
    first, last = grid.top + 1 + comparable, grid.top + grid.length - 1
    if first <= last:
        rule = {"type": "no_errors", "format": sheet.pad.styles.get("greyed")}
        sheet.paper.conditional_format(first, 0, last, len(grid.columns) - 1, rule)
    if not book.in_points:
        sheet.colour(grid, *map(_key, _scores(book)), below=first - last - 1)


def _write_gaps(sheet: Sheet, book: ResultsBook, grid: Grid, comparable: Sequence[PeerRow]) -> None:
    text = sheet.text
    found = standings(_scores(book), [peer.scores for peer in comparable])
    sheet.row += 1
    if not any(found.values()):
        sheet.line(text("None of these cities has a score that may be compared."))
        return
    sheet.line(text("Points that this city lacks; below 0 it is ahead"), "note")
    for label, gap in (
        (text("to the middle of the peer cities"), attrgetter("gap_to_median")),
        (text("to the best peer city"), attrgetter("gap_to_best")),
    ):
        sheet.put(sheet.row, 0, label, "label")
        for code, place in found.items():
            sheet.put(sheet.row, grid.place(_key(code)), gap(place) if place else None, "score")
        sheet.row += 1


def _key(code: str) -> str:
    """A column's key that no code of a theme can take from another column."""
    return f"score {code}"
