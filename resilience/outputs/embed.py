"""The chart of a published result for pages of other sites: scores of the city alone, as cities here see them."""

import html
from dataclasses import dataclass, replace

from resilience.outputs.digest import finding_words, framework_words, marks_of
from resilience.outputs.digest_scores import ThemeLine, range_of, theme_lines
from resilience.report import PlotRow, ThemePicture, draw_themes
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import themes_unit
from resilience.wording.framework import with_theme_names
from resilience.wording.result import people_words

#: points by which the picture is wide: as a file, in a wide page, and on a phone
FILE, WIDE, NARROW = 600, 560, 270


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The finding of a chart, every value in `alt`, and `notes`: the source, and marks that must not be overlooked."""

    title: str
    alt: str
    notes: tuple[str, ...]
    plot: ThemePicture


@dataclass(frozen=True, slots=True)
class EmbeddedChart:
    """A chart as SVG: in a form for wide pages, in one for phones, and as a `picture` with all its words."""

    words: ChartWords
    wide: str
    narrow: str
    picture: str


def chart_words(result: WorkshopResult, text: Text) -> ChartWords:
    """What the chart of a result says: no target, department, other city or earlier year."""
    text = with_theme_names(result.workshop.framework, text)
    lines = theme_lines(result, None, None, text)
    themes = tuple(PlotRow(one.title, one.shown, one.score, one.low, one.high) for one in lines)
    unit = themes_unit(result.workshop.framework, text)
    return ChartWords(
        title=finding_words(result, None, text),
        alt=f"{unit}: " + "; ".join(_row(one, text) for one in lines),
        notes=_notes(result, text),
        plot=ThemePicture(WIDE, unit, themes, _legend(lines, text)),
    )


def embedded_chart(result: WorkshopResult, text: Text) -> EmbeddedChart:
    """The chart of a result in a language."""
    words = chart_words(result, text)
    whole = replace(words.plot, width=FILE, title=words.title, notes=words.notes)
    return EmbeddedChart(
        words=words,
        wide=draw_themes(words.plot, text),
        narrow=draw_themes(replace(words.plot, width=NARROW), text),
        picture=_titled(
            draw_themes(whole, text), " ".join([f"{words.title}.", words.alt, *words.notes])
        ),
    )


def _row(one: ThemeLine, text: Text) -> str:
    """A theme with its score, and the range where answers are missing."""
    between = range_of(one, text)
    return f"{one.title} {one.shown} ({between})" if between else f"{one.title} {one.shown}"


def _legend(lines: tuple[ThemeLine, ...], text: Text) -> tuple[tuple[str, str], ...]:
    ranged = any(one.low is not None for one in lines)
    score = ("score", text("this city"))
    return (
        (score, ("range", text("what unanswered indicators could change"))) if ranged else (score,)
    )


def _notes(result: WorkshopResult, text: Text) -> tuple[str, ...]:
    source = text(
        "Source: self-assessment in a workshop, {date}, {framework}",
        date=text.date(result.workshop.date),
        framework=framework_words(result, text),
    )
    people = people_words(result.people, 0, text)
    return (f"{result.workshop.city.name} · {source} · {people}", *marks_of(result, text))


def _titled(svg: str, words: str) -> str:
    """A picture that is read aloud where it is opened by itself."""
    return svg.replace(">", f"><title>{html.escape(words)}</title>", 1)
