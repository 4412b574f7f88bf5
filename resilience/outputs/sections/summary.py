"""The result on one page of the printed report."""

from collections.abc import Mapping, Sequence
from itertools import cycle, islice

import pandas as pd

from resilience.charts import THEME_COLOURS
from resilience.charts.paper import paper_radar
from resilience.outputs.digest import ACTIONS
from resilience.outputs.digest_planned import first_actions
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, asked_themes, bar, figure, values_words
from resilience.report import Bars, Lines, Picture, Section, Table, TwoColumns
from resilience.scoring.planning.actions import charge_words
from resilience.scoring.scores.tables import (
    Extremes,
    indicator_table,
    least_known,
    strongest,
    theme_table,
    weakest,
)
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.agreement import disputed_rows, undisputed_words
from resilience.wording.chart_findings import themes_words
from resilience.wording.result import (
    counting_words,
    coverage_words,
    headline,
    weakest_theme,
    weights_words,
)
from resilience.wording.result_tables import (
    blank_head,
    blank_words,
    comparable_rows,
    equals_words,
    few_answers_words,
    range_words,
    shown_counts,
    too_few_words,
)


def summary_section(found: Evidence, text: Text) -> Section:
    """Where the city stands, how sure that is, strong, weak, split and unknown, and what comes first."""
    result, framework = found.result, found.result.workshop.framework
    overall = result.result.city[framework.root.code]
    indicators = indicator_table(framework, result.result.city, text.language)
    ranked = comparable_rows(result, indicators)
    under = few_answers_words(result, indicators, text)
    return Section(
        text("Summary"),
        (
            _pictures(result, text),
            TwoColumns(
                _short(text("Five strongest indicators"), strongest(ranked), result, text),
                _short(text("Five weakest indicators"), weakest(ranked), result, text, under),
            ),
            TwoColumns(
                _disputed(found, text),
                _least_known(least_known(indicators, again=result.asked_again), result, text),
            ),
            *_first_actions(found, text),
        ),
        headline(result, overall, text),
        (
            " · ".join([range_words(result, text), *weakest_theme(result, text)]),
            *counting_words(result, text),
            *weights_words(result, text),
            coverage_words(overall, text),
        ),
    )


def theme_bars_part(result: WorkshopResult, text: Text) -> Bars:
    """A bar a theme with its score, its range and its coverage."""
    city, framework = result.result.city, result.workshop.framework
    table = theme_table(framework, city, text.language)
    colours = islice(cycle(THEME_COLOURS), len(table))
    rows = tuple(
        bar(
            row,
            row["title"],
            colour,
            figure(city[row["code"]], text),
            text("coverage {share}", share=text.percent(row["coverage"])),
        )
        for (_, row), colour in zip(table.iterrows(), colours, strict=True)
    )
    in_points = any(theme.how.in_points for theme in asked_themes(result))
    heading = text("Points by theme") if in_points else text("Score by theme, 0 to 100")
    return Bars(heading, rows, themes_words(table, text))


def _pictures(result: WorkshopResult, text: Text) -> TwoColumns:
    table = theme_table(result.workshop.framework, result.result.city, text.language)
    heading = text("Profile across themes, 0 to 100")
    shares = as_table(table.set_index("title")[["percent"]].set_axis([""], axis=1), text)
    finding = themes_words(table, text)
    radar = Picture(heading, paper_radar(table), values_words(finding, shares))
    return TwoColumns(theme_bars_part(result, text), radar, 0.56)


def _least_known(found: Extremes, result: WorkshopResult, text: Text) -> Table | Lines:
    """Indicators with how many gave no level."""
    rows = shown_counts(result, found.rows)
    silent = {text("Did not know"): rows["dk"], blank_head(result, text): rows["blank"]}
    under = [*too_few_words(result, rows, text), *blank_words(result, rows, text)]
    return _short(text("Least known indicators"), found, result, text, under, silent)


def _short(
    heading: str,
    found: Extremes,
    result: WorkshopResult,
    text: Text,
    under: Sequence[str] = (),
    silent: Mapping[str, pd.Series] | None = None,
) -> Table | Lines:
    """Indicators with their score, or with the columns of who was `silent`, and their reach."""
    rows, below = shown_counts(result, found.rows), (*equals_words(found, text), *under)
    if found.alike:
        return Lines(heading, below)
    columns = {
        text("Indicator"): rows["code"] + " · " + rows["title"],
        **(silent or {text("Score"): rows["score"]}),
        text("Reach"): [text.percent(share) for share in rows["reach"]],
    }
    table = pd.DataFrame(columns).set_index(text("Indicator"))
    return as_table(table, text, heading, " ".join(below))


def _disputed(found: Evidence, text: Text) -> Table | Lines:
    heading = text("Five most disputed indicators")
    table = as_table(disputed_rows(found.topics, found.result.workshop.framework, text), text)
    if not table.rows:
        return Lines(heading, (undisputed_words(found.topics, text),))
    return Table(heading, table.columns, table.rows, kind="pair")


def _first_actions(found: Evidence, text: Text) -> list[Lines]:
    """Actions that are still to be done, by the order of priorities; nothing where there are none."""
    said = tuple(
        " · ".join([one.what, *charge_words(one, text)]) for one in first_actions(found)[:ACTIONS]
    )
    return [Lines(text("First actions"), said)] if said else []
