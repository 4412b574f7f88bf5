"""Whether the themes of a city moved between two workshops, by the scores of its units on the same questions."""

from collections.abc import Iterable
from typing import NamedTuple

from resilience.framework import Framework
from resilience.scoring.certainty.personal import level_steps
from resilience.scoring.comparison.unit_years import unit_changes
from resilience.scoring.comparison.years import ThemeTrend, Unit, trends
from resilience.services.results.years import YearResult


class Judged(NamedTuple):
    """Whether each theme changed between two results, and which units are left out of some or all verdicts.

    Units of either result are `apart` if they are compared on no theme: they voted in one workshop only, are merged
    with others in one of them, or have a score for too few of the same questions. For units in `partly` this holds
    for some themes.
    """

    themes: dict[str, ThemeTrend]
    apart: tuple[str, ...]
    partly: tuple[str, ...]


def judged(first: YearResult, last: YearResult, asked: Framework) -> Judged:
    """Judge whether each theme and the overall changed, from the first votes on each indicator.

    Only counts that are shown are used: how one person's answers go together could reveal somebody's
    (docs/decisions/0085). Empty if either workshop was open, since its result is not for readers of the other one.
    """
    if first.units is None or last.units is None:
        return Judged({}, (), ())
    found = unit_changes(asked, first.units, last.units)
    if first.by_group or last.by_group:  # a group scores only its own themes, so it has no overall
        found.changes[asked.root.code] = {}
    own = [found.changes[theme.code].keys() for theme in asked.themes]
    compared = frozenset[Unit]().union(*own)
    shown = [theme for theme in asked.themes if found.changes[theme.code]]
    partly = {unit for unit in compared for theme in shown if unit in found.left_out[theme.code]}
    apart = {*first.units.units, *last.units.units} - compared
    return Judged(
        themes=trends(
            found.changes,
            level_steps(asked),
            {code: len(units) for code, units in found.left_out.items()},
        ),
        apart=_names(apart),
        partly=_names(partly),
    )


def _names(found: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(sorted({name for name, _ in found}))
