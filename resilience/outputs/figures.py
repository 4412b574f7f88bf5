"""Figures of a result as the printed report shows them: tables as pages have them, dots, cells."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_float_dtype

from resilience.charts.diverging import COLOURS, INDICATOR_STEPS, THEME_STEPS, kind_of
from resilience.framework import Theme
from resilience.report import HeatCell, PlotRow, Table, TableKind
from resilience.scoring import Score
from resilience.scoring.comparison.units import CityGap
from resilience.scoring.notes.words import score_words
from resilience.scoring.scores.percent import percent_of
from resilience.scoring.scores.tables import unit_table
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.wording.beside.map import CityMap

NOTHING = "–"
#: the ground and the ink of cells without a colour
PAPER, INK = "#ffffff", "#1b2733"
#: the ground of scores that are not compared
NOT_COMPARED = COLOURS["apart"]
#: what scores are out of that are not points
WHOLE = 100


def asked_themes(result: WorkshopResult) -> list[Theme]:
    """The themes that were asked, in the order of the framework."""
    return [t for t in result.workshop.framework.themes if t.code in result.result.city]


def unit_scores(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """The scores of units by theme as in `unit_table`, with units named in the reader's language."""
    long = unit_table(result.workshop.framework, result.result, text.language)
    return long.assign(unit=long["unit"].map(text))


def figure(score: Score, text: Text) -> str:
    """A score with one decimal, points with what they are out of, or why there is none."""
    if score.value is None:
        return text(score.state)
    return text.number(score.value, 1) if score.maximum == WHOLE else score_words(score, text)


def named_city(workshop: WorkshopView) -> str:
    """The city with its country; the name of an invented one says already that it is nowhere."""
    where = "" if workshop.invented else workshop.city.country
    return ", ".join(filter(None, (workshop.city.name, where)))


def out_of(score: Score, text: Text) -> str:
    """What a score is out of, behind its number; "" where there is none."""
    if score.value is None:
        return ""
    return text("of {maximum}", maximum=text.number(score.maximum))


def values_words(finding: str, table: Table) -> str:
    """A finding and every value of a table, for people who cannot see the picture of it."""
    rows = (
        f"{name}: "
        + ", ".join(
            f"{column} {value}".lstrip()
            for column, value in zip(table.columns[1:], values, strict=True)
        )
        for name, *values in table.rows
    )
    return f"{finding} {'; '.join(rows)}"


def heat_rows(
    found: CityMap, marks: Mapping[tuple[str, str], str], text: Text
) -> tuple[tuple[str, tuple[HeatCell, ...]], ...]:
    """Units and last the city by theme: scores with one decimal on the colour of their difference from the city."""
    scores = found.scores
    kinds = [[kind_of(one, THEME_STEPS) for one in row] for row in found.differences.to_numpy()]
    kinds.append([""] * len(scores.columns))
    return tuple(
        (
            str(unit),
            tuple(
                HeatCell(
                    text.number(value, 1),
                    COLOURS[kind] if kind and not math.isnan(value) else PAPER,
                    INK,
                    marks.get((str(unit), str(theme)), ""),
                )
                for theme, value, kind in zip(scores.columns, values, row, strict=True)
            ),
        )
        for unit, values, row in zip(scores.index, scores.to_numpy().tolist(), kinds, strict=True)
    )


def heat_legend(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The colours of `heat_rows`, each with its words, which are by kind."""
    return tuple((COLOURS[kind], said) for kind, said in words.items())


def theme_fills(gaps: Mapping[tuple[str, str], CityGap]) -> dict[tuple[str, str], str]:
    """The colour of each unit's score of a theme (code) by its difference from the city, as in `heat_rows`."""
    points = {cell: gap.points if gap.basis.enough else math.nan for cell, gap in gaps.items()}
    return {cell: COLOURS[kind_of(one, THEME_STEPS)] for cell, one in points.items()}


def indicator_fills(result: WorkshopResult) -> dict[tuple[str, str], str]:
    """The colour of each unit's score of an indicator (code) by its difference from the city, as pages show it."""
    found, tree = dict[tuple[str, str], str](), result.result
    for node in result.workshop.framework.root.indicators():
        if node.code not in tree.city:
            continue
        city = percent_of(node, tree.city[node.code])
        for unit, scores in tree.units.items():
            own = percent_of(node, scores[node.code])
            if own is not None:
                points = math.nan if city is None else own - city
                found[unit, node.code] = COLOURS[kind_of(points, INDICATOR_STEPS)]
    return found


def dot_row(row: "pd.Series[Any]", title: str, shown: str) -> PlotRow:
    """A row of `theme_table` or `indicator_table` on a scale of 0 to 100, with its range where there is one."""
    if pd.isna(row["percent"]):
        return PlotRow(title, shown, None, None, None)
    whole = row["maximum"] if row["in_points"] else WHOLE
    low, high = WHOLE * row["low"] / whole, WHOLE * row["high"] / whole
    ranged = pd.notna(low) and high - low > 1e-7
    low, high = (float(low), float(high)) if ranged else (None, None)
    return PlotRow(title, shown, float(row["percent"]), low, high)


def highest_first(rows: Iterable[PlotRow]) -> tuple[PlotRow, ...]:
    """The highest score first, and those without one last."""
    return tuple(sorted(rows, key=lambda one: math.inf if one.score is None else -one.score))


def as_table(
    rows: pd.DataFrame, text: Text, heading: str = "", under: str = "", kind: TableKind = "table"
) -> Table:
    """A table of a page for print: scores with one decimal, counts whole, a dash where there is none."""
    shown = [
        [_value_words(value, 1 if is_float_dtype(rows[name]) else 0, text) for value in rows[name]]
        for name in rows.columns
    ]
    cells = tuple(zip(map(str, rows.index), *shown, strict=True))
    return Table(heading, (str(rows.index.name), *rows.columns), cells, under, kind)


def _value_words(value: Any, decimals: int, text: Text) -> str:
    if isinstance(value, str):
        return value
    return NOTHING if pd.isna(value) else text.number(float(value), decimals)
