"""The slides on the number, the themes and the method."""

from collections.abc import Mapping, Sequence

from resilience.charts.template import LOW
from resilience.outputs.digest import Digest, find_out_words, plot_legend
from resilience.outputs.digest_scores import IndicatorLine, ThemeLine, range_of
from resilience.outputs.slides_frame import SlideFrame, more_words, one_column, printed
from resilience.slides import (
    Bullets,
    DotLook,
    DotSeries,
    DotTable,
    LargeNumber,
    ListItem,
    Part,
    Slide,
    SlideColumn,
    SlideStack,
    SlideTable,
    TableCell,
)
from resilience.text import Text
from resilience.wording.result import base_line
from resilience.wording.shares import value_words

#: themes of a chart; of more the lowest are in the notes alone
MOST_THEMES = 12
#: the scores of a theme in their order, each with its dots
LOOKS: Mapping[str, DotLook] = {
    "score": "strong",
    "previous": "pale",
    "target": "square",
    "median": "diamond",
}


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
    lines = tuple(one[:1].upper() + one[1:] for one in said if one)
    if overall.value is None:
        return LargeNumber("", "", lines)
    behind = text("of {maximum}", maximum=text.number(overall.maximum))
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
    """The themes in a table with what each is compared with, and the same as dots."""
    if all(one.score is None for one in digest.themes):
        return None
    shown = digest.themes[:MOST_THEMES]
    ranges = tuple(
        None if one.low is None or one.high is None else (one.low, one.high) for one in shown
    )
    unknown = text("what unanswered indicators could change")
    lines = (DotSeries(unknown, "line", (), ranges=ranges),) if any(ranges) else ()
    line = ListItem("", "", text("Line: {words}.", words=unknown))
    under = (Bullets("", (line,)),) if lines else ()
    stack = SlideStack(1.0, (_theme_dots(digest, shown, lines, text), *under))
    unit = " · ".join(filter(None, (frame.unit, more_words(len(digest.themes) - len(shown), text))))
    notes = [_said(one, text) for one in digest.themes]
    return frame.slide(digest.themes_finding, unit, (stack,), notes)


def _theme_dots(
    digest: Digest, shown: Sequence[ThemeLine], lines: tuple[DotSeries, ...], text: Text
) -> DotTable:
    """The table of themes, with a column and a kind of dots for each score that any of them has."""
    legend = plot_legend(digest, shown, text)
    kinds = [kind for kind in LOOKS if kind in legend]
    own = tuple("low" if one.lowest else LOOKS["score"] for one in shown)
    grid = SlideTable(
        alt=digest.themes_finding,
        columns=(text("Theme"), *(legend[one][:1].upper() + legend[one][1:] for one in kinds)),
        rows=tuple(
            (TableCell(one.title), *(_theme_cell(one, kind, text) for kind in kinds))
            for one in shown
        ),
        widths=(1 - 0.15 * len(kinds), *[0.15] * len(kinds)),
        centred=frozenset(range(1, len(kinds) + 1)),
    )
    dots = (
        DotSeries(
            legend[kind],
            LOOKS[kind],
            tuple(printed(getattr(one, kind)) for one in shown),
            looks=own if kind == "score" else (),
        )
        for kind in kinds
    )
    return DotTable(grid, (*lines, *dots), 100, 0.62)


def _theme_cell(one: ThemeLine, kind: str, text: Text) -> TableCell:
    """The score of a theme as pages show it, in a colour where it is the lowest, or one that it is compared with."""
    if kind == "score":
        return TableCell(one.shown, ink=LOW if one.lowest else "", bold=True)
    value = getattr(one, kind)
    return TableCell("" if value is None else value_words(value, text, 1, shares=one.shares))


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
