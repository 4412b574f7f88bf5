"""The slides on what was agreed, what adds most, and what will be done."""

from typing import NamedTuple

from resilience.charts.template import LOW
from resilience.outputs.digest import Digest
from resilience.outputs.digest_planned import (
    LARGEST,
    ActionLine,
    PriorityFinding,
    PriorityLine,
    planned_words,
    settled_words,
)
from resilience.outputs.slides_frame import SlideFrame, more_words, one_column, printed
from resilience.outputs.slides_scores import find_out_bullets
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
from resilience.text import Text, mark

#: rows of a table; more are in the notes alone
MOST_ROWS = 8


class _ActionColumn(NamedTuple):
    """A column of the table of actions: the name of its fact, its heading, and its share of the width."""

    fact: str
    head: str
    share: float


#: the columns of the table of actions; one without any words is left out
_ACTION_COLUMNS = (
    _ActionColumn("what", mark("What will be done"), 0.35),
    _ActionColumn("charged", mark("Responsible department"), 0.2),
    _ActionColumn("due", mark("Due date"), 0.165),
    _ActionColumn("budget", mark("Budget"), 0.145),
    _ActionColumn("progress", mark("Status"), 0.14),
)


def settled_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """What the room settled, with the reasons."""
    if not digest.settled:
        return None
    said = settled_words(len(digest.settled), text)
    rows = tuple(
        (TableCell(one.indicator), TableCell(one.outcome, bold=True), TableCell(one.reason))
        for one in digest.settled[:MOST_ROWS]
    )
    heads = (text("Indicator"), text("Agreed"), text("Because"))
    grid = SlideTable(text("What the room agreed"), heads, rows, (0.33, 0.21, 0.46))
    notes = [" · ".join((o.indicator, o.outcome, o.reason)) for o in digest.settled]
    return frame.slide(
        said, more_words(len(digest.settled) - len(rows), text), one_column(grid), notes
    )


def priorities_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """The largest possible gains, those without an action in grey."""
    found = digest.priorities
    if found is None:
        return None
    said, about = planned_words(found, text), found.more
    beside: tuple[Bullets, ...] = ()
    if found.voted:
        first = (ListItem(found.headline), *(ListItem("", "", one) for one in about))
        beside = (Bullets(text("What progress could add"), first),)
    if digest.indicators.find_out:
        beside = (*beside, find_out_bullets(digest, text))
    chart = _gain_chart(found, text)
    columns: tuple[SlideColumn | SlideStack, ...] = one_column(chart)
    if beside:
        columns = (SlideColumn(0.66, (chart,)), SlideStack(0.34, beside))
    notes = [found.headline, *about, *(_gain_note(one, text) for one in found.lines)]
    return frame.slide(said, found.unit, columns, notes)


def _gain_chart(found: PriorityFinding, text: Text) -> BarChart:
    shown = found.lines[:LARGEST]
    return BarChart(
        alt=found.headline,
        categories=tuple(one.title for one in shown),
        series=(
            BarSeries(text("has an open action"), _gains(shown, planned=True)),
            BarSeries(text("no open action"), _gains(shown, planned=False), "hollow"),
        ),
        one_of=True,
    )


def _gain_note(line: PriorityLine, text: Text) -> str:
    acting = text("has an open action") if line.planned else text("no open action")
    return f"{line.indicator} · {line.shown} · {acting}"


def _gains(lines: tuple[PriorityLine, ...], *, planned: bool) -> tuple[float | None, ...]:
    return tuple(printed(one.gain) if one.planned == planned else None for one in lines)


def actions_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """What will be done first, by whom and by when."""
    if not digest.actions:
        return None
    said = digest.actions_said
    columns = [one for one in _ACTION_COLUMNS if any(getattr(a, one.fact) for a in digest.actions)]
    rows = tuple(tuple(_action_cell(one, c.fact) for c in columns) for one in digest.actions)
    heads, whole = tuple(text(one.head) for one in columns), sum(one.share for one in columns)
    widths = tuple(one.share / whole for one in columns)
    grid = SlideTable(text("What will be done"), heads, rows, widths)
    notes = [
        " · ".join(filter(None, (o.what, o.indicator, o.charge, o.state))) for o in digest.actions
    ]
    left = _more_actions(digest.actions_in_all - len(rows), text)
    return frame.slide(said, left, one_column(grid), notes)


def _action_cell(one: ActionLine, fact: str) -> TableCell:
    late = fact == "progress" and bool(one.late)
    bold = fact == "what" or late
    return TableCell(getattr(one, fact), ink=LOW if late else "", bold=bold)


def _more_actions(left: int, text: Text) -> str:
    if left <= 0:
        return ""
    return text.plural(
        "{n} more action is in the report.", "{n} more actions are in the report.", left
    ).rstrip(".。")
