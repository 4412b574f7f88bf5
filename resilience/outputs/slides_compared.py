"""The slides on departments, peers and earlier workshops."""

from functools import partial

from resilience.outputs.digest import Digest
from resilience.outputs.digest_compared import Compared, DepartmentFinding
from resilience.outputs.figures import heat_rows
from resilience.outputs.slides_frame import SlideFrame, more_words, printed
from resilience.report import HeatCell
from resilience.slides import (
    BarChart,
    BarSeries,
    Bullets,
    ListItem,
    Slide,
    SlideColumn,
    SlideStack,
    SlideTable,
    TableCell,
)
from resilience.text import Text
from resilience.text.width import width_of
from resilience.wording.department_map import colour_words
from resilience.wording.shares import difference_head, value_words

#: departments of the table; more are in the notes alone
MOST_UNITS, MOST_THEMES = 14, 10
#: the least and the most width of a colour of the key, and of the departments, in letters
KEY_LETTERS, UNIT_LETTERS = (9, 28), (12, 30)
#: letters that are as wide as the table
ACROSS = 100


def departments_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """Where departments differ, as a table coloured by the difference from the city, whose row is the last."""
    found = digest.departments
    if found is None:
        return None
    themes = found.themes[:MOST_THEMES]
    *units, city = heat_rows(found.map, found.marks, text)
    shown = [*units[:MOST_UNITS], city]
    names = _within(UNIT_LETTERS, max(width_of(name) for name, _ in shown) + 2) / ACROSS
    grid = SlideTable(
        alt=found.headline,
        columns=(text("Department"), *themes),
        rows=tuple(
            _unit_row(name, cells[: len(themes)], bold=name == city[0]) for name, cells in shown
        ),
        widths=(names, *((1 - names) / len(themes) for _ in themes)),
        centred=frozenset(range(1, len(themes) + 1)),
    )
    said = colour_words(text)
    about = Bullets("", (ListItem("", "", said[:1].upper() + said[1:]),))
    spare = []
    if found.beside:
        spare.append(Bullets("", tuple(ListItem("", "", one) for one in found.beside)))
    if found.spots:
        spare.append(Bullets(text("Blind spots"), tuple(ListItem(one) for one in found.spots)))
    stack = SlideStack(1.0, (about, _key(found), grid, *spare), len(spare))
    more = more_words(len(units) + 1 - len(shown), text)
    unit = " · ".join(filter(None, (frame.unit, more)))
    return frame.slide(found.headline, unit, (stack,), _unit_notes(found, text))


def _key(found: DepartmentFinding) -> SlideTable:
    """What the colours mean, in a row without a head."""
    return SlideTable(
        alt="; ".join(words for _, words in found.legend),
        columns=(),
        rows=(tuple(TableCell(words, fill) for fill, words in found.key),),
        widths=tuple(_within(KEY_LETTERS, width_of(words)) for _, words in found.key),
        centred=frozenset(range(len(found.key))),
    )


def _within(ends: tuple[int, int], letters: int) -> int:
    least, most = ends
    return max(least, min(most, letters))


def _unit_row(name: str, cells: tuple[HeatCell, ...], *, bold: bool) -> tuple[TableCell, ...]:
    """A department or the city with its scores and their marks, each on its colour."""
    shown = (TableCell(_marked(one), one.fill, one.ink, bold) for one in cells)
    return (TableCell(name, bold=True), *shown)


def _marked(cell: HeatCell) -> str:
    return f"{cell.shown} ({cell.beside})" if cell.beside else cell.shown


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
    """The city compared with the median of its peers, on the indicators that all of them asked."""
    found = digest.peers
    if found is None:
        return None
    chart = _pairs(found, text("this city"), text("median of peer cities"))
    about = (*found.more[:2], *found.left_out)
    beside = Bullets(
        text("What is compared"),
        (ListItem(text.listed(found.peers)), *(ListItem("", "", one) for one in about)),
    )
    columns = (SlideColumn(0.64, (chart,)), SlideColumn(0.36, (beside,)))
    notes = [*_pair_notes(found, text("median of peer cities"), text), *found.more]
    return frame.slide(found.headline, frame.unit, columns, [*notes, text.listed(found.peers)])


def trend_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """Slide of the themes in the last two comparable workshops, with the verdict on each change."""
    found = digest.trend
    if found is None:
        return None
    chart = _pairs(found, found.now, found.before)
    moved = difference_head(text("Moved by"), text, shares=found.shares)
    changes = SlideTable(
        alt=found.headline,
        columns=(text("Theme"), moved),
        rows=tuple((TableCell(one.title), TableCell(one.words, bold=True)) for one in found.rows),
        widths=(0.5, 0.5) if found.shares else (0.64, 0.36),  # the head of shares is long
    )
    said = Bullets("", tuple(ListItem("", "", one) for one in found.more))
    columns = (SlideColumn(0.58, (chart,)), SlideStack(0.42, (changes, said)))
    pairs = _pair_notes(found, found.before, text, shares=found.shares)
    notes = [*([moved] if found.shares else []), *pairs, *found.limits, *found.more]
    return frame.slide(found.headline, frame.unit, columns, notes)


def _pairs(found: Compared, now: str, other: str) -> BarChart:
    return BarChart(
        alt=found.headline,
        categories=tuple(one.title for one in found.rows),
        series=(
            BarSeries(now, tuple(printed(one.now) for one in found.rows)),
            BarSeries(other, tuple(printed(one.other) for one in found.rows), strong=False),
        ),
        top=100,
    )


def _pair_notes(found: Compared, other: str, text: Text, *, shares: bool = False) -> list[str]:
    said = partial(value_words, text=text, decimals=1, shares=shares)
    return [
        f"{one.title}: {said(one.now)} · {other} {said(one.other)} · {one.words}"
        for one in found.rows
    ]
