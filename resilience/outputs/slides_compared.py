"""The slides on departments, peers and earlier workshops."""

from resilience.outputs.digest import Digest
from resilience.outputs.digest_compared import Compared, DepartmentFinding
from resilience.outputs.figures import cell
from resilience.outputs.slides_frame import SlideFrame, more_words, printed
from resilience.slides import (
    BarChart,
    BarSeries,
    Bullets,
    ListItem,
    Slide,
    SlideColumn,
    SlideTable,
    TableCell,
)
from resilience.text import Text

#: departments of the table; more are in the notes alone
MOST_UNITS, MOST_THEMES = 14, 10
#: the most departments above a list of blind spots; of more, these are in the notes alone
WITH_SPOTS = 9


def departments_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """Where departments differ, as a table coloured by score."""
    found = digest.departments
    if found is None:
        return None
    themes = found.themes[:MOST_THEMES]
    rows = tuple(
        _unit_row(found, name, scores[: len(themes)], text)
        for name, scores in found.rows[:MOST_UNITS]
    )
    wide = 0.76 / len(themes)
    grid = SlideTable(
        alt=found.headline,
        columns=(text("Department"), *themes),
        rows=rows,
        widths=(0.24, *(wide for _ in themes)),
        centred=frozenset(range(1, len(themes) + 1)),
    )
    spots = Bullets(text("Blind spots"), tuple(ListItem(one) for one in found.spots))
    columns = (SlideColumn(1.0, (grid, spots), (0.74, 0.26)),)
    if len(rows) > WITH_SPOTS:
        columns = (SlideColumn(1.0, (grid,)),)
    more = more_words(len(found.rows) - len(rows), text)
    unit = " · ".join(filter(None, (frame.unit, more)))
    return frame.slide(found.headline, unit, columns, _unit_notes(found, text))


def _unit_row(
    found: DepartmentFinding, name: str, scores: tuple[float | None, ...], text: Text
) -> tuple[TableCell, ...]:
    """A department with its scores and their marks, each on its colour."""
    shown = [
        (cell(score, text), _mark(found, name, theme))
        for theme, score in zip(found.themes, scores, strict=False)
    ]
    cells = (TableCell(one.shown + mark, one.fill, one.ink) for one, mark in shown)
    return (TableCell(name, bold=True), *cells)


def _mark(found: DepartmentFinding, name: str, theme: str) -> str:
    mark = found.marks.get((name, theme))
    return f" ({mark})" if mark else ""


def _unit_notes(found: DepartmentFinding, text: Text) -> list[str]:
    rows = [
        f"{name}: "
        + text.listed(
            f"{theme} {text.number(score)}{_mark(found, name, theme)}"
            for theme, score in zip(found.themes, scores, strict=True)
        )
        for name, scores in found.rows
    ]
    return [*rows, *found.spots, found.note]


def peers_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """The city compared with the median of its peers, on the indicators that all of them asked."""
    found = digest.peers
    if found is None:
        return None
    chart = _pairs(found, text("this city"), text("median of peer cities"))
    beside = Bullets(
        text("What is compared"),
        (ListItem(text.listed(found.peers)), *(ListItem("", "", one) for one in found.more[:2])),
    )
    columns = (SlideColumn(0.64, (chart,)), SlideColumn(0.36, (beside,)))
    notes = [*_pair_notes(found, text("median of peer cities"), text), *found.more]
    return frame.slide(found.headline, frame.unit, columns, [*notes, text.listed(found.peers)])


def trend_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """The themes of the last two workshops that compare, with what the votes say of each change."""
    found = digest.trend
    if found is None:
        return None
    chart = _pairs(found, found.now, found.before)
    changes = SlideTable(
        alt=found.headline,
        columns=(text("Theme"), text("Moved by")),
        rows=tuple((TableCell(one.title), TableCell(one.words, bold=True)) for one in found.lines),
        widths=(0.64, 0.36),
    )
    said = Bullets("", tuple(ListItem("", "", one) for one in found.more))
    columns = (SlideColumn(0.58, (chart,)), SlideColumn(0.42, (changes, said), (0.62, 0.38)))
    notes = [*_pair_notes(found, found.before, text), *found.limits, *found.more]
    return frame.slide(found.headline, frame.unit, columns, notes)


def _pairs(found: Compared, now: str, other: str) -> BarChart:
    return BarChart(
        alt=found.headline,
        categories=tuple(one.title for one in found.lines),
        series=(
            BarSeries(now, tuple(printed(one.now) for one in found.lines)),
            BarSeries(other, tuple(printed(one.other) for one in found.lines), strong=False),
        ),
        top=100,
    )


def _pair_notes(found: Compared, other: str, text: Text) -> list[str]:
    return [
        f"{one.title}: {text.number(one.now, 1)} · {other} {text.number(one.other, 1)} · {one.words}"
        for one in found.lines
    ]
