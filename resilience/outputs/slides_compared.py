"""The slides on departments, peers and earlier workshops."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from resilience.charts.lines import Direction
from resilience.charts.template import ACCENT, LOW
from resilience.outputs.digest import Digest
from resilience.outputs.digest_compared import (
    Compared,
    ComparedLine,
    DepartmentFinding,
    TrendFinding,
)
from resilience.outputs.digest_peers import PeerFinding
from resilience.outputs.figures import heat_rows
from resilience.outputs.slides_frame import SlideFrame, more_words, printed
from resilience.report import HeatCell
from resilience.scoring.comparison.comparability import ROUNDED
from resilience.slides import (
    Bullets,
    DotLook,
    DotSeries,
    DotTable,
    ListItem,
    Slide,
    SlideStack,
    SlideTable,
    TableCell,
)
from resilience.text import Text
from resilience.text.width import width_of
from resilience.wording.beside.map import under_scores
from resilience.wording.shares import difference_head, value_words

#: departments of the table; more are in the notes alone
MOST_UNITS, MOST_THEMES = 14, 10
#: the least and the most width of a colour of the key, and of the departments, in letters
KEY_LETTERS, UNIT_LETTERS = (9, 28), (12, 30)
#: letters that are as wide as the table
ACROSS = 100
#: rows of a comparison, the end of its scale, and the share of the width that its table takes
MOST_ROWS, TOP, SHARE = 12, 100, 0.62
#: the look of themes and the ink of their changes, by which way they changed clearly
LOOKS: Mapping[Direction, DotLook] = {
    "": "plain",
    "unjudged": "plain",
    "rise": "high",
    "fall": "low",
}
INKS: Mapping[Direction, str] = {"": "", "unjudged": "", "rise": ACCENT, "fall": LOW}
Values = tuple[float | None, ...]


def departments_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """Where departments differ, as a table coloured by the difference from the city, whose row is the last."""
    found = digest.departments
    if found is None:
        return None
    themes = found.themes[:MOST_THEMES]
    *units, city = heat_rows(found.map, under_scores(found.map, {}, text), text)
    shown = [*units[:MOST_UNITS], city]
    names = _within(UNIT_LETTERS, max(width_of(name) for name, _ in shown) + 2) / ACROSS
    grid = SlideTable(
        alt=found.headline,
        columns=(text("Department"), *themes),
        rows=tuple(
            _unit_row(name, dict(zip(themes, cells, strict=False)), found, bold=name == city[0])
            for name, cells in shown
        ),
        widths=(names, *((1 - names) / len(themes) for _ in themes)),
        centred=frozenset(range(1, len(themes) + 1)),
    )
    about = Bullets("", (ListItem("", "", _about(found, text)),))
    spare = []
    if found.beside:
        spare.append(Bullets("", tuple(ListItem("", "", one) for one in found.beside)))
    if found.spots:
        spare.append(Bullets(text("Blind spots"), tuple(ListItem(one) for one in found.spots)))
    stack = SlideStack(1.0, (about, _key(found), grid, *spare), len(spare))
    more = more_words(len(units) + 1 - len(shown), text)
    unit = " · ".join(filter(None, (frame.unit, more)))
    return frame.slide(found.headline, unit, (stack,), _unit_notes(found, text))


def _about(found: DepartmentFinding, text: Text) -> str:
    """What colours, brackets and stars mean."""
    said = text("Colour and brackets: difference from the city on the same questions")
    star = text("*: some questions without a score (see notes)")
    return f"{said} · {star}" if found.incomplete else said


def _key(found: DepartmentFinding) -> SlideTable:
    """What the colours mean, in a row without a head."""
    return SlideTable(
        alt="; ".join(words for _, words in found.key),
        columns=(),
        rows=(tuple(TableCell(words, fill) for fill, words in found.key),),
        widths=tuple(_within(KEY_LETTERS, width_of(words)) for _, words in found.key),
        centred=frozenset(range(len(found.key))),
    )


def _within(ends: tuple[int, int], letters: int) -> int:
    least, most = ends
    return max(least, min(most, letters))


def _unit_row(
    name: str, cells: Mapping[str, HeatCell], found: DepartmentFinding, *, bold: bool
) -> tuple[TableCell, ...]:
    """A department or the city with its scores and differences by theme, each on its colour."""
    shown = (
        TableCell(
            _marked(one, "*" if (name, theme) in found.incomplete else ""), one.fill, one.ink, bold
        )
        for theme, one in cells.items()
    )
    return (TableCell(name, bold=True), *shown)


def _marked(cell: HeatCell, star: str = "") -> str:
    return f"{cell.shown}{star} ({cell.beside})" if cell.beside else f"{cell.shown}{star}"


def _unit_notes(found: DepartmentFinding, text: Text) -> list[str]:
    rows = [
        f"{name}: "
        + text.listed(
            f"{theme} {_marked(one)}" for theme, one in zip(found.themes, cells, strict=True)
        )
        for name, cells in heat_rows(found.map, found.marks, text)
    ]
    return [*rows, *found.spots, found.note]


def peers_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """The city among its peers, on the indicators that all of them scored, with its gaps to their median."""
    found = digest.peers
    if found is None:
        return None
    names = ListItem(f"{text('Peers')}: {text.listed(found.peers)}")
    tested = (ListItem(found.tested),) if found.tested else ()
    about = Bullets("", (*tested, names, *(ListItem("", "", one) for one in found.left_out)))
    gaps = Bullets("", (ListItem(found.gaps),))
    first = (gaps,) if found.gaps and not any(one.stressed for one in found.rows) else ()
    parts = (*first, _peer_dots(found, text), about)
    columns = (SlideStack(1.0, parts, 0),)
    notes = [*_pair_notes(found, text("median of peer cities"), text), *_peer_notes(found, text)]
    more = more_words(len(found.rows) - MOST_ROWS, text)
    basis = (found.more[0].rstrip(".。"), text(ROUNDED).rstrip(".。"))
    unit = " · ".join(filter(None, (frame.unit, more, *basis)))
    return frame.slide(found.headline, unit, columns, [found.gaps, *notes, *found.more])


def _peer_dots(found: PeerFinding, text: Text) -> DotTable:
    """The table of gaps, with the scores of the city and its peers as dots."""
    shown, median = found.rows[:MOST_ROWS], text("median of peer cities")
    grid = SlideTable(
        alt=" ".join(filter(None, (found.headline, found.gaps))),
        columns=(
            text("Theme"),
            text("This city"),
            median[:1].upper() + median[1:],
            text("Difference from the peers' median"),
        ),
        rows=tuple(_peer_row(one, found, text) for one in shown),
        widths=(0.46, 0.14, 0.19, 0.21),
        centred=frozenset((1, 2, 3)),
    )
    peers = (
        DotSeries(
            text("a peer city"),
            "small",
            tuple(printed(scores.get(one.code)) for one in shown),
            name,
        )
        for name, scores in found.scores.items()
    )
    now, other = _values(shown)
    behind = tuple(one.stressed for one in shown)
    series = (
        DotSeries(text("this city"), "strong", _where(now, behind, kept=False)),
        *_furthest_behind(_where(now, behind, kept=True), text),
        *peers,
        DotSeries(text("median"), "diamond", other),
    )
    return DotTable(grid, series, TOP, SHARE)


def _where(values: Values, marked: Sequence[bool], *, kept: bool) -> Values:
    """The values of the rows that are marked or are not, None for the others."""
    return tuple(v if own == kept else None for v, own in zip(values, marked, strict=True))


def _furthest_behind(values: Values, text: Text) -> Iterator[DotSeries]:
    """The dots of another colour, where no theme is further below the peers."""
    if any(one is not None for one in values):
        yield DotSeries(text("furthest behind"), "low", values)


def _peer_row(one: ComparedLine, found: PeerFinding, text: Text) -> tuple[TableCell, ...]:
    """A theme with its scores and its gap, which has a colour where it is the furthest behind."""
    whole, ink = one is found.overall, LOW if one.stressed else ""
    said = (text.number(one.now, 1), text.number(one.other, 1))
    return (
        TableCell(one.title, bold=whole),
        *(TableCell(words, bold=whole) for words in said),
        TableCell(one.words, "", ink, bold=True),
    )


def _values(shown: Sequence[ComparedLine]) -> tuple[Values, Values]:
    """The scores of the city and those they are compared with, as printed."""
    return tuple(printed(one.now) for one in shown), tuple(printed(one.other) for one in shown)


def _with_more(unit: str, found: Compared, text: Text) -> str:
    more = more_words(len(found.rows) - MOST_ROWS, text)
    return " · ".join(filter(None, (unit, more, text(ROUNDED).rstrip(".。"))))


def _peer_notes(found: PeerFinding, text: Text) -> Iterator[str]:
    """The scores of each peer."""
    for name, scores in found.scores.items():
        said = (f"{one.title} {text.number(scores.get(one.code), 1)}" for one in found.rows)
        yield f"{name}: {text.listed(said)}"


def trend_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """How the overall and the themes moved between the last two comparable workshops, grey where that is not clear."""
    found = digest.trend
    if found is None:
        return None
    apart = found.apart if any(one.way == "unjudged" for one in found.rows) else ()
    said = Bullets("", tuple(ListItem(one) for one in (*apart, *found.more)))
    moved = difference_head(text("Moved by"), text, shares=found.shares)
    columns = (SlideStack(1.0, (_change_dots(found, moved, text), said)),)
    pairs = _pair_notes(found, found.before, text, shares=found.shares)
    notes = [*([moved] if found.shares else []), *pairs, *found.limits, *found.more, *found.apart]
    return frame.slide(found.headline, _with_more(frame.unit, found, text), columns, notes)


def _change_dots(found: TrendFinding, moved: str, text: Text) -> DotTable:
    """The table of changes, with the scores of both workshops as dots."""
    shown = found.rows[:MOST_ROWS]
    value = partial(value_words, text=text, decimals=1, shares=found.shares)
    grid = SlideTable(
        alt=found.headline,
        columns=(text("Theme"), found.before, found.now, moved),
        rows=tuple(
            (
                *(
                    TableCell(words, bold=one is found.overall)
                    for words in (one.title, value(one.other), value(one.now))
                ),
                TableCell(
                    one.words,
                    "",
                    INKS[one.way],
                    bold=bool(INKS[one.way]) or one is found.overall,
                ),
            )
            for one in shown
        ),
        widths=(0.45, 0.12, 0.12, 0.31),
        centred=frozenset((1, 2, 3)),
    )
    now, before = _values(shown)
    looks: tuple[DotLook, ...] = tuple(
        "strong" if one is found.overall else LOOKS[one.way] for one in shown
    )
    pairs = zip(before, now, strict=True)
    between = tuple(None if a is None or b is None else (a, b) for a, b in pairs)
    series = (
        DotSeries(moved, "line", (), ranges=between),
        DotSeries(found.now, LOOKS[""], now, looks=looks),
        DotSeries(found.before, "pale", before),
    )
    return DotTable(grid, series, TOP, SHARE)


def _pair_notes(found: Compared, other: str, text: Text, *, shares: bool = False) -> list[str]:
    said = partial(value_words, text=text, decimals=1, shares=shares)
    return [
        f"{one.title}: {said(one.now)} · {other} {said(one.other)} · {one.words}"
        for one in found.rows
    ]
