"""The result on one page of the printed report."""

from collections.abc import Sequence

from resilience.outputs.digest import Digest, digest_of, fact_words, plot_legend
from resilience.outputs.digest_scores import (
    IndicatorLine,
    ThemeLine,
    unscored_words,
)
from resilience.outputs.evidence import Evidence
from resilience.report import Dots, Listed, PlotRow, Section, TwoColumns
from resilience.text import Text


def summary_section(found: Evidence, text: Text) -> Section:
    """The city's score, how sure it is, what is strong, weak and unknown, and what comes first."""
    digest = digest_of(found, text)
    named = digest.indicators
    dots = Dots(
        heading="",
        rows=theme_rows(digest.themes),
        finding="",
        unit=digest.plot,
        legend=tuple(plot_legend(digest, digest.themes, text).items()),
    )
    strengths = listed_indicators(
        text("Strengths"), named.strengths, named.strengths_note, text, acting=False
    )
    gaps = listed_indicators(text("Gaps"), named.gaps, named.gaps_note, text, acting=True)
    first = _first(digest, text)
    rows = tuple((one, "", "") for one in named.find_out)
    unknown = Listed(text("Find out first"), rows, named.find_out_note)
    last = TwoColumns(first, unknown) if unknown.rows else first
    parts = (dots, TwoColumns(strengths, gaps), last)
    return Section(text("Summary"), parts, digest.finding, fact_words(digest, text))


def theme_rows(themes: Sequence[ThemeLine]) -> tuple[PlotRow, ...]:
    """Themes as the rows of a dot plot."""
    return tuple(
        PlotRow(
            one.title,
            one.shown,
            one.score,
            one.low,
            one.high,
            one.previous,
            one.target,
            one.median,
            lowest=one.lowest,
        )
        for one in themes
    )


def listed_indicators(
    heading: str, named: tuple[IndicatorLine, ...], note: str, text: Text, *, acting: bool
) -> Listed:
    """Indicators with their scores, and below each who is `acting` on it."""
    rows = tuple(
        (f"{one.code} · {one.title}", one.shown, one.action if acting else "") for one in named
    )
    return Listed(heading, rows, note or unscored_words(named, text))


def _first(digest: Digest, text: Text) -> Listed:
    """The first actions that are still to be done, and how many more there are."""
    rows = tuple((one.named, "", one.charge) for one in digest.actions)
    late = tuple(at for at, one in enumerate(digest.actions) if one.late)
    note = "" if rows else text("No open actions.")
    if left := digest.actions_in_all - len(rows):
        note = text.plural("{n} more action", "{n} more actions", left)
    return Listed(text("First actions"), rows, note, late)
