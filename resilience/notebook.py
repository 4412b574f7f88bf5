"""The face for notebooks: a framework, scores of responses, and the comparison of two results.

`from resilience import load_framework, score, compare`. Tables in and out are pandas DataFrames; a
worked example is in docs/notebook.md.
"""

import datetime
import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from resilience import framework as frameworks
from resilience.errors import InputError
from resilience.exchange.columns import TextColumn
from resilience.exchange.counts import is_counts
from resilience.exchange.given import ScoringInput, given_responses, read_given
from resilience.exchange.responses import COLUMNS, check_responses
from resilience.exchange.score_table import frame
from resilience.exchange.scores import score_given, sides
from resilience.framework import Framework, Rule
from resilience.scoring import CityRule, Comparison, Method, Missing, Side
from resilience.scoring import compare as compare_sides
from resilience.text import Text


def load_framework(folder: str | Path) -> Framework:
    """Load a framework from its folder, such as indicators/urban-resilience.

    Raises `Faults` with every fault of its files, `NotFound` where there is none.
    """
    return frameworks.load_framework(folder)


def score(  # noqa: PLR0913 - options by name, as people in notebooks look for them
    framework: Framework,
    responses: pd.DataFrame,
    *,
    rule: Rule | None = None,
    missing: Missing = "skip",
    leave_out: str | None = None,
    weights: Mapping[str, float] | None = None,
    city_rule: CityRule | None = None,
    by_department: bool = False,
    date: datetime.date | None = None,
) -> pd.DataFrame:
    """Score tidy responses, one row per answer (docs/methods.md, sections 0 and 1).

    `responses` has the columns unit, department, participant, indicator (text) and answer: a level
    or measured number, "na", "dk", or nothing for a blank. Or they are a workshop's counts as CSV, whose
    agreed levels, weights and city rule count; what is worth to know is a warning. `rule` replaces the rule of every node
    ("mean", "leaf-mean", "geometric", "sum"), `weights` those of the codes named, `leave_out` is the
    code of a theme that is not counted, `missing` "unknown-as-zero" takes an unanswered indicator
    for 0, `city_rule` "people" counts each person once instead of each department ("departments").

    Returns a row per unit and node, and with `by_department` also per department, with the columns
    unit, department ("" for the whole unit), code, kind ("overall", "theme", "indicator"), title,
    state (str: "scored", "unanswered", "not enough answers", "not scored", "not applicable"); score,
    low, high, weak_spot, maximum (float64, 0..100, or points under the rule `sum`; NaN where there
    is no figure); points (float64, of an indicator); unknown (int64, unanswered indicators below);
    one_person (bool); coverage, reach, departments (float64, shares 0..1); level, na, dk, blank
    (int64, answers of participants); people, in_room (int64, people and departments who took part);
    move (float64, of the overall of a whole unit: by how many points `missing` and `leave_out` move
    it, NaN where neither is given or there is no score with or without them).
    `attrs` hold the framework and the method, which `compare` reads.

    Raises `Faults` with every row that cannot be scored, `InputError` where the method does not fit.
    """
    given = _scoring_input(responses, framework)
    for note in given.notes:
        warnings.warn(str(note), stacklevel=2)
    counting = city_rule or given.city_rule
    method = Method(rule, dict({} if weights is None else weights), leave_out, missing, counting)
    return frame(score_given(given, method, date), by_department=by_department)


def compare(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Compare two tables of `score`, unit by unit, on the indicators in common.

    Units are paired by name; where each table has one unit, these two. Both are recomputed on the
    common indicators with the weights of the second.

    Returns a row per pair and node with the columns first, second (str, the units), code, first_score,
    second_score, difference (float64, second minus first, 0..100 or points; NaN where there is no
    figure), finding (boolean: whether an indicator moved by a level or more; <NA> for themes),
    comparable (bool) and comparability (str, the line that says why). Raises `InputError` for other
    tables and where no unit is in both.
    """
    rows = []
    for found in compare_units(sides(first), sides(second)):
        line = found.line.words(Text())
        for row in found.rows:
            figures = (row.first, row.second, row.difference)
            facts = (row.finding, found.line.comparable, line)
            rows.append((found.first, found.second, row.code, *figures, *facts))
    table = pd.DataFrame(rows, columns=COMPARED)
    return table.astype({**dict.fromkeys(COMPARED[3:6], "float64"), "finding": "boolean"})


COMPARED = [
    "first", "second", "code", "first_score", "second_score", "difference",
    "finding", "comparable", "comparability",
]  # fmt: skip


def compare_units(first: Mapping[str, Side], second: Mapping[str, Side]) -> list[Comparison]:
    """The comparisons behind `compare` of results by unit, one per pair of units."""
    return [compare_sides(a, b) for a, b in _pairs(first, second)]


def _pairs(first: Mapping[str, Side], second: Mapping[str, Side]) -> list[tuple[Side, Side]]:
    if len(first) == len(second) == 1:
        return list(zip(first.values(), second.values(), strict=True))
    pairs = [(side, second[name]) for name, side in first.items() if name in second]
    if not pairs:
        raise InputError(
            "The two results have no unit in common: the first has {first}, the second {second}.",
            first=", ".join(first) or "none",
            second=", ".join(second) or "none",
        )
    return pairs


def _scoring_input(table: pd.DataFrame, framework: Framework) -> ScoringInput:
    """Read a table of responses or of counts."""
    if is_counts([str(name) for name in table.columns]):
        return read_given(table.to_csv(index=False), framework, "counts")
    lacking = [name for name in COLUMNS if name not in table.columns]
    if lacking:
        raise InputError(
            "The responses lack the columns {lacking}; they have {found}.",
            lacking=", ".join(lacking),
            found=", ".join(map(str, table.columns)) or "none",
        )
    asked = table[list(COLUMNS)]
    if len(asked.columns) > len(COLUMNS):  # a column twice
        return read_given(asked.to_csv(index=False), framework, "counts")
    columns = {name: _column(asked[name]) for name in COLUMNS}
    filled = np.flatnonzero(np.any([column.where(bool) for column in columns.values()], axis=0))
    columns = {name: column.part(filled) for name, column in columns.items()}
    found = check_responses(columns, filled + 2, framework)  # the header is row 1
    return given_responses(found, framework)


def _column(cells: pd.Series) -> TextColumn:
    """The cells as text: as a CSV file would have them, without outer spaces."""
    written = cells.astype("str") if cells.dtype == object else cells  # 1 and True are other texts
    numbers, texts = pd.factorize(written)
    numbers = np.where(numbers < 0, len(texts), numbers)
    return TextColumn(numbers, [*texts.astype("str").tolist(), ""]).changed(str.strip)
