"""The slides on the number, the themes and the method."""

from collections.abc import Iterator

from resilience.outputs.digest import Digest, find_out_words
from resilience.outputs.digest_scores import IndicatorLine, ThemeLine, range_of
from resilience.outputs.slides_frame import SlideFrame, one_column, printed
from resilience.slides import (
    BarChart,
    BarSeries,
    Bullets,
    LargeNumber,
    ListItem,
    Part,
    Slide,
    SlideColumn,
    SlideTable,
    TableCell,
)
from resilience.text import Text
from resilience.wording.result import base_line
from resilience.wording.shares import value_words

#: themes of a chart; of more the lowest are in the notes alone
MOST_THEMES = 14


def number_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide:
    """The overall with its range and its change, strengths, gaps, and what to find out."""
    strong = _listed(
        text("Strengths"),
        digest.indicators.strengths,
        digest.indicators.strengths_note,
        text,
        acting=False,
    )
    weak = _listed(
        text("Gaps"), digest.indicators.gaps, digest.indicators.gaps_note, text, acting=True
    )
    middle: tuple[Part, ...] = (strong,)
    if digest.indicators.find_out:
        middle = (strong, find_out_bullets(digest, text))
    columns = (
        SlideColumn(0.36, (_figure(digest, text),)),
        SlideColumn(0.32, middle, (0.58, 0.42) if len(middle) > 1 else (1.0,)),
        SlideColumn(0.32, (weak,)),
    )
    base = base_line(digest.base, text)
    notes = [digest.headline, base, digest.range, digest.change, digest.change_basis]
    for one in (strong, weak):
        notes.append(one.heading + ": ")
        notes += [" · ".join(filter(None, (i.words, i.figure, i.below))) for i in one.items]
    notes += find_out_words(digest, text)
    return frame.slide(digest.finding, "", columns, [one for one in notes if one])


def find_out_bullets(digest: Digest, text: Text) -> Bullets:
    """The first indicators to find out, and how many more there are."""
    named = digest.indicators
    items = [ListItem(one) for one in named.find_out]
    if named.find_out_note:
        items.append(ListItem("", "", named.find_out_note))
    return Bullets(text("Find out first"), tuple(items))


def cover_figure(digest: Digest, text: Text) -> LargeNumber | None:
    """The overall with its date and its range, for the title slide; None where there is no overall."""
    if digest.overall.value is None:
        return None
    return _large(digest, (f"{text('Overall score')} · {digest.date}", digest.range), text)


def _figure(digest: Digest, text: Text) -> LargeNumber:
    return _large(digest, (digest.change, digest.range), text)


def _large(digest: Digest, said: tuple[str, ...], text: Text) -> LargeNumber:
    """The overall, of how much it is, and sentences below it."""
    overall = digest.overall
    known = overall.value is not None
    behind = text("of {maximum}", maximum=text.number(overall.maximum)) if known else ""
    lines = tuple(one[:1].upper() + one[1:] for one in said if one)
    return LargeNumber(text.number(overall.value), behind, lines)


def _listed(
    heading: str, named: tuple[IndicatorLine, ...], note: str, text: Text, *, acting: bool
) -> Bullets:
    items = [
        ListItem(f"{one.code} · {one.title}", one.shown, one.action if acting else "")
        for one in named
    ]
    if note:
        items.append(ListItem("", "", note))
    return Bullets(heading, tuple(items or [ListItem(text("Nothing here has a score yet."))]))


def themes_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide | None:
    """The themes as bars, with the last workshop and what unanswered indicators could change."""
    shown = [one for one in digest.themes if one.score is not None][:MOST_THEMES]
    if not shown:
        return None
    chart = BarChart(
        alt=digest.themes_finding,
        categories=tuple(one.title for one in shown),
        series=tuple(_series(digest, shown, text)),
        top=100,
    )
    beside = tuple(_beside(digest, text))
    columns: tuple[SlideColumn, ...] = one_column(chart)
    if beside:
        parts = tuple(beside)
        heights = tuple(1 / len(parts) for _ in parts)
        columns = (SlideColumn(0.68, (chart,)), SlideColumn(0.32, parts, heights))
    notes = [_said(one, text) for one in digest.themes]
    return frame.slide(digest.themes_finding, frame.unit, columns, notes)


def _series(digest: Digest, shown: list[ThemeLine], text: Text) -> Iterator[BarSeries]:
    ranges = tuple(
        None if one.low is None or one.high is None else (one.low, one.high) for one in shown
    )
    name = digest.trend.now if digest.trend else text("this city")
    yield BarSeries(name, tuple(printed(one.score) for one in shown), ranges=ranges)
    if digest.trend and any(one.previous is not None for one in shown):
        before = tuple(printed(one.previous) for one in shown)
        yield BarSeries(digest.trend.before, before, "pale")


def _beside(digest: Digest, text: Text) -> Iterator[Bullets]:
    """Ranges, targets and themes without a score, which bars do not show in figures."""
    ranges = tuple(
        ListItem(one.title, between) for one in digest.themes if (between := range_of(one, text, 1))
    )
    if ranges:
        yield Bullets(text("What unanswered indicators could change"), ranges)
    targets = tuple(
        ListItem(one.title, text.number(one.target, 1))
        for one in digest.themes
        if one.target is not None
    )
    if targets:
        yield Bullets(text("Targets"), targets)
    unknown = tuple(
        ListItem(one.title, "", one.shown) for one in digest.themes if one.score is None
    )
    if unknown:
        yield Bullets(text("Without a score"), unknown)


def _said(one: ThemeLine, text: Text) -> str:
    """Everything that is known of a theme, on one line."""
    said = [f"{one.title}: {one.shown}", text("coverage {share}", share=one.coverage)]
    if between := range_of(one, text, 1):
        said.append(" ".join((text("what unanswered indicators could change"), between)))
    for name, value in (
        (text("last workshop"), one.previous),
        (text("target"), one.target),
        (text("median of peer cities"), one.median),
    ):
        if value is not None:
            said.append(f"{name} {value_words(value, text, 1, shares=one.shares)}")
    return " · ".join(said)


def method_slide(digest: Digest, frame: SlideFrame, text: Text) -> Slide:
    """How the number was made, in the sentences that a room may ask about; all others are in the notes."""
    rows = tuple(
        (TableCell(one.heading, bold=True), TableCell(one.short))
        for one in digest.method
        if one.short
    )
    title = text("How this number was calculated")
    columns = one_column(SlideTable(title, (), rows, (0.3, 0.7)))
    notes = [f"{one.heading}: {one.words}" for one in digest.method]
    room = text.listed(f"{one.name} {text.number(one.people)}" for one in digest.room)
    notes += [f"{text('Who was in the room')}: {room}", *digest.missing, *digest.signed]
    return frame.slide(title, "", columns, notes)
