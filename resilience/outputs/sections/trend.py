"""The section of the printed report on what changed since earlier workshops of the city."""

from collections.abc import Iterator
from functools import partial

from resilience.charts.paper import paper_lines
from resilience.framework import Framework
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, values_words
from resilience.report import Lines, Part, Picture, Section, Table
from resilience.scoring.comparison.comparability import CAUTION, ROUNDED
from resilience.services.results.trend import Trend
from resilience.text import Text
from resilience.wording.chart_findings import themes_unit
from resilience.wording.shares import in_shares, value_head
from resilience.wording.years.covered import common_words
from resilience.wording.years.lines import (
    axis_words,
    line_frame,
    score_lines,
    step_rows,
    year_legend,
)
from resilience.wording.years.overall import FIRST_YEAR, more_words, trend_headline, year_names
from resilience.wording.years.trend import (
    CHANGES,
    apart_words,
    compared_lines,
    moved_rows,
    moved_words,
    trend_finding,
)

#: indicators that are named
MOVED = 5


def trend_section(found: Evidence, text: Text) -> Section:
    """Themes over the workshops that compare; a sentence where there is none before this one."""
    trend, heading = found.trend, text("Trend")
    if trend is None or len(trend.points) < 2:
        said = text(FIRST_YEAR[not found.result.workshop.k])
        return Section(heading, (Lines("", (said,)),))
    lines = tuple(f"{day} · {line}" for day, line, _ in compared_lines(trend, text))
    compared = Lines(text("What is compared"), lines)
    if not trend.steps:
        none = text("No earlier workshop of this city can be compared with this one")
        return Section(heading, (compared,), none)
    parts = (*_over_years(found, trend, text), compared, *_moved(found, trend, text))
    return Section(heading, parts, trend_headline(trend, text), tuple(more_words(trend, text)))


def _over_years(found: Evidence, trend: Trend, text: Text) -> Iterator[Part]:
    """Build the line chart of overall and themes, its table, and the verdict on each change."""
    framework = found.result.workshop.framework
    table = _figures(trend, framework, text)
    finding = trend_finding(trend, framework, text)
    under = " ".join(
        [common_words(trend, framework, text), *apart_words(trend, framework, text), text(ROUNDED)]
    )
    lines = [*score_lines(trend, framework, text).values()]
    labels = year_names(trend.points, text)
    names = [labels[point.code] for point in trend.compared]
    picture = paper_lines(lines, names, year_legend(trend, lines, text), text)
    heading = " · ".join(filter(None, (themes_unit(framework, text), axis_words(lines, text))))
    yield Picture(heading, picture, values_words(finding or heading, table), finding, under)
    yield table


def _figures(trend: Trend, framework: Framework, text: Text) -> Table:
    """The scores by workshop, and how each moved."""
    changes = step_rows(trend, framework, text)
    shares = in_shares(framework)
    scores = line_frame(trend, framework, text).T.rename_axis(index=text("Theme"))
    scores = scores.rename(columns=partial(value_head, text=text, shares=shares))
    for name, words in changes.iterrows():
        scores[name] = words.to_numpy()
    return as_table(scores, text, "", text(CHANGES[shares]), "ranked")


def _moved(found: Evidence, trend: Trend, text: Text) -> Iterator[Part]:
    """The indicators that moved by a level or more between the last two workshops, as many as there is room for."""
    heading, moved = text("Indicators that moved"), moved_words(trend, text)
    large = [one for one in trend.moved if one.finding]
    if not large:
        yield Lines(heading, (moved,))
        return
    rows = moved_rows(trend, found.result.workshop.framework, text, large[:MOVED])
    said = [moved, *_left_out(len(large) - MOVED, text), text(CAUTION)]
    yield as_table(rows, text, heading, " ".join(said))


def _left_out(left: int, text: Text) -> list[str]:
    """Where the indicators are that the table has no room for."""
    if left <= 0:
        return []
    return [
        text.plural(
            "{n} more indicator is in the workbook.",
            "{n} more indicators are in the workbook.",
            left,
        )
    ]
